"""`learning check` and `learning new` as they are typed."""

import argparse
import json
from pathlib import Path

import pytest

from learning.cli import check, new
from tests.unit.content.fixture_reader import HEAD

GOOD = f"{HEAD}## A\n> Ending (good): B.\n"
BAD = f"{HEAD}## A\n- [Go](#b)\n"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "cases").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(path: str, text: str) -> None:
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Path(path).write_text(text, encoding="utf-8")


def run(*words: str) -> int:
    parser = argparse.ArgumentParser()
    commands = parser.add_subparsers()
    check.add_parser(commands)
    new.add_parser(commands)
    options = parser.parse_args(words)
    return int(options.run(options))


def test_nothing_to_say_is_said_in_silence(capsys: pytest.CaptureFixture[str]) -> None:
    write("cases/a.md", GOOD)
    assert run("check", "--strict", "cases") == 0
    assert capsys.readouterr() == ("", "")


def test_findings_and_their_sum(capsys: pytest.CaptureFixture[str]) -> None:
    write("cases/a.md", BAD)
    write("cases/b.md", GOOD)
    assert run("check", "cases") == 1
    out, err = capsys.readouterr()
    assert out == "cases/a.md:9:3 S02 error no scene 'b'\n"
    assert err == "1 error, 0 warnings in 2 files\n"


def test_json(capsys: pytest.CaptureFixture[str]) -> None:
    write("cases/a.md", BAD)
    assert run("check", "--json", "cases/a.md") == 1
    assert json.loads(capsys.readouterr().out) == [
        {
            "file": "cases/a.md",
            "line": 9,
            "column": 3,
            "code": "S02",
            "severity": "error",
            "message": "no scene 'b'",
            "fix": "",
        }
    ]


def test_json_without_findings(capsys: pytest.CaptureFixture[str]) -> None:
    write("cases/a.md", GOOD)
    assert run("check", "--json") == 0
    assert json.loads(capsys.readouterr().out) == []


def test_strict_counts_warnings() -> None:
    write("cases/a.md", GOOD.replace("## A", "## A\n<b>"))
    assert (run("check", "cases"), run("check", "--strict", "cases")) == (0, 1)


def test_files_are_named_as_seen_from_here(capsys: pytest.CaptureFixture[str]) -> None:
    write("site/cases/a.md", BAD)
    assert run("check", "site") == 1
    assert capsys.readouterr().out.startswith("site/cases/a.md:9:3 S02")


def test_one_file_knows_its_neighbours() -> None:
    write("cases/a.md", GOOD.replace("## A", "## A\n[b](b.md)"))
    write("cases/b.md", GOOD)
    assert run("check", "cases/a.md") == 0


@pytest.mark.parametrize("path", ["nowhere", "cases", "notes.txt"])
def test_paths_that_cannot_be_checked(path: str, capsys: pytest.CaptureFixture[str]) -> None:
    write("notes.txt", "")
    assert run("check", path) == 2
    out, err = capsys.readouterr()
    assert (out, err.startswith("learning check: ")) == ("", True)


@pytest.mark.parametrize("name", ["Damp in the nursery", 'A "quoted": \\ name', "Ärger"])
def test_a_new_case_is_clean(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("new", "case", name) == 0
    assert run("check", "--strict") == 0
    assert capsys.readouterr().out.startswith("Wrote cases/")


def test_a_new_case_overwrites_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    write("cases/a.md", "mine")
    assert run("new", "case", "A") == 2
    assert Path("cases/a.md").read_text(encoding="utf-8") == "mine"
    assert "stays as it is" in capsys.readouterr().err


def test_a_new_case_needs_a_name() -> None:
    assert run("new", "case", "?!") == 2
