"""A member's portfolio of a session in words: what it was, their own part, the team's, the plan.

Team-mates are called by their first names only; the paper may go anywhere.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from textwrap import shorten

from learning.operations.session_exports import Portfolio
from learning.play.page_text import read_html
from learning.quiz.answer import Mark
from learning.team.session import Column
from learning.team.shown import DebriefPart, LineShown, PlanPart, Points
from learning.web.pages.planned import COLUMN_WORDS, PlanRows, say_need, say_step
from learning.web.pages.session_debrief import list_missed, list_untold, say_gain
from learning.web.pages.session_words import say_side_of
from learning.web.pages.words import (
    GRADE_WORDS,
    say_count,
    say_date,
    say_number,
    say_points,
)

# Letters: enough to know a passage by.
MOST_OF_A_PASSAGE = 160
NOTHING = "Nothing is written here."
_TITLES = frozenset("dr prof professor mr mrs ms mx miss sir dame".split())


@dataclass(frozen=True, slots=True)
class PortfolioPage:
    """Everything that is printed. Pairs are a heading and what stands beside it."""

    name: str
    title: str
    mates: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    path: tuple[tuple[str, str], ...]
    answers: tuple[tuple[str, str], ...]
    marks: tuple[tuple[str, str], ...]
    plan: PlanRows
    gain: str
    untold: tuple[tuple[str, tuple[str, ...]], ...]
    missed: tuple[tuple[str, tuple[str, ...]], ...]
    reflection: str
    feedback: tuple[tuple[str, str], ...]


def make_portfolio(portfolio: Portfolio) -> PortfolioPage:
    """Put a member's portfolio into words."""
    debrief, written = portfolio.debrief, portfolio.view.reflection
    received = written.received if written else {}
    return PortfolioPage(
        name=portfolio.name,
        title=portfolio.view.case_title,
        mates=tuple(sorted(map(say_first_name, portfolio.names.values()))),
        facts=tuple(_list_facts(portfolio)),
        path=tuple((scene, read_html(choice)) for scene, choice in debrief.path),
        answers=tuple(
            (each.title, f"{read_html(each.html)} ({_say_earned(each.mark)})")
            for each in portfolio.decided
        ),
        marks=(("Your own part", _say_marks(debrief.own)), ("Your team", _say_marks(debrief.team))),
        plan=make_plan_rows(debrief.plan),
        gain=say_gain(debrief.mean_own, debrief.gain),
        untold=tuple(_list_untold(debrief)),
        missed=tuple(_list_missed(debrief)),
        reflection=written.words.strip() if written else "",
        feedback=tuple(
            (say_first_name(portfolio.names.get(by, "")), words) for by, words in received.items()
        ),
    )


def say_first_name(name: str) -> str:
    """Give the first of a person's names, as they wrote it.

    >>> say_first_name("Amina Yusuf"), say_first_name("Dr Ben Hall"), say_first_name("")
    ('Amina', 'Ben', 'A team-mate')
    """
    first = (each for each in name.split() if each.rstrip(".").lower() not in _TITLES)
    return next(first, name or "A team-mate")


def make_plan_rows(plan: PlanPart) -> PlanRows:
    """Put both plans into words; lines that were taken out or are empty are left away."""
    ours = (_say_line(each) for each in plan.lines if not each.removed)
    return PlanRows(tuple(filter(None, ours)), tuple(say_step(each) for each in plan.model or ()))


def _list_untold(debrief: DebriefPart) -> Iterator[tuple[str, tuple[str, ...]]]:
    for scene in list_untold(debrief):
        yield (
            scene.title,
            tuple(
                f"{row.side_words.capitalize()} side, {'told' if row.told else 'never told'}: "
                f"{_shorten(read_html(row.html))}"
                for row in scene.rows
            ),
        )


def _list_missed(debrief: DebriefPart) -> Iterator[tuple[str, tuple[str, ...]]]:
    for side in list_missed(debrief):
        rows = (f"“{row.words}” ({row.need_words}): {row.reason}" for row in side.rows)
        yield f"The {side.side_words} side", tuple(rows)


def _shorten(words: str) -> str:
    return shorten(words, MOST_OF_A_PASSAGE, placeholder=" …")


def _list_facts(portfolio: Portfolio) -> Iterator[tuple[str, str]]:
    yield "When", _say_days(portfolio.opened_on, portfolio.ended_on)
    yield "Side", say_side_of(portfolio.view.side).capitalize()
    if portfolio.debrief.grade is not None:
        yield "How it ended", GRADE_WORDS[portfolio.debrief.grade]


def _say_days(first: date, last: date | None) -> str:
    if last is None or last == first:
        return say_date(first)
    return f"{say_date(first)} to {say_date(last)}"


def _say_marks(points: Points) -> str:
    return say_points(points.earned, points.possible) if points.possible else "nothing to earn"


def _say_earned(mark: Mark) -> str:
    return f"{say_number(mark.earned)} of {say_count(mark.possible, 'point')}"


def _say_line(line: LineShown) -> str:
    cells = ((each.column, each.text.strip()) for each in line.cells)
    return "\n".join(
        f"{COLUMN_WORDS[column]}: {say_need(text) if column is Column.NEED else text}"
        for column, text in cells
        if text
    )
