"""Whole copies of a SQLite database: made while it is written to, checked before they count.

A copy grows under a name of its own and takes its real name last, so no half copy looks whole.
"""

import os
import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from learning.errors import InvalidInput, StorageBusy

SECONDS = 5
IN_USE = "The database is in use: stop the server first, then restore"
# What must be so in every database of ours, whenever it was copied.
AGREE = (
    "SELECT count(*) FROM move WHERE no > 0",
    "SELECT coalesce(sum(last_no), 0) FROM attempt",
    "SELECT coalesce(sum(moves), 0) FROM progress",
)


def copy_database(source: Path, target: Path) -> None:
    """Copy a database that may be in use; the last copy at `target` stays until this one is good.

    Raises InvalidInput for a database that is not whole, StorageBusy where there is no room.
    """
    with _explained(), _draft(target) as draft:
        with closing(_connect(source, "ro")) as old, closing(sqlite3.connect(draft)) as new:
            # All pages in one step: writers go on, and the copy shows one moment.
            old.backup(new)
            new.execute("PRAGMA journal_mode = DELETE")
        check_copy(draft)
        _keep(draft)
        draft.replace(target)
        _keep(target.parent)


def check_copy(path: Path) -> None:
    """Look a database over as a whole; raises InvalidInput with what is wrong."""
    try:
        with closing(_connect(path, "rw")) as connection:
            fault = _find_fault(connection)
    except sqlite3.Error as error:
        fault = str(error)
    if fault:
        raise InvalidInput({"file": f"{path.name} is not a whole copy of a database: {fault}"})


def read_schema(path: Path) -> str | None:
    """Give the number of the schema of a copy; raises InvalidInput where there is none."""
    check_copy(path)
    with closing(_connect(path, "ro")) as connection:
        row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    return str(row[0]) if row else None


def replace_database(source: Path, target: Path) -> None:
    """Put a copy in a database's place; the one before stays beside it under another name.

    Raises InvalidInput for a bad copy, StorageBusy while anything has the database open.
    """
    with _explained():
        target.parent.mkdir(parents=True, exist_ok=True)
        with _draft(target) as draft:
            copy_database(source, draft)
            if target.exists():
                _close_off(target)
                _set_aside(target)
            draft.replace(target)
            _keep(target.parent)


@contextmanager
def _explained() -> Iterator[None]:
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        raise StorageBusy(f"The database could not be copied: {error}") from error


def _connect(path: Path, mode: str) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode={mode}", uri=True, timeout=SECONDS)


def _find_fault(connection: sqlite3.Connection) -> str | None:
    (verdict,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
    if verdict != "ok":
        return str(verdict)
    if connection.execute("PRAGMA foreign_key_check").fetchone():
        return "rows point to others that are not there"
    counts = {connection.execute(each).fetchone()[0] for each in AGREE}
    return None if len(counts) == 1 else "moves, attempts and progress do not agree"


@contextmanager
def _draft(target: Path) -> Iterator[Path]:
    """Give a name beside the target that only its owner may read; nothing of it stays."""
    draft = target.with_name(f".{target.name}.{secrets.token_hex(4)}.part")
    os.close(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    try:
        yield draft
    finally:
        for path in _files_of(draft):
            path.unlink(missing_ok=True)


def _files_of(path: Path) -> tuple[Path, ...]:
    return (path, path.with_name(f"{path.name}-wal"), path.with_name(f"{path.name}-shm"))


def _keep(path: Path) -> None:
    """Wait until the disk has it."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _close_off(path: Path) -> None:
    """Take all of the database into its one file, which only works while nobody has it open."""
    try:
        with closing(_connect(path, "rw")) as connection:
            connection.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY:
            raise StorageBusy(IN_USE) from error
        raise
    except sqlite3.DatabaseError:
        # It is damaged, which is why it is being replaced; it is kept as it is.
        return


def _set_aside(path: Path) -> None:
    stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S-%f")
    for each in _files_of(path):
        if each.exists():
            aside = each.with_name(f"{each.name}.before-{stamp}")
            # The name itself is taken over in one step afterwards, and is never without a file.
            aside.hardlink_to(each) if each == path else each.rename(aside)
