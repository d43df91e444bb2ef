#!/usr/bin/env python3
"""Checks the rules of STYLE.md that a program can check.

    tools/tidy.py [ROOT]
"""
import json
import os
import pathlib
import re
import subprocess
import sys

import citations
import prose

COLUMNS_MAX = 100
FUNCTION_LINES_MAX = 70
FILE_LINES_MAX = 400
README_LINES_MAX = 20

SKIPPED_FOLDERS = {
    ".git",
    "build",
    "data",
    "dist",
    "generated",
    "node_modules",
    "corpus",
    "__pycache__",
}
CPP = {".cpp", ".hpp"}
CODE = CPP | {".ts", ".py", ".sh", ".sql", ".cmake"}
# Long files that need no limit, or that a program writes.
FREE_OF_LIMITS = {"package-lock.json"}

# Endings of names that say nothing. "Master data" is a term of the clinic.
NAME_OF_NOTHING = r"[a-z](?:Manager|Helper|Utils?|(?<!Master)Data|Info)"

# pattern -> (alternative, folders where it applies, files where it is allowed). Not in comments.
BANNED = {
    r"\bstd::sto(?:i|l|ll|ul|ull|f|d)\b": ("text::toInt", "src/", []),
    r"\b(?:atoi|atol|strtol|strtoul|strtod)\(": ("text::toInt", "src/", []),
    r"\bstd::regex\b": ("a hand-written match", "", []),
    r"\bstd::endl\b": ("'\\n'", "", []),
    r"\b(?:sleep_for|sleep_until|usleep|nanosleep)\b": (
        "a condition or a timer",
        ("src/", "tests/"),
        [],
    ),
    r"\bdetach\(": ("a thread that somebody joins", "", []),
    r"\bsystem_clock::now\b": ("Clock", "src/", ["src/platform/base/Clock.cpp"]),
    r"\[&\]": ("captures by name", ("src/platform/server/", "src/shared/realtime/"), []),
    r"\busing namespace std;": ("std::", "", []),
    r"\bDISABLED_": ("a test that runs, or none", "tests/", []),
    r"catch \(\.\.\.\) \{\s*\}": ("a handled or a passed-on exception", "", []),
    rf"\b(?:class|struct|enum class|namespace) \w*{NAME_OF_NOTHING}\b": (
        "a name that says what it is",
        "",
        [],
    ),
}
# The same for any text, including comments.
BANNED_TEXT = {
    r"\b(?:TODO|FIXME|XXX|HACK)\b": "the issue tracker",
    r"(?i)\b(?:chatgpt|gpt-?\d|openai|anthropic|claude|copilot|llms?|ai-generated|"
    r"language model|(?:ai|coding|sub)[- ]?agents?)\b": "words about the product",
}
# These files contain the banned words.
WORD_LISTS = {"tools/tidy.py", "tools/tidy_test.py", "STYLE.md"}

LITERAL = re.compile(
    r'R"([^(\s"]*)\(.*?\)\1"'  # raw string
    r'|"(?:\\.|[^"\\\n])*"'
    r"|(?<![0-9a-fA-F])'(?:\\.|[^'\\\n])+'"  # not the quote inside 10'000
    r"|//[^\n]*|/\*.*?\*/",
    re.DOTALL,
)


def without_literals(text):
    """C++ with comments and literals replaced by blanks; line breaks stay."""
    return LITERAL.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)


def is_scope(head):
    """Whether a block with this head holds declarations (namespace, class), not statements."""
    while (shorter := re.sub(r"<[^<>]*>", "", head)) != head:
        head = shorter
    return re.search(r"\b(?:namespace|class|struct|union|enum|extern)\b", head) is not None


def functions(code):
    """(first line, number of lines) of each function body outside other functions."""
    open_blocks = []
    head_start = 0
    for match in re.finditer(r"[;{}]", code):
        position = match.start()
        if match[0] == "{":
            head = code[head_start:position]
            inside = any(block != "scope" for block in open_blocks)
            if not inside and is_scope(head):
                open_blocks.append("scope")
            elif not inside and "(" in head and not head.rstrip().endswith(("=", ",", "(")):
                first = head_start + len(head) - len(head.lstrip())
                open_blocks.append(first)
            else:
                open_blocks.append("block")
        elif match[0] == "}" and open_blocks:
            block = open_blocks.pop()
            if isinstance(block, int):
                line = code.count("\n", 0, block) + 1
                yield line, code.count("\n", block, position) + 1
        head_start = position + 1


def limit_faults(name, text):
    lines = text.splitlines()
    if len(lines) > FILE_LINES_MAX:
        yield f"{name}: {len(lines)} lines; {FILE_LINES_MAX} at most: one purpose per file"
    for number, line in enumerate(lines, 1):
        # An optional line of a query (db/Query.hpp) cannot be broken.
        is_optional = name.endswith(".sql") and re.search(r"--\? \w+$", line)
        if len(line) > COLUMNS_MAX and not is_optional:
            yield f"{name}:{number}: {len(line)} columns; {COLUMNS_MAX} at most"
    if pathlib.Path(name).suffix in CPP:
        for line, count in functions(without_literals(text)):
            if count > FUNCTION_LINES_MAX:
                yield f"{name}:{line}: a function of {count} lines; {FUNCTION_LINES_MAX} at most"


def blank_faults(name, text):
    for number, line in enumerate(text.split("\n"), 1):
        if line != line.rstrip():
            yield f"{name}:{number}: blanks at the end of the line"
        if "\t" in line:
            yield f"{name}:{number}: a tab"
    if text and not text.endswith("\n"):
        yield f"{name}: no line break at the end"


def banned_faults(name, text):
    if pathlib.Path(name).suffix in CPP:
        code = without_literals(text)
        for pattern, (instead, where, right) in BANNED.items():
            if not name.startswith(where) or name in right:
                continue
            for found in re.finditer(pattern, code):
                line = code.count("\n", 0, found.start()) + 1
                yield f"{name}:{line}: {found[0]}: use {instead}"
    if name.endswith(".test.ts") and re.search(r"\b(?:test|it|describe|suite)\.only\(", text):
        yield f"{name}: .only hides the other tests"
    if name in WORD_LISTS:
        return
    for pattern, instead in BANNED_TEXT.items():
        for found in re.finditer(pattern, text):
            line = text.count("\n", 0, found.start()) + 1
            yield f"{name}:{line}: {found[0]}: use {instead}"


# An element of a container that grows while it is assigned: `a["x"] = a["y"]`, `a.push_back(a[0])`.
OWN_ELEMENT = re.compile(
    r"(?<![\w.>-])(?P<container>\w+(?:(?:\.|->)\w+)*)"
    r"(?:\[[^][;]*\] = |(?:\.|->)(?:emplace|insert|insert_or_assign|push_back|emplace_back)\()"
    r"(?:[^;()]*, *)?(?:std::move\()?\*?"
    r"(?P=container)(?:\[|(?:\.|->)(?:at|front|back|if_contains|find)\()[^;=]*?;"
)
# What points into a container: `auto const* y = a.if_contains("y")`, `auto& y = a["y"]`.
INTO_CONTAINER = re.compile(
    r"(?:[*&] ?|auto )(?P<pointer>\w+) = (?P<container>\w+(?:(?:\.|->)\w+)*)"
    r"(?:\[|(?:\.|->)(?:at|front|back|if_contains|find)\()"
)


def reference_faults(name, text):
    """What inserts into a JSON container moves its elements: a reference to one of them must not be
    what is inserted. Copy the element first."""
    if pathlib.Path(name).suffix not in CPP or not name.startswith("src/"):
        return
    code = without_literals(text)
    faults = [(found.start(), found[0]) for found in OWN_ELEMENT.finditer(code)]
    for found in INTO_CONTAINER.finditer(code):
        end = re.compile(r"^}", re.MULTILINE).search(code, found.end())
        inserted = re.compile(
            rf"(?<![\w.>-]){re.escape(found['container'])}"
            r"(?:\[[^][;]*\] = |(?:\.|->)(?:emplace|insert_or_assign|push_back|emplace_back)\()"
            rf"(?:[^;()]*, *)?(?:std::move\()?\*?{found['pointer']}\)*;"
        )
        for use in inserted.finditer(code, found.end(), end.start() if end else len(code)):
            faults.append((use.start(), use[0]))
    for position, found in faults:
        line = code.count("\n", 0, position) + 1
        shown = re.sub(r"\s+", " ", found)
        yield f"{name}:{line}: {shown}: a reference into what it is inserted into; use a copy"


def header_faults(name, text):
    if name.endswith(".h"):
        yield f"{name}: headers end in .hpp"
    if name.endswith(".hpp") and not re.search(r"^#pragma once$", text, re.MULTILINE):
        yield f"{name}: no #pragma once"
    stem = pathlib.Path(name).stem
    if re.search(f"{NAME_OF_NOTHING}$", stem):
        yield f"{name}: name the file for what it is"


def build_list_faults(texts):
    """A source or a test that no CMakeLists.txt names is never built."""
    for name in texts:
        path = pathlib.PurePosixPath(name)
        if path.suffix != ".cpp":
            continue
        lists = [texts.get(f"{folder}/CMakeLists.txt", "") for folder in path.parents]
        lists.append(texts.get("CMakeLists.txt", ""))
        named = rf"(?<![\w.]){re.escape(path.name)}\b"
        if path.name.endswith("Fuzz.cpp"):
            named += rf"|antrean_fuzz\({path.name[:-8]}\b"
        elsewhere = any(
            f"/{name}" in text for list, text in texts.items() if list.endswith("CMakeLists.txt")
        )
        if not elsewhere and not any(re.search(named, text) for text in lists):
            yield f"{name}: in no CMakeLists.txt"


def constant_of(query):
    """list_by_day -> kListByDay, as cmake/EmbedSql.cmake names it."""
    return "k" + "".join(part[:1].upper() + part[1:] for part in query.split("_"))


def query_faults(texts):
    for name in texts:
        found = re.fullmatch(r"src/([\w/]+)/sql/(\w+?)(?:\.(sqlite|postgres))?\.sql", name)
        if not found:
            continue
        folder, query, engine = found.groups()
        if engine:
            other = "postgres" if engine == "sqlite" else "sqlite"
            folder_sql = f"src/{folder}/sql/{query}"
            if f"{folder_sql}.{other}.sql" not in texts and f"{folder_sql}.sql" not in texts:
                yield f"{name}: no text for {other}"
        used = re.compile(rf"\b{constant_of(query)}\b")
        if not any(
            used.search(text)
            for path, text in texts.items()
            if path.startswith(f"src/{folder}/") and path.endswith(tuple(CPP))
        ):
            yield f"{name}: {constant_of(query)} is used nowhere in src/{folder}"


def migration_faults(texts):
    of_engine = {
        engine: {name.split("/")[-1] for name in texts if name.startswith(f"migrations/{engine}/")}
        for engine in ("sqlite", "postgres")
    }
    for file in sorted(of_engine["sqlite"] ^ of_engine["postgres"]):
        yield f"migrations: {file} is there for one engine only"
    numbers = sorted(int(file[:4]) for file in of_engine["sqlite"] if file[:4].isdigit())
    if numbers != list(range(1, len(numbers) + 1)):
        yield f"migrations: numbered {numbers}, not 1 to {len(numbers)}"


def readme_faults(name, text):
    if re.fullmatch(r"src/[\w/]+/README\.md", name) and len(text.splitlines()) > README_LINES_MAX:
        yield f"{name}: more than {README_LINES_MAX} lines"


def third_party_faults(texts):
    """Every package that is installed must be listed with its licence."""
    listed = texts.get("docs/third-party.md", "")
    lines = texts.get("tools/packages.txt", "").splitlines()
    names = {line.split()[1] for line in lines if len(line.split()) == 2 and line[0] != "#"}
    for folder in ("tests", "web"):
        package = json.loads(texts.get(f"{folder}/package.json", "{}"))
        names |= set(package.get("devDependencies", {}))
    for name in sorted(names):
        if not re.search(rf"(?<![\w@/-]){re.escape(name)}(?![\w/-])", listed):
            yield f"docs/third-party.md: {name} is missing"


def read_tree(root):
    texts = {}
    for folder, folders, files in os.walk(root):
        folders[:] = sorted(set(folders) - SKIPPED_FOLDERS)
        for file in sorted(files):
            path = pathlib.Path(folder) / file
            try:
                texts[path.relative_to(root).as_posix()] = path.read_text()
            except UnicodeDecodeError:
                continue  # an image or a font
    return texts


def tracked_faults(root):
    """A file that .gitignore names is not in the repository: git overwrites such files without a
    word, so a link named node_modules once replaced the installed packages."""
    command = ["git", "-C", root, "ls-files", "--cached", "--ignored", "--exclude-standard"]
    listed = subprocess.run(command, capture_output=True, text=True, check=False)
    for name in listed.stdout.splitlines():
        yield f"{name}: .gitignore names it, so it must not be added (git rm --cached)"


def check(root):
    texts = read_tree(root)
    faults = []
    for name, text in texts.items():
        path = pathlib.Path(name)
        if path.name in FREE_OF_LIMITS:
            continue
        if path.suffix in CODE or path.name in ("dev", "run", "CMakeLists.txt"):
            faults += limit_faults(name, text)
            faults += blank_faults(name, text)
        faults += banned_faults(name, text)
        faults += reference_faults(name, text)
        faults += header_faults(name, text)
        faults += readme_faults(name, text)
    faults += build_list_faults(texts)
    faults += query_faults(texts)
    faults += migration_faults(texts)
    faults += prose.faults(texts)
    faults += third_party_faults(texts)
    faults += citations.citation_faults(texts)
    faults += citations.link_faults(texts, lambda path: (root / path).exists())
    faults += citations.path_faults(texts)
    faults += citations.test_faults(texts)
    faults += tracked_faults(root)
    return faults


def main(arguments):
    default = pathlib.Path(__file__).resolve().parent.parent
    faults = check(pathlib.Path(arguments[0]) if arguments else default)
    print(*faults, sep="\n", end="\n" if faults else "")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
