"""The joint plan: lines that a team writes together, and what two wrote in one field at once."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from learning.quiz.answer import MAX_PLAN_ROWS, PlanRow
from learning.team.session import Column
from learning.team.shown import CellShown, LineShown, PlanPart
from learning.web.forms.replies import AS_IT_IS, Fields
from learning.web.forms.session_acts import FREE_NEED, OWN_NEED, anchor_line
from learning.web.pages.entries import NEEDS, Menu
from learning.web.pages.saving import Doubt, make_doubt
from learning.web.pages.session_page import Returned, Sitting
from learning.web.pages.session_people import People
from learning.web.pages.written import PlanOutcome, model_step, own_step, say_need

COLUMN_WORDS = {
    Column.NEED: "Need",
    Column.ACTION: "Action",
    Column.WHO: "Who",
    Column.BY_WHEN: "By when",
    Column.WHY: "Why",
}
BESIDE = "You will see it beside a model plan afterwards."
TOO_LONG = "Shorten what you wrote in this line"


@dataclass(frozen=True, slots=True)
class Rival:
    """Two texts for one field: what stands there, and what somebody else wrote at the same time."""

    words: str
    standing: str
    rival: str
    both: str
    keep: str
    take: str
    rival_shown: str
    standing_shown: str


@dataclass(frozen=True, slots=True)
class CellField:
    """A field of the plan. `shown` is its text in words; `own` what a need is in free words."""

    column: str
    label: str
    value: str
    shown: str
    version: int
    by: str
    rival: Rival | None = None
    own: str = ""


@dataclass(frozen=True, slots=True)
class PlanLine:
    """A line of the plan, to write in or (`removed`) to put back."""

    number: int
    anchor: str
    title: str
    cells: tuple[CellField, ...]
    summary: str
    error: str = ""
    doubt: Doubt | None = None
    meant: str = ""


@dataclass(frozen=True, slots=True)
class PlanPage:
    """The whole plan; `outcome` sets it beside the case's own, once it is closed.

    `afterwards` says that this will be done, where the case has a plan of its own.
    """

    title: str
    task_html: str
    lines: tuple[PlanLine, ...]
    removed: tuple[PlanLine, ...]
    may_write: bool
    may_add: bool
    outcome: PlanOutcome
    reasons_html: tuple[str, ...]
    errors: tuple[tuple[str, str], ...]
    afterwards: str = ""
    needs: Menu = NEEDS
    head: tuple[str, ...] = field(default=tuple(COLUMN_WORDS.values()))
    kind: str = "plan"


def make_plan_page(sitting: Sitting, part: PlanPart) -> PlanPage:
    """Put a plan into words; what was refused of a line comes back in it."""
    lines = tuple(_list_lines(part, sitting.people, sitting.returned))
    return PlanPage(
        title=part.title or "Your joint plan",
        task_html=part.task_html,
        lines=tuple(each for each, gone in lines if not gone),
        removed=tuple(each for each, gone in lines if gone),
        may_write=part.may_write,
        may_add=part.may_write and sum(not gone for _, gone in lines) < MAX_PLAN_ROWS,
        outcome=_make_outcome(part),
        reasons_html=part.reasons_html,
        errors=tuple(_list_errors(each for each, _ in lines)),
        # Only a case that asks for a plan has one to compare with.
        afterwards=BESIDE if part.title else "",
    )


def _list_lines(
    part: PlanPart, people: People, returned: Returned
) -> Iterator[tuple[PlanLine, bool]]:
    number = 0
    for line in part.lines:
        number += not line.removed
        yield _make_line(line, number, people, returned), line.removed


def _make_line(line: LineShown, number: int, people: People, returned: Returned) -> PlanLine:
    shown = {each.column: each for each in line.cells}
    cells = (shown.get(column, _empty(column)) for column in Column)
    anchor = anchor_line(line.number)
    reply = returned.typed.reply
    sent = reply if reply is not None and reply.question == anchor else None
    made = tuple(_make_cell(each, people, sent.fields if sent else {}) for each in cells)
    return PlanLine(
        number=line.number,
        anchor=anchor,
        title=f"Line {number}",
        cells=made,
        summary=". ".join(each.shown for each in made if each.shown) or "An empty line",
        error=TOO_LONG if sent and sent.why else "",
        doubt=make_doubt(sent.doubts) if sent else None,
        meant=" ".join(sent.fields.get(AS_IT_IS, ())) if sent else "",
    )


def _empty(column: Column) -> CellShown:
    return CellShown(column, "", 0, None, None, None)


def _make_cell(cell: CellShown, people: People, fields: Fields) -> CellField:
    text = "".join(fields.get(cell.column.value, (cell.text,))[:1])
    is_need = cell.column is Column.NEED
    free = is_need and text not in dict(NEEDS)
    own = "".join(fields.get(OWN_NEED, (text if free else "",))[:1])
    return CellField(
        column=cell.column.value,
        label=COLUMN_WORDS[cell.column],
        value=FREE_NEED if free else text,
        shown=say_need(cell.text) if is_need else cell.text,
        version=cell.version,
        by=people.name(cell.by) if cell.by else "",
        rival=_make_rival(cell, people),
        own=own,
    )


def _make_rival(cell: CellShown, people: People) -> Rival | None:
    if cell.rival is None:
        return None
    is_need = cell.column is Column.NEED
    standing, rival = (
        (say_need(cell.text), say_need(cell.rival)) if is_need else (cell.text, cell.rival)
    )
    between = "\n" if cell.column in (Column.ACTION, Column.WHY) else "; "
    writer, other = people.call(cell.by), people.call(cell.rival_by)
    return Rival(
        words=f"{writer} and {_lower(other)} wrote here at the same time.",
        standing=cell.text,
        rival=cell.rival,
        both=between.join(filter(None, (standing, rival))),
        keep=f"Keep what {_lower(writer)} wrote",
        take=f"Take what {_lower(other)} wrote",
        rival_shown=f"{other} wrote: {rival}" if rival else f"{other} emptied it",
        standing_shown=f"{writer} wrote: {standing}" if standing else f"{writer} emptied it",
    )


def _lower(name: str) -> str:
    return "you" if name == "You" else name


def _make_outcome(part: PlanPart) -> PlanOutcome:
    rows = (PlanRow(*(cell.text for cell in line.cells)) for line in part.lines if not line.removed)
    written = (row for row in rows if row != PlanRow("", "", "", "", ""))
    return PlanOutcome(tuple(map(own_step, written)), tuple(map(model_step, part.model or ())))


def _list_errors(lines: Iterable[PlanLine]) -> Iterator[tuple[str, str]]:
    for line in lines:
        if line.error:
            yield f"{line.title}: {line.error}", f"#{line.anchor}"
        if line.doubt:
            yield line.doubt.words, f"#{line.anchor}"
