"""The commands, as they are typed: what they print and how they end."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest

from learning.cli.commands import run
from tests.features.previewing import CASE, write

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def learning(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Run:
    """Run a command on a site in a folder of its own; give its code, output and complaints."""
    monkeypatch.setenv("LEARNING_INSTANCE_FOLDER", str(tmp_path / "instance"))

    def type_in(*words: str, typed: str = "") -> tuple[int, str, str]:
        monkeypatch.setattr("sys.stdin", io.StringIO(typed))
        try:
            code = run(words)
        except SystemExit as stopped:
            code = int(stopped.code or 0)
        said = capsys.readouterr()
        return code, said.out, said.err

    return type_in


def add(learning: Run, email: str = "amina@example.org", typed: str = "four quiet green kettles\n"):
    words = ("--name", "Amina", "--profession", "medicine")
    return learning("user", "add", email, *words, typed=typed)


def test_an_account_is_added_and_listed(learning: Run) -> None:
    assert learning("db", "upgrade") == (0, "The database is up to date.\n", "")
    added = add(learning)
    assert added == (0, "Added Amina (learner), who signs in as amina@example.org.\n", "")
    assert learning("user", "list")[1] == "amina@example.org\tAmina\tmedicine\tlearner\n"


@pytest.mark.parametrize(
    ("time", "said"),
    [
        ("25", "25% more time"),
        ("50%", "50% more time"),
        ("untimed", "no time limit"),
        ("none", "the usual time"),
    ],
)
def test_somebody_is_given_extra_time(learning: Run, time: str, said: str) -> None:
    learning("db", "upgrade")
    add(learning)
    given = learning("people", "extra-time", "Amina@example.org", time)
    assert given == (0, f"In quizzes Amina@example.org now has {said}.\n", "")
    assert (said in learning("user", "list")[1]) is (time != "none")


@pytest.mark.parametrize(
    ("email", "time", "code", "said"),
    [
        ("amina@example.org", "101", 2, "write percent from 0 to 100, untimed, or none"),
        ("amina@example.org", "twice", 2, "'twice' is no extra time"),
        ("nobody@example.org", "25", 1, "There is no account for nobody@example.org"),
    ],
)
def test_extra_time_that_is_none_is_refused(
    learning: Run, *, email: str, time: str, code: int, said: str
) -> None:
    learning("db", "upgrade")
    add(learning)
    refused = learning("people", "extra-time", email, time)
    assert (refused[0], said in refused[2]) == (code, True)


@pytest.mark.parametrize(
    ("email", "typed", "said"),
    [
        ("amina@example.org", "short\n", "Use 12 characters or more"),
        ("amina", "four quiet green kettles\n", "Enter an email address"),
        ("amina@example.org", "", "Use 12 characters or more"),
    ],
)
def test_what_is_wrong_with_an_account_is_said(
    learning: Run, email: str, typed: str, said: str
) -> None:
    learning("db", "upgrade")
    code, out, complaint = add(learning, email, typed)
    assert (code, out) == (1, "")
    assert said in complaint


def test_an_account_is_not_added_twice(learning: Run) -> None:
    learning("db", "upgrade")
    add(learning)
    code, _, complaint = add(learning)
    assert code == 1
    assert complaint == "There is an account for amina@example.org already\n"


def test_somebody_is_given_a_standing_suspended_and_let_back(learning: Run) -> None:
    learning("db", "upgrade")
    add(learning)
    assert learning("user", "standing", "Amina@example.org", "educator")[0] == 0
    assert learning("user", "suspend", "amina@example.org")[:2] == (
        0,
        "Amina is suspended and signed out. What they did is kept.\n",
    )
    assert learning("user", "list")[1].rstrip().endswith("educator\tsuspended")
    assert learning("user", "let-back", "amina@example.org")[0] == 0
    assert learning("user", "list")[1].rstrip().endswith("\teducator")
    assert learning("user", "suspend", "ben@example.org")[2] == (
        "There is no account for ben@example.org\n"
    )


def test_a_site_is_backed_up_and_restored(learning: Run, tmp_path: Path) -> None:
    learning("db", "upgrade")
    add(learning)
    assert learning("backup", str(tmp_path / "saved"))[0] == 0
    add(learning, "ben@example.org")
    assert learning("restore", str(tmp_path / "saved"))[0] == 0
    assert learning("user", "list")[1].splitlines() == [
        "amina@example.org\tAmina\tmedicine\tlearner"
    ]


def test_publishing_says_what_it_published(
    learning: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    learning("db", "upgrade")
    content = Path(__file__).parent / "content"
    monkeypatch.setenv("LEARNING_CONTENT_FOLDER", str(content))
    code, out, _ = learning("publish")
    assert (code, "published cases/the-cold-kitchen.md" in out) == (0, True)
    assert learning("publish") == (0, "Nothing has changed.\n", "")


def test_publishing_warns_of_a_scene_that_lost_its_name(
    learning: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    learning("db", "upgrade")
    monkeypatch.setenv("LEARNING_CONTENT_FOLDER", str(tmp_path))
    case = write(tmp_path, "cases/a.md", CASE)
    assert learning("publish") == (0, "published cases/a.md\n", "")
    case.write_text(
        CASE.replace("## The letter", "## The letters").replace("-letter)", "-letters)")
    )
    code, out, _ = learning("publish")
    assert (code, "S08 warning the scene 'the-letter' was published and is gone" in out) == (
        0,
        True,
    )
    assert "moved: {the-letter: the-letters}" in out


def test_a_broken_file_is_told_with_its_line(
    learning: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    learning("db", "upgrade")
    (tmp_path / "cases").mkdir()
    (tmp_path / "cases" / "broken.md").write_text("---\ntitle: Broken\n---\n# Broken\n")
    monkeypatch.setenv("LEARNING_CONTENT_FOLDER", str(tmp_path))
    code, out, _ = learning("publish")
    assert code == 1
    assert "not published: cases/broken.md" in out
    assert "cases/broken.md:" in out.split("\n", 1)[1]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("fly",), "invalid choice"),
        (("serve", "--port", "0"), "LEARNING_PORT: must be a whole number from 1 to 65535"),
        (("user", "add", "x@example.org"), "the following arguments are required"),
        ((), "the following arguments are required"),
    ],
)
def test_a_wrong_command_is_explained(learning: Run, words: tuple[str, ...], said: str) -> None:
    code, _, complaint = learning(*words)
    assert code == 2
    assert said in complaint


def test_a_setting_that_does_not_exist_is_named(
    learning: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LEARNING_PROT", "8000")
    code, _, complaint = learning("user", "list")
    assert code == 2
    assert "did you mean LEARNING_PORT?" in complaint


@pytest.mark.parametrize("command", [("user", "list"), ("publish",), ("backup", "x")])
def test_without_a_database_it_says_so(learning: Run, command: tuple[str, ...]) -> None:
    code, out, complaint = learning(*command)
    assert code in {1, 2}
    assert out == ""
    assert "database" in complaint
    assert "Traceback" not in complaint


def test_the_version_is_told(learning: Run) -> None:
    assert learning("--version")[1].startswith("learning 0.")


def test_a_site_without_a_database_says_how_to_make_one(learning: Run) -> None:
    code, _, complaint = learning("publish")
    assert code == 2
    assert "learning db upgrade" in complaint
