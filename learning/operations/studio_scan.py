"""A work of the studio as a content folder: its drafts, and around them what learners are shown.

The reader, the checker and the preview see what the disk holds (without what works own), the
published versions of other works, and the drafts of this one.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from hmac import compare_digest
from io import BufferedReader, BytesIO
from typing import TypeVar

from sqlalchemy import Connection

from learning.access.rules import Asker
from learning.content.beside import OUTCOMES, Beside, name_media
from learning.content.library import Scan
from learning.content.media import find_media_type
from learning.content.targets import is_shared, is_story_file
from learning.errors import NotFound
from learning.operations.media import NO_MEDIUM, Medium
from learning.operations.site import Site
from learning.operations.studio_paths import find_prefix, is_module
from learning.operations.studio_reviewers import may_look
from learning.storage import publications, studio

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Other:
    """A published module of another work, with what it takes in."""

    source: bytes
    beside: Beside


@dataclass(frozen=True, slots=True)
class _Stamp:
    """What a scan is made of: the same stamp, the same scan."""

    disk: Scan
    works: frozenset[str]
    drafts: tuple[tuple[str, str], ...]
    others: tuple[tuple[str, str], ...]

    def is_same(self, other: "_Stamp") -> bool:
        same_files = (self.drafts, self.others) == (other.drafts, other.others)
        return self.disk is other.disk and self.works == other.works and same_files


@dataclass(slots=True)
class WorkFolder:
    """A work in the shape of `DraftFolder`: the same `Scan` object while nothing was saved."""

    site: Site
    prefix: str
    last: Scan = field(default_factory=lambda: Scan({}))
    _stamp: _Stamp | None = None
    _others: dict[str, _Other] = field(default_factory=dict)

    def scan(self, path: str = "") -> Scan:
        """Give the work as it stands now, with what lies around it.

        `path` is what is looked at: here no half of a file is ever read.
        """
        with self.site.database.read() as connection:
            return self.read(connection)

    def read(self, connection: Connection) -> Scan:
        """Give the work as `scan` does, as this connection sees it."""
        stamp = self._take_stamp(connection)
        if self._stamp is None or not self._stamp.is_same(stamp):
            self.last, self._stamp = self._compose(connection, stamp), stamp
        return self.last

    def open_medium(
        self, digest: str, path: str, *, asker: Asker | None = None, review_id: str = ""
    ) -> Medium:
        """Open a picture, sound or video by its address; raises NotFound for anything else.

        For an `asker` who neither writes the work nor is to answer this review of it there is only
        what was published of it.
        """
        with self.site.database.read() as connection:
            work = studio.load_work(connection, find_prefix(path))
            drafts = work is not None and (
                asker is None or may_look(connection, asker, work, review_id=review_id)
            )
            content = _load_medium(connection, digest, path, drafts=drafts) if work else None
        if content is not None:
            return content
        root = self.site.settings.content_root()
        return self.site.media.open(root, path, digest=digest)

    def _take_stamp(self, connection: Connection) -> _Stamp:
        works = frozenset(studio.list_prefixes(connection))
        others = works - {self.prefix}
        current = publications.list_current(connection) if others else ()
        return _Stamp(
            disk=self.site.disk.scan(self.site.settings.content_root()),
            works=works,
            drafts=tuple(studio.list_stamps(connection, self.prefix)),
            others=tuple(
                sorted(
                    (each.path, each.sha256) for each in current if find_prefix(each.path) in others
                )
            ),
        )

    def _compose(self, connection: Connection, stamp: _Stamp) -> Scan:
        """Put the parts together; of other works only what changed is loaded anew."""
        parts = _Parts()
        parts.add_disk(stamp.disk, stamp.works)
        digests = dict(stamp.others)
        self._others = {
            digest: self._others.get(digest)
            or _Other(*publications.load_source(connection, digest))
            for digest in digests.values()
        }
        for path, digest in digests.items():
            parts.add_other(path, self._others[digest])
        for each in studio.list_files(connection, self.prefix):
            parts.add_draft(each.path, each.text, each.sha256)
        return parts.make_scan(stamp.disk, stamp.works)


@dataclass(frozen=True, slots=True)
class _Parts:
    """The files of a scan, sorted as the reader of the disk sorts them."""

    files: dict[str, bytes] = field(default_factory=dict)
    includes: dict[str, bytes] = field(default_factory=dict)
    media: dict[str, str] = field(default_factory=dict)
    refused: dict[str, str] = field(default_factory=dict)
    stories: dict[str, bytes] = field(default_factory=dict)

    def add_disk(self, disk: Scan, works: frozenset[str]) -> None:
        """Take over what lies on disk, but for what a work owns."""
        self.files.update(_leave_out(disk.files, works))
        self.includes.update(_leave_out(disk.beside.includes, works))
        self.media.update(_leave_out(disk.beside.media, works))
        self.refused.update(_leave_out(disk.beside.refused, works))
        self.stories.update(_leave_out(disk.stories, works))

    def add_other(self, path: str, other: _Other) -> None:
        """Add a published module of another work, and what it takes in from its own work."""
        prefix = find_prefix(path)
        self.files[path] = other.source
        for name, raw in other.beside.includes.items():
            if find_prefix(name) == prefix:
                self.includes[name] = raw
        for name, digest in other.beside.media.items():
            if find_prefix(name) == prefix:
                self.media[name] = digest

    def add_draft(self, path: str, text: bytes | None, digest: str) -> None:
        """Add a file of the work itself."""
        if text is None:
            self.media[path] = digest
        elif is_story_file(path):
            self.stories[path] = text
        elif is_shared(path) or path == OUTCOMES:
            self.includes[path] = text
        elif is_module(path):
            self.files[path] = text

    def make_scan(self, disk: Scan, works: frozenset[str]) -> Scan:
        findings = tuple(each for each in disk.findings if find_prefix(each.file) not in works)
        beside = Beside(self.includes, self.media, self.refused, self.files)
        return Scan(self.files, findings, beside, self.stories)


def scan_work(site: Site, connection: Connection, prefix: str) -> Scan:
    """Give a work as it stands now, with what lies around it, as one content folder."""
    return WorkFolder(site, prefix).read(connection)


def leave_works_out(connection: Connection, disk: Scan, works: frozenset[str]) -> Scan:
    """Give what the disk holds besides works, for which what these published lies around it."""
    if not works:
        return disk
    parts = _Parts()
    parts.add_disk(disk, works)
    own = dict(parts.files)
    for each in publications.list_current(connection):
        if find_prefix(each.path) in works:
            parts.add_other(each.path, _Other(*publications.load_source(connection, each.sha256)))
    return replace(parts.make_scan(disk, works), files=own)


def _leave_out(files: Mapping[str, T], works: frozenset[str]) -> dict[str, T]:
    return {path: each for path, each in files.items() if find_prefix(path) not in works}


def _load_medium(connection: Connection, digest: str, path: str, *, drafts: bool) -> Medium | None:
    """Open a medium of a work, also one whose file is gone: who knows its address was shown it.

    What a published version takes in stays, whatever its path holds in the draft.
    """
    found, file = find_media_type(path), studio.load_file(connection, path)
    if found is None or (file is not None and file.text is not None):
        return None
    whole = None
    if drafts and file and _is_named(file.sha256, digest, path):
        whole = file.sha256
    if whole is None:
        wanted = publications.list_media(connection, path)
        whole = next((each for each in wanted if _is_named(each, digest, path)), None)
    content = studio.load_medium(connection, whole) if whole else None
    if whole is None or content is None:
        if file is None:
            return None
        raise NotFound(NO_MEDIUM)
    return Medium(BufferedReader(BytesIO(content)), found.mime, len(content), whole)


def _is_named(whole: str, digest: str, path: str) -> bool:
    asked = f"/media/{digest}/{path}"
    return compare_digest(asked.encode(), name_media(path, whole).encode())
