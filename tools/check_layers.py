#!/usr/bin/env python3
"""Fails when an #include of src/ points upward or sideways. The tables below ARE the architecture.

    tools/check_layers.py [SRC]
"""
import pathlib
import re
import sys

# folder -> folders whose headers it may include (its own is always allowed)
PLATFORM = {
    "base": [],
    "validation": ["base"],
    "db": ["base"],
    "ledger": ["base", "db"],
    "http": ["base", "validation", "db"],
    "auth": ["base", "validation", "db", "http"],
    "resource": ["base", "validation", "db", "http", "ledger"],
    "delivery": ["base", "validation", "db", "http"],
    "realtime": ["base", "validation", "db", "http", "ledger", "delivery"],
    "xlsx": ["base"],
}
FEATURES = [
    "account",
    "clinic",
    "figures",
    "schedule",
    "patient",
    "reservation",
    "queue",
    "checkup",
    "whatsapp",
    "reminder",
    "dashboard",
    "report",
    "lab",
    "board",
    "openapi",
]
ALLOWED = {
    **PLATFORM,
    **{feature: list(PLATFORM) for feature in FEATURES},
    "app": [*PLATFORM, *FEATURES],
    "main.cpp": ["app", "base"],
}

# A feature reaches another only through these headers: header -> (who, why). The arrows among
# features may not form a circle.
PUBLISHED = {
    "clinic/Directory.hpp": (
        ["account", "figures", "reservation", "queue", "reminder", "report"],
        "polies and statuses are shown in nearly every answer, from one cache",
    ),
    "clinic/Lookup.hpp": (["reservation", "queue"], "their rules name a poly of that cache"),
    "clinic/Poly.hpp": (["checkup"], "a check-up schedule is shown with its poly"),
    "figures/Figures.hpp": (["reservation"], "whoever changes a visit counts it anew"),
    "figures/VisitCounts.hpp": (
        ["reservation", "report"],
        "lists and reports know their totals and pages without counting visits",
    ),
    "figures/Hundredths.hpp": (
        ["dashboard", "report"],
        "averages and percentages are rounded alike",
    ),
    "whatsapp/ChatId.hpp": (["reminder"], "a patient without a chat cannot be reminded"),
    "whatsapp/Sender.hpp": (["reminder"], "nobody is reminded while nobody can send"),
    "whatsapp/WahaCarrier.hpp": (["reminder"], "reminders are WhatsApp messages"),
    "whatsapp/WahaJson.hpp": (["reminder"], "which are read again before they are sent"),
    "account/User.hpp": (["schedule"], "a schedule is shown with its doctor"),
    "patient/Patient.hpp": (
        ["reservation", "checkup"],
        "a reservation and a check-up schedule are shown with their patient",
    ),
    "patient/PatientBook.hpp": (["reservation"], "registering finds or adds the patient"),
    "patient/PatientStore.hpp": (["reservation"], "a changed reservation changes its patient"),
    "schedule/ScheduleBook.hpp": (["reservation"], "registering takes a seat of a schedule"),
    "reservation/Visits.hpp": (["queue"], "the steps of the queue move a reservation on"),
    "reservation/VisitJson.hpp": (["queue"], "the queue's answers show the reservation"),
    "reservation/ReservationStore.hpp": (["queue"], "the queue list is a list of reservations"),
    "reservation/ReservationInput.hpp": (["queue"], "and it takes the same filters"),
}

# Headers and words that only a few files may use: pattern -> (files below src/, why).
# A name that ends in "/" allows the whole folder.
CONFINED = {
    r'#include [<"]boost/beast': (
        ["base/BeastImpl.cpp", "http/RequestParser.cpp"],
        "Beast takes 7 to 25 s per file to compile",
    ),
    r'#include [<"]boost/asio': (
        [
            "base/BeastImpl.cpp",
            "http/HttpServer.cpp",
            "http/IoThread.cpp",
            "http/IoThread.hpp",
            "http/Mailbox.cpp",
            "http/PlainTransport.cpp",
            "http/TlsTransport.cpp",
            "http/Transport.hpp",
        ],
        "features are plain functions and are tested without an event loop",
    ),
    r"\bco_(?:await|return|yield|spawn)\b": (
        [],
        "g++ 12 destroys some temporaries of co_await twice, so the edge is written with callbacks",
    ),
    r'#include [<"](?:soci|sqlite3|libpq|pg_config|mysql)': (
        ["db/"],
        "everyone else speaks db::Transaction",
    ),
    r'#include [<"]spdlog': (["base/Log.cpp"], "everyone else uses base/Log.hpp"),
    r'#include [<"]magic\.h': (
        ["clinic/FileType.cpp"],
        "what a file is, is decided in one place",
    ),
    r'#include [<"]curl/': (
        ["delivery/CurlSender.cpp"],
        "what may be asked of whom is decided in one place",
    ),
    r'#include [<"]date/': (["base/"], "everyone else uses base/Clock.hpp"),
}
# Costly headers (1 s and more each): in .cpp files only, so that no feature pays unasked.
NOT_IN_HEADERS = r'#include [<"](boost/(?:json|url|asio|beast)\.hpp|spdlog/|date/)'

# Files whose namespace is not that of their folder.
OTHER_NAMESPACE = ["base/", "main.cpp"]


def covers(names, path):
    return any(path == name or (name.endswith("/") and path.startswith(name)) for name in names)


def included_folder(line):
    found = re.match(r'\s*#\s*include "([^"]+)"', line)
    if not found or "/" not in found[1]:
        return None, None
    return found[1], found[1].split("/")[0]


def line_faults(path, line, published):
    """What is wrong with one line of src/PATH."""
    here = path.split("/")[0]
    header, there = included_folder(line)
    if header and there != here and there not in ALLOWED.get(here, []):
        if here not in published.get(header, ([], ""))[0]:
            yield f"{here} must not include {header}"
    for pattern, (files, why) in CONFINED.items():
        if re.search(pattern, line) and not covers(files, path):
            yield f"{line.strip()[:60]}: only in {', '.join(files) or 'no file'}: {why}"
    costly = re.search(NOT_IN_HEADERS, line)
    if costly and path.endswith(".hpp"):
        yield f"{costly[1]} costs every file that includes this header; use it in .cpp files only"


def code_of(line):
    """The line without its // comment, which may speak of anything."""
    return line.split("//")[0]


def file_faults(path, text, published):
    here = path.split("/")[0]
    if here not in ALLOWED:
        yield f"{path}: the folder {here} is not in the tables of tools/check_layers.py"
        return
    if not covers(OTHER_NAMESPACE, path) and f"namespace antrean::{here}" not in text:
        yield f"{path}: does not open namespace antrean::{here}"
    for number, line in enumerate(text.splitlines(), 1):
        for fault in line_faults(path, code_of(line), published):
            yield f"{path}:{number}: {fault}"


def cycle_faults(published):
    """Features that lean on each other in a circle are one feature in two folders."""
    leans = {}
    for header, (users, _) in published.items():
        for who in users:
            leans.setdefault(who, set()).add(header.split("/")[0])

    def reaches(start, goal, seen):
        for there in leans.get(start, ()):
            if there == goal or (there not in seen and reaches(there, goal, seen | {there})):
                return True
        return False

    return [
        f"published headers: {who} leads back to itself"
        for who in leans
        if reaches(who, who, {who})
    ]


def stale_faults(published, texts):
    for header, (users, _) in published.items():
        for who in users:
            if not any(
                path.startswith(f"{who}/") and f'#include "{header}"' in text
                for path, text in texts.items()
            ):
                yield f"published headers: {who} does not use {header} (any more)"


def check(root, published=None):
    published = PUBLISHED if published is None else published
    texts = {
        file.relative_to(root).as_posix(): file.read_text()
        for file in sorted(root.rglob("*.[hc]pp"))
    }
    faults = [fault for path, text in texts.items() for fault in file_faults(path, text, published)]
    return faults + cycle_faults(published) + list(stale_faults(published, texts))


def main(arguments):
    default = pathlib.Path(__file__).resolve().parent.parent / "src"
    root = pathlib.Path(arguments[0]) if arguments else default
    faults = check(root)
    print(*faults, sep="\n", end="\n" if faults else "")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
