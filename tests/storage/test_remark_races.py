"""Publishing and marking again while people play, twice at once, and killed in the middle."""

import signal
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import select

from learning.errors import LearningError, Stale
from learning.operations.accounts import Viewer
from learning.operations.messages import list_messages
from learning.operations.publishing import publish
from learning.operations.remarking import foresee_remarking, remark
from learning.operations.site import Site
from learning.storage.schema import Attempt, AuditEntry, Message, Publication
from tests.storage.conftest import join, together, viewer_of
from tests.storage.plays import assert_counted, play
from tests.storage.test_remarking import MISTAKEN, correct
from tests.storage.written import CASE, CASE_TEXT, write

ROOT = Path(__file__).parents[2]
PEOPLE = 3


@pytest.fixture
def people(stocked: Site, content: Path) -> list[Viewer]:
    """Let three people play twice by a wrong key, and correct it."""
    viewers = [viewer_of(stocked, join(stocked, f"Learner {no}")) for no in range(PEOPLE)]
    for viewer in viewers:
        for _ in range(2):
            play(stocked, viewer, MISTAKEN, anew=True)
    correct(stocked, content)
    return viewers


def read_marks(site: Site, viewer: Viewer) -> set[tuple[float | None, bool]]:
    """Give the marks of a person, each with whether it is of the current version."""
    query = (
        select(Attempt.earned, Publication.is_current)
        .join(Publication, Publication.id == Attempt.publication_id)
        .where(Attempt.person_id == viewer.person_id)
    )
    with site.database.read() as connection:
        return {(row.earned, row.is_current) for row in connection.execute(query)}


def count_told(site: Site, viewer: Viewer) -> int:
    return len(list_messages(site, viewer))


@pytest.mark.parametrize("number", [1, 2, 3])
def test_killed_in_the_middle_nobody_is_marked_by_halves(
    stocked: Site, people: list[Viewer], number: int
) -> None:
    command = [sys.executable, "-m", "tests.storage.remarking"]
    url = stocked.settings.database_url
    done = subprocess.run([*command, url, str(number)], cwd=ROOT, timeout=60, check=False)
    assert done.returncode == -signal.SIGKILL
    states = Counter()
    for viewer in people:
        marks = read_marks(stocked, viewer)
        assert (marks, count_told(stocked, viewer)) in [({(1, False)}, 0), ({(2, True)}, 1)]
        states[marks == {(2, True)}] += 1
        assert_counted(stocked, viewer)
    assert states[False] > 0
    remark(stocked, CASE, by="test", digest=foresee_remarking(stocked, CASE).digest)
    for viewer in people:
        assert (read_marks(stocked, viewer), count_told(stocked, viewer)) == ({(2, True)}, 1)
        assert_counted(stocked, viewer)


def test_two_who_mark_again_at_once_tell_everybody_once(
    stocked: Site, people: list[Viewer]
) -> None:
    digest = foresee_remarking(stocked, CASE).digest

    def mark() -> None:
        try:
            remark(stocked, CASE, by="test", digest=digest)
        except Stale:
            # Slower than the other, and told so.
            return

    together(2, mark)
    for viewer in people:
        assert (read_marks(stocked, viewer), count_told(stocked, viewer)) == ({(2, True)}, 1)
        assert_counted(stocked, viewer)


def play_beside(site: Site, viewer: Viewer, work: Callable[[], object]) -> None:
    """Let a person play on and on while the work is done."""
    done, faults = threading.Event(), list[LearningError]()

    def go_on() -> None:
        try:
            for _ in range(30):
                play(site, viewer, MISTAKEN, anew=True)
                if done.is_set():
                    break
        except LearningError as error:
            faults.append(error)

    player = threading.Thread(target=go_on)
    player.start()
    work()
    done.set()
    player.join(60)
    assert not player.is_alive()
    assert faults == []


def test_who_plays_meanwhile_is_counted_rightly(stocked: Site, people: list[Viewer]) -> None:
    digest = foresee_remarking(stocked, CASE).digest
    play_beside(stocked, people[0], lambda: remark(stocked, CASE, by="test", digest=digest))
    assert read_marks(stocked, people[0]) == {(2, True)}
    for viewer in people:
        assert_counted(stocked, viewer)


def test_publishing_again_and_again_disturbs_no_player(
    stocked: Site, content: Path, amina: Viewer
) -> None:
    def publish_often() -> None:
        for number in range(6):
            text = CASE_TEXT.replace("It asks for repairs.", f"It asks for repairs {number} times.")
            write(content, CASE, text)
            assert publish(stocked, content, "test").published == (CASE,)

    play_beside(stocked, amina, publish_often)
    assert_counted(stocked, amina)


def test_a_newer_version_ends_marking_by_the_older(
    stocked: Site, people: list[Viewer], content: Path
) -> None:
    digest = foresee_remarking(stocked, CASE).digest
    write(content, CASE, CASE_TEXT)
    publish(stocked, content, "test")
    with pytest.raises(Stale):
        remark(stocked, CASE, by="test", digest=digest)
    with stocked.database.read() as connection:
        assert connection.execute(select(Message.id)).all() == []
        marked = select(AuditEntry.id).where(AuditEntry.action == "re-marked")
        assert connection.execute(marked).all() == []
