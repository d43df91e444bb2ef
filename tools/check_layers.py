#!/usr/bin/env python3
"""Fails when an #include of src/ points upward, closes a circle or takes a private header.

The floor of a module is the folder that it stands in: src/platform/db is the module db of the
floor platform. An include may point to a lower floor, or to a module of the same floor as long as
no circle results. Features do not include each other, except through the headers in PUBLISHED.

    tools/check_layers.py [SRC]
"""
import pathlib
import re
import sys

# From the ground up. A module may include its own floor and those before it.
FLOORS = ["platform", "shared", "features", "app"]

# A feature reaches another only through these headers: header -> (who, why).
PUBLISHED = {
    "whatsapp/Message.hpp": (["reminder"], "a reminder is a WhatsApp message to a chat"),
    "whatsapp/Sender.hpp": (["reminder"], "reminders need a WhatsApp config to send with"),
    "whatsapp/WahaCarrier.hpp": (["reminder"], "reminders are sent as WhatsApp messages are"),
    "account/User.hpp": (["schedule"], "a schedule is shown with its doctor"),
    "faq/FileType.hpp": (["logo"], "what a file is, is decided in one place"),
    "faq/PhotoMetadata.hpp": (["logo"], "a logo may be a photo of a telephone"),
    "patient/Patient.hpp": (
        ["checkup", "visit"],
        "a visit and a check-up schedule are shown with their patient",
    ),
    "patient/PatientBook.hpp": (
        ["kiosk", "reservation"],
        "registering finds or adds the patient, and a correction corrects the patient",
    ),
    "patient/SearchKey.hpp": (
        ["laravel", "reservation", "visit"],
        "visits are searched by their patient, and imported patients are found too",
    ),
    "schedule/ScheduleBook.hpp": (["reservation", "visit"], "a visit takes a seat of a schedule"),
    "queue/CheckIn.hpp": (["kiosk", "ticket"], "a patient checks in by a link, and at a kiosk"),
    "queue/Transitions.hpp": (["ticket"], "a patient cancels by the link of the visit"),
    "reservation/OfferLookup.hpp": (["kiosk"], "a kiosk registers by the rules of the desk"),
    "reservation/ReservationService.hpp": (["kiosk"], "a kiosk registers as the desk does"),
    "ticket/PatientSteps.hpp": (["kiosk"], "a registration at a kiosk answers with its ticket"),
    "ticket/QueueDay.hpp": (["kiosk"], "a kiosk shows how many wait"),
    "ticket/Ticket.hpp": (["kiosk"], "a registration at a kiosk answers with its ticket"),
    "ticket/TicketRoutes.hpp": (["kiosk"], "a kiosk needs the services of tickets"),
    "ticket/VisitView.hpp": (["kiosk"], "a kiosk shows clinic and polies as a patient's page does"),
    "reminder/IndonesianTime.hpp": (["ticket"], "a page has dates in words, as messages have"),
    "visit/Lane.hpp": (["kiosk", "reservation"], "registrations at both share a lane"),
    "visit/LastMoves.hpp": (["queue"], "call-next and undo look at the last moves"),
    "visit/Steps.hpp": (["queue", "reservation", "ticket"], "they lock a visit and move it on"),
    "visit/Visit.hpp": (["ticket"], "a ticket shows the visit's priority"),
    "visit/VisitJson.hpp": (["queue", "reservation"], "both show visits"),
    "visit/VisitStore.hpp": (["queue", "reservation"], "both read, list and write visits"),
}

# Headers and words that only a few files may use: pattern -> (files, named from the module, why).
# A name that ends in "/" allows the whole folder.
CONFINED = {
    r'#include [<"]boost/beast': (
        ["base/BeastImpl.cpp", "server/RequestParser.cpp"],
        "Beast takes 7 to 25 s per file to compile",
    ),
    r'#include [<"]boost/asio': (
        [
            "base/BeastImpl.cpp",
            "http/Mailbox.cpp",
            "server/HttpServer.cpp",
            "server/IoThread.cpp",
            "server/IoThread.hpp",
            "server/PlainTransport.cpp",
            "server/TlsTransport.cpp",
            "server/Transport.hpp",
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
        ["faq/FileType.cpp"],
        "what a file is, is decided in one place",
    ),
    r'#include [<"]curl/': (
        ["delivery/CurlSender.cpp"],
        "what may be asked of whom is decided in one place",
    ),
    r'#include [<"]utf8proc': (["base/Fold.cpp"], "which texts count as the same is decided there"),
    r'#include [<"]date/': (["base/"], "everyone else uses base/Clock.hpp"),
}
# Costly headers (1 s and more each): in .cpp files only, so that no feature pays unasked.
NOT_IN_HEADERS = r'#include [<"](boost/(?:json|url|asio|beast)\.hpp|spdlog/|date/)'

# Files whose namespace is not that of their folder.
OTHER_NAMESPACE = ["base/", "main.cpp"]


def place_of(path):
    """The floor of src/PATH, and its name from the module: platform/db/Session.hpp -> platform,
    db/Session.hpp. No floor for a file that stands on none."""
    first, _, rest = path.partition("/")
    if first == "app" or path == "main.cpp":
        return "app", path
    return (first, rest) if first in FLOORS and "/" in rest else (None, path)


def module_of(name):
    return name.split("/")[0]


def covers(names, path):
    return any(path == name or (name.endswith("/") and path.startswith(name)) for name in names)


def included_header(line):
    found = re.match(r'\s*#\s*include "([^"]+)"', line)
    return found[1] if found and "/" in found[1] else None


class Tree:
    """The modules below src/ with their floors and the arrows between them."""

    def __init__(self, texts, published):
        self.texts = texts
        self.published = published
        self.floors = {}
        self.arrows = {}  # module -> the modules that it includes
        for path, text in texts.items():
            floor, name = place_of(path)
            if floor and path != "main.cpp":
                self.floors[module_of(name)] = floor
        for path, text in texts.items():
            here = module_of(place_of(path)[1])
            for line in text.splitlines():
                header = included_header(code_of(line))
                if header and module_of(header) != here and module_of(header) in self.floors:
                    self.arrows.setdefault(here, set()).add(module_of(header))

    def include_fault(self, floor, here, header):
        """Why the module HERE on FLOOR must not include HEADER; None when it may."""
        there = module_of(header)
        if there == here:
            return None
        # The build generates headers for modules that exist; anything else is misspelt.
        if there not in self.floors:
            return f"{header}: there is no such module"
        if FLOORS.index(self.floors[there]) > FLOORS.index(floor):
            return f"{here} must not include {header}: {self.floors[there]} stands above {floor}"
        is_feature = floor == "features" and self.floors[there] == "features"
        if is_feature and here not in self.published.get(header, ([], ""))[0]:
            return f"{here} must not include {header}: it is not published"
        return None

    def circle_faults(self):
        """Modules that need each other in a circle are one module in several folders."""

        def reaches(start, goal, seen):
            for there in sorted(self.arrows.get(start, ())):
                if there == goal:
                    return True
                if there not in seen and reaches(there, goal, seen | {there}):
                    return True
            return False

        return [
            f"{who} includes itself in a circle"
            for who in sorted(self.arrows)
            if reaches(who, who, {who})
        ]

    def stale_faults(self):
        for header, (users, _) in self.published.items():
            for who in users:
                if not any(
                    place_of(path)[1].startswith(f"{who}/") and f'#include "{header}"' in text
                    for path, text in self.texts.items()
                ):
                    yield f"published headers: {who} does not include {header} any more"


def code_of(line):
    """The line without its // comment, which may speak of anything."""
    return line.split("//")[0]


def word_faults(name, line):
    """Confined words in one line of the file NAME."""
    for pattern, (files, why) in CONFINED.items():
        if re.search(pattern, line) and not covers(files, name):
            yield f"{line.strip()[:60]}: only in {', '.join(files) or 'no file'}: {why}"
    costly = re.search(NOT_IN_HEADERS, line)
    if costly and name.endswith(".hpp"):
        yield f"{costly[1]} costs every file that includes this header; use it in .cpp files only"


def file_faults(tree, path, text):
    floor, name = place_of(path)
    if floor is None:
        yield f"{path}: stands on no floor ({', '.join(FLOORS)})"
        return
    if not covers(OTHER_NAMESPACE, name) and f"namespace antrean::{module_of(name)}" not in text:
        yield f"{path}: does not open namespace antrean::{module_of(name)}"
    for number, line in enumerate(map(code_of, text.splitlines()), 1):
        header = included_header(line)
        fault = tree.include_fault(floor, module_of(name), header) if header else None
        if fault:
            yield f"{path}:{number}: {fault}"
        for fault in word_faults(name, line):
            yield f"{path}:{number}: {fault}"


def check(root, published=None):
    texts = {
        file.relative_to(root).as_posix(): file.read_text()
        for file in sorted(root.rglob("*.[hc]pp"))
    }
    tree = Tree(texts, PUBLISHED if published is None else published)
    faults = [fault for path, text in texts.items() for fault in file_faults(tree, path, text)]
    return faults + tree.circle_faults() + list(tree.stale_faults())


def main(arguments):
    default = pathlib.Path(__file__).resolve().parent.parent / "src"
    root = pathlib.Path(arguments[0]) if arguments else default
    faults = check(root)
    print(*faults, sep="\n", end="\n" if faults else "")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
