"""`learning check --fix` and `--explain` as they are typed."""

import argparse
import json
from pathlib import Path

import pytest

from learning.cli import check
from learning.cli.mending import replace_file
from tests.unit.content.fixture_reader import HEAD

GOOD = f"{HEAD}## A\r\n- [B](#b)\r\n- [C](#b)\r\n\r\n## B\r\n> Ending (good): “Ä”.\r\n"
PASTED = GOOD.replace("- [", "• [")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "cases").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*words: str) -> int:
    parser = argparse.ArgumentParser()
    check.add_parser(parser.add_subparsers())
    options = parser.parse_args(["check", *words])
    return int(options.run(options))


def write(path: str, text: str) -> Path:
    Path(path).write_bytes(text.encode())
    return Path(path)


def test_a_file_is_mended_with_its_line_ends_and_mode(capsys: pytest.CaptureFixture[str]) -> None:
    file = write("cases/a.md", PASTED)
    file.chmod(0o640)
    assert run("--fix", "--strict", "cases") == 0
    assert file.read_bytes() == GOOD.encode()
    assert file.stat().st_mode & 0o777 == 0o640
    said = "typed plainly what a word processor had put in"
    lines = [f"cases/a.md:{number}: mended: {said}\n" for number in (9, 10)]
    assert capsys.readouterr() == ("", "".join(lines))


def test_nothing_is_mended_the_second_time(capsys: pytest.CaptureFixture[str]) -> None:
    file = write("cases/a.md", PASTED)
    run("--fix")
    before = file.stat()
    capsys.readouterr()
    assert run("--fix") == 0
    assert capsys.readouterr() == ("", "")
    assert file.stat() == before


def test_what_is_left_is_reported(capsys: pytest.CaptureFixture[str]) -> None:
    write("cases/a.md", PASTED.replace("(#b)", "(#d)", 1))
    assert run("--fix", "--json", "cases/a.md") == 1
    assert [each["code"] for each in json.loads(capsys.readouterr().out)] == ["S02"]


def test_a_write_protected_file_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    file = write("cases/a.md", PASTED)
    file.chmod(0o444)
    assert run("--fix", "cases") == 2
    assert file.read_bytes() == PASTED.encode()
    message = "learning check: cases/a.md cannot be mended (2 places): it is write-protected\n"
    assert message in capsys.readouterr().err


def test_a_file_that_was_saved_meanwhile_is_left_alone() -> None:
    file = write("cases/a.md", GOOD)
    with pytest.raises(OSError, match="changed meanwhile"):
        replace_file(file, PASTED.encode(), b"new")
    assert file.read_bytes() == GOOD.encode()
    assert list(file.parent.iterdir()) == [file]


def test_a_link_still_leads_to_the_file_that_was_mended() -> None:
    file = write("cases/a.md", PASTED)
    link = Path("cases/b.md")
    link.symlink_to("a.md")
    replace_file(link, PASTED.encode(), GOOD.encode())
    assert (link.is_symlink(), file.read_bytes()) == (True, GOOD.encode())


@pytest.mark.parametrize("typed", ["S02", "s02"])
def test_a_code_is_explained(typed: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--explain", typed) == 0
    out, err = capsys.readouterr()
    assert out.startswith("S02: a link leads to no scene or file\n\nError.\n")
    assert "\nWrong:\n\n    ## In the surgery\n" in out
    assert ("```" in out, err) == (False, "")


@pytest.mark.parametrize(("typed", "said"), [("S2", "did you mean S02?"), ("zebra", "docs/check")])
def test_a_code_that_is_not_there(
    typed: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("--explain", typed) == 2
    out, err = capsys.readouterr()
    assert (out, said in err) == ("", True)


def test_reading_ages_are_printed_beside_the_findings(capsys: pytest.CaptureFixture[str]) -> None:
    write(
        "cases/a.md", GOOD.replace("## A\r\n", f"## A\r\n\r\n{'She sat by the bed. ' * 10}\r\n\r\n")
    )
    assert run("--reading", "cases") == 0
    line = "cases/a.md: reading age 8.1, 51 words; hardest: #a, 8.1\n"
    assert capsys.readouterr() == (line, "")
