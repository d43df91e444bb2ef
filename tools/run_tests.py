#!/usr/bin/env python3
"""Runs the rings of tests and prints the counts in the last line.

    tools/run_tests.py [RING [WORD]]    style unit store asan fuzz api web tsan cluster
                                        package;
                                        default: all but the last three, each as soon as
                                        `./dev programs RING` has built what it runs

The rings run beside each other, a few programs at the same time (ring.SLOTS). The rings asan and
tsan run the unit tests and the api tests against a program with that sanitizer. A ring that runs no
test at all, or ends before its own report, counts as one failed test.
"""
import concurrent.futures
import json
import os
import re
import signal
import sys

from node_tests import node_tests
from ring import LOGS, ROOT, RUNNING, Ring, kill, run, start, wait

FUZZ_SECONDS = 10
RANK_OF_LONG = -100  # before all files of tests


# --- style: rules that are executed -----------------------------------------------------------
def style_checks():
    python = sys.executable
    sources = [
        str(file.relative_to(ROOT))
        for folder in ("src", "tests", "bench")
        for file in sorted((ROOT / folder).rglob("*.[ch]pp"))
        if "node_modules" not in file.parts
    ]
    return {
        "Tidy": [python, "tools/tidy.py"],
        "TidyFindsEveryFault": [python, "tools/tidy_test.py"],
        "Layers": [python, "tools/check_layers.py"],
        "LayersFindsEveryFault": [python, "tools/check_layers_test.py"],
        "Format": ["clang-format-14", "--dry-run", "--Werror", *sources],
        "Alerts": ["promtool", "test", "rules", "contrib/prometheus/antrean.rules.test.yml"],
        "TestsTypecheck": ["tests/node_modules/.bin/tsc", "--noEmit", "--project", "tests"],
    }


def style(word):
    ring = Ring("style")
    for name, command in style_checks().items():
        if word.lower() not in name.lower():
            continue
        log = LOGS / f"style-{name}.log"
        with open(log, "wb") as output:
            ended = run(ring, command, 300, output)
        if ended.status == 0:
            ring.passed += 1
            continue
        lines = log.read_text(errors="replace").splitlines()
        print(*lines[:40], sep="\n")
        if len(lines) > 40:
            print(f"... {len(lines) - 40} more lines in {log.relative_to(ROOT)}")
        ring.failures.append(f"style: {name}")
    return ring.settle()


# --- unit, store, asan: GoogleTest ------------------------------------------------------------
def print_failed_blocks(log):
    """Output of the failed tests in a GoogleTest log, and the test that was running at its end."""
    block = None
    for line in log.read_text(errors="replace").splitlines():
        if line.startswith("[ RUN      ]"):
            block = [line]
        elif block is not None:
            block.append(line)
            if line.startswith("[  FAILED  ]"):
                print(*block, sep="\n")
            if line.startswith(("[       OK ]", "[  FAILED  ]", "[  SKIPPED ]")):
                block = None
    if block is not None:
        print(*block[:200], "(the program ended here)", sep="\n")


def google_tests(name, program, word, env=None):
    ring = Ring(name)
    report = LOGS / f"{name}.json"
    report.unlink(missing_ok=True)
    command = [ROOT / program, f"--gtest_output=json:{report}"]
    if word:
        command.append(f"--gtest_filter=*{word}*")
    log = LOGS / f"{name}.log"
    with open(log, "wb") as output:
        status = run(ring, command, 900, output, env, rank=RANK_OF_LONG).status
    if status != 0:
        print_failed_blocks(log)
        print(f"its whole output: {log.relative_to(ROOT)}", flush=True)
    if not report.exists():
        return ring.settle(status or 1)
    for suite in json.loads(report.read_text())["testsuites"]:
        for test in suite["testsuite"]:
            if test.get("failures"):
                ring.failures.append(f"{name}: {suite['name']}.{test['name']}")
            elif test["result"] == "SKIPPED":
                ring.skipped += 1
            elif test["result"] == "COMPLETED":
                ring.passed += 1
    return ring.settle(status)


def unit(word):
    return google_tests("unit", "build/dev/tests/antrean_unit_tests", word)


def store(word):
    return google_tests("store", "build/dev/tests/antrean_store_tests", word)


# --- fuzz: libFuzzer, the kept corpus first, then for a while at random ------------------------
def fuzz_one(ring, program):
    """Runs a fuzz target; true if it found nothing."""
    kept = ROOT / "tests/fuzz/corpus" / program.name
    found = ROOT / "build/fuzz/found" / program.name
    found.mkdir(parents=True, exist_ok=True)
    log = LOGS / f"fuzz-{program.name}.log"
    command = [
        program,
        f"-max_total_time={FUZZ_SECONDS}",
        "-timeout=5",
        "-rss_limit_mb=2048",
        f"-artifact_prefix={found}-",
        found,
        *([kept] if kept.is_dir() else []),
    ]
    with open(log, "wb") as output:
        status = run(ring, command, FUZZ_SECONDS + 120, output).status
    text = log.read_text(errors="replace")
    seed = re.search(r"Seed: (\d+)", text)
    runs = re.search(r"Done (\d+) runs", text)
    said = f"{program.name}: seed {seed[1] if seed else '?'}, {runs[1] if runs else 'no'} runs"
    end = "" if status == 0 else text[-4000:]
    print(f"{said}, log {log.relative_to(ROOT)}\n{end}", end="", flush=True)
    return status == 0


def fuzz(word):
    ring = Ring("fuzz")
    programs = sorted((ROOT / "build/fuzz/fuzz").glob("*"))
    wanted = [program for program in programs if word.lower() in program.name.lower()]
    with concurrent.futures.ThreadPoolExecutor() as threads:
        results = list(threads.map(lambda program: fuzz_one(ring, program), wanted))
    ring.passed = sum(results)
    ring.failures = [f"fuzz: {each.name}" for each, well in zip(wanted, results) if not well]
    return ring.settle()


# --- api, web: TypeScript, over HTTP and in a real browser --------------------------------------
def api_on(engine, word, label=None, env=None, without=()):
    label = label or engine
    env = {"ANTREAN_TEST_ENGINE": engine, **(env or {})}
    return node_tests(Ring(f"api on {label}"), "api", word, label, env, without)


def api(word):
    wanted = os.environ.get("ANTREAN_TEST_ENGINE")
    engines = [wanted] if wanted else ["sqlite", "postgres"]
    with concurrent.futures.ThreadPoolExecutor() as threads:
        return list(threads.map(lambda engine: api_on(engine, word), engines))


WEB_CHECKS = {"Check": "check", "Logic": "test"}
# The build has made the clips of the voice: a test that cannot measure them has to fail.
WEB_ENVIRONMENT = {"ANTREAN_CLIPS": "required"}


def web_checks():
    ring = Ring("web")
    for name, script in WEB_CHECKS.items():
        log = LOGS / f"web-{name}.log"
        with open(log, "wb") as output:
            ended = run(
                ring, ["npm", "--prefix", "web", "run", script], 600, output, WEB_ENVIRONMENT)
        if ended.status == 0:
            ring.passed += 1
        else:
            print(log.read_text(errors="replace"), flush=True)
            ring.failures.append(f"web: {name}")
    return ring.settle()


def web(word):
    """With a WORD, only tests in the browser."""
    env = {"ANTREAN_TEST_ENGINE": "sqlite", **WEB_ENVIRONMENT}
    with concurrent.futures.ThreadPoolExecutor() as threads:
        checks = [] if word else [threads.submit(web_checks)]
        in_browser = node_tests(Ring("web in browser"), "web", word, "browser", env)
    return [*(check.result() for check in checks), in_browser]


# --- asan, tsan: unit and api tests of programs with a sanitizer -------------------------------
# Files that measure memory or duration. A sanitizer changes both, so they would prove nothing.
MEASURING_FILES = ("exports-long.test.ts", "memory.test.ts")

# Files that mostly wait, kill and start again, with requests that other files send too. They have a
# fifth of the ring's time, so a run of all rings leaves them out; the ring alone has them.
WAITING_FILES = (
    "base-path.test.ts",
    "crash.test.ts",
    "backup-kills.test.ts",
    "demo-clinic.test.ts",
    "import-laravel-kills.test.ts",
    "migrate-database.test.ts",
    "realtime-browser.test.ts",
    "reminders-once.test.ts",
    "waha-faults.test.ts",
)

SANITIZER_OPTIONS = {
    "asan": {
        "ASAN_OPTIONS": "detect_stack_use_after_return=1:strict_string_checks=1",
        "UBSAN_OPTIONS": "print_stacktrace=1",
    },
    "tsan": {
        "TSAN_OPTIONS": f"second_deadlock_stack=1:suppressions={ROOT}/tools/tsan.txt",
    },
}


def sanitized(name, word, without=()):
    """A report counts as a failure, also if the test that caused it has passed."""
    reports = LOGS / f"{name}-reports"
    reports.mkdir(exist_ok=True)
    for file in reports.iterdir():
        file.unlink()
    options = SANITIZER_OPTIONS[name].items()
    env = {option: f"{value}:log_path={reports}/report" for option, value in options}
    rings = [google_tests(f"{name} unit", f"build/{name}/tests/antrean_unit_tests", word, env)]
    # Only the unit tests look for leaks: a program that ends at the second signal frees nothing.
    if "ASAN_OPTIONS" in env:
        env["ASAN_OPTIONS"] += ":detect_leaks=0"
    env["ANTREAN_BINARY"] = str(ROOT / f"build/{name}/antrean")
    without = (*MEASURING_FILES, *without)
    rings.append(api_on("sqlite", word, label=name, env=env, without=without))
    for file in sorted(reports.iterdir()):
        print(file.read_text(errors="replace")[:6000], flush=True)
        rings[-1].failures.append(f"{name}: report in {file.relative_to(ROOT)}")
    return rings


def asan(word):
    return sanitized("asan", word)


def asan_shortened(word):
    return sanitized("asan", word, WAITING_FILES)


def tsan(word):
    return sanitized("tsan", word)


# --- cluster: api tests through nginx, on three servers with one PostgreSQL ----------------------
# Files that were seen to pass there. Others look at the connection itself, which is that of nginx,
# at one process (its signals, memory, log), or at a command; or nobody has tried them yet.
CLUSTER_FILES = (
    "audit.test.ts",
    "board.test.ts",
    "call-next.test.ts",
    "clinic.test.ts",
    "configs.test.ts",
    "events.test.ts",
    "holidays.test.ts",
    "kiosks.test.ts",
    "permissions.test.ts",
    "poly.test.ts",
    "queue-current.test.ts",
    "realtime-clients.test.ts",
    "realtime-queue.test.ts",
    "realtime-tokens.test.ts",
    "reservation.test.ts",
    "roles.test.ts",
    "schedule.test.ts",
    "sessions.test.ts",
    "tokens-end.test.ts",
    "users.test.ts",
    "visit-codes.test.ts",
)


def cluster(word):
    env = {"ANTREAN_TEST_PROCESSES": "3"}
    others = {file.name for file in (ROOT / "tests/api").glob("*.test.ts")} - set(CLUSTER_FILES)
    return api_on("postgres", word, label="cluster", env=env, without=others)


# --- package: the Debian package in a fresh Debian ----------------------------------------------
def package(word):
    return node_tests(Ring("package"), "package", word, "debian", {})


# ----------------------------------------------------------------------------------------------
# In the order in which their programs are built. The program with its screens comes first: those
# with a sanitizer contain the same screens.
RINGS = {
    "style": style,
    "api": api,
    "web": web,
    "asan": asan,
    "unit": unit,
    "store": store,
    "fuzz": fuzz,
}
NIGHTLY_RINGS = {"tsan": tsan, "cluster": cluster, "package": package}
SHORTENED = {"asan": asan_shortened}  # in a run of all rings


def run_ring(ring, word=""):
    done = ring(word)
    return done if isinstance(done, list) else [done]


def build_and_run(name, at_once):
    """Starts a ring as soon as its programs are there. Returns the future of its rings."""
    status, _ = wait(start([ROOT / "dev", "programs", name]))
    if status == 0:
        return at_once.submit(run_ring, SHORTENED.get(name, RINGS[name]))
    failed = Ring(name, failures=[f"{name}: its programs were not built"])
    return at_once.submit(lambda: [failed])


def run_all():
    """The programs of a ring are built while the tests of the rings before it run."""
    with concurrent.futures.ThreadPoolExecutor(len(RINGS)) as at_once:
        started = [build_and_run(name, at_once) for name in RINGS]
        return [ring for each in started for ring in each.result()]


def summary(rings):
    print("\n== summary")
    for ring in rings:
        print(f"{ring.name:16} {ring.line()} ({ring.seconds:.0f} s)")
    failures = [failure for ring in rings for failure in ring.failures]
    if failures:
        print("\nFailed:")
        print(*[f"  {failure}" for failure in failures], sep="\n")
    passed = sum(ring.passed for ring in rings)
    skipped = sum(ring.skipped for ring in rings)
    last = f"{passed} passed, {len(failures)} failed"
    print("\n" + last + (f", {skipped} skipped" if skipped else ""))
    return 1 if failures else 0


def interrupt(number, _):
    for process in list(RUNNING):
        kill(process)
    print("\ninterrupted", flush=True)
    os._exit(128 + number)


def main(arguments):
    wanted = arguments[0] if arguments else "all"
    word = arguments[1] if len(arguments) > 1 else ""
    LOGS.mkdir(parents=True, exist_ok=True)
    # SIGINT and SIGTERM end the children too.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, interrupt)
    if wanted == "all":
        return summary(run_all())
    return summary(run_ring({**RINGS, **NIGHTLY_RINGS}[wanted], word))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
