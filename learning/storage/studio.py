"""Rows of the studio: works, who writes them, their files, each save, and media by digest.

Knows no rule of who may, and nothing of what is in a file.
"""

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import (
    BindParameter,
    Connection,
    Select,
    bindparam,
    delete,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.sql.base import Executable

from learning.storage.inserts import NewRow, values_of
from learning.storage.schema import Person
from learning.storage.studio_schema import DraftFile, DraftSave, Medium, Work, WorkEditor


@dataclass(frozen=True, slots=True)
class WorkRow:
    """A work, and who writes it besides its owner."""

    prefix: str
    owner_id: str
    review_needed: bool
    made_at: datetime
    editors: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class FileRow:
    """A file of a work as it stands now; `text` is None for a medium."""

    path: str
    prefix: str
    no: int
    sha256: str
    text: bytes | None
    title: str
    law_checked: date | None
    errors: int | None
    warnings: int | None
    gone: bool
    saved_at: datetime
    saved_by: str


@dataclass(frozen=True, slots=True)
class NewSave:
    """A save as it is first stored."""

    path: str
    no: int
    sha256: str
    packed: bytes
    request_id: str
    saved_at: datetime
    saved_by: str


@dataclass(frozen=True, slots=True)
class EditorRow:
    """Somebody who writes a work."""

    person_id: str
    name: str
    email: str


_PREFIX: BindParameter[str] = bindparam("at_prefix")
_PATH: BindParameter[str] = bindparam("at_path")
_WORK = (
    select(Work.prefix, Work.owner_id, Work.review_needed, Work.made_at, WorkEditor.person_id)
    .outerjoin(WorkEditor, WorkEditor.prefix == Work.prefix)
    .where(Work.prefix == _PREFIX)
)
_LOCK_WORK = select(Work.prefix).where(Work.prefix == _PREFIX).with_for_update()
_PREFIXES = select(Work.prefix).order_by(Work.prefix)
_ADD_WORK = NewRow(Work)
_ADD_EDITOR = NewRow(WorkEditor)
_DROP_EDITOR = delete(WorkEditor).where(
    WorkEditor.prefix == _PREFIX, WorkEditor.person_id == bindparam("person_id")
)
_PEOPLE = select(Person.id, Person.name, Person.email).order_by(func.lower(Person.name), Person.id)
_EDITORS = _PEOPLE.join(WorkEditor, WorkEditor.person_id == Person.id).where(
    WorkEditor.prefix == _PREFIX
)
_OWNER = _PEOPLE.join(Work, Work.owner_id == Person.id).where(Work.prefix == _PREFIX)
_SET_OWNER = update(Work).where(Work.prefix == _PREFIX).values(owner_id=bindparam("new_owner"))
_SET_REVIEW = update(Work).where(Work.prefix == _PREFIX).values(review_needed=bindparam("on"))
_Files = Select[
    str, str, int, str, bytes | None, str, date | None, int | None, int | None, bool, datetime, str
]
_FILES: _Files = select(
    DraftFile.path,
    DraftFile.prefix,
    DraftFile.no,
    DraftFile.sha256,
    DraftFile.text,
    DraftFile.title,
    DraftFile.law_checked,
    DraftFile.errors,
    DraftFile.warnings,
    DraftFile.gone,
    DraftFile.saved_at,
    DraftFile.saved_by,
)
_FILE = _FILES.where(DraftFile.path == _PATH)
_LOCK_FILE = _FILE.with_for_update()
_FILES_OF = _FILES.where(DraftFile.prefix == _PREFIX, DraftFile.gone.is_(False)).order_by(
    DraftFile.path
)
_STAMPS = (
    select(DraftFile.path, DraftFile.sha256)
    .where(DraftFile.prefix == _PREFIX, DraftFile.gone.is_(False))
    .order_by(DraftFile.path)
)
_LAST_SAVE = select(func.max(DraftFile.saved_at)).where(DraftFile.prefix == _PREFIX)
_ADD_FILE = NewRow(DraftFile)
_SET_FILE = (
    update(DraftFile)
    .where(DraftFile.path == _PATH)
    .values(
        no=bindparam("new_no"),
        sha256=bindparam("new_sha256"),
        text=bindparam("new_text"),
        title=bindparam("new_title"),
        law_checked=bindparam("new_law_checked"),
        errors=None,
        warnings=None,
        gone=bindparam("new_gone"),
        saved_at=bindparam("new_saved_at"),
        saved_by=bindparam("new_saved_by"),
    )
)
_SET_COUNTS = (
    update(DraftFile)
    .where(DraftFile.path == _PATH, DraftFile.no == bindparam("at_no"))
    .values(errors=bindparam("new_errors"), warnings=bindparam("new_warnings"))
)
_SAVES = select(DraftSave.packed).where(DraftSave.path == _PATH)
_SAVE = _SAVES.where(DraftSave.no == bindparam("at_no"))
_NEAREST = _SAVES.where(DraftSave.no <= bindparam("at_no")).order_by(DraftSave.no.desc()).limit(1)
_BY_REQUEST = select(DraftSave.no, DraftSave.packed).where(
    DraftSave.path == _PATH, DraftSave.request_id == bindparam("request_id")
)
_ADD_SAVE = insert(DraftSave)
_TO = bindparam("to_path", type_=DraftSave.path.type)
# A file that has had its old name back has some of them already.
_COPY_SAVES = insert(DraftSave).from_select(
    ["path", "no", "sha256", "packed", "request_id", "saved_at", "saved_by"],
    select(
        _TO,
        DraftSave.no + bindparam("after_no", type_=DraftSave.no.type),
        DraftSave.sha256,
        DraftSave.packed,
        DraftSave.request_id,
        DraftSave.saved_at,
        DraftSave.saved_by,
    ).where(
        DraftSave.path == _PATH,
        DraftSave.request_id.not_in(select(DraftSave.request_id).where(DraftSave.path == _TO)),
    ),
)
_MEDIUM = select(Medium.content).where(Medium.sha256 == bindparam("sha256"))
_MEDIA_SIZE = (
    select(func.coalesce(func.sum(func.length(Medium.content)), 0))
    .join(DraftFile, DraftFile.sha256 == Medium.sha256)
    .where(DraftFile.prefix == _PREFIX, DraftFile.gone.is_(False), DraftFile.text.is_(None))
)
_ADD_MEDIUM = NewRow(Medium)


def load_work(connection: Connection, prefix: str) -> WorkRow | None:
    """Find a work with those who write it."""
    rows = connection.execute(_WORK, {"at_prefix": prefix}).all()
    if not rows:
        return None
    editors = frozenset(row.person_id for row in rows if row.person_id is not None)
    first = rows[0]
    return WorkRow(first.prefix, first.owner_id, first.review_needed, first.made_at, editors)


def lock_work(connection: Connection, prefix: str) -> None:
    """Let nobody else change a work's people or files until the transaction ends."""
    connection.execute(_LOCK_WORK, {"at_prefix": prefix})


def list_prefixes(connection: Connection) -> Sequence[str]:
    """List the prefixes of all works."""
    return connection.execute(_PREFIXES).scalars().all()


def add_work(connection: Connection, work: WorkRow) -> bool:
    """Store a work; give False where its prefix is taken."""
    values = values_of(work)
    del values["editors"]
    return _ADD_WORK.add(connection, values)


def add_editor(connection: Connection, prefix: str, person_id: str, *, at: datetime) -> bool:
    """Let somebody write a work; give False where they may already."""
    values = {"prefix": prefix, "person_id": person_id, "added_at": at}
    return _ADD_EDITOR.add(connection, values)


def drop_editor(connection: Connection, prefix: str, person_id: str) -> None:
    """Let somebody write a work no longer."""
    connection.execute(_DROP_EDITOR, {"at_prefix": prefix, "person_id": person_id})


def load_owner(connection: Connection, prefix: str) -> EditorRow:
    """Give the owner of a work that there is."""
    return EditorRow(*connection.execute(_OWNER, {"at_prefix": prefix}).one())


def list_editors(connection: Connection, prefix: str) -> Sequence[EditorRow]:
    """List who writes a work besides its owner, by name."""
    return [EditorRow(*row) for row in connection.execute(_EDITORS, {"at_prefix": prefix})]


def set_owner(connection: Connection, prefix: str, person_id: str) -> None:
    """Give a work another owner."""
    connection.execute(_SET_OWNER, {"at_prefix": prefix, "new_owner": person_id})


def set_review_needed(connection: Connection, prefix: str, *, on: bool) -> None:
    """Say whether a second educator has to agree before a work is published."""
    connection.execute(_SET_REVIEW, {"at_prefix": prefix, "on": on})


def load_file(connection: Connection, path: str) -> FileRow | None:
    """Find a file, also one that is gone."""
    return _load(connection, _FILE, path)


def lock_file(connection: Connection, path: str) -> FileRow | None:
    """Find a file, and let nobody else save it until the transaction ends."""
    return _load(connection, _LOCK_FILE, path)


def _load(connection: Connection, statement: Executable, path: str) -> FileRow | None:
    row = connection.execute(statement, {"at_path": path}).one_or_none()
    return FileRow(*row) if row else None


def list_files(connection: Connection, prefix: str) -> Sequence[FileRow]:
    """List the files of a work by path, with their texts, but for those that are gone."""
    return [FileRow(*row) for row in connection.execute(_FILES_OF, {"at_prefix": prefix})]


def list_stamps(connection: Connection, prefix: str) -> Sequence[tuple[str, str]]:
    """List the paths of a work's files with the digest of each."""
    return [(row[0], row[1]) for row in connection.execute(_STAMPS, {"at_prefix": prefix})]


def find_last_save(connection: Connection, prefix: str) -> datetime | None:
    """Give when a file of a work was last saved or removed."""
    return connection.execute(_LAST_SAVE, {"at_prefix": prefix}).scalar_one()


def add_file(connection: Connection, file: FileRow) -> bool:
    """Store a file; give False where there is one of this path, or was."""
    return _ADD_FILE.add(connection, values_of(file))


def set_file(connection: Connection, file: FileRow) -> None:
    """Store how a file stands now; what it was found to have is to be found again."""
    values = {f"new_{name}": value for name, value in values_of(file).items()}
    for name in ("path", "prefix", "errors", "warnings"):
        del values[f"new_{name}"]
    connection.execute(_SET_FILE, {"at_path": file.path, **values})


def set_counts(connection: Connection, path: str, no: int, *, errors: int, warnings: int) -> None:
    """Store how many findings a file has, unless it was saved since number `no`."""
    values = {"at_path": path, "at_no": no, "new_errors": errors, "new_warnings": warnings}
    connection.execute(_SET_COUNTS, values)


def add_save(connection: Connection, save: NewSave) -> None:
    """Store a save."""
    connection.execute(_ADD_SAVE, values_of(save))


def copy_saves(connection: Connection, path: str, to: str, *, after: int) -> None:
    """Give a file the saves of another too, numbered after those that it has."""
    values = {"at_path": path, "to_path": to, "after_no": after}
    connection.execute(_COPY_SAVES, values)


def load_save(connection: Connection, path: str, no: int) -> str | None:
    """Give the text of a save."""
    return _unpack_row(connection, _SAVE, path, no)


def load_nearest(connection: Connection, path: str, no: int) -> str | None:
    """Give the text of a save, or of the last before it that is kept."""
    return _unpack_row(connection, _NEAREST, path, no)


def _unpack_row(connection: Connection, statement: Executable, path: str, no: int) -> str | None:
    packed = connection.execute(statement, {"at_path": path, "at_no": no}).scalar_one_or_none()
    return None if packed is None else unpack_text(packed)


def find_request(connection: Connection, path: str, request_id: str) -> tuple[int, str] | None:
    """Give the number and text of the save that a page asked for by this name."""
    values = {"at_path": path, "request_id": request_id}
    row = connection.execute(_BY_REQUEST, values).one_or_none()
    return (row.no, unpack_text(row.packed)) if row else None


def load_medium(connection: Connection, sha256: str) -> bytes | None:
    """Give the content of a medium."""
    return connection.execute(_MEDIUM, {"sha256": sha256}).scalar_one_or_none()


def sum_media(connection: Connection, prefix: str) -> int:
    """Give how many bytes the media of a work have together."""
    return int(connection.execute(_MEDIA_SIZE, {"at_prefix": prefix}).scalar_one())


def add_medium(connection: Connection, sha256: str, content: bytes, *, at: datetime) -> None:
    """Store a medium; one that is there already stays."""
    _ADD_MEDIUM.add(connection, {"sha256": sha256, "content": content, "stored_at": at})


def pack_text(text: str) -> bytes:
    """Compress a text as a save keeps it."""
    return zlib.compress(text.encode())


def unpack_text(packed: bytes) -> str:
    """Give the text of a save again."""
    return zlib.decompress(packed).decode()
