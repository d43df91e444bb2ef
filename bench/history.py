"""Reports over a province's history on PostgreSQL, which nothing may read from end to end."""
import datetime
import os
import pathlib
import shutil
import statistics

import postgres
import reports
import scenario
from scenario import ROOT, Server, say

VISITS = int(os.environ.get("ANTREAN_BENCH_HISTORY_VISITS", 72_000_000))
# A cluster in this folder stays there, and an interrupted run goes on with it.
KEPT = os.environ.get("ANTREAN_BENCH_HISTORY")
DAYS = 730
POLIES = 3_000
FIRST_DAY = datetime.date(2024, 1, 1)
SAMPLES = 11
GOAL_MS = 300
BYTES_OF_A_VISIT = 900  # with its patient, queue row, ledger and indices, and room for the WAL
LARGE = ("reservations", "queues", "events", "patients")
YEAR = "date_from=2025-01-01&date_to=2025-12-30"
MONTH = "date_from=2025-06-01&date_to=2025-06-30"
PATHS = {
    "summary of a day": "/api/summary?date_from=2025-06-16&date_to=2025-06-16",
    "summary of 365 days": f"/api/summary?{YEAR}",
    "summary of 365 days, one poly": f"/api/summary?{YEAR}&poly_id=2",
    "trend of a year": "/api/dashboard/reservation-trend?year=2025&poly_id=2",
    "no-shows of a month, one poly": f"/api/reports/no-show-cancelled?{MONTH}&poly_id=2",
    "visits of a day": "/api/reports/patient-visits?date_from=2025-06-16&date_to=2025-06-16",
    "visits of a month, one poly": f"/api/reports/patient-visits?{MONTH}&poly_id=2",
    "activity of a month": f"/api/reports/user-activity?{MONTH}",
    "list of reservations of a day": "/api/reservation?date=2025-06-16&poly_id=2",
    "search for a patient": "/api/patients?search=081200012345",
    "queue of a day": "/api/queue?date=2025-06-16&poly_id=2",
    "current": "/api/queue/current?poly_id=2&date=2025-06-16",
}


def fill(cluster: postgres.Cluster) -> str:
    """The demo clinic and VISITS visits; days that are there already are kept. Returns the URL."""
    url = cluster.url.replace("/postgres", "/history")
    if not cluster.sql("SELECT 1 FROM pg_database WHERE datname = 'history'").strip():
        cluster.sql("CREATE DATABASE history")
    scenario.run([scenario.ANTREAN, "seed", "--demo", "--data-dir", cluster.folder / "data",
                  "--database", url], ANTREAN_SUPERADMIN_PASSWORD=scenario.PASSWORD)
    cluster.sql("INSERT INTO polies (id, name) SELECT i, 'Poli ' || i"
                f" FROM generate_series(4, {POLIES}) AS i ON CONFLICT DO NOTHING", url)
    per_day = VISITS // DAYS
    done = int(cluster.sql("SELECT COUNT(DISTINCT date) FROM queue_counters", url))
    for number in range(done, DAYS):
        if number % 73 == 0:
            say(f"making {VISITS:,} visits: {number / DAYS:.0%}")
        scenario.run(["psql", url, "-qX", "-v", f"day={FIRST_DAY + datetime.timedelta(number)}",
                      "-v", f"visits={per_day}", "-v", f"first={number * per_day + 1}",
                      "-v", f"polies={POLIES}", "-f", ROOT / "bench/history.postgres.sql"])
    cluster.sql("UPDATE patient_upkeep SET settled_id = (SELECT MAX(id) FROM patients),"
                " settled_count = (SELECT COUNT(*) FROM patients)", url)
    cluster.sql("VACUUM ANALYZE", url)
    return url


def rows_scanned(cluster: postgres.Cluster, url: str) -> dict[str, int]:
    """How many rows were read by going through a whole table."""
    names = ",".join(f"'{name}'" for name in LARGE)
    lines = cluster.sql("SELECT relname, seq_tup_read FROM pg_stat_user_tables"
                        f" WHERE relname IN ({names})", url).split()
    return {name: int(rows) for name, rows in (line.split("|") for line in lines)}


def measure(cluster: postgres.Cluster, url: str) -> None:
    size = cluster.sql("SELECT pg_size_pretty(pg_database_size('history'))", url).strip()
    say(f"{VISITS:,} visits in {POLIES:,} polies over {DAYS} days: {size}")
    before = rows_scanned(cluster, url)
    missed = 0
    with Server(cluster.folder / "data", "--database", url) as server:
        client = reports.Client(server)
        for name, path in PATHS.items():
            times = [client.timed_ms(path) for _ in range(SAMPLES)]
            middle = statistics.median(times)
            missed += middle > GOAL_MS
            say(f"{middle:8.2f} ms ({min(times):.2f} to {max(times):.2f}; goal: {GOAL_MS})  {name}")
    after = rows_scanned(cluster, url)
    scanned = {name: after[name] - before[name] for name in LARGE if after[name] > before[name]}
    say(f"rows read from end to end: {scanned or 'none'} (goal: none); {missed} goals missed")


def bench_history(folder: pathlib.Path) -> None:
    place = pathlib.Path(KEPT) if KEPT else folder / "history"
    needed, free = VISITS * BYTES_OF_A_VISIT, shutil.disk_usage(place.parent).free
    if free < needed and not place.exists():
        say(f"left out: {VISITS:,} visits need {needed / 1e9:.0f} GB and {place.parent} has"
            f" {free / 1e9:.0f}; ANTREAN_BENCH_HISTORY_VISITS asks for fewer")
        return
    with postgres.Cluster(place) as cluster:
        measure(cluster, fill(cluster))
