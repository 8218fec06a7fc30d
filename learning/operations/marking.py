"""Marking what the other side wrote: what waits, one text to mark, and the marks once given.

Whoever marks never learns who wrote a text, nor its author who marked it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from learning.access.marking import Offer, may_mark
from learning.errors import NotFound, Stale
from learning.model.case import Question
from learning.model.names import QuestionId, Role
from learning.model.solution import Criterion
from learning.operations.accounts import Viewer, note
from learning.operations.messages import Marked, tell_marked
from learning.operations.moments import find_zone
from learning.operations.peers import find_own_time, list_marks, make_stand
from learning.operations.site import Site
from learning.operations.tutor_marks import load_tutor_marks
from learning.play.marked import find_task
from learning.play.shown import PeerMarks, PeerStand
from learning.quiz.json_values import write_json
from learning.storage import peer_texts
from learning.storage.peer_texts import ENOUGH, NewMark, TextRow, WaitingRow

MOST_QUESTIONS = 100
MOST_OWN = 20
NOT_YOURS = "There is no such text for you to mark"
MARKED = "You have marked this text already, perhaps in another tab. The first marks count."
FULL = "Others have marked this text while you read it, so it needs no more marks. Thank you."


@dataclass(frozen=True, slots=True)
class OwnText:
    """A text of one's own, and what came of it."""

    attempt_id: str
    title: str
    module: str
    written_on: date
    stand: PeerStand
    tutor: PeerMarks | None = None


@dataclass(frozen=True, slots=True)
class Desk:
    """The questions to which texts wait, and one's own texts, the last first."""

    waiting: Sequence[WaitingRow]
    own: Sequence[OwnText]


@dataclass(frozen=True, slots=True)
class Task:
    """A text with all that it is marked by. `own`: one wrote it; `gone` says why it is too late."""

    text_id: str
    module: str
    question: Question
    model_html: str
    rubric: tuple[Criterion, ...]
    text: str
    written_on: date
    side: Role
    own: bool
    gone: str = ""


def show_desk(site: Site, viewer: Viewer) -> Desk:
    """Show which texts wait for a person, and what came of their own."""
    with site.database.read() as connection:
        waiting = peer_texts.list_waiting(
            connection,
            viewer.person_id,
            side=viewer.side,
            now=site.clock(),
            most=MOST_QUESTIONS,
        )
        rows = peer_texts.list_mine(connection, viewer.person_id, most=MOST_OWN)
        marks = list_marks(connection, rows)
        by_tutor = load_tutor_marks(connection, [row.attempt_id for row in rows])
    own = [
        OwnText(
            row.attempt_id,
            row.title,
            row.module,
            _day(site, row),
            make_stand(site, row, marks[row.id]),
            by_tutor.get((row.attempt_id, QuestionId(row.question))),
        )
        for row in rows
    ]
    return Desk(waiting, own)


def open_task(site: Site, viewer: Viewer, text_id: str) -> Task:
    """Show a text to whoever may mark it, or might have until a moment ago; raises NotFound."""
    with site.database.read() as connection:
        found = peer_texts.find_text(connection, text_id, viewer.person_id)
        if found is None or not _may_mark(site, viewer, *found):
            raise NotFound(NOT_YOURS)
        row, _ = found
        given = peer_texts.find_my_mark(connection, text_id, viewer.person_id)
        module = site.shelf.modules.get(connection, row.path, row.sha256)
    asked = find_task(module, Role(row.side), QuestionId(row.question))
    if asked is None:
        raise NotFound(NOT_YOURS)
    question, solution = asked
    own = row.author_id == viewer.person_id
    return Task(
        text_id=text_id,
        module=row.module,
        question=question,
        model_html=solution.model_html,
        rubric=solution.rubric,
        text=row.text,
        written_on=_day(site, row),
        side=Role(row.side),
        own=own,
        gone=MARKED if given else FULL if row.marks >= ENOUGH and not own else "",
    )


def give_marks(
    site: Site, viewer: Viewer, task: Task, *, points: Sequence[int], words: str
) -> None:
    """Store marks, tell the author, and note who gave them; the same marks sent twice count once.

    Raises Stale where others were quicker, or where this person has given other marks.
    """
    pairs = [[given, each.points] for given, each in zip(points, task.rubric, strict=True)]
    mark = NewMark(task.text_id, viewer.person_id, write_json(pairs), words, site.clock())

    def store(connection: Connection) -> None:
        if not peer_texts.add_mark(connection, mark):
            given = peer_texts.find_my_mark(connection, task.text_id, viewer.person_id)
            if given != (mark.points, words):
                raise Stale(MARKED)
            return
        if not task.own:
            _count(site, connection, viewer, task)
        note(site, connection, who=viewer.person_id, action="text marked", subject=task.text_id)

    site.database.transact(store)


def _count(site: Site, connection: Connection, viewer: Viewer, task: Task) -> None:
    if not peer_texts.count_mark(connection, task.text_id):
        # What was added a moment ago goes with the transaction.
        raise Stale(FULL)
    found = peer_texts.find_text(connection, task.text_id, viewer.person_id)
    assert found is not None
    row, _ = found
    told = Marked(row.module, row.title, row.id, viewer.side)
    tell_marked(site, connection, told, person_id=row.author_id, path=row.path)


def _may_mark(site: Site, viewer: Viewer, row: TextRow, wrote: bool) -> bool:
    offer = Offer(
        mine=row.author_id == viewer.person_id,
        other_side=row.side != viewer.side,
        wrote=wrote,
        marks=row.marks,
        offered_at=row.offered_at,
        own_at=find_own_time(site, row),
    )
    return may_mark(offer, site.clock())


def _day(site: Site, row: TextRow) -> date:
    return row.written_at.astimezone(find_zone(site)).date()
