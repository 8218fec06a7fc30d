"""Slips as real authors make them, each at every place of a file where it can be made.

A kind takes the lines of a sound file and gives mutants: the broken lines, and every finding that
is to be expected, as its line and code. No other finding may come of it.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from learning.content.slugs import make_slug

Lines = list[str]
Expected = tuple[tuple[int, str], ...]


@dataclass(frozen=True)
class Mutant:
    """A broken file, where it was broken (from 1), and what is to be said of it."""

    line: int
    lines: tuple[str, ...]
    expected: Expected


Kind = Callable[[Lines], Iterator[Mutant]]
KINDS: dict[str, Kind] = {}


def kind(make: Kind) -> Kind:
    KINDS[make.__name__.replace("_", " ")] = make
    return make


def edit(lines: Lines, at: int, *new: str, remove: int = 1) -> tuple[str, ...]:
    """Put new lines in the place of some, from an index on."""
    return (*lines[:at], *new, *lines[at + remove :])


def swap(
    name: str, pattern: str, new: str | Callable[[re.Match[str]], str], code: str | None
) -> None:
    """Add a kind that changes what a pattern finds on one line, and gives one finding there."""

    def make(lines: Lines) -> Iterator[Mutant]:
        for at, line in enumerate(lines):
            for found in re.finditer(pattern, line):
                text = found.expand(new) if isinstance(new, str) else new(found)
                changed = line[: found.start()] + text + line[found.end() :]
                expected = ((at + 1, code),) if code else ()
                yield Mutant(at + 1, edit(lines, at, changed), expected)

    KINDS[name] = make


def begin_link(lines: Lines, at: int, column: int) -> int:
    """Give the line (from 1) on which the link starts whose address is at a place."""
    while "[" not in lines[at][:column] or lines[at].rfind("[", 0, column) < lines[at].rfind(
        ")", 0, column
    ):
        at, column = at - 1, len(lines[at - 1])
    return at + 1


def swap_link(name: str, pattern: str, new: str | Callable[[re.Match[str]], str]) -> None:
    """Add a kind that changes the address of a cue or lure, which is said where its link starts."""

    def make(lines: Lines) -> Iterator[Mutant]:
        for at, line in enumerate(lines):
            for found in re.finditer(pattern, line):
                text = found.expand(new) if isinstance(new, str) else new(found)
                changed = line[: found.start()] + text + line[found.end() :]
                start = begin_link(lines, at, found.start())
                yield Mutant(at + 1, edit(lines, at, changed), ((start, "Q13"),))

    KINDS[name] = make


def misspell(found: re.Match[str]) -> str:
    """Let the second and third letter of a word change places, or lose its last."""
    lead, word = found[1], found[2]
    turned = word[0] + word[2] + word[1] + word[3:] if len(word) > 3 else word[:-1]
    return lead + (turned if turned != word else word[:-1])


def find_scenes(lines: Lines) -> list[tuple[int, int]]:
    """Give where each scene starts and ends."""
    starts = [at for at, line in enumerate(lines) if line.startswith("## ")]
    notes = next((at for at, line in enumerate(lines) if line.startswith("[^")), len(lines))
    return list(zip(starts, [*starts[1:], notes][: len(starts)], strict=True))


def is_case(lines: Lines) -> bool:
    return "kind: case" in lines


def name_scene(line: str) -> str:
    return make_slug(line.removeprefix("## "))


def find_uses(lines: Lines, scene: str) -> Expected:
    """Say what is found where a scene is named that is no longer there."""
    said = [(at, "S02") for at, line in enumerate(lines, 1) if f"(#{scene})" in line]
    asked = re.compile(rf"visited {re.escape(scene)}(?![\w-])")
    said += [(at, "V05") for at, line in enumerate(lines, 1) for _ in asked.finditer(line)]
    return (*said, *((at, "S06") for at, line in enumerate(lines, 1) if line == f"start: {scene}"))


def shift(expected: Expected, after: int, by: int) -> Expected:
    return tuple((line + by * (line > after), code) for line, code in expected)
