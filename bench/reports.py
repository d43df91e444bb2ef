"""Reports, exports and figures over a long history."""
import http.client
import json
import os
import pathlib
import statistics
import threading
import time

import scenario
import summary
from scenario import BUILD, Server, say

# Fewer for a trial run; the small database keeps its size.
VISITS = int(os.environ.get("ANTREAN_BENCH_VISITS", 3_750_000))
EXPORTED = min(VISITS, 1_000_000)
FEW = 10_000
SAMPLES = 41
MEANWHILE_ROUNDS = 7
MONTH = "date_from=2025-06-01&date_to=2025-06-30"
PAGE = "per_page=10"

TILES = [
    "summary?date=2025-06-16",
    "clinic-peak-hours?date=2025-06-16",
    *(f"{tile}?{period}"
      for tile in ("reservation-trend", "reservations-by-poly", "patient-attendance",
                   "average-waiting-time", "bpjs-vs-general", "no-show-ratio")
      for period in ("year=2025", "year=2025&month=6")),
]
DAY_REPORTS = ["no-show-cancelled", "bpjs-vs-general", "poly-performance", "waiting-time",
               "busy-hour"]
VISIT_FILTERS = ["", "poly_id=2", "insurance_type=BPJS", "status[]=6",
                 "poly_id=1&insurance_type=GENERAL&status[]=5&status[]=7"]
EXPORT = "/api/reports/patient-visits/export"


class Client:
    """One connection that stays open."""

    def __init__(self, server: Server):
        self.connection = http.client.HTTPConnection("127.0.0.1", server.port)
        self.headers = {"Authorization": f"Bearer {server.token}"}

    def get(self, path: str) -> bytes:
        self.connection.request("GET", path, headers=self.headers)
        answer = self.connection.getresponse()
        body = answer.read()
        if answer.status != 200:
            raise SystemExit(f"{path}: {answer.status} {body[:200]!r}")
        return body

    def timed_ms(self, path: str) -> float:
        began = time.perf_counter()
        self.get(path)
        return (time.perf_counter() - began) * 1000

    def last_page(self, path: str) -> str:
        page = json.loads(self.get(path))["pagination"]["last_page"]
        return f"{path}&page={page}"


def queries() -> list[tuple[str, str, bool, float]]:
    """Name, path, whether it is the last page, and the limit as a multiple of the small database's
    time."""
    tiles = [(f"tile {tile}", f"/api/dashboard/{tile}", False, 2.0) for tile in TILES]
    pages = [
        (f"{report}, {period or 'all years'}, {'last' if is_last else 'first'} page",
         f"/api/reports/{report}?{period}&{PAGE}", is_last, limit)
        for report, period, is_last, limit in [
            *((report, period, is_last, 2.0) for report in DAY_REPORTS for period in (MONTH, "")
              for is_last in (False, True)),
            *(("patient-visits", f"{MONTH}&{chosen}".rstrip("&"), is_last, 3.0)
              for chosen in VISIT_FILTERS for is_last in (False, True)),
            ("patient-visits", "", False, 3.0),
            ("patient-visits", "", True, 3.0),
            ("user-activity", MONTH, True, 3.0),
            ("user-activity", "", True, 3.0),
        ]]
    return tiles + pages


def compare(small: Client, large: Client, path: str, is_last: bool) -> tuple[float, float]:
    """Medians in milliseconds. The two take turns, so that a slow minute affects both."""
    paths = [client.last_page(path) if is_last else path for client in (small, large)]
    times: list[list[float]] = [[], []]
    for _ in range(SAMPLES):
        for index, client in enumerate((small, large)):
            times[index].append(client.timed_ms(paths[index]))
    return statistics.median(times[0]), statistics.median(times[1])


def bench_reports(folder: pathlib.Path) -> None:
    small_data = scenario.data_with_history(folder, FEW)
    large_data = scenario.data_with_history(folder, VISITS)
    missed = 0
    say(f"milliseconds with {FEW:,} and with {VISITS:,} visits of the same five years")
    with Server(small_data) as small_server, Server(large_data) as large_server:
        small, large = Client(small_server), Client(large_server)
        for name, path, is_last, limit in queries():
            few_ms, many_ms = compare(small, large, path, is_last)
            ratio = many_ms / few_ms
            missed += ratio > limit
            say(f"{few_ms:7.2f} {many_ms:7.2f}  ratio {ratio:5.2f} (goal: {limit:.0f})"
                f"{'' if ratio <= limit else ' MISSED'}  {name}")
        missed += summary.bench_summary(large_server, large)
    say(f"{missed} goals missed")


def memory_kib(pid: int, field: str) -> int:
    for line in pathlib.Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith(field + ":"):
            return int(line.split()[1])
    raise SystemExit(f"no {field} of process {pid}")


def export_seconds(client: Client) -> float:
    return client.timed_ms(EXPORT) / 1000


def bare_seconds(folder: pathlib.Path) -> float:
    return float(scenario.run([BUILD / "bench/antrean_bare_workbook", folder, EXPORTED]))


def bench_export(folder: pathlib.Path, rounds: int) -> None:
    data = scenario.data_with_history(folder, EXPORTED)
    ours, bare = [], []
    with Server(data) as server:
        pid = server.child.pid
        client = Client(server)
        client.get("/api/reports/patient-visits")
        pathlib.Path(f"/proc/{pid}/clear_refs").write_text("5")  # resets the peak
        before = memory_kib(pid, "VmRSS")
        for _ in range(rounds):
            ours.append(EXPORTED / export_seconds(client))
            bare.append(EXPORTED / bare_seconds(folder))
        growth_mib = (memory_kib(pid, "VmHWM") - before) / 1024
        say(f"antrean        {statistics.median(ours):,.0f} visits/s ({min(ours):,.0f} to"
            f" {max(ours):,.0f})")
        say(f"libxlsxwriter  {statistics.median(bare):,.0f} visits/s ({min(bare):,.0f} to"
            f" {max(bare):,.0f})")
        say(f"ratio          {statistics.median(ours) / statistics.median(bare):.2f}"
            " (goal: at least 0.5)")
        say(f"memory         {growth_mib:.1f} MiB more at the peak (goal: 64)")
        others_meanwhile(server)


class Exporting:
    """Exports without a pause while the block runs."""

    def __init__(self, server: Server):
        self.must_stop = threading.Event()
        self.thread = threading.Thread(target=self._run, args=(server,))

    def _run(self, server: Server) -> None:
        client = Client(server)
        while not self.must_stop.is_set():
            client.get(EXPORT)

    def __enter__(self):
        self.thread.start()

    def __exit__(self, *_):
        self.must_stop.set()
        self.thread.join()


def others_meanwhile(server: Server) -> None:
    """Registrations at a steady rate, alone and beside exports, in turns, because a shared disk has
    slow minutes."""
    def p99_ms() -> float:
        return float(scenario.steady(server, rate=500, seconds=15)[1])

    p99_ms()  # warm
    alone, beside = [], []
    for _ in range(MEANWHILE_ROUNDS):
        alone.append(p99_ms())
        with Exporting(server):
            beside.append(p99_ms())
    for name, values in (("alone", alone), ("beside exports", beside)):
        say(f"p99 of 500 registrations/s {name}: {statistics.median(values):.2f} ms"
            f" ({', '.join(f'{value:.2f}' for value in values)})")
    say(f"ratio          {statistics.median(beside) / statistics.median(alone):.2f} (goal: 2)")


def bench_figures(folder: pathlib.Path, rounds: int) -> None:
    """The share of a registration's time that the figures take: the difference that their statement
    makes on bare SQLite, divided by the server's time for one registration."""
    server_rate, plain, counted = [], [], []
    for index in range(rounds):
        with Server(scenario.fresh_data(folder / f"figures{index}")) as server:
            server_rate.append(
                scenario.wrk_registrations(server, seconds=6, run_name=str(index)))
        plain.append(
            scenario.raw_rate(scenario.fresh_data(folder / f"plain{index}"), 6, "plain"))
        counted.append(
            scenario.raw_rate(scenario.fresh_data(folder / f"counted{index}"), 6, "counted"))
    rate, without, with_them = map(statistics.median, (server_rate, plain, counted))
    share = rate * (1 / with_them - 1 / without)
    say(f"antrean                   {rate:,.0f} registrations/s")
    say(f"raw SQLite                {without:,.0f} without figures, {with_them:,.0f} with them")
    say(f"of antrean's time         {share:.0%} (goal: at most 25 %)")
    say(f"of raw SQLite's own rate  {1 - with_them / without:.0%}")
