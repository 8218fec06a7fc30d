"""Two changed versions of one draft made into one, and what somebody has to read first.

Knows texts alone: who wrote which, and that `base` is what both had before them, others see to.
Changes of different lines are joined; changes of the same lines, or of lines side by side, clash.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import assert_never

from learning.content.alignment import count_same, pair_same, split_lines

Lines = tuple[str, ...]


class Side(StrEnum):
    """Who changed something: the version that is stored, the one that comes later, or both."""

    THEIRS = "theirs"
    MINE = "mine"
    BOTH = "both"


class Keep(StrEnum):
    """What becomes of a clash: one of the two, or both, one after the other."""

    THEIRS = "theirs"
    MINE = "mine"
    THEIRS_FIRST = "theirs-first"
    MINE_FIRST = "mine-first"


@dataclass(frozen=True, slots=True)
class Own:
    """Words of one's own in place of a clash; no words take its lines away."""

    text: str


Pick = Keep | Own


@dataclass(frozen=True, slots=True)
class At:
    """The line in each text (from 1) where a part begins, or before which it has no lines."""

    base: int
    theirs: int
    mine: int


@dataclass(frozen=True, slots=True)
class Same:
    """Lines that nobody changed."""

    lines: Lines
    at: At


@dataclass(frozen=True, slots=True)
class Taken:
    """Lines in place of those of `base`, as one side alone changed them, or both the same way."""

    base: Lines
    lines: Lines
    by: Side
    at: At


@dataclass(frozen=True, slots=True)
class Clash:
    """Lines that both changed, each in their own way."""

    base: Lines
    theirs: Lines
    mine: Lines
    at: At


Part = Same | Taken | Clash


@dataclass(frozen=True, slots=True)
class Merged:
    """All of three texts, part by part; `ended` says that a line end closes the last line."""

    parts: tuple[Part, ...]
    ended: bool = True

    @property
    def clashes(self) -> tuple[Clash, ...]:
        """What somebody has to decide, in order: `resolve` takes a pick for each."""
        return tuple(part for part in self.parts if isinstance(part, Clash))

    @property
    def text(self) -> str | None:
        """The text with the changes of both, its lines ended by LF; None where there is a clash."""
        return None if self.clashes else resolve(self, ())


def merge_drafts(base: str, theirs: str, mine: str) -> Merged:
    r"""Make two versions of a text into one that has the changes of both.

    What nobody changed is what stayed from `base` to both; between that, a change by one side
    alone is taken, and whatever both changed is a clash (diff3; Khanna, Kunal and Pierce, "A Formal
    Investigation of Diff3", 2007). What both wrote the same at the edges of a clash is none.
    Nothing of either is ever left out: the parts, side by side, hold all three texts. Line ends of
    any kind are the same; the last line has one or none as the side has it that changed that.

    >>> base = "# Damp\n\nShe coughs.\n\nHe waits.\n"
    >>> theirs, mine = base.replace("coughs", "sneezes"), base.replace("waits", "sits")
    >>> merge_drafts(base, theirs, mine).text
    '# Damp\n\nShe sneezes.\n\nHe sits.\n'
    >>> merge_drafts(base, theirs, base.replace("coughs", "weeps")).clashes[0]
    Clash(base=('She coughs.',), theirs=('She sneezes.',), mine=('She weeps.',),
          at=At(base=3, theirs=3, mine=3))
    """
    three = _Three(split_lines(base), split_lines(theirs), split_lines(mine))
    before, one, other = (not text or text[-1] in "\r\n" for text in (base, theirs, mine))
    # Two sides that differ in a yes or no cannot both have changed it.
    return Merged(tuple(_list_parts(three)), ended=one if one == other else not before)


def resolve(merged: Merged, choices: Sequence[Pick]) -> str:
    r"""Give the text with a pick for each clash, in order.

    A clash without a pick keeps both, theirs first, so that too few picks lose nothing; picks
    beyond the last clash go unused.

    >>> merged = merge_drafts("Ring.\n", "Ring them.\n", "Ring now.\n")
    >>> resolve(merged, [Keep.MINE_FIRST])
    'Ring now.\nRing them.\n'
    >>> resolve(merged, [Own("Ring them now.")])
    'Ring them now.\n'
    """
    picks = iter(choices)
    lines: list[str] = []
    for part in merged.parts:
        if isinstance(part, Clash):
            lines.extend(_decide(part, next(picks, Keep.THEIRS_FIRST)))
        else:
            lines.extend(part.lines)
    return _join_lines(lines, ended=merged.ended)


def _join_lines(lines: Sequence[str], *, ended: bool) -> str:
    """Make lines a text; a blank line at the end is one only with an end of its own."""
    return "\n".join(lines) + ("\n" if lines and (ended or not lines[-1]) else "")


def _decide(clash: Clash, pick: Pick) -> Lines:
    match pick:
        case Keep.THEIRS:
            return clash.theirs
        case Keep.MINE:
            return clash.mine
        case Keep.THEIRS_FIRST:
            return clash.theirs + clash.mine
        case Keep.MINE_FIRST:
            return clash.mine + clash.theirs
        case Own(text):
            return split_lines(text)
        case _:
            assert_never(pick)


@dataclass(frozen=True, slots=True)
class _Three:
    """The lines of the three texts, or of a part of them."""

    base: Lines
    theirs: Lines
    mine: Lines

    @property
    def end(self) -> At:
        return At(len(self.base) + 1, len(self.theirs) + 1, len(self.mine) + 1)

    def cut(self, first: At, last: At) -> "_Three":
        """Give the lines from `first` up to (and not) `last`."""
        return _Three(
            self.base[first.base - 1 : last.base - 1],
            self.theirs[first.theirs - 1 : last.theirs - 1],
            self.mine[first.mine - 1 : last.mine - 1],
        )


def _move(at: At, by: int) -> At:
    return At(at.base + by, at.theirs + by, at.mine + by)


def _list_parts(three: _Three) -> Iterator[Part]:
    """Part the texts at the lines that all three share; `begun` is where a run of them began."""
    begun = at = At(1, 1, 1)
    for stable in (*_list_stable(three), three.end):
        if stable != at:
            yield from _give_same(three, begun, at)
            yield from _settle(three.cut(at, stable), at)
            begun = stable
        at = _move(stable, 1)
    yield from _give_same(three, begun, three.end)


def _give_same(three: _Three, first: At, last: At) -> Iterator[Same]:
    if lines := three.cut(first, last).base:
        yield Same(lines, first)


def _list_stable(three: _Three) -> Iterator[At]:
    """Give the places of the lines of `base` that stayed on both sides."""
    mine = dict(pair_same(three.base, three.mine))
    for line, place in pair_same(three.base, three.theirs):
        if line in mine:
            yield At(line + 1, place + 1, mine[line] + 1)


def _settle(three: _Three, at: At) -> Iterator[Part]:
    """Say what becomes of lines that did not stay on both sides."""
    base, theirs, mine = three.base, three.theirs, three.mine
    if theirs == mine:
        yield Taken(base, mine, Side.BOTH, at)
    elif theirs == base:
        yield Taken(base, mine, Side.MINE, at)
    elif mine == base:
        yield Taken(base, theirs, Side.THEIRS, at)
    else:
        yield from _narrow(three, at)


def _narrow(three: _Three, at: At) -> Iterator[Part]:
    """Take what both wrote the same at the beginning and the end; only the rest is a clash."""
    theirs, mine = three.theirs, three.mine
    lead = count_same(theirs, mine)
    tail = count_same(theirs[lead:][::-1], mine[lead:][::-1])
    first = At(at.base, at.theirs + lead, at.mine + lead)
    last = At(at.base + len(three.base), at.theirs + len(theirs) - tail, at.mine + len(mine) - tail)
    if lead:
        yield Taken((), mine[:lead], Side.BOTH, at)
    rest = (theirs[lead : len(theirs) - tail], mine[lead : len(mine) - tail])
    yield _part_rest(three.base, rest, first)
    if tail:
        yield Taken((), mine[len(mine) - tail :], Side.BOTH, last)


def _part_rest(base: Lines, rest: tuple[Lines, Lines], at: At) -> Part:
    """Give what is left of a clash: none where both added the same and one of them more."""
    theirs, mine = rest
    if base or (theirs and mine):
        return Clash(base, theirs, mine, at)
    return Taken((), theirs or mine, Side.THEIRS if theirs else Side.MINE, at)
