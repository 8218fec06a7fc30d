"""Papers: what each person's first whole attempt at one quiz or case brought, laid out by question.

Knows marks and options; whose papers they are and how they were found, it must not know.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import fsum

from learning.model.names import OptionId, QuestionId
from learning.quiz.answer import Mark

# From how many on chance is less likely to have made a figure.
FEW = 10
# Finer than any mark, coarser than what adding marks in another order changes: ties stay ties.
_DIGITS = 12


@dataclass(frozen=True, slots=True)
class MarkedAnswer:
    """What one question brought, and which of its options were ticked, where it has any.

    A question that was asked and left out stands here too, with nothing earned and none ticked.
    """

    mark: Mark
    chosen: frozenset[OptionId] = frozenset()


@dataclass(frozen=True, slots=True)
class Paper:
    """All that one person was asked. Marks lie between 0 and what is possible."""

    answers: Mapping[QuestionId, MarkedAnswer]


@dataclass(frozen=True, slots=True)
class Score:
    """One answer beside the rest of its paper, as shares from 0 to 1.

    `share` is what was earned of its own points, `rest` of all other points of the paper; each is
    None where there are none. `weight` is the part of the paper's points that are its own.
    """

    share: float | None
    rest: float | None
    weight: float
    chosen: frozenset[OptionId]


@dataclass(frozen=True, slots=True)
class Layout:
    """Papers with points: the share of them that each earned, and their answers by question.

    `common` are the questions with points if all were asked the same; otherwise None.
    """

    shares: Sequence[float]
    scores: Mapping[QuestionId, Sequence[Score]]
    common: tuple[QuestionId, ...] | None


def lay_out(papers: Sequence[Paper]) -> Layout:
    """Lay papers out by question. Those in which there is nothing to earn are left aside.

    >>> from learning.quiz.answer import Result
    >>> right = MarkedAnswer(Mark(1, 1, Result.RIGHT))
    >>> wrong = MarkedAnswer(Mark(0, 3, Result.WRONG))
    >>> laid = lay_out([Paper({QuestionId("rent"): right, QuestionId("visa"): wrong})])
    >>> laid.shares, laid.scores["rent"]
    ([0.25], [Score(share=1.0, rest=0.0, weight=0.25, chosen=frozenset())])
    """
    shares: list[float] = []
    scores: dict[QuestionId, list[Score]] = {}
    for paper in papers:
        earned, possible = _add_up(paper)
        if possible > 0:
            shares.append(round(earned / possible, _DIGITS))
            for question, answer in paper.answers.items():
                scores.setdefault(question, []).append(_place(answer, earned, possible))
    return Layout(shares, scores, _find_common(scores, len(shares)))


def list_parts(scores: Sequence[Score]) -> list[float]:
    """Give what each answer earned as a share of all points of its paper."""
    return [each.share * each.weight for each in scores if each.share is not None]


def _add_up(paper: Paper) -> tuple[float, float]:
    marks = [each.mark for each in paper.answers.values()]
    return fsum([each.earned for each in marks]), fsum([each.possible for each in marks])


def _place(answer: MarkedAnswer, earned: float, possible: float) -> Score:
    mark = answer.mark
    own, others = mark.possible, possible - mark.possible
    return Score(
        round(mark.earned / own, _DIGITS) if own > 0 else None,
        round((earned - mark.earned) / others, _DIGITS) if others > 0 else None,
        own / possible,
        answer.chosen,
    )


def _find_common(
    scores: Mapping[QuestionId, Sequence[Score]], papers: int
) -> tuple[QuestionId, ...] | None:
    marked = {
        question: sum([each.share is not None for each in answers])
        for question, answers in scores.items()
    }
    asked = sorted(question for question, count in marked.items() if count)
    return tuple(asked) if all(marked[each] == papers for each in asked) else None
