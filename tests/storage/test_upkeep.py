"""A backup is whole or is not there, and comes back as it was."""

import os
import resource
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from learning.errors import BadSettings, InvalidInput, NotFound, StorageBusy
from learning.operations import upkeep
from learning.operations.accounts import Viewer
from learning.operations.publishing import publish
from learning.operations.site import Site, open_site
from learning.settings import Settings
from learning.storage import dumps, migrate
from learning.storage.database import open_database, sqlite_path
from tests.servers import find_postgres
from tests.storage.conftest import Clock, join, settings_for, viewer_of
from tests.storage.plays import BADLY, WELL, assert_counted, begin, play
from tests.storage.written import write_content


@pytest.fixture(autouse=True)
def client_programs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Put the client programs of the tests' own PostgreSQL first on the path."""
    if found := find_postgres():
        monkeypatch.setenv("PATH", f"{found}{os.pathsep}{os.environ['PATH']}")


def reopen(settings: Settings, clock: Clock) -> Site:
    return replace(open_site(settings), clock=clock)


@contextmanager
def busy(site: Site, viewer: Viewer) -> Iterator[None]:
    """Keep storing moves while something else is done."""
    done = threading.Event()

    def work() -> None:
        while not done.is_set():
            play(site, viewer, BADLY, anew=True)

    writer = threading.Thread(target=work)
    writer.start()
    try:
        yield
    finally:
        done.set()
        writer.join(30)


def test_ten_of_ten_backups_made_while_writing_come_back(
    stocked: Site, amina: Viewer, clock: Clock, tmp_path: Path
) -> None:
    acknowledged = []
    with busy(stocked, amina):
        for number in range(10):
            acknowledged.append(begin(stocked, amina, anew=True))
            upkeep.backup(stocked.settings, tmp_path / f"{number}.backup")
    stocked.close()
    for number, last in enumerate(acknowledged):
        upkeep.restore(stocked.settings, tmp_path / f"{number}.backup")
        site = reopen(stocked.settings, clock)
        with site.database.read() as connection:
            found = set(connection.exec_driver_sql("SELECT id FROM attempt").scalars())
        assert last in found
        assert_counted(site, amina)
        site.close()


def test_a_restored_site_goes_on(
    stocked: Site, amina: Viewer, clock: Clock, tmp_path: Path
) -> None:
    target = tmp_path / "one.backup"
    attempt_id = play(stocked, amina, WELL[:3])
    upkeep.backup(stocked.settings, target)
    play(stocked, amina, BADLY, anew=True)
    stocked.close()
    upkeep.restore(stocked.settings, target)
    site = reopen(stocked.settings, clock)
    assert begin(site, amina) == attempt_id
    play(site, amina, WELL, anew=True)
    assert_counted(site, amina)
    site.close()


def test_a_backup_is_for_its_owners_eyes(site: Site, tmp_path: Path) -> None:
    upkeep.backup(site.settings, tmp_path / "one.backup")
    assert (tmp_path / "one.backup").stat().st_mode & 0o777 == 0o600


def test_half_a_backup_is_refused_and_changes_nothing(
    stocked: Site, amina: Viewer, clock: Clock, tmp_path: Path
) -> None:
    whole, half = tmp_path / "whole", tmp_path / "half"
    upkeep.backup(stocked.settings, whole)
    half.write_bytes(whole.read_bytes()[: whole.stat().st_size // 2])
    attempt_id = begin(stocked, amina)
    stocked.close()
    for path in (half, Path(__file__)):
        with pytest.raises(InvalidInput, match=path.name):
            upkeep.restore(stocked.settings, path)
    site = reopen(stocked.settings, clock)
    assert begin(site, amina) == attempt_id
    site.close()


def test_a_backup_of_a_newer_version_is_refused(site: Site, clock: Clock, tmp_path: Path) -> None:
    with site.database.write() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    upkeep.backup(site.settings, tmp_path / "newer")
    with site.database.write() as connection:
        newest = migrate.newest()
        connection.exec_driver_sql(f"UPDATE alembic_version SET version_num = '{newest}'")
    site.close()
    with pytest.raises(BadSettings, match="newer version"):
        upkeep.restore(site.settings, tmp_path / "newer")
    reopen(site.settings, clock).close()


def test_what_cannot_be_found_is_named(site: Site, tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="nowhere"):
        upkeep.restore(site.settings, tmp_path / "nowhere")
    with pytest.raises(InvalidInput, match="nowhere"):
        upkeep.backup(site.settings, tmp_path / "nowhere" / "file")
    with pytest.raises(NotFound, match="no database"):
        upkeep.backup(settings_for(f"sqlite:///{tmp_path / 'none.db'}"), tmp_path / "file")


def test_a_backup_that_fails_leaves_the_last_good_one(lite_site: Site, tmp_path: Path) -> None:
    target = tmp_path / "one.backup"
    upkeep.backup(lite_site.settings, target)
    before = target.read_bytes()
    with lite_site.database.write() as connection:
        connection.exec_driver_sql("DROP TABLE progress")
    with pytest.raises(InvalidInput):
        upkeep.backup(lite_site.settings, target)
    assert target.read_bytes() == before
    assert parts(tmp_path) == []


def test_a_backup_without_room_is_told_and_leaves_nothing(lite_site: Site, tmp_path: Path) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, hard))
    try:
        with pytest.raises(StorageBusy, match="could not be copied"):
            upkeep.backup(lite_site.settings, tmp_path / "one.backup")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert parts(tmp_path) == []
    assert not (tmp_path / "one.backup").exists()


@pytest.mark.parametrize("ending", ["", "-wal"])
def test_a_backup_does_not_replace_the_database_it_is_of(lite_site: Site, ending: str) -> None:
    path = sqlite_path(lite_site.settings.database_url)
    before = path.stat().st_ino
    with pytest.raises(InvalidInput, match="the database itself"):
        upkeep.backup(lite_site.settings, path.with_name(path.name + ending))
    assert path.stat().st_ino == before


def parts(folder: Path) -> list[Path]:
    return list(folder.glob(".*.part"))


@pytest.mark.parametrize(
    "damage", ["UPDATE progress SET moves = 9", "UPDATE attempt SET last_no = 9"]
)
def test_a_backup_whose_counts_do_not_agree_is_refused(
    lite_site: Site, tmp_path: Path, damage: str
) -> None:
    publish(lite_site, write_content(tmp_path / "content"), "test")
    play(lite_site, viewer_of(lite_site, join(lite_site, "Amina")), WELL)
    with lite_site.database.write() as connection:
        connection.exec_driver_sql(damage)
    with pytest.raises(InvalidInput, match="do not agree"):
        upkeep.backup(lite_site.settings, tmp_path / "one.backup")


def test_a_database_in_use_is_not_replaced(lite_site: Site, tmp_path: Path) -> None:
    upkeep.backup(lite_site.settings, tmp_path / "one.backup")
    join(lite_site, "Amina")
    with pytest.raises(StorageBusy, match="stop the server"):
        upkeep.restore(lite_site.settings, tmp_path / "one.backup")
    assert upkeep.is_ready(lite_site)
    lite_site.close()
    upkeep.restore(lite_site.settings, tmp_path / "one.backup")
    assert len(list(tmp_path.glob("learning.db.before-*"))) == 1


def test_a_damaged_database_can_be_replaced(lite_site: Site, tmp_path: Path) -> None:
    upkeep.backup(lite_site.settings, tmp_path / "one.backup")
    lite_site.close()
    (tmp_path / "learning.db").write_bytes(b"not a database at all")
    upkeep.restore(lite_site.settings, tmp_path / "one.backup")
    assert upkeep.is_ready(lite_site)


COMMAND = """
import sys
from pathlib import Path
from learning.operations import upkeep
from learning.settings import Settings
upkeep.backup(Settings(database_url=sys.argv[1]), Path(sys.argv[2]))
"""


def wait_for_part(folder: Path) -> None:
    deadline = time.monotonic() + 20
    while not any(each.stat().st_size for each in parts(folder)):
        assert time.monotonic() < deadline


def test_a_backup_killed_half_way_has_no_good_looking_file(lite_site: Site, tmp_path: Path) -> None:
    target = tmp_path / "one.backup"
    with lite_site.database.write() as connection:
        connection.exec_driver_sql("CREATE TABLE filler AS SELECT randomblob(30000000) AS much")
    command = [sys.executable, "-c", COMMAND, lite_site.settings.database_url, str(target)]
    with subprocess.Popen(command) as process:
        try:
            wait_for_part(tmp_path)
        finally:
            process.kill()
    assert process.returncode == -signal.SIGKILL
    assert not target.exists()
    upkeep.backup(lite_site.settings, target)


def test_a_missing_program_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(BadSettings, match="pg_dump is not on the path"):
        dumps.dump_database("postgresql+psycopg://nobody@127.0.0.1:1/none", Path("x.dump"))


def test_readiness_tells_whether_the_database_answers(site: Site, tmp_path: Path) -> None:
    assert upkeep.is_ready(site)
    gone = open_database(f"sqlite:///{tmp_path / 'none.db'}")
    assert not upkeep.is_ready(replace(site, database=gone))
    gone.close()


def test_a_secret_that_was_emptied_signs_nothing(lite_site: Site, tmp_path: Path) -> None:
    folder = tmp_path / "instance"
    folder.mkdir()
    (folder / "secret").touch()
    with pytest.raises(BadSettings, match="too short: delete"):
        open_site(replace(lite_site.settings, secret="", instance_folder=folder))
