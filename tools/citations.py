"""Checks that citations of the contract, links of documents, and paths in comments resolve.

docs/contract/README.md says how the contract is numbered and cited.
"""
import posixpath
import re

import prose

CONTRACT = "docs/contract/"
ENDPOINTS = "8.1"  # the section of "row 49 of the contract"
CITING = re.compile(r"(?:src|tests|docs|bench|migrations)/|\w+\.md$")

NUMBER = r"\d+(?:\.\d+)*(?:-\d+)?"
LIST = rf"{NUMBER}(?:(?:,? and|,? to|,) {NUMBER})*"
ROWS = r"\d+(?:(?:,? and|,? to|,) \d+(?![.\d-]))*"
CASE = re.compile(r"(?<![\w.-])([A-Z]{1,2})-(\d+)\b")
# Line breaks within a comment count as blanks.
BREAK_IN_COMMENT = re.compile(r"\n[ \t]*(?://|#|--)[ \t]?(?=\S)")
SENTENCE = re.compile(r"(?:[^.;\n]|[.;](?![\s)]))+")
IN_SENTENCE = (
    (re.compile(rf"\b[Cc]ontract,? \(?({LIST})"), "section"),
    (re.compile(rf"\b(?:[Ss]ections?|[Cc]hapters?) ({LIST})"), "section"),
    (re.compile(r"(?<![\w.-])((?:[1-9]|1\d)\.\d+(?:\.\d+)*(?:-\d+)?)(?![\w.])"), "section"),
    (re.compile(rf"\b[Rr]ows? ({ROWS})"), "row"),
)
LINK = re.compile(r"\]\(([^)\s]+)\)")
PATH = re.compile(
    r"(?<![\w./-])(?:\.\./)*((?:[\w-]+/)+[\w.-]+\.(?:hpp|cpp|ts|py|sh|md|sql))(?![\w/])"
)
# Of libraries, of a build, or of an installation.
OUTSIDE = re.compile(r"(?:boost|node_modules)/|\w+/(?:Migrations|Sql)\.hpp$")


def numbers_of(texts):
    """Every number that can be cited, with the files that define it: 4.2, 4.3-8, RS-9."""
    found = {}
    for name, text in texts.items():
        if not name.startswith(CONTRACT):
            continue
        section = ""
        for line in text.splitlines():
            heading = re.match(r"#+ (\d+(?:\.\d+)*) ", line)
            case = re.match(r"- \*\*([A-Z]{1,2}-\d+)\*\* ", line)
            item = re.match(r"(?:\| )?(\d+)(?: \||\.) ", line)
            if heading:
                section = heading[1]
                found.setdefault(section, []).append(name)
            elif case:
                found.setdefault(case[1], []).append(name)
            elif item and section:
                found.setdefault(f"{section}-{item[1]}", []).append(name)
    return found


def cited_in(text, prefixes):
    """(position, number) of each citation."""
    joined = BREAK_IN_COMMENT.sub(lambda found: " " * len(found[0]), text)
    for found in CASE.finditer(joined):
        if found[1] in prefixes:
            yield found.start(), found[0]
    for sentence in SENTENCE.finditer(joined):
        if not re.search(r"\b[Cc]ontract\b", sentence[0]):
            continue
        # The joining above leaves several blanks.
        words = re.sub(r" +", " ", sentence[0])
        for pattern, kind in IN_SENTENCE:
            for found in pattern.finditer(words):
                previous = f"{ENDPOINTS}-" if kind == "row" else ""
                for number in re.findall(NUMBER, found[1]):
                    if "-" in previous and number.isdigit():  # 4.3-25 to 27
                        number = f"{previous.split('-')[0]}-{number}"
                    yield sentence.start(), number
                    previous = number


def citation_faults(texts):
    defined = numbers_of(texts)
    for number, names in defined.items():
        if len(names) > 1:
            yield f"{names[1]}: {number} is defined twice in the contract"
    prefixes = {number.split("-")[0] for number in defined if number[0].isalpha()}
    for name, text in texts.items():
        if not CITING.match(name):
            continue
        for position, number in sorted(set(cited_in(text, prefixes))):
            if number not in defined:
                line = text.count("\n", 0, position) + 1
                yield f"{name}:{line}: {number} is not in docs/contract"


def link_faults(texts, exists):
    """`exists` says whether a path below the root is there."""
    for name, text in texts.items():
        if not name.endswith(".md"):
            continue
        for found in LINK.finditer(text):
            target = found[1].split("#")[0]
            if not target or re.match(r"\w+:", target):
                continue
            if not exists(posixpath.normpath(posixpath.join(posixpath.dirname(name), target))):
                line = text.count("\n", 0, found.start()) + 1
                yield f"{name}:{line}: the link to {found[1]} leads nowhere"


NAMED_TESTS = re.compile(
    r"((?:`[A-Z]\w+`(?:,? and |, )?)+)"  # `AStatement`, `AnotherOne`
    r"(?: (?:[\w ]+ )?\(`(tests/[\w/.-]+)`| \(([a-z0-9-]+)\)|, ([a-z0-9-]+)\))"
)


def test_faults(texts):
    """Tests that a document of security names are in the file that it names for them, as
    (`tests/api/x.test.ts`) or (x)."""
    for name, text in texts.items():
        if not name.startswith("docs/security"):
            continue
        for found in NAMED_TESTS.finditer(text):
            file = found[2] or f"tests/api/{found[3] or found[4]}.test.ts"
            for test in re.findall(r"\w+", found[1]):
                if test != "and" and not re.search(rf"\b{test}\b", texts.get(file, "")):
                    line = text.count("\n", 0, found.start()) + 1
                    yield f"{name}:{line}: {file} has no {test}"


def path_faults(texts):
    """Files that a comment or a document names as folder/File.hpp."""
    # Migrations never change, and tests of the checkers name files that they invent.
    exempt = ("migrations/", "tools/", CONTRACT)
    existing = set()
    for name in texts:
        parts = name.split("/")
        existing |= {"/".join(parts[start:]) for start in range(len(parts))}
    for name, text in texts.items():
        if name.startswith(exempt):
            continue
        prose_of = text if name.endswith(".md") else prose.comments_of(name, text)
        for found in PATH.finditer(prose_of):
            if found[1] not in existing and not OUTSIDE.match(found[1]):
                line = text.count("\n", 0, found.start()) + 1
                yield f"{name}:{line}: {found[1]} does not exist"
