"""The workloads of a province with a thousand clinics, each beside a limit of the same run."""
import concurrent.futures
import http.client
import json
import os
import pathlib
import re
import resource
import shutil
import statistics
import subprocess
import time
import typing

import postgres
import realtime
import scenario
from scenario import BUILD, CONNECTIONS, ROOT, Server, say

# A heavy day: 250,000 visits of 1,000 clinics with 3 polies, 40 % of them in one hour.
POLIES = 3_000
STORM_PER_SECOND = 1_250
STORM_SECONDS = int(os.environ.get("ANTREAN_BENCH_STORM_SECONDS", 60))
VISITS_OF_PEAK_HOUR = 100_000
COMPRESSED = 60
DAY_SECONDS = 20
WORKERS = 64
RACED = 2_000
SOCKETS = (10_000, 30_000, 60_000, 114_000)
PUBLISHES = 20
DAY = "2026-01-05"


class Place(typing.NamedTuple):
    """A database with many polies, and how to serve and ask it."""
    engine: str
    folder: pathlib.Path
    url: str
    cluster: postgres.Cluster | None

    def serve(self, *flags: str) -> Server:
        database = ("--database", self.url) if self.url else ()
        return Server(self.folder, *database, *flags)

    def sql(self, text: str) -> str:
        if self.cluster:
            return self.cluster.sql(text, self.url).strip()
        return scenario.run(["sqlite3", self.folder / "antrean.db", text]).strip()


def new_place(engine: str, folder: pathlib.Path, cluster: postgres.Cluster) -> Place:
    if engine == "sqlite":
        place = Place(engine, scenario.fresh_data(folder / "sqlite"), "", None)
    else:
        url = cluster.fresh_database()
        place = Place(engine, cluster.folder / url.rpartition("/")[2], url, cluster)
    last = int(place.sql("SELECT MAX(id) FROM polies"))
    values = ",".join(f"({number},'Poli {number}')" for number in range(last + 1, POLIES + 1))
    place.sql(f"INSERT INTO polies (id, name) VALUES {values}")
    return place


def remove(place: Place) -> None:
    if place.engine == "sqlite":
        shutil.rmtree(place.folder)


def check_numbers(place: Place, expected: int) -> None:
    """Of each poly and day 1..N, each once, and as many as were answered."""
    wrong = place.sql("SELECT COUNT(*) FROM (SELECT 1 FROM queues GROUP BY poly_id, date"
                      " HAVING COUNT(*) <> MAX(queue_number)"
                      " OR COUNT(DISTINCT queue_number) <> COUNT(*)) AS wrong")
    found = place.sql("SELECT COUNT(*) FROM queues")
    if wrong != "0" or int(found) != expected:
        raise SystemExit(f"{found} visits of {expected}; {wrong} polies have wrong numbers")


# --- the opening storm --------------------------------------------------------------------------
def storm(place: Place, polies: int) -> None:
    with place.serve() as server:
        before = server.cpu_seconds()
        output = scenario.run([BUILD / "bench/antrean_steady_load", server.port, server.token,
                               STORM_PER_SECOND, STORM_SECONDS, polies]).split()
        used = sum(server.cpu_seconds()) - sum(before)
    p50, p99, longest = map(float, output[:3])
    count = int(output[3])
    check_numbers(place, count)
    where = "one poly" if polies == 1 else f"{polies:,} polies"
    say(f"{place.engine:9} {count:,} registrations, half sent twice, {where}: p50 {p50:.1f} ms,"
        f" p99 {p99:.1f}, longest {longest:.0f}; {used:.1f} s of processor time; numbers 1..N")


# --- the heavy day -----------------------------------------------------------------------------
def visits_per_second(port: int, token: str) -> float:
    output = subprocess.run(
        ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{DAY_SECONDS}s", "-s", ROOT / "bench/visit.lua",
         f"http://127.0.0.1:{port}"],
        env={**os.environ, "TOKEN": token, "RUN": "1", "POLIES": str(POLIES)},
        text=True, check=True, stdout=subprocess.PIPE).stdout
    if not re.search(r"^bad 0$", output, re.M):
        raise SystemExit(f"some requests failed:\n{output}")
    return int(re.search(r"^visits (\d+)$", output, re.M)[1]) / DAY_SECONDS


def heavy_day(place: Place) -> None:
    with place.serve() as server:
        rate = visits_per_second(server.port, server.token)
    wanted = VISITS_OF_PEAK_HOUR / 3600 * COMPRESSED
    say(f"{place.engine:9} {rate:,.0f} whole visits/s of five writes; the peak hour of a heavy day,"
        f" compressed {COMPRESSED} times: {wanted:,.0f}; so it is {rate / wanted:.2f} of that,"
        f" {rate * 3600 / VISITS_OF_PEAK_HOUR:.0f} such days at once")


# --- the race for the next patient --------------------------------------------------------------
class Worker:
    """A client with a connection that stays open."""

    def __init__(self, server: Server):
        self.connection = http.client.HTTPConnection("127.0.0.1", server.port)
        self.headers = {"Authorization": f"Bearer {server.token}",
                        "Content-Type": "application/json"}

    def call(self, method: str, path: str, body: dict) -> dict:
        self.connection.request(method, path, json.dumps(body), self.headers)
        answer = self.connection.getresponse()
        text = answer.read()
        if answer.status >= 300:
            raise SystemExit(f"{path}: {answer.status} {text[:200]!r}")
        return json.loads(text)


def fill_waiting_room(worker: Worker, numbers: range) -> None:
    for number in numbers:
        made = worker.call("POST", "/api/reservation", {
            "patient_name": f"Pasien {number}", "whatsapp_number": f"0877{number:08}",
            "poly_id": 1, "bpjs": False, "date": DAY})
        visit = made["data"]["reservation"]["id"]
        for move in ("anamnesa", "waitingdoctor"):
            worker.call("PATCH", f"/api/queue/{visit}/{move}", {})


def call_until_empty(worker: Worker) -> list[int]:
    called = []
    while True:
        answer = worker.call("PATCH", "/api/queue/call-next", {"poly_id": 1, "date": DAY})
        if "data" not in answer or not answer["data"].get("current"):
            return called
        called.append(answer["data"]["current"]["id"])


def race(place: Place) -> None:
    # All workers are one user, whose next call soon after a call is not a double click here.
    with (place.serve("--double-click", "0") as server,
          concurrent.futures.ThreadPoolExecutor(WORKERS) as threads):
        workers = [Worker(server) for _ in range(WORKERS)]
        shares = [range(first, RACED, WORKERS) for first in range(WORKERS)]
        list(threads.map(fill_waiting_room, workers, shares))
        began = time.monotonic()
        called = [visit for each in threads.map(call_until_empty, workers) for visit in each]
        took = time.monotonic() - began
    in_order = place.sql(
        "SELECT COUNT(*) FROM (SELECT queue_number, LAG(queue_number) OVER (ORDER BY seq) AS before"
        " FROM events WHERE after_status_id = 4) AS calls WHERE queue_number < before")
    if sorted(called) != sorted(set(called)) or len(called) != RACED:
        raise SystemExit(f"{len(called)} calls of {len(set(called))} visits, {RACED} waited")
    say(f"{place.engine:9} {WORKERS} workers call {RACED:,} patients of one poly:"
        f" {RACED / took:,.0f} calls/s, each once; {in_order} out of order")


def limit(engine: str, folder: pathlib.Path, cluster: postgres.Cluster) -> None:
    """How many registrations per second the bare database takes, with the same statements."""
    if engine == "sqlite":
        rate = scenario.raw_registrations(folder / "limit", scenario.SECONDS)
    else:
        script = folder / "registration.pgbench"
        script.write_text(postgres.registration_script(), encoding="utf-8")
        script.chmod(0o644)
        url = cluster.fresh_database()
        with cluster.serve(url):
            pass
        rate = postgres.pgbench(url, script, postgres.FEW)
    say(f"{engine:9} the bare database, same statements, one poly: {rate:,.0f} registrations/s")


def bench_engine(engine: str, folder: pathlib.Path, cluster: postgres.Cluster) -> None:
    limit(engine, folder, cluster)
    for play in (lambda place: storm(place, POLIES), lambda place: storm(place, 1), heavy_day,
                 race):
        place = new_place(engine, folder, cluster)
        play(place)
        remove(place)


# --- sockets --------------------------------------------------------------------------------------
class Crowd(typing.NamedTuple):
    sockets: int
    connect_s: float
    memory_mib: float
    receipt_ms: float  # median of the last receipts


def raise_file_limit(wanted: int) -> int:
    """Returns the limit that holds now."""
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, wanted))
    except (ValueError, OSError):
        pass  # without the right, the limit stays what it is
    return resource.getrlimit(resource.RLIMIT_NOFILE)[1]


def crowd(folder: pathlib.Path, sockets: int) -> Crowd:
    data = scenario.fresh_data(folder / f"sockets{sockets}")
    with Server(data, *realtime.FLAGS) as server:
        before = realtime.memory_mib(server.child.pid)
        with realtime.Herd(server.port, sockets) as herd:
            took_ms = float(herd.wait_for("ready")[0])
            time.sleep(2)
            grown = realtime.memory_mib(server.child.pid) - before
            publisher = realtime.Publisher(server.port)
            lasts = []
            for _ in range(PUBLISHES):
                publisher.publish()
                lasts.append(float(herd.wait_for("done")[1]))
                time.sleep(0.2)
    return Crowd(sockets, took_ms / 1000, grown, statistics.median(lasts))


def line(crowds: list[Crowd], value: typing.Callable[[Crowd], float]) -> str:
    """The line of least squares, and how far it misses the crowd that is farthest from it."""
    slope, base = statistics.linear_regression(
        [each.sockets for each in crowds], [value(each) for each in crowds])
    worst = max(abs(base + slope * each.sockets - value(each)) / value(each) for each in crowds)
    return f"{base:.2f} + {slope * 10_000:.2f} per 10,000 sockets (misses by up to {worst:.0%})"


def bench_sockets(folder: pathlib.Path) -> None:
    limit = raise_file_limit(2 * max(SOCKETS))
    possible = [sockets for sockets in SOCKETS if sockets + 1_000 < limit]
    for sockets in sorted(set(SOCKETS) - set(possible)):
        say(f"{sockets:,} sockets: left out, this machine permits {limit:,} open files")
    crowds = [crowd(folder, sockets) for sockets in possible]
    for each in crowds:
        say(f"{each.sockets:7,} sockets: subscribed after {each.connect_s:.2f} s, memory"
            f" {each.memory_mib:.0f} MiB, publish to the last receipt {each.receipt_ms:.0f} ms")
    if len(crowds) > 1:
        say("seconds until all are subscribed: " + line(crowds, lambda each: each.connect_s))
        say("MiB: " + line(crowds, lambda each: each.memory_mib))
        say("ms to the last receipt: " + line(crowds, lambda each: each.receipt_ms))


def bench_province(folder: pathlib.Path) -> None:
    cluster_folder = folder / "province-cluster"
    with postgres.Cluster(cluster_folder) as cluster:
        for engine in ("sqlite", "postgres"):
            bench_engine(engine, folder, cluster)
    bench_sockets(folder)
