"""What was published, withdrawn and marked again, and which modules have older marks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, select
from sqlalchemy.orm import aliased

from learning.storage.schema import Attempt, AuditEntry, Person, Publication

EDITS = ("published", "withdrawn", "re-marked")


@dataclass(frozen=True, slots=True)
class Edited:
    """One line of the audit record; `name` is a person's, None where a command did it."""

    at: datetime
    who: str
    name: str | None
    action: str
    path: str
    detail: str


@dataclass(frozen=True, slots=True)
class Older:
    """A published module that some finished attempts were marked on an older version of."""

    path: str
    title: str


_EDITED = (
    select(
        AuditEntry.at,
        AuditEntry.who,
        Person.name,
        AuditEntry.action,
        AuditEntry.subject,
        AuditEntry.detail,
    )
    .join(Person, Person.id == AuditEntry.who, isouter=True)
    .where(AuditEntry.action.in_(EDITS))
    .order_by(AuditEntry.at.desc(), AuditEntry.id.desc())
    .limit(bindparam("most"))
)
_older = aliased(Publication)
_OLDER = (
    select(Publication.path, Publication.title)
    .where(
        Publication.is_current.is_(True),
        Publication.kind != "course",
        select(Attempt.id)
        .join(_older, _older.id == Attempt.publication_id)
        .where(
            _older.path == Publication.path,
            _older.id != Publication.id,
            Attempt.finished_at.is_not(None),
        )
        .exists(),
    )
    .order_by(Publication.title, Publication.path)
)


def list_edited(connection: Connection, *, most: int) -> Sequence[Edited]:
    """List the last edits, the last first."""
    return [Edited(*row) for row in connection.execute(_EDITED, {"most": most})]


def list_older(connection: Connection) -> Sequence[Older]:
    """List the modules whose finished attempts are not all marked on the current version."""
    return [Older(*row) for row in connection.execute(_OLDER)]
