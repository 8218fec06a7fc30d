"""The content folder: which files are modules, and what is said of those that cannot be read."""

from hashlib import sha256
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


def write(root: Path, path: str, content: bytes = b"x") -> None:
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)


def test_what_lies_beside_the_modules(root: Path) -> None:
    write(root, "cases/shared/deep/ihelp.md", b"# I-HELP")
    write(root, "cases/img/map.svg")
    beside = Library(root).scan().beside
    assert beside.includes == {
        "cases/shared/deep/ihelp.md": b"# I-HELP",
        "courses/outcomes.md": b"courses/outcomes.md",
    }
    assert beside.media == {"cases/img/x.png": sha256(b"cases/img/x.png").hexdigest()}
    assert beside.outcomes == b"courses/outcomes.md"
    assert set(beside.modules) == {"cases/a.md", "courses/one/course.md"}


@pytest.mark.parametrize(("name", "mebibytes"), [("a.png", 5), ("a.mp4", 20)])
def test_a_medium_that_is_too_large(root: Path, name: str, mebibytes: int) -> None:
    for more in (0, 1):
        with (root / "cases" / f"{more}{name}").open("wb") as stream:
            stream.truncate(mebibytes * 1024**2 + more)
    beside = Library(root).scan().beside
    assert beside.refused == {f"cases/1{name}": f"it is over {mebibytes} MiB"}
    assert f"cases/0{name}" in beside.media


@pytest.mark.parametrize("name", ["b.MD", "b.markdown", "b.md.txt"])
def test_a_name_that_is_nearly_a_modules(root: Path, name: str) -> None:
    write(root, f"cases/{name}")
    (finding,) = Library(root).scan().findings
    assert (finding.file, finding.code) == (f"cases/{name}", "F01")


def test_links_that_lead_out_of_the_folder_are_refused(root: Path) -> None:
    (root / "cases" / "b.md").symlink_to("/etc/hostname")
    (root / "cases" / "c").symlink_to(root / "courses")
    (root / "cases" / "d.md").symlink_to(root / "cases" / "a.md")
    scan = Library(root).scan()
    assert [(each.file, each.message) for each in scan.findings] == [
        ("cases/b.md", "a link that leads out of the content folder"),
        ("cases/c", "a link to a folder is not followed"),
    ]
    assert scan.files["cases/d.md"] == b"cases/a.md"
