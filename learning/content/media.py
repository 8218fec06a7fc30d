"""Which media may stand beside a module, their types on the wire, and how large they may be.

SVG is left out: it can hold scripts. Knows no file.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from posixpath import splitext

_MIB = 1024 * 1024


class MediaSort(StrEnum):
    """How a medium is shown."""

    PICTURE = "picture"
    SOUND = "sound"
    VIDEO = "video"
    TRACK = "track"


@dataclass(frozen=True, slots=True)
class MediaType:
    """One sort of file: how it is shown, its type on the wire, and the most bytes it may have."""

    sort: MediaSort
    mime: str
    most: int = 20 * _MIB


def _picture(mime: str) -> MediaType:
    return MediaType(MediaSort.PICTURE, mime, 5 * _MIB)


MEDIA_TYPES: Mapping[str, MediaType] = {
    ".png": _picture("image/png"),
    ".jpg": _picture("image/jpeg"),
    ".jpeg": _picture("image/jpeg"),
    ".gif": _picture("image/gif"),
    ".webp": _picture("image/webp"),
    ".mp3": MediaType(MediaSort.SOUND, "audio/mpeg"),
    ".ogg": MediaType(MediaSort.SOUND, "audio/ogg"),
    ".wav": MediaType(MediaSort.SOUND, "audio/wav"),
    ".m4a": MediaType(MediaSort.SOUND, "audio/mp4"),
    ".mp4": MediaType(MediaSort.VIDEO, "video/mp4"),
    ".webm": MediaType(MediaSort.VIDEO, "video/webm"),
    ".vtt": MediaType(MediaSort.TRACK, "text/vtt"),
}


def find_media_type(path: str) -> MediaType | None:
    """Give the sort of medium that a file is by its name; None for what may not be shown.

    >>> find_media_type("cases/img/Damp.JPG").mime, find_media_type("cases/img/map.svg")
    ('image/jpeg', None)
    """
    return MEDIA_TYPES.get(splitext(path)[1].lower())
