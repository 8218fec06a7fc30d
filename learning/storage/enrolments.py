"""Rows of enrolments: who takes which course."""

from datetime import datetime

from sqlalchemy import Connection

from learning.storage.inserts import NewRow
from learning.storage.schema import Enrolment

_ADD = NewRow(Enrolment)


def add_enrolment(connection: Connection, person_id: str, path: str, *, at: datetime) -> bool:
    """Store that a person takes a course; give False where it was so already."""
    return _ADD.add(connection, {"person_id": person_id, "path": path, "enrolled_at": at})
