"""Rows of enrolments: who takes which course."""

from datetime import datetime

from sqlalchemy import Connection, bindparam, select
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from learning.storage import totals
from learning.storage.cohort_schema import CohortPerson
from learning.storage.inserts import NewRow
from learning.storage.schema import Enrolment
from learning.storage.totals import Amount, What

_ADD = NewRow(Enrolment)
_TIME = Enrolment.enrolled_at.type
_LEARNERS = select(CohortPerson.person_id, bindparam("path"), bindparam("now", type_=_TIME)).where(
    CohortPerson.cohort_id == bindparam("cohort_id"),
    CohortPerson.role == "learner",
    CohortPerson.left_at.is_(None),
)
_COLUMNS = ("person_id", "path", "enrolled_at")
_ADD_ALL = {
    name: statement.from_select(_COLUMNS, _LEARNERS)
    .on_conflict_do_nothing()
    .execution_options(preserve_rowcount=True)
    for name, statement in (
        ("sqlite", sqlite_insert(Enrolment)),
        ("postgresql", postgresql_insert(Enrolment)),
    )
}


def add_enrolment(connection: Connection, person_id: str, path: str, *, at: datetime) -> bool:
    """Store that a person takes a course; give False where it was so already."""
    added = _ADD.add(connection, {"person_id": person_id, "path": path, "enrolled_at": at})
    if added:
        totals.add(connection, path, {What.ENROLLED: Amount(1)})
    return added


def add_learners(connection: Connection, cohort_id: str, path: str, *, at: datetime) -> int:
    """Store that all the learners of a cohort take a course; count those who did not."""
    values = {"cohort_id": cohort_id, "path": path, "now": at}
    added = connection.execute(_ADD_ALL[connection.dialect.name], values).rowcount
    totals.add(connection, path, {What.ENROLLED: Amount(added)})
    return added
