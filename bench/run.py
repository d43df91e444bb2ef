#!/usr/bin/env python3
"""Benchmarks of the program, each beside a reference measured in the same run.

    ./dev bench             all of them
    ./dev bench NAME...     current, registration, steady, start, database, lab, reports,
                            export, figures, import, backup, realtime, deliveries, abuse,
                            screens, versions, postgres, province, history
"""
import pathlib
import statistics
import sys
import tempfile
import time

import abuse
import backups
import deliveries
import history
import imports
import lab
import postgres
import province
import realtime
import reports
import scenario
import screens
import versions
from scenario import ANTREAN, BUILD, Server, say

ROUNDS = 3
ROUNDS_OF_RATIOS = 5
DAY = "2026-01-05"


def spread(values: list[float]) -> str:
    return f"{statistics.median(values):,.0f} ({min(values):,.0f} to {max(values):,.0f})"


def say_ratio(ours: list[float], reference: list[float], goal: float) -> None:
    """The ratio of the medians; in brackets the lowest and highest ratio of one round."""
    rounds = [our / other for our, other in zip(ours, reference)]
    ratio = statistics.median(ours) / statistics.median(reference)
    say(f"ratio       {ratio:.2f} ({min(rounds):.2f} to {max(rounds):.2f}, goal: at least {goal})")


def say_cpu(cpu: list[scenario.CpuTime]) -> None:
    user = statistics.median(each.user_us for each in cpu)
    system = statistics.median(each.system_us for each in cpu)
    say(f"processor   {user:.1f} us of the program and {system:.1f} us of the kernel a request")


def bench_current(folder: pathlib.Path) -> None:
    """GET /api/queue/current with a token and a million reservations, against nginx with the same
    bytes as a constant; one server thread each, server and client on separate cores."""
    data = scenario.data_with_history(folder)
    path = f"/api/queue/current?poly_id=1&date={DAY}"
    ours, nginx, cpu = [], [], []
    with Server(data, "--threads", "1", core=0) as server:
        scenario.call_two_patients(server, DAY)
        body = server.get(path)
        say(f"answer: {body}")
        with scenario.Nginx(folder, body, core=0) as reference:
            for _ in range(ROUNDS_OF_RATIOS):
                before = server.cpu_seconds()
                ours.append(scenario.wrk(server.port, path, token=server.token, core=1))
                cpu.append(server.cpu_per_request(before, ours[-1] * scenario.SECONDS))
                nginx.append(scenario.wrk(reference.port, "/", core=1))
    say(f"antrean     {spread(ours)} requests/s")
    say(f"nginx       {spread(nginx)} requests/s")
    say_cpu(cpu)
    say_ratio(ours, nginx, goal=0.7)


def bench_registration(folder: pathlib.Path) -> None:
    """POST /api/reservation, durable, load generator on the same cores, against bare SQLite doing
    the same statements with 32 registrations to a commit."""
    seconds = 6
    ours, raw, cpu = [], [], []
    for index in range(ROUNDS_OF_RATIOS):
        data = scenario.fresh_data(folder / f"registration{index}")
        with Server(data) as server:
            before = server.cpu_seconds()
            ours.append(scenario.wrk_registrations(server, seconds, run_name=str(index)))
            cpu.append(server.cpu_per_request(before, ours[-1] * seconds))
        raw.append(scenario.raw_registrations(folder / f"raw{index}", seconds))
    say(f"antrean     {spread(ours)} registrations/s")
    say(f"raw SQLite  {spread(raw)} registrations/s")
    say_cpu(cpu)
    say_ratio(ours, raw, goal=0.7)


def bench_steady(folder: pathlib.Path) -> None:
    """Latency of registrations that arrive at 2,000/s, whatever the server does."""
    data = scenario.fresh_data(folder / "steady")
    with Server(data) as server:
        for _ in range(ROUNDS):
            p50, p99, longest, count = scenario.steady(server, rate=2000, seconds=10)
            say(f"p50 {p50} ms, p99 {p99} ms, longest {longest} ms of {count} (goal: p99 < 20 ms)")


def bench_start(folder: pathlib.Path) -> None:
    """From exec to the first answer, and memory when idle, on a million reservations."""
    data = scenario.data_with_history(folder)
    for _ in range(ROUNDS):
        started_ms, memory_mib = scenario.start_and_measure(data)
        say(f"first answer after {started_ms:.0f} ms (goal: 150), {memory_mib:.1f} MiB resident"
            " when idle (goal: 40)")


def bench_database(folder: pathlib.Path) -> None:
    """Eight statements per job: through the database layer, and on bare sqlite3."""
    print(scenario.run([BUILD / "bench/antrean_database_bench"], ANTREAN_BENCH_DIR=str(folder)))


def bench_lab(folder: pathlib.Path) -> None:
    """Import of a million rows of the lab's tables, and both queries of its API on a hundredth of
    that history and on all of it."""
    for orders in (lab.ORDERS // 100, lab.ORDERS):
        data = scenario.fresh_data(folder / f"lab{orders}")
        files = lab.make_files(folder / f"files{orders}", orders)
        began = time.perf_counter()
        scenario.run([ANTREAN, "lab", "import", files, "--data-dir", data])
        say(f"{orders * lab.ROWS_PER_ORDER:,} rows imported in"
            f" {time.perf_counter() - began:.1f} s (goal: 60 for a million)")
        with Server(data) as server:
            for query in ("sampling_timestamp", "glucose"):
                p99_ms = lab.p99_ms(server, query, orders)
                say(f"{query}: p99 {p99_ms:.2f} ms with {orders:,} orders (goal: 10, and no more"
                    " with all of them)")


def bench_import(folder: pathlib.Path) -> None:
    """A million visits of an original on PostgreSQL, and the move of what became of them to the
    other engine, beside pg_dump into another database."""
    imports.bench_import(folder)


def bench_backup(folder: pathlib.Path) -> None:
    """Backups of a million visits while 500 patients a second register, on both engines, against
    the same without a backup; the last one is restored and compared."""
    backups.bench_backup(folder, ROUNDS)


def bench_reports(folder: pathlib.Path) -> None:
    """Every tile and report page on the same five years with few visits and with very many."""
    reports.bench_reports(folder)


def bench_export(folder: pathlib.Path) -> None:
    """A million visits as a spreadsheet, against a bare loop of libxlsxwriter over the same cells:
    speed, memory, and the effect on other requests."""
    reports.bench_export(folder, ROUNDS)


def bench_figures(folder: pathlib.Path) -> None:
    """The cost of keeping the figures, per registration."""
    reports.bench_figures(folder, ROUNDS)


def bench_realtime(folder: pathlib.Path) -> None:
    """Ten thousand subscribers of one channel: delay of an event, receipts per second, memory, a
    thousand clients that do not read, and all clients connecting at once."""
    realtime.bench_realtime(folder, ROUNDS)


def bench_deliveries(folder: pathlib.Path) -> None:
    """Registrations beside calls that are posted to a webhook which never answers, against the
    same without a webhook."""
    deliveries.bench_deliveries(folder, ROUNDS)


def bench_abuse(folder: pathlib.Path) -> None:
    """Logins, /up and current of honest clients, and the server's memory, during each attack."""
    abuse.bench_abuse(folder)


def bench_screens(folder: pathlib.Path) -> None:
    """Two hundred boards and a thousand patients' pages while twenty patients a second are called
    in a clinic with 2,500 visits in 35 polies."""
    screens.bench_screens(folder)


def bench_versions(folder: pathlib.Path) -> None:
    """Registrations and current, against the program that ANTREAN_BENCH_OTHER names, such as an
    older build: alternating rounds, each on new data; rate, and processor time of the server."""
    versions.bench_versions(folder)


def bench_postgres(folder: pathlib.Path) -> None:
    """Registrations on PostgreSQL, against pgbench running the same statements on the same server
    with as many clients, and with as many as antrean has sessions; and current."""
    postgres.bench_postgres(folder)


def bench_province(folder: pathlib.Path) -> None:
    """A thousand clinics: the opening storm, a heavy day, a race for the next patient, sockets."""
    province.bench_province(folder)


def bench_history(folder: pathlib.Path) -> None:
    """Reports over 72,000,000 visits on PostgreSQL, and how many rows are read from end to end."""
    history.bench_history(folder)


BENCHES = {
    "current": bench_current,
    "registration": bench_registration,
    "steady": bench_steady,
    "start": bench_start,
    "database": bench_database,
    "lab": bench_lab,
    "reports": bench_reports,
    "export": bench_export,
    "figures": bench_figures,
    "import": bench_import,
    "backup": bench_backup,
    "realtime": bench_realtime,
    "deliveries": bench_deliveries,
    "abuse": bench_abuse,
    "screens": bench_screens,
    "versions": bench_versions,
    "postgres": bench_postgres,
    "province": bench_province,
    "history": bench_history,
}


def main(names: list[str]) -> int:
    unknown = [name for name in names if name not in BENCHES]
    if unknown:
        print(f"no such benchmark: {' '.join(unknown)} ({', '.join(BENCHES)})", file=sys.stderr)
        return 2
    scenario.describe_machine()
    with tempfile.TemporaryDirectory(prefix="antrean-bench-") as folder:
        for name in names or BENCHES:
            print(f"\n== {name}: {' '.join((BENCHES[name].__doc__ or '').split())}", flush=True)
            BENCHES[name](pathlib.Path(folder))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
