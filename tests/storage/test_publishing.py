"""Publishing: what is good goes out whole, what is broken keeps its last good version."""

from collections.abc import Iterator
from dataclasses import replace
from errno import EACCES
from pathlib import Path

import pytest
from sqlalchemy import update

from learning.errors import ContentBroken, NotFound
from learning.operations import attempts, catalogue
from learning.operations.accounts import Viewer
from learning.operations.publishing import publish
from learning.operations.shelf import Shelf
from learning.operations.site import Site
from learning.play.state import Finish
from learning.storage import audit
from learning.storage.schema import Publication
from tests.storage.conftest import Clock, together
from tests.storage.plays import CALL, WELL, assert_counted, begin, play
from tests.storage.written import CASE, CASE_TEXT, COURSE, LESSON, write

ALL = (CASE, COURSE, LESSON)


def titles(site: Site) -> list[str]:
    return [each.title for each in catalogue.list_cases(site, None)]


def edit(root: Path, old: str, new: str) -> None:
    assert old in CASE_TEXT
    write(root, CASE, CASE_TEXT.replace(old, new))


def test_what_is_new_is_published_and_then_left_alone(site: Site, content: Path) -> None:
    first = publish(site, content, "test")
    assert (first.published, first.unchanged, first.broken) == (ALL, (), {})
    second = publish(site, content, "test")
    assert (second.published, second.unchanged) == ((), ALL)


def test_warnings_are_told_and_do_not_hold_a_file_back(site: Site, content: Path) -> None:
    assert [each.code for each in publish(site, content, "test").warnings] == ["V02"]


def test_a_broken_file_keeps_its_last_good_version(stocked: Site, content: Path) -> None:
    edit(content, "(#the-letter)", "(#the-leter)")
    report = publish(stocked, content, "test")
    assert (report.published, report.withdrawn) == ((), ())
    assert [str(each).split(" ")[0].rpartition(":")[0] for each in report.broken[CASE]]
    assert titles(stocked) == ["Damp"]
    assert catalogue.show_case(stocked, None, CASE)


def test_a_broken_file_holds_no_other_back(site: Site, content: Path) -> None:
    write(content, "cases/broken.md", "no front matter")
    report = publish(site, content, "test")
    assert report.published == ALL
    assert list(report.broken) == ["cases/broken.md"]


def test_a_file_that_is_gone_leaves_the_catalogue_and_not_its_learners(
    stocked: Site, content: Path, amina: Viewer
) -> None:
    attempt_id = play(stocked, amina, WELL[:3])
    (content / CASE).unlink()
    (content / COURSE).unlink()
    assert publish(stocked, content, "test").withdrawn == (CASE, COURSE)
    assert titles(stocked) == []
    with pytest.raises(NotFound):
        begin(stocked, amina)
    for no, move in ((4, CALL), (5, Finish())):
        attempts.take(stocked, amina, attempt_id, no=no, move=move)
    again = attempts.play_again(stocked, amina, attempt_id)
    assert attempts.open_attempt(stocked, amina, again).view.scene == "the-cough"
    assert_counted(stocked, amina)


def test_a_file_that_comes_back_is_published_again(stocked: Site, content: Path) -> None:
    (content / CASE).rename(content / "away.md")
    publish(stocked, content, "test")
    (content / "away.md").rename(content / CASE)
    assert publish(stocked, content, "test").published == (CASE,)
    assert titles(stocked) == ["Damp"]


def test_a_folder_that_is_gone_withdraws_nothing(stocked: Site, tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        publish(stocked, tmp_path / "nowhere", "test")
    assert titles(stocked) == ["Damp"]


def test_a_file_that_cannot_be_read_is_not_gone(stocked: Site, content: Path) -> None:
    (content / CASE).unlink()
    (content / CASE).symlink_to(content / "nothing")
    report = publish(stocked, content, "test")
    assert list(report.broken) == [CASE]
    assert titles(stocked) == ["Damp"]


def test_a_folder_that_cannot_be_read_withdraws_nothing(
    stocked: Site, content: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(folder: Path) -> Iterator[Path]:
        raise PermissionError(EACCES, "Permission denied", str(folder))

    # The super-user who may run the tests can read everything.
    monkeypatch.setattr(Path, "iterdir", refuse)
    report = publish(stocked, content, "test")
    assert (report.withdrawn, list(report.broken)) == ((), ["cases", "courses"])
    assert titles(stocked) == ["Damp"]


def test_a_root_that_may_not_be_searched_is_named(
    stocked: Site, content: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path, **_: object) -> None:
        raise PermissionError(EACCES, "Permission denied", str(path))

    monkeypatch.setattr(Path, "stat", refuse)
    with pytest.raises(NotFound, match=f"{content}.* cannot be read"):
        publish(stocked, content, "test")


def test_a_folder_that_is_not_there_withdraws_nothing_of_it(stocked: Site, content: Path) -> None:
    (content / "cases").rename(content / "away")
    report = publish(stocked, content, "test")
    assert (report.withdrawn, list(report.broken)) == ((), ["cases"])
    (content / "cases").mkdir()
    assert publish(stocked, content, "test").withdrawn == (CASE,)


def test_nodes_that_publish_together_publish_once(stocked: Site, content: Path) -> None:
    edit(content, "summary: Damp", "summary: Mould")
    together(4, lambda: publish(stocked, content, "test"))
    with stocked.database.read() as connection:
        lines = sorted(each.subject for each in audit.list_entries(connection))
    assert lines == [CASE, CASE, COURSE, LESSON]


def test_an_attempt_goes_on_with_the_new_version_its_moves_fit(
    stocked: Site, content: Path, amina: Viewer, clock: Clock
) -> None:
    attempt_id = play(stocked, amina, WELL[:3])
    edit(content, "It asks for repairs.", "It asks for repairs by Friday.")
    clock.wait(minutes=1)
    publish(stocked, content, "test")
    place = attempts.open_attempt(stocked, amina, attempt_id)
    assert "by Friday" in str(place.view)
    assert (place.view.scene, place.next_no) == ("the-letter", 4)
    attempts.take(stocked, amina, attempt_id, no=4, move=CALL)
    assert_counted(stocked, amina)


def test_an_attempt_that_does_not_fit_stays_on_its_version(
    stocked: Site, content: Path, amina: Viewer
) -> None:
    attempt_id = play(stocked, amina, WELL[:3])
    edit(content, "[Ask when the patches began]", "[Ask about the patches]")
    publish(stocked, content, "test")
    for _ in range(2):
        place = attempts.open_attempt(stocked, amina, attempt_id)
        assert (place.view.scene, place.next_no) == ("the-letter", 4)
    for no, move in ((4, CALL), (5, Finish())):
        attempts.take(stocked, amina, attempt_id, no=no, move=move)
    assert_counted(stocked, amina)
    again = attempts.play_again(stocked, amina, attempt_id)
    assert "Ask about the patches" not in str(attempts.open_attempt(stocked, amina, again).view)


def test_a_finished_attempt_stays_as_it_was(stocked: Site, content: Path, amina: Viewer) -> None:
    attempt_id = play(stocked, amina, WELL)
    edit(content, "The landlord repairs the wall.", "All is well.")
    publish(stocked, content, "test")
    assert attempts.open_attempt(stocked, amina, attempt_id).finished
    assert_counted(stocked, amina)


def test_a_version_is_compiled_once_and_the_least_used_gives_way(
    stocked: Site, amina: Viewer
) -> None:
    read: list[str] = []
    shelf = Shelf(capacity=1)
    original = shelf.modules._read
    shelf.modules._read = lambda path, *rest: (read.append(path), original(path, *rest))[1]
    site = replace(stocked, shelf=shelf)
    together(4, lambda: catalogue.show_case(site, None, CASE))
    assert read == [CASE]
    catalogue.show_case(site, None, LESSON)
    catalogue.show_case(site, None, CASE)
    assert read == [CASE, LESSON, CASE]


def test_a_stored_version_that_cannot_be_read_any_more_is_said(stocked: Site) -> None:
    with stocked.database.write() as connection:
        connection.execute(update(Publication).values(source=b""))
    with pytest.raises(ContentBroken, match=CASE):
        catalogue.show_case(stocked, None, CASE)
