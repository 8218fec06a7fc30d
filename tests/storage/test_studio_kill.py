"""A work is published, taken back and withdrawn whole or not at all; pressing again goes on."""

import signal
import subprocess
import sys
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest
from sqlalchemy import select

from learning.content.beside import name_media
from learning.operations import attempts, studio, studio_files
from learning.operations.accounts import Viewer
from learning.operations.progress import my_progress
from learning.operations.site import Site
from learning.operations.studio import NewFile
from learning.operations.studio_publishing import look_at_publishing
from learning.operations.studio_saving import Sent, save_text
from learning.operations.studio_scan import WorkFolder
from learning.play.state import Continue
from learning.storage import audit
from learning.storage.schema import Base, Publication
from tests.storage.conftest import Clock
from tests.storage.plays import assert_counted, begin
from tests.storage.quizzes import FIRST, QUIZ, TEXT, take
from tests.storage.studio_killing import ACTS, WORK, break_at, press
from tests.storage.test_studio import PNG, make_educator
from tests.storage.written import COURSE, COURSE_TEXT, FRONT, LESSON, LESSON_TEXT

ROOT = Path(__file__).parents[2]
OLD = f"{WORK}/old.md"
WALL = f"{WORK}/img/wall.png"
SHOWN = "A lesson.\n\n![A wall](img/wall.png)"
BEFORE = {
    COURSE: COURSE_TEXT.partition("2. [Damp]")[0] + "2. [Quiz](quiz.md)\n3. [Old](old.md)\n",
    LESSON: LESSON_TEXT.replace("A lesson.", SHOWN),
    QUIZ: TEXT.replace("{more}", "keeps: best\npass_mark: 60\n"),
    OLD: FRONT.format(title="Old", kind="lesson", more="minutes: 2\n") + "Old.\n\n## Go\n\nGo.\n",
}
AFTER = {
    COURSE: BEFORE[COURSE].replace("3. [Old](old.md)\n", "").replace("Welcome.", "Welcome back."),
    LESSON: BEFORE[LESSON].replace("Listen first.", "Listen well."),
    QUIZ: BEFORE[QUIZ].replace("best", "latest").replace("Two questions.", "Only two."),
}
PICTURES = (PNG + b"before", PNG + b"after")
# The statements that each of these comes to, and the commit after them.
COMMIT = 17
COMMITS = {"go-back": 6, "withdraw": 7}
Rows = dict[str, list[str]]


def dump(site: Site) -> Rows:
    """Give every row of the database."""
    with site.database.read() as connection:
        return {
            name: sorted(map(repr, connection.execute(select(table))))
            for name, table in Base.metadata.tables.items()
        }


def list_shown(site: Site) -> dict[str, str]:
    query = select(Publication.path, Publication.source).where(Publication.is_current)
    with site.database.read() as connection:
        return {path: source.decode() for path, source in connection.execute(query)}


def list_actions(site: Site) -> list[tuple[str, str]]:
    with site.database.read() as connection:
        entries = audit.list_entries(connection)
    told = [(each.action, each.subject) for each in entries if each.subject.startswith(WORK)]
    return sorted(each for each in told if each[0] in ("published", "withdrawn"))


@pytest.fixture
def here(site: Site, tmp_path: Path) -> Site:
    return replace(site, settings=replace(site.settings, instance_folder=tmp_path))


@pytest.fixture
def cole(here: Site) -> Viewer:
    """Let an author publish a course, and change all of it since."""
    viewer = make_educator(here, "Cole")
    assert studio.make_work(here, viewer, kind="course", title="Listening") == WORK
    for title, kind in (("First", "lesson"), ("Quiz", "quiz"), ("Old", "lesson")):
        studio.add_file(here, viewer, WORK, new=NewFile(kind, title))
    put(here, viewer, BEFORE, PICTURES[0])
    assert press(here, viewer)
    assert list_shown(here) == BEFORE
    return viewer


def put(site: Site, viewer: Viewer, texts: dict[str, str], picture: bytes) -> None:
    assert studio.add_medium(site, viewer, WORK, name="wall.png", data=picture) == WALL
    for path, text in texts.items():
        no = studio.read_file(site, viewer, path).no
        save_text(site, viewer, path, sent=Sent(text, no, site.new_id()))


@pytest.fixture
def under_way(here: Site, cole: Viewer, amina: Viewer, clock: Clock) -> list[str]:
    """Let somebody learn from what is there before it changes."""
    for right in (2, 0):
        take(here, amina, right=right)
    begun = [begin(here, amina, anew=True, path=path) for path in (LESSON, QUIZ, OLD)]
    for attempt_id, move in zip(begun, (Continue(), FIRST), strict=False):
        attempts.take(here, amina, attempt_id, no=1, move=move)
    clock.wait(minutes=1)
    for path in (WALL, OLD):
        studio_files.remove_file(here, cole, path)
    put(here, cole, AFTER, PICTURES[1])
    return begun


def is_passed(site: Site, viewer: Viewer) -> bool:
    found = {each.path: each.stand.passed for each in my_progress(site, viewer).modules}
    return bool(found[QUIZ])


def assert_after(site: Site, author: Viewer, learner: Viewer, begun: list[str]) -> None:
    """See that the new version is there whole, once, and that who was under way goes on."""
    assert list_shown(site) == AFTER
    assert list_actions(site) == sorted(
        [("published", path) for path in (*BEFORE, *AFTER)] + [("withdrawn", OLD)]
    )
    assert not look_at_publishing(site, author, WORK).has_changes
    assert not is_passed(site, learner)
    assert_counted(site, learner)
    assert [attempts.open_attempt(site, learner, each).next_no for each in begun] == [2, 2, 1]
    assert_counted(site, learner)
    for data in PICTURES:
        digest = name_media(WALL, sha256(data).hexdigest()).split("/")[2]
        medium = WorkFolder(site, WORK).open_medium(digest, WALL, asker=learner)
        assert medium.stream.read() == data


def kill(site: Site, author: Viewer, act: str, number: int) -> None:
    """Let a process of its own do it, and die at that statement."""
    url, folder = site.settings.database_url, site.settings.instance_folder
    command = [sys.executable, "-m", "tests.storage.studio_killing", act, url, str(folder)]
    told = [*command, author.person_id, str(number)]
    done = subprocess.run(told, cwd=ROOT, timeout=60, check=False)
    assert done.returncode == -signal.SIGKILL


def fail_everywhere(site: Site, author: Viewer, act: str) -> int:
    """Fail at each statement in turn until none is left; give how many there were."""
    before, failed = dump(site), 0

    def fail() -> None:
        raise OSError("the disk is full")

    while True:
        mend = break_at(site, failed + 1, fail)
        try:
            assert ACTS[act](site, author)
            return failed
        except OSError:
            failed += 1
            assert dump(site) == before
        finally:
            mend()


@pytest.mark.parametrize("number", [1, 12, COMMIT, 99])
def test_killed_in_the_middle_a_work_is_published_whole_or_not_at_all(
    here: Site, cole: Viewer, amina: Viewer, under_way: list[str], number: int
) -> None:
    before = dump(here)
    kill(here, cole, "publish", number)
    if number <= COMMIT:
        assert dump(here) == before
        assert is_passed(here, amina)
        assert press(here, cole)
    assert not press(here, cole)
    assert_after(here, cole, amina, under_way)


def test_a_failure_at_any_statement_publishes_nothing(
    here: Site, cole: Viewer, amina: Viewer, under_way: list[str]
) -> None:
    assert fail_everywhere(here, cole, "publish") == COMMIT
    assert_after(here, cole, amina, under_way)


@pytest.fixture
def replaced(here: Site, cole: Viewer, under_way: list[str]) -> list[str]:
    """Let learners have the new version, while they are under way on the old one."""
    assert press(here, cole)
    return under_way


def assert_taken_back(site: Site, learner: Viewer, begun: list[str], act: str) -> None:
    """See that all of it is done, noted once, and that who was under way goes on."""
    told = [("published", path) for path in (*BEFORE, *AFTER)] + [("withdrawn", OLD)]
    if act == "go-back":
        assert list_shown(site) == {**AFTER, QUIZ: BEFORE[QUIZ]}
        assert list_actions(site) == sorted([*told, ("published", QUIZ)])
        # The best attempt counts again, and not the latest.
        assert is_passed(site, learner)
    else:
        assert list_shown(site) == {}
        assert list_actions(site) == sorted([*told, *(("withdrawn", path) for path in AFTER)])
    assert_counted(site, learner)
    assert [attempts.open_attempt(site, learner, each).next_no for each in begun] == [2, 2, 1]


@pytest.mark.parametrize(
    ("act", "number"),
    [(act, number) for act, last in COMMITS.items() for number in (last // 2, last, 99)],
)
def test_killed_in_the_middle_it_is_taken_back_whole_or_not_at_all(
    here: Site, cole: Viewer, amina: Viewer, replaced: list[str], act: str, number: int
) -> None:
    before = dump(here)
    kill(here, cole, act, number)
    if number <= COMMITS[act]:
        assert dump(here) == before
        assert not is_passed(here, amina)
        assert ACTS[act](here, cole)
    done = dump(here)
    assert not ACTS[act](here, cole)
    assert dump(here) == done
    assert_taken_back(here, amina, replaced, act)


@pytest.mark.parametrize("act", COMMITS)
def test_a_failure_at_any_statement_takes_nothing_back(
    here: Site, cole: Viewer, amina: Viewer, replaced: list[str], act: str
) -> None:
    assert fail_everywhere(here, cole, act) == COMMITS[act]
    assert_taken_back(here, amina, replaced, act)
