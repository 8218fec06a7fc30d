"""Calibration: whether what learners say of how sure they are fits how often they are right.

The figures are those that Moodle sums up a quiz with (`qbehaviour_deferredcbm`): accuracy, mean
certainty points and the bonus on them, and for each level whether it was used as it earns most.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from learning.quiz.answer import Confidence, Mark
from learning.quiz.certainty import DEFAULT, FITS, expect_most, score_mark

# Chosen by Gardner-Medwin so that accuracy with bonus is about as reliable as it can be.
BONUS_RATE = 0.1
# Where levels meet, so near counts as met.
_MARGIN = 0.0000005
# How far off, squared and times the answers, is more than chance may do.
_TELLING = 0.5


class Fit(StrEnum):
    """How a level was used."""

    OVER = "over-confident"
    SLIGHTLY_OVER = "a bit over-confident"
    AS_IT_SHOULD = "as it should be"
    SLIGHTLY_UNDER = "a bit under-confident"
    UNDER = "under-confident"


@dataclass(frozen=True, slots=True)
class SureAnswer:
    """A marked answer, and how sure its learner said to be (None: nothing was said)."""

    mark: Mark
    sure: Confidence | None


@dataclass(frozen=True, slots=True)
class Figures:
    """So many questions summed up. `accuracy` and `bonus` are shares, `mean` points a question."""

    questions: int
    accuracy: float
    mean: float
    bonus: float


@dataclass(frozen=True, slots=True)
class Level:
    """The answers given at one level. `accuracy` and `fit` are None where there are none."""

    sure: Confidence
    answers: int
    accuracy: float | None = None
    fit: Fit | None = None


@dataclass(frozen=True, slots=True)
class Calibration:
    """All questions, those answered, and level by level.

    `answered` is None where it would say nothing new: all were answered, or none.
    """

    whole: Figures
    answered: Figures | None
    levels: tuple[Level, ...]


def calibrate(answers: Iterable[SureAnswer], left: Sequence[float] = ()) -> Calibration | None:
    """Sum up answers; `left` are the points of marked questions that were left out.

    Gives None where there is nothing to sum up. Each question counts by its points.

    >>> from learning.quiz.answer import Result
    >>> right, wrong = Mark(1, 1, Result.RIGHT), Mark(0, 1, Result.WRONG)
    >>> sums = calibrate([SureAnswer(right, Confidence.SURE), SureAnswer(wrong, None)])
    >>> sums.whole
    Figures(questions=2, accuracy=0.5, mean=1.5, bonus=0.1)
    >>> [(each.answers, each.accuracy) for each in sums.levels]
    [(1, 0.0), (0, None), (1, 1.0)]
    """
    given = [each for each in answers if each.mark.possible > 0]
    unanswered = [points for points in left if points > 0]
    if not given and not unanswered:
        return None
    whole = _sum_up(given, unanswered)
    answered = _sum_up(given, ()) if given and unanswered else None
    return Calibration(whole, answered, tuple(_look_at(each, given) for each in Confidence))


def find_fit(accuracy: float, sure: Confidence, answers: int) -> Fit:
    """Say how a level was used that so many answers were given at.

    >>> find_fit(0.5, Confidence.SURE, 2).value, find_fit(0.5, Confidence.SURE, 6).value
    ('a bit over-confident', 'over-confident')
    """
    low, high = FITS[sure]
    if accuracy < low - _MARGIN:
        telling = (accuracy - low) ** 2 * answers > _TELLING
        return Fit.OVER if telling else Fit.SLIGHTLY_OVER
    if accuracy > high + _MARGIN:
        telling = (accuracy - high) ** 2 * answers > _TELLING
        return Fit.UNDER if telling else Fit.SLIGHTLY_UNDER
    return Fit.AS_IT_SHOULD


def find_bonus(mean: float, accuracy: float) -> float:
    """Give what telling the sure from the unsure adds to the accuracy; less than 0 takes away.

    >>> find_bonus(1, 0.5)
    0.05
    """
    return BONUS_RATE * (mean - expect_most(accuracy))


def _sum_up(given: Sequence[SureAnswer], left: Sequence[float]) -> Figures:
    possible = sum(each.mark.possible for each in given) + sum(left)
    accuracy = sum(each.mark.earned for each in given) / possible
    mean = sum(score_mark(each.mark, each.sure) for each in given) / possible
    return Figures(len(given) + len(left), accuracy, mean, find_bonus(mean, accuracy))


def _look_at(sure: Confidence, given: Iterable[SureAnswer]) -> Level:
    marks = [each.mark for each in given if (each.sure or DEFAULT) is sure]
    if not marks:
        return Level(sure, 0)
    accuracy = sum(each.earned for each in marks) / sum(each.possible for each in marks)
    return Level(sure, len(marks), accuracy, find_fit(accuracy, sure, len(marks)))
