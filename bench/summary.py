"""Ringkasan over a long history: the API's part, and what a browser shows when."""
import json
import statistics
import subprocess

from scenario import ROOT, Server, say

SAMPLES = 21
FIRST_PAINT_MS = 1_000
CHANGE_MS = 300
LAST = "2025-12-31"
PERIODS = {
    "a day": f"date_from={LAST}&date_to={LAST}",
    "30 days": f"date_from=2025-12-02&date_to={LAST}",
    "365 days": f"date_from=2025-01-01&date_to={LAST}",
    "365 days, one poly": f"date_from=2025-01-01&date_to={LAST}&poly_id=2",
}
BEHIND = "/api/reports/patient-visits?per_page=25&order=desc"
LISTS = {
    "waits under 60 minutes of 365 days": f"{PERIODS['365 days']}&wait_to=59",
    "an hour of a weekday of 365 days": f"{PERIODS['365 days']}&weekday=1&hour=8",
    "patients who came in 365 days": f"{PERIODS['365 days']}&present=1",
}


def bench_summary(server: Server, client) -> int:
    """`client` is a reports.Client. Returns how many goals were missed."""
    missed = 0
    paths = {f"summary of {name}": f"/api/summary?{query}" for name, query in PERIODS.items()}
    paths |= {f"list of {name}": f"{BEHIND}&{query}" for name, query in LISTS.items()}
    for name, path in paths.items():
        times = [client.timed_ms(path) for _ in range(SAMPLES)]
        middle_ms = statistics.median(times)
        missed += middle_ms > CHANGE_MS
        say(f"{middle_ms:7.2f} ms ({min(times):.2f} to {max(times):.2f}; goal: {CHANGE_MS})"
            f"  {name}")
    return missed + bench_browser(server)


def bench_browser(server: Server) -> int:
    """Chromium, through the screens that are part of the program."""
    done = subprocess.run(
        ["node", ROOT / "bench/summary.mjs", f"http://127.0.0.1:{server.port}", LAST],
        check=True, stdout=subprocess.PIPE, text=True)
    missed = 0
    for name, times in json.loads(done.stdout).items():
        goal_ms = FIRST_PAINT_MS if "paint" in name else CHANGE_MS
        middle_ms = statistics.median(times)
        missed += middle_ms > goal_ms
        say(f"{middle_ms:7.0f} ms ({min(times):.0f} to {max(times):.0f}; goal: {goal_ms})"
            f"  in the browser: {name}")
    return missed
