"""The pages of bringing a zip file in, in words: what it would do, or what is to be mended."""

from dataclasses import dataclass

from learning.content.differences import Row, compare_lines
from learning.content.threeway import Clash
from learning.operations.studio_package_words import FileLook
from learning.operations.studio_packages import PackageLook, Refused, WorkLook
from learning.operations.studio_sync import FileClash
from learning.web.pages.words import say_count

MOST_TOLD, MOST_CLASHES, MOST_ROWS = 40, 20, 60
OVERTAKEN = "This is not what was shown before: it is another zip file, or somebody saved meanwhile"


@dataclass(frozen=True, slots=True)
class Sent:
    """What goes along in the form: the zip file in base64 (none: choose it again), and a title."""

    kept: str
    title: str


@dataclass(frozen=True, slots=True)
class ClashRow:
    """A file that others changed as well: what happened, and where, with the lines of both."""

    path: str
    what: str
    places: tuple[tuple[str, tuple[Row, ...]], ...]
    untold: str


@dataclass(frozen=True, slots=True)
class ImportPage:
    """The form that takes a zip file, after a refusal with its reasons."""

    faults: tuple[str, ...]
    untold: str
    clashes: tuple[ClashRow, ...]
    taken: str
    sent: Sent


@dataclass(frozen=True, slots=True)
class FileRow:
    """One file and what would become of it."""

    path: str
    what: str
    tone: str
    told: tuple[str, ...]
    note: str


@dataclass(frozen=True, slots=True)
class WorkRow:
    """One work and what would become of it."""

    prefix: str
    title: str
    words: str
    files: tuple[FileRow, ...]
    left: str


@dataclass(frozen=True, slots=True)
class LookPage:
    """What taking a zip file in would do."""

    works: tuple[WorkRow, ...]
    digest: str
    has_changes: bool
    overtaken: str
    sent: Sent


EMPTY = ImportPage((), "", (), "", Sent("", ""))


def make_refused(refused: Refused, sent: Sent) -> ImportPage:
    """Show why nothing was taken."""
    untold = f"And {say_count(refused.untold, 'more fault')}." if refused.untold else ""
    clashes = tuple(map(_show_clash, refused.clashes))
    return ImportPage(refused.faults, untold, clashes, refused.taken, sent)


def make_look(look: PackageLook, sent: Sent, *, overtaken: bool) -> LookPage:
    """Show what a zip file would do."""
    works = tuple(map(_show_work, look.works))
    return LookPage(works, look.digest, look.has_changes, OVERTAKEN if overtaken else "", sent)


def _show_clash(clash: FileClash) -> ClashRow:
    places = tuple(map(_show_place, clash.lines[:MOST_CLASHES]))
    rest = len(clash.lines) - MOST_CLASHES
    untold = f"And {say_count(rest, 'more place')}." if rest > 0 else ""
    return ClashRow(clash.path, clash.what, places, untold)


def _show_place(clash: Clash) -> tuple[str, tuple[Row, ...]]:
    where = f"Line {clash.at.theirs} here, line {clash.at.mine} in the zip file"
    rows = compare_lines(clash.theirs[:MOST_ROWS], clash.mine[:MOST_ROWS])
    return where, tuple(rows)


def _show_work(look: WorkLook) -> WorkRow:
    files = tuple(map(_show_file, look.files))
    return WorkRow(look.prefix, look.title, _say_work(look), files, _say_left(look))


def _say_work(look: WorkLook) -> str:
    if not look.files:
        return "All that the zip file has of it is here already."
    new = sum(each.is_new for each in look.files)
    if look.is_new:
        return f"It is new, with {say_count(new, 'file')}. It will be yours, as a draft."
    parts = [
        f"{say_count(count, 'file')} {what}"
        for count, what in ((new, "added"), (len(look.files) - new, "changed"))
        if count
    ]
    return f"{' and '.join(parts)}. Each is a save: the ones before stay under Earlier saves."


def _say_left(look: WorkLook) -> str:
    if look.is_new or not look.left:
        return ""
    return f"Nothing is removed: {say_count(len(look.left), 'file')} not in the zip file stays."


def _show_file(look: FileLook) -> FileRow:
    told = tuple(each.words for each in look.changes or ())
    what, tone = ("New", "good") if look.is_new else ("Changed", "warn")
    rest = len(told) - MOST_TOLD
    more = (f"And {say_count(rest, 'more change')}.",) if rest > 0 else ()
    return FileRow(look.path, what, tone, (*told[:MOST_TOLD], *more), _say_note(look))


def _say_note(look: FileLook) -> str:
    parts = []
    if look.changes is None and look.lines:
        verb = "is new" if look.is_new else "changes"
        parts.append(f"{say_count(look.lines, 'line')} {verb if look.lines == 1 else _many(verb)}.")
    elif look.changes == () and not look.is_new:
        parts.append("Nothing that learners see or that is marked changes.")
    if look.joined:
        parts.append("Others changed other lines of it since the zip file was made: both are kept.")
    if look.replaces:
        parts.append("It takes the place of what is here now, whoever wrote it.")
    return " ".join(parts)


def _many(verb: str) -> str:
    return {"is new": "are new", "changes": "change"}[verb]
