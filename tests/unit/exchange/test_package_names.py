"""Which names and sorts of files a package may have."""

import pytest

from learning.content.media import MEDIA_TYPES
from learning.exchange.package_names import (
    find_kind_faults,
    find_name_faults,
    find_top,
    find_twins,
    is_litter,
)

GOOD = ["a.md", "cases/Café 2.md", "courses/one/img/x.png", "console.md", "a..b.md", "com10.md"]


def words(path: str) -> str:
    return "; ".join(what for what, _ in find_name_faults(path))


@pytest.mark.parametrize("path", GOOD)
def test_a_plain_name_is_taken(path: str) -> None:
    assert words(path) == ""


@pytest.mark.parametrize(
    ("path", "what"),
    [
        ("/etc/a.md", "begins with a slash"),
        ("../a.md", "leads out"),
        ("cases/../../a.md", "leads out"),
        ("cases/./a.md", "leads out"),
        ("cases//a.md", "leads out"),
        ("", "leads out"),
        ("..\\a.md", "backslash"),
        ("C:a.md", "one of <"),
        ("a.md:stream", "one of <"),
        ("what?.md", "one of <"),
        ("a.md\0.png", "cannot be seen"),
        ("a\n.md", "cannot be seen"),
        ("a\u202edm.exe", "cannot be seen"),
        ("a\u200b.md", "cannot be seen"),
        ("a\ufffd.md", "UTF-8"),
        ("a.md.", "ends in a blank or a dot"),
        ("a.md ", "ends in a blank or a dot"),
        ("one. /a.md", "ends in a blank or a dot"),
        (" a.md", "begins with a blank"),
        ("nul", "device"),
        ("cases/CON.md", "device"),
        ("aux.test.md", "device"),
        ("lpt¹.md", "device"),
        ("com1 .md", "device"),
        ("com1/a.md", "device"),
        (".env", "hidden"),
        (".git/a.md", "hidden"),
        ("x" * 98 + ".md", "too long"),
        ("é" * 49 + ".md", "too long"),
        ("/".join(["x" * 60] * 4), "too long"),
    ],
)
def test_a_hostile_name_is_refused_in_words(path: str, what: str) -> None:
    assert what in words(path)


def test_a_name_of_the_greatest_length_is_taken() -> None:
    assert words("x" * 97 + ".md") == words("/".join(["x" * 59] * 4)) == ""


def test_every_fault_of_a_name_is_told() -> None:
    assert words("/../CON:.md").count(";") == 2


@pytest.mark.parametrize(
    "path",
    ["a.md", "a.test.md", "courses/outcomes.md", "LICENCE.md", "README.md"]
    + [f"a{ending}" for ending in MEDIA_TYPES],
)
def test_what_modules_are_made_of_is_taken(path: str) -> None:
    assert list(find_kind_faults(path, 128 * 1024)) == []


@pytest.mark.parametrize(
    ("path", "what"),
    [
        ("a.MD", "only if its name ends in .md"),
        ("a.md.txt", "only if its name ends in .md"),
        ("more.zip", "an archive inside"),
        ("more.tar.gz", "an archive inside"),
        ("map.svg", "may hold a program"),
        ("run.exe", "files that end in .exe"),
        ("Makefile", "without an ending"),
        ("page.html", "files that end in .html"),
    ],
)
def test_other_sorts_are_refused_by_name(path: str, what: str) -> None:
    ((told, _),) = find_kind_faults(path, 1)
    assert what in told


@pytest.mark.parametrize(
    ("path", "most"), [("a.md", 128 * 1024), ("a.png", 5 * 1024**2), ("a.mp4", 20 * 1024**2)]
)
def test_a_file_over_its_limit_is_refused(path: str, most: int) -> None:
    assert list(find_kind_faults(path, most)) == []
    assert [what.split(" ")[:3] for what, _ in find_kind_faults(path, most + 1)] == [
        ["it", "is", "over"]
    ]


@pytest.mark.parametrize(
    ("paths", "twins"),
    [
        (["a.md", "b.md", "c/a.md"], []),
        (["one/", "one/a.md", "one/b.md", "one/"], []),
        (["a.md", "a.md"], ["a.md"]),
        (["a.md", "A.md"], ["A.md"]),
        (["one/a.md", "One/b.md", "One/c.md"], ["One/b.md"]),
        (["caf\u00e9.md", "CAFE\u0301.md"], ["CAFE\u0301.md"]),
        (["\u03b1\u0345\u0323.md", "\u03b1\u0323\u0345.md"], ["\u03b1\u0323\u0345.md"]),
        (["straße.md", "STRASSE.md"], ["STRASSE.md"]),
        (["a.md/b.md", "a.md"], ["a.md"]),
    ],
)
def test_names_that_some_computers_take_for_one(paths: list[str], twins: list[str]) -> None:
    assert [path for path, _ in find_twins(paths)] == twins


@pytest.mark.parametrize("path", ["__MACOSX/a.md", "a/.DS_Store", "a/._b.md", "Thumbs.db"])
def test_litter_is_known(path: str) -> None:
    assert is_litter(path)


@pytest.mark.parametrize("path", ["a/__MACOSX/a.md", "a/DS_Store", "a/_b.md", ".DS_Store/a.md"])
def test_what_an_author_wrote_is_no_litter(path: str) -> None:
    assert not is_litter(path)


@pytest.mark.parametrize(
    ("paths", "top"),
    [
        (["one/a.md", "one/b/c.md"], "one/"),
        (["one/a.md", "two/a.md"], ""),
        (["one/a.md", "a.md"], ""),
        (["a.md"], ""),
        (["cases/a.md"], ""),
        (["courses/one/a.md"], ""),
        (["../a.md"], ""),
        (["/a.md"], ""),
    ],
)
def test_the_folder_around_all_files(paths: list[str], top: str) -> None:
    assert find_top(paths) == top
