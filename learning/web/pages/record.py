"""Lines of the record in words, for the page and for the table that can be taken away."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from learning.exchange.tables import BEGINNING, write_row
from learning.storage.audit import Asked, NamedEntry
from learning.web.pages.words import say_date

HOME = "/record"
HEADINGS = ("time (UTC)", "who", "what", "about", "details")


@dataclass(frozen=True, slots=True)
class RecordRow:
    """One thing that was done. A name that is a person's leads to all about them."""

    when: str
    who: str
    who_url: str
    what: str
    about: str
    about_url: str
    detail: str


@dataclass(frozen=True, slots=True)
class RecordPage:
    """The newest lines of those asked for; `asked` is what the file to take away is asked by."""

    rows: tuple[RecordRow, ...]
    words: str
    about: str
    about_name: str
    older: str


def make_record(
    found: Sequence[NamedEntry], asked: Asked, *, more: bool, zone: ZoneInfo
) -> RecordPage:
    """Show lines of the record, by the clock of that zone."""
    return RecordPage(
        rows=tuple(_make_row(each, zone) for each in found),
        words=asked.words,
        about=asked.about,
        about_name=_find_name(found, asked.about),
        older=_turn(asked, found[-1]) if more else "",
    )


def write_record(found: Sequence[NamedEntry]) -> str:
    """Write lines of the record as a table, times in UTC."""
    rows = [
        (
            each.entry.at.isoformat(timespec="seconds"),
            each.who_name or each.entry.who,
            each.entry.action,
            each.subject_name or each.entry.subject,
            each.entry.detail,
        )
        for each in found
    ]
    return BEGINNING + "".join(map(write_row, [HEADINGS, *rows]))


def read_before(text: str) -> tuple[datetime, str] | None:
    """Read where the page before ended; nothing for what is no such place.

    >>> read_before("2026-11-21T10:00:00+00:00 7") is not None, read_before("yesterday")
    (True, None)
    """
    at, _, last = text.partition(" ")
    try:
        moment = datetime.fromisoformat(at)
    except ValueError:
        return None
    return (moment, last) if moment.tzinfo else None


def _make_row(each: NamedEntry, zone: ZoneInfo) -> RecordRow:
    entry, at = each.entry, each.entry.at.astimezone(zone)
    own = entry.subject == entry.who
    return RecordRow(
        when=f"{say_date(at)}, {at:%H:%M}",
        who=each.who_name or entry.who,
        who_url=_ask_about(entry.who) if each.who_name else "",
        what=entry.action,
        about="" if own else each.subject_name or entry.subject,
        about_url=_ask_about(entry.subject),
        detail=entry.detail,
    )


def _find_name(found: Sequence[NamedEntry], about: str) -> str:
    names = {each.entry.who: each.who_name for each in found}
    names |= {each.entry.subject: each.subject_name for each in found if each.subject_name}
    return names.get(about) or about


def _ask_about(about: str) -> str:
    return f"{HOME}?{urlencode({'about': about})}"


def _turn(asked: Asked, last: NamedEntry) -> str:
    before = f"{last.entry.at.isoformat()} {last.entry.id}"
    fields = {"about": asked.about, "words": asked.words, "before": before}
    return f"{HOME}?{urlencode({name: value for name, value in fields.items() if value})}"
