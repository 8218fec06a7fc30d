"""Without room on the disk nothing is half stored, pages are still shown, and room mends it."""

import resource
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

from learning.errors import StorageBusy
from learning.operations import accounts, attempts
from learning.operations.accounts import SignedIn, Viewer
from learning.operations.publishing import publish
from learning.operations.site import Site
from learning.storage.database import sqlite_path
from learning.storage.faults import DISK, FULL
from tests.storage.conftest import Clock, join, viewer_of
from tests.storage.plays import BADLY, RIGHT, SPOT, assert_counted, play
from tests.storage.written import CASE, CASE_TEXT, write, write_content

Limit = Callable[[Site], AbstractContextManager[str]]


@pytest.fixture
def shop(lite_site: Site, tmp_path: Path) -> Site:
    publish(lite_site, write_content(tmp_path / "content"), "test")
    return lite_site


@pytest.fixture
def known(shop: Site) -> SignedIn:
    return join(shop, "Amina")


@contextmanager
def page_limit(site: Site) -> Iterator[str]:
    """Let the database grow no further, as on a full disk."""
    with site.database.read() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    yield FULL
    with site.database.read() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 1000000")


@contextmanager
def file_limit(site: Site) -> Iterator[str]:
    """Let no file of this process grow further, as where a quota is used up."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    wal = Path(f"{sqlite_path(site.settings.database_url)}-wal")
    resource.setrlimit(resource.RLIMIT_FSIZE, (wal.stat().st_size, hard))
    try:
        yield DISK
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def play_on(site: Site, viewer: Viewer) -> None:
    for _ in range(200):
        play(site, viewer, BADLY, anew=True)


@pytest.mark.parametrize("limit", [page_limit, file_limit])
def test_a_full_disk_loses_nothing_and_reading_goes_on(
    shop: Site, known: SignedIn, limit: Limit, clock: Clock
) -> None:
    viewer = viewer_of(shop, known)
    attempt_id = play(shop, viewer, [SPOT])
    with limit(shop) as message:
        with pytest.raises(StorageBusy, match=message):
            play_on(shop, viewer)
        with pytest.raises(StorageBusy, match=message):
            play_on(shop, viewer)
        clock.wait(minutes=6)
        assert accounts.find_viewer(shop, known.token)
        assert attempts.open_attempt(shop, viewer, attempt_id).next_no == 2
        assert_counted(shop, viewer)
    assert attempts.take(shop, viewer, attempt_id, no=2, move=RIGHT) == attempts.Taken(2)
    play(shop, viewer, BADLY, anew=True)
    assert_counted(shop, viewer)


def test_an_attempt_is_shown_as_it_stood_where_a_newer_version_cannot_be_noted(
    shop: Site, known: SignedIn, tmp_path: Path
) -> None:
    viewer = viewer_of(shop, known)
    attempt_id = play(shop, viewer, [SPOT])
    write(tmp_path / "content", CASE, CASE_TEXT.replace("Damp", "Mould"))
    assert publish(shop, tmp_path / "content", "test").published == (CASE,)
    with file_limit(shop):
        assert attempts.open_attempt(shop, viewer, attempt_id).view.case_title == "Damp"
    assert attempts.open_attempt(shop, viewer, attempt_id).view.case_title == "Mould"
