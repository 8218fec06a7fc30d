"""A whole work taken to a folder on somebody's computer, and brought back: all of it, or nothing.

What others saved meanwhile is merged line by line; where it clashes nothing at all is stored. Knows
no address and no command.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from learning.access.rules import Asker
from learning.content.threeway import Clash, merge_drafts
from learning.errors import InvalidInput, LearningError, NotFound
from learning.exchange.sync import MOST_PORTION, Change, Pushed, Stamp, Taken, check_paths
from learning.operations.accounts import note
from learning.operations.site import Site
from learning.operations.studio import (
    FULL,
    MOST_FILES,
    MOST_MEDIA,
    demand_studio,
    demand_work,
)
from learning.operations.studio_paths import is_prefix, is_text, name_main
from learning.operations.studio_store import Stamp as SaveStamp
from learning.operations.studio_store import make_stamp, store_medium, store_text, tidy_text
from learning.storage import audit, publications, studio
from learning.storage.audit import Entry
from learning.storage.studio import FileRow, WorkRow

PULLED, PUSHED = "work pulled", "work pushed"
ON_DISK = (
    "This lies in the site's content folder. Use another name, or ask an administrator to take it "
    "into the studio"
)
GONE = "others removed it"
OTHERS = "There is another course or case of this name: choose another one"


@dataclass(frozen=True, slots=True)
class FileClash:
    """A file that others changed as well: what happened, and the lines that clash, if any."""

    path: str
    what: str
    lines: tuple[Clash, ...] = ()


class Clashing(LearningError):
    """Nothing was stored, because others changed the same."""

    def __init__(self, clashes: Sequence[FileClash]) -> None:
        super().__init__("Others changed the same meanwhile. Nothing was stored; pull first.")
        self.clashes = tuple(clashes)


@dataclass(frozen=True, slots=True)
class Step:
    """What is to become of one file: a text or medium in place of `before`, or its removal."""

    path: str
    before: FileRow | None
    text: str | None = None
    medium: str = ""


def pull_work(
    site: Site, asker: Asker, prefix: str, *, after: str = ""
) -> tuple[Sequence[Stamp], Mapping[str, bytes]]:
    """Give how all files of a work are, and the contents of those after a path; raises NotFound.

    As many are given as go into one message; who asks has the rest by asking on.
    """
    with site.database.read() as connection:
        demand_work(connection, asker, prefix)
        rows = studio.list_files(connection, prefix)
        files = _load_portion(connection, rows, after)
    if not after:
        # Like every other way by which a work leaves the site.
        with site.database.write() as connection:
            note(site, connection, who=asker.person_id, action=PULLED, subject=prefix)
    return _stamp(rows), files


def _load_portion(
    connection: Connection, rows: Sequence[FileRow], after: str
) -> Mapping[str, bytes]:
    files: dict[str, bytes] = {}
    size = 0
    for row in sorted(rows, key=lambda each: each.path):
        if row.path <= after:
            continue
        raw = _load(connection, row)
        size += len(raw)
        if files and size > MOST_PORTION:
            break
        files[row.path] = raw
    return files


def _load(connection: Connection, row: FileRow) -> bytes:
    if row.text is not None:
        return row.text
    content = studio.load_medium(connection, row.sha256)
    if content is None:
        raise NotFound(f"The content of {row.path} is not there any more")
    return content


def _stamp(rows: Sequence[FileRow]) -> tuple[Stamp, ...]:
    return tuple(Stamp(each.path, each.no, each.sha256) for each in rows)


def push_work(site: Site, asker: Asker, pushed: Pushed, *, prefix: str) -> Taken:
    """Take changes into a work, or make it where its prefix is free: all of them or none.

    Raises Clashing, InvalidInput with a fault for each file, NotFound. What was taken before under
    this request id is not taken again.
    """
    demand_studio(asker)
    entry = _make_entry(site, asker, prefix, pushed)
    return site.database.transact(lambda connection: _push(site, connection, asker, pushed, entry))


def push_works(
    site: Site, asker: Asker, works: Mapping[str, Pushed], *, action: str = PUSHED
) -> None:
    """Take changes into several works: all of them or none. Raises as `push_work`."""
    demand_studio(asker)

    def push(connection: Connection) -> None:
        # In one order for everybody, so that no two wait for each other.
        for prefix in sorted(works):
            entry = replace(_make_entry(site, asker, prefix, works[prefix]), action=action)
            _push(site, connection, asker, works[prefix], entry)

    site.database.transact(push)


def foresee_push(connection: Connection, pushed: Pushed, *, prefix: str) -> Sequence[Step]:
    """Give what a push would come to, and store nothing; raises Clashing, InvalidInput."""
    before = {each.path: studio.load_file(connection, each.path) for each in pushed.changes}
    return _decide_all(connection, prefix, pushed, before)


def _push(site: Site, connection: Connection, asker: Asker, pushed: Pushed, entry: Entry) -> Taken:
    """Take changes into the work that the entry of the record names."""
    prefix = entry.subject
    made = _open_or_make(site, connection, asker, prefix)
    if made or not audit.is_noted(connection, entry):
        _change(site, connection, asker, prefix, pushed)
        audit.add_entry(connection, entry)
    stamps = _stamp(studio.list_files(connection, prefix))
    now = {each.path: each.sha256 for each in stamps}
    odd = (each.path for each in pushed.changes if now.get(each.path) != each.sha256)
    return Taken(stamps, tuple(odd))


def _make_entry(site: Site, asker: Asker, prefix: str, pushed: Pushed) -> Entry:
    detail = f"request {pushed.request_id}"
    return Entry(site.new_id(), site.clock(), asker.person_id, PUSHED, prefix, detail)


def _open_or_make(site: Site, connection: Connection, asker: Asker, prefix: str) -> bool:
    """See that there is a work that this person may write; say whether it was made just now."""
    studio.lock_work(connection, prefix)
    if not studio.load_work(connection, prefix):
        demand_free(site, connection, prefix)
        work = WorkRow(prefix, asker.person_id, review_needed=False, made_at=site.clock())
        if studio.add_work(connection, work):
            return True
        # Somebody else made it this very moment.
        studio.lock_work(connection, prefix)
    demand_work(connection, asker, prefix)
    return False


def demand_free(site: Site, connection: Connection, prefix: str) -> None:
    """Raise InvalidInput where no new work may be called so."""
    if not is_prefix(prefix):
        words = "A name has small letters, digits and hyphens, such as cases/damp-in-the-nursery"
        raise InvalidInput({prefix: words})
    root = site.settings.content_root()
    if any((root / each).exists() for each in (prefix, f"{prefix}.md", f"{prefix}.test.md")):
        raise InvalidInput({prefix: ON_DISK})
    if publications.load_current(connection, name_main(prefix)):
        raise InvalidInput({prefix: OTHERS})


def _change(site: Site, connection: Connection, asker: Asker, prefix: str, pushed: Pushed) -> None:
    before = {each.path: studio.lock_file(connection, each.path) for each in _in_order(pushed)}
    steps = _decide_all(connection, prefix, pushed, before)
    _store_all(connection, steps, pushed.files, stamp=make_stamp(site, asker, pushed.request_id))


def _decide_all(
    connection: Connection, prefix: str, pushed: Pushed, before: Mapping[str, FileRow | None]
) -> Sequence[Step]:
    decided = [
        _decide(connection, each, before[each.path], pushed.files) for each in _in_order(pushed)
    ]
    clashes = [each for each in decided if isinstance(each, FileClash)]
    if clashes:
        raise Clashing(clashes)
    steps = [each for each in decided if isinstance(each, Step)]
    _demand_whole(connection, prefix, steps)
    _demand_room(connection, prefix, steps, pushed.files)
    return steps


def _in_order(pushed: Pushed) -> list[Change]:
    """Give the changes in one order for everybody, so that no two wait for each other."""
    return sorted(pushed.changes, key=lambda each: each.path)


def _decide(
    connection: Connection, change: Change, file: FileRow | None, files: Mapping[str, bytes]
) -> Step | FileClash | None:
    """Say what a change comes to beside what others did; None where it is so already."""
    now = None if file is None or file.gone else file
    if (now.sha256 if now else None) == change.sha256:
        return None
    if change.base > (file.no if file else 0):
        raise InvalidInput({change.path: f"There is no save number {change.base} of it"})
    if not is_text(change.path) or change.sha256 is None:
        # A medium, and whether a file is there, cannot be merged: nobody may have touched it.
        same = change.base == (now.no if now else 0)
        step = Step(change.path, file, medium=change.sha256 or "")
        return step if same else FileClash(change.path, "others changed it")
    mine = tidy_text(files[change.path].decode())
    if now is None:
        return FileClash(change.path, GONE) if change.base else Step(change.path, file, mine)
    return _merge(connection, change, now, mine)


def _merge(
    connection: Connection, change: Change, file: FileRow, mine: str
) -> Step | FileClash | None:
    theirs = (file.text or b"").decode()
    base = theirs
    if change.base != file.no:
        base = studio.load_nearest(connection, change.path, change.base) or ""
    merged = merge_drafts(base, theirs, mine)
    text = mine if base == theirs else merged.text
    if text is None:
        return FileClash(change.path, "others changed the same lines", merged.clashes)
    return None if text == theirs else Step(change.path, file, text)


def _demand_whole(connection: Connection, prefix: str, steps: Sequence[Step]) -> None:
    """See that the work will have the file it begins with, and no two of one name or too many."""
    paths = {path for path, _ in studio.list_stamps(connection, prefix)}
    paths |= {each.path for each in steps if each.text is not None or each.medium}
    paths -= {each.path for each in steps if each.text is None and not each.medium}
    main = name_main(prefix)
    if main not in paths:
        raise InvalidInput({main: "A course or case has to have this file"})
    if len(paths) > MOST_FILES:
        raise InvalidInput({prefix: f"It would have over {MOST_FILES} files"})
    try:
        check_paths(sorted(paths), prefix)
    except ValueError as error:
        raise InvalidInput({prefix: str(error)}) from error


def _demand_room(
    connection: Connection, prefix: str, steps: Sequence[Step], files: Mapping[str, bytes]
) -> None:
    """See that a work gets no more media than it may have."""
    new = sum(len(files[each.path]) for each in steps if each.medium)
    if new and studio.sum_media(connection, prefix) + new - _sum_before(connection, steps) > (
        MOST_MEDIA
    ):
        raise InvalidInput({prefix: FULL})


def _sum_before(connection: Connection, steps: Sequence[Step]) -> int:
    rows = [each.before for each in steps if each.before and not each.before.gone]
    media = [each.sha256 for each in rows if each.text is None]
    return sum(len(studio.load_medium(connection, each) or b"") for each in media)


def _store_all(
    connection: Connection, steps: Sequence[Step], files: Mapping[str, bytes], *, stamp: SaveStamp
) -> None:
    faults: dict[str, str] = {}
    for step in steps:
        try:
            _store(connection, step, files, stamp=stamp)
        except InvalidInput as error:
            faults[step.path] = str(error)
    if faults:
        raise InvalidInput(faults)


def _store(
    connection: Connection, step: Step, files: Mapping[str, bytes], *, stamp: SaveStamp
) -> None:
    if step.text is not None:
        store_text(connection, step.path, step.text, stamp=stamp, before=step.before)
    elif step.medium:
        studio.add_medium(connection, step.medium, files[step.path], at=stamp.at)
        store_medium(connection, step.path, step.medium, stamp=stamp, before=step.before)
    elif step.before:
        # Its saves stay, and its number goes on, so that no older save can pass for the last.
        before = step.before
        gone = replace(before, no=before.no + 1, gone=True, saved_at=stamp.at, saved_by=stamp.by)
        studio.set_file(connection, gone)
