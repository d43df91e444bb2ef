"""This build against another one, in short alternating rounds."""
import datetime
import os
import pathlib
import shutil
import statistics
import time
import typing

import scenario
from scenario import Server, say

PAIRS = 8
SECONDS = 2
GOAL = 0.97
DAY = "2026-01-05"
ZONE = datetime.timezone(datetime.timedelta(hours=7))  # the demo clinic's


class Round(typing.NamedTuple):
    rate: float
    cpu_us: float  # of one request, of the program and of the kernel for it


class Version:
    """A program, with a data folder of its own that it has filled itself."""

    def __init__(self, program: pathlib.Path, folder: pathlib.Path):
        self.program = program
        self.folder = folder
        self.seed = scenario.fresh_data(folder / "seed", program)
        self.rounds: dict[str, list[Round]] = {}

    def measure(self, bench: str) -> None:
        data = self.folder / "data"
        shutil.copytree(self.seed, data)
        with Server(data, program=self.program) as server:
            self.rounds.setdefault(bench, []).append(BENCHES[bench](server))
        shutil.rmtree(data)


def registrations(server: Server, date: str, run_name: str = "1") -> Round:
    before = server.cpu_seconds()
    rate = scenario.wrk_registrations(server, SECONDS, run_name, date)
    return Round(rate, sum(server.cpu_per_request(before, rate * SECONDS)))


def for_another_day(server: Server) -> Round:
    """POST /api/reservation for another day"""
    return registrations(server, "")


def for_today(server: Server) -> Round:
    """POST /api/reservation for today, after calls that make a pace"""
    today = datetime.datetime.now(ZONE).date().isoformat()
    for number in range(6):
        made = server.call("POST", "/api/reservation", {
            "patient_name": f"Pasien {number}", "whatsapp_number": f"0877000000{number}",
            "no_bpjs": f"7700000{number}", "poly_id": 1, "bpjs": False, "date": today})
        if number > 0:
            server.call("PATCH", f"/api/queue/{waiting}/anamnesa")
        waiting = made["data"]["reservation"]["id"]
    time.sleep(1)
    return registrations(server, today)


def current(server: Server) -> Round:
    """GET /api/queue/current with a token"""
    scenario.call_two_patients(server, DAY)
    path = f"/api/queue/current?poly_id=1&date={DAY}"
    before = server.cpu_seconds()
    rate = scenario.wrk(server.port, path, token=server.token, seconds=SECONDS)
    return Round(rate, sum(server.cpu_per_request(before, rate * SECONDS)))


BENCHES = {"another day": for_another_day, "today": for_today, "current": current}


def ratios(ours: list[float], others: list[float]) -> str:
    pairs = [our / other for our, other in zip(ours, others)]
    ratio = statistics.median(ours) / statistics.median(others)
    return f"{ratio:.3f} (pairs: median {statistics.median(pairs):.3f}, {min(pairs):.2f} to" \
           f" {max(pairs):.2f})"


def compare(bench: str, ours: list[Round], others: list[Round]) -> None:
    say((BENCHES[bench].__doc__ or "") + ":")
    for name, unit, index in (("rate", "requests/s", 0), ("cpu", "us/request", 1)):
        our, other = [each[index] for each in ours], [each[index] for each in others]
        say(f"  {name:5} {statistics.median(our):9,.1f} {unit}, other"
            f" {statistics.median(other):9,.1f}, ratio {ratios(our, other)}")


def bench_versions(folder: pathlib.Path) -> None:
    """This build against the program ANTREAN_BENCH_OTHER."""
    other = os.environ.get("ANTREAN_BENCH_OTHER")
    if not other:
        say("not measured: ANTREAN_BENCH_OTHER=PATH names the other program")
        return
    names = os.environ.get("ANTREAN_BENCH_LOADS", ",".join(BENCHES)).split(",")
    ours = Version(scenario.ANTREAN, folder / "ours")
    others = Version(pathlib.Path(other), folder / "other")
    for bench in names:
        for pair in range(PAIRS):
            for version in (ours, others) if pair % 2 else (others, ours):
                version.measure(bench)
        compare(bench, ours.rounds[bench], others.rounds[bench])
    say(f"goal: a rate of at least {GOAL} of the other's")
