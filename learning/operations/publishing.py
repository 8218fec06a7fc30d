"""Publishing: from the files educators write to the versions that learners are shown.

A file that is broken keeps its last good version; one that is gone leaves the catalogue, and
attempts on it go on. What is stored is stored in one transaction, so nothing is half published.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path, PurePosixPath

from sqlalchemy import Connection

from learning.content.check import CheckReport, check_files
from learning.content.library import Library, Scan
from learning.errors import NotFound
from learning.model.course import Course
from learning.model.finding import Finding, Severity
from learning.model.key import Module
from learning.model.names import Kind
from learning.operations.accounts import note
from learning.operations.site import Site
from learning.storage import publications
from learning.storage.publications import NewPublication

Findings = tuple[Finding, ...]
MAKE_FOLDER = "bring it back; to withdraw all that was in it, leave it there and empty"


@dataclass(frozen=True, slots=True)
class PublishReport:
    """What publishing did, path by path. `broken` files keep their last good version, if any.

    `warnings` are about files that were published all the same.
    """

    published: tuple[str, ...]
    unchanged: tuple[str, ...]
    withdrawn: tuple[str, ...]
    broken: Mapping[str, Findings]
    warnings: Findings


@dataclass(frozen=True, slots=True)
class _Plan:
    """What is to be stored: compiled files with their sources, and paths to take out."""

    ready: Mapping[str, Module | Course]
    sources: Mapping[str, bytes]
    gone: frozenset[str]


def publish(site: Site, root: Path, by: str) -> PublishReport:
    """Publish what changed under `cases/` and `courses/`; raises NotFound without such folders.

    `by` is the person's id, or the name of the command. Safe to run on several nodes at once.
    """
    scan = _scan(root)
    with site.database.read() as connection:
        current = _list_hashes(connection)
    changed = {path: raw for path, raw in scan.files.items() if current.get(path) != _hash(raw)}
    report = check_files(changed, known=scan.files.keys(), today=site.clock().date())
    missing = _missing_folders(root, current)
    broken = _broken((*scan.findings, *report.findings, *missing))
    ready = {path: each for path, each in _compiled(report).items() if path not in broken}
    # What cannot be read, itself or a folder it lies in, is there all the same.
    gone = frozenset(
        path
        for path in current
        if path not in scan.files and broken.keys().isdisjoint(_list_places(path))
    )
    plan = _Plan(ready, changed, gone)
    if ready or gone:
        site.database.transact(lambda connection: _store(site, connection, plan, by))
    return PublishReport(
        published=tuple(sorted(ready)),
        unchanged=tuple(sorted(frozenset(scan.files) - frozenset(changed))),
        withdrawn=tuple(sorted(gone)),
        broken=broken,
        warnings=tuple(each for each in report.findings if each.file in ready),
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


def _store(site: Site, connection: Connection, plan: _Plan, by: str) -> None:
    publications.lock_publications(connection)
    current = _list_hashes(connection)
    for path, compiled in sorted(plan.ready.items()):
        # Another node may have published it while this one was compiling.
        if current.get(path) != compiled.sha256:
            row = _row(site, compiled, plan.sources[path], by=by)
            publications.add_publication(connection, row)
            note(site, connection, who=by, action="published", subject=path)
    for path in sorted(plan.gone & current.keys()):
        publications.withdraw_publication(connection, path, at=site.clock())
        note(site, connection, who=by, action="withdrawn", subject=path)


def _list_hashes(connection: Connection) -> dict[str, str]:
    return {each.path: each.sha256 for each in publications.list_current(connection)}


def _hash(raw: bytes) -> str:
    return sha256(raw).hexdigest()


def _compiled(report: CheckReport) -> Mapping[str, Module | Course]:
    return {**report.modules, **report.courses}


def _broken(findings: Findings) -> Mapping[str, Findings]:
    broken: dict[str, Findings] = {}
    for each in findings:
        if each.severity is Severity.ERROR:
            broken[each.file] = (*broken.get(each.file, ()), each)
    return broken


def _row(site: Site, compiled: Module | Course, source: bytes, *, by: str) -> NewPublication:
    case = compiled.case if isinstance(compiled, Module) else None
    shown = compiled.case if isinstance(compiled, Module) else compiled
    return NewPublication(
        id=site.new_id(),
        path=shown.path,
        kind=case.kind if case else Kind.COURSE,
        sha256=compiled.sha256,
        source=source,
        title=shown.title,
        summary=shown.summary,
        needs=" ".join(case.needs) if case else "",
        jurisdiction=case.jurisdiction if case else "",
        law_checked=case.law_checked if case else None,
        setting=case.setting if case else None,
        minutes=shown.minutes,
        published_at=site.clock(),
        published_by=by,
    )
