"""Item statistics: how hard each question was, and how well it tells people apart.

The figures are those of Moodle's quiz statistics (`core_question\\statistics\\questions`), in per
cent. What each is of where not all were asked the same, `docs/evidence.md` says.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import fsum, sqrt

from learning.evidence.options import OptionTable, tabulate_options
from learning.evidence.papers import FEW, Layout, Score, list_parts
from learning.evidence.spread import (
    find_correlation,
    find_covariance,
    find_deviation,
    find_efficiency,
    find_mean,
    in_percent,
)
from learning.model.names import OptionId, QuestionId

Weights = Mapping[QuestionId, float | None]


@dataclass(frozen=True, slots=True)
class ItemFigures:
    """One question over all who were asked it. Figures are in per cent; None where undefined.

    `intended` is the part of the points that are this question's, `effective` its part in how
    people differ. `options` is None for a question that has none.
    """

    question: QuestionId
    asked: int
    facility: float | None
    deviation: float | None
    discrimination: float | None
    efficiency: float | None
    intended: float | None
    effective: float | None
    options: OptionTable | None

    @property
    def few(self) -> bool:
        """Say whether chance may have made these figures: fewer than ten answers."""
        return self.asked < FEW


def study_items(
    laid: Layout, questions: Mapping[QuestionId, Sequence[OptionId]]
) -> tuple[ItemFigures, ...]:
    """Give the figures of each question, in the order given, with the options it has (or none).

    >>> from learning.evidence.papers import MarkedAnswer, Paper, lay_out
    >>> from learning.quiz.answer import Mark, Result
    >>> right, wrong = (MarkedAnswer(Mark(each, 1, Result.PARTLY)) for each in (1, 0))
    >>> rows = [(right, right, right), (right, right, wrong), (right, wrong, wrong), (wrong,) * 3]
    >>> names = [QuestionId(each) for each in ("damp", "rent", "visa")]
    >>> laid = lay_out([Paper(dict(zip(names, row, strict=True))) for row in rows])
    >>> damp, rent, visa = study_items(laid, dict.fromkeys(names, ()))
    >>> damp.facility, round(damp.discrimination, 1), damp.efficiency, round(damp.effective, 1)
    (75.0, 52.2, 100.0, 31.7)
    """
    weights = _find_effective(laid)
    return tuple(
        _study(each, laid.scores.get(each, ()), options, weights=weights)
        for each, options in questions.items()
    )


def _study(
    question: QuestionId, scores: Sequence[Score], options: Sequence[OptionId], *, weights: Weights
) -> ItemFigures:
    shares = [each.share for each in scores if each.share is not None]
    pairs = [
        (each.share, each.rest)
        for each in scores
        if each.share is not None and each.rest is not None
    ]
    own, rest = [one for one, _ in pairs], [other for _, other in pairs]
    return ItemFigures(
        question=question,
        asked=len(scores),
        facility=in_percent(find_mean(shares)),
        deviation=in_percent(find_deviation(shares)),
        discrimination=in_percent(find_correlation(own, rest)),
        efficiency=in_percent(find_efficiency(own, rest)),
        intended=in_percent(find_mean([each.weight for each in scores])),
        effective=weights.get(question),
        options=tabulate_options(scores, options),
    )


def _find_effective(laid: Layout) -> Weights:
    """Give each question's part in how people differ, in per cent: roots of covariances.

    Who does well on the whole and badly on a question makes the covariance negative, which has no
    root: that question has no weight here, and those of the others add up to 100.
    """
    roots = {}
    for question in laid.common or ():
        covariance = find_covariance(list_parts(laid.scores[question]), laid.shares)
        if covariance is not None and covariance >= 0:
            roots[question] = sqrt(covariance)
    total = fsum(roots.values())
    return {each: in_percent(root / total) for each, root in roots.items()} if total else {}
