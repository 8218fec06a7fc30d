"""Publishing: what is good goes out whole, what is broken keeps its last good version."""

import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from errno import EACCES
from functools import partial
from hashlib import sha256
from pathlib import Path

import pytest
from sqlalchemy import update

from learning.content.beside import name_media
from learning.errors import ContentBroken, NotFound
from learning.operations import attempts, catalogue, compiling, publishing
from learning.operations.accounts import Viewer
from learning.operations.children import Limits, run_apart
from learning.operations.publishing import draft_publication, publish, store_draft
from learning.operations.shelf import Shelf
from learning.operations.site import Site
from learning.operations.studio_taking import take_work
from learning.play.state import Finish
from learning.storage import audit, publications
from learning.storage.count import count_statements
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


SHARED = "cases/shared/box.md"
INCLUDE = "\n[Include: the box](shared/box.md)\n\n## The letter"


@pytest.fixture
def sharing(site: Site, content: Path) -> Site:
    """Publish a case that takes in a box from beside it."""
    write(content, SHARED, "Ask who else lives there.\n")
    edit(content, "\n## The letter", INCLUDE)
    assert not publish(site, content, "test").broken
    return site


def read_case(site: Site) -> str:
    """Give the case as compiled from the database alone."""
    shelf = Shelf()
    with site.database.read() as connection:
        version = publications.load_current(connection, CASE)
        assert version
        return str(shelf.modules.get(connection, CASE, version.sha256))


def test_a_version_compiles_again_without_the_files_it_took_in(
    sharing: Site, content: Path
) -> None:
    shutil.rmtree(content)
    assert "Ask who else lives there." in read_case(sharing)


def test_a_changed_picture_is_a_new_version(site: Site, content: Path) -> None:
    for raw in (b"one", b"two"):
        (content / "cases/wall.jpg").write_bytes(raw)
        edit(content, "## The letter", "![The wall, black with damp](wall.jpg)\n\n## The letter")
        report = publish(site, content, "test")
        assert CASE in report.published
        assert name_media("cases/wall.jpg", sha256(raw).hexdigest()) in read_case(site)
        assert publish(site, content, "test").published == ()


def test_a_version_with_a_picture_compiles_again_when_that_is_gone(
    site: Site, content: Path
) -> None:
    (content / "cases/wall.jpg").write_bytes(b"one")
    edit(content, "## The letter", "![The wall, black with damp](wall.jpg)\n\n## The letter")
    publish(site, content, "test")
    (content / "cases/wall.jpg").unlink()
    assert [each.code for each in publish(site, content, "test").broken[CASE]] == ["M01"]
    assert "The wall, black with damp" in read_case(site)


def test_a_changed_include_is_a_new_version(sharing: Site, content: Path) -> None:
    write(content, SHARED, "Ask who pays the rent.\n")
    report = publish(sharing, content, "test")
    assert (report.published, report.unchanged) == ((CASE,), (COURSE, LESSON))
    assert "Ask who pays the rent." in read_case(sharing)
    assert publish(sharing, content, "test").published == ()


def test_an_include_that_is_gone_breaks_the_case_that_took_it_in(
    sharing: Site, content: Path
) -> None:
    (content / SHARED).unlink()
    report = publish(sharing, content, "test")
    assert [each.code for each in report.broken[CASE]] == ["N01"]
    assert "Ask who else lives there." in read_case(sharing)


def test_an_error_in_an_include_is_told_under_the_case_that_took_it_in(
    sharing: Site, content: Path
) -> None:
    write(content, SHARED, "::: for nobody\nWords.\n:::\n")
    report = publish(sharing, content, "test")
    assert [(each.file, each.code) for each in report.broken[CASE]] == [(SHARED, "B04")]


def test_only_what_changed_is_compiled_and_written(
    stocked: Site, content: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    checked: list[str] = []
    original = publishing.check_apart

    def count(files: Mapping[str, bytes], **rest: object) -> object:
        checked.extend(files)
        return original(files, **rest)

    monkeypatch.setattr(publishing, "check_apart", count)
    edit(content, "summary: Damp", "summary: Mould")
    with count_statements(stocked.database.engine) as statements:
        assert publish(stocked, content, "test").published == (CASE,)
    assert checked == [CASE]
    assert len([each for each in statements if each.startswith("INSERT INTO publication")]) == 1
    with count_statements(stocked.database.engine) as statements:
        publish(stocked, content, "test")
    assert len(statements) == 3
    assert checked == [CASE]


def test_an_id_that_is_lost_is_warned_of(stocked: Site, content: Path) -> None:
    edit(content, "What would you ask first?", "What would you ask him?")
    warnings = publish(stocked, content, "test").warnings
    assert "S08" in {each.code for each in warnings}


def test_an_id_that_has_moved_is_not(stocked: Site, content: Path) -> None:
    text = CASE_TEXT.replace("What would you ask first?", "What would you ask him?")
    moved = "moved: {what-would-you-ask-first: what-would-you-ask-him}\nstart: the-cough"
    write(content, CASE, text.replace("start: the-cough", moved))
    report = publish(stocked, content, "test")
    assert report.published == (CASE,)
    assert "S08" not in {each.code for each in report.warnings}


def test_a_file_that_takes_too_long_holds_no_other_back(
    site: Site, content: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # No text is known that takes three seconds.
    strict = partial(run_apart, limits=Limits(processor=0.4, clock=120))
    monkeypatch.setattr(compiling, "run_apart", strict)
    write(content, "cases/endless.md", CASE_TEXT + "[a" * 50_000)
    report = publish(site, content, "test")
    assert report.published == ALL
    (finding,) = report.broken["cases/endless.md"]
    assert (finding.code, finding.message) == ("F07", "checking it takes over 3 seconds of work")


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


def test_an_attempt_goes_on_under_the_names_that_moved(
    stocked: Site, content: Path, amina: Viewer
) -> None:
    attempt_id = play(stocked, amina, WELL[:3])
    text = CASE_TEXT.replace("## The letter", "## Her letter").replace("#the-letter", "#her-letter")
    text = text.replace("What would you ask first?", "What would you ask him?")
    moved = "moved: {the-letter: her-letter, what-would-you-ask-first: what-would-you-ask-him}\n"
    write(content, CASE, text.replace("start: the-cough", f"{moved}start: the-cough"))
    assert not publish(stocked, content, "test").broken
    place = attempts.open_attempt(stocked, amina, attempt_id)
    assert (place.view.scene, place.next_no) == ("her-letter", 4)
    for no, move in ((4, CALL), (5, Finish())):
        attempts.take(stocked, amina, attempt_id, no=no, move=move)
    assert_counted(stocked, amina)


def test_without_moved_it_stays_under_the_old_ones(
    stocked: Site, content: Path, amina: Viewer
) -> None:
    attempt_id = play(stocked, amina, WELL[:3])
    edit(content, "What would you ask first?", "What would you ask him?")
    publish(stocked, content, "test")
    assert attempts.open_attempt(stocked, amina, attempt_id).view.scene == "the-letter"
    assert_counted(stocked, amina)


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


@pytest.fixture
def taken(stocked: Site, content: Path, amina: Viewer) -> Callable[[], None]:
    """Give what takes the case into the studio, as an administrator does."""
    settings = replace(stocked.settings, content_folder=content)
    here, admin = replace(stocked, settings=settings), replace(amina, is_admin=True)
    return partial(take_work, here, admin, "cases/damp")


def test_what_is_written_in_the_studio_is_neither_overwritten_nor_withdrawn(
    stocked: Site, content: Path, taken: Callable[[], None]
) -> None:
    taken()
    edit(content, "summary: Damp", "summary: Mould")
    report = publish(stocked, content, "test")
    assert (report.published, report.withdrawn, report.left) == ((), (), ("cases/damp",))
    (content / CASE).unlink()
    report = publish(stocked, content, "test")
    assert (report.published, report.withdrawn, report.left) == ((), (), ())
    assert titles(stocked) == ["Damp"]


def test_a_case_taken_into_the_studio_while_it_is_drafted_is_left_alone(
    stocked: Site, content: Path, taken: Callable[[], None]
) -> None:
    edit(content, "summary: Damp", "summary: Mould")
    draft = draft_publication(stocked, content)
    assert list(draft.ready) == [CASE]
    taken()
    store_draft(stocked, draft, "test")
    assert draft_publication(stocked, content).ready == {}
    with stocked.database.read() as connection:
        assert [each.action for each in audit.list_entries(connection)].count("published") == 3
