"""The works of the studio: opening one, making one, reading a file, and adding files and media.

Who may write a work is asked of `access`; who may not is not told that there is one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from sqlalchemy import Connection

from learning.access.rules import Action, Asker, Thing, can
from learning.content.media import find_media_type
from learning.errors import InvalidInput, NotAllowed, NotFound
from learning.exchange.media_signs import find_medium_fault
from learning.operations.site import Site
from learning.operations.studio_paths import (
    find_prefix,
    is_text,
    name_file,
    name_main,
    name_medium,
    name_work,
)
from learning.operations.studio_store import TAKEN, make_stamp, store_medium, store_text
from learning.storage import publications, studio
from learning.storage.studio import EditorRow, FileRow, WorkRow

NO_WORK = "There is no such course or case among those you write"
NO_FILE = "There is no such file in this course or case"
NAMELESS = "Give it another title, with letters or digits in it"
MOST_FILES = 300
# Together with the texts no more than a zip file may hold.
MOST_MEDIA = 60 * 1024 * 1024
FULL = f"With this the work would have over {MOST_MEDIA // 1024**2} MiB of media: leave some out"


@dataclass(frozen=True, slots=True)
class WorkView:
    """A work for those who write it: its row, its files by path, its owner and its editors."""

    work: WorkRow
    files: Sequence[FileRow]
    owner: EditorRow
    editors: Sequence[EditorRow]

    @property
    def prefix(self) -> str:
        """Its name in addresses."""
        return self.work.prefix

    @property
    def title(self) -> str:
        """The title of the file it begins with."""
        main = name_main(self.prefix)
        return next((each.title for each in self.files if each.path == main), self.prefix)


@dataclass(frozen=True, slots=True)
class NewFile:
    """A file to be added. `kind`: lesson, quiz, survey, shared (a passage to include) or story."""

    kind: str
    title: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class DraftView:
    """A file of text as it stands now; `gone` once it was removed."""

    path: str
    prefix: str
    no: int
    text: str
    title: str
    sha256: str
    gone: bool
    saved_at: datetime
    saved_by: str
    errors: int | None
    warnings: int | None


def demand_studio(asker: Asker) -> None:
    """Raise NotAllowed for who is no educator."""
    if not can(asker, Action.USE_STUDIO):
        raise NotAllowed("The studio is for educators.")


def demand_work(connection: Connection, asker: Asker, prefix: str) -> WorkRow:
    """Give a work that somebody may write; raises NotFound for any other."""
    work = studio.load_work(connection, prefix)
    if work is None or not may_write(asker, work):
        raise NotFound(NO_WORK)
    return work


def may_write(asker: Asker, work: WorkRow) -> bool:
    """Whether somebody may write a work."""
    return can(asker, Action.WRITE, Thing(owner=work.owner_id, people=work.editors))


def demand_file(connection: Connection, asker: Asker, path: str, *, lock: bool = False) -> FileRow:
    """Give a file of a work that somebody may write, also one that is gone; raises NotFound."""
    demand_work(connection, asker, find_prefix(path))
    file = (studio.lock_file if lock else studio.load_file)(connection, path)
    if file is None:
        raise NotFound(NO_FILE)
    return file


def open_work(site: Site, viewer: Asker, prefix: str) -> WorkView:
    """Give a work with its files and people; raises NotFound for who may not write it."""
    with site.database.read() as connection:
        work = demand_work(connection, viewer, prefix)
        return WorkView(
            work,
            studio.list_files(connection, prefix),
            studio.load_owner(connection, prefix),
            studio.list_editors(connection, prefix),
        )


def read_file(site: Site, viewer: Asker, path: str) -> DraftView:
    """Give a file of text as it stands now; raises NotFound, also for a medium."""
    with site.database.read() as connection:
        return view_draft(demand_file(connection, viewer, path))


def view_draft(file: FileRow) -> DraftView:
    """Give a row of text as a draft; raises NotFound for a medium."""
    if file.text is None:
        raise NotFound(NO_FILE)
    return DraftView(
        path=file.path,
        prefix=file.prefix,
        no=file.no,
        text=file.text.decode(),
        title=file.title,
        sha256=file.sha256,
        gone=file.gone,
        saved_at=file.saved_at,
        saved_by=file.saved_by,
        errors=file.errors,
        warnings=file.warnings,
    )


def make_work(site: Site, viewer: Asker, *, kind: str, title: str, text: str = "") -> str:
    """Make a case or course that begins with a text, and give its prefix; raises InvalidInput."""
    demand_studio(viewer)
    prefix = name_work(kind, title) if kind in ("case", "course") else ""
    if not prefix:
        raise InvalidInput({"title": NAMELESS})
    main = name_main(prefix)
    refuse_on_disk(site, prefix)

    def make(connection: Connection) -> bool:
        if publications.load_current(connection, main):
            return False
        work = WorkRow(prefix, viewer.person_id, review_needed=False, made_at=site.clock())
        if not studio.add_work(connection, work):
            return False
        store_text(connection, main, text, stamp=make_stamp(site, viewer))
        return True

    if not site.database.transact(make):
        raise InvalidInput({"title": TAKEN})
    return prefix


def refuse_on_disk(site: Site, prefix: str) -> None:
    """Raise InvalidInput where the content folder has something of this name."""
    root = site.settings.content_root()
    if any((root / each).exists() for each in (prefix, f"{prefix}.md", f"{prefix}.test.md")):
        raise InvalidInput({"title": TAKEN})


def add_file(site: Site, viewer: Asker, prefix: str, *, new: NewFile) -> str:
    """Add a file of text to a work, and give its path; raises NotFound, InvalidInput."""
    path = name_file(prefix, new.kind, new.title)

    def add(connection: Connection) -> None:
        demand_work(connection, viewer, prefix)
        if not path:
            raise InvalidInput({"title": NAMELESS})
        _demand_room(connection, prefix)
        before = studio.lock_file(connection, path)
        if before and not before.gone:
            raise InvalidInput({"title": TAKEN})
        stamp = make_stamp(site, viewer)
        store_text(connection, path, new.text, stamp=stamp, before=before)

    site.database.transact(add)
    return path


def _demand_room(connection: Connection, prefix: str) -> None:
    studio.lock_work(connection, prefix)
    if len(studio.list_stamps(connection, prefix)) >= MOST_FILES:
        raise InvalidInput({"": f"There are {MOST_FILES} files in it, and more cannot be"})


def add_medium(site: Site, viewer: Asker, prefix: str, *, name: str, data: bytes) -> str:
    """Put a picture, sound or video into a work, and give its path; raises InvalidInput, NotFound.

    The same file again is the same path; another one of the same name gets a number.
    """
    digest = sha256(data).hexdigest()

    def add(connection: Connection) -> str:
        demand_work(connection, viewer, prefix)
        if fault := _find_fault(prefix, name, data):
            raise InvalidInput({"file": fault})
        _demand_room(connection, prefix)
        if studio.sum_media(connection, prefix) + len(data) > MOST_MEDIA:
            raise InvalidInput({"file": FULL})
        path, before = _find_place(connection, prefix, name, digest)
        if before and not before.gone:
            return path
        studio.add_medium(connection, digest, data, at=site.clock())
        store_medium(connection, path, digest, stamp=make_stamp(site, viewer), before=before)
        return path

    return site.database.transact(add)


def _find_fault(prefix: str, name: str, data: bytes) -> str:
    path = name_medium(prefix, name)
    found = find_media_type(path) if path else None
    if found is None or is_text(name):
        return "Choose a picture (PNG, JPEG, GIF, WebP), a sound, a video or a WebVTT track"
    if len(data) > found.most:
        return f"It is over {found.most // 1024**2} MiB: save it smaller, or cut it"
    fault = find_medium_fault(path, data)
    return f"This cannot be taken: {fault}" if fault else ""


def _find_place(
    connection: Connection, prefix: str, name: str, digest: str
) -> tuple[str, FileRow | None]:
    """Give the first path that is free, or holds this very medium (now, or before it went)."""
    for number in range(1, MOST_FILES + 1):
        path = name_medium(prefix, name, number)
        before = studio.lock_file(connection, path)
        if before is None or before.gone or before.sha256 == digest:
            return path, before
    raise InvalidInput({"file": TAKEN})
