"""A ring of tests with its counts, and how the rings run programs."""
import contextlib
import dataclasses
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
    began: float = dataclasses.field(default_factory=time.monotonic)
    seconds: float = 0

    def line(self):
        text = f"{self.passed} passed, {len(self.failures)} failed"
        return text + (f", {self.skipped} skipped" if self.skipped else "")


RUNNING = set()


def kill(process):
    """Kills a process and its children, including children that outlived it."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)


def run(command, limit_seconds, env=None, cwd=ROOT, output=subprocess.PIPE, prefix=""):
    """Returns the exit status. A command that takes too long or is interrupted is killed with its
    children. Its output goes to `output`, or is printed here, each line after `prefix`."""
    process = subprocess.Popen(
        [str(part) for part in command],
        cwd=cwd,
        env={**os.environ, **(env or {})},
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.STDOUT,
        start_new_session=True,
        text=True,
        errors="replace",
    )
    RUNNING.add(process)
    limit = threading.Timer(limit_seconds, kill, [process])
    limit.start()
    for line in process.stdout or []:
        print(prefix + line, end="", flush=True)
    status = process.wait()
    limit.cancel()
    RUNNING.remove(process)
    if status == -signal.SIGKILL:
        print(f"{prefix}killed, or took more than {limit_seconds} s: {command[0]}", flush=True)
    return status


def settle(ring, status):
    """Counts a bad exit status without a named failure, or a run without tests, as a failure."""
    ring.seconds = time.monotonic() - ring.began
    if status != 0 and not ring.failures:
        end = f"status {status}" if status > 0 else signal.Signals(-status).name
        ring.failures.append(f"{ring.name}: ended with {end}, and no test says why")
    if status == 0 and ring.passed + ring.skipped == 0:
        ring.failures.append(f"{ring.name}: ran no test")
    return ring
