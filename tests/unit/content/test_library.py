"""The content folder: which files are modules, and what is said of those that cannot be read."""

from pathlib import Path

import pytest

from learning.content.library import Library
from learning.errors import NotFound


@pytest.fixture
def root(tmp_path: Path) -> Path:
    modules = "cases/a.md courses/one/course.md"
    others = "cases/LICENCE.md cases/a.test.md cases/.b.md cases/img/x.png courses/outcomes.md"
    for path in f"{modules} {others} courses/one/.git/c.md README.md".split():
        file = tmp_path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(path)
    return tmp_path


def test_modules_by_path(root: Path) -> None:
    assert Library(root).load() == {
        "cases/a.md": b"cases/a.md",
        "courses/one/course.md": b"courses/one/course.md",
    }


def test_a_missing_folder(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="neither cases/ nor courses/"):
        Library(tmp_path).scan()


def test_what_cannot_be_read_is_a_finding_and_not_gone(root: Path) -> None:
    (root / "cases" / "b.md").symlink_to(root / "nowhere.md")
    (root / "cases" / "c.md").mkdir()
    scan = Library(root).scan()
    assert [str(finding) for finding in scan.findings] == [
        "cases/b.md:1:1 F01 error this cannot be read: it is not a file"
    ]
    assert "cases/a.md" in scan.files


def test_a_huge_file_is_not_read_whole(root: Path) -> None:
    with (root / "cases" / "a.md").open("wb") as stream:
        stream.truncate(2**33)
    assert len(Library(root).load()["cases/a.md"]) == 128 * 1024 + 1
