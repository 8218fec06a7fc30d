"""What the files of a zip file would change in a work of the studio, file by file and in words.

For who may write the work alone. Nothing is stored here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from learning.content.changes import Change, list_changes, list_course_changes
from learning.content.course_reader import read_course
from learning.content.differences import Kind as LineKind
from learning.content.differences import list_differences
from learning.content.library import Scan
from learning.content.reader import read_module
from learning.content.targets import is_shared
from learning.operations.site import Site
from learning.operations.studio_paths import is_module, is_text
from learning.operations.studio_scan import scan_work
from learning.operations.studio_sync import Step

# To read a long module twice takes tenths of a second.
MOST_READ = 40


@dataclass(frozen=True, slots=True)
class FileLook:
    """What would become of one file.

    `changes` are in words; None where it is no module, or cannot be read as one, and then the lines
    say how much changes. `joined`: others changed other lines of it meanwhile. `replaces`: nothing
    says from which save the file in the zip file was begun.
    """

    path: str
    is_new: bool
    changes: tuple[Change, ...] | None
    lines: int
    joined: bool = False
    replaces: bool = False


def look_at_files(
    site: Site, connection: Connection, prefix: str, *, steps: Sequence[Step]
) -> tuple[FileLook, ...]:
    """Say what each step would change."""
    before = scan_work(site, connection, prefix)
    after = _change_scan(before, steps)
    readable = [each.path for each in steps if is_module(each.path) and is_text(each.path)]
    told = {path: _list_changes(before, after, path) for path in readable[:MOST_READ]}
    return tuple(_look(each, told.get(each.path)) for each in steps)


def _look(step: Step, changes: tuple[Change, ...] | None) -> FileLook:
    old = step.before if step.before and not step.before.gone else None
    was = (old.text or b"").decode() if old else ""
    return FileLook(step.path, old is None, changes, _count_lines(was, step.text or ""))


def _count_lines(before: str, after: str) -> int:
    rows = [row for hunk in list_differences(before, after) for row in hunk.rows]
    return sum(row.kind is not LineKind.SAME for row in rows)


def _change_scan(scan: Scan, steps: Sequence[Step]) -> Scan:
    """Give the content folder as it would be."""
    texts = {each.path: each.text.encode() for each in steps if each.text is not None}
    shared = {path: raw for path, raw in texts.items() if is_shared(path)}
    files = {**scan.files, **{path: raw for path, raw in texts.items() if is_module(path)}}
    media = {**scan.beside.media, **{each.path: each.medium for each in steps if each.medium}}
    includes: Mapping[str, bytes] = {**scan.beside.includes, **shared}
    beside = replace(scan.beside, includes=includes, media=media, modules=files)
    return replace(scan, files=files, beside=beside)


def _list_changes(before: Scan, after: Scan, path: str) -> tuple[Change, ...] | None:
    raw, old = after.files[path], before.files.get(path)
    if path.endswith("/course.md"):
        course = read_course(path, raw, after.beside).value
        was = read_course(path, old, before.beside).value if old is not None else None
        return list_course_changes(was, course) if course and (was or old is None) else None
    module = read_module(path, raw, after.beside).value
    base = read_module(path, old, before.beside).value if old is not None else None
    return list_changes(base, module) if module and (base or old is None) else None
