"""Texts of the other side in words: which wait, the one to mark, and what came of one's own.

Knows what the operation gives; names nobody.
"""

from dataclasses import dataclass

from learning.operations.marking import Desk, OwnText, Task
from learning.storage.peer_texts import WaitingRow
from learning.web.forms.marking import MAX_WORDS_CHARACTERS, WORDS, Given
from learning.web.pages.attempts import OvertakenPage
from learning.web.pages.catalogue import url_of
from learning.web.pages.words import say_count, say_date
from learning.web.pages.written import CriterionRow, PeersPart, ask_criterion, make_peers

HOME = "/marking"


@dataclass(frozen=True, slots=True)
class WaitingLine:
    """A question to which texts wait. `url` leads to the first, or to where one writes one's own.

    `wrote`: one has written one's own, and so may read those of others.
    """

    title: str
    module: str
    words: str
    url: str
    wrote: bool


@dataclass(frozen=True, slots=True)
class OwnLine:
    """A text of one's own, and what came of it."""

    anchor: str
    title: str
    words: str
    url: str
    peers: PeersPart


@dataclass(frozen=True, slots=True)
class DeskPage:
    """All texts that concern one person."""

    waiting: tuple[WaitingLine, ...]
    own: tuple[OwnLine, ...]


@dataclass(frozen=True, slots=True)
class TaskPage:
    """A text to mark; `rows` are the criteria to choose points for."""

    url: str
    module: str
    title: str
    title_html: str
    body_html: str
    model_html: str
    text: str
    when: str
    rows: tuple[CriterionRow, ...]
    own: bool
    words: str
    fault: str
    limit: int
    errors: tuple[tuple[str, str], ...]


def make_desk(desk: Desk) -> DeskPage:
    """Put into words what waits, and what came of one's own texts."""
    return DeskPage(tuple(map(_make_waiting, desk.waiting)), tuple(map(_make_own, desk.own)))


def make_task(task: Task, given: Given | None = None) -> TaskPage:
    """Show a text with its rubric; `given` brings back what was sent, with what to mend."""
    points = given.points if given else (None,) * len(task.rubric)
    rows = tuple(
        ask_criterion(
            criterion,
            number,
            chosen="" if chosen is None else str(chosen),
            missing=given is not None and chosen is None,
        )
        for number, (criterion, chosen) in enumerate(zip(task.rubric, points, strict=True), 1)
    )
    fault = given.fault if given else ""
    errors = [(row.error, f"#{row.id}") for row in rows if row.error]
    return TaskPage(
        url=f"{HOME}/{task.text_id}",
        module=task.module,
        title=task.question.title,
        title_html=task.question.title_html,
        body_html=task.question.body_html,
        model_html=task.model_html,
        text=task.text,
        when=say_date(task.written_on),
        rows=rows,
        own=task.own,
        words=given.words if given else "",
        fault=fault,
        limit=MAX_WORDS_CHARACTERS,
        errors=(*errors, *([(fault, f"#{WORDS}")] if fault else [])),
    )


def make_late(why: str, given: Given) -> OvertakenPage:
    """Say why marks were not stored, and give back the words."""
    return OvertakenPage(HOME, why, (given.words,) if given.words else ())


def _make_waiting(row: WaitingRow) -> WaitingLine:
    texts = f"{say_count(row.count, 'text')} {'waits' if row.count == 1 else 'wait'}"
    if row.wrote:
        url = f"{HOME}/{row.first_id}"
        return WaitingLine(row.title, row.module, f"{texts} to be marked.", url, wrote=True)
    words = f"{texts}. Write your own first; then you can read what others wrote."
    return WaitingLine(row.title, row.module, words, url_of(row.path), wrote=False)


def _make_own(text: OwnText) -> OwnLine:
    return OwnLine(
        f"text-{text.stand.text_id}",
        text.title,
        f"{text.module}, {say_date(text.written_on)}",
        f"/attempts/{text.attempt_id}/debrief",
        make_peers(text.stand, tutor=text.tutor),
    )
