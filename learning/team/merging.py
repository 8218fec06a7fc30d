"""Two people's changes to one text made into one, where they are in different places.

Knows texts alone; what becomes of changes that cannot be made into one is for others to say.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

# A word with the blanks before it, so that what is added at the end leaves the last word alone.
_WORD = re.compile(r"\s*\S+|\s+$")
# Comparing takes time by the product of the lengths; beyond this a text counts as changed once.
_MOST_COMPARED = 160_000


@dataclass(frozen=True, slots=True, order=True)
class _Change:
    """That the words `first` up to (and not) `last` of the text before became these."""

    first: int
    last: int
    words: tuple[str, ...]


def merge(before: str, one: str, other: str) -> str | None:
    """Make two versions of a text into one that has the changes of both.

    None where both changed the same words, or words side by side: somebody has to read what the
    two meant. This is the three-way merge of revision control (Khanna, Kunal and Pierce, "A Formal
    Investigation of Diff3", 2007), by words instead of lines.

    >>> before = "Ring the landlord about the mould on Friday"
    >>> merge(before, before.replace("Ring", "Write to"), before.replace("Friday", "Monday"))
    'Write to the landlord about the mould on Monday'
    >>> merge(before, before.replace("Friday", "Tuesday"), before.replace("Friday", "Monday"))
    """
    words = _split(before)
    changes = sorted({*_list_changes(words, _split(one)), *_list_changes(words, _split(other))})
    if any(after.first <= change.last for change, after in pairwise(changes)):
        return None
    return "".join(_apply(words, changes))


def _split(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(text))


def _list_changes(before: Sequence[str], after: Sequence[str]) -> Iterator[_Change]:
    """Give what changed from one text to the other, in order; no two changes touch."""
    same = _count_same(before, after)
    left, right = before[same:], after[same:]
    end = _count_same(left[::-1], right[::-1])
    left, right = left[: len(left) - end], right[: len(right) - end]
    if len(left) * len(right) > _MOST_COMPARED:
        yield _Change(same, same + len(left), tuple(right))
        return
    for kind, i1, i2, j1, j2 in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if kind != "equal":
            yield _Change(same + i1, same + i2, tuple(right[j1:j2]))


def _count_same(one: Sequence[str], other: Sequence[str]) -> int:
    """Count the words at the beginning that are the same."""
    count = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        count += 1
    return count


def _apply(words: Sequence[str], changes: Sequence[_Change]) -> Iterator[str]:
    at = 0
    for change in changes:
        yield from words[at : change.first]
        yield from change.words
        at = change.last
    yield from words[at:]
