"""A ring of tests with its counts, and how the rings run programs: a few at the same time."""
import contextlib
import dataclasses
import heapq
import itertools
import os
import pathlib
import signal
import subprocess
import threading
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
LOGS = ROOT / "build" / "logs"


@dataclasses.dataclass
class Ring:
    name: str
    passed: int = 0
    skipped: int = 0
    failures: list = dataclasses.field(default_factory=list)
    began: float = 0
    seconds: float = 0

    def line(self):
        text = f"{self.passed} passed, {len(self.failures)} failed"
        return text + (f", {self.skipped} skipped" if self.skipped else "")

    def begin(self):
        self.began = self.began or time.monotonic()

    def settle(self, status=0):
        """Counts a bad exit status that no test explains, or a run without tests, as a failure."""
        self.seconds = time.monotonic() - self.began if self.began else 0
        if status != 0 and not self.failures:
            self.failures.append(f"{self.name}: ended with {end_of(status)}, and no test says why")
        if status == 0 and self.passed + self.skipped + len(self.failures) == 0:
            self.failures.append(f"{self.name}: ran no test")
        return self


def end_of(status):
    return f"status {status}" if status > 0 else signal.Signals(-status).name


class Slots:
    """Lets `count` programs run at the same time. The others wait; the lowest rank is next, and of
    one rank the first that came."""

    def __init__(self, count):
        self.free = count
        self.waiting = []
        self.changed = threading.Condition()
        self.arrivals = itertools.count()

    @contextlib.contextmanager
    def taken(self, rank):
        turn = (rank, next(self.arrivals))
        with self.changed:
            heapq.heappush(self.waiting, turn)
            self.changed.wait_for(lambda: self.waiting[0] == turn and self.free > 0)
            heapq.heappop(self.waiting)
            self.free -= 1
            self.changed.notify_all()
        try:
            yield
        finally:
            with self.changed:
                self.free += 1
                self.changed.notify_all()


# Twice as many as cores, because most tests wait more than they calculate.
SLOTS = Slots(2 * os.cpu_count())
RUNNING = set()


def start(command, **options):
    process = subprocess.Popen(
        [str(part) for part in command],
        stdin=subprocess.DEVNULL,
        start_new_session=True,
        **options,
    )
    RUNNING.add(process)
    return process


def wait(process):
    """Returns the exit status, and the seconds of processor time of the program and the children
    that it waited for."""
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    RUNNING.remove(process)
    return process.returncode, usage.ru_utime + usage.ru_stime


def kill(process):
    """Kills a process and its children, including children that outlived it."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)


@dataclasses.dataclass
class Ended:
    status: int
    seconds: float
    cpu_seconds: float


def run(ring, command, limit_seconds, output, env=None, cwd=ROOT, rank=0):
    """Runs a program of a ring when its turn comes. A program that takes too long or is interrupted
    is killed with its children. Its output goes to the file `output`."""
    with SLOTS.taken(rank):
        ring.begin()
        began = time.monotonic()
        env = {**os.environ, **(env or {})}
        process = start(command, cwd=cwd, env=env, stdout=output, stderr=subprocess.STDOUT)
        limit = threading.Timer(limit_seconds, kill, [process])
        limit.start()
        status, cpu_seconds = wait(process)
        limit.cancel()
    if status == -signal.SIGKILL:
        print(f"killed, or took more than {limit_seconds} s: {command[0]}", flush=True)
    return Ended(status, time.monotonic() - began, cpu_seconds)
