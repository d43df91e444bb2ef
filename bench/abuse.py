"""What honest clients notice while somebody attacks the server (attacks.py)."""
import pathlib
import re
import resource
import statistics
import sys
import threading
import time
import urllib.error

import attacks
import scenario
from scenario import Process, Server, say

SECONDS = 12
PATIENTS = 500_000
DAY = "2026-01-05"
GOAL_LOGIN_MS = 1000
GOAL_UP_MS = 100
GOAL_CURRENT_MS = 50
GOAL_GROWTH_MIB = 512


class Probe:
    """Calls again and again, with a pause between, and keeps how long each call took."""

    def __init__(self, call, pause_s: float):
        self.call = call
        self.pause_s = pause_s
        self.took_ms: list[float] = []
        self.failures: list[str] = []

    def run_until(self, end: float) -> None:
        while time.monotonic() < end:
            began = time.perf_counter()
            try:
                self.call()
            except (OSError, urllib.error.URLError) as failure:
                self.failures.append(str(failure))
            self.took_ms.append((time.perf_counter() - began) * 1000)
            time.sleep(self.pause_s)


def p99(values: list[float]) -> float:
    return statistics.quantiles(values, n=100)[98] if len(values) > 1 else values[0]


def resident_mib(pid: int) -> float:
    status = pathlib.Path(f"/proc/{pid}/status").read_text()
    return int(re.search(r"VmRSS:\s*(\d+)", status)[1]) / 1024


def probes_of(server: Server) -> dict[str, Probe]:
    def log_in() -> None:
        server.call("POST", "/api/auth/login",
                    {"username": "superadmin", "password": scenario.PASSWORD})
    return {
        "login": Probe(log_in, 0.3),
        "up": Probe(lambda: server.get("/up"), 0.05),
        "current": Probe(lambda: server.get(f"/api/queue/current?poly_id=1&date={DAY}"), 0.005),
    }


def measure(server: Server) -> tuple[dict[str, Probe], float]:
    """The probes after SECONDS of calls, and the most memory seen meanwhile."""
    probes = probes_of(server)
    end = time.monotonic() + SECONDS
    threads = [threading.Thread(target=probe.run_until, args=(end,)) for probe in probes.values()]
    for thread in threads:
        thread.start()
    peak = 0.0
    while time.monotonic() < end:
        peak = max(peak, resident_mib(server.child.pid))
        time.sleep(0.05)
    for thread in threads:
        thread.join()
    return probes, peak


def say_result(name: str, probes: dict[str, Probe], growth: float) -> bool:
    login = max(probes["login"].took_ms)
    up = max(probes["up"].took_ms)
    current = p99(probes["current"].took_ms)
    failures = [failure for probe in probes.values() for failure in probe.failures]
    held = (login <= GOAL_LOGIN_MS and up <= GOAL_UP_MS and current <= GOAL_CURRENT_MS
            and growth <= GOAL_GROWTH_MIB and not failures)
    say(f"{name:20} login {login:6.0f} ms, up {up:5.0f} ms, current p99 {current:5.1f} ms,"
        f" {growth:4.0f} MiB more, {len(failures)} failures{'' if held else '   GOAL MISSED'}")
    for failure in sorted(set(failures))[:3]:
        say(f"{'':20} {failure}")
    return held


def bench_abuse(folder: pathlib.Path) -> None:
    say(f"goals: login {GOAL_LOGIN_MS} ms, up {GOAL_UP_MS} ms, current p99 {GOAL_CURRENT_MS} ms,"
        f" at most {GOAL_GROWTH_MIB} MiB above idle")
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, min(hard, 16_384)), hard))
    data = scenario.data_with_history(folder, 5 * PATIENTS)  # five visits each
    for attack in [None, *attacks.ATTACKS]:
        with Server(data) as server:
            idle = resident_mib(server.child.pid)
            if attack is None:
                probes, peak = measure(server)
            else:
                command = [sys.executable, attacks.__file__, attack.__name__, server.port,
                           server.token]
                with Process(command):
                    time.sleep(1)
                    probes, peak = measure(server)
            say_result(attack.__name__ if attack else "no attack", probes, peak - idle)
