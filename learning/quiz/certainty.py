"""Certainty-based marking: what an answer is worth by how sure its learner said to be.

The scheme is A. R. Gardner-Medwin's, with the figures and rules of Moodle's certainty-based
question behaviours (`question_cbm`). Such points stand by themselves: no mark ever knows them.
"""

from collections.abc import Mapping
from typing import Final

from learning.quiz.answer import Confidence, Mark, Result

DEFAULT: Final = Confidence.GUESS
# Moodle's tolerance: a share of no more than this counts as nothing.
TOLERANCE: Final = 0.00000005
_RIGHT: Final[Mapping[Confidence, float]] = {
    Confidence.GUESS: 1,
    Confidence.FAIRLY_SURE: 2,
    Confidence.SURE: 3,
}
_WRONG: Final[Mapping[Confidence, float]] = {
    Confidence.GUESS: 0,
    Confidence.FAIRLY_SURE: -2,
    Confidence.SURE: -6,
}
# From where to where a level earns more than the others: p = 4p - 2 at 2/3, 4p - 2 = 9p - 6 at 4/5.
FITS: Final[Mapping[Confidence, tuple[float, float]]] = {
    Confidence.GUESS: (0, 2 / 3),
    Confidence.FAIRLY_SURE: (2 / 3, 0.8),
    Confidence.SURE: (0.8, 1),
}


def score_certainty(share: float, sure: Confidence) -> float:
    """Give the certainty points of a question of one point; `share` is the part of it earned.

    What is partly right gets that part of what a right answer would; what is wrong never less
    than the level's worst.

    >>> [score_certainty(share, Confidence.SURE) for share in (1, 0.5, 0)]
    [3, 1.5, -6]
    """
    return _RIGHT[sure] * share if share > TOLERANCE else _WRONG[sure]


def score_mark(mark: Mark, sure: Confidence | None) -> float:
    """Give the certainty points of a mark, by the points that its question holds.

    With no level said, the lowest. An answer that was right, or partly, and whose points went on
    hints and tries earns nothing, and costs nothing: it was not wrong.

    >>> score_mark(Mark(2, 2, Result.RIGHT), None)
    2.0
    >>> score_mark(Mark(0, 2, Result.WRONG), Confidence.SURE)
    -12
    """
    share = mark.earned / mark.possible
    if mark.result is not Result.WRONG and share <= TOLERANCE:
        return 0
    return score_certainty(share, sure or DEFAULT) * mark.possible


def expect_most(accuracy: float) -> float:
    """Give the points a question that somebody earns who is right so often and knows it.

    That is at the one level that fits this accuracy, for every answer.

    >>> expect_most(0.5), expect_most(1)
    (0.5, 3)
    """
    return max(accuracy * _RIGHT[each] + (1 - accuracy) * _WRONG[each] for each in Confidence)
