"""`learning certificate`: list, revoke, reinstate, as they are typed."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from learning.cli.commands import run
from learning.operations.accounts import Registration, find_viewer, register
from learning.operations.attempts import start, take
from learning.operations.certificates import issue
from learning.operations.site import open_site
from learning.operations.upkeep import upgrade
from learning.play.state import Finish
from tests.features.certified import PATH, publish_course
from tests.features.conftest import settings_in

Run = Callable[..., tuple[int, str, str]]
LESSON = "courses/asking/how-to-ask.md"


@pytest.fixture
def code(tmp_path: Path) -> Iterator[str]:
    """Make a site on which Amina has a certificate, and give its code."""
    settings = settings_in(tmp_path)
    upgrade(settings)
    site = publish_course(open_site(settings), tmp_path / "content")
    wanted = Registration("Amina", "amina@example.org", "four quiet green kettles", "medicine")
    amina = find_viewer(site, register(site, wanted, "192.0.2.1").token)
    assert amina
    take(site, amina, start(site, amina, LESSON, request_id="one"), no=1, move=Finish())
    yield issue(site, amina, PATH).code
    site.close()


@pytest.fixture
def learning(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Run:
    monkeypatch.setenv("LEARNING_DATABASE_URL", settings_in(tmp_path).database_url)
    monkeypatch.setenv("LEARNING_INSTANCE_FOLDER", str(tmp_path))

    def type_in(*words: str) -> tuple[int, str, str]:
        ended = run(["certificate", *words])
        said = capsys.readouterr()
        return ended, said.out, said.err

    return type_in


def test_all_are_listed_with_their_state(code: str, learning: Run) -> None:
    ended, out, _ = learning("list")
    columns = out.rstrip("\n").split("\t")
    assert ended == 0
    assert (columns[0], columns[1], *columns[3:]) == (code, "valid", "Amina", "Asking well")


def test_one_is_revoked_and_reinstated(code: str, learning: Run) -> None:
    typed = code.lower().replace("-", "")
    said = learning("revoke", typed, "--why", "It was issued by mistake.")
    assert said == (0, f"Revoked {code}, of Amina for “Asking well”.\n", "")
    assert "\trevoked 20" in learning("list")[1]
    said = learning("reinstate", code, "--why", "It was right.")
    assert said == (0, f"{code} is valid again, of Amina for “Asking well”.\n", "")
    assert "\tvalid\t" in learning("list")[1]


def test_what_cannot_be_done_is_said_in_a_line(code: str, learning: Run) -> None:
    unknown = learning("revoke", "7K2M9-QXR4T-DW0CE", "--why", "So.")
    assert unknown == (1, "", "There is no certificate with this code\n")
    assert learning("reinstate", code, "--why", "So.")[2] == f"{code} is not revoked.\n"
    assert learning("revoke", code, "--why", " ")[2].startswith("Say why")
