"""Zip files that mean harm are refused in words: soon, in little memory, and never by a fall."""

import random
import tracemalloc
import zipfile
import zlib
from functools import cache
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from learning.exchange.package_writer import write_package
from learning.exchange.packages import Package, Refusal, read_package
from learning.exchange.zip_frames import CENTRAL, CENTRAL_SIGN, END, END_SIGN, LOCAL, LOCAL_SIGN
from tests.unit.exchange.media import MEDIA, PNG
from tests.unit.exchange.zips import (
    CRC,
    ENTRY,
    FLAGS,
    LISTED,
    METHOD,
    PACKED,
    SIZE,
    put,
    read,
    refuse,
    rewrite,
    stream_up,
    zip_one,
    zip_up,
)

MIB = 1024 * 1024
LINK, PIPE, FOLDER = 0o120777 << 16, 0o010644 << 16, 0o040755 << 16
GOOD = zip_up(
    {"one/course.md": b"# One\n" * 50, "one/a.png": PNG + random.Random(1).randbytes(500)}.items()
)


def refuse_soon(data: bytes, *, mebibytes: int) -> list[str]:
    """Refuse it within five seconds, and in so much memory beside the upload itself."""
    begun = process_time()
    read_package(data)
    assert process_time() - begun < 5
    tracemalloc.start()
    try:
        told = refuse(data)
        assert tracemalloc.get_traced_memory()[1] < mebibytes * MIB
    finally:
        tracemalloc.stop()
    return told


@pytest.mark.parametrize("name", ["../a.md", "/a.md", "C:/a.md", "one/../../a.md", "..\\a.md"])
def test_a_name_that_slips_out_is_refused(name: str) -> None:
    faults = refuse(zip_up([(name, b"# A\n"), ("b.md", b"# B\n")]))
    assert all(each.startswith(f"{name}: ") for each in faults)


def test_a_name_with_control_characters_is_shown_without_them() -> None:
    data = zip_one("a_.md").replace(b"a_.md", b"a\x1b.md")
    assert refuse(data) == ["a\ufffd.md: there is a character in its name that cannot be seen"]


def test_a_file_without_a_name_is_refused() -> None:
    data = write_package({"": b"# A\n"})
    assert refuse(data)[0].startswith("(no name): ")


def test_of_a_name_without_end_only_the_beginning_is_shown() -> None:
    (told, *_) = refuse(zip_one("a" * 60_000))
    assert told.startswith("a" * 300 + ": ")


@pytest.mark.parametrize("attributes", [LINK, PIPE, FOLDER])
def test_what_is_no_plain_file_is_refused(attributes: int) -> None:
    data = zip_one("a.md", external_attr=attributes)
    assert refuse(data) == ["a.md: it is a link or a special file"]


def test_a_folder_with_something_in_it_is_refused() -> None:
    data = zip_up([("a.md", b""), ("one/", b"# A\n")])
    assert refuse(data) == ["one/: it is a folder, and has something in it as a file has"]


@pytest.mark.parametrize("flags", [0x0001, 0x0041, 0x2000])
def test_what_is_locked_is_refused(flags: int) -> None:
    data = rewrite(zip_one("a.md"), FLAGS, flags)
    assert refuse(data) == ["a.md: it is locked with a password"]


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_other_ways_of_packing_are_refused(method: int) -> None:
    data = zip_up([("a.md", b"# A\n")], method)
    assert refuse(data) == [f"a.md: it is packed in a way that is not read here (method {method})"]


@pytest.mark.parametrize(
    "names", [("a.md", "A.md"), ("One/a.md", "one/b.md"), ("\u00e9.md", "e\u0301.md")]
)
def test_twins_are_refused(names: tuple[str, str]) -> None:
    assert len(refuse(zip_up([(each, b"# A\n") for each in names]))) == 1


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_name_that_comes_twice_is_refused() -> None:
    data = zip_up([("a.md", b"# A\n"), ("a.md", b"# B\n")])
    assert refuse(data) == ["a.md: it is in the zip file twice"]


def test_an_archive_in_the_archive_is_refused_by_name_and_by_content() -> None:
    files = {"a.zip": GOOD, "b.md": GOOD, "c.png": GOOD}
    told = refuse(zip_up(files.items()))
    assert {each[0] for each in told} == {"a", "b", "c"}


def test_more_than_500_entries_are_refused() -> None:
    files = [(f"{number}.md", b"") for number in range(501)]
    assert len(read(zip_up(files[:500]))) == 500
    assert refuse(zip_up(files)) == [": the zip file has over 500 files and folders"]


def test_an_upload_over_20_mib_is_not_looked_at() -> None:
    assert refuse(GOOD + bytes(21 * MIB)) == [": the zip file is over 21 MiB"]


def test_a_file_over_128_kib_is_refused() -> None:
    assert len(read(zip_one("a.md", b"#" * 128 * 1024))["a.md"]) == 128 * 1024
    assert refuse(zip_one("a.md", b"#" * (128 * 1024 + 1))) == ["a.md: it is over 128 KiB"]


@cache
def zip_much(count: int) -> bytes:
    """Pack files of 19 MiB to little more than a fiftieth, which is as much as may be."""
    numbers = random.Random(1).randbytes(MIB // 3)
    raw = b"".join(bytes([each, 255]) * 30 for each in numbers)[: 19 * MIB]
    return zip_up([(f"{number}.mp3", raw) for number in range(count)])


def test_a_sum_over_100_mib_is_refused_before_anything_is_unpacked() -> None:
    told = refuse_soon(zip_much(6), mebibytes=1)
    assert told == [": the files would be over 100 MiB unpacked"]


def test_the_largest_package_is_read_in_256_mib() -> None:
    # Only when all is unpacked can it be told that these are no sounds.
    told = refuse_soon(zip_much(5), mebibytes=256 - 20)
    assert [each[:6] for each in told] == [f"{number}.mp3:" for number in range(5)]
    assert all(each.endswith("it is something else") for each in told)


def test_what_unpacks_to_much_more_is_refused() -> None:
    data = zip_up([("a.mp3", MEDIA[".mp3"] + bytes(10 * MIB))])
    words = "a.mp3: it would unpack to more than 50 times its size, as traps do"
    assert refuse_soon(data, mebibytes=1) == [words]


def test_zeros_that_are_declared_small_are_cut_off() -> None:
    data = rewrite(zip_up([("a.md", bytes(10 * MIB))]), SIZE, 100, size="<L")
    words = "a.md: it holds more than the zip file says, as traps do"
    assert refuse_soon(data, mebibytes=1) == [words]


@pytest.mark.parametrize(
    ("at", "number"), [(6, 0x0001), (8, 8), (14, 1), (18, 3), (22, 3), (26, 3)]
)
def test_what_only_the_header_before_the_body_tells_is_refused(at: int, number: int) -> None:
    data = put(zip_one("a.md"), at, number)
    assert refuse(data) == ["a.md: the zip file tells two different things about it"]


@pytest.mark.parametrize("at", [14, 18, 22])
def test_a_number_where_none_may_stand_yet_is_refused(at: int) -> None:
    data = put(stream_up([("a.md", b"# A\n")]), at, 1)
    assert refuse(data) == ["a.md: the zip file tells two different things about it"]


def test_a_name_that_only_one_of_two_places_tells_is_refused() -> None:
    data = zip_one("a.md").replace(b"a.md", b"b.md", 1)
    assert refuse(data) == ["a.md: the zip file tells two different things about it"]


def test_bytes_behind_a_packed_body_are_refused() -> None:
    long = zip_up([("a.md", b"# A\n"), ("b.md", b"# A\n")])
    packed = long.index(ENTRY, 1) - 34
    (told, *_) = refuse(rewrite(long, PACKED, packed + 3, size="<L"))
    assert told == "a.md: it is damaged"


def test_a_header_in_the_remark_at_the_end_is_refused() -> None:
    data = put(zip_one("a.md"), -2, 4) + ENTRY
    data = put(data, data.index(LISTED) + 42, len(data) - 4, size="<L")
    assert refuse(data) == ["a.md: the zip file tells two different things about it"]


@pytest.mark.parametrize(
    ("field", "value"), [(CRC, 1), (SIZE, 3), (SIZE, 2**32 - 1), (PACKED, 5), (PACKED, 2**32 - 1)]
)
def test_a_wrong_number_is_refused(field: tuple[int, int], value: int) -> None:
    assert refuse(rewrite(zip_up([("a.md", b"# A\n")]), field, value, size="<L"))


@pytest.mark.parametrize("method", [0, 8])
def test_a_wrong_way_of_packing_is_refused(method: int) -> None:
    other = zipfile.ZIP_STORED if method else zipfile.ZIP_DEFLATED
    assert refuse(rewrite(zip_up([("a.md", b"# A\n")], other), METHOD, method))


KERNEL = zlib.compress(b"#" * 100_000, 9)[2:-4]


def overlap(count: int, *, heads: int) -> bytes:
    """Let entries share one body: by as many headers before it, and the last serves the rest."""
    names = [b"%05d.md" % number for number in range(count)]
    fields = (20, 0, 8, 0, 33, zlib.crc32(b"#" * 100_000), len(KERNEL), 100_000, 8, 0)
    head = LOCAL.pack(LOCAL_SIGN, *fields)
    bodies = b"".join(head + name for name in names[:heads]) + KERNEL
    places = [min(number, heads - 1) * (len(head) + 8) for number in range(count)]
    listed = b"".join(
        CENTRAL.pack(CENTRAL_SIGN, 20, *fields, 0, 0, 0, 0, at) + name
        for at, name in zip(places, names, strict=True)
    )
    end = END.pack(END_SIGN, 0, 0, count, count, len(listed), len(bodies), 0)
    return bodies + listed + end


@pytest.mark.parametrize("heads", [1, 400])
def test_entries_that_share_their_bytes_are_refused(heads: int) -> None:
    told = refuse_soon(overlap(400, heads=heads), mebibytes=2)
    assert "00001.md: it shares its bytes with another file, as traps do" in told


def test_a_body_that_only_one_entry_has_is_read() -> None:
    assert read(overlap(1, heads=1)) == {"00000.md": b"#" * 100_000}


def test_one_body_for_ever_so_many_entries_is_refused() -> None:
    data = overlap(20_000, heads=1)
    words = ": the zip file has over 500 files and folders"
    assert refuse_soon(data, mebibytes=50) == [words]


def test_long_names_with_marks_out_of_order_do_not_take_for_ever() -> None:
    # Unicode's own order of marks takes time by the square of how many there are.
    marks = "\u0315\u0300" * 15_000
    data = zip_up([(f"{number}{marks}.md", b"") for number in range(100)])
    assert len(refuse_soon(data, mebibytes=100)) == 50


@pytest.mark.parametrize("cut", range(0, len(GOOD), 64))
def test_a_zip_file_cut_short_is_refused(cut: int) -> None:
    (told,) = refuse(GOOD[:cut])
    assert told.startswith((": this is not a zip file", ": the zip file is damaged"))


@pytest.mark.parametrize("field", [4, 6, 8, 10])
def test_a_zip_file_in_parts_or_in_the_huge_form_is_refused(field: int) -> None:
    at = len(GOOD) - END.size + field
    assert "one part of several" in refuse(GOOD[:at] + b"\x07\0" + GOOD[at + 2 :])[0]
    assert "zip64" in refuse(GOOD[:at] + b"\xff\xff" + GOOD[at + 2 :])[0] or field in (4, 6)


@pytest.mark.parametrize("field", [10, 12, 16])
def test_an_end_that_does_not_fit_the_list_is_refused(field: int) -> None:
    wrong = GOOD[-END.size + field] + 1
    data = put(GOOD, -END.size + field, wrong)
    # How many entries there are stands there twice.
    data = put(data, -END.size + 8, wrong) if field == 10 else data
    assert refuse(data) == [": the zip file is damaged, or was cut short on its way"]


@pytest.mark.parametrize("field", [28, 30, 32])
def test_a_list_that_goes_on_after_its_end_is_refused(field: int) -> None:
    data = put(GOOD, GOOD.rindex(LISTED) + field, 99)
    assert refuse(data) == [": the zip file is damaged, or was cut short on its way"]


def test_bytes_after_the_end_are_refused() -> None:
    assert "damaged" in refuse(GOOD + b"x")[0]


@settings(deadline=None, max_examples=200)
@given(st.binary(max_size=300), st.sampled_from([b"", LOCAL_SIGN, END_SIGN]))
def test_random_bytes_are_refused(raw: bytes, before: bytes) -> None:
    assert isinstance(read_package(before + raw), Refusal)


PLACES = st.lists(st.tuples(st.integers(0, len(GOOD) - 1), st.integers(0, 255)), max_size=6)


@settings(deadline=None, max_examples=400)
@given(PLACES)
def test_whatever_is_changed_comes_in_whole_or_not_at_all(places: list[tuple[int, int]]) -> None:
    data = bytearray(GOOD)
    for at, value in places:
        data[at] = value
    result = read_package(bytes(data))
    if isinstance(result, Package):
        assert sorted(result.files.values()) == sorted(read(GOOD).values())
    else:
        assert result.faults
        assert all(each.entry.isprintable() for each in result.faults)
