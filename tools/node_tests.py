"""Tests in TypeScript, on Node's test runner: each file is a program of its own."""
import concurrent.futures
import re

from ring import LOGS, ROOT, end_of, run

# The files that take longest begin first, so that none of them runs alone at the end.
LONG_FILES = [
    "waha-faults.test.ts",
    "demo-clinic.test.ts",
    "deliveries.test.ts",
    "day.test.ts",
    "postgres-pool-ring.test.ts",
    "board.test.ts",
    "board-endurance.test.ts",
    "crash.test.ts",
    "reminders-once.test.ts",
    "migrate-database.test.ts",
    "import-laravel-kills.test.ts",
    "summary.test.ts",
    "kelola-sections.test.ts",
    "reports.test.ts",
    "rooms.test.ts",
    "loket-day.test.ts",
    "exports-long.test.ts",
    "backup-planned.test.ts",
    "realtime-webhooks.test.ts",
    "reminders.test.ts",
    "wait-estimates.test.ts",
]
FILE_LIMIT_SECONDS = 900


def rank(file):
    """Below that of all other programs for a long file."""
    return LONG_FILES.index(file.name) - len(LONG_FILES) if file.name in LONG_FILES else 0


def files_of(folder, word, without):
    """Files whose name contains WORD; if there is none, all files with WORD as a test's name."""
    files = sorted((ROOT / "tests" / folder).glob("*.test.ts"))
    files = [file for file in files if file.name not in without]
    named = [file for file in files if word.lower() in file.name.lower()]
    if named:
        return named, []
    return files, [f"--test-name-pattern=/{re.escape(word)}/i"]


def failures_in(report):
    """Names of the failed tests: `not ok 3 - Name`, except skipped ones."""
    found = re.findall(r"^ *not ok \d+ - (.*?)(?: # ([A-Z]+).*)?$", report, re.MULTILINE)
    return [name for name, directive in found if not directive]


def count_in(report, what):
    found = re.search(rf"^# {what} (\d+)$", report, re.MULTILINE)
    return int(found[1]) if found else 0


def run_file(ring, file, label, pattern, env):
    """Prints the counts of one file, and its whole output if a test failed. Returns how many tests
    passed and were skipped, and the names of those that failed."""
    name = file.name.removesuffix(".test.ts")
    report = LOGS / label / f"{name}.tap"
    log = LOGS / label / f"{name}.log"
    report.unlink(missing_ok=True)
    command = [
        "node",
        "--import=tsx",
        "--test-reporter=spec",
        "--test-reporter-destination=stdout",
        "--test-reporter=tap",
        f"--test-reporter-destination={report}",
        *pattern,
        file.relative_to(ROOT / "tests"),
    ]
    with open(log, "wb") as output:
        ended = run(
            ring,
            command,
            FILE_LIMIT_SECONDS,
            output,
            env={"NODE_NO_WARNINGS": "1", **env},
            cwd=ROOT / "tests",
            rank=rank(file),
        )
    text = report.read_text(errors="replace") if report.exists() else ""
    passed = count_in(text, "pass")
    # A test that was cancelled by its timeout or by a failed parent counts as failed.
    failed = count_in(text, "fail") + count_in(text, "cancelled")
    names = failures_in(text)[:failed]
    names += ["unnamed failure"] * (failed - len(names))
    if ended.status != 0 and not names:
        names = [f"{file.name} ended with {end_of(ended.status)}, and no test says why"]
    if names:
        print(log.read_text(errors="replace"), flush=True)
    said = f"{passed} passed, {len(names)} failed" if names else f"{passed} passed"
    took = f"{ended.seconds:.1f} s, {ended.cpu_seconds:.1f} s of CPU"
    print(f"{label:9} {file.name}: {said} ({took})", flush=True)
    return passed, count_in(text, "skipped") + count_in(text, "todo"), names


def node_tests(ring, folder, word, label, env, without=()):
    """Runs tests/FOLDER. `env` is added to the environment; files named in `without` are left
    out."""
    files, pattern = files_of(folder, word, without)
    (LOGS / label).mkdir(parents=True, exist_ok=True)
    with concurrent.futures.ThreadPoolExecutor(len(files)) as threads:
        started = [threads.submit(run_file, ring, file, label, pattern, env) for file in files]
    for passed, skipped, names in (each.result() for each in started):
        ring.passed += passed
        ring.skipped += skipped
        ring.failures += [f"{ring.name}: {name}" for name in names]
    return ring.settle()
