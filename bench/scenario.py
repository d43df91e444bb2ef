"""The parts of the benchmarks: servers, references, loads. Everything on 127.0.0.1."""
import json
import os
import pathlib
import re
import signal
import socket
import subprocess
import time
import typing
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parent.parent
BUILD = pathlib.Path(os.environ.get("ANTREAN_BENCH_BUILD", ROOT / "build/bench"))
ANTREAN = BUILD / "antrean"
PASSWORD = "admin123"
CONNECTIONS = 64
SECONDS = 5


# The loads play many clients from one address.
ONE_ADDRESS = ("--rate-limit", "0", "--connections-per-address", "1000000")


def say(text: str) -> None:
    print(f"   {text}", flush=True)


def run(command: list, **environment: str) -> str:
    """The output of the command on stdout."""
    return subprocess.run(
        [str(part) for part in command], env={**os.environ, **environment}, text=True,
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, check=True).stdout


def describe_machine() -> None:
    model = re.search(r"model name\s*: (.*)", pathlib.Path("/proc/cpuinfo").read_text())
    print(f"{os.cpu_count()} cores, {model[1] if model else 'unknown processor'},"
          f" load {os.getloadavg()[0]:.2f}")


def pinned(command: list, core: int | None) -> list[str]:
    return ([] if core is None else ["taskset", "-c", str(core)]) + [str(p) for p in command]


class Process:
    """A child process that is ended with the block."""

    def __init__(self, command: list, core: int | None = None, **options):
        self.child = subprocess.Popen(pinned(command, core), **options)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.child.send_signal(signal.SIGTERM)
        self.child.wait(timeout=15)


class CpuTime(typing.NamedTuple):
    """Of one request, in microseconds."""
    user_us: float
    system_us: float


class Server(Process):
    """`antrean serve` on a data folder, signed in as superadmin."""

    def __init__(self, data: pathlib.Path, *flags: str, core: int | None = None,
                 program: pathlib.Path | None = None):
        environment = {**os.environ, "ANTREAN_SUPERADMIN_PASSWORD": PASSWORD}
        super().__init__(
            [program or ANTREAN, "serve", "--data-dir", data, "--listen", "127.0.0.1:0",
             "--log-level", "warning", *ONE_ADDRESS, *flags],
            core, env=environment, stderr=subprocess.PIPE, text=True)
        self.port = self._announced_port()
        self.token = ""
        self.token = self.call("POST", "/api/auth/login",
                               {"username": "superadmin", "password": PASSWORD})["token"]

    def _announced_port(self) -> int:
        # The log line is missing at level warning, so the kernel's list of listening sockets is
        # used.
        for _ in range(2000):
            port = listening_port(self.child.pid)
            if port:
                return port
            if self.child.poll() is not None:
                raise SystemExit(f"the server ended: {self.child.stderr.read()}")
            time.sleep(0.005)
        raise SystemExit("the server does not listen")

    def cpu_seconds(self) -> tuple[float, float]:
        """What the program and the kernel for it have used since its start."""
        fields = pathlib.Path(f"/proc/{self.child.pid}/stat").read_text().rpartition(")")[2].split()
        ticks_per_second = os.sysconf("SC_CLK_TCK")
        return int(fields[11]) / ticks_per_second, int(fields[12]) / ticks_per_second

    def cpu_per_request(self, before: tuple[float, float], requests: float) -> CpuTime:
        user, system = self.cpu_seconds()
        return CpuTime((user - before[0]) * 1e6 / requests, (system - before[1]) * 1e6 / requests)

    def call(self, method: str, path: str, body: dict | None = None) -> dict:
        return json.loads(self._request(method, path, body))

    def get(self, path: str) -> str:
        return self._request("GET", path, None)

    def _request(self, method: str, path: str, body: dict | None) -> str:
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}{path}", method=method,
            data=None if body is None else json.dumps(body).encode(),
            headers={"Content-Type": "application/json", "Authorization": f"Bearer {self.token}"})
        with urllib.request.urlopen(request) as answer:
            return answer.read().decode()


def listening_port(pid: int) -> int | None:
    sockets = set()
    try:
        for entry in pathlib.Path(f"/proc/{pid}/fd").iterdir():
            found = re.match(r"socket:\[(\d+)\]", os.readlink(entry))
            if found:
                sockets.add(found[1])
        for line in pathlib.Path(f"/proc/{pid}/net/tcp").read_text().splitlines()[1:]:
            columns = line.split()
            if columns[3] == "0A" and columns[9] in sockets:
                return int(columns[1].split(":")[1], 16)
    except FileNotFoundError:
        pass
    return None


class Nginx(Process):
    """nginx with one worker that answers with a constant."""

    def __init__(self, folder: pathlib.Path, body: str, core: int | None = None):
        self.port = free_port()
        configuration = folder / "nginx.conf"
        configuration.write_text(f"""
            worker_processes 1; daemon off; pid {folder}/nginx.pid; error_log stderr crit;
            events {{ worker_connections 1024; }}
            http {{ access_log off; keepalive_requests 100000000;
                server {{ listen 127.0.0.1:{self.port} reuseport;
                    location / {{ default_type application/json; return 200 '{body}'; }} }} }}
        """)
        super().__init__(["nginx", "-c", configuration, "-p", folder], core)
        wait_for_port(self.port)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for_port(port: int) -> None:
    for _ in range(500):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.01)
    raise SystemExit(f"nothing listens on port {port}")


def fresh_data(folder: pathlib.Path, program: pathlib.Path | None = None) -> pathlib.Path:
    run([program or ANTREAN, "seed", "--demo", "--data-dir", folder],
        ANTREAN_SUPERADMIN_PASSWORD=PASSWORD)
    return folder


def data_with_history(folder: pathlib.Path, visits: int = 1_000_000) -> pathlib.Path:
    """A database with so many past reservations, created once per run."""
    data = folder / f"history{visits}"
    if not data.exists():
        say(f"making a database of {visits:,} reservations")
        fresh_data(data)
        with open(ROOT / "bench/history.sql", encoding="utf-8") as script:
            subprocess.run(
                ["sqlite3", "-cmd", f".parameter set @visits {visits}", data / "antrean.db"],
                stdin=script, check=True, stdout=subprocess.DEVNULL)
    return data


def call_two_patients(server: Server, day: str) -> None:
    """One visit with the nurse and one with the doctor."""
    for index, move in enumerate(("anamnesa", "withdoctor")):
        made = server.call("POST", "/api/reservation", {
            "patient_name": f"Pasien {move}", "whatsapp_number": f"0877{time.time_ns() % 10**9}",
            "poly_id": 1, "bpjs": False, "date": day, "no_bpjs": f"77{time.time_ns()}{index}"})
        server.call("PATCH", f"/api/queue/{made['data']['reservation']['id']}/{move}")


def wrk(port: int, path: str, token: str = "", core: int | None = None,
        seconds: int = SECONDS) -> float:
    header = ["-H", f"Authorization: Bearer {token}"] if token else []
    output = run(pinned(["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", *header,
                         f"http://127.0.0.1:{port}{path}"], core))
    if "Non-2xx" in output or "Socket errors" in output:
        raise SystemExit(f"wrk met errors:\n{output}")
    return float(re.search(r"Requests/sec:\s*([\d.]+)", output)[1])


def wrk_registrations(server: Server, seconds: int, run_name: str, date: str = "") -> float:
    output = subprocess.run(
        ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "-s", ROOT / "bench/registration.lua",
         f"http://127.0.0.1:{server.port}"],
        env={**os.environ, "TOKEN": server.token, "RUN": run_name,
             **({"DATE": date} if date else {})}, text=True, check=True,
        stdout=subprocess.PIPE).stdout
    if not re.search(r"^bad 0$", output, re.M):
        raise SystemExit(f"some registrations failed:\n{output}")
    return float(re.search(r"Requests/sec:\s*([\d.]+)", output)[1])


def raw_registrations(folder: pathlib.Path, seconds: int) -> float:
    return raw_rate(fresh_data(folder), seconds, "plain")


def raw_rate(data: pathlib.Path, seconds: int, kind: str) -> float:
    """Registrations per second; kind: plain, or counted, which also keeps the figures."""
    program = BUILD / "bench/antrean_raw_registration"
    return float(run([program, data / "antrean.db", seconds, kind]))


def steady(server: Server, rate: int, seconds: int) -> list[str]:
    output = run([BUILD / "bench/antrean_steady_load", server.port, server.token, rate, seconds])
    return output.split()


def start_and_measure(data: pathlib.Path) -> tuple[float, float]:
    """Milliseconds from exec to the first answer, and MiB resident some seconds later."""
    port = free_port()
    began = time.perf_counter()
    with Process([ANTREAN, "serve", "--data-dir", data, "--listen", f"127.0.0.1:{port}",
                  "--log-level", "warning", *ONE_ADDRESS]) as server:
        while True:
            with socket.socket() as client:
                if client.connect_ex(("127.0.0.1", port)) == 0:
                    client.sendall(b"GET /up HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
                    if client.recv(100).startswith(b"HTTP/1.1 200"):
                        break
            time.sleep(0.001)
        started_ms = (time.perf_counter() - began) * 1000
        time.sleep(3)
        status = pathlib.Path(f"/proc/{server.child.pid}/status").read_text()
        return started_ms, int(re.search(r"VmRSS:\s*(\d+)", status)[1]) / 1024
