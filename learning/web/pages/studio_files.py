"""One file of a work, its name and what leads to it; and its earlier saves by author and hour."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from posixpath import basename
from zoneinfo import ZoneInfo

from learning.content.differences import Hunk
from learning.operations.studio_files import FileView, Reference
from learning.operations.studio_history import Past
from learning.storage.studio_lists import SaveLine
from learning.web.pages.accounts import FormPage
from learning.web.pages.words import say_count, say_date

MOST_NAMED = 5


@dataclass(frozen=True, slots=True)
class FilePage:
    """A file with the forms to rename and remove it."""

    path: str
    name: str
    prefix: str
    is_text: bool
    is_first: bool
    references: tuple[str, ...]
    form: FormPage


@dataclass(frozen=True, slots=True)
class SaveRow:
    """One save, and whether what changed since is shown."""

    no: int
    words: str
    shown: bool
    is_now: bool


@dataclass(frozen=True, slots=True)
class HourRow:
    """What one person saved within an hour."""

    heading: str
    saves: tuple[SaveRow, ...]


@dataclass(frozen=True, slots=True)
class HistoryPage:
    """The saves of a file; `hunks` are what changed since save `no`, where one is looked at."""

    path: str
    name: str
    prefix: str
    hours: tuple[HourRow, ...]
    no: int | None
    shown: str
    hunks: tuple[Hunk, ...]
    is_now: bool
    gone: bool


def make_file(view: FileView, form: FormPage) -> FilePage:
    """Show a file with what leads to it."""
    path = view.file.path
    return FilePage(
        path=path,
        name=basename(path),
        prefix=view.file.prefix,
        is_text=view.file.text is not None,
        is_first=view.is_first,
        references=tuple(f"{each.path}, line {each.line}" for each in view.references),
        form=form,
    )


def say_references(left: Sequence[Reference]) -> str:
    """Say what still leads to a file that is there no more.

    >>> say_references([Reference("cases/damp.md", 3)])
    'These still lead to it: cases/damp.md, line 3.'
    """
    if not left:
        return ""
    named = "; ".join(f"{each.path}, line {each.line}" for each in left[:MOST_NAMED])
    rest = len(left) - MOST_NAMED
    more = f"; and {say_count(rest, 'more place')}" if rest > 0 else ""
    return f"These still lead to it: {named}{more}."


def make_history(past: Past, zone: ZoneInfo) -> HistoryPage:
    """Show the saves of a file by author and hour."""
    draft = past.draft
    save = next((each for each in past.saves if each.no == past.no), None)
    return HistoryPage(
        path=draft.path,
        name=basename(draft.path),
        prefix=draft.prefix,
        hours=tuple(_list_hours(past, zone)),
        no=past.no,
        shown=f"{say_moment(save.saved_at, zone)}, by {save.name}" if save else "",
        hunks=tuple(past.hunks),
        is_now=past.no == draft.no,
        gone=draft.gone,
    )


def say_moment(at: datetime, zone: ZoneInfo) -> str:
    """Give a moment as a clock on the wall of the site shows it."""
    local = at.astimezone(zone)
    return f"{say_date(local)}, {local:%H:%M}"


def _list_hours(past: Past, zone: ZoneInfo) -> Sequence[HourRow]:
    def hour(save: SaveLine) -> tuple[str, str, str]:
        local = save.saved_at.astimezone(zone)
        return save.by, save.name, f"{say_date(local)}, {local:%H}:00"

    rows = []
    for (_, name, when), saves in groupby(past.saves, key=hour):
        shown = tuple(
            SaveRow(
                each.no,
                f"{each.saved_at.astimezone(zone):%H:%M}",
                each.no == past.no,
                each.no == past.draft.no,
            )
            for each in saves
        )
        rows.append(HourRow(f"{name}, {when}", shown))
    return rows
