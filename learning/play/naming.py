"""Names that authors use for things of a case: by their words, whatever the case and punctuation.

`The third course` names a scene, and so do its id and its first words with `…` after them.
"""

from collections.abc import Iterable
from typing import TypeVar

from learning.model.words import split_words

Thing = TypeVar("Thing")
_MORE = ("…", "...")


def find_named(wanted: str, things: Iterable[tuple[Thing, tuple[str, ...]]]) -> list[Thing]:
    """Give the things of that name; each comes with its names.

    >>> scenes = [(1, ("The third course", "the-third-course")), (2, ("The third wall",))]
    >>> find_named("the-third-course", scenes), find_named("the third…", scenes)
    ([1], [1, 2])
    """
    words = split_words(wanted)
    starts = wanted.rstrip().endswith(_MORE)
    found = []
    for thing, names in things:
        for each in map(split_words, names):
            if words and (each[: len(words)] == words if starts else each == words):
                found.append(thing)
                break
    return found
