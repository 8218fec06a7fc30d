"""How a finding is mended: as an edit of a few lines. Only what needs no guess at what was meant.

Knows lines, not files; whether an edit did what it should is found out by `fixing.py`.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from learning.content.conditions import type_plainly
from learning.content.faults import Faults
from learning.content.lints import mend_bullets
from learning.content.quotes import LABELS
from learning.content.source import Source
from learning.model.finding import Finding

_BOX = re.compile(
    r"(?P<lead>\s*[-*+]\s*)\[\s{0,3}(?P<mark>[xX]?)\s{0,3}\]\s*(?P<words>[^\s(\[:].*)"
)
_ITEM = re.compile(r"(?P<indent> *)(?P<marker>(?:[-*+]|\d{1,9}[.)]) +)")
_BARE = re.compile(rf"(?:{'|'.join(LABELS)})\s*:")
_QUOTE = re.compile(r" {0,3}>")


@dataclass(frozen=True, slots=True)
class Edit:
    """Lines from `first` up to `last` (from 0, without it), what replaces them, and what to say."""

    first: int
    last: int
    lines: tuple[str, ...]
    said: str

    @property
    def growth(self) -> int:
        """How many lines the file has more afterwards."""
        return len(self.lines) - (self.last - self.first)


Maker = Callable[[Finding, Source], Edit | None]


def _open_file(_finding: Finding, source: Source) -> Edit | None:
    """F02: let the front matter come first. (A byte-order mark is no line: see `fixing.py`.)"""
    if source.front is None or source.front[0] < 2:
        return None
    first, last = source.front[0] - 1, source.front[1] + 1
    before = "\n".join(source.lines[:first]).strip("\n").split("\n")
    if not any(map(str.strip, before)):
        return Edit(0, first, (), "took away the blank lines before the front matter")
    said = "moved the text before the front matter below it, where it is part of the cover page"
    return Edit(0, last, (*source.lines[first:last], "", *before, ""), said)


def _write_plainly(finding: Finding, source: Source) -> Edit | None:
    """F05, S01: what the reader reads as plain characters anyway."""
    at = finding.line - 1
    line = source.lines[at]
    plain = mend_bullets(source, Faults(source.path))[at]
    if plain == line and finding.code == "F05":
        plain = type_plainly(line)
    said = "typed plainly what a word processor had put in"
    if finding.code == "S01":
        said = "put a blank after the marks of a heading"
    return Edit(at, at + 1, (plain,), said) if plain != line else None


def _part_quote(finding: Finding, source: Source) -> Edit | None:
    """Q06: a quote that swallows, that is not indented under its option, or that lost its `>`."""
    at = finding.line - 1
    line, above = source.lines[at], source.lines[at - 1] if at else ""
    if _BARE.match(line):
        return _quote_paragraph(at, source.lines)
    if _QUOTE.match(line) and above.strip() and not above.lstrip().startswith(">"):
        return _indent_quote(at, source.lines)
    if above.lstrip().startswith(">"):
        return Edit(at, at, ("",), "put an empty line after a quote")
    return None


def _quote_paragraph(at: int, lines: Sequence[str]) -> Edit:
    last = next((n for n in range(at, len(lines)) if not lines[n].strip()), len(lines))
    quoted = tuple(f"> {line}" for line in lines[at:last])
    return Edit(at, last, quoted, "made a quote of a label that had lost its `>`")


def _indent_quote(at: int, lines: Sequence[str]) -> Edit | None:
    """Put a quote under the item right above it, past the bullets that stand under that."""
    above = at - 1
    while above >= 0 and lines[above].strip():
        item = _ITEM.match(lines[above])
        if item and len(item["indent"]) < 2:
            indent = " " * len(item[0])
            last = at
            while last < len(lines) and _QUOTE.match(lines[last]):
                last += 1
            moved = tuple(indent + line.lstrip() for line in lines[at:last])
            return Edit(at, last, moved, "indented a quote under what it belongs to")
        above -= 1
    return None


def _mend_box(finding: Finding, source: Source) -> Edit | None:
    """Q10: a box in which only blanks are missing or too many."""
    at = finding.line - 1
    found = _BOX.fullmatch(source.lines[at])
    if not found:
        return None
    lead = found["lead"] if found["lead"][-1].isspace() else found["lead"] + " "
    line = f"{lead}[{found['mark'] or ' '}] {found['words']}"
    return Edit(at, at + 1, (line,), "put the blanks of a box where they belong")


_MAKERS: dict[str, Maker] = {
    "F02": _open_file,
    "F05": _write_plainly,
    "S01": _write_plainly,
    "Q06": _part_quote,
    "Q10": _mend_box,
}


def make_edit(finding: Finding, source: Source) -> Edit | None:
    """Give the edit that would mend a finding of a source; None where somebody has to think."""
    maker = _MAKERS.get(finding.code)
    known = finding.file == source.path and finding.line <= len(source.lines)
    return maker(finding, source) if maker and known else None
