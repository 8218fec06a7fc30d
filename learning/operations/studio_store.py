"""How a file of a work is stored: as it stands now, with a save of each text.

Whoever calls has asked whether the person may, and locked the file or the work.
"""

import re
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from posixpath import basename

from sqlalchemy import Connection

from learning.access.rules import Asker
from learning.content.source import MAX_BYTES
from learning.errors import InvalidInput
from learning.operations.site import Site
from learning.operations.studio_heads import Head, read_head
from learning.operations.studio_paths import find_prefix
from learning.storage import studio
from learning.storage.studio import FileRow, NewSave, pack_text

TAKEN = "There is something of this name already: choose another title"
TOO_LARGE = f"This is over {MAX_BYTES // 1024} KiB: make two files of it"

# Control characters, which the reader refuses (F01), and what is no character at all.
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Stamp:
    """Who saves, when, and what their page calls it."""

    by: str
    at: datetime
    request_id: str


def make_stamp(site: Site, viewer: Asker, request_id: str = "") -> Stamp:
    """Say who saves now. What one person calls a save, another may call theirs too."""
    named = sha256(f"{viewer.person_id} {request_id}".encode()).hexdigest() if request_id else ""
    return Stamp(viewer.person_id, site.clock(), named or site.new_id())


def tidy_text(text: str) -> str:
    r"""Give a text with LF for its line ends, without what neither UTF-8 nor a page can hold.

    A byte-order mark before it goes, too: nobody could see it in a browser, nor take it out.

    >>> tidy_text("a\r\nb\rc\x00"), tidy_text("\ud800"), tidy_text("\ufeff---")
    ('a\nb\nc', '?', '---')
    """
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    return _UNSEEN.sub("", plain).lstrip("\ufeff").encode(errors="replace").decode()


def store_text(
    connection: Connection, path: str, text: str, *, stamp: Stamp, before: FileRow | None = None
) -> FileRow:
    """Store a save of a file: number 1, or the one after `before`. Raises InvalidInput."""
    raw = tidy_text(text).encode()
    if len(raw) > MAX_BYTES:
        raise InvalidInput({"text": TOO_LARGE})
    file = _make_row(path, read_head(path, raw), raw, digest=sha256(raw).hexdigest(), stamp=stamp)
    file = _store(connection, file, before)
    packed = pack_text(raw.decode())
    save = NewSave(path, file.no, file.sha256, packed, stamp.request_id, stamp.at, stamp.by)
    studio.add_save(connection, save)
    return file


def move_text(
    connection: Connection, file: FileRow, to: str, *, stamp: Stamp, before: FileRow | None = None
) -> None:
    """Store a text under another path as well, on top of a copy of its saves."""
    text, start = (file.text or b"").decode(), before.no if before else 0
    moved = _store(connection, replace(file, path=to, no=1), before)
    studio.copy_saves(connection, file.path, to, after=start)
    last = replace(moved, no=start + file.no)
    store_text(connection, to, text, stamp=stamp, before=last)


def store_medium(
    connection: Connection, path: str, digest: str, *, stamp: Stamp, before: FileRow | None = None
) -> FileRow:
    """Store that a file is the medium of this digest, which is stored already."""
    file = _make_row(path, Head(basename(path)), None, digest=digest, stamp=stamp)
    return _store(connection, file, before)


def _store(connection: Connection, file: FileRow, before: FileRow | None) -> FileRow:
    if before:
        file = replace(file, no=before.no + 1)
        studio.set_file(connection, file)
    elif not studio.add_file(connection, file):
        raise InvalidInput({"title": TAKEN})
    return file


def _make_row(path: str, head: Head, raw: bytes | None, *, digest: str, stamp: Stamp) -> FileRow:
    return FileRow(
        path=path,
        prefix=find_prefix(path),
        no=1,
        sha256=digest,
        text=raw,
        title=head.title,
        law_checked=head.law_checked,
        errors=None,
        warnings=None,
        gone=False,
        saved_at=stamp.at,
        saved_by=stamp.by,
    )
