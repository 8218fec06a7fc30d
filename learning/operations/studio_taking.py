"""Taking a course or case of the content folder into the studio: as a copy, or as it is.

Goes along: all below its folder, its stories, and the media that its files show. The content folder
itself stays as it is.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from posixpath import basename, dirname, relpath, splitext
from urllib.parse import quote, unquote

from sqlalchemy import Connection

from learning.access.rules import Action, Asker, can
from learning.content.library import Scan
from learning.content.media import find_media_type
from learning.content.targets import resolve_path
from learning.errors import InvalidInput, NotAllowed, NotFound
from learning.operations.accounts import note
from learning.operations.site import Site
from learning.operations.starters import plain_title, quote_title
from learning.operations.studio import NAMELESS, demand_studio, refuse_on_disk
from learning.operations.studio_list import kind_of
from learning.operations.studio_paths import find_prefix, is_text, name_main, name_work
from learning.operations.studio_store import (
    TAKEN,
    make_stamp,
    store_medium,
    store_text,
    tidy_text,
)
from learning.storage import publications, studio
from learning.storage.studio import WorkRow

NOT_THERE = "There is no such course or case in the content folder"
_ADDRESS = re.compile(r"(\]\(<?)([^()<>\s]{1,200})")
_TITLE = re.compile(r"^title:.*$", re.MULTILINE)
_FRONT = re.compile(r"---[ \t]*\r?\n.*?\n---[ \t]*\r?\n", re.DOTALL)
_HEADING = re.compile(r"^# .*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class TakenFiles:
    """The files of a work to be, by their new paths."""

    texts: dict[str, str] = field(default_factory=dict)
    media: dict[str, bytes] = field(default_factory=dict)


def copy_work(site: Site, viewer: Asker, prefix: str, *, title: str) -> str:
    """Make a work from what lies in the content folder, under a title of its own; its prefix."""
    demand_studio(viewer)
    demand_on_disk(site, prefix)
    to = name_work(kind_of(prefix), title)
    if not to:
        raise InvalidInput({"title": NAMELESS})
    refuse_on_disk(site, to)
    taken = collect_files(site, prefix, to)
    main = name_main(to)
    taken.texts[main] = retitle(tidy_text(taken.texts[main]), title)

    def make(connection: Connection) -> None:
        if publications.load_current(connection, main):
            raise InvalidInput({"title": TAKEN})
        _store(site, connection, viewer, taken, prefix=to)
        action = f"copied into the studio from {prefix}"
        note(site, connection, who=viewer.person_id, action=action, subject=to)

    site.database.transact(make)
    return to


def take_work(site: Site, viewer: Asker, prefix: str) -> None:
    """Write what lies in the content folder in the studio from now on; raises NotAllowed."""
    if not can(viewer, Action.TAKE_WORK):
        raise NotAllowed("Taking a course or case over is for administrators.")
    taken = collect_files(site, prefix, prefix)

    def take(connection: Connection) -> None:
        _store(site, connection, viewer, taken, prefix=prefix)
        action = "taken into the studio"
        note(site, connection, who=viewer.person_id, action=action, subject=prefix)

    site.database.transact(take)


def _store(
    site: Site, connection: Connection, viewer: Asker, taken: TakenFiles, *, prefix: str
) -> None:
    stamp = make_stamp(site, viewer)
    work = WorkRow(prefix, viewer.person_id, review_needed=False, made_at=stamp.at)
    if not studio.add_work(connection, work):
        raise InvalidInput({"title": TAKEN})
    for path, text in taken.texts.items():
        store_text(connection, path, text, stamp=stamp)
    for path, content in taken.media.items():
        digest = sha256(content).hexdigest()
        studio.add_medium(connection, digest, content, at=stamp.at)
        store_medium(connection, path, digest, stamp=stamp)


def collect_files(site: Site, prefix: str, to: str) -> TakenFiles:
    """Read the files of a course or case, with what links lead to from their new places.

    Raises NotFound for what is not there, or is a work.
    """
    root, scan = site.settings.content_root(), demand_on_disk(site, prefix)
    taken, moves = TakenFiles(), Moves(prefix, to, scan.beside.media)
    for path, raw in _list_texts(scan, prefix):
        taken.texts[moves.move(path)] = moves.rewrite(path, raw.decode(errors="replace"))
    for path in scan.beside.media:
        if find_prefix(path) == prefix:
            taken.media[moves.move(path)] = _read(root, path)
    for path, new in moves.brought.items():
        taken.media[new] = _read(root, path)
    return taken


def demand_on_disk(site: Site, prefix: str) -> Scan:
    """Give the content folder where it has this course or case; raises NotFound elsewhere."""
    scan = site.disk.scan(site.settings.content_root())
    with site.database.read() as connection:
        is_work = prefix in studio.list_prefixes(connection)
    if is_work or name_main(prefix) not in scan.files:
        raise NotFound(NOT_THERE)
    return scan


def _list_texts(scan: Scan, prefix: str) -> Iterator[tuple[str, bytes]]:
    for files in (scan.files, scan.stories, scan.beside.includes):
        yield from ((path, raw) for path, raw in files.items() if find_prefix(path) == prefix)


def _read(root: Path, path: str) -> bytes:
    try:
        return (root / path).read_bytes()
    except OSError as error:
        raise NotFound(NOT_THERE) from error


@dataclass(frozen=True, slots=True)
class Moves:
    """Where files go, and the addresses in them afterwards; `brought` are media from outside."""

    prefix: str
    to: str
    media: Mapping[str, str]
    brought: dict[str, str] = field(default_factory=dict)

    def move(self, path: str) -> str:
        """Give the new path of a file: of one of the work, or of a medium that it shows."""
        if find_prefix(path) == self.prefix:
            return self.to + path.removeprefix(self.prefix)
        if path in self.media:
            return self._bring(path)
        return path

    def _bring(self, path: str) -> str:
        if path not in self.brought:
            self.brought[path] = self._find_free(f"{self.to}/img/{basename(path)}")
            captions = f"{splitext(path)[0]}.vtt"
            if captions in self.media and captions != path:
                # Captions are found by the name of their video.
                self.brought[captions] = f"{splitext(self.brought[path])[0]}.vtt"
        return self.brought[path]

    def _find_free(self, path: str) -> str:
        taken = {*self.brought.values(), *map(self._stay, self._list_own())}
        stem, ending = splitext(path)
        names = (path, *(f"{stem}-{number}{ending}" for number in range(2, 1000)))
        return next(each for each in names if each not in taken)

    def _list_own(self) -> Iterable[str]:
        return (path for path in self.media if find_prefix(path) == self.prefix)

    def _stay(self, path: str) -> str:
        return self.to + path.removeprefix(self.prefix)

    def rewrite(self, path: str, text: str) -> str:
        """Give a text whose addresses lead from its new path where they led from the old one."""

        def replace(found: re.Match[str]) -> str:
            address, hash_mark, anchor = found[2].partition("#")
            target = resolve_path(path, unquote(address)) if address else None
            if target is None or (find_media_type(target) is None and not is_text(target)):
                return found[0]
            new = quote(relpath(self.move(target), dirname(self.move(path))))
            same = resolve_path(self.move(path), unquote(address)) == self.move(target)
            return found[0] if same else f"{found[1]}{new}{hash_mark}{anchor}"

        return _ADDRESS.sub(replace, text)


def retitle(text: str, title: str) -> str:
    """Give a text another title, in its front matter and as its first heading."""
    found = _FRONT.match(text)
    front, body = (found[0], text[found.end() :]) if found else ("", text)
    quoted = quote_title(title)
    front = _TITLE.sub(lambda _: f'title: "{quoted}"', front, count=1)
    plain = plain_title(title)
    return front + _HEADING.sub(lambda _: f"# {plain}", body, count=1)
