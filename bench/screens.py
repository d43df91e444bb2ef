"""The benchmark of open screens: boards and patients' pages that follow a storm of calls in a
clinic with many polies."""
import base64
import collections
import concurrent.futures
import datetime
import http.client
import json
import multiprocessing
import os
import pathlib
import random
import re
import resource
import selectors
import socket
import time
import zoneinfo

from scenario import Server, say

POLIES = 35
VISITS = 2_500
BOARDS = 200
PAGES = 1_000
CALLS_PER_SECOND = 20
SECONDS = 20
DRAIN_SECONDS = 5
GOAL_MS = 1_000
REGISTERING = 8  # connections
ZONE = zoneinfo.ZoneInfo("Asia/Jakarta")

CALLED = re.compile(rb'"display_number\\?":\\?"([^"\\]+)')
SERVING = re.compile(rb'"now_serving":{"nurse":"([^"]+)"')


class Client:
    """A connection that only receives, after its request."""

    def __init__(self, port: int, request: bytes):
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.socket.sendall(request)
        self.socket.setblocking(False)
        self.rest = b""
        self.last = ""  # the number that it showed last


def board(port: int) -> Client:
    """Follows the calls as Layar does."""
    key = base64.b64encode(os.urandom(16)).decode()
    client = Client(port, (
        "GET /app/antrean-key?protocol=7&client=bench&version=1 HTTP/1.1\r\n"
        f"Host: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        f"Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n\r\n").encode())
    text = b'{"event":"pusher:subscribe","data":{"channel":"queue-channel"}}'
    # The mask of zeros leaves the text as it is.
    client.socket.setblocking(True)
    client.socket.sendall(bytes([0x81, 0x80 | len(text), 0, 0, 0, 0]) + text)
    client.socket.setblocking(False)
    return client


def page(port: int, code: str) -> Client:
    """Follows a visit as the patient's page does."""
    return Client(port, (
        f"GET /api/visits/{code}/stream HTTP/1.1\r\nHost: 127.0.0.1\r\n"
        "Accept: text/event-stream\r\n\r\n").encode())


def receive(port: int, codes: list[tuple[str, str]], results) -> None:
    """In a process of its own: opens all screens and reports when each showed which number.
    `codes` has the letter of the poly and the code of each visit."""
    resource.setrlimit(resource.RLIMIT_NOFILE, (8_192, 8_192))
    screens = selectors.DefaultSelector()
    boards = [board(port) for _ in range(BOARDS)]
    for client in boards:
        screens.register(client.socket, selectors.EVENT_READ, (client, CALLED, None))
    for letter, code in codes:
        client = page(port, code)
        screens.register(client.socket, selectors.EVENT_READ, (client, SERVING, letter))
    results.put("ready")
    shown: dict[str, list[tuple[str, float]]] = {"board": [], "page": []}
    closed = 0
    end = time.monotonic() + SECONDS + DRAIN_SECONDS
    while time.monotonic() < end:
        for key, _ in screens.select(timeout=0.2):
            client, pattern, letter = key.data
            try:
                received = client.socket.recv(1 << 16)
            except OSError:
                received = b""
            now = time.monotonic()
            if not received:
                closed += 1
                screens.unregister(client.socket)
                continue
            text = client.rest + received
            kind = "page" if letter else "board"
            last = 0
            # Boards: the numbers of events with a call only.
            for found in pattern.finditer(text):
                if letter is None and text.rfind(b"queue.called", 0, found.start()) < last:
                    continue
                last = found.end()
                # A page sends its whole state again when anything in it changes.
                if letter is None or found[1].decode() != client.last:
                    client.last = found[1].decode()
                    shown[kind].append((client.last, now))
            client.rest = text[max(last, len(text) - 4_096):]
    results.put((shown, closed))


def quantile(values: list[float], share: float) -> float:
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


class Clinic:
    """Polies with letters, and a day of visits spread over them."""

    def __init__(self, server: Server):
        self.server = server
        self.date = datetime.datetime.now(ZONE).date().isoformat()
        self.letters = {}
        for number in range(POLIES):
            letter = f"{chr(65 + number // 26)}{chr(65 + number % 26)}"
            poly = server.call("POST", "/api/poly", {
                "name": f"Poli {letter}", "room": f"Ruang {number + 1}", "letter": letter})
            self.letters[poly["data"]["id"]] = letter
        with concurrent.futures.ThreadPoolExecutor(REGISTERING) as at_once:
            shares = [range(start, VISITS, REGISTERING) for start in range(REGISTERING)]
            registered = at_once.map(self._register, shares)
            self.visits = [visit for share in registered for visit in share]

    def _register(self, numbers) -> list[dict]:
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port)
        polies = list(self.letters)
        registered = []
        for number in numbers:
            body = {
                "patient_name": f"Pasien {number}", "whatsapp_number": f"0840{number:08}",
                "poly_id": polies[number % POLIES], "bpjs": number % 2, "date": self.date}
            data = send(connection, self.server, "POST", "/api/reservation", body)["data"]
            registered.append({
                "id": data["reservation"]["id"], "letter": self.letters[body["poly_id"]],
                "number": data["queue"]["display_number"], "code": data["link"].split("/")[-1]})
        return registered


def send(connection, server: Server, method: str, path: str, body: dict | None = None) -> dict:
    connection.request(method, path, None if body is None else json.dumps(body), {
        "Content-Type": "application/json", "Authorization": f"Bearer {server.token}"})
    answer = connection.getresponse()
    text = answer.read()
    if answer.status >= 300:
        raise SystemExit(f"{method} {path}: {answer.status} {text!r}")
    return json.loads(text)


def storm(clinic: Clinic, called: list[dict]) -> dict[str, float]:
    """Calls the visits at an even pace; returns when each call was sent."""
    connection = http.client.HTTPConnection("127.0.0.1", clinic.server.port)
    sent = {}
    begun = time.monotonic()
    for number, visit in enumerate(called):
        time.sleep(max(0, begun + number / CALLS_PER_SECOND - time.monotonic()))
        sent[visit["number"]] = time.monotonic()
        send(connection, clinic.server, "PATCH", f"/api/queue/{visit['id']}/anamnesa")
    return sent


def report(kind: str, clients: int, sent: dict[str, float], shown: list[tuple[str, float]]) -> None:
    delays = [(at - sent[number]) * 1_000 for number, at in shown if number in sent]
    if not delays:
        raise SystemExit(f"no {kind} showed a call")
    p99 = quantile(delays, 0.99)
    verdict = "ok" if p99 < GOAL_MS else "MISSED"
    say(f"{clients} {kind}s: {len(delays)} calls shown, p50 {quantile(delays, 0.5):.0f} ms,"
        f" p99 {p99:.0f} ms, max {max(delays):.0f} ms (goal {GOAL_MS} ms: {verdict})")


def bench_screens(folder: pathlib.Path) -> None:
    with Server(folder / "screens") as server:
        clinic = Clinic(server)
        say(f"{VISITS} visits in {POLIES} polies")
        chosen = random.Random(1)
        called = chosen.sample(clinic.visits, CALLS_PER_SECOND * SECONDS)
        is_called = {visit["id"] for visit in called}
        waiting = [visit for visit in clinic.visits if visit["id"] not in is_called]
        codes = [(visit["letter"], visit["code"]) for visit in chosen.sample(waiting, PAGES)]
        results: multiprocessing.Queue = multiprocessing.Queue()
        child = multiprocessing.Process(target=receive, args=(server.port, codes, results))
        child.start()
        results.get(timeout=60)
        before = sum(server.cpu_seconds())
        sent = storm(clinic, called)
        cpu = sum(server.cpu_seconds()) - before
        shown, closed = results.get(timeout=120)
        child.join()
        say(f"{len(sent)} calls in {SECONDS} s; the server used {cpu:.1f} s of processor time;"
            f" {closed} screens were closed")
        report("board", BOARDS, sent, shown["board"])
        expected = len(sent) * BOARDS
        say(f"boards missed {expected - len(shown['board'])} of {expected} calls")
        report("page", PAGES, sent, shown["page"])
        of_poly = collections.Counter(letter for letter, _ in codes)
        expected = sum(of_poly[visit["letter"]] for visit in called)
        say(f"pages showed {len(shown['page'])} of {expected} calls of their polies;"
            " the others were overtaken by the next call")
