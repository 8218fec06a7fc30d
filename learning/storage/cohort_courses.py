"""Changes to the courses that a cohort takes."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import Connection, bindparam, delete, update

from learning.storage.cohort_schema import CohortCourse
from learning.storage.inserts import NewRow

_ADD = NewRow(CohortCourse)
_KEY = (
    CohortCourse.cohort_id == bindparam("of_cohort"),
    CohortCourse.path == bindparam("of_path"),
)
_ONE = update(CohortCourse).where(*_KEY)
_SET_DUE = _ONE.values(due=bindparam("new_due"))
_SET_PLACE = _ONE.values(place=bindparam("new_place"))
_REMOVE = delete(CohortCourse).where(*_KEY)


def add_course(
    connection: Connection, cohort_id: str, path: str, *, place: int, at: datetime
) -> bool:
    """Let a cohort take a course; give False where it does already."""
    values = {"cohort_id": cohort_id, "path": path, "place": place, "due": None, "added_at": at}
    return _ADD.add(connection, values)


def set_due(connection: Connection, cohort_id: str, path: str, *, due: date | None) -> None:
    """Say by which day a course is to be done; None for no day."""
    connection.execute(_SET_DUE, {"of_cohort": cohort_id, "of_path": path, "new_due": due})


def set_places(connection: Connection, cohort_id: str, paths: Sequence[str]) -> None:
    """Put the courses of a cohort in this order."""
    rows = [
        {"of_cohort": cohort_id, "of_path": path, "new_place": place}
        for place, path in enumerate(paths)
    ]
    if rows:
        connection.execute(_SET_PLACE, rows)


def remove_course(connection: Connection, cohort_id: str, path: str) -> None:
    """Let a cohort take a course no more; who is enrolled in it stays so."""
    connection.execute(_REMOVE, {"of_cohort": cohort_id, "of_path": path})
