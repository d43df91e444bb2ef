"""The import of an original with very many visits, and the move of what it made."""
import os
import pathlib
import re
import shutil
import subprocess
import tempfile
import threading
import time
import typing

from scenario import ANTREAN, ROOT, run, say

# Fewer for a trial run.
VISITS = int(os.environ.get("ANTREAN_BENCH_IMPORT_VISITS", 1_000_000))
ENGINES = os.environ.get("ANTREAN_BENCH_IMPORT_ENGINES", "SQLite PostgreSQL").split()
VISITS_A_DAY = 400
GOAL_S = 180

ROWS = f"""
INSERT INTO patients (id, patient_name, no_bpjs, whatsapp_number, created_at, updated_at)
SELECT n, 'Pasien ' || n, lpad(n::text, 13, '0'), '0812' || lpad(n::text, 8, '0'),
       '2019-01-01 08:00:00', '2019-01-01 08:00:00'
FROM generate_series(10, {VISITS // 5 + 9}) n;
INSERT INTO reservations
    (id, patient_id, poly_id, schedule_id, date, bpjs, status_id, created_at, updated_at)
SELECT n, 10 + n % {VISITS // 5}, 1 + n % 2, NULL, day, n % 3 = 0,
       CASE n % 10 WHEN 0 THEN 6 WHEN 1 THEN 17 ELSE 5 END,
       day + TIME '07:00' + n % {VISITS_A_DAY} * INTERVAL '1 minute',
       day + TIME '09:00' + n % {VISITS_A_DAY} * INTERVAL '1 minute'
FROM (SELECT n, DATE '2019-01-02' + ((n - 100) / {VISITS_A_DAY})::int AS day
      FROM generate_series(100, {VISITS + 99}) n) days;
INSERT INTO queues
    (id, reservation_id, poly_id, queue_number, date, re_reservation_time, call_time,
     number_of_calls, created_at, updated_at)
SELECT id + 1000, id, poly_id, (id - 100) % {VISITS_A_DAY} + 1, date, created_at::time,
       CASE WHEN status_id = 5 THEN (created_at + INTERVAL '40 minutes')::time END, 1,
       created_at, updated_at
FROM reservations WHERE id >= 100;
ANALYZE;
"""


class Cluster:
    """A private PostgreSQL that syncs to the disk; ends with the block."""

    def __init__(self):
        # Not in the benchmark's folder, which only root can enter.
        self.folder = tempfile.mkdtemp(prefix="antrean-bench-postgres-")
        self.url = run([ROOT / "tools/postgres", "start", self.folder]).strip()
        self.sql("ALTER SYSTEM SET fsync = on")
        self.sql("ALTER SYSTEM SET full_page_writes = on")
        self.sql("SELECT pg_reload_conf()")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        run([ROOT / "tools/postgres", "stop", self.folder])
        shutil.rmtree(self.folder)

    def sql(self, text: str, database: str = "postgres") -> None:
        subprocess.run(["psql", "--quiet", "--set=ON_ERROR_STOP=1", self.of(database)], text=True,
                       input=text, check=True, stdout=subprocess.DEVNULL)

    def of(self, database: str) -> str:
        return re.sub(r"/postgres(\?|$)", rf"/{database}\1", self.url)

    def create(self, database: str) -> str:
        self.sql(f"CREATE DATABASE {database} TEMPLATE template0 ENCODING 'UTF8'")
        return self.of(database)


class Measured(typing.NamedTuple):
    """Of a command: the time, its own processor time, its memory at the peak, and its output."""
    seconds: float
    cpu_seconds: float
    mebibytes: float
    output: str

    def __str__(self):
        return (f"{self.seconds:.1f} s, {self.cpu_seconds:.1f} s of the processor,"
                f" {self.mebibytes:.0f} MiB at the peak")


def measured(command: list) -> Measured:
    began = time.perf_counter()
    child = subprocess.Popen([str(part) for part in command], text=True, stdout=subprocess.PIPE)
    output: list[str] = []
    reader = threading.Thread(target=lambda: output.extend(child.stdout))
    reader.start()
    _, status, usage = os.wait4(child.pid, 0)
    reader.join()
    if status != 0:
        raise SystemExit(f"the command failed:\n{''.join(output)}")
    return Measured(time.perf_counter() - began, usage.ru_utime + usage.ru_stime,
                    usage.ru_maxrss / 1024, "".join(output))


def bench_import(folder: pathlib.Path) -> None:
    fixtures = ROOT / "tests/fixtures/laravel"
    with Cluster() as cluster:
        source = cluster.create("original")
        cluster.sql((fixtures / "postgres.sql").read_text(), "original")
        cluster.sql((fixtures / "rows.sql").read_text(), "original")
        cluster.sql(ROWS, "original")
        cluster.create("copy")
        began = time.perf_counter()
        subprocess.run(f"pg_dump '{source}' | psql --quiet '{cluster.of('copy')}'", shell=True,
                       check=True, stdout=subprocess.DEVNULL)
        say(f"pg_dump into another database: {time.perf_counter() - began:.1f} s")
        for name in ENGINES:
            data = folder / f"import-{name}"
            database = [] if name == "SQLite" else ["--database", cluster.create("clinic")]
            command = [ANTREAN, "import", "laravel", "--from", source, "--data-dir", data,
                       *database]
            took = measured(command)
            lines = len(re.findall(r" rows/s, ", took.output))
            say(f"import of {VISITS:,} visits into {name} (goal: {GOAL_S} s): {took}, {lines} lines"
                " of progress")
            say(f"the same again, nothing new: {measured(command)}")
        if "SQLite" not in ENGINES:
            return
        took = measured(
            [ANTREAN, "migrate-database", "--data-dir", folder / "import-SQLite", "--to",
             cluster.create("moved")])
        say(f"move of that SQLite database to PostgreSQL: {took}")
