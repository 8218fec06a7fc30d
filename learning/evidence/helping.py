"""Who may need help, and why: plain rules over what a learner did, each said in words.

There is no score: a rule holds or not, and whoever reads it sees the figures it rests on. A rule
says where to look, never what somebody can do. Knows no database and no page.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise
from statistics import median

from learning.evidence.calibration import Fit, find_fit
from learning.evidence.spotting import Spotting
from learning.model.names import Need
from learning.quiz.answer import Confidence

# Of fewer learners nobody can say what most do.
FEWEST_LEARNERS = 5
# Most: two of three.
MOST = 2 / 3
STILL_DAYS = 7
NEAR_DAYS = 14
TRIES = 2
FEWEST_SURE = 5
FEWEST_CUES = 4
NEVER_CUES = 3
FEWEST_DONE = 3
TIMES_SLOWER = 3


class Reason(StrEnum):
    """Why somebody may need help, in the order in which reasons are told."""

    OVERDUE = "overdue"
    NOT_BEGUN = "not-begun"
    STANDING_STILL = "standing-still"
    SLOWER = "slower"
    BELOW = "below"
    SURE_AND_WRONG = "sure-and-wrong"
    NEVER_HEARD = "never-heard"
    MISSED = "missed"


@dataclass(frozen=True, slots=True)
class Module:
    """One module of a learner's, and how many of the cohort's learners have begun it.

    `due` is the last day to do it by, `tries` counts whole attempts; `over`: nothing is left to do.
    """

    title: str
    begun: bool
    over: bool
    below: bool = False
    overdue: bool = False
    optional: bool = False
    tries: int = 0
    due: date | None = None
    begun_by: int = 0


@dataclass(frozen=True, slots=True)
class Going:
    """What a learner did in the courses of a cohort of so many `learners`.

    `moved` is the day of their last move, `finished` the days on which they finished a module
    first; `sure` counts marked answers given as sure, and `sure_right` adds up what they earned.
    """

    today: date
    learners: int
    modules: Sequence[Module]
    moved: date | None
    finished: Sequence[date]
    spotting: Spotting
    sure: int = 0
    sure_right: float = 0.0


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule that holds. `about` are titles of modules, `need` a legal need.

    `count` and `of` are the figures that it rests on, such as 4 cues missed of 5, or days.
    """

    reason: Reason
    about: tuple[str, ...] = ()
    need: Need | None = None
    count: int = 0
    of: int = 0


def find_reasons(going: Going) -> tuple[Finding, ...]:
    """List every rule that holds, in the order of `Reason`.

    >>> calm = Going(date(2026, 11, 22), 9, [], None, [], {})
    >>> find_reasons(calm)
    ()
    """
    found = [
        *_find_overdue(going),
        *_find_not_begun(going),
        *_find_standing_still(going),
        *_find_slower(going),
        *_find_below(going),
        *_find_sure_and_wrong(going),
        *_find_unheard(going),
    ]
    order = list(Reason)
    return tuple(sorted(found, key=lambda each: order.index(each.reason)))


def _find_overdue(going: Going) -> Iterator[Finding]:
    """Modules whose day has passed and that are not done."""
    late = tuple(each.title for each in going.modules if each.overdue)
    if late:
        yield Finding(Reason.OVERDUE, late, count=len(late))


def _find_not_begun(going: Going) -> Iterator[Finding]:
    """Modules not begun that two of three of the others have begun; what is overdue is told so."""
    others = going.learners - 1
    if others + 1 < FEWEST_LEARNERS:
        return
    left = tuple(
        each.title
        for each in going.modules
        if not each.begun and not each.optional and not each.overdue
        if each.begun_by >= MOST * others
    )
    if left:
        yield Finding(Reason.NOT_BEGUN, left, count=len(left))


def _find_standing_still(going: Going) -> Iterator[Finding]:
    """No move for a week, though something is due within two weeks."""
    if going.moved is None:
        return
    still = (going.today - going.moved).days
    near = tuple(
        each.title
        for each in going.modules
        if each.due is not None and not each.over and not each.overdue
        if (each.due - going.today).days <= NEAR_DAYS
    )
    if near and still >= STILL_DAYS:
        yield Finding(Reason.STANDING_STILL, near, count=still)


def _find_slower(going: Going) -> Iterator[Finding]:
    """Three times as long without finishing anything as usual for them, and more than a week.

    >>> days = [date(2026, 10, day) for day in (1, 5, 9)]
    >>> left = [Module("Debt", begun=False, over=False)]
    >>> going = Going(date(2026, 10, 22), 2, left, days[-1], days, {})
    >>> [(each.count, each.of) for each in find_reasons(going)]
    [(13, 4)]
    """
    days = sorted(set(going.finished))
    left = any(not each.over and not each.optional for each in going.modules)
    if len(days) < FEWEST_DONE or not left:
        return
    usual = median((later - earlier).days for earlier, later in pairwise(days))
    waited = (going.today - days[-1]).days
    if waited > STILL_DAYS and waited > TIMES_SLOWER * usual:
        yield Finding(Reason.SLOWER, count=waited, of=max(1, round(usual)))


def _find_below(going: Going) -> Iterator[Finding]:
    """Below the pass mark after two tries or more."""
    low = tuple(each.title for each in going.modules if each.below and each.tries >= TRIES)
    if low:
        yield Finding(Reason.BELOW, low, count=len(low))


def _find_sure_and_wrong(going: Going) -> Iterator[Finding]:
    """Sure more often than right, by more than chance: the level was used over-confidently."""
    if going.sure < FEWEST_SURE:
        return
    accuracy = going.sure_right / going.sure
    if find_fit(accuracy, Confidence.SURE, going.sure) is Fit.OVER:
        wrong = going.sure - int(going.sure_right)
        yield Finding(Reason.SURE_AND_WRONG, count=wrong, of=going.sure)


def _find_unheard(going: Going) -> Iterator[Finding]:
    """Cues of a need of which none was heard, or more were missed than heard.

    >>> from learning.evidence.spotting import NeedTally
    >>> heard = {Need.HOUSING: NeedTally(0, 3), Need.DEBT: NeedTally(1, 3)}
    >>> going = Going(date(2026, 11, 22), 2, [], None, [], heard)
    >>> [(each.reason.value, each.need.value) for each in find_reasons(going)]
    [('never-heard', 'housing'), ('missed', 'debt')]
    """
    for need, tally in going.spotting.items():
        cues = tally.hits + tally.misses
        if not tally.hits and cues >= NEVER_CUES:
            yield Finding(Reason.NEVER_HEARD, need=need, count=cues, of=cues)
        elif tally.hits and cues >= FEWEST_CUES and tally.misses > tally.hits:
            yield Finding(Reason.MISSED, need=need, count=tally.misses, of=cues)
