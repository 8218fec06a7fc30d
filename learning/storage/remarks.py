"""What marking again changes in stored rows: attempts, progress and practice of one person.

All of it is written in one transaction, which holds the person's row of progress first.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from learning.play.state import STATE_FORMAT
from learning.storage import totals
from learning.storage.attempts import Result
from learning.storage.inserts import values_of
from learning.storage.progress import NOTHING, ProgressRow, Sums, compare_sums, load_sums
from learning.storage.schema import Attempt, Practice, Progress


@dataclass(frozen=True, slots=True)
class PracticeRow:
    """How a person has done on one question of a path, as the table has it."""

    question: str
    title: str
    outcomes: str
    result: str
    confidence: int | None
    attempt_id: str
    told_at: datetime | None
    answered: int
    right: int
    answered_at: datetime
    due_at: datetime | None
    card: str | None


_HERE = (Progress.person_id == bindparam("of_person"), Progress.path == bindparam("on_path"))
_HOLD = select(Progress.person_id).where(*_HERE).with_for_update()
_PUT_PROGRESS = (
    update(Progress)
    .where(*_HERE)
    .values({each: bindparam(each) for each in ProgressRow.__slots__ if each != "path"})
)
_REMARK = (
    update(Attempt)
    .where(
        Attempt.id == bindparam("attempt_id"),
        Attempt.publication_id == bindparam("stood_on"),
        Attempt.finished_at.is_not(None),
    )
    .values(
        publication_id=bindparam("new_publication"),
        state=bindparam("new_state"),
        state_format=STATE_FORMAT,
        earned=bindparam("new_earned"),
        reachable=bindparam("new_reachable"),
        best=bindparam("new_best"),
        grade=bindparam("new_grade"),
        spotting=bindparam("new_spotting"),
    )
)
_PRACTISED = (Practice.person_id == bindparam("of_person"), Practice.path == bindparam("on_path"))
_LIST_PRACTICE = (
    select(*(getattr(Practice, each) for each in PracticeRow.__slots__))
    .where(*_PRACTISED)
    .order_by(Practice.question)
    .with_for_update()
)
_FORGET_PRACTICE = delete(Practice).where(
    *_PRACTISED, Practice.question == bindparam("of_question")
)
_ADD_PRACTICE = insert(Practice)
_PUT_PRACTICE = (
    update(Practice)
    .where(*_PRACTISED, Practice.question == bindparam("of_question"))
    .values({each: bindparam(each) for each in PracticeRow.__slots__})
)


def hold_progress(connection: Connection, person_id: str, path: str) -> None:
    """Let nobody count anything for this person on this path until the transaction ends."""
    connection.execute(_HOLD, {"of_person": person_id, "on_path": path}).one_or_none()


def set_mark(
    connection: Connection,
    attempt_id: str,
    *,
    versions: tuple[str, str],
    state: str,
    result: Result,
) -> None:
    """Set a finished attempt on the second of two versions, with the state and the mark there."""
    stood_on, new_publication = versions
    values: dict[str, object] = {
        "attempt_id": attempt_id,
        "stood_on": stood_on,
        "new_publication": new_publication,
        "new_state": state,
        "new_earned": result.earned,
        "new_reachable": result.reachable,
        "new_best": result.best,
        "new_grade": result.grade,
        "new_spotting": result.spotting,
    }
    connection.execute(_REMARK, values)


def put_progress(connection: Connection, person_id: str, row: ProgressRow) -> None:
    """Store a row of progress as it was counted afresh, and what that changes in the totals."""
    before = load_sums(connection, person_id, row.path) or NOTHING
    after = Sums(row.finished, row.shares)
    values = values_of(row)
    path = values.pop("path")
    connection.execute(_PUT_PROGRESS, values | {"of_person": person_id, "on_path": path})
    totals.add(connection, row.path, compare_sums(before, after))


def load_practice(connection: Connection, person_id: str, path: str) -> dict[str, PracticeRow]:
    """Give a person's practice on a path by question, and hold it until the transaction ends."""
    rows = connection.execute(_LIST_PRACTICE, {"of_person": person_id, "on_path": path})
    return {row.question: PracticeRow(*row) for row in rows}


def put_practice(
    connection: Connection,
    person_id: str,
    path: str,
    *,
    before: Mapping[str, PracticeRow],
    after: Mapping[str, PracticeRow],
) -> None:
    """Store what has changed in the practice that was held."""
    keys = {"of_person": person_id, "on_path": path}
    for name in sorted(before.keys() - after.keys()):
        connection.execute(_FORGET_PRACTICE, keys | {"of_question": name})
    for name, row in sorted(after.items()):
        if name not in before:
            owner = {"person_id": person_id, "path": path}
            connection.execute(_ADD_PRACTICE, values_of(row) | owner)
        elif before[name] != row:
            connection.execute(_PUT_PRACTICE, values_of(row) | keys | {"of_question": name})
