"""Publishing: from the files educators write to the versions that learners are shown.

A file that is broken keeps its last good version; one that is gone leaves the catalogue, and
attempts on it go on. What is stored is stored in one transaction, so nothing is half published.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path, PurePosixPath

from sqlalchemy import Connection

from learning.content.beside import Beside, hash_module
from learning.content.library import Library, Scan
from learning.errors import NotFound
from learning.model.finding import Finding, Severity
from learning.model.key import Assets
from learning.model.names import Kind
from learning.operations.compiling import Compiled, FileReport, check_apart
from learning.operations.practice import tell_anew
from learning.operations.site import Site
from learning.operations.studio_paths import find_prefix
from learning.operations.studio_scan import leave_works_out, scan_work
from learning.quiz.json_values import write_json
from learning.storage import audit, progress, publications, studio
from learning.storage.audit import Entry
from learning.storage.progress import Keeping
from learning.storage.publications import NewAsset, NewPublication, Version

Findings = tuple[Finding, ...]
MAKE_FOLDER = "bring it back; to withdraw all that was in it, leave it there and empty"


@dataclass(frozen=True, slots=True)
class PublishReport:
    """What publishing did, path by path. `broken` files keep their last good version, if any.

    `warnings` are about files that were published all the same. `left` are the works of the studio
    that the folder has something of, which is left alone.
    """

    published: tuple[str, ...]
    unchanged: tuple[str, ...]
    withdrawn: tuple[str, ...]
    broken: Mapping[str, Findings]
    warnings: Findings
    left: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Shelved:
    """What learners are shown now: the current versions by path, and what each takes in."""

    versions: Mapping[str, Version]
    taken: Mapping[str, Assets]


@dataclass(frozen=True, slots=True)
class Draft:
    """What publishing would do, worked out in memory: nothing of it is stored yet.

    `current` are the versions that learners play now, by path; `gone` the paths to take out.
    `prefix` is the work of the studio it is of, "" for the content folder; `left` the works that
    this has something of.
    """

    scan: Scan
    current: Mapping[str, Version]
    reports: Mapping[str, FileReport]
    broken: Mapping[str, Findings]
    gone: frozenset[str]
    prefix: str = ""
    left: tuple[str, ...] = ()

    @property
    def ready(self) -> Mapping[str, Compiled]:
        """What compiled and can be published, by path."""
        return {path: each.compiled for path, each in self.reports.items() if each.compiled}

    @property
    def report(self) -> PublishReport:
        """What publishing comes to, path by path."""
        ready = sorted(self.ready)
        return PublishReport(
            published=tuple(ready),
            unchanged=tuple(sorted(self.scan.files.keys() - self.reports.keys())),
            withdrawn=tuple(sorted(self.gone)),
            broken=self.broken,
            warnings=tuple(each for path in ready for each in self.reports[path].findings),
            left=self.left,
        )

    @property
    def digest(self) -> str:
        """Name what would be done: another digest, another set of changes."""
        versions = [(path, each.sha256) for path, each in sorted(self.ready.items())]
        broken = [(path, *map(str, each)) for path, each in sorted(self.broken.items())]
        told = write_json([versions, sorted(self.gone), broken])
        return sha256(told.encode()).hexdigest()


def publish(site: Site, root: Path, by: str) -> PublishReport:
    """Publish what changed under `cases/` and `courses/`; raises NotFound without such folders.

    `by` is the person's id, or the name of the command. Safe to run on several nodes at once.
    """
    draft = draft_publication(site, root)
    store_draft(site, draft, by)
    return draft.report


def draft_publication(site: Site, root: Path) -> Draft:
    """Check what changed and work out what publishing would do; stores nothing.

    What works of the studio own is left alone, whatever the folder has of it or has no more.
    """
    disk = _scan(root)
    with site.database.read() as connection:
        works = frozenset(studio.list_prefixes(connection))
        scan = leave_works_out(connection, disk, works)
        shelved = _read_shelved(connection)
    versions = {path: each for path, each in shelved.versions.items() if _is_free(path, works)}
    own = _Shelved(versions, shelved.taken)
    draft = _draft(site, scan, own, others=_missing_folders(root, versions))
    left = {find_prefix(path) for path in disk.files} & works
    return replace(draft, left=tuple(sorted(left)))


def draft_work(site: Site, connection: Connection, prefix: str) -> Draft:
    """Work out what publishing a work of the studio would do, as `draft_publication` does."""
    whole, shelved = scan_work(site, connection, prefix), _read_shelved(connection)
    scan = replace(
        whole,
        files={path: raw for path, raw in whole.files.items() if find_prefix(path) == prefix},
        findings=(),
    )
    versions = {p: each for p, each in shelved.versions.items() if find_prefix(p) == prefix}
    return replace(_draft(site, scan, _Shelved(versions, shelved.taken)), prefix=prefix)


def _draft(site: Site, scan: Scan, current: _Shelved, others: Findings = ()) -> Draft:
    changed = {path: raw for path, raw in scan.files.items() if _differs(path, scan, current)}
    today = site.clock().date()
    before = (current.versions[path] for path in changed if path in current.versions)
    ids = {each.path: each.ids.splitlines() for each in before}
    reports = check_apart(changed, beside=scan.beside, today=today, published=ids)
    broken = _list_broken(reports, (*scan.findings, *others))
    # What cannot be read, itself or a folder it lies in, is there all the same.
    gone = frozenset(
        path
        for path in current.versions
        if path not in scan.files and broken.keys().isdisjoint(_list_places(path))
    )
    return Draft(scan, current.versions, reports, broken, gone)


def _is_free(path: str, works: Collection[str]) -> bool:
    return find_prefix(path) not in works


def store_draft(
    site: Site, draft: Draft, by: str, *, details: Mapping[str, str] | None = None
) -> None:
    """Publish what was drafted, all of it in one transaction.

    `details` are what the audit entry of a path says of its attempts.
    """
    keeper = _Keeper(site, draft, by, details or {})
    if draft.ready or draft.gone:
        site.database.transact(keeper.store)


def _read_shelved(connection: Connection) -> _Shelved:
    versions = {each.path: each for each in publications.list_current(connection)}
    return _Shelved(versions, publications.list_taken(connection))


def _differs(path: str, scan: Scan, current: _Shelved) -> bool:
    """Whether a file, or anything that its current version takes in, is not as it was published.

    Nothing is compiled for it: a file that is the same takes in what it took in before.
    """
    version = current.versions.get(path)
    if version is None:
        return True
    taken = current.taken.get(path)
    assets = _find_again(taken, scan.beside) if taken else Assets()
    return version.sha256 != hash_module(scan.files[path], assets)


def _find_again(taken: Assets, beside: Beside) -> Assets:
    """Give what was taken in with the digests it has now; what is gone is left out."""
    includes = {path: beside.includes[path] for path in taken.includes if path in beside.includes}
    return Assets(
        {path: sha256(raw).hexdigest() for path, raw in includes.items()},
        {path: beside.media[path] for path in taken.media if path in beside.media},
    )


def _scan(root: Path) -> Scan:
    try:
        return Library(root).scan()
    except OSError as error:
        why = f"{error.filename} cannot be read ({error.strerror})"
        raise NotFound(f"{why}; what was published before stays") from error


def _list_places(path: str) -> Collection[str]:
    return [path, *map(str, PurePosixPath(path).parents)]


def _missing_folders(root: Path, current: Collection[str]) -> Findings:
    """Tell of folders that held something and are not there: a disk not mounted empties nothing."""
    held = sorted({path.partition("/")[0] for path in current})
    return tuple(
        Finding(name, 1, 1, "F01", Severity.ERROR, "this folder is not there", MAKE_FOLDER)
        for name in held
        if not (root / name).is_dir()
    )


@dataclass(frozen=True, slots=True)
class _Keeper:
    """Stores a draft, with a line in the audit record for each path."""

    site: Site
    draft: Draft
    by: str
    details: Mapping[str, str]

    def store(self, connection: Connection) -> None:
        publications.lock_publications(connection)
        works = frozenset(studio.list_prefixes(connection))
        for path, compiled in sorted(self.draft.ready.items()):
            if not self._may_touch(path, works):
                continue
            current = publications.load_current(connection, path)
            # Another node may have published it while this one was compiling.
            if current is None or current.sha256 != compiled.sha256:
                self._add(connection, compiled)
                self._note(connection, "published", path)
        for path in sorted(self.draft.gone):
            touched = self._may_touch(path, works)
            if touched and publications.load_current(connection, path):
                publications.withdraw_publication(connection, path, at=self.site.clock())
                self._note(connection, "withdrawn", path)

    def _may_touch(self, path: str, works: Collection[str]) -> bool:
        """Whether a path is not that of a work which was taken into the studio meanwhile."""
        return (
            find_prefix(path) == self.draft.prefix if self.draft.prefix else _is_free(path, works)
        )

    def _add(self, connection: Connection, compiled: Compiled) -> None:
        scan = self.draft.scan
        row = _row(self.site, compiled, scan.files[compiled.path], by=self.by)
        assets = _list_assets(row.id, compiled.assets, scan.beside)
        publications.add_publication(connection, row, assets)
        if compiled.kind is not Kind.COURSE:
            # Whoever changes which attempt counts changes it for what was finished before.
            keeping = Keeping(compiled.keeps, compiled.pass_mark)
            progress.keep_anew(connection, compiled.path, keeping)
        if compiled.kind is Kind.QUIZ:
            tell_anew(self.site, connection, compiled.path, sha256=compiled.sha256)

    def _note(self, connection: Connection, action: str, path: str) -> None:
        site, detail = self.site, self.details.get(path, "")
        entry = Entry(site.new_id(), site.clock(), self.by, action, path, detail)
        audit.add_entry(connection, entry)


def _list_broken(reports: Mapping[str, FileReport], others: Findings) -> Mapping[str, Findings]:
    broken = {path: each.errors for path, each in reports.items() if each.errors}
    for each in others:
        broken[each.file] = (*broken.get(each.file, ()), each)
    return broken


def _list_assets(publication_id: str, assets: Assets, beside: Beside) -> list[NewAsset]:
    return [
        NewAsset(publication_id, path, digest, beside.includes.get(path))
        for path, digest in (*assets.includes.items(), *assets.media.items())
    ]


def _row(site: Site, compiled: Compiled, source: bytes, *, by: str) -> NewPublication:
    return NewPublication(
        id=site.new_id(),
        path=compiled.path,
        kind=compiled.kind,
        sha256=compiled.sha256,
        source=source,
        title=compiled.title,
        summary=compiled.summary,
        needs=compiled.needs,
        jurisdiction=compiled.jurisdiction,
        law_checked=compiled.law_checked,
        setting=compiled.setting,
        minutes=compiled.minutes,
        opens=compiled.opens,
        closes=compiled.closes,
        silent=compiled.silent,
        ids="\n".join(compiled.ids),
        published_at=site.clock(),
        published_by=by,
    )
