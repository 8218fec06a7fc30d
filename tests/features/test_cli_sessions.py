"""`learning session`: list and end, as they are typed."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from learning.cli.commands import run
from learning.operations.session_opening import open_session
from learning.operations.site import Site, open_site
from learning.operations.upkeep import upgrade
from learning.storage import audit, case_sessions
from learning.team.session import Options
from tests.features.conftest import settings_in
from tests.features.seated import HEALTH, newcomer
from tests.features.sessions_played import PATH, publish_shared

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    settings = settings_in(tmp_path)
    upgrade(settings)
    site = publish_shared(open_site(settings), tmp_path / "content")
    yield site
    site.close()


@pytest.fixture
def session_id(site: Site) -> str:
    options = Options(facilitated=False)
    amina = newcomer(site, "Amina", HEALTH)
    return open_session(site, amina, PATH, options=options, request_id="one")


@pytest.fixture
def learning(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Run:
    monkeypatch.setenv("LEARNING_DATABASE_URL", settings_in(tmp_path).database_url)
    monkeypatch.setenv("LEARNING_INSTANCE_FOLDER", str(tmp_path))

    def type_in(*words: str) -> tuple[int, str, str]:
        ended = run(["session", *words])
        said = capsys.readouterr()
        return ended, said.out, said.err

    return type_in


def load(site: Site, session_id: str) -> case_sessions.NewCaseSession:
    with site.database.read() as connection:
        row = case_sessions.load_session(connection, session_id)
    assert row is not None
    return row.new


def test_those_that_go_on_are_listed(site: Site, session_id: str, learning: Run) -> None:
    ended, out, _ = learning("list")
    columns = out.rstrip("\n").split("\t")
    assert ended == 0
    assert columns[:3] == [load(site, session_id).code, "lobby", "live"]
    assert columns[4:] == [PATH, "The shared kitchen"]


def test_one_is_ended_by_its_code_and_that_is_written_down(
    site: Site, session_id: str, learning: Run
) -> None:
    code = load(site, session_id).code
    assert learning("end", code.lower())[0] == 0
    assert load(site, session_id).ended_at is not None
    assert learning("list")[1] == ""
    with site.database.read() as connection:
        last = audit.list_entries(connection)[-1]
    assert (last.who, last.action, last.subject) == (
        "the command line",
        "session ended",
        session_id,
    )
    assert learning("end", code)[0] == 1


@pytest.mark.parametrize("typed", ["ZZZZZZ", "nothing", ""])
def test_a_code_of_none_is_told(session_id: str, learning: Run, typed: str) -> None:
    ended, out, err = learning("end", typed)
    assert (ended, out) == (1, "")
    assert err.startswith("No session that is going on has this code")
