#!/usr/bin/env python3
"""Runs the rings of tests and prints the counts in the last line. ./dev test builds them first.

    tools/run_tests.py [RING [WORD]]    style unit store asan fuzz api web tsan package;
                                        default: all but the last two

The api ring runs on both engines at the same time, for its tests wait more than they calculate. The
rings asan and tsan run the unit tests and the api tests against a program with that sanitizer. A
ring that runs no test at all, or ends before its own report, counts as one failed test.
"""
import concurrent.futures
import json
import os
import re
import signal
import sys

from ring import LOGS, ROOT, RUNNING, Ring, kill, run, settle

FUZZ_SECONDS = 10


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
            status = run(command, 300, output=output)
        if status == 0:
            ring.passed += 1
            continue
        lines = log.read_text(errors="replace").splitlines()
        print(*lines[:40], sep="\n")
        if len(lines) > 40:
            print(f"... {len(lines) - 40} more lines in {log.relative_to(ROOT)}")
        ring.failures.append(f"style: {name}")
    return settle(ring, 0)


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


def google_tests(name, program, word, env=None, limit_seconds=900):
    ring = Ring(name)
    report = LOGS / f"{name}.json"
    report.unlink(missing_ok=True)
    command = [ROOT / program, f"--gtest_output=json:{report}"]
    if word:
        command.append(f"--gtest_filter=*{word}*")
    log = LOGS / f"{name}.log"
    with open(log, "wb") as output:
        status = run(command, limit_seconds, env, output=output)
    if status != 0:
        print_failed_blocks(log)
        print(f"its whole output: {log.relative_to(ROOT)}", flush=True)
    if not report.exists():
        return settle(ring, status or 1)
    for suite in json.loads(report.read_text())["testsuites"]:
        for test in suite["testsuite"]:
            if test.get("failures"):
                ring.failures.append(f"{name}: {suite['name']}.{test['name']}")
            elif test["result"] == "SKIPPED":
                ring.skipped += 1
            elif test["result"] == "COMPLETED":
                ring.passed += 1
    return settle(ring, status)


def unit(word):
    return google_tests("unit", "build/dev/tests/antrean_unit_tests", word)


def store(word):
    return google_tests("store", "build/dev/tests/antrean_store_tests", word)



# --- fuzz: libFuzzer, the kept corpus first, then for a while at random ------------------------
def fuzz_one(program):
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
        status = run(command, FUZZ_SECONDS + 120, output=output)
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
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as at_once:
        for program, is_well in zip(wanted, at_once.map(fuzz_one, wanted)):
            if is_well:
                ring.passed += 1
            else:
                ring.failures.append(f"fuzz: {program.name}")
    return settle(ring, 0)


# --- api: TypeScript against the release binary, once per engine -------------------------------
def typescript_files(folder, word, without=()):
    """Files whose name contains WORD; if there is none, all files with WORD as a test's name."""
    files = sorted((ROOT / "tests" / folder).glob("*.test.ts"))
    files = [file for file in files if file.name not in without]
    named = [file for file in files if word.lower() in file.name.lower()]
    if named:
        return named, []
    return files, [f"--test-name-pattern=/{re.escape(word)}/i"]


def tap_failures(text):
    """Names of the failed tests: `not ok 3 - Name`, except skipped ones."""
    found = re.findall(r"^ *not ok \d+ - (.*?)(?: # ([A-Z]+).*)?$", text, re.MULTILINE)
    return [name for name, directive in found if not directive]


def tap_count(text, what):
    found = re.search(rf"^# {what} (\d+)$", text, re.MULTILINE)
    return int(found[1]) if found else 0


def typescript_tests(ring, folder, word, label, env, without=(), at_once=2):
    """Runs tests/FOLDER on Node's test runner, `at_once` files at the same time. `env` is added to
    the environment; files named in `without` are left out."""
    files, pattern = typescript_files(folder, word, without)
    report = LOGS / f"{folder}-{label}.tap"
    report.unlink(missing_ok=True)
    command = [
        "node",
        "--import=tsx",
        "--test",
        f"--test-concurrency={at_once}",
        "--test-reporter=spec",
        "--test-reporter-destination=stdout",
        "--test-reporter=tap",
        f"--test-reporter-destination={report}",
        *pattern,
        *[file.relative_to(ROOT / "tests") for file in files],
    ]
    env = {"NODE_NO_WARNINGS": "1", **env}
    status = run(command, 2400, env, cwd=ROOT / "tests", prefix=f"{label:9}")
    if not report.exists():
        return settle(ring, status or 1)
    text = report.read_text(errors="replace")
    ring.passed = tap_count(text, "pass")
    # A test that was cancelled by its timeout or by a failed parent counts as failed.
    failed = tap_count(text, "fail") + tap_count(text, "cancelled")
    ring.skipped = tap_count(text, "skipped") + tap_count(text, "todo")
    names = tap_failures(text)
    if failed:
        ring.failures = [f"{ring.name}: {name}" for name in names[:failed]]
        ring.failures += [f"{ring.name}: unnamed failure"] * (failed - len(ring.failures))
    return settle(ring, status)


def api_on(engine, word, label=None, env=None, without=(), at_once=2):
    label = label or engine
    env = {"ANTREAN_TEST_ENGINE": engine, **(env or {})}
    return typescript_tests(Ring(f"api on {label}"), "api", word, label, env, without, at_once)


def api(word):
    wanted = os.environ.get("ANTREAN_TEST_ENGINE")
    engines = [wanted] if wanted else ["sqlite", "postgres"]
    with concurrent.futures.ThreadPoolExecutor() as at_once:
        return list(at_once.map(lambda engine: api_on(engine, word, at_once=1), engines))


# --- web: the screens, in a real browser ---------------------------------------------------------
WEB_CHECKS = {"Check": "check", "Logic": "test"}


def web(word):
    """With a WORD, only tests in the browser."""
    env = {"ANTREAN_TEST_ENGINE": "sqlite"}
    in_browser = typescript_tests(Ring("web in browser"), "web", word, "browser", env)
    if word:
        return [in_browser]
    ring = Ring("web")
    for name, script in WEB_CHECKS.items():
        if run(["npm", "--prefix", "web", "run", script], 600) == 0:
            ring.passed += 1
        else:
            ring.failures.append(f"web: {name}")
    return [settle(ring, 0), in_browser]


# --- asan, tsan: unit and api tests of programs with a sanitizer -------------------------------
# Files that measure memory or duration. A sanitizer changes both, so they would prove nothing.
MEASURING_FILES = ("exports-long.test.ts", "memory.test.ts")

SANITIZER_OPTIONS = {
    "asan": {
        "ASAN_OPTIONS": "detect_stack_use_after_return=1:strict_string_checks=1",
        "UBSAN_OPTIONS": "print_stacktrace=1",
    },
    "tsan": {
        "TSAN_OPTIONS": f"second_deadlock_stack=1:suppressions={ROOT}/tools/tsan.txt",
    },
}


def sanitized(name, word):
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
    rings.append(api_on("sqlite", word, label=name, env=env, without=MEASURING_FILES))
    for file in sorted(reports.iterdir()):
        print(file.read_text(errors="replace")[:6000], flush=True)
        rings[-1].failures.append(f"{name}: report in {file.relative_to(ROOT)}")
    return rings


def asan(word):
    return sanitized("asan", word)


def tsan(word):
    return sanitized("tsan", word)


# --- package: the Debian package in a fresh Debian ----------------------------------------------
def package(word):
    return typescript_tests(Ring("package"), "package", word, "debian", {})


# ----------------------------------------------------------------------------------------------
RINGS = {
    "style": style,
    "unit": unit,
    "store": store,
    "asan": asan,
    "fuzz": fuzz,
    "api": api,
    "web": web,
}
NIGHTLY_RINGS = {"tsan": tsan, "package": package}


def run_ring(name, word):
    print(f"== {name}", flush=True)
    done = {**RINGS, **NIGHTLY_RINGS}[name](word)
    return done if isinstance(done, list) else [done]


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
    names = list(RINGS) if wanted == "all" else [wanted]
    return summary([ring for name in names for ring in run_ring(name, word)])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
