"""One difference between two versions, in words for educators, and what it matters to.

The words may tell what is right, so they are for nobody else.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Weight(StrEnum):
    """What a change matters to, the weightiest first.

    MARKS: what is earned, or what it takes to pass. WAY: where attempts lead, when and how they
    may be made. WORDS: nothing but what is read.
    """

    MARKS = "marks"
    WAY = "way"
    WORDS = "words"


class ChangeKind(StrEnum):
    """What has changed."""

    MODULE = "module"
    TERMS = "terms"
    COUNTER = "counter"
    SCENE = "scene"
    TEXT = "text"
    CHOICE = "choice"
    ENDING = "ending"
    CUE = "cue"
    QUESTION = "question"
    ANSWER = "answer"
    POINTS = "points"
    FEEDBACK = "feedback"
    RUBRIC = "rubric"
    PLAN = "plan"
    SOURCE = "source"
    MEDIA = "media"


@dataclass(frozen=True, slots=True)
class Change:
    """One change. `line` is a line of the newer file: where the thing stands, for one that is gone
    where the last thing before it stands, for the front matter 1.
    """

    what: ChangeKind
    words: str
    line: int
    weight: Weight


_WEIGHTS = tuple(Weight)


def sort_changes(changes: Iterable[Change]) -> tuple[Change, ...]:
    """Put changes in order: by weight, then by where they stand.

    >>> reworded = Change(ChangeKind.TEXT, "The text of “A” changed", 8, Weight.WORDS)
    >>> gone = Change(ChangeKind.SCENE, "Scene “B” is gone", 9, Weight.WAY)
    >>> [each.line for each in sort_changes([reworded, gone])]
    [9, 8]
    """
    return tuple(sorted(changes, key=lambda each: (_WEIGHTS.index(each.weight), each.line)))
