"""`learning pull` and `learning push` against a real server: two educators, one case, a clash."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from learning.cli.commands import run
from learning.cli.sync_folder import STATE, THEIRS
from learning.operations import people, tokens
from learning.operations.accounts import Registration, Viewer, find_viewer, sign_in
from learning.operations.site import Site, open_site
from learning.storage import studio as rows
from tests.features.conftest import settings_in
from tests.features.pushed import PNG, TEXT, add_files, make_case
from tests.serving import Server, free_port, start_server, stop_server

PASSWORD = "two chairs one table"
LESSON = """---
title: One lesson
kind: lesson
---

# One lesson {#one}

Words.
"""


@dataclass
class Author:
    """An educator at their own computer, with a token and a folder."""

    site: Site
    viewer: Viewer
    token: str
    folder: Path
    address: str
    monkeypatch: pytest.MonkeyPatch

    def run(self, *words: str) -> int:
        self.monkeypatch.setenv("LEARNING_TOKEN", self.token)
        return run(list(words))

    def pull(self, *words: str) -> int:
        return self.run("pull", self.address, str(self.folder), *words)

    def push(self, *words: str) -> int:
        return self.run("push", str(self.folder), "--no-check", *words)

    @property
    def path(self) -> Path:
        prefix = "/".join(self.address.split("/")[-2:])
        return self.folder / f"{prefix}.md"

    def edit(self, old: str, new: str) -> None:
        text = self.path.read_bytes().decode()
        assert old in text
        self.path.write_bytes(text.replace(old, new).encode())


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Run a server with next to nothing to publish first."""
    content = tmp_path_factory.mktemp("content")
    (content / "cases").mkdir()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LEARNING_CONTENT_FOLDER", str(content))
        running = start_server(tmp_path_factory.mktemp("served"), free_port())
    yield running
    assert stop_server(running) == 0


@pytest.fixture(scope="module")
def site(server: Server) -> Iterator[Site]:
    opened = open_site(settings_in(server.folder))
    yield opened
    opened.close()


def make_author(site: Site, name: str) -> tuple[Viewer, str]:
    email = f"{name}@example.net"
    wanted = Registration(name, email, PASSWORD, "nursing")
    people.add_person(site, wanted, standing="educator", by="tests")
    viewer = find_viewer(site, sign_in(site, email, PASSWORD, address="192.0.2.1").token)
    assert viewer
    return viewer, tokens.make_token(site, viewer, name="Laptop")


@pytest.fixture(scope="module")
def authors(site: Site) -> list[tuple[Viewer, str]]:
    return [make_author(site, "Cole"), make_author(site, "Kim")]


@pytest.fixture
def damp(server: Server, site: Site, authors: list[tuple[Viewer, str]]) -> str:
    """Make a case of both; give its address."""
    (cole, _), (kim, _) = authors
    prefix = make_case(site, cole)
    with site.database.write() as connection:
        rows.add_editor(connection, prefix, kim.person_id, at=site.clock())
    return f"{server.url}/{prefix}"


@pytest.fixture
def both(
    site: Site,
    damp: str,
    authors: list[tuple[Viewer, str]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> list[Author]:
    return [
        Author(site, viewer, token, tmp_path / viewer.name, damp, monkeypatch)
        for viewer, token in authors
    ]


@pytest.fixture
def cole(both: list[Author]) -> Author:
    return both[0]


@pytest.fixture
def kim(both: list[Author]) -> Author:
    return both[1]


def files_in(folder: Path) -> Mapping[str, bytes]:
    found = (each for each in folder.rglob("*") if each.is_file())
    return {each.relative_to(folder).as_posix(): each.read_bytes() for each in found}


def test_a_case_comes_as_it_is_and_goes_back_as_it_was_changed(cole: Author, kim: Author) -> None:
    assert cole.pull() == 0
    assert cole.path.read_text() == TEXT
    cole.edit("coughs", "weeps")
    assert cole.push() == 0
    assert kim.pull() == 0
    assert kim.path.read_text() == TEXT.replace("coughs", "weeps")
    assert cole.push() == 0


def test_what_two_changed_apart_is_merged_in_both_folders(cole: Author, kim: Author) -> None:
    cole.pull()
    kim.pull()
    cole.edit("coughs", "weeps")
    kim.edit("ring", "write")
    assert (cole.push(), kim.push(), cole.pull()) == (0, 0, 0)
    assert kim.path.read_text() == cole.path.read_text()
    assert cole.path.read_text() == TEXT.replace("coughs", "weeps").replace("ring", "write")


def test_a_clash_stores_nothing_until_it_is_settled(
    cole: Author, kim: Author, capsys: pytest.CaptureFixture[str]
) -> None:
    cole.pull()
    kim.pull()
    cole.edit("coughs", "weeps")
    cole.push()
    kim.edit("coughs", "sneezes")
    capsys.readouterr()
    assert kim.push() == 1
    err = capsys.readouterr().err
    assert "theirs 3: She weeps." in err
    assert f"To settle it, type: learning pull {kim.address} {kim.folder}\n" in err
    mine = kim.path.read_bytes()
    assert kim.pull() == 1
    out = capsys.readouterr().out
    assert "theirs 3: She weeps." in out
    assert "yours 3: She sneezes." in out
    assert "is as it is at" not in out
    assert "delete it: then push" in out
    beside = kim.path.with_name(kim.path.name + THEIRS)
    assert (kim.path.read_bytes(), beside.read_text()) == (mine, cole.path.read_text())
    assert (kim.push(), kim.pull()) == (1, 1)
    kim.edit("sneezes", "weeps and sneezes")
    beside.unlink()
    assert (kim.push(), cole.pull()) == (0, 0)
    assert "weeps and sneezes" in cole.path.read_text()


def test_a_new_course_with_a_picture_is_made_from_a_folder(
    cole: Author, server: Server, site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    course = cole.folder / "courses" / "from-a-folder"
    (course / "img").mkdir(parents=True)
    (course / "course.md").write_text("# From a folder\n")
    (course / "one.md").write_bytes(LESSON.replace("\n", "\r\n").encode())
    (course / "img" / "a.png").write_bytes(PNG)
    (course / "notes.txt").write_text("mine")
    address = f"{server.url}/courses/from-a-folder"
    assert cole.push() == 1
    assert cole.push("--to", address) == 0
    assert "notes.txt: left out" in capsys.readouterr().out
    assert cole.run("pull", address, str(cole.folder / "again")) == 0
    again = files_in(cole.folder / "again" / "courses")
    assert again["from-a-folder/img/a.png"] == PNG
    assert again["from-a-folder/one.md"] == LESSON.encode()
    assert cole.push("--to", address) == 0
    assert "Nothing has changed" in capsys.readouterr().out


def test_what_is_removed_goes_on_the_other_side(cole: Author, kim: Author, site: Site) -> None:
    prefix = "/".join(cole.address.split("/")[-2:])
    picture = f"{prefix}/img/wall.png"
    add_files(site, cole.viewer, prefix, {picture: PNG})
    cole.pull()
    kim.pull()
    (cole.folder / picture).unlink()
    assert (cole.push(), kim.pull()) == (0, 0)
    assert not (kim.folder / prefix).exists()


def test_a_dry_run_writes_and_sends_nothing(cole: Author, kim: Author) -> None:
    assert kim.pull("--dry-run") == 0
    assert not kim.folder.exists()
    cole.pull()
    kim.pull()
    cole.edit("coughs", "weeps")
    before = files_in(cole.folder)
    assert cole.push("--dry-run") == 0
    assert (files_in(cole.folder), kim.pull()) == (before, 0)
    assert kim.path.read_text() == TEXT
    cole.push()
    before = files_in(kim.folder)
    assert kim.pull("--dry-run") == 0
    assert files_in(kim.folder) == before


def test_the_checker_speaks_first_and_a_draft_may_have_errors(
    cole: Author, capsys: pytest.CaptureFixture[str]
) -> None:
    cole.pull()
    cole.edit("He waits.", "- [Go](#nowhere)")
    assert cole.run("push", str(cole.folder)) == 0
    out = capsys.readouterr().out
    assert "error" in out
    assert "a draft may have errors" in out


def test_line_ends_of_windows_stay_and_are_no_change(cole: Author, kim: Author) -> None:
    cole.pull()
    kim.pull()
    kim.path.write_bytes(TEXT.replace("\n", "\r\n").encode())
    cole.edit("coughs", "weeps")
    cole.push()
    assert kim.pull() == 0
    expected = TEXT.replace("coughs", "weeps").replace("\n", "\r\n")
    assert kim.path.read_bytes() == expected.encode()
    assert kim.push() == 0


class Killed(BaseException):
    """Ends a command as a kill does: nothing after it runs but what the system itself does."""


def kill_after(patch: pytest.MonkeyPatch, renames: int) -> None:
    """Let so many files take their names, and end with the next."""
    real, left = os.rename, [None] * renames

    def rename(old: str, new: str, *, src_dir_fd: int, dst_dir_fd: int) -> None:
        if not left:
            raise Killed
        left.pop()
        real(old, new, src_dir_fd=src_dir_fd, dst_dir_fd=dst_dir_fd)

    patch.setattr(os, "rename", rename)


def test_a_pull_killed_at_any_step_goes_on_where_it_was(
    cole: Author, kim: Author, site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    prefix = "/".join(cole.address.split("/")[-2:])
    more = {f"{prefix}/img/{name}.png": PNG + name.encode() for name in ("wall", "door")}
    add_files(site, cole.viewer, prefix, more)
    cole.pull()
    whole = files_in(cole.folder)
    for steps in range(6):
        kim.folder = tmp_path / f"killed-{steps}"
        with monkeypatch.context() as patch, pytest.raises(Killed):
            kill_after(patch, steps)
            kim.pull()
        assert not (kim.folder / STATE).exists()
        found = {path: raw for path, raw in files_in(kim.folder).items() if "/." not in f"/{path}"}
        assert all(whole[path] == raw for path, raw in found.items())
        assert kim.pull() == 0
        assert files_in(kim.folder).keys() == whole.keys()
        assert kim.push() == 0


@pytest.mark.parametrize("steps", range(4))
def test_a_merge_killed_at_any_step_loses_nothing_of_either(
    cole: Author, kim: Author, monkeypatch: pytest.MonkeyPatch, steps: int
) -> None:
    cole.pull()
    kim.pull()
    cole.edit("coughs", "weeps")
    kim.edit("ring", "write")
    cole.push()
    with monkeypatch.context() as patch:
        kill_after(patch, steps)
        with suppress(Killed):
            kim.pull()
    assert (kim.pull(), kim.push()) == (0, 0)
    assert kim.path.read_text() == TEXT.replace("coughs", "weeps").replace("ring", "write")


def test_a_token_is_read_from_a_file_that_nobody_else_reads(
    cole: Author,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.delenv("LEARNING_TOKEN", raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    own = tmp_path / "token"
    own.write_text(cole.token + "\n")
    own.chmod(0o644)
    words = ["pull", cole.address, str(cole.folder)]
    assert run([*words, "--token-file", str(own)]) == 2
    assert "chmod 600" in capsys.readouterr().err
    own.chmod(0o600)
    assert run([*words, "--token-file", str(own)]) == 0
    assert run(words) == 2
    kept = tmp_path / "config" / "side-by-side"
    kept.mkdir(parents=True)
    own.rename(kept / cole.address.split("/")[2].replace(":", "_"))
    assert run(words) == 0
    assert cole.token not in "".join(capsys.readouterr())


def test_a_wrong_token_is_said_and_nothing_is_made(
    cole: Author, capsys: pytest.CaptureFixture[str]
) -> None:
    cole.token = "sbs_" + "x" * 43
    assert cole.pull() == 1
    assert "token" in capsys.readouterr().err
    assert not cole.folder.exists()


def test_a_folder_that_was_pulled_before_is_pulled_without_its_address(
    cole: Author, kim: Author, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    cole.pull()
    kim.pull()
    cole.edit("coughs", "weeps")
    cole.push()
    assert kim.run("pull", str(kim.folder), "--dry-run") == 0
    assert "coughs" in kim.path.read_text()
    kim.monkeypatch.chdir(kim.folder)
    assert kim.run("pull") == 0
    assert "weeps" in kim.path.read_text()
    assert kim.run("pull", str(kim.folder)) == 0
    assert "is up to date" in capsys.readouterr().out
    assert kim.run("pull", str(tmp_path)) == 1
    assert "Nothing was pulled to" in capsys.readouterr().err
    assert kim.run("pull", "no-such-folder") == 2


def test_another_token_needs_a_pull_that_names_the_site(
    cole: Author, kim: Author, capsys: pytest.CaptureFixture[str]
) -> None:
    cole.folder = kim.folder = cole.folder / "two words"
    cole.pull()
    kim.edit("coughs", "weeps")
    assert kim.push() == 2
    told = f"pull first: learning pull {cole.address} '{cole.folder}'"
    assert told in capsys.readouterr().err


def test_it_works_as_a_command_of_its_own_beside_a_sites_settings(cole: Author) -> None:
    environment = {**os.environ, "LEARNING_TOKEN": cole.token}
    command = [sys.executable, "-m", "learning", "pull", cole.address, str(cole.folder)]
    done = subprocess.run(
        command, env=environment, capture_output=True, text=True, timeout=60, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    state = json.loads((cole.folder / STATE).read_text())
    assert cole.token not in repr(state)
    assert len(state["works"]) == 1
