"""Zip files of courses and cases into the studio: seen first in words, then all of it or nothing.

What is confirmed is what was seen: a digest names the zip file and how the works in it stood. The
taking itself is that of `studio_sync`; taking works out as zip files is in `studio_export`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

from sqlalchemy import Connection

from learning.access.rules import Asker
from learning.content.media import find_media_type
from learning.errors import InvalidInput, NotFound
from learning.exchange.package_manifest import Manifest, read_manifest
from learning.exchange.package_writer import hash_package
from learning.exchange.packages import Package, Refusal, read_package
from learning.exchange.sync import Change, Pushed, Stamp
from learning.operations.site import Site
from learning.operations.studio import NAMELESS, demand_studio, may_write
from learning.operations.studio_heads import read_head
from learning.operations.studio_list import kind_of
from learning.operations.studio_package_words import FileLook, look_at_files
from learning.operations.studio_paths import find_prefix, is_text, name_main, name_work
from learning.operations.studio_store import tidy_text
from learning.operations.studio_sync import (
    OTHERS,
    Clashing,
    FileClash,
    demand_free,
    foresee_push,
    push_works,
)
from learning.operations.studio_taking import Moves, retitle
from learning.operations.turns import take_turn
from learning.storage import audit, studio
from learning.storage.audit import Entry
from learning.storage.studio import FileRow, WorkRow

IMPORTED = "work imported"
MEND = "Put it below cases/NAME or courses/NAME, or leave it out."
ALONE = "A copy is made of one course or case: make a zip file of each by itself"


@dataclass(frozen=True, slots=True)
class Upload:
    """A zip file as it was sent. `title`: under which its one work is to come in as a copy."""

    data: bytes
    title: str = ""


@dataclass(frozen=True, slots=True)
class WorkLook:
    """What would become of one work. `left`: paths that it has and the zip file has not."""

    prefix: str
    title: str
    is_new: bool
    files: tuple[FileLook, ...]
    left: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PackageLook:
    """What taking a zip file in would do; `digest` names it, and how everything stood then."""

    digest: str
    works: tuple[WorkLook, ...]

    @property
    def has_changes(self) -> bool:
        """Whether there is anything to take in."""
        return any(each.files for each in self.works)


@dataclass(frozen=True, slots=True)
class Refused:
    """Why nothing is taken. `taken` is a prefix under which it cannot be, but a copy could."""

    faults: tuple[str, ...]
    untold: int = 0
    clashes: tuple[FileClash, ...] = ()
    taken: str = ""


@dataclass(frozen=True, slots=True)
class Imported:
    """The works that a zip file went into."""

    prefixes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Plan:
    """What one work would be sent, and how it stood: None for a new one."""

    prefix: str
    work: WorkRow | None
    rows: Mapping[str, FileRow]
    files: Mapping[str, bytes]
    changes: tuple[Change, ...]
    has_base: bool


def look_at_package(site: Site, viewer: Asker, upload: Upload) -> PackageLook | Refused:
    """Say what taking a zip file in would do, or all that stands against it; stores nothing.

    Raises NotAllowed, and TooMany while somebody else looks at a change.
    """
    looked = _look(site, viewer, upload)
    return looked if isinstance(looked, Refused) else looked[0]


def import_package(
    site: Site, viewer: Asker, upload: Upload, *, digest: str
) -> Imported | PackageLook | Refused:
    """Take a zip file in as it was seen under this digest, once; if anything changed, look anew."""
    looked = _look(site, viewer, upload)
    if isinstance(looked, Refused):
        return looked
    look, works = looked
    prefixes = tuple(each.prefix for each in look.works)
    if look.digest != digest or not look.has_changes:
        return Imported(prefixes) if _is_done(site, viewer, prefixes, digest) else look
    try:
        push_works(site, viewer, works, action=IMPORTED)
    except Clashing as error:
        return _refuse_clashes(error)
    except InvalidInput as error:
        return _refuse(error)
    except NotFound:
        # Somebody else has made a work of this name since.
        return Refused((OTHERS,), taken=prefixes[0])
    return Imported(prefixes)


def _is_done(site: Site, viewer: Asker, prefixes: Sequence[str], digest: str) -> bool:
    """Whether this was confirmed before: a form that is sent twice counts once."""
    with site.database.read() as connection:
        return any(
            audit.is_noted(
                connection,
                Entry("", site.clock(), viewer.person_id, IMPORTED, each, f"request {digest}"),
            )
            for each in prefixes
        )


def _look(
    site: Site, viewer: Asker, upload: Upload
) -> tuple[PackageLook, Mapping[str, Pushed]] | Refused:
    demand_studio(viewer)
    package = read_package(upload.data)
    if isinstance(package, Refusal):
        return Refused(tuple(map(str, package.faults)), package.untold)
    try:
        works, manifest = _find_works(package, upload.title), read_manifest(package.manifest)
        with take_turn(site), site.database.read() as connection:
            plans = [
                _plan(site, connection, viewer, (prefix, works[prefix]), manifest)
                for prefix in sorted(works)
            ]
            return _foresee(site, connection, plans)
    except Clashing as error:
        return _refuse_clashes(error)
    except _Taken as error:
        return Refused((str(error),), taken=error.prefix)
    except InvalidInput as error:
        return _refuse(error)


class _Taken(InvalidInput):
    """A name that another course or case has, or none can have."""

    def __init__(self, prefix: str, words: str) -> None:
        super().__init__({prefix: words})
        self.prefix = prefix

    def __str__(self) -> str:
        return f"{self.prefix}: {self.fields[self.prefix]}"


def _refuse(error: InvalidInput) -> Refused:
    return Refused(tuple(f"{at}: {words}" if at else words for at, words in error.fields.items()))


def _refuse_clashes(error: Clashing) -> Refused:
    return Refused((), clashes=error.clashes)


def _find_works(package: Package, title: str) -> Mapping[str, Mapping[str, bytes]]:
    """Sort files by the work that they belong to; raises InvalidInput with each that has none."""
    works: dict[str, dict[str, bytes]] = {}
    faults: dict[str, str] = {}
    for path, raw in package.files.items():
        prefix = find_prefix(path)
        if prefix:
            text = is_text(path)
            works.setdefault(prefix, {})[path] = _tidy(raw) if text else raw
        else:
            faults[path] = f"It belongs to no course or case. {MEND}"
    if faults:
        raise InvalidInput(faults)
    return _copy(works, title) if title else works


def _tidy(raw: bytes) -> bytes:
    return tidy_text(raw.decode()).encode()


def _copy(works: Mapping[str, Mapping[str, bytes]], title: str) -> Mapping[str, dict[str, bytes]]:
    """Give the one work another title and name, and lead its addresses to where they led."""
    if len(works) > 1:
        raise InvalidInput({"": ALONE})
    ((prefix, files),) = works.items()
    to = name_work(kind_of(prefix), title)
    if not to:
        raise _Taken(prefix, NAMELESS)
    media = {path: "" for path in files if find_media_type(path)}
    moves = Moves(prefix, to, media)
    moved = {
        moves.move(path): moves.rewrite(path, raw.decode()).encode() if is_text(path) else raw
        for path, raw in files.items()
    }
    main = name_main(to)
    if main in moved:
        moved[main] = retitle(moved[main].decode(), title).encode()
    return {to: moved}


def _plan(
    site: Site,
    connection: Connection,
    viewer: Asker,
    wanted: tuple[str, Mapping[str, bytes]],
    manifest: Manifest | None,
) -> _Plan:
    prefix, files = wanted
    work = studio.load_work(connection, prefix)
    if work is None:
        _demand_name(site, connection, prefix)
    elif not may_write(viewer, work):
        raise _Taken(prefix, OTHERS)
    rows = {each.path: each for each in studio.list_files(connection, prefix)}
    base = _find_base(manifest, work)
    changes = _list_changes(files, rows, base)
    return _Plan(prefix, work, rows, files, changes, base is not None)


def _demand_name(site: Site, connection: Connection, prefix: str) -> None:
    try:
        demand_free(site, connection, prefix)
    except InvalidInput as error:
        raise _Taken(prefix, error.fields[prefix]) from error


def _find_base(manifest: Manifest | None, work: WorkRow | None) -> Mapping[str, Stamp] | None:
    """Give how the files stood when the zip file was made; None where it was made elsewhere."""
    if manifest is None or work is None or manifest.prefix != work.prefix:
        return None
    if manifest.made != work.made_at.isoformat():
        return None
    return {each.path: each for each in manifest.stamps}


def _list_changes(
    files: Mapping[str, bytes], rows: Mapping[str, FileRow], base: Mapping[str, Stamp] | None
) -> tuple[Change, ...]:
    """Say what the zip file changes since it was made; with no base, since what stands there."""
    changes = []
    for path, raw in files.items():
        digest, row = sha256(raw).hexdigest(), rows.get(path)
        begun = base.get(path) if base is not None else row
        untouched = begun is not None and begun.sha256 == digest
        if not untouched and (row is None or row.sha256 != digest):
            changes.append(Change(path, begun.no if begun else 0, digest))
    return tuple(changes)


def _foresee(
    site: Site, connection: Connection, plans: Sequence[_Plan]
) -> tuple[PackageLook, Mapping[str, Pushed]]:
    """Look at each work, and collect all clashes before any is told."""
    digest = _hash(plans)
    looks: list[WorkLook] = []
    works: dict[str, Pushed] = {}
    clashes: list[FileClash] = []
    for plan in plans:
        pushed = Pushed(digest, plan.changes, plan.files)
        try:
            looks.append(_look_at(site, connection, plan, pushed))
        except Clashing as error:
            clashes += error.clashes
        if plan.changes:
            works[plan.prefix] = pushed
    if clashes:
        raise Clashing(clashes)
    return PackageLook(digest, tuple(looks)), works


def _look_at(site: Site, connection: Connection, plan: _Plan, pushed: Pushed) -> WorkLook:
    steps = foresee_push(connection, pushed, prefix=plan.prefix) if plan.changes else ()
    sent = {each.path: each.sha256 for each in plan.changes}
    files = tuple(
        replace(
            each,
            replaces=not each.is_new and not plan.has_base,
            joined=step.text is not None
            and sha256(step.text.encode()).hexdigest() != sent[each.path],
        )
        for each, step in zip(
            look_at_files(site, connection, plan.prefix, steps=steps), steps, strict=True
        )
    )
    left = tuple(path for path in plan.rows if path not in plan.files)
    main = name_main(plan.prefix)
    row, raw = plan.rows.get(main), plan.files.get(main)
    title = read_head(main, raw).title if raw is not None else row.title if row else plan.prefix
    return WorkLook(plan.prefix, title, plan.work is None, files, left)


def _hash(plans: Sequence[_Plan]) -> str:
    """Name everything that a look rests on: the files, and how the works stand."""
    files = {path: raw for plan in plans for path, raw in plan.files.items()}
    parts = [hash_package(files)]
    for plan in plans:
        made = plan.work.made_at.isoformat() if plan.work else ""
        parts.append(f"{plan.prefix} {made} {plan.has_base}")
        parts += [f"{each.path} {each.no} {each.sha256}" for each in plan.rows.values()]
        parts += [f"{each.path} {each.base}" for each in plan.changes]
    return sha256("\n".join(parts).encode()).hexdigest()
