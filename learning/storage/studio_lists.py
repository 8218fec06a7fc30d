"""What the list of works shows, and the saves of a file, in few statements and without texts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, Connection, Select, bindparam, delete, func, or_, select, true

from learning.storage.schema import Person, Publication, PublicationAsset
from learning.storage.studio_schema import DraftFile, DraftSave, Work, WorkEditor


@dataclass(frozen=True, slots=True)
class WorkLine:
    """A work in the list, with the name of its owner."""

    prefix: str
    owner_id: str
    owner: str
    review_needed: bool
    made_at: datetime


@dataclass(frozen=True, slots=True)
class FileLine:
    """A file of text of a work: how it stands, and whether learners have it, and just so.

    `is_current` is None where it is not published.
    """

    prefix: str
    path: str
    title: str
    law_checked: date | None
    errors: int | None
    warnings: int | None
    gone: bool
    saved_at: datetime
    is_current: bool | None


@dataclass(frozen=True, slots=True)
class SaveLine:
    """A save in the history of a file."""

    no: int
    saved_at: datetime
    by: str
    name: str


@dataclass(frozen=True, slots=True)
class SaveAt:
    """Which save of which file, and when."""

    path: str
    no: int
    saved_at: datetime


_ME = bindparam("me", type_=Work.owner_id.type)
_MINE = or_(
    Work.owner_id == _ME,
    Work.prefix.in_(select(WorkEditor.prefix).where(WorkEditor.person_id == _ME)),
)
_Works = Select[str, str, str, bool, datetime]


def _works(whose: ColumnElement[bool]) -> _Works:
    return (
        select(Work.prefix, Work.owner_id, Person.name, Work.review_needed, Work.made_at)
        .join(Person, Person.id == Work.owner_id)
        .where(whose)
        .order_by(Work.prefix)
    )


_Files = Select[str, str, str, date | None, int | None, int | None, bool, datetime, bool | None]


def _files(whose: ColumnElement[bool]) -> _Files:
    return (
        select(
            DraftFile.prefix,
            DraftFile.path,
            DraftFile.title,
            DraftFile.law_checked,
            DraftFile.errors,
            DraftFile.warnings,
            DraftFile.gone,
            DraftFile.saved_at,
            Publication.source == DraftFile.text,
        )
        .join(Work, Work.prefix == DraftFile.prefix)
        .outerjoin(
            Publication,
            (Publication.path == DraftFile.path) & Publication.is_current.is_(True),
        )
        .where(whose, DraftFile.text.is_not(None))
        .order_by(DraftFile.path)
    )


_ALL_WORKS, _MY_WORKS = _works(true()), _works(_MINE)
_ALL_FILES, _MY_FILES = _files(true()), _files(_MINE)
_FILES_OF = _files(Work.prefix == bindparam("at_prefix"))
# What current versions take in that is another thing in its work by now.
_TAKEN = (
    select(DraftFile.prefix)
    .join(PublicationAsset, PublicationAsset.path == DraftFile.path)
    .join(Publication, Publication.id == PublicationAsset.publication_id)
    .where(
        Publication.is_current.is_(True),
        or_(PublicationAsset.sha256 != DraftFile.sha256, DraftFile.gone.is_(True)),
    )
    .distinct()
)
_EDITORS = (
    select(WorkEditor.prefix, Person.name)
    .join(Person, Person.id == WorkEditor.person_id)
    .order_by(func.lower(Person.name), Person.id)
)
_SAVES = (
    select(DraftSave.no, DraftSave.saved_at, DraftSave.saved_by, Person.name)
    .join(Person, Person.id == DraftSave.saved_by)
    .where(DraftSave.path == bindparam("at_path"))
    .order_by(DraftSave.no.desc())
    .limit(bindparam("most"))
)
_SAVERS = (
    select(Person.id, Person.name)
    .where(
        Person.id.in_(
            select(DraftSave.saved_by).where(
                DraftSave.path == bindparam("at_path"), DraftSave.no > bindparam("after_no")
            )
        )
    )
    .order_by(func.lower(Person.name), Person.id)
)

_BETWEEN = (
    select(DraftSave.path, DraftSave.no, DraftSave.saved_at)
    .where(DraftSave.saved_at >= bindparam("start"), DraftSave.saved_at < bindparam("end"))
    .order_by(DraftSave.path, DraftSave.no)
)
_DROP = delete(DraftSave).where(
    DraftSave.path == bindparam("at_path"), DraftSave.no == bindparam("at_no")
)


def list_between(connection: Connection, start: datetime, end: datetime) -> Sequence[SaveAt]:
    """List the saves of some time, those of each file from the first to the last."""
    rows = connection.execute(_BETWEEN, {"start": start, "end": end})
    return [SaveAt(*row) for row in rows]


def drop_saves(connection: Connection, saves: Sequence[SaveAt]) -> None:
    """Take saves away."""
    values = [{"at_path": each.path, "at_no": each.no} for each in saves]
    if values:
        connection.execute(_DROP, values)


def list_works(connection: Connection, *, person_id: str | None) -> Sequence[WorkLine]:
    """List the works that somebody writes, by prefix; None: all."""
    statement = _ALL_WORKS if person_id is None else _MY_WORKS
    return [WorkLine(*row) for row in connection.execute(statement, {"me": person_id})]


def list_file_lines(connection: Connection, *, person_id: str | None) -> Sequence[FileLine]:
    """List the files of text of the works that somebody writes, gone ones too; None: of all."""
    statement = _ALL_FILES if person_id is None else _MY_FILES
    return [FileLine(*row) for row in connection.execute(statement, {"me": person_id})]


def list_lines_of(connection: Connection, prefix: str) -> Sequence[FileLine]:
    """List the files of text of one work, gone ones too."""
    return [FileLine(*row) for row in connection.execute(_FILES_OF, {"at_prefix": prefix})]


def list_overtaken(connection: Connection) -> frozenset[str]:
    """List the works whose published versions take in what has changed since."""
    return frozenset(connection.execute(_TAKEN).scalars())


def list_editor_names(connection: Connection) -> Mapping[str, Sequence[str]]:
    """Give the names of those who write a work besides its owner, by its prefix."""
    names: dict[str, list[str]] = {}
    for prefix, name in connection.execute(_EDITORS):
        names.setdefault(prefix, []).append(name)
    return names


def list_savers(connection: Connection, path: str, *, after: int) -> Sequence[tuple[str, str]]:
    """List who saved a file after save number `after`, by name: the id and name of each."""
    values = {"at_path": path, "after_no": after}
    return [(row.id, row.name) for row in connection.execute(_SAVERS, values)]


def list_saves(connection: Connection, path: str, *, most: int) -> Sequence[SaveLine]:
    """List the newest saves of a file, the newest first."""
    values = {"at_path": path, "most": most}
    return [SaveLine(*row) for row in connection.execute(_SAVES, values)]
