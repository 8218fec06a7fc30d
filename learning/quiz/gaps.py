"""How what stands in a gap fits it, and what gaps earn. Knows no points."""

import re
from collections.abc import Iterator, Mapping
from fractions import Fraction
from html import unescape

from learning.model.form import Gaps
from learning.model.names import GapId
from learning.model.solution import GapSolution, GapsSolution
from learning.quiz.spelling import is_slip, level
from learning.quiz.verdict import Fit

_TAG = re.compile(r"<[^>]*>")


def credit_gaps(form: Gaps, solution: GapsSolution, given: Mapping[GapId, str]) -> Fraction:
    """Give the share of the gaps that are filled rightly; a forgiven slip costs nothing.

    Every gap counts the same, as in Moodle's embedded answers.

    >>> from learning.model.form import Gap
    >>> form = Gaps(("Within ", " of ", "."), (Gap(GapId("1")), Gap(GapId("2"))))
    >>> solution = GapsSolution({GapId("1"): GapSolution(("one month", "1 month")),
    ...                          GapId("2"): GapSolution(("the decision",))})
    >>> credit_gaps(form, solution, {GapId("1"): "One monht", GapId("2"): "the hearing"})
    Fraction(1, 2)
    """
    fits = fit_gaps(form, solution, given).values()
    return Fraction(sum(fit is not Fit.WRONG for fit in fits), len(fits))


def fit_gaps(form: Gaps, solution: GapsSolution, given: Mapping[GapId, str]) -> Mapping[GapId, Fit]:
    """Say of each gap how it is filled."""
    expected = frozenset(_list_expected(form, solution))
    return {
        gap.id: fit_gap(solution.gaps[gap.id], given.get(gap.id, ""), expected) for gap in form.gaps
    }


def fit_gap(solution: GapSolution, given: str, expected: frozenset[str]) -> Fit:
    """Say how a text fits a gap, or an option the menu of one.

    A text fits if one of the accepted ones is the same but for case, white space, shapes of quotes
    and a closing mark (`spelling.level`). It nearly fits if it is that but for small slips
    (`spelling.is_slip`); `expected` are the levelled texts that other gaps accept or offer, which
    are no slips.

    >>> fit_gap(GapSolution(("Landlord", "owner")), " landlrod", frozenset({"tenant"}))
    <Fit.NEARLY: 'nearly'>
    """
    if solution.option is not None:
        return Fit.RIGHT if given == solution.option else Fit.WRONG
    typed, accepted = level(given), [level(text) for text in solution.accepted]
    if typed in accepted:
        return Fit.RIGHT
    near = any(is_slip(typed, text, expected.difference(accepted)) for text in accepted)
    return Fit.NEARLY if near else Fit.WRONG


def _list_expected(form: Gaps, solution: GapsSolution) -> Iterator[str]:
    """Give all that some gap accepts or offers, whole and word by word."""
    for gap in form.gaps:
        texts = [unescape(_TAG.sub("", option.html)) for option in gap.menu]
        for text in map(level, (*solution.gaps[gap.id].accepted, *texts)):
            yield from (text, *text.split())
