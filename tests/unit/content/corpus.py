"""Files that nobody means well with: pieces repeated until a file is full, and some made by hand.

Add a line to `hostile/repeated.txt`: a name, ` . `, and the piece. There ¶ stands for the end of a
line, · for a blank, → for a tab and ␍ for a carriage return.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path

from learning.content.source import MAX_BYTES
from tests.unit.content.fixture_reader import HEAD

FOLDER = Path(__file__).parent / "hostile"
SIGNS = str.maketrans({"¶": "\n", "·": " ", "→": "\t", "␍": "\r"})
START = f"{HEAD}## Start\n\n"
ENDING = "\n> Ending (good): B.\n"


def list_repeated(size: int = MAX_BYTES) -> Mapping[str, bytes]:
    """Give each piece repeated in a case of this size, by its name."""
    return dict(_repeat_each(size))


def _repeat_each(size: int) -> Iterator[tuple[str, bytes]]:
    start = START.encode()
    for line in (FOLDER / "repeated.txt").read_text(encoding="utf-8").splitlines():
        name, _, piece = line.partition(" . ")
        raw = piece.translate(SIGNS).encode()
        yield name, start + raw * ((size - len(start)) // len(raw))


def front(text: str) -> bytes:
    """Give a case with this in its front matter."""
    return f"---\ntitle: A\n{text}\n---\n## A{ENDING}".encode()


def counters(count: int, most: int, choices: str) -> bytes:
    """Give a case in which so many counters run as far as `most`, whatever is chosen."""
    names = [f"c{number}" for number in range(count)]
    lines = "\n".join(f"  {name}: {{start: 0, min: -{most}, max: {most}}}" for name in names)
    scene = "\n".join(
        f"- [Add {step} to {name}](#start)\n  - {name} +{step}\n  - only if {name} < {most}"
        for name in names
        for step in (1, 2, 3)
    )
    head = HEAD.replace("setting:", f"counters:\n{lines}\nsetting:")
    return f"{head}## Start\n\n{scene}\n{choices}{LAST}".encode()


def body(*parts: str, end: str = ENDING) -> bytes:
    """Give a case with these parts after the heading of its first scene."""
    return (START + "".join(parts) + end).encode()


def guarded(condition: str) -> bytes:
    """Give a case with a passage under this condition."""
    return body(f"::: if {condition}\nB\n:::\n")


def asked(answer: str) -> bytes:
    """Give a case that asks a question with this answer block."""
    return body(f"### Question: q\n\n{answer}\n")


def table(columns: int, rows: int) -> str:
    """Write a table."""
    lines = ["|a" * columns, "|-" * columns, *["|b" * columns] * rows]
    return "".join(f"{line}|\n" for line in lines)


def alias_bomb() -> bytes:
    """Give front matter of 300 bytes that stands for a billion words."""
    lines = ["a: &a [x,x,x,x,x,x,x,x,x]"]
    for one, next_one in zip("abcdefgh", "bcdefghi", strict=True):
        lines.append(f"{next_one}: &{next_one} [{','.join([f'*{one}'] * 9)}]")
    return front("\n".join(lines))


BLANKS = " " * 100_000
STOP = "- [Stop](#end)\n"
LAST = f"\n## End\n{ENDING}"
ALL_RAISED = "  - only if c0 > 5 and c1 > 5 and c2 > 5 and c3 > 5\n"
PANEL = "| If you were thinking | and then you find | -2 | -1 | 0 | +1 | +2 |\n|-|-|-|-|-|-|-|\n"
MERGED = "\n".join(f"m{n}: &m{n} {{<<: [{'*a, ' * 50}]}}" for n in range(9))

MADE: Mapping[str, bytes] = {
    "nothing": b"",
    "one byte": b"-",
    "front matter alone": b"---\n---",
    "front matter without an end": b"---\n",
    "only lines": b"\n" * MAX_BYTES,
    "NULs": b"\0" * MAX_BYTES,
    "high bytes": b"\xff" * MAX_BYTES,
    "UTF-16": START.encode("utf-16"),
    "half a letter": START.encode() + b"\xc3",
    "an overlong letter": START.encode() + b"\xc0\xaf",
    "a surrogate": START.encode() + b"\xed\xa0\x80",
    "marks of byte order": b"\xef\xbb\xbf" * 40_000,
    "every byte": bytes(range(256)) * 512,
    "every letter of a plane": body("".join(map(chr, range(32, 0xA000))), end="")[:MAX_BYTES],
    "a byte too many": b"a" * (MAX_BYTES + 1),
    "aliases": front("a: &a [x]\nb: [*a, *a]"),
    "a bomb of aliases": alias_bomb(),
    "a bomb of merge keys": front(f"a: &a {{b: c}}\n{MERGED}"),
    "a tag that would run": front("title: !!python/object/apply:os.system [ls]"),
    "deep lists of YAML": front("a: " + "[" * 8_000),
    "deep blocks of YAML": front("\n".join(" " * depth + "a:" for depth in range(170))),
    "long front matter": front(f"authors: [{'x, ' * 5_400}]"),
    "too long front matter": front("summary: " + "x" * 17_000),
    "many keys": front("\n".join(f"k{number}: 1" for number in range(1_500))),
    "one key many times": front("title: B\n" * 1_500),
    "a long number": front("minutes: " + "9" * 15_000),
    "a number in exponents": front("minutes: 1e999999"),
    "a day that is none": front("law_checked: 2026-02-30"),
    "a year that is none": front("law_checked: 99999-01-01"),
    "many counters": front(f"counters: {{{', '.join(f'c{n}: {{}}' for n in range(1_500))}}}"),
    "many moves of ids": front(f"moved: {{{', '.join(f'a{n}: a{n + 1}' for n in range(900))}}}"),
    "moves of ids in a circle": front("moved: {a: b, b: a}"),
    "a condition of many terms": guarded(" and ".join(["visited start"] * 8_000)),
    "a condition of many brackets": guarded("(" * 30_000 + "visited start" + ")" * 30_000),
    "a condition of many nots": guarded("not " * 25_000 + "visited start"),
    "a huge number in a condition": guarded("trust >= " + "9" * 100_000),
    "choices by the thousand": body(*(f"- [c{n}](#end)\n" for n in range(5_000)), end=LAST),
    "choices that stay": body(*(f"- [c{n}](#start)\n  - once\n" for n in range(4_000)), end=LAST),
    "choices once each": body(
        *(f"- [c{n}](#start)\n  - once\n" for n in range(20)), STOP, end=LAST
    ),
    "scenes in a row": body(
        *(f"- [a](#s{n})\n- [b](#s{n + 1})\n\n## s{n}\n\n" for n in range(2_000))
    ),
    "scenes that are missed": body(
        *(f"## s{n}\n\nB\n" for n in range(2_000)), "- [x](#s99999)\n" * 200
    ),
    "enormous counters": counters(4, 1_000_000, STOP),
    "enormous counters that decide": counters(4, 1_000_000, STOP + ALL_RAISED),
    "twenty counters": counters(20, 1_000, STOP),
    "an include of itself": body("[Include: a](an-include-of-itself.md)\n"),
    "fifty deep fences": body("::: for law\n" * 50, "B\n", ":::\n" * 50),
    "quotes in quotes in lists": body(*(f"{'> ' * depth}- a\n" for depth in range(200))),
    "a table within its limits": body(table(20, 300)),
    "a table too wide": body(table(21, 1)),
    "a table too long": body(table(1, 301)),
    "a table too many": body(*[table(1, 1) + "\n"] * 51),
    "tables too large together": body(*[table(20, 290) + "\n"] * 10),
    "gaps of many answers": asked(f"[[{' | '.join(f'a{n}' for n in range(9_000))}]]"),
    "an ordering of thousands": asked("".join(f"{n}. item {n}\n" for n in range(1, 5_000))),
    "a range of huge numbers": asked(f"= {'9' * 50_000} to {'9' * 50_001}"),
    "a box of blanks": asked(f"- [x] b\n- [{BLANKS}]"),
    "a question of blanks": body(f"### Question: a{BLANKS}b\n- [x] b\n"),
    "an ending of blanks": body(f"> Ending{BLANKS}x\n"),
    "a consequence of blanks": body(f"- [a](#start)\n  - trust{BLANKS}x\n"),
    "a label of blanks": asked(f"- [x] b\n\n> Why{BLANKS}x"),
    "backticks that grow": body("".join("`" * n + "a" for n in range(480))),
    "footnotes by number": body("".join(f"[^{n}]" for n in range(8_000))),
    "lists ever deeper": body("".join("  " * depth + "- a\n" for depth in range(300))),
    "a panel of huge votes": asked(f"{PANEL}| a | b | {'9' * 50_000} | 0 | 0 | 0 | 0 |"),
}
