"""What the papers of one quiz or case show as a whole: how people did, how far one can rely on it.

The figures are those of Moodle's quiz statistics (`quiz_statistics\\calculator`), in per cent.
"""

from dataclasses import dataclass
from math import fsum, sqrt
from statistics import median

from learning.evidence.papers import FEW, Layout, list_parts
from learning.evidence.spread import find_covariance, find_deviation, find_mean, in_percent

# Moodle gives an internal consistency from three papers on.
_LEAST_PAPERS = 3


@dataclass(frozen=True, slots=True)
class PaperFigures:
    """All papers with points. Figures are in per cent of a paper's points; None where undefined.

    `same` says whether all were asked the same questions. Only then are there `alpha` (Cronbach's,
    Moodle's coefficient of internal consistency), `error_ratio` (how much of the deviation is
    chance) and `standard_error` (how far off one person's share of points may well be).
    """

    papers: int
    same: bool
    mean: float | None
    median: float | None
    deviation: float | None
    alpha: float | None
    error_ratio: float | None
    standard_error: float | None

    @property
    def few(self) -> bool:
        """Say whether chance may have made these figures: fewer than ten papers."""
        return self.papers < FEW


def study_papers(laid: Layout) -> PaperFigures:
    """Sum the papers up.

    >>> from learning.evidence.papers import MarkedAnswer, Paper, lay_out
    >>> from learning.quiz.answer import Mark, Result
    >>> right, wrong = (MarkedAnswer(Mark(each, 1, Result.PARTLY)) for each in (1, 0))
    >>> rows = [(right, right, right), (right, right, wrong), (right, wrong, wrong), (wrong,) * 3]
    >>> names = ("damp", "rent", "visa")
    >>> sums = study_papers(lay_out([Paper(dict(zip(names, row, strict=True))) for row in rows]))
    >>> sums.mean, round(sums.alpha, 6), round(sums.error_ratio, 6), round(sums.standard_error, 1)
    (50.0, 75.0, 50.0, 21.5)
    """
    shares = laid.shares
    alpha, deviation = _find_alpha(laid), find_deviation(shares)
    ratio = None if alpha is None else sqrt(1 - alpha)
    error = None if ratio is None or deviation is None else ratio * deviation
    return PaperFigures(
        papers=len(shares),
        same=laid.common is not None,
        mean=in_percent(find_mean(shares)),
        median=in_percent(median(shares) if shares else None),
        deviation=in_percent(deviation),
        alpha=in_percent(alpha),
        error_ratio=in_percent(ratio),
        standard_error=in_percent(error),
    )


def _find_alpha(laid: Layout) -> float | None:
    """Give Cronbach's alpha as a share: at most 1, and less than 0 where questions disagree."""
    parts = [list_parts(laid.scores[each]) for each in laid.common or ()]
    varied = find_covariance(laid.shares, laid.shares)
    if len(laid.shares) < _LEAST_PAPERS or len(parts) < 2 or not varied:
        return None
    alone = fsum(find_covariance(each, each) or 0 for each in parts)
    return min(1.0, len(parts) / (len(parts) - 1) * (1 - alone / varied))
