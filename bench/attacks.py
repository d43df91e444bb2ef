"""Attacks on a server on this machine, each with the means of a stranger or of a careless client.

    attacks.py NAME PORT TOKEN      attacks 127.0.0.1:PORT until it is ended, a minute at most

Every attack is a function that returns when `is_over()` says so.
"""
import base64
import contextlib
import json
import os
import random
import signal
import socket
import sys
import threading
import time

LIFETIME_S = 60
MEBIBYTE = 1024 * 1024
BEGAN = time.monotonic()


def is_over() -> bool:
    return time.monotonic() - BEGAN > LIFETIME_S


class Target:
    def __init__(self, port: int, token: str):
        self.port = port
        self.token = token

    def connect(self) -> socket.socket:
        # From another address than the honest clients, whose wrong passwords are counted apart.
        return socket.create_connection(
            ("127.0.0.1", self.port), timeout=10, source_address=("127.0.0.2", 0))

    def head(self, line: str, *headers: str) -> bytes:
        lines = [f"{line} HTTP/1.1", f"Host: 127.0.0.1:{self.port}", *headers]
        return ("\r\n".join(lines) + "\r\n\r\n").encode()

    def bearer(self) -> str:
        return f"Authorization: Bearer {self.token}"

    def send(self, request: bytes, read: bool = True) -> None:
        """One connection with one request."""
        with contextlib.suppress(OSError), self.connect() as client:
            client.sendall(request)
            while read and client.recv(65536):
                pass


def at_once(count: int, work) -> None:
    """Repeats `work` in so many threads until the time is over."""
    def loop() -> None:
        while not is_over():
            with contextlib.suppress(OSError):
                work()
    threads = [threading.Thread(target=loop, daemon=True) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def large_bodies(target: Target) -> None:
    """Bodies of 8 MiB from strangers, whose connections stay open after the answer."""
    body = b"[0" + b",0" * (4 * MEBIBYTE - 2) + b"]"
    head = target.head("POST /up", "Content-Type: application/json", f"Content-Length: {len(body)}")
    idle: list[socket.socket] = []

    def work() -> None:
        client = target.connect()
        idle.append(client)
        client.sendall(head + body)
        client.recv(4096)
        if len(idle) > 200:
            idle.pop(0).close()
    at_once(11, work)


def many_keys(target: Target) -> None:
    """Objects with as many keys as fit, for the login that everybody may call."""
    keys = ",".join(f'"{random.randrange(16 ** 4):04x}{index:04x}":0' for index in range(1_100))
    body = ('{"username":"superadmin",' + keys + "}").encode()[:16 * 1024]
    request = target.head(
        "POST /api/auth/login", "Content-Type: application/json", "Connection: close",
        f"Content-Length: {len(body)}") + body
    at_once(16, lambda: target.send(request))


def abandoned_logins(target: Target) -> None:
    """999 logins sent and hung up at once, again and again."""
    body = json.dumps({"username": "superadmin", "password": "wrong"}).encode()
    request = target.head(
        "POST /api/auth/login", "Content-Type: application/json",
        f"Content-Length: {len(body)}") + body

    def work() -> None:
        for _ in range(999):
            target.send(request, read=False)
        time.sleep(1)
    at_once(1, work)


def long_texts(target: Target) -> None:
    """A colleague's client that stores texts as long as possible and lists them."""
    body = json.dumps({
        "patient_id": 1, "poly_id": 1, "date": "2026-12-01", "description": "x" * 7_500_000,
    }).encode()
    write = target.head(
        "POST /api/checkup-schedule", target.bearer(), "Content-Type: application/json",
        "Connection: close", f"Content-Length: {len(body)}") + body
    read = target.head(
        "GET /api/checkup-schedule?per_page=100", target.bearer(), "Connection: close")
    at_once(8, lambda: (target.send(write), target.send(read)))


def abandoned_searches(target: Target) -> None:
    """A hundred searches over all patients, sent and hung up, again and again."""
    def work() -> None:
        for index in range(100):
            line = f"GET /api/patients?search=zz{index % 10}q"
            target.send(target.head(line, target.bearer()), read=False)
        time.sleep(1)
    at_once(1, work)


def slow_readers(target: Target) -> None:
    """Thousands of connections that ask for a long page many times and never read."""
    request = target.head("GET /api/openapi.json") * 20
    clients = []
    while not is_over() and len(clients) < 3000:
        with contextlib.suppress(OSError):
            client = target.connect()
            client.setblocking(False)
            client.send(request)
            clients.append(client)
    while not is_over():
        time.sleep(1)


def channel_storm(target: Target) -> None:
    """WebSockets that subscribe and leave channels as fast as they can."""
    def frame(event: dict) -> bytes:
        payload = json.dumps(event).encode()
        size = bytes([0x80 | len(payload)]) if len(payload) < 126 \
            else bytes([0xFE]) + len(payload).to_bytes(2, "big")
        return bytes([0x81]) + size + bytes(4) + payload

    def work() -> None:
        with target.connect() as client:
            client.sendall(target.head(
                "GET /app/antrean-key?protocol=7", "Upgrade: websocket", "Connection: Upgrade",
                f"Sec-WebSocket-Key: {base64.b64encode(os.urandom(16)).decode()}",
                "Sec-WebSocket-Version: 13"))
            client.recv(4096)
            client.settimeout(0.001)
            while not is_over():
                channel = f"storm-{random.randrange(10 ** 9)}"
                for event in ("pusher:subscribe", "pusher:unsubscribe"):
                    client.sendall(frame({"event": event, "data": {"channel": channel}}))
                with contextlib.suppress(TimeoutError):
                    if not client.recv(65536):
                        return
    at_once(8, work)


def trickled_bodies(target: Target) -> None:
    """Large bodies that arrive byte by byte, with and without a token."""
    headers = ("Content-Type: application/json", f"Content-Length: {8 * MEBIBYTE}")
    heads = [
        target.head("POST /api/faq", target.bearer(), *headers),
        target.head("POST /apps/antrean/events", *headers),
    ]
    clients = []
    for index in range(200):
        client = target.connect()
        client.sendall(heads[index % 2] + b" " * 20_000)
        clients.append(client)
    while not is_over():
        for client in clients:
            with contextlib.suppress(OSError):
                client.send(b" ")
        time.sleep(1)


ATTACKS = [
    large_bodies, many_keys, abandoned_logins, long_texts, abandoned_searches, slow_readers,
    channel_storm, trickled_bodies,
]


def main(name: str, port: str, token: str) -> None:
    signal.signal(signal.SIGTERM, lambda *_: os._exit(0))
    attack = next(each for each in ATTACKS if each.__name__ == name)
    attack(Target(int(port), token))


if __name__ == "__main__":
    main(*sys.argv[1:])
