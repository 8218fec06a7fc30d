"""Text fixtures: `title . input . expected .`, which authors of cases can add to.

An input without front matter gets that of a plain case; its first line is line 1 all the same.
`(trust)` as its first line declares a counter of that name, from 0 to 5, starting at 2. After a
line `=== PATH` follows a file that may be included.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

HEAD = """\
---
title: A case
jurisdiction: England
law_checked: 2026-11-01
needs: [housing]
setting: primary
---
"""
TRUST = HEAD.replace("setting", "counters: {trust: {start: 2, min: 0, max: 5}}\nsetting")


@dataclass(frozen=True)
class Fixture:
    title: str
    input: str
    expected: str

    @property
    def head(self) -> str:
        if f"\n{self.input}".partition("\n=== ")[0].count("\n---"):
            return ""
        return TRUST if self.input.startswith("(trust)\n") else HEAD

    @property
    def text(self) -> str:
        own = self.input.partition("\n=== ")[0]
        return self.head + own.replace("(trust)\n", "\n", 1)

    @property
    def includes(self) -> dict[str, bytes]:
        pairs = (part.partition("\n") for part in self.input.split("\n=== ")[1:])
        return {path: text.encode() for path, _, text in pairs}


def read_fixtures(name: str) -> Iterator[Fixture]:
    file = Path(__file__).parent / "fixtures" / f"{name}.txt"
    parts = file.read_text(encoding="utf-8").split("\n.\n")
    for title, given, expected in zip(parts[::3], parts[1::3], parts[2::3], strict=False):
        yield Fixture(title.strip(), given, expected)
