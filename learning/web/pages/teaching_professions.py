"""Professions and sides of a cohort beside one another, in words that rank nobody.

Knows what the operation gives; no HTML, no colours.
"""

from collections.abc import Callable
from dataclasses import dataclass

from learning.access.professions import PROFESSIONS
from learning.evidence.groups import LEAST, Measure
from learning.operations.teaching_professions import Comparison, Professions, What
from learning.web.pages.teaching_tables import Table, say_share, tell_about
from learning.web.pages.words import join_words, say_count, say_side

WIDTH, LEFT, RIGHT, ROW, TOP = 640, 250, 40, 34, 26
EVERYBODY = "Everybody"
TOO_FEW = f"Fewer than {LEAST} people"
NOT_TOLD = "Not told apart"
WORDS = {
    What.DONE: ("Modules done", "Of the modules that are not optional, those that are done."),
    What.POINTS: ("Points", "Of the modules finished, the share of points that counts."),
    What.HEARD: ("Cues heard", "The first time through each case, of the cues that came up."),
    What.OVER: ("Over-referral", "Of marks that hit a need or none, those where there was none."),
    What.SURE: ("Right when sure", "Of the latest answers given as sure; partly right is half."),
    What.SESSIONS: ("Own part in sessions", "What was earned alone, before the team decided."),
}


@dataclass(frozen=True, slots=True)
class Span:
    """A group in the drawing: its mean, and the interval around it, as places on paper."""

    label: str
    value: str
    y: int
    mean: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class MeasurePart:
    """One measure: what it is, the drawing of its groups, and the table that says the same."""

    title: str
    words: str
    spans: tuple[Span, ...]
    height: int
    table: Table
    hidden: str
    width: int = WIDTH
    left: int = LEFT
    right: int = WIDTH - RIGHT


@dataclass(frozen=True, slots=True)
class ProfessionsPage:
    """Professions and sides beside one another. `parts` are there where anybody can be told of."""

    cohort: str
    cohort_id: str
    url: str
    lede: str
    words: tuple[str, ...]
    parts: tuple[MeasurePart, ...]

    @property
    def tables(self) -> tuple[Table, ...]:
        """All that is shown, as tables."""
        words = (("All", each) for each in (self.lede, *self.words))
        hidden = ((each.title, each.hidden) for each in self.parts)
        about = tell_about((("Cohort", self.cohort), *words, *hidden))
        return about, *(each.table for each in self.parts)


def make_professions(found: Professions) -> ProfessionsPage:
    """Set the professions and sides of a cohort beside one another."""
    enough = found.learners >= LEAST
    return ProfessionsPage(
        cohort=found.desk.cohort.name,
        cohort_id=found.desk.cohort.id,
        url=f"/cohorts/{found.desk.cohort.id}/professions",
        lede=f"{say_count(found.learners, 'learner')}, by what they study or practise."
        if enough
        else f"This cohort has fewer than {LEAST} learners, of whom nothing is told apart here.",
        words=_list_words(found) if enough else (),
        parts=tuple(_make_part(found, what) for what in What) if enough else (),
    )


def _list_words(found: Professions) -> tuple[str, ...]:
    words = [
        (
            f"Groups of fewer than {LEAST} people are put together with others, or not told apart:"
            " one could guess who is meant. Everybody counts once, by a share of their own."
        ),
        (
            "The line around a mean says how far chance may have moved it: for 95 groups like this"
            " in 100, such a line holds the mean of all people like these. Where two lines"
            " overlap, the groups may well be alike. The two sides read different halves of a"
            " case, so their points are not the same thing."
        ),
    ]
    if not found.sides.groups:
        words.append("The sides cannot be told apart here.")
    if not found.professions.groups:
        words.append("The professions cannot be told apart here.")
    return tuple(words)


def _make_part(found: Professions, what: What) -> MeasurePart:
    title, words = WORDS[what]
    named = [(EVERYBODY, found.whole[what])]
    named += _name_groups(found.sides, what, _name_side)
    named += _name_groups(found.professions, what, _name_profession)
    told = [(name, each) for name, each in named if each is not None]
    return MeasurePart(
        title=title,
        words=words,
        spans=tuple(_place(name, each, number) for number, (name, each) in enumerate(told)),
        height=TOP + ROW * len(told),
        table=Table(
            title,
            ("Group", "Learners", "Mean", "95% interval"),
            tuple(_make_row(name, each) for name, each in named),
            (1, 2, 3),
        ),
        hidden=""
        if len(told) == len(named)
        else f"{TOO_FEW} of a group have anything to count here: none of its like is told apart.",
    )


def _name_groups(
    comparison: Comparison, what: What, name: Callable[[str], str]
) -> list[tuple[str, Measure | None]]:
    names = [join_words(tuple(map(name, each.keys))) for each in comparison.groups]
    return list(zip(names, comparison.measures[what], strict=True))


def _name_side(side: str) -> str:
    return say_side(side).capitalize()


def _name_profession(profession: str) -> str:
    return PROFESSIONS[profession].label


def _make_row(name: str, each: Measure | None) -> tuple[str, ...]:
    if each is None:
        why = TOO_FEW if name == EVERYBODY else NOT_TOLD
        return name, why, say_share(None), say_share(None)
    reach = f"{say_share(each.low)} to {say_share(each.high)}"
    return name, str(each.people), say_share(each.mean), reach


def _place(name: str, each: Measure, number: int) -> Span:
    unit = WIDTH - LEFT - RIGHT
    mean, low, high = (round(LEFT + unit * share, 1) for share in (each.mean, each.low, each.high))
    return Span(name, say_share(each.mean), TOP + ROW * number + ROW // 2, mean, low, high)
