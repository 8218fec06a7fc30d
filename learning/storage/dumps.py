"""Whole copies of a PostgreSQL database, by its own programs pg_dump and pg_restore."""

import os
import re
import secrets
import shutil
import subprocess
from pathlib import Path

from psycopg.conninfo import make_conninfo
from sqlalchemy import make_url

from learning.errors import BadSettings, InvalidInput, StorageBusy

KEEP_OWNERS_OUT = ("--no-owner", "--no-privileges")


def dump_database(url: str, target: Path) -> None:
    """Write a dump of one moment; it takes its real name once it is whole."""
    draft = target.with_name(f".{target.name}.{secrets.token_hex(4)}.part")
    os.close(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    try:
        done = _run(url, "pg_dump", "--format=custom", f"--file={draft}", *KEEP_OWNERS_OUT)
        if done.returncode:
            raise StorageBusy(f"pg_dump could not copy the database: {done.stderr.strip()}")
        check_dump(url, draft)
        with draft.open("rb") as file:
            os.fsync(file.fileno())
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)


def check_dump(url: str, source: Path) -> None:
    """Read a dump through to its end; raises InvalidInput where it is not whole."""
    done = _run(url, "pg_restore", "--file=-", str(source), connect=False)
    if done.returncode:
        raise InvalidInput({"file": f"{source.name} is not a whole dump: {done.stderr.strip()}"})


def read_schema(url: str, source: Path) -> str | None:
    """Give the number of the schema of a dump; raises InvalidInput where it is not whole."""
    check_dump(url, source)
    options = ("--data-only", "--table=alembic_version", "--file=-")
    text = _run(url, "pg_restore", *options, str(source), connect=False).stdout
    found = re.search(r"^COPY .*alembic_version.*\n(\w+)$", text, re.MULTILINE)
    return found[1] if found else None


def restore_dump(url: str, source: Path) -> None:
    """Put a dump in the database's place, all of it in one transaction."""
    options = ("--clean", "--if-exists", "--single-transaction", "--exit-on-error")
    done = _run(url, "pg_restore", *options, *KEEP_OWNERS_OUT, str(source))
    if done.returncode:
        raise StorageBusy(f"pg_restore left the database as it was: {done.stderr.strip()}")


def _run(
    url: str, program: str, *arguments: str, connect: bool = True
) -> subprocess.CompletedProcess[str]:
    found = shutil.which(program)
    if found is None:
        raise BadSettings(
            f"{program} is not on the path: install PostgreSQL's client programs, of the "
            "server's version or newer"
        )
    parsed = make_url(url)
    known = parsed.translate_connect_args(username="user", database="dbname")
    # The password goes by the environment: arguments can be seen by anybody on the machine.
    password = str(known.pop("password", ""))
    more = {name: str(value) for name, value in parsed.query.items()}
    place = make_conninfo("", **{name: str(value) for name, value in known.items()}, **more)
    return subprocess.run(
        [found, *((f"--dbname={place}",) if connect else ()), *arguments],
        env=os.environ | {"PGPASSWORD": password, "PGOPTIONS": "-c lock_timeout=10000"},
        capture_output=True,
        text=True,
        check=False,
    )
