"""Backups of a large clinic beside registrations that arrive at a steady rate."""
import math
import os
import pathlib
import statistics
import subprocess
import threading
import time

import scenario
from imports import Cluster
from scenario import ANTREAN, Server, run, say

# Fewer for a trial run.
VISITS = int(os.environ.get("ANTREAN_BENCH_BACKUP_VISITS", 1_000_000))
ENGINES = os.environ.get("ANTREAN_BENCH_BACKUP_ENGINES", "SQLite PostgreSQL").split()
RATE = 500
SECONDS_MIN = 10
GOAL = 2.0

# Tables whose rows a registration adds and never changes: up to the restored copy's last id, both
# databases have the same rows.
TABLES = {"reservations": "id", "queues": "id", "events": "seq"}


class Clinic:
    """A served clinic with a history, and the ways to copy it and to look into it."""

    def __init__(self, data: pathlib.Path, url: str = ""):
        self.data = data
        self.url = url
        self.place = ["--data-dir", str(data)] + (["--database", url] if url else [])

    def rows(self, statement: str) -> str:
        if self.url:
            return run(["psql", "--no-psqlrc", "--quiet", "-At", "-c", statement, self.url])
        return run(["sqlite3", self.data / "antrean.db", statement])

    def digest(self, table: str, last: int) -> str:
        """A checksum of all columns of the rows up to that number."""
        key = TABLES[table]
        file = self.data / f"{table}.rows"
        statement = f"SELECT * FROM {table} WHERE {key} <= {last} ORDER BY {key}"
        with open(file, "wb") as output:
            command = (["psql", "--no-psqlrc", "-At", "-c", f"COPY ({statement}) TO STDOUT",
                        self.url]
                       if self.url else ["sqlite3", self.data / "antrean.db", statement])
            subprocess.run([str(part) for part in command], check=True, stdout=output)
        return run(["sha256sum", file]).split()[0]


class Backups(threading.Thread):
    """Makes backups, one after the other, while the block runs; waits for the last one."""

    def __init__(self, make):
        super().__init__()
        self.make = make
        self.must_stop = threading.Event()
        self.seconds: list[float] = []
        self.failure: BaseException | None = None

    def run(self) -> None:
        try:
            while not self.must_stop.is_set():
                began = time.perf_counter()
                self.make()
                self.seconds.append(time.perf_counter() - began)
        except BaseException as error:  # pylint: disable=broad-except
            self.failure = error

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_):
        self.must_stop.set()
        self.join()
        if self.failure:
            raise self.failure


def command_of(clinic: Clinic, file: pathlib.Path):
    return lambda: run([ANTREAN, "backup", file, *clinic.place])


def request_to(server: Server):
    """A backup by the server itself, as the nightly ones are: made, then verified."""
    def make() -> None:
        server.call("POST", "/api/backups")
        while True:
            time.sleep(0.2)
            status = server.call("GET", "/api/backups")
            if not status["running"]:
                break
        if status["last_failure"]:
            raise SystemExit(f"the server's backup failed: {status['last_failure']}")
    return make


def p99_ms(server: Server, seconds: int) -> float:
    return float(scenario.steady(server, rate=RATE, seconds=seconds)[1])


def compare(name: str, server: Server, make, rounds: int) -> None:
    """Registrations with and without backups, in turns, so that a slow minute affects both."""
    with Backups(make) as first:
        p99_ms(server, SECONDS_MIN)
    # A whole backup fits in.
    seconds = max(SECONDS_MIN, math.ceil(max(first.seconds)) + 1)
    alone, beside, took = [], [], []
    for _ in range(rounds):
        alone.append(p99_ms(server, seconds))
        with Backups(make) as backups:
            beside.append(p99_ms(server, seconds))
        took += backups.seconds
    ratio = statistics.median(beside) / statistics.median(alone)
    say(f"{name}: p99 of {RATE} registrations/s {statistics.median(beside):.2f} ms"
        f" ({', '.join(f'{each:.2f}' for each in beside)}), without {statistics.median(alone):.2f}"
        f" ms ({', '.join(f'{each:.2f}' for each in alone)}), ratio {ratio:.2f} (goal: at most"
        f" {GOAL:.0f}); {seconds} s each, a backup took {min(took):.1f} to {max(took):.1f} s")


def prove(clinic: Clinic, restored: Clinic, file: pathlib.Path) -> None:
    """Restores the last backup, which was taken under load, and compares rows."""
    began = time.perf_counter()
    run([ANTREAN, "verify", file])
    verified = time.perf_counter()
    run([ANTREAN, "restore", file, *restored.place])
    took = time.perf_counter() - verified
    for table, key in TABLES.items():
        last = int(restored.rows(f"SELECT MAX({key}) FROM {table}"))
        if clinic.digest(table, last) != restored.digest(table, last):
            raise SystemExit(f"{table}: the restored rows differ")
    visits = int(restored.rows("SELECT COUNT(*) FROM reservations"))
    size = file.stat().st_size / 1e6
    say(f"restored and equal: {visits:,} visits in an archive of {size:.0f} MB; verified in"
        f" {verified - began:.1f} s, restored and checked in {took:.1f} s")


def bench_engine(name: str, clinic: Clinic, restored: Clinic, rounds: int) -> None:
    file = clinic.data.parent / f"{name}.tar.zst"
    with Server(clinic.data, *clinic.place[2:]) as server:
        compare(f"{name}, antrean backup", server, command_of(clinic, file), rounds)
        compare(f"{name}, by the server", server, request_to(server), rounds)
    prove(clinic, restored, file)


def bench_backup(folder: pathlib.Path, rounds: int) -> None:
    data = scenario.data_with_history(folder, VISITS)
    with Cluster() as cluster:
        for name in ENGINES:
            if name == "PostgreSQL":
                moved = cluster.create("clinic")
                run([ANTREAN, "migrate-database", "--data-dir", data, "--to", moved])
                cluster.sql("ANALYZE", "clinic")
                clinic = Clinic(folder / "postgres", moved)
                restored = Clinic(folder / "restored-postgres", cluster.create("restored"))
                clinic.data.mkdir()
            else:
                clinic = Clinic(data)
                restored = Clinic(folder / "restored-sqlite")
            bench_engine(name, clinic, restored, rounds)
