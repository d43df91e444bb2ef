"""Registrations on PostgreSQL, beside pgbench with the same statements on the same server."""
import os
import pathlib
import re
import statistics
import subprocess
import typing

import scenario
from scenario import CONNECTIONS, ROOT, Server, say

ROUNDS = 5
SECONDS = 5
GOAL = 0.5
FEW = int(os.environ.get("ANTREAN_DATABASE_SESSIONS", "8"))  # as many as antrean has sessions
DAY = "2026-01-05"
NOW = "2026-01-05 01:02:03"
# The server of the tests does not sync. This one keeps what it has answered.
DURABLE = ("fsync", "full_page_writes", "synchronous_commit")
# The statement that keeps the figures is composed in figures/Queries.cpp.
RAISE_FIGURES = """UPDATE daily_figures
SET waits = waits + 0, wait_seconds_sum = wait_seconds_sum + 0,
    waiting_bpjs = waiting_bpjs + 1, hour_08 = hour_08 + 1
WHERE date = :date AND poly_id = :poly_id"""


def statement(path: str) -> str:
    """A statement of the program, without comments and lines for other arguments. pgbench names
    parameters as the program does."""
    lines = (ROOT / "src" / path).read_text(encoding="utf-8").splitlines()
    return " ".join(line.strip() for line in lines if "--" not in line)


def registration_script() -> str:
    """What a transaction of POST /api/reservation runs for a new patient."""
    search_key = "CONCAT('pasien uji', CHR(10), CAST(:whatsapp_number AS TEXT))"
    statements = (
        "BEGIN",
        statement("features/schedule/sql/find_offer.postgres.sql"),
        "SELECT pg_advisory_xact_lock(:number)",
        "SELECT pg_advisory_xact_lock(:whatsapp_key)",
        statement("features/patient/sql/list_patients_by_whatsapp.sql"),
        statement("features/patient/sql/list_patients_by_bpjs.sql"),
        statement("features/patient/sql/insert_patient.postgres.sql")
        .replace(":search_key", search_key) + " \\gset patient_",
        statement("features/schedule/sql/raise_bookings.sql"),
        statement("features/visit/sql/insert_visit.postgres.sql") + " \\gset",
        statement("shared/ledger/sql/insert_event.postgres.sql")
        .replace(":reservation_id", ":id").replace(":before_status_id", "NULL"),
        RAISE_FIGURES.replace("\n", " "),
        "COMMIT",
    )
    return "\n".join([
        "\\set number random(1, 1000000000000)",
        "\\set whatsapp_key 6280000000000 + :number",
        "\\set whatsapp_number 80000000000000 + :number",
        "\\set no_bpjs :number",
        *(text if "\\gset" in text else text + ";" for text in statements),
        ""])


CONSTANTS = {
    "date": DAY, "now": NOW, "time": "08:02:03", "schedule_id": 1, "poly_id": 1, "status_id": 1,
    "bpjs": 1, "user_id": 1, "after_status_id": 1, "kind": "registered", "email": "pasien@mail.com",
    "patient_name": "Pasien Uji",
}


class Cluster:
    """A PostgreSQL server of its own, that syncs."""

    def __init__(self, folder: pathlib.Path):
        self.folder = folder
        self.url = ""
        self.count = 0

    def __enter__(self):
        self.folder.mkdir(exist_ok=True)
        self.folder.chmod(0o755)
        self.url = scenario.run([ROOT / "tools/postgres", "start", self.folder]).strip()
        for setting in DURABLE:
            self.sql(f"ALTER SYSTEM SET {setting} = on")
        self.sql("SELECT pg_reload_conf()")
        return self

    def __exit__(self, *_):
        scenario.run([ROOT / "tools/postgres", "stop", self.folder])

    def sql(self, text: str, url: str = "") -> str:
        return scenario.run(["psql", url or self.url, "-qAtc", text])

    def fresh_database(self) -> str:
        """The demo clinic, in a database of its own."""
        self.count += 1
        name = f"round{self.count}"
        self.sql(f"CREATE DATABASE {name}")
        url = re.sub(r"/postgres$", f"/{name}", self.url)
        scenario.run([scenario.ANTREAN, "seed", "--demo", "--data-dir", self.folder / name,
                      "--database", url], ANTREAN_SUPERADMIN_PASSWORD=scenario.PASSWORD)
        return url

    def serve(self, url: str) -> Server:
        """With the first registration of the day, which makes the rows that the others raise."""
        server = Server(self.folder / url.rpartition("/")[2], "--database", url)
        server.call("POST", "/api/reservation", {
            "patient_name": "Pasien Pertama", "whatsapp_number": "087700000000", "poly_id": 1,
            "bpjs": True, "schedule_id": 1, "date": DAY})
        return server


def pgbench(url: str, script: pathlib.Path, clients: int) -> float:
    constants = [f"-D{name}={value}" for name, value in CONSTANTS.items()]
    ended = subprocess.run(
        ["pgbench", url, "--no-vacuum", "--protocol=prepared", f"--client={clients}", "--jobs=2",
         f"--time={SECONDS}", f"--file={script}", *constants],
        text=True, check=False, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    if ended.returncode != 0 or "failed transactions: 0 " not in ended.stdout:
        raise SystemExit(f"pgbench met errors:\n{ended.stdout}\n{ended.stderr}")
    return float(re.search(r"tps = ([\d.]+) \(without", ended.stdout)[1])


class Round(typing.NamedTuple):
    registrations: float
    pgbench_all: float
    pgbench_few: float
    current: float


def check_numbers(cluster: Cluster, url: str) -> None:
    """Numbers 1..N, each once."""
    count, last = cluster.sql(
        "SELECT COUNT(DISTINCT queue_number), MAX(queue_number) FROM queues"
        f" WHERE date = '{DAY}' AND poly_id = 1", url).strip().split("|")
    if count != last:
        raise SystemExit(f"{count} numbers up to {last}")


def measure(cluster: Cluster, script: pathlib.Path) -> Round:
    url = cluster.fresh_database()
    with cluster.serve(url) as server:
        scenario.call_two_patients(server, DAY)
        rate = scenario.wrk_registrations(server, SECONDS, "1")
        current = scenario.wrk(server.port, f"/api/queue/current?poly_id=1&date={DAY}",
                               token=server.token, seconds=SECONDS)
    check_numbers(cluster, url)
    rates = []
    for clients in (CONNECTIONS, FEW):
        url = cluster.fresh_database()
        with cluster.serve(url):
            pass
        rates.append(pgbench(url, script, clients))
        check_numbers(cluster, url)
    return Round(rate, *rates, current)


def bench_postgres(folder: pathlib.Path) -> None:
    """Registrations of one poly and day, and `current`."""
    script = folder / "registration.pgbench"
    script.write_text(registration_script(), encoding="utf-8")
    script.chmod(0o644)
    with Cluster(folder / "cluster") as cluster:
        rounds = [measure(cluster, script) for _ in range(ROUNDS)]
    for name, unit, values in (
            ("antrean", "registrations/s", [each.registrations for each in rounds]),
            (f"pgbench {CONNECTIONS}", "registrations/s", [each.pgbench_all for each in rounds]),
            (f"pgbench {FEW}", "registrations/s", [each.pgbench_few for each in rounds]),
            ("current", "requests/s", [each.current for each in rounds])):
        say(f"{name:11} {statistics.median(values):,.0f} ({min(values):,.0f} to"
            f" {max(values):,.0f}) {unit}")
    for name, others in ((f"to {CONNECTIONS} clients", [each.pgbench_all for each in rounds]),
                         (f"to {FEW} clients", [each.pgbench_few for each in rounds])):
        ratios = [each.registrations / other for each, other in zip(rounds, others)]
        say(f"ratio {name}: {statistics.median(ratios):.2f} ({min(ratios):.2f} to"
            f" {max(ratios):.2f}; goal: at least {GOAL})")
