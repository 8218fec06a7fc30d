"""Coming back: questions that were missed are asked again, one after another, when they are due.

They are taken from the current version of their module, and only while that may tell what is right.
"""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection

from learning.errors import NotAllowed, NotFound, Stale, StorageBusy
from learning.model.key import Module
from learning.model.names import Kind, QuestionId
from learning.operations.accounts import Viewer
from learning.operations.beginnings import role_of
from learning.operations.moments import find_zone
from learning.operations.practice import find_telling, start_of_day
from learning.operations.site import Site
from learning.play.moving import follow_question
from learning.play.recall import RecallView, Standpoint, answer_again, find_question, show_again
from learning.play.record import dump_move, load_move
from learning.play.state import Answered, Refused, Reply
from learning.quiz.answer import Result
from learning.quiz.json_values import Json, as_record, as_text, read_json, write_json
from learning.quiz.spacing import Return, plan_return, rate
from learning.storage import attempts, people, practice, recalls
from learning.storage.practice import DueRow, PracticeAnswer
from learning.storage.recalls import NewRecall, RecallRow

NOT_YOURS = "There is no such answer among yours"
NOT_DUE = "This question is not due now: you may have answered it in another tab"
UNDER_WAY = "You are in the middle of the quiz that this question belongs to"
# How many rows are looked at at once, and how often, for one that can be asked.
MOST = 20
LOOKS = 3


@dataclass(frozen=True, slots=True)
class Again:
    """A question to be answered now, with the request id that its form is to carry."""

    path: str
    view: RecallView
    request_id: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits for a person: how many questions are due, the first of them, or when one is.

    `off`: this person wants nothing to come back.
    """

    due: int = 0
    first: Again | None = None
    next_on: date | None = None
    off: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """What came of an answer: `due_on` is when the question comes back, `left` how many wait."""

    view: RecallView
    today: date
    due_on: date
    left: int


def count_due(site: Site, viewer: Viewer) -> int:
    """Count what is due now, in one statement; nothing, and none, where it is turned off."""
    if not viewer.brings_back:
        return 0
    with site.database.read() as connection:
        return practice.count_due(connection, viewer.person_id, now=site.clock())


def switch(site: Site, viewer: Viewer, *, on: bool) -> None:
    """Turn coming back on or off; nothing that is kept is changed."""
    with site.database.write() as connection:
        people.set_brings_back(connection, viewer.person_id, on=on)


def look(site: Site, viewer: Viewer) -> Waiting:
    """Show what is due today, and the first question of it.

    What can never be asked again, or not yet, is set aside first.
    """
    if not viewer.brings_back:
        return Waiting(off=True)
    next_at: datetime | None = None
    for _ in range(LOOKS):
        with site.database.read() as connection:
            rows = practice.list_due(connection, viewer.person_id, now=site.clock(), most=MOST)
            found, stale = _find_first(site, connection, viewer, rows=rows)
            due = practice.count_due(connection, viewer.person_id, now=site.clock())
            next_at = practice.find_next(connection, viewer.person_id)
        # A page can be shown though the database takes nothing in.
        with suppress(StorageBusy):
            _set_aside(site, viewer, stale)
        if found is not None:
            return Waiting(due - len(stale), found)
        if not stale:
            break
    return Waiting(next_on=None if next_at is None else _day(site, next_at))


def ask(site: Site, viewer: Viewer, path: str, *, question: str, request_id: str) -> Again:
    """Show a question that is due once more, as the same request; raises Stale."""
    with site.database.read() as connection:
        _, module, point = _load(site, connection, viewer, path=path, question=question)
    view = show_again(module, role_of(viewer), point, seed=request_id)
    return Again(path, view, request_id)


def answer(
    site: Site, viewer: Viewer, path: str, *, reply: Reply, request_id: str
) -> str | Refused:
    """Store an answer, and when its question comes back; gives the answer's id, or why not.

    The same request is the same answer, whatever it says the second time. Raises Stale where the
    question is not due.
    """
    with site.database.read() as connection:
        try:
            due, module, point = _load(site, connection, viewer, path=path, question=reply.question)
        except Stale:
            # It may be this very request that answered it, a moment ago.
            if found := recalls.find_recall(connection, viewer.person_id, request_id):
                return found
            raise
    given = answer_again(module, point, reply)
    if isinstance(given, Refused):
        return given
    now = site.clock()
    rating = rate(given.mark.result, given.confidence)
    back = plan_return(due.card, rating, _day(site, now))
    counted = _count_answer(site, point, given, back=back, now=now)
    mark: list[Json] = [given.mark.earned, given.mark.possible, given.mark.result]
    recall = NewRecall(
        id=site.new_id(),
        person_id=viewer.person_id,
        publication_id=due.publication_id,
        path=path,
        question=due.question,
        request_id=request_id,
        body=dump_move(Reply(reply.question, given.answer, given.confidence)),
        outcome=write_json({"mark": mark, "due": back.due.isoformat()}),
        answered_at=now,
    )

    def store(connection: Connection) -> str:
        if not recalls.add_recall(connection, recall):
            return recalls.find_recall(connection, viewer.person_id, request_id) or recall.id
        if not practice.give_answer(connection, viewer.person_id, due, answer=counted):
            raise Stale(NOT_DUE)
        return recall.id

    return site.database.transact(store)


def show(site: Site, viewer: Viewer, recall_id: str) -> Told:
    """Show an answer and what came of it; raises NotFound for another person's.

    Raises NotAllowed while a quiz is under way that asks the same.
    """
    with site.database.read() as connection:
        row = recalls.load_recall(connection, recall_id, viewer.person_id)
        if row is None:
            raise NotFound(NOT_YOURS)
        module = site.shelf.modules.get(connection, row.path, row.sha256)
        if module.case.kind is Kind.QUIZ and attempts.find_under_way(
            connection, viewer.person_id, row.path
        ):
            raise NotAllowed(UNDER_WAY)
        left = practice.count_due(connection, viewer.person_id, now=site.clock())
    point = find_question(module, role_of(viewer), QuestionId(row.question))
    if point is None:
        raise NotFound(NOT_YOURS)
    given = _mark_again(module, point, row)
    view = show_again(module, role_of(viewer), point, seed=row.request_id, given=given)
    due_on = date.fromisoformat(as_text(as_record(read_json(row.outcome))["due"]))
    return Told(view, _day(site, site.clock()), due_on, left)


def _find_first(
    site: Site, connection: Connection, viewer: Viewer, *, rows: Sequence[DueRow]
) -> tuple[Again | None, Sequence[tuple[DueRow, "str | datetime | None"]]]:
    """Give the first question that can be asked, and what is to become of those before it."""
    stale: list[tuple[DueRow, str | datetime | None]] = []
    for row in rows:
        module = site.shelf.modules.get(connection, row.path, row.sha256)
        found = _judge(site, viewer, module, row=row)
        if isinstance(found, Standpoint):
            request_id = site.new_id()
            view = show_again(module, role_of(viewer), found, seed=request_id)
            return Again(row.path, view, request_id), stale
        stale.append((row, found))
    return None, stale


def _judge(
    site: Site, viewer: Viewer, module: Module, *, row: DueRow
) -> Standpoint | str | datetime | None:
    """Say where a question stands, or its new id, or from when it may be asked; None for never."""
    question = QuestionId(row.question)
    name = follow_question(module, question)
    if name != question:
        return name
    told_from = find_telling(site, module.case)
    if told_from is not None and told_from > site.clock():
        return told_from
    return None if told_from is None else find_question(module, role_of(viewer), question)


def _set_aside(
    site: Site, viewer: Viewer, stale: Sequence[tuple[DueRow, str | datetime | None]]
) -> None:
    if not stale:
        return
    with site.database.write() as connection:
        for row, found in stale:
            if isinstance(found, str):
                practice.rename_question(connection, viewer.person_id, row, name=found)
            else:
                practice.put_off(connection, viewer.person_id, [(row, found)])


def _load(
    site: Site, connection: Connection, viewer: Viewer, *, path: str, question: str
) -> tuple[DueRow, Module, Standpoint]:
    now = site.clock()
    due = practice.load_due(connection, viewer.person_id, path, question=question, now=now)
    if due is None or not viewer.brings_back:
        raise Stale(NOT_DUE)
    module = site.shelf.modules.get(connection, path, due.sha256)
    point = _judge(site, viewer, module, row=due)
    if not isinstance(point, Standpoint):
        raise Stale(NOT_DUE)
    return due, module, point


def _count_answer(
    site: Site, point: Standpoint, given: Answered, *, back: Return, now: datetime
) -> PracticeAnswer:
    return PracticeAnswer(
        question=point.question.id,
        title=point.question.title,
        outcomes=" ".join(point.key.outcomes),
        result=given.mark.result,
        confidence=given.confidence,
        right=int(given.mark.result is Result.RIGHT),
        answered_at=now,
        due_at=start_of_day(back.due, find_zone(site)),
        card=back.card,
    )


def _mark_again(module: Module, point: Standpoint, row: RecallRow) -> Answered:
    reply = load_move(row.body)
    given = answer_again(module, point, reply) if isinstance(reply, Reply) else None
    # It was marked on this very version when it was stored.
    assert isinstance(given, Answered)
    return given


def _day(site: Site, moment: datetime) -> date:
    return moment.astimezone(find_zone(site)).date()
