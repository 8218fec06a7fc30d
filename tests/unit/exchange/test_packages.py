"""Courses and cases come in as zip files, and go out as such."""

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from learning.exchange.package_names import find_top, find_twins
from learning.exchange.package_writer import hash_package, write_package
from learning.exchange.packages import PackageFault, Refusal, read_package
from tests.unit.exchange.media import MEDIA, PNG
from tests.unit.exchange.zips import read, refuse, stream_up, zip_one, zip_up

ROOT = Path(__file__).parents[3]
COURSE = {"course.md": b"# One\n", "img/a.png": PNG, "start.test.md": b"## A\n", "start.md": b"#"}


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_a_folder_comes_in(method: int) -> None:
    assert read(zip_up(COURSE.items(), method)) == COURSE


def test_all_that_we_ship_comes_in() -> None:
    files = [each for top in ("cases", "courses") for each in (ROOT / top).rglob("*.*")]
    shipped = {each.relative_to(ROOT).as_posix(): each.read_bytes() for each in files}
    assert read(zip_up(shipped.items())) == read(write_package(shipped)) == shipped


def test_the_folder_around_all_and_what_a_mac_adds_are_taken_away() -> None:
    files = [(f"one/{path}", raw) for path, raw in COURSE.items()]
    added = [("one/", b""), ("one/.DS_Store", b"\0"), ("__MACOSX/one/._course.md", b"\0")]
    assert read(zip_up(files + added)) == COURSE


def test_cases_and_courses_stay_as_they_say_where_files_belong() -> None:
    assert (
        read(zip_one("site/cases/a.md")) == read(zip_one("cases/a.md")) == {"cases/a.md": b"# A\n"}
    )


def test_names_as_a_mac_writes_them_are_put_together() -> None:
    assert list(read(zip_one("cafe\u0301.md"))) == ["caf\u00e9.md"]


def test_a_name_in_utf_8_that_does_not_say_so_is_read() -> None:
    data = zip_one("cafe.md").replace(b"cafe.md", b"c\xc3\xa9e.md")
    assert list(read(data)) == ["cée.md"]
    assert refuse(data.replace(b"\xc3\xa9", b"\x82\x82"))[0].startswith(
        "c\ufffd\ufffde.md: its name"
    )


def test_a_zip_file_written_as_a_stream_is_read() -> None:
    data = stream_up(COURSE.items())
    assert data[14:26] == bytes(12)
    assert read(data) == COURSE


def test_every_fault_is_told_and_nothing_is_taken() -> None:
    files = {"a.md": b"# \xff", "b.exe": b"", "c.png": b"GIF89a", "d.md": b"#\n\0", "../e.md": b"#"}
    assert refuse(zip_up(files.items())) == [
        "../e.md: its name leads out of its folder, or in a circle",
        "a.md: line 1 is not written in UTF-8",
        "b.exe: files that end in .exe are no part of a course or case",
        "c.png: its name ends in .png, and it is a GIF picture",
        "d.md: line 2 has a NUL character, as no text has",
    ]


def test_a_track_is_text_too() -> None:
    assert refuse(zip_one("a.VTT", b"WEBVTT\n\xff")) == ["a.VTT: line 2 is not written in UTF-8"]


def test_fifty_faults_are_told_and_the_others_counted() -> None:
    refusal = read_package(zip_up((f"{number}.exe", b"") for number in range(53)))
    assert isinstance(refusal, Refusal)
    assert (len(refusal.faults), refusal.untold) == (50, 3)


@pytest.mark.parametrize("files", [[], [("one/", b"")], [(".DS_Store", b"")]])
def test_a_package_without_a_file_is_refused(files: list[tuple[str, bytes]]) -> None:
    assert refuse(zip_up(files)) == [": there is no file in the zip file"]


def test_a_fault_of_the_whole_names_no_entry() -> None:
    fault = PackageFault("", "this is not a zip file", "Make one.")
    assert str(fault) == "This is not a zip file. Make one."


PARTS = st.from_regex(r"[aBé文][aBé文 .ß-]{0,9}[aB文]", fullmatch=True)
TEXTS = st.text("aé\n#", max_size=50).map(str.encode)
PATHS = st.lists(PARTS, min_size=1, max_size=3).map("/".join)
TEXT_FILES = st.tuples(PATHS.map(lambda stem: f"{stem}.md"), TEXTS)
MEDIA_FILES = st.sampled_from(sorted(MEDIA)).map(lambda each: (f"img/a{each}", MEDIA[each]))
FILES = st.lists(TEXT_FILES | MEDIA_FILES, min_size=1, max_size=6).map(dict)


def has_no_twins(files: dict[str, bytes]) -> bool:
    return not any(find_twins(list(files)))


@settings(deadline=None)
@given(files=FILES.filter(has_no_twins), top=st.sampled_from(["", "one/", "cases/"]))
def test_what_is_written_is_read_again(files: dict[str, bytes], top: str) -> None:
    package = {f"{top}{path}": raw for path, raw in files.items()}
    assert read(write_package(package)) == package
    assert write_package(dict(reversed(package.items()))) == write_package(package)


@settings(deadline=None, max_examples=50)
@given(FILES)
def test_other_programs_read_what_is_written(files: dict[str, bytes]) -> None:
    with zipfile.ZipFile(io.BytesIO(write_package(files))) as package:
        top = "package/" if find_top(list(files)) else ""
        assert {each: package.read(each) for each in package.namelist()} == {
            f"{top}{path}": raw for path, raw in files.items()
        }


def test_a_silent_sound_is_not_taken_for_a_trap() -> None:
    silence = {"a.wav": MEDIA[".wav"] + bytes(2 * 1024 * 1024)}
    assert read(write_package(silence)) == silence


@settings(deadline=None)
@given(FILES, FILES)
def test_packages_have_one_digest_if_they_are_the_same(
    one: dict[str, bytes], other: dict[str, bytes]
) -> None:
    assert (hash_package(one) == hash_package(other)) == (one == other)


def test_more_than_a_zip_file_can_count_is_not_written() -> None:
    with pytest.raises(ValueError, match="too much"):
        write_package({f"{number}.md": b"" for number in range(0xFFFF)})


def test_a_digest_tells_where_a_name_ends() -> None:
    assert hash_package({"a.md": b"b"}) != hash_package({"a.m": b"db"})
    assert hash_package({"a": b"", "b": b""}) != hash_package({"a": b"1 0 b"})
