"""The benchmark of live updates: how fast an event reaches many subscribers, and how slow readers
affect the others."""
import hashlib
import hmac
import http.client
import json
import os
import pathlib
import queue
import re
import statistics
import subprocess
import threading
import time

import scenario
from scenario import BUILD, Server, say

SUBSCRIBERS = int(os.environ.get("ANTREAN_BENCH_SUBSCRIBERS", 10_000))
STALLED = SUBSCRIBERS // 10
SECRET = "bench-secret"
CHANNEL = "bench"
FLAGS = ("--realtime-app-id", "bench", "--realtime-key", "bench-key", "--realtime-secret", SECRET)
OUTSTANDING = 8  # publishes that some subscribers have not received, when throughput is measured
PUBLISHES_PER_SECOND = 5
SECONDS = 10
STALL_SECONDS = 30
STALL_ROUNDS = 4
STALL_PADDING = 4_000
BACKLOG_MIB = 64


class Publisher:
    """A publisher that works as the server libraries do, on one connection."""

    def __init__(self, port: int):
        self.connection = http.client.HTTPConnection("127.0.0.1", port)
        self.next_seq = 0

    def publish(self, padding: int = 0) -> int:
        """The number of the event."""
        self.next_seq += 1
        data = f"#{self.next_seq}:{time.monotonic_ns()}#" + "x" * padding
        body = json.dumps({"name": "tick", "channel": CHANNEL, "data": data})
        parts = {
            "auth_key": "bench-key",
            "auth_timestamp": int(time.time()),
            "auth_version": "1.0",
            "body_md5": hashlib.md5(body.encode()).hexdigest(),
        }
        query = "&".join(f"{key}={value}" for key, value in sorted(parts.items()))
        signature = hmac.new(
            SECRET.encode(), f"POST\n/apps/bench/events\n{query}".encode(), "sha256").hexdigest()
        self.connection.request(
            "POST", f"/apps/bench/events?{query}&auth_signature={signature}", body,
            {"Content-Type": "application/json"})
        answer = self.connection.getresponse()
        text = answer.read()
        if answer.status != 200:
            raise SystemExit(f"a publish was answered {answer.status}: {text!r}")
        return self.next_seq


class Herd:
    """The subscribers and their reports."""

    def __init__(self, port: int, readers: int, stalled: int = 0):
        self.readers = readers
        self.said: queue.Queue[list[str]] = queue.Queue()
        self.child = subprocess.Popen(
            [BUILD / "bench/antrean_realtime_load", str(port), "bench-key", CHANNEL,
             str(readers), str(stalled)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        threading.Thread(target=self._listen, daemon=True).start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.child.stdin.close()
        self.child.wait(timeout=30)

    def _listen(self) -> None:
        for line in self.child.stdout:
            self.said.put(line.split())
        self.said.put(["ended"])

    def wait_for(self, word: str) -> list[str]:
        while True:
            said = self.said.get(timeout=60)
            if said[0] == word:
                return said[1:]
            if said[0] in ("closed", "ended"):
                raise SystemExit(f"a subscriber was lost: {' '.join(said)}")

    def tell(self, command: str) -> None:
        self.child.stdin.write(command + "\n")
        self.child.stdin.flush()

    def report(self) -> tuple[int, float, float, float]:
        """Receipts since the last report; their median, p99 and longest in ms."""
        self.tell("report")
        receipts, *times = self.wait_for("report")
        return int(receipts), *map(float, times)


def memory_mib(pid: int, field: str = "VmRSS") -> float:
    status = pathlib.Path(f"/proc/{pid}/status").read_text()
    return int(re.search(rf"{field}:\s*(\d+)", status)[1]) / 1024


def p99(values: list[float]) -> float:
    return sorted(values)[round(0.99 * (len(values) - 1))]


def stolen_ticks() -> int:
    """Time that the host took from this machine (steal), in 1/100 s."""
    return int(pathlib.Path("/proc/stat").read_text().split(maxsplit=9)[8])


class Receipts:
    """Milliseconds from each publish to the last of its receipts."""

    def __init__(self):
        self.all: list[float] = []
        self.undisturbed: list[float] = []  # in which the host took no time from the machine

    def publish(self, herd: Herd, publisher: Publisher, seconds: int, padding: int = 0) -> None:
        """At a steady rate."""
        began = time.monotonic()
        for index in range(seconds * PUBLISHES_PER_SECOND):
            time.sleep(max(0.0, began + index / PUBLISHES_PER_SECOND - time.monotonic()))
            stolen = stolen_ticks()
            publisher.publish(padding)
            took_ms = float(herd.wait_for("done")[1])
            self.all.append(took_ms)
            if stolen_ticks() == stolen:
                self.undisturbed.append(took_ms)


def deliveries_per_second(herd: Herd, publisher: Publisher) -> float:
    """As fast as possible, with a few outstanding publishes at any time."""
    began = time.monotonic()
    published = done = 0
    while time.monotonic() - began < SECONDS:
        while published - done < OUTSTANDING:
            publisher.publish()
            published += 1
        herd.wait_for("done")
        done += 1
    while done < published:
        herd.wait_for("done")
        done += 1
    return done * herd.readers / (time.monotonic() - began)


def measure_crowd(server: Server, rounds: int) -> None:
    before = memory_mib(server.child.pid)
    with Herd(server.port, SUBSCRIBERS) as herd:
        took_ms = float(herd.wait_for("ready")[0])
        time.sleep(2)
        each_kib = (memory_mib(server.child.pid) - before) * 1024 / SUBSCRIBERS
        say(f"{SUBSCRIBERS:,} clients at once     all subscribed after {took_ms / 1000:.2f} s"
            " (goal: 5)")
        say(f"memory                    {each_kib:.1f} KiB per idle connection (goal: 12)")
        publisher = Publisher(server.port)
        for _ in range(rounds):
            herd.report()
            lasts = Receipts()
            lasts.publish(herd, publisher, SECONDS)
            _, median, of_all, _ = herd.report()
            say(f"publish to last receipt   median {statistics.median(lasts.all):.1f} ms, p99"
                f" {p99(lasts.all):.1f} ms (goal: 150), {p99(lasts.undisturbed):.1f} without stolen"
                f" time; of all receipts p50 {median:.1f}, p99 {of_all:.1f} ms")
        rates = [deliveries_per_second(herd, publisher) for _ in range(rounds)]
        say(f"deliveries                {statistics.median(rates):,.0f}/s ({min(rates):,.0f} to"
            f" {max(rates):,.0f}; goal: 250,000)")
        for _ in range(rounds):
            herd.tell("again")
            say(f"{SUBSCRIBERS:,} clients again       all subscribed after"
                f" {float(herd.wait_for('ready')[0]) / 1000:.2f} s (goal: 5)")


def slow_readers_closed(server: Server) -> int:
    found = re.search(r"^antrean_websocket_slow_readers (\d+)", server.get("/metrics"), re.M)
    return int(found[1])


def measure_stalled(server: Server, rounds: int) -> None:
    """The same readers, alone and beside clients that read nothing, in turns. In each turn these
    clients connect, fill their buffers in the kernel and the server, and are closed."""
    alone, beside = Receipts(), Receipts()
    grown = []
    with Herd(server.port, SUBSCRIBERS - STALLED) as herd:
        herd.wait_for("ready")
        publisher = Publisher(server.port)
        Receipts().publish(herd, publisher, SECONDS, STALL_PADDING)  # warm
        for _ in range(rounds):
            alone.publish(herd, publisher, STALL_SECONDS, STALL_PADDING)
            before = memory_mib(server.child.pid)
            pathlib.Path(f"/proc/{server.child.pid}/clear_refs").write_text("5")
            with Herd(server.port, 0, STALLED) as stalled:
                stalled.wait_for("ready")
                beside.publish(herd, publisher, STALL_SECONDS, STALL_PADDING)
            grown.append(memory_mib(server.child.pid, "VmHWM") - before)
        closed = slow_readers_closed(server)
    say(f"{STALLED:,} stalled readers     {closed:,} of {rounds * STALLED:,}, a herd a turn, were"
        f" closed as slow; {max(grown):.1f} MiB more at the peak (bound: {BACKLOG_MIB})")
    for name, kind in (("of all publishes", "all"), ("without stolen time", "undisturbed")):
        ours, others = getattr(alone, kind), getattr(beside, kind)
        say(f"p99 {name:22}{p99(ours):.1f} ms alone ({len(ours)}), {p99(others):.1f} ms beside them"
            f" ({len(others)}), ratio {p99(others) / p99(ours):.2f} (goal: 1.1)")


def bench_realtime(folder: pathlib.Path, rounds: int) -> None:
    with Server(scenario.fresh_data(folder / "realtime"), *FLAGS) as server:
        measure_crowd(server, rounds)
    with Server(folder / "realtime", *FLAGS, "--realtime-backlog", str(BACKLOG_MIB)) as server:
        measure_stalled(server, max(rounds, STALL_ROUNDS))
