"""What a person reads of what is held about them: how much there is, and rows in plain words."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from learning.operations.holdings import Page, Row
from learning.quiz.json_values import Json
from learning.storage.held import Holding
from learning.web.pages.held_moves import say_mark, say_move
from learning.web.pages.words import say_count, say_date

ADDRESS = "/account/data"
NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class HeldRow:
    """One kind of thing that is held: how much of it, why, and where to read it."""

    title: str
    count: str
    purpose: str
    kept: str
    url: str


@dataclass(frozen=True, slots=True)
class RowsPage:
    """Some rows of one kind, each as pairs of words. `older`, `newer`: addresses, or nothing."""

    title: str
    purpose: str
    basis: str
    kept: str
    where: str
    rows: tuple[tuple[tuple[str, str], ...], ...]
    withheld: tuple[str, ...]
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ExportPart:
    """One kind in the page of a download; its rows are made as they are written."""

    holding: Holding
    rows: Iterator[tuple[tuple[str, str], ...]]


def make_overview(counts: Iterable[tuple[Holding, int]]) -> tuple[HeldRow, ...]:
    """List what is held, and how much of it."""
    return tuple(
        HeldRow(
            title=holding.title,
            count=say_count(count, "entry", "entries") if count else NOTHING,
            purpose=holding.purpose,
            kept=holding.kept,
            url=f"{ADDRESS}/{holding.name}" if count else "",
        )
        for holding, count in counts
    )


def list_kept(holdings: Iterable[Holding]) -> list[tuple[str, str, str]]:
    """List for anyone what is held, what for, and how long."""
    return [(each.title, each.purpose, each.kept) for each in holdings]


def list_fields(holdings: Iterable[Holding]) -> list[tuple[str, str, str]]:
    """List the fields of each kind in words, and why some are left out of a person's copy."""
    return [
        (
            each.title,
            say_key(", ".join(key.replace("_", " ") for key in each.given.values())),
            "; ".join(dict.fromkeys(each.withheld.values())),
        )
        for each in holdings
    ]


def make_rows(page: Page, zone: ZoneInfo) -> RowsPage:
    """Show one page of rows."""
    holding, url = page.holding, f"{ADDRESS}/{page.holding.name}?page="
    return RowsPage(
        title=holding.title,
        purpose=holding.purpose,
        basis=holding.basis,
        kept=holding.kept,
        where=f"{say_count(page.count, 'entry', 'entries')}, page {page.number} of {page.pages}",
        rows=tuple(say_row(each, zone) for each in page.rows),
        withheld=tuple(dict.fromkeys(holding.withheld.values())),
        before=f"{url}{page.number - 1}" if page.number > 1 else "",
        after=f"{url}{page.number + 1}" if page.number < page.pages else "",
    )


def say_row(row: Row, zone: ZoneInfo) -> tuple[tuple[str, str], ...]:
    """Write what there is in a row as pairs of words."""
    pairs = ((say_key(key), _say(value, zone)) for key, value in row.items())
    return tuple((key, words) for key, words in pairs if words != NOTHING)


def _say(value: Json, zone: ZoneInfo) -> str:
    if not isinstance(value, Mapping):
        return say_value(value, zone)
    if isinstance(value.get("move"), str):
        return say_move(value) or say_value(value, zone)
    if "mark" in value and set(value) <= {"mark", "scene"}:
        return say_mark(value) or NOTHING
    return say_value(value, zone)


def say_key(key: str) -> str:
    """Write a readable key as words.

    >>> say_key("account_opened_at")
    'Account opened at'
    """
    words = key.replace("_", " ").replace("-", " ").strip()
    return words[:1].upper() + words[1:]


def say_value(value: Json, zone: ZoneInfo) -> str:
    """Write a value in words, whatever it is made of.

    >>> say_value({"move": "reply", "answer": {"chosen": ["a", "b"]}}, ZoneInfo("UTC"))
    'move: reply; answer: (chosen: a, b)'
    >>> say_value("2026-11-21T09:30:00+00:00", ZoneInfo("UTC")), say_value(None, ZoneInfo("UTC"))
    ('21 November 2026, 09:30', 'nothing')
    """
    if value is None or (not value and not isinstance(value, bool | int | float)):
        return NOTHING
    match value:
        case bool():
            return "yes" if value else "no"
        case str():
            return _say_moment(value, zone)
        case int() | float():
            return str(value)
        case Mapping():
            return "; ".join(f"{key}: {_say_part(each, zone)}" for key, each in value.items())
        case _:
            return ", ".join(_say_part(each, zone) for each in value)


def _say_part(value: Json, zone: ZoneInfo) -> str:
    said = say_value(value, zone)
    nested = isinstance(value, Mapping | Sequence) and not isinstance(value, str) and value
    return f"({said})" if nested and (isinstance(value, Mapping) or _holds_lists(value)) else said


def _holds_lists(value: Json) -> bool:
    return isinstance(value, Sequence) and any(not isinstance(each, str) for each in value)


def _say_moment(text: str, zone: ZoneInfo) -> str:
    try:
        moment = datetime.fromisoformat(text) if text[4:5] == "-" and "T" in text else None
    except ValueError:
        return text
    if moment is None or moment.tzinfo is None:
        return text
    local = moment.astimezone(zone)
    return f"{say_date(local)}, {local:%H:%M}"
