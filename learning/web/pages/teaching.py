"""A cohort at a glance, as its teachers see it: learners by modules, in words and signs."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby
from zoneinfo import ZoneInfo

from learning.exchange.tables import BEGINNING, write_row
from learning.operations.teaching import Cell, Column, Glance, Line, State
from learning.web.pages.teaching_asked import (
    Asked,
    Link,
    find_lines,
    find_places,
    list_modules,
    list_professions,
    list_shows,
    list_sorts,
    name_profession,
)
from learning.web.pages.words import lower_first, say_count, say_date

A_PAGE = 100
WORDS = {
    State.NOT_BEGUN: "Not begun",
    State.UNDER_WAY: "Under way",
    State.BELOW: "Not passed",
    State.DONE: "Done",
    State.PASSED: "Passed",
}
OVERDUE = "overdue"


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a column."""

    number: int
    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Row:
    """A learner: cells are pairs of what kind of state it is and its words."""

    name: str
    url: str
    words: str
    done: str
    overdue: int
    cells: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Choices:
    """The links that choose: orders, learners, professions, modules."""

    sorts: tuple[Link, ...]
    shows: tuple[Link, ...]
    professions: tuple[Link, ...]
    modules: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class GlancePage:
    """Everything the template of the glance prints. `one` is the module shown alone, or empty."""

    cohort_id: str
    name: str
    url: str
    lede: str
    courses: tuple[tuple[str, int], ...]
    heads: tuple[Head, ...]
    rows: tuple[Row, ...]
    sums: tuple[str, ...]
    choices: Choices
    one: str
    found: str
    before: str
    after: str


def make_glance(glance: Glance, asked: Asked, zone: ZoneInfo) -> GlancePage:
    """Show a page of the learners that are asked for."""
    url = f"/cohorts/{glance.cohort.id}"
    places = find_places(glance.columns, asked.module)
    if len(places) == len(glance.columns) > 1:
        asked = replace(asked, module="")
    columns = [glance.columns[place] for place in places]
    lines = find_lines(glance.lines, asked, places)
    rest = lines[A_PAGE * (asked.number - 1) :]
    return GlancePage(
        cohort_id=glance.cohort.id,
        name=glance.cohort.name,
        url=url,
        lede=_say_lede(glance),
        courses=tuple(_group(columns)),
        heads=tuple(_make_head(url, asked, each) for each in columns),
        rows=tuple(_make_row(glance, each, places=places, zone=zone) for each in rest[:A_PAGE]),
        sums=tuple(_sum_up(lines, place) for place in places),
        choices=_make_choices(url, asked, glance),
        one=columns[0].module.title if asked.module else "",
        found=say_count(len(lines), "learner"),
        before=url + replace(asked, number=asked.number - 1).query if asked.number > 1 else "",
        after=url + replace(asked, number=asked.number + 1).query if rest[A_PAGE:] else "",
    )


def say_cell(cell: Cell) -> str:
    """Write where a learner is with a module.

    >>> say_cell(Cell(State.PASSED, percent=85)), say_cell(Cell(State.UNDER_WAY, overdue=True))
    ('Passed 85%', 'Overdue, under way')
    """
    words = WORDS[cell.state]
    if cell.percent is not None:
        words = f"{words} {cell.percent}%"
    if cell.overdue:
        begun = cell.state is not State.NOT_BEGUN
        return f"Overdue, {lower_first(words)}" if begun else "Overdue"
    return words


def say_seen(moved_at: datetime | None, zone: ZoneInfo) -> str:
    """Say when somebody made their last move in these courses."""
    if moved_at is None:
        return "no move yet"
    return f"last move on {say_date(moved_at.astimezone(zone))}"


def write_glance(glance: Glance, zone: ZoneInfo) -> Iterator[str]:
    """Write the whole glance as a table, a line for each learner."""
    heads = [f"{each.module.number}. {each.module.title}" for each in glance.columns]
    facts = ("Name", "Email address", "Profession", "Last move", "Done", "Of", "Overdue")
    yield BEGINNING + write_row([*facts, *heads])
    for line in glance.lines:
        learner = line.learner
        moved = line.moved_at.astimezone(zone).date().isoformat() if line.moved_at else ""
        about = (learner.name, learner.email, name_profession(learner.profession), moved)
        counts = (str(line.done), str(glance.needed), str(line.overdue))
        yield write_row([*about, *counts, *map(say_cell, line.cells)])


def _group(columns: Sequence[Column]) -> Iterator[tuple[str, int]]:
    for (_, title), each in groupby(columns, lambda it: (it.course.path, it.course.title)):
        yield title, len(list(each))


def _make_head(url: str, asked: Asked, column: Column) -> Head:
    alone = replace(asked, module=column.id, number=1)
    return Head(column.module.number, column.module.title, url + alone.query)


def _make_row(glance: Glance, line: Line, *, places: Sequence[int], zone: ZoneInfo) -> Row:
    profession = name_profession(line.learner.profession)
    return Row(
        name=line.learner.name,
        url=f"/cohorts/{glance.cohort.id}/learners/{line.learner.person_id}",
        words=f"{profession}, {say_seen(line.moved_at, zone)}",
        done=f"{line.done} of {glance.needed}",
        overdue=line.overdue,
        cells=tuple((_sort(cell), say_cell(cell)) for cell in (line.cells[at] for at in places)),
    )


def _sort(cell: Cell) -> str:
    return OVERDUE if cell.overdue else cell.state.value


def _sum_up(lines: Sequence[Line], place: int) -> str:
    return f"{sum(each.cells[place].over for each in lines)} of {len(lines)}"


def _make_choices(url: str, asked: Asked, glance: Glance) -> Choices:
    return Choices(
        sorts=tuple(list_sorts(url, asked)),
        shows=tuple(list_shows(url, asked)),
        professions=tuple(list_professions(url, asked, glance.lines)),
        modules=tuple(list_modules(url, asked, glance.columns)),
    )


def _say_lede(glance: Glance) -> str:
    learners = say_count(len(glance.lines), "learner")
    through = sum(line.done == glance.needed > 0 for line in glance.lines)
    late = sum(line.overdue > 0 for line in glance.lines)
    return (
        f"{learners}, {say_count(len(glance.columns), 'module')}. "
        f"{say_count(through, 'learner has', 'learners have')} done all that is not optional, "
        f"{say_count(late, 'learner has', 'learners have')} something overdue."
    )
