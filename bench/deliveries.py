"""The effect on staff when a receiver of deliveries does not answer."""
import os
import pathlib
import socket
import statistics
import threading
import time

import scenario
from scenario import Server, say

# Fewer for a trial run.
SECONDS = int(os.environ.get("ANTREAN_BENCH_DELIVERY_SECONDS", 10))
RATE = 500
CALLERS = 4
DAY = "2031-01-06"


class StalledReceiver:
    """A server that accepts every connection and never answers."""

    def __init__(self):
        self.listener = socket.create_server(("127.0.0.1", 0), backlog=512)
        self.url = f"http://127.0.0.1:{self.listener.getsockname()[1]}/webhook/antrean"
        self.connections: list[socket.socket] = []
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        while True:
            try:
                self.connections.append(self.listener.accept()[0])
            except OSError:
                return

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.listener.close()
        for connection in self.connections:
            connection.close()


class Callers:
    """Staff who call one patient after another to the doctor while the block runs."""

    def __init__(self, server: Server):
        self.server = server
        self.must_stop = threading.Event()
        self.answers_s: list[float] = []
        self.threads = [threading.Thread(target=self._call, args=(number,))
                        for number in range(CALLERS)]

    def _call(self, number: int) -> None:
        visit = self.server.call("POST", "/api/reservation", {
            "patient_name": f"Pasien {number}", "poly_id": 1, "bpjs": False, "date": DAY,
            "whatsapp_number": f"0877{time.time_ns() % 10**9}{number}", "no_bpjs": None})
        path = f"/api/queue/{visit['data']['reservation']['id']}"
        while not self.must_stop.is_set():
            began = time.perf_counter()
            self.server.call("PATCH", f"{path}/withdoctor")
            self.answers_s.append(time.perf_counter() - began)
            self.server.call("PATCH", f"{path}/waitingdoctor")
            self.must_stop.wait(0.05)

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_):
        self.must_stop.set()
        for thread in self.threads:
            thread.join()


def p99_ms(server: Server, longest_s: list[float]) -> float:
    """The p99 in ms of registrations at a steady rate, while others call patients."""
    with Callers(server) as callers:
        result = float(scenario.steady(server, rate=RATE, seconds=SECONDS)[1])
    longest_s.append(max(callers.answers_s))
    return result


def bench_deliveries(folder: pathlib.Path, rounds: int) -> None:
    alone, stalled = [], []
    longest_alone_s: list[float] = []
    longest_stalled_s: list[float] = []
    with StalledReceiver() as receiver, \
            Server(scenario.fresh_data(folder / "alone")) as without, \
            Server(scenario.fresh_data(folder / "stalled"),
                   "--webhook-url", receiver.url) as with_receiver:
        p99_ms(without, [])  # warm
        p99_ms(with_receiver, [])
        for _ in range(rounds):  # in turns, so that a slow minute affects both
            alone.append(p99_ms(without, longest_alone_s))
            stalled.append(p99_ms(with_receiver, longest_stalled_s))
    ratio = statistics.median(stalled) / statistics.median(alone)
    say(f"p99 of {RATE} registrations/s beside calls: {statistics.median(alone):.2f} ms without a"
        f" receiver, {statistics.median(stalled):.2f} ms with one that never answers, ratio"
        f" {ratio:.2f} (goal: 1.1)")
    say(f"longest answer to a call: {max(longest_alone_s):.2f} s without,"
        f" {max(longest_stalled_s):.2f} s with one (goal: 1.7)")
