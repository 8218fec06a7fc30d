"""Rows of practice: how a person has done on each question, and when one that was missed is due.

Knows no rule of scheduling; a card is kept as the text it is.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, case, func, select, update
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from learning.storage.inserts import values_of
from learning.storage.schema import Attempt, Practice, Publication, UtcTime


@dataclass(frozen=True, slots=True)
class PracticeAnswer:
    """One answer to one question. `right` is 1 or 0, `outcomes` words with a blank between them.

    `due_at` and `card` are when it comes back; None where this answer says nothing of that.
    `title`, `attempt_id` and `told_at` are as in the table, and said of answers in attempts only.
    """

    question: str
    outcomes: str
    result: str
    confidence: int | None
    right: int
    answered_at: datetime
    due_at: datetime | None = None
    card: str | None = None
    title: str = ""
    attempt_id: str = ""
    told_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class DueRow:
    """A question that is due, and the current version of its module."""

    path: str
    question: str
    due_at: datetime
    card: str
    publication_id: str
    sha256: str


_KEY = (Practice.person_id, Practice.path, Practice.question)
_SQLITE = sqlite_insert(Practice)
_POSTGRESQL = postgresql_insert(Practice)
_ADD = {
    name: statement.on_conflict_do_update(
        index_elements=_KEY,
        set_={
            "title": statement.excluded.title,
            "outcomes": statement.excluded.outcomes,
            "result": statement.excluded.result,
            "confidence": statement.excluded.confidence,
            "attempt_id": statement.excluded.attempt_id,
            "told_at": statement.excluded.told_at,
            "answered": Practice.answered + 1,
            "right": Practice.right + statement.excluded.right,
            "answered_at": statement.excluded.answered_at,
            "due_at": case(
                (statement.excluded.card.is_(None), Practice.due_at),
                else_=statement.excluded.due_at,
            ),
            "card": func.coalesce(statement.excluded.card, Practice.card),
        },
    )
    for name, statement in (("sqlite", _SQLITE), ("postgresql", _POSTGRESQL))
}
_CARDS = select(Practice.question, Practice.card).where(
    Practice.person_id == bindparam("person_id"),
    Practice.path == bindparam("path"),
    Practice.card.is_not(None),
)
# Whoever is in the middle of a quiz is told nothing of its questions.
_QUIZ_UNDER_WAY = (Publication.kind == "quiz") & (
    select(Attempt.id)
    .where(
        Attempt.person_id == Practice.person_id,
        Attempt.path == Practice.path,
        Attempt.finished_at.is_(None),
    )
    .exists()
)
_COMING = (
    select(
        Practice.path,
        Practice.question,
        Practice.due_at,
        Practice.card,
        Publication.id,
        Publication.sha256,
    )
    .join(Publication, (Publication.path == Practice.path) & Publication.is_current.is_(True))
    .where(Practice.person_id == bindparam("person_id"), ~_QUIZ_UNDER_WAY)
)
_NOW_DUE = Practice.due_at <= bindparam("now")
_DUE = (
    _COMING.where(_NOW_DUE)
    .order_by(Practice.due_at, Practice.path, Practice.question)
    .limit(bindparam("most"))
)
_ONE_DUE = _COMING.where(
    _NOW_DUE, Practice.path == bindparam("path"), Practice.question == bindparam("question")
)
COUNT_DUE = _COMING.where(_NOW_DUE).with_only_columns(func.count())
_NEXT = _COMING.with_only_columns(func.min(Practice.due_at))
_ONE = update(Practice).where(
    Practice.person_id == bindparam("of_person"),
    Practice.path == bindparam("on_path"),
    Practice.question == bindparam("of_question"),
    Practice.due_at == bindparam("stood_due"),
)
_GIVE_ANSWER = _ONE.values(
    title=bindparam("new_title"),
    outcomes=bindparam("new_outcomes"),
    result=bindparam("new_result"),
    confidence=bindparam("new_confidence"),
    answered=Practice.answered + 1,
    right=Practice.right + bindparam("one_right"),
    answered_at=bindparam("now"),
    told_at=bindparam("now"),
    due_at=bindparam("new_due"),
    card=bindparam("new_card"),
)
_PUT_OFF = _ONE.values(due_at=bindparam("new_due"))
_ON_PATH = Practice.path == bindparam("on_path")
_IS_PRACTISED = select(select(Practice.question).where(_ON_PATH).exists())
_TOLD_FROM = bindparam("told_from", type_=UtcTime())
_TELL_ANEW = (
    update(Practice)
    .where(_ON_PATH)
    .values(
        told_at=case((Practice.answered_at > _TOLD_FROM, Practice.answered_at), else_=_TOLD_FROM)
    )
)
_HAS = select(Practice.question).where(
    Practice.person_id == bindparam("person_id"),
    Practice.path == bindparam("path"),
    Practice.question == bindparam("question"),
)
_RENAME = _ONE.values(question=bindparam("new_question"))


def load_cards(connection: Connection, person_id: str, path: str) -> Mapping[str, str]:
    """Give the cards of a person's questions on a path, by question."""
    rows = connection.execute(_CARDS, {"person_id": person_id, "path": path})
    return {question: card for question, card in rows if card is not None}


def add_answers(
    connection: Connection, answers: Sequence[PracticeAnswer], *, person_id: str, path: str
) -> None:
    """Count answers, in one statement; the first to a question makes its row."""
    more = {"person_id": person_id, "path": path, "answered": 1}
    if answers:
        statement = _ADD[connection.dialect.name]
        connection.execute(statement, [values_of(each) | more for each in answers])


def count_due(connection: Connection, person_id: str, *, now: datetime) -> int:
    """Count the questions that are due, without those of a quiz under way."""
    return int(connection.execute(COUNT_DUE, {"person_id": person_id, "now": now}).scalar_one())


def list_due(
    connection: Connection, person_id: str, *, now: datetime, most: int
) -> Sequence[DueRow]:
    """List the questions that are due, the longest due first."""
    rows = connection.execute(_DUE, {"person_id": person_id, "now": now, "most": most})
    return [_make_due(*row) for row in rows]


def load_due(
    connection: Connection, person_id: str, path: str, *, question: str, now: datetime
) -> DueRow | None:
    """Find one question, if it is due."""
    values = {"person_id": person_id, "path": path, "question": question, "now": now}
    row = connection.execute(_ONE_DUE, values).one_or_none()
    return _make_due(*row) if row else None


def find_next(connection: Connection, person_id: str) -> datetime | None:
    """Give when the next question is due, or was."""
    found: datetime | None = connection.execute(_NEXT, {"person_id": person_id}).scalar_one()
    return found


def give_answer(
    connection: Connection, person_id: str, due: DueRow, *, answer: PracticeAnswer
) -> bool:
    """Count an answer to a question that was due; give False where it is not so any more."""
    values = _stood(person_id, due) | {
        "new_title": answer.title,
        "new_outcomes": answer.outcomes,
        "new_result": answer.result,
        "new_confidence": answer.confidence,
        "one_right": answer.right,
        "now": answer.answered_at,
        "new_due": answer.due_at,
        "new_card": answer.card,
    }
    return connection.execute(_GIVE_ANSWER, values).rowcount == 1


def put_off(
    connection: Connection, person_id: str, rows: Iterable[tuple[DueRow, datetime | None]]
) -> None:
    """Let questions come back at another time, or (None) not at all; their cards are kept."""
    for due, later in rows:
        connection.execute(_PUT_OFF, _stood(person_id, due) | {"new_due": later})


def rename_question(connection: Connection, person_id: str, due: DueRow, *, name: str) -> None:
    """Go on under a question's new id; where that has a row already, the old one rests."""
    wanted = {"person_id": person_id, "path": due.path, "question": name}
    if connection.execute(_HAS, wanted).one_or_none():
        put_off(connection, person_id, [(due, None)])
    else:
        connection.execute(_RENAME, _stood(person_id, due) | {"new_question": name})


def is_practised(connection: Connection, path: str) -> bool:
    """Whether anybody has practised a question of a path."""
    return bool(connection.execute(_IS_PRACTISED, {"on_path": path}).scalar_one())


def tell_anew(connection: Connection, path: str, *, told_from: datetime | None) -> None:
    """Tell what everybody answered on a path from another moment on, or (None) not at all."""
    connection.execute(_TELL_ANEW, {"on_path": path, "told_from": told_from})


def _make_due(
    path: str, question: str, due_at: datetime | None, card: str | None, *version: str
) -> DueRow:
    # Whatever is due has both.
    assert due_at is not None
    assert card is not None
    return DueRow(path, question, due_at, card, *version)


def _stood(person_id: str, due: DueRow) -> dict[str, object]:
    return {
        "of_person": person_id,
        "on_path": due.path,
        "of_question": due.question,
        "stood_due": due.due_at,
    }
