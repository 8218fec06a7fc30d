"""Whether a medium is what its name says: by its first bytes, and for a picture by its size.

It shows no picture and plays no sound: what is broken further in, a browser will say.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from posixpath import splitext
from struct import unpack_from

from learning.content.media import MediaSort, find_media_type

MOST_PIXELS = 25_000_000

_MP3 = re.compile(rb"ID3|\xff[\xe2\xe3\xf2\xf3\xfa\xfb]")
# Pictures and films of other kinds in the same box as MP4 (ISO/IEC 14496-12, brands at mp4ra.org).
_OTHER_BRANDS = frozenset({b"avif", b"avis", b"heic", b"heix", b"hevc", b"mif1", b"msf1"})
# Start of frame: 0xC0 to 0xCF but for tables and the like (ITU-T T.81, table B.1).
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_ALONE = frozenset({0x01, *range(0xD0, 0xD9)})


@dataclass(frozen=True, slots=True)
class _Sign:
    """How files of one sort are told by their first bytes."""

    name: str
    endings: frozenset[str]
    fits: Callable[[bytes], bool]


def _boxed(kind: bytes) -> Callable[[bytes], bool]:
    return lambda raw: raw[:4] == b"RIFF" and raw[8:12] == kind


def _is_mp4(raw: bytes) -> bool:
    return raw[4:8] == b"ftyp" and raw[8:12] not in _OTHER_BRANDS


def _is_webm(raw: bytes) -> bool:
    return raw.startswith(b"\x1aE\xdf\xa3") and b"webm" in raw[:64]


def _is_track(raw: bytes) -> bool:
    return bool(re.match(rb"(?:\xef\xbb\xbf)?WEBVTT(?:[ \t\r\n]|\Z)", raw))


def _sign(name: str, endings: str, fits: Callable[[bytes], bool]) -> _Sign:
    return _Sign(name, frozenset(endings.split()), fits)


_SIGNS = (
    _sign("a PNG picture", ".png", lambda raw: raw.startswith(b"\x89PNG\r\n\x1a\n")),
    _sign("a JPEG picture", ".jpg .jpeg", lambda raw: raw.startswith(b"\xff\xd8\xff")),
    _sign("a GIF picture", ".gif", lambda raw: raw.startswith((b"GIF87a", b"GIF89a"))),
    _sign("a WebP picture", ".webp", _boxed(b"WEBP")),
    _sign("an MP3 sound", ".mp3", lambda raw: bool(_MP3.match(raw))),
    _sign("an Ogg sound", ".ogg", lambda raw: raw.startswith(b"OggS")),
    _sign("a WAV sound", ".wav", _boxed(b"WAVE")),
    _sign("an MP4 sound or video", ".m4a .mp4", _is_mp4),
    _sign("a WebM video", ".webm", _is_webm),
    _sign("a WebVTT track", ".vtt", _is_track),
)


def find_medium_fault(path: str, raw: bytes) -> str | None:
    """Say why a file cannot be the medium that its name says; None if it can, or is no medium.

    >>> find_medium_fault("img/letter.png", b"GIF89a")
    'its name ends in .png, and it is a GIF picture'
    >>> find_medium_fault("img/letter.gif", b"GIF89a" + bytes([64, 1, 200, 0])) is None
    True
    """
    ending, medium = splitext(path)[1].lower(), find_media_type(path)
    if medium is None:
        return None
    found = next((each for each in _SIGNS if each.fits(raw)), None)
    if found is None or ending not in found.endings:
        what = found.name if found else "something else"
        return f"its name ends in {ending}, and it is {what}"
    return _find_size_fault(ending, raw) if medium.sort is MediaSort.PICTURE else None


def _find_size_fault(ending: str, raw: bytes) -> str | None:
    # A small file may unfold to gigabytes in the memory of whoever looks at it.
    pixels = count_pixels(ending, raw)
    if not pixels:
        return "the picture is damaged"
    most = MOST_PIXELS // 1_000_000
    return f"the picture has more than {most} million pixels" if pixels > MOST_PIXELS else None


def count_pixels(ending: str, raw: bytes) -> int:
    """Give how many pixels a picture says to have; 0 where it does not get so far.

    >>> count_pixels(".gif", b"GIF89a" + bytes([64, 1, 200, 0]))
    64000
    """
    size = _MEASURES[ending](raw)
    return size[0] * size[1] if size else 0


_Size = tuple[int, int] | None


def _measure_png(raw: bytes) -> _Size:
    """See W3C PNG, 11.2.1: the header comes first."""
    if len(raw) < 24 or raw[12:16] != b"IHDR":
        return None
    wide, high = unpack_from(">2L", raw, 16)
    return wide, high


def _measure_gif(raw: bytes) -> _Size:
    if len(raw) < 10:
        return None
    wide, high = unpack_from("<2H", raw, 6)
    return wide, high


def _measure_webp(raw: bytes) -> _Size:
    """See RFC 9649: the first chunk is lossy, lossless or extended."""
    if len(raw) < 30:
        return None
    match raw[12:16]:
        case b"VP8 ":
            wide, high = unpack_from("<2H", raw, 26)
            return wide & 0x3FFF, high & 0x3FFF
        case b"VP8L":
            (bits,) = unpack_from("<L", raw, 21)
            return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
        case b"VP8X":
            wide, high = (int.from_bytes(raw[at : at + 3], "little") for at in (24, 27))
            return wide + 1, high + 1
        case _:
            return None


def _measure_jpeg(raw: bytes) -> _Size:
    """Go from marker to marker up to the frame (ITU-T T.81, B.1 and B.2.2)."""
    at = 2
    while at + 9 <= len(raw) and raw[at] == 0xFF:
        marker = raw[at + 1]
        if marker in _FRAMES:
            high, wide = unpack_from(">2H", raw, at + 5)
            return wide, high
        if marker == 0xFF:
            at += 1
        elif marker in _ALONE:
            at += 2
        else:
            at += 2 + int.from_bytes(raw[at + 2 : at + 4], "big")
    return None


_MEASURES: Mapping[str, Callable[[bytes], _Size]] = {
    ".png": _measure_png,
    ".gif": _measure_gif,
    ".webp": _measure_webp,
    ".jpg": _measure_jpeg,
    ".jpeg": _measure_jpeg,
}
