"""Learning outcomes: which were practised and which are mastered, by the latest answers.

The rule is our own and plain, so that anyone can check it. How sure somebody was is not in it.
"""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from learning.quiz.answer import Result

MASTERED_QUESTIONS = 3
MASTERED_SHARE = 0.8


class Mastery(StrEnum):
    """How far somebody is with an outcome."""

    UNPRACTISED = "not practised yet"
    PRACTISED = "practised"
    MASTERED = "mastered"


@dataclass(frozen=True, slots=True)
class OutcomeFigures:
    """So many different questions of one outcome answered, so many of them right the last time."""

    asked: int
    right: int
    mastery: Mastery


def judge_outcome(latest: Collection[Result]) -> OutcomeFigures:
    """Judge an outcome by the latest result of each of its questions.

    Mastered: at least three different questions answered, and at least four in five of them right
    the last time. What is partly right is not right. A later wrong answer takes it back.

    >>> judge_outcome([Result.RIGHT] * 4 + [Result.WRONG]).mastery.value
    'mastered'
    >>> judge_outcome([Result.RIGHT] * 2).mastery.value
    'practised'
    """
    right = sum(each is Result.RIGHT for each in latest)
    return OutcomeFigures(len(latest), right, _judge(len(latest), right))


def _judge(asked: int, right: int) -> Mastery:
    if not asked:
        return Mastery.UNPRACTISED
    mastered = asked >= MASTERED_QUESTIONS and right >= MASTERED_SHARE * asked - 1e-9
    return Mastery.MASTERED if mastered else Mastery.PRACTISED
