"""`learning publish --dry-run` and `learning remark`, as they are typed."""

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from learning.cli.commands import run
from learning.operations.site import Site, open_site
from learning.settings import load_settings
from tests.features.sums import database_sum
from tests.storage.conftest import join, viewer_of
from tests.storage.plays import WELL, play
from tests.storage.test_remarking import CORRECTED, KEY, MISTAKEN
from tests.storage.written import CASE, CASE_TEXT, COURSE, LESSON, write, write_content

Run = Callable[..., tuple[int, str]]


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return write_content(tmp_path / "content")


@pytest.fixture
def learning(
    tmp_path: Path,
    content: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Run:
    """Run a command on a site in a folder of its own; give its code and output."""
    monkeypatch.setenv("LEARNING_INSTANCE_FOLDER", str(tmp_path / "instance"))
    monkeypatch.setenv("LEARNING_CONTENT_FOLDER", str(content))

    def type_in(*words: str) -> tuple[int, str]:
        code = run(words)
        return code, capsys.readouterr().out

    type_in("db", "upgrade")
    type_in("publish")
    return type_in


@pytest.fixture
def site(learning: Run) -> Site:
    """Open the site of the commands, with one attempt finished and one under way."""
    opened = open_site(load_settings(os.environ))
    amina = viewer_of(opened, join(opened, "Amina"))
    play(opened, amina, MISTAKEN)
    play(opened, amina, WELL[:2], anew=True)
    yield opened
    opened.close()


def test_a_dry_run_tells_all_and_stores_nothing(learning: Run, site: Site, content: Path) -> None:
    write(content, CASE, CASE_TEXT.replace("What would you ask first?", "What would you ask?"))
    write(content, "cases/broken.md", "no front matter")
    (content / COURSE).unlink()
    before = database_sum(site)
    code, out = learning("publish", "--dry-run")
    assert database_sum(site) == before
    assert code == 1
    for line in (
        f"would publish {CASE}\n",
        "  attempts under way: 0 going on with it, 1 staying on their version\n",
        "    1: answers a question that is gone: what-would-you-ask-first\n",
        "  finished attempts, which keep their marks: 1\n",
        f"would withdraw {COURSE}: its file is gone; attempts on it go on\n",
        "cannot be published: cases/broken.md; the last good version, if any, stays\n",
        f"unchanged {LESSON}\n",
        "This was a dry run: nothing was stored.\n",
    ):
        assert line in out, out


def test_publishing_tells_the_same(learning: Run, site: Site, content: Path) -> None:
    write(content, CASE, CASE_TEXT.replace("summary: Damp", "summary: Mould"))
    code, out = learning("publish")
    assert (code, f"published {CASE}\n" in out) == (0, True)
    assert "  attempts under way: 1 going on with it, 0 staying on their version\n" in out


def test_programs_are_told_as_one_object(learning: Run, site: Site, content: Path) -> None:
    write(content, CASE, CASE_TEXT.replace("summary: Damp", "summary: Mould"))
    told = json.loads(learning("publish", "--dry-run", "--json")[1])
    assert (told["stored"], told["published"], told["unchanged"]) == (
        False,
        [CASE],
        [COURSE, LESSON],
    )
    assert told["attempts"][CASE] == {"going_on": 1, "staying": 0, "reasons": [], "finished": 1}


def test_marks_are_changed_once_they_were_seen(learning: Run, site: Site, content: Path) -> None:
    write(content, CASE, CASE_TEXT.replace(KEY, CORRECTED))
    learning("publish")
    before = database_sum(site)
    code, out = learning("remark", CASE)
    assert (code, database_sum(site)) == (0, before)
    assert "  marks that would rise: 1\n" in out
    assert "    what-would-you-ask-first: 1 rise, 0 fall\n" in out
    confirmed = out.rpartition("--yes ")[2].strip()
    assert learning("remark", CASE, "--yes", "something")[0] == 1
    assert learning("remark", CASE, "--dry-run", "--yes", confirmed) == (0, out)
    assert database_sum(site) == before
    code, out = learning("remark", CASE, "--yes", confirmed)
    assert (code, "Stored. 1 learner will find a message" in out) == (0, True)
    assert "nothing would change" in learning("remark", CASE)[1]


def test_what_is_not_published_is_said(learning: Run, capsys: pytest.CaptureFixture[str]) -> None:
    code, _ = learning("remark", "cases/none.md")
    assert code == 1
