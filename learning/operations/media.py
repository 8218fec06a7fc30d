"""Pictures, sound and video from the content folder, for those who were shown their address.

The address holds the digest of what is in the file: whoever was not shown it cannot know it, and
browsers may keep the answer for ever. Knows files, not how they are sent.
"""

import os
import stat
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import file_digest
from hmac import compare_digest
from io import BufferedReader
from pathlib import Path

from learning.content.beside import name_media
from learning.content.library import FOLDERS
from learning.content.media import MediaType, find_media_type
from learning.errors import NotFound

NO_MEDIUM = "There is no such picture, sound or video here"
# Which file, how large, and when it was last written: what tells a changed file from the same one.
_Stamp = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Medium:
    """An open file, which whoever takes it closes; its type on the wire, its size, its digest."""

    stream: BufferedReader
    mime: str
    size: int
    digest: str


@dataclass(frozen=True, slots=True)
class MediaShelf:
    """The digests of the files asked for, as long as these stay as they are."""

    _digests: dict[Path, tuple[_Stamp, str]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def open(self, root: Path, path: str, *, digest: str) -> Medium:
        """Open a file by its content path and the digest in its address; raises NotFound.

        Nothing but a plain file of a known type below `cases/` or `courses/` is ever opened.
        """
        found, file = find_media_type(path), _find_file(root, path)
        if found is None or file is None:
            raise NotFound(NO_MEDIUM)
        with _opened(file) as stream:
            size = _check_size(stream, found)
            whole = self._find_digest(file, stream)
            asked, right = f"/media/{digest}/{path}", name_media(path, whole)
            if not compare_digest(asked.encode(), right.encode()):
                raise NotFound(NO_MEDIUM)
            return Medium(stream, found.mime, size, whole)

    def _find_digest(self, file: Path, stream: BufferedReader) -> str:
        found = os.fstat(stream.fileno())
        stamp = (found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns)
        with self._lock:
            known = self._digests.get(file)
        if known and known[0] == stamp:
            return known[1]
        digest = file_digest(stream, "sha256").hexdigest()
        stream.seek(0)
        with self._lock:
            self._digests[file] = stamp, digest
        return digest


def _find_file(root: Path, path: str) -> Path | None:
    """Give the file at a content path, links resolved, if it lies where media may lie."""
    parts = path.split("/")
    if parts[0] not in FOLDERS or any(each.startswith(".") or not each for each in parts):
        return None
    try:
        file = root.joinpath(*parts).resolve(strict=True)
        folders = [(root / each).resolve() for each in FOLDERS]
    except (OSError, RuntimeError, ValueError):
        # Links in a circle are a RuntimeError before Python 3.13.
        return None
    inside = [file.relative_to(each) for each in folders if file.is_relative_to(each)]
    hidden = any(part.startswith(".") for each in inside for part in each.parts)
    return file if inside and not hidden and file.is_file() else None


@contextmanager
def _opened(file: Path) -> Iterator[BufferedReader]:
    """Open a file that is neither link nor folder; it stays open unless the block raises."""
    try:
        # Opening a pipe would wait for a writer.
        stream = os.fdopen(os.open(file, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK), "rb")
    except OSError as error:
        raise NotFound(NO_MEDIUM) from error
    try:
        yield stream
    except BaseException:
        stream.close()
        raise


def _check_size(stream: BufferedReader, found: MediaType) -> int:
    status = os.fstat(stream.fileno())
    if not stat.S_ISREG(status.st_mode) or status.st_size > found.most:
        raise NotFound(NO_MEDIUM)
    return status.st_size
