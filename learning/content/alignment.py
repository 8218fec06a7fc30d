"""Which items of one list stand in another in the same order: lines of a text, words of a line.

Knows neither drafts nor pages. `threeway.py` and `differences.py` say what the rest of the items,
those that stand in one of the two alone, come to.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence

Pair = tuple[int, int]
# A grid has a bit for each item of the one side with each of the other. So many bits are 8 MB, and
# take 50 ms.
_MOST_BITS = 64_000_000


def split_lines(text: str) -> tuple[str, ...]:
    r"""Give the lines of a text without their ends; LF, CRLF and CR end a line, as in `source.py`.

    Whether the last line is ended makes no difference, and the empty text has no line at all.

    >>> split_lines("a\r\n\r\nb") == split_lines("a\n\nb\n") == ("a", "", "b")
    True
    >>> split_lines(""), split_lines("\n")
    ((), ('',))
    """
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    return tuple(plain.removesuffix("\n").split("\n")) if plain else ()


def pair_same(before: Sequence[str], after: Sequence[str]) -> tuple[Pair, ...]:
    """Pair the items that stayed: where each stands before and after (from 0), in order.

    Items that stand once on both sides are paired first, as many as are in the same order (the
    patience difference of Bram Cohen); between two of them, the longest common subsequence. So a
    blank line does not count for more than a heading. Where too much is left between them (in all
    8,000 items against 8,000 that stand on both sides, and on one of them more than once), only the
    beginning and the end of such a gap are compared: what is between counts as changed.

    >>> pair_same("Ring the landlord".split(), "Write to the landlord".split())
    ((1, 2), (2, 3))
    """
    pairs: list[Pair] = []
    i = j = 0
    left = _MOST_BITS
    for p, q in (*_list_anchors(before, after), (len(before), len(after))):
        if i < p and j < q:
            found, bits = _pair_between(before[i:p], after[j:q], left)
            pairs.extend((i + m, j + n) for m, n in found)
            left -= bits
        pairs.append((p, q))
        i, j = p + 1, q + 1
    return tuple(pairs[:-1])


def count_same(one: Sequence[str], other: Sequence[str]) -> int:
    """Count the items at the beginning that are the same.

    >>> count_same("abc", "abd")
    2
    """
    count = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        count += 1
    return count


def _list_anchors(before: Sequence[str], after: Sequence[str]) -> list[Pair]:
    """Pair the items that stand once on each side, as many as stand in the same order."""
    places = _find_single(after)
    singles = _find_single(before).items()
    return _find_longest_rise([(at, places[item]) for item, at in singles if item in places])


def _find_single(items: Sequence[str]) -> dict[str, int]:
    counts = Counter(items)
    return {item: at for at, item in enumerate(items) if counts[item] == 1}


def _find_longest_rise(pairs: Sequence[Pair]) -> list[Pair]:
    """Give the longest choice of pairs, ordered by the first place, that rises in the second too.

    `tops` holds the lowest place at which a rise of each length can end (Schensted 1961).
    """
    tops: list[int] = []
    ends: list[int] = []
    earlier: list[int] = []
    for number, (_, place) in enumerate(pairs):
        length = bisect_left(tops, place)
        earlier.append(ends[length - 1] if length else -1)
        tops[length : length + 1] = [place]
        ends[length : length + 1] = [number]
    rise = []
    number = ends[-1] if ends else -1
    while number >= 0:
        rise.append(pairs[number])
        number = earlier[number]
    return rise[::-1]


def _pair_between(before: Sequence[str], after: Sequence[str], most: int) -> tuple[list[Pair], int]:
    """Pair what stayed between two anchors, and say how many bits that took."""
    start = count_same(before, after)
    end = count_same(before[start:][::-1], after[start:][::-1])
    left, right = before[start : len(before) - end], after[start : len(after) - end]
    common = {*left} & {*right}
    rows = [at for at, item in enumerate(left, start) if item in common]
    columns = [at for at, item in enumerate(right, start) if item in common]
    pairs = [(at, at) for at in range(start)]
    bits = len(rows) * len(columns)
    if bits <= most:
        found = _pair_longest([before[at] for at in rows], [after[at] for at in columns])
        pairs.extend((rows[row], columns[column]) for row, column in found)
    pairs.extend((len(before) - at, len(after) - at) for at in range(end, 0, -1))
    return pairs, bits if bits <= most else 0


def _pair_longest(rows: Sequence[str], columns: Sequence[str]) -> list[Pair]:
    """Pair a longest common subsequence, each pair as early as can be.

    In row r of the grid, bit c is 0 where the longest subsequence of rows 0 to r and columns 0 to c
    is longer than without column c. A row takes a few operations on whole numbers of as many bits
    as there are columns (Hyyrö, "Bit-Parallel LCS-length Computation Revisited", 2004).
    """
    grid = _fill_grid(rows, columns)
    pairs: list[Pair] = []
    row, column = len(rows) - 1, len(columns) - 1
    while row >= 0 and column >= 0:
        if grid[row] >> column & 1:
            column -= 1
        elif row and not grid[row - 1] >> column & 1:
            row -= 1
        else:
            pairs.append((row, column))
            row, column = row - 1, column - 1
    return pairs[::-1]


def _fill_grid(rows: Sequence[str], columns: Sequence[str]) -> list[int]:
    places = _mark_places(rows, columns)
    full = (1 << len(columns)) - 1
    bits, grid = full, []
    for item in rows:
        found = bits & places[item]
        bits = (bits + found | bits - found) & full
        grid.append(bits)
    return grid


def _mark_places(rows: Sequence[str], columns: Sequence[str]) -> dict[str, int]:
    """Give a number for each item, with a bit set for each column that it stands in."""
    marks = {item: bytearray(len(columns) // 8 + 1) for item in rows}
    for at, item in enumerate(columns):
        marks[item][at >> 3] |= 1 << (at & 7)
    return {item: int.from_bytes(bits, "little") for item, bits in marks.items()}
