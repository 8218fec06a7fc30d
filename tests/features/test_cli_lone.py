"""A file tried out by itself, with its pictures beside it and no content folder around it."""

import os
from pathlib import Path

import pytest

from learning.cli.commands import run
from tests.unit.content.corpus import body

CASE = body("![A wall](wall.jpg)\n\n![A room](img/a%20room.png)\n\n[Include: box](shared/box.md)\n")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Write a case with what it names."""
    for path, raw in {
        "case.md": CASE,
        "wall.jpg": b"1",
        "img/a room.png": b"2",
        "shared/box.md": b"Words, and ![a cup](../cup.gif).\n",
        "cup.gif": b"3",
    }.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_bytes(raw)
    return tmp_path


def check(folder: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, list[str]]:
    code = run(["check", str(folder / "case.md")])
    return code, [line.split(" ")[1] for line in capsys.readouterr().out.splitlines()]


def test_what_it_names_is_found(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check(folder, capsys) == (0, [])


@pytest.mark.parametrize(
    ("path", "code"),
    [("wall.jpg", "M01"), ("img/a room.png", "M01"), ("cup.gif", "M01"), ("shared/box.md", "N01")],
)
def test_what_is_not_there_is_said(
    folder: Path, path: str, code: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / path).unlink()
    assert check(folder, capsys) == (1, [code])


def test_nothing_is_read_through_a_link_that_leads_out(
    folder: Path, tmp_path_factory: pytest.TempPathFactory, capsys: pytest.CaptureFixture[str]
) -> None:
    outside = tmp_path_factory.mktemp("outside") / "wall.jpg"
    outside.write_bytes(b"4")
    (folder / "wall.jpg").unlink()
    (folder / "wall.jpg").symlink_to(outside)
    assert check(folder, capsys) == (1, ["M01"])


def test_a_pipe_is_no_file(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    os.mkfifo(folder / "pipe.md")
    assert run(["check", str(folder / "pipe.md")]) == 2
    assert "it is not a file" in capsys.readouterr().err
