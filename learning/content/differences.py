"""Two versions of a text side by side: the lines taken out, put in and changed, and their words.

Knows lines and words, no Markdown and no HTML: a page puts the marks around what is `changed`.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from learning.content.alignment import Pair, pair_same, split_lines

# Lines shown around what changed.
_CONTEXT = 3
# How many lines ahead are looked at for the one that a line became.
_NEAR = 8
# Comparing the words of so many characters takes up to 100 ms.
_MOST_MARKED = 40_000
# A word or a sign, with the blanks before it, so that blanks alone never pair two sentences.
_TOKEN = re.compile(r"\s*(?:\w+(?:['’]\w+)*|[^\w\s])|\s+")
_WORD = re.compile(r"\w+")


class Kind(StrEnum):
    """What happened to a line."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a line, and whether it stands in this version alone."""

    text: str
    changed: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A line with its number (from 1) in its version; the spans side by side are all of it."""

    number: int
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A line before beside the line after; None where one of them has none."""

    kind: Kind
    before: Line | None
    after: Line | None


@dataclass(frozen=True, slots=True)
class Hunk:
    """Rows one below the other: what changed, with at most three same lines around each change."""

    rows: tuple[Row, ...]

    @property
    def line(self) -> int:
        """The line that it begins with, of the version after where it is in that."""
        first = self.rows[0].after or self.rows[0].before
        return first.number if first else 0


def list_differences(before: str, after: str) -> tuple[Hunk, ...]:
    r"""Give what changed from one text to the other, with three lines of context.

    Changes with up to six lines between them share a hunk. Line ends, and whether the last line
    has one, make no difference.

    >>> hunk, = list_differences("# Damp\n\nRing on Friday.\n", "# Damp\n\nRing on Monday.\n")
    >>> [row.kind.value for row in hunk.rows]
    ['same', 'same', 'changed']
    >>> hunk.line
    1
    >>> hunk.rows[2].after.spans
    (Span(text='Ring on ', changed=False), Span(text='Monday', changed=True),
     Span(text='.', changed=False))
    """
    rows = compare_lines(split_lines(before), split_lines(after))
    near: set[int] = set()
    for at, row in enumerate(rows):
        if row.kind is not Kind.SAME:
            near.update(range(at - _CONTEXT, at + _CONTEXT + 1))
    runs = groupby(enumerate(rows), lambda numbered: numbered[0] in near)
    return tuple(Hunk(tuple(row for _, row in run)) for shown, run in runs if shown)


def compare_lines(before: Sequence[str], after: Sequence[str]) -> tuple[Row, ...]:
    """Give every line of two versions, those that stayed or became one another side by side.

    A line became another if half of their words are the same; it is looked for among the next few.
    Beyond 40,000 characters of changed lines, they are marked whole instead of by their words.

    >>> [row.kind.value for row in compare_lines(["Ring them", "Wait"], ["Ring us", "Go"])]
    ['changed', 'removed', 'added']
    """
    rows: list[Row] = []
    i = j = 0
    left = _MOST_MARKED
    for p, q in (*_pair_lines(before, after), (len(before), len(after))):
        rows.extend(Row(Kind.REMOVED, _mark_whole(before[at], at), None) for at in range(i, p))
        rows.extend(Row(Kind.ADDED, None, _mark_whole(after[at], at)) for at in range(j, q))
        if p < len(before):
            same = before[p] == after[q]
            left -= 0 if same else len(before[p]) + len(after[q])
            rows.append(_give_both(before[p], after[q], (p, q), by_words=same or left >= 0))
        i, j = p + 1, q + 1
    return tuple(rows)


def _mark_whole(text: str, at: int) -> Line:
    return Line(at + 1, _join_pieces([(text, True)]))


def _give_both(before: str, after: str, at: Pair, *, by_words: bool) -> Row:
    kind = Kind.SAME if before == after else Kind.CHANGED
    if not by_words:
        return Row(kind, _mark_whole(before, at[0]), _mark_whole(after, at[1]))
    left, right = mark_words(before, after)
    return Row(kind, Line(at[0] + 1, left), Line(at[1] + 1, right))


def _pair_lines(before: Sequence[str], after: Sequence[str]) -> Iterator[Pair]:
    """Pair the lines that stayed, and between them those that became one another."""
    i = j = 0
    for p, q in (*pair_same(before, after), (len(before), len(after))):
        yield from ((i + m, j + n) for m, n in _pair_alike(before[i:p], after[j:q]))
        if p < len(before):
            yield p, q
        i, j = p + 1, q + 1


def _pair_alike(before: Sequence[str], after: Sequence[str]) -> Iterator[Pair]:
    """Pair each line with the first near line that is like it, in order."""
    words = [frozenset(_WORD.findall(line)) for line in after]
    begin = 0
    for at, line in enumerate(before):
        own = frozenset(_WORD.findall(line))
        near = range(begin, min(begin + _NEAR, len(after)))
        found = next((place for place in near if _is_alike(own, words[place])), None)
        if found is not None:
            yield at, found
            begin = found + 1


def _is_alike(one: frozenset[str], other: frozenset[str]) -> bool:
    return 0 < len(one) + len(other) <= 4 * len(one & other)


def mark_words(before: str, after: str) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """Part two versions of a line into what stands in both and what stands in one alone.

    >>> mark_words("Ring on Friday", "Ring on Monday at noon")[1]
    (Span(text='Ring on ', changed=False), Span(text='Monday at noon', changed=True))
    """
    if before == after:
        same = _join_pieces([(before, False)])
        return same, same
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    left: list[tuple[str, bool]] = []
    right: list[tuple[str, bool]] = []
    i = j = 0
    for p, q in (*pair_same(old, new), (len(old), len(new))):
        removed, added = "".join(old[i:p]), "".join(new[j:q])
        blanks = _find_shared_blanks(removed, added)
        stays = "".join(old[p : p + 1])
        left += [(blanks, False), (removed.removeprefix(blanks), True), (stays, False)]
        right += [(blanks, False), (added.removeprefix(blanks), True), (stays, False)]
        i, j = p + 1, q + 1
    return _join_pieces(left), _join_pieces(right)


def _find_shared_blanks(one: str, other: str) -> str:
    """Give the blanks before both, which no mark should reach over."""
    blanks = one[: len(one) - len(one.lstrip())]
    return blanks if other.startswith(blanks) else ""


def _join_pieces(pieces: Iterable[tuple[str, bool]]) -> tuple[Span, ...]:
    runs = groupby(((text, changed) for text, changed in pieces if text), lambda piece: piece[1])
    return tuple(Span("".join(text for text, _ in run), changed) for changed, run in runs)
