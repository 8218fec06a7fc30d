"""What a database's fault means for the person who waits: which pass, and what to say of each.

A fault that is none of these is a defect of ours, and goes on as it is.
"""

import sqlite3

from psycopg import Error as PostgresError
from psycopg import InterfaceError, OperationalError
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoConnection

BUSY = "The database is busy with other work. Nothing was stored; please try again in a moment."
FULL = (
    "There is no space left to store anything. Nothing was lost; please try again once "
    "whoever runs this site has made room."
)
DISK = (
    "The disk refused to store anything. Nothing was lost; please try again once whoever runs "
    "this site has seen to it."
)
READ_ONLY = (
    "The database can only be read at present. Nothing was stored; please try again once "
    "whoever runs this site has opened it for writing."
)
DAMAGED = (
    "The database is damaged and takes nothing more in. Whoever runs this site can put the last "
    "backup in its place: stop the server, then run `learning restore FILE`."
)
GONE = "The database cannot be reached. Nothing was stored; please try again in a moment."

# https://www.sqlite.org/rescode.html: the low byte of an extended code is its primary code.
SQLITE = {
    sqlite3.SQLITE_BUSY: BUSY,
    sqlite3.SQLITE_LOCKED: BUSY,
    sqlite3.SQLITE_FULL: FULL,
    sqlite3.SQLITE_IOERR: DISK,
    sqlite3.SQLITE_READONLY: READ_ONLY,
    sqlite3.SQLITE_CANTOPEN: GONE,
    sqlite3.SQLITE_CORRUPT: DAMAGED,
    sqlite3.SQLITE_NOTADB: DAMAGED,
}
# https://www.postgresql.org/docs/current/errcodes-appendix.html; two characters name a class.
SERIALIZATION, DEADLOCK = "40001", "40P01"
POSTGRES = {
    SERIALIZATION: BUSY,
    DEADLOCK: BUSY,
    "55P03": BUSY,
    "57014": BUSY,
    "53300": BUSY,
    "53100": FULL,
    "58030": DISK,
    "25006": READ_ONLY,
    "08": GONE,
    "57P": GONE,
}


def explain(error: BaseException) -> str | None:
    """Say in a sentence what has happened, or None where it is no passing fault."""
    match error:
        case NoConnection():
            return BUSY
        case DBAPIError(orig=sqlite3.Error() as cause):
            return SQLITE.get(getattr(cause, "sqlite_errorcode", 0) & 0xFF)
        case DBAPIError(orig=PostgresError() as cause):
            return GONE if error.connection_invalidated else _explain_state(cause)
        case _:
            return None


def _explain_state(cause: PostgresError) -> str | None:
    if cause.sqlstate is None:
        # The driver found nobody to talk to, so there is no state to tell.
        return GONE if isinstance(cause, OperationalError | InterfaceError) else None
    state = cause.sqlstate
    return POSTGRES.get(state) or POSTGRES.get(state[:3]) or POSTGRES.get(state[:2])


def may_be_repeated(error: BaseException | None) -> bool:
    """Whether PostgreSQL broke the transaction off whole, so that doing it again is right."""
    cause = error.orig if isinstance(error, DBAPIError) else None
    return isinstance(cause, PostgresError) and cause.sqlstate in (SERIALIZATION, DEADLOCK)
