"""Media are what their names say."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from learning.content.media import MEDIA_TYPES
from learning.exchange.media_signs import count_pixels, find_medium_fault
from tests.unit.exchange.media import EXTENDED, GIF, JPEG, LOSSLESS, LOSSY, MEDIA, PNG


@pytest.mark.parametrize("ending", MEDIA_TYPES)
def test_a_medium_fits_its_own_name_alone(ending: str) -> None:
    fits = [each for each in MEDIA if not find_medium_fault(f"a{ending}", MEDIA[each])]
    twins = {".jpg": ".jpeg", ".m4a": ".mp4"}
    assert set(fits) == {ending, twins.get(ending, ending)} | {
        each for each, other in twins.items() if other == ending
    }


@pytest.mark.parametrize(
    "raw",
    [b"", b"<svg/>", b"MZ\x90", b"\0\0\0\x20ftypavif", b"\x1aE\xdf\xa3\x9fB\x82\x88matroska"],
)
def test_what_is_no_medium_fits_no_name(raw: bytes) -> None:
    words = "its name ends in {0}, and it is something else"
    assert {find_medium_fault(f"a{each}", raw) == words.format(each) for each in MEDIA} == {True}


def test_what_a_medium_is_instead_is_said() -> None:
    assert find_medium_fault("a.PNG", JPEG) == "its name ends in .png, and it is a JPEG picture"


def test_a_track_may_have_a_mark_before_it() -> None:
    assert find_medium_fault("a.vtt", b"\xef\xbb\xbfWEBVTT") is None
    assert find_medium_fault("a.vtt", b"WEBVTTS") is not None


@pytest.mark.parametrize(
    ("ending", "raw"),
    [
        (".png", PNG),
        (".jpg", JPEG),
        (".jpeg", JPEG[:2] + b"\xff\xd0" + JPEG[8:]),
        (".gif", GIF),
        (".webp", LOSSY),
        (".webp", LOSSLESS),
        (".webp", EXTENDED),
    ],
)
def test_pixels_are_counted(ending: str, raw: bytes) -> None:
    assert count_pixels(ending, raw) == 320 * 200
    assert find_medium_fault(f"a{ending}", raw) is None
    assert count_pixels(ending, raw[:9]) == 0


def test_a_picture_that_unfolds_to_gigabytes_is_refused() -> None:
    large = GIF[:6] + b"\xff\xff\xff\xff"
    assert find_medium_fault("a.gif", large) == "the picture has more than 25 million pixels"


@settings(deadline=None)
@given(st.sampled_from(sorted(MEDIA)), st.binary(max_size=60), st.integers(0, 30))
def test_any_bytes_are_measured_without_a_fall(ending: str, raw: bytes, cut: int) -> None:
    fault = find_medium_fault(f"a{ending}", MEDIA[ending][:cut] + raw)
    assert fault is None or fault.split()[0] in {"its", "the"}
