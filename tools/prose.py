"""Finds dialect in comments and documents (STYLE.md, How to write), and long lines in documents."""
import pathlib
import re

COLUMNS_MAX = 100

# pattern -> what to write instead
DIALECT = {
    r"[Ww]ho(?:so|m)?ever": "the noun: the client, a caller that ...",
    r"(?<![Tt]here )(?:is|are|was|were) none": "the noun: is not a ..., has no ...",
    r"(?<![Tt]here )(?:is|was) no (?!longer|more|less|such)[a-z]+": "is not a ...",
    r"[Ss]o long": "while, how long",
    r"no news": "the noun",
    # "told apart" and "tells one from the other" are fine.
    r"(?:told|[Tt]ells?)(?! apart|[^.;,]{1,40}(?: from|apart))": "publish, notify, report or log",
    r"[Hh]ears?(?:d)?": "receive, notice, be notified",
    r"by chance": "random",
    r"[Hh]e|him(?:self)?|[Hh]is": "the noun, or they",
    r"farewell": "close frame, last message",
    r"[Nn]obody's": "the noun",
    r"(?:is|are|was|were|has|have) (?:been )?through with": "has finished",
}
FOUND = {re.compile(rf"\b(?:{pattern})\b"): better for pattern, better in DIALECT.items()}

# These files contain the forms.
WORD_LISTS = {"tools/prose.py", "tools/tidy_test.py", "STYLE.md"}

LINE_COMMENT = {
    ".cpp": r"//",
    ".hpp": r"//",
    ".ts": r"//",
    ".js": r"//",
    ".py": r"(?:^|(?<=\s))#",
    ".sh": r"(?:^|(?<=\s))#",
    ".cmake": r"(?:^|(?<=\s))#",
    ".sql": r"--",
}
STRING = r'"(?:\\.|[^"\\\n])*"|' + r"'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`"
DOCSTRING = re.compile(r'"""(.*?)"""', re.DOTALL)
FENCE = re.compile(r"^ *```.*?^ *```", re.DOTALL | re.MULTILINE)
CODE = re.compile(r"`[^`\n]*`|\]\([^)]*\)|\$\([^)]*\)")


def blanked(found):
    return re.sub(r"[^\n]", " ", found[0])


def without_code(text):
    """A document with its code replaced by blanks."""
    return CODE.sub(blanked, FENCE.sub(blanked, text))


def comments_of(name, text):
    """A source with everything but its comments replaced by blanks; a document without its code."""
    suffix = pathlib.PurePosixPath(name).suffix
    if suffix == ".md":
        return without_code(text)
    if suffix not in LINE_COMMENT and not (name == "dev" or name.startswith("tools/")):
        return ""
    sign = LINE_COMMENT.get(suffix, LINE_COMMENT[".sh"])
    kept = re.compile(rf"(?P<comment>{sign}[^\n]*|/\*.*?\*/)|{STRING}", re.DOTALL | re.MULTILINE)
    result = list(re.sub(r"[^\n]", " ", text))
    for found in kept.finditer(text):
        if found["comment"] is not None:
            result[found.start() : found.end()] = found[0]
    if suffix == ".py":
        for found in DOCSTRING.finditer(text):
            result[found.start() : found.end()] = found[0]
    return CODE.sub(blanked, "".join(result))


def word_faults(name, text):
    # Migrations never change, and the contract quotes the original.
    if name.startswith(("migrations/", "docs/contract/")) or name in WORD_LISTS:
        return
    comments = comments_of(name, text)
    for pattern, better in FOUND.items():
        for found in pattern.finditer(comments):
            line = text.count("\n", 0, found.start()) + 1
            yield f'{name}:{line}: "{found[0]}": write {better}'


def width_faults(name, text):
    """Long lines of a document outside tables, code and links."""
    if not name.endswith(".md"):
        return
    prose = FENCE.sub(blanked, text).splitlines()
    for number, line in enumerate(prose, 1):
        can_break = re.search(r"\S\s", line[: COLUMNS_MAX + 1].lstrip(" -"))
        if len(line) > COLUMNS_MAX and not line.lstrip().startswith("|") and can_break:
            yield f"{name}:{number}: {len(line)} columns; {COLUMNS_MAX} at most"


def faults(texts):
    for name, text in texts.items():
        yield from word_faults(name, text)
        yield from width_faults(name, text)
