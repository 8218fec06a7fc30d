"""What authors write in the studio is kept, whoever else writes beside them."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from learning.content.threeway import Keep, Own
from learning.errors import InvalidInput, NotAllowed, NotFound, Stale
from learning.operations import people, studio, studio_files, studio_history, studio_people
from learning.operations.accounts import Registration, Viewer, find_viewer, sign_in
from learning.operations.site import Site
from learning.operations.studio import NewFile
from learning.operations.studio_deleting import delete_work
from learning.operations.studio_saving import (
    Clashing,
    Saved,
    Savers,
    Sent,
    Settled,
    save_text,
    settle,
)
from learning.operations.studio_scan import WorkFolder
from learning.operations.studio_taking import copy_work, take_work
from learning.storage import studio as rows
from learning.storage import studio_lists
from tests.storage.conftest import PASSWORD, SECRET, Clock, together

TEXT = "# Damp\n\nShe coughs.\n\nHe waits.\n"
PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0"


def make_educator(site: Site, name: str) -> Viewer:
    email = f"{name.lower()}@example.org"
    wanted = Registration(name, email, PASSWORD, "nursing")
    people.add_person(site, wanted, standing="educator", by="tests")
    viewer = find_viewer(site, sign_in(site, email, PASSWORD, address="192.0.2.1").token)
    assert viewer
    return viewer


@pytest.fixture
def cole(site: Site) -> Viewer:
    return make_educator(site, "Cole")


@pytest.fixture
def damp(site: Site, cole: Viewer) -> str:
    prefix = studio.make_work(site, cole, kind="case", title="Damp", text=TEXT)
    assert prefix == "cases/damp"
    return f"{prefix}.md"


def save(site: Site, viewer: Viewer, path: str, text: str, base: int = 1) -> Saved | Clashing:
    return save_text(site, viewer, path, sent=Sent(text, base, site.new_id()))


def test_a_save_sent_twice_counts_once(site: Site, cole: Viewer, damp: str) -> None:
    sent = Sent(TEXT.replace("coughs", "weeps"), 1, "one")
    first = save_text(site, cole, damp, sent=sent)
    assert isinstance(first, Saved)
    assert first.no == 2
    save(site, cole, damp, TEXT.replace("waits", "sits"), base=2)
    assert save_text(site, cole, damp, sent=sent) == first


def test_changes_of_different_lines_are_joined(site: Site, cole: Viewer, damp: str) -> None:
    save(site, cole, damp, TEXT.replace("coughs", "weeps"))
    joined = save(site, cole, damp, TEXT.replace("waits", "sits"))
    assert joined == Saved(3, "# Damp\n\nShe weeps.\n\nHe sits.\n", Savers(own=True))
    assert studio.read_file(site, cole, damp).text == joined.text


def test_changes_of_the_same_line_are_shown_and_nothing_is_stored(
    site: Site, cole: Viewer, damp: str
) -> None:
    save(site, cole, damp, TEXT.replace("coughs", "weeps"))
    clash = save(site, cole, damp, TEXT.replace("coughs", "sleeps"))
    assert isinstance(clash, Clashing)
    assert (clash.no, clash.by) == (2, Savers(own=True))
    assert "weeps" in studio.read_file(site, cole, damp).text


def test_two_who_save_at_once_lose_no_line(site: Site, cole: Viewer, damp: str) -> None:
    lines = [f"Line {number}.\n\n" for number in range(40)]
    save(site, cole, damp, "".join(lines))
    numbers = iter(range(0, 40, 5))

    def write() -> None:
        number = next(numbers)
        mine = "".join(lines).replace(f"Line {number}.", f"Line {number}, changed.")
        assert isinstance(save(site, cole, damp, mine, base=2), Saved)

    together(8, write)
    text = studio.read_file(site, cole, damp).text
    assert text.count("changed") == 8
    with site.database.read() as connection:
        assert "Line 39" in (rows.load_save(connection, damp, 10) or "")


def test_line_ends_are_one_kind_and_a_text_has_a_limit(site: Site, cole: Viewer, damp: str) -> None:
    assert save(site, cole, damp, TEXT.replace("\n", "\r\n")) == Saved(1, TEXT)
    with pytest.raises(InvalidInput, match="128 KiB"):
        save(site, cole, damp, "é" * 70_000)


def test_a_work_is_only_for_those_who_write_it(site: Site, cole: Viewer, damp: str) -> None:
    other = make_educator(site, "Olu")
    with pytest.raises(NotFound):
        studio.open_work(site, other, "cases/damp")
    with pytest.raises(NotFound):
        save(site, other, damp, "mine")
    with pytest.raises(InvalidInput):
        studio.make_work(site, other, kind="case", title="Damp")


def test_the_scan_has_the_drafts_and_stays_the_same_object(
    site: Site, cole: Viewer, damp: str
) -> None:
    folder = WorkFolder(site, "cases/damp")
    first = folder.scan(damp)
    assert first.files[damp] == TEXT.encode()
    assert folder.scan(damp) is first
    path = studio.add_medium(site, cole, "cases/damp", name="Wall.PNG", data=PNG)
    assert path == "cases/damp/img/wall.png"
    second = folder.scan(damp)
    digest = second.beside.media[path]
    medium = folder.open_medium(digest[:20], path)
    assert medium.stream.read() == PNG
    medium.stream.close()


def test_a_work_holds_only_so_many_media(site: Site, cole: Viewer, damp: str) -> None:
    sound = b"ID3" + bytes(19 * 1024 * 1024)
    for number in range(3):
        name, data = f"call-{number}.mp3", sound + bytes([number])
        studio.add_medium(site, cole, "cases/damp", name=name, data=data)
    with pytest.raises(InvalidInput, match="60 MiB"):
        studio.add_medium(site, cole, "cases/damp", name="more.mp3", data=sound)


def test_files_are_added_to_a_course(site: Site, cole: Viewer, tmp_path: Path) -> None:
    prefix = studio.make_work(site, cole, kind="course", title="First steps")
    path = studio.add_file(site, cole, prefix, new=NewFile("lesson", "Asking", "# Asking\n"))
    assert path == "courses/first-steps/asking.md"
    with pytest.raises(InvalidInput):
        studio.add_file(site, cole, prefix, new=NewFile("lesson", "Asking"))


def change(viewer: Viewer, *, standing: str) -> Viewer:
    return replace(viewer, is_admin=standing == "administrator")


def test_clashes_are_settled_and_what_came_meanwhile_is_asked_again(
    site: Site, cole: Viewer, damp: str
) -> None:
    mine = TEXT.replace("coughs", "sleeps").replace("waits", "sits")
    save(site, cole, damp, TEXT.replace("coughs", "weeps"))
    assert isinstance(save(site, cole, damp, mine), Clashing)
    save(site, cole, damp, TEXT.replace("coughs", "weeps").replace("waits", "stands"), base=2)
    picks = Settled(2, [Own("She weeps in her sleep.")])
    again = settle(site, cole, damp, sent=Sent(mine, 1, "a"), shown=picks)
    assert isinstance(again, Clashing)
    assert "She weeps in her sleep." in again.mine
    assert again.merged.clashes[0].theirs == ("He stands.",)
    done = settle(
        site, cole, damp, sent=Sent(again.mine, 2, "b"), shown=Settled(again.no, [Keep.MINE])
    )
    assert done == Saved(4, "# Damp\n\nShe weeps in her sleep.\n\nHe sits.\n")


def test_a_text_whose_file_was_removed_is_not_lost(site: Site, cole: Viewer) -> None:
    prefix = studio.make_work(site, cole, kind="course", title="Steps", text="[x](asking.md)\n")
    path = studio.add_file(site, cole, prefix, new=NewFile("lesson", "Asking", TEXT))
    (left,) = studio_files.remove_file(site, cole, path)
    assert (left.path, left.line) == ("courses/steps/course.md", 1)
    with pytest.raises(Stale):
        save(site, cole, path, "more")
    studio_files.restore_file(site, cole, path)
    assert studio.read_file(site, cole, path).text == TEXT
    to, left_now = studio_files.rename_file(site, cole, path, name="How to ask")
    assert (to, len(left_now)) == ("courses/steps/how-to-ask.md", 1)
    with pytest.raises(InvalidInput):
        studio_files.remove_file(site, cole, f"{prefix}/course.md")


def test_an_earlier_save_comes_back_on_top_of_all_others(
    site: Site, cole: Viewer, damp: str
) -> None:
    save(site, cole, damp, "Everything anew.\n")
    for _ in range(2):
        studio_history.bring_back(site, cole, damp, no=1)
    draft = studio.read_file(site, cole, damp)
    assert (draft.no, draft.text) == (3, TEXT)
    assert studio_history.look_back(site, cole, damp, no=2).hunks


def test_the_saves_of_a_file_go_with_it_to_another_name_and_back(site: Site, cole: Viewer) -> None:
    prefix = studio.make_work(site, cole, kind="course", title="Renamed", text="# Renamed\n")
    path = studio.add_file(site, cole, prefix, new=NewFile("lesson", "Asking", TEXT))
    save(site, cole, path, "Everything anew.\n")
    old = path
    for name in ("How to ask", "Asking", "How to ask"):
        path, _ = studio_files.rename_file(site, cole, path, name=name)
        past = studio_history.look_back(site, cole, path, no=None)
        assert past.draft.text == "Everything anew.\n"
        assert past.saves[0].no == past.draft.no
        texts = [read_save(site, path, each.no) for each in past.saves]
        assert texts[-2:] == ["Everything anew.\n", TEXT]
    assert [each.no for each in past.saves] == [12, 11, 3, 2, 1]
    studio_history.bring_back(site, cole, path, no=1)
    assert studio.read_file(site, cole, path).text == TEXT
    assert studio_history.look_back(site, cole, old, no=None).saves


def read_save(site: Site, path: str, no: int) -> str | None:
    with site.database.read() as connection:
        return rows.load_save(connection, path, no)


def test_old_saves_are_thinned_to_the_last_of_each_day(
    site: Site, cole: Viewer, damp: str, clock: Clock
) -> None:
    for day in range(4):
        for number in range(3):
            save(site, cole, damp, f"Day {day}, save {number}.\n", base=1 + 3 * day + number)
            clock.wait(minutes=1)
        clock.wait(days=1)
    assert studio_history.thin_saves(site) == 5
    assert studio_history.thin_saves(site) == 0
    with site.database.read() as connection:
        kept = [each.no for each in studio_lists.list_saves(connection, damp, most=50)]
    assert kept == [13, 12, 11, 10, 9, 8, 7, 4]
    # A page that was open all the time still finds what both began with.
    merged = save(site, cole, damp, "Day 0, save 2.\nMore.\n", base=3)
    assert isinstance(merged, Clashing)


def test_a_work_is_shared_and_handed_over_by_its_owner_alone(site: Site, cole: Viewer) -> None:
    prefix = studio.make_work(site, cole, kind="case", title="Written by two", text=TEXT)
    olu = make_educator(site, "Olu")
    studio_people.add_editor(site, cole, prefix, email="OLU@example.org")
    assert studio.open_work(site, olu, prefix).editors[0].name == "Olu"
    with pytest.raises(InvalidInput, match="owner"):
        studio_people.need_review(site, olu, prefix, on=True)
    studio_people.hand_over(site, cole, prefix, person_id=olu.person_id)
    with pytest.raises(InvalidInput, match="owner"):
        studio_people.drop_editor(site, cole, prefix, person_id=olu.person_id)
    studio_people.drop_editor(site, olu, prefix, person_id=cole.person_id)
    with pytest.raises(NotFound):
        studio.open_work(site, cole, prefix)
    with pytest.raises(InvalidInput, match="No educator"):
        studio_people.add_editor(site, olu, prefix, email="nobody@example.org")


@pytest.fixture
def folder(site: Site, tmp_path: Path) -> Site:
    root = tmp_path / "folder"
    (root / "cases" / "img").mkdir(parents=True)
    (root / "cases" / "shared").mkdir()
    (root / "cases" / "img" / "wall.png").write_bytes(PNG)
    (root / "cases" / "shared" / "law.md").write_text("The law.\n")
    text = (
        "---\n# a note\ntitle: Wall\n---\n\n# Wall\n\n![The wall](img/wall.png)\n\n"
        "[Include: law](shared/law.md)\n"
    )
    (root / "cases" / "wall.md").write_text(text)
    (root / "cases" / "wall.test.md").write_text("## A story\n")
    return replace(site, settings=replace(site.settings, content_folder=root))


def test_a_copy_has_its_own_title_and_brings_what_it_shows(folder: Site, cole: Viewer) -> None:
    prefix = copy_work(folder, cole, "cases/wall", title="Another wall")
    draft = studio.read_file(folder, cole, f"{prefix}.md")
    assert draft.title == "Another wall"
    assert "# a note\n" in draft.text
    assert "# Another wall\n" in draft.text
    assert "(another-wall/img/wall.png)" in draft.text
    assert "(shared/law.md)" in draft.text
    scan = WorkFolder(folder, prefix).scan()
    assert f"{prefix}/img/wall.png" in scan.beside.media
    assert f"{prefix}.test.md" in scan.stories


def test_only_administrators_take_what_is_there_as_it_is(folder: Site, cole: Viewer) -> None:
    with pytest.raises(NotAllowed):
        take_work(folder, cole, "cases/wall")
    dee = change(cole, standing="administrator")
    take_work(folder, dee, "cases/wall")
    assert "(wall/img/wall.png)" in studio.read_file(folder, dee, "cases/wall.md").text
    with pytest.raises(NotFound):
        take_work(folder, dee, "cases/wall")


KILLED = """
import os, signal, sys
from sqlalchemy import event
from learning.operations.accounts import Viewer
from learning.operations.site import open_site
from learning.operations.studio_saving import Sent, save_text
from learning.settings import Settings

url, secret, person, path, when = sys.argv[1:]
site = open_site(Settings(database_url=url, secret=secret))
me = Viewer(person, "", "", "nursing", "health", True, False, "")

def kill(*_):
    os.kill(os.getpid(), signal.SIGKILL)

if when == "before":
    event.listen(site.database.engine, "commit", kill)
save_text(site, me, path, sent=Sent("Anew.\\n", 1, "killed"))
kill()
"""


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_server_killed_beside_a_commit_keeps_all_or_nothing(
    site: Site, cole: Viewer, damp: str, when: str
) -> None:
    told = [site.settings.database_url, SECRET, cole.person_id, damp, when]
    done = subprocess.run([sys.executable, "-c", KILLED, *told], timeout=60, check=False)
    assert done.returncode == -9
    assert studio.read_file(site, cole, damp).no == (1 if when == "before" else 2)
    sent = Sent("Anew.\n", 1, "killed")
    assert save_text(site, cole, damp, sent=sent) == Saved(2, "Anew.\n")
    with site.database.read() as connection:
        assert len(studio_lists.list_saves(connection, damp, most=9)) == 2


def test_a_work_is_deleted_with_its_rows_and_others_keep_theirs(
    site: Site, cole: Viewer, damp: str
) -> None:
    kept = studio.make_work(site, cole, kind="case", title="Kept", text=TEXT)
    delete_work(site, cole, "cases/damp")
    with pytest.raises(NotFound):
        studio.open_work(site, cole, "cases/damp")
    assert studio.read_file(site, cole, f"{kept}.md").text == TEXT
    assert studio.make_work(site, cole, kind="case", title="Damp", text=TEXT) == "cases/damp"
    assert studio.read_file(site, cole, damp).no == 1
