"""What is held about a person, for that person: counted, listed page by page, or all of it at once.

A mark that a quiz does not tell is not told here either; nobody else is named.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import Connection

from learning.errors import ContentBroken, NotFound
from learning.model.names import Feedback
from learning.operations.accounts import Viewer, note
from learning.operations.practice import find_telling
from learning.operations.site import Site
from learning.operations.throttle import name_source
from learning.quiz.json_values import Json, as_list, as_record, read_json
from learning.storage import held, publications
from learning.storage.held import Holding, Owner, Record
from learning.storage.holdings import HOLDINGS

Row = Mapping[str, Json]
IN_A_PAGE = 50
UNTOLD = "not told"
MARKS = frozenset(
    "points_earned best_points_earned latest_points_earned first_points_earned sum_of_shares "
    "share_that_counts legal_needs_noticed".split()
)
# Columns that may name a person by an id.
NAMING = frozenset({"who", "subject", "published_by", "opened_by", "facilitator_id", "marker_id"})
YOU, SOMEBODY = "you", "somebody else"
# An id of a person or a thing (RFC 9562).
ID_SHAPE = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@dataclass(frozen=True, slots=True)
class Page:
    """Some rows of one holding: page `number` of `pages`, of `count` rows."""

    holding: Holding
    rows: Sequence[Row]
    number: int
    pages: int
    count: int


@dataclass(frozen=True, slots=True)
class Held:
    """All that is held about one person, read row by row while it is open."""

    site: Site
    connection: Connection
    owner: Owner
    at: datetime
    silent: frozenset[str]
    # From when on the marks of a version are told: at once, after it is finished from then on, or
    # never.
    telling: dict[tuple[str, str], tuple[bool, datetime | None]] = field(default_factory=dict)

    def rows(self, holding: Holding) -> Iterator[Row]:
        """Give every row of a holding."""
        for record in held.stream_rows(self.connection, holding, self.owner):
            yield self.make_row(holding, record)

    def make_row(self, holding: Holding, record: Record) -> Row:
        """Give a row under readable names, without what is not told yet or names others."""
        row = {key: self._read(holding, column, record) for column, key in holding.given.items()}
        match holding.name:
            case "moves" if not self._is_told(record):
                return row | {"where_and_how_it_was_marked": UNTOLD}
            case "attempts" | "progress" if record["path"] in self.silent:
                return row | dict.fromkeys(row.keys() & MARKS, UNTOLD)
            case "practice" if not _is_past(record["told_at"], self.at):
                hidden = ("latest_result", "times_right", "comes_back_at", "notes_of_the_scheduler")
                return row | dict.fromkeys(hidden, UNTOLD)
            case _:
                return row

    def _read(self, holding: Holding, column: str, record: Record) -> Json:
        value = record[column]
        if column in holding.texts and isinstance(value, str):
            return self._hide(_spell_mark(_read_text(value)))
        if isinstance(value, date):
            return value.isoformat()
        if column in NAMING and isinstance(value, str):
            return self._name(value)
        return value if isinstance(value, bool | int | float | str) else None

    def _hide(self, value: Json) -> Json:
        """Name nobody in what was written down of an act, such as who was put into which team."""
        match value:
            case str():
                return self._name(value)
            case Mapping():
                return {key: self._hide(each) for key, each in value.items()}
            case Sequence():
                return [self._hide(each) for each in value]
            case _:
                return value

    def _name(self, value: str) -> str:
        """Say `you` for this person's id, and nothing that would name another."""
        if value == self.owner.person_id:
            return YOU
        return SOMEBODY if ID_SHAPE.fullmatch(value) else value

    def _is_told(self, record: Record) -> bool:
        key = (str(record["path"]), str(record["sha256"]))
        if key not in self.telling:
            self.telling[key] = self._find_telling(*key)
        at_once, told_from = self.telling[key]
        return at_once or (record["finished_at"] is not None and _is_past(told_from, self.at))

    def _find_telling(self, path: str, sha256: str) -> tuple[bool, datetime | None]:
        try:
            modules = self.site.shelf.modules
            case = modules.get(self.connection, path, sha256).case
            version = publications.load_current(self.connection, path)
            rules = modules.get(self.connection, path, version.sha256).case if version else case
        except ContentBroken:
            # A version that this program can no longer read shows nobody its marks.
            return False, None
        return case.feedback is Feedback.IMMEDIATE, find_telling(self.site, rules)


def count_held(site: Site, viewer: Viewer) -> Sequence[tuple[Holding, int]]:
    """Say how much of each kind is held about a person, in one statement."""
    with site.database.read() as connection:
        counts = held.count_rows(connection, HOLDINGS, _owner(viewer))
    return [(each, counts[each.name]) for each in HOLDINGS]


def open_page(site: Site, viewer: Viewer, name: str, *, number: int) -> Page:
    """Show one page, from 1, of what is held of one kind; raises NotFound."""
    holding = next((each for each in HOLDINGS if each.name == name), None)
    if holding is None:
        raise NotFound("Nothing of that name is held")
    with site.database.read() as connection:
        reading = _read(site, connection, viewer)
        count = held.count_rows(connection, [holding], reading.owner)[holding.name]
        pages = max(1, -(-count // IN_A_PAGE))
        if not 1 <= number <= pages:
            raise NotFound("There is no such page")
        first = (number - 1) * IN_A_PAGE
        records = held.list_rows(connection, holding, reading.owner, first=first, most=IN_A_PAGE)
        rows = [reading.make_row(holding, each) for each in records]
    return Page(holding, rows, number, pages, count)


@contextmanager
def opened_export(site: Site, viewer: Viewer) -> Iterator[Held]:
    """Open all that is held about a person to be read once; that it was asked for is audited."""
    with site.database.write() as connection:
        me = viewer.person_id
        note(site, connection, who=me, action="own data downloaded", subject=me)
    with site.database.read() as connection:
        yield _read(site, connection, viewer)


def _read(site: Site, connection: Connection, viewer: Viewer) -> Held:
    silent = publications.list_silent(connection)
    return Held(site, connection, _owner(viewer), site.clock(), silent)


def _owner(viewer: Viewer) -> Owner:
    return Owner(viewer.person_id, name_source(viewer.email, "").account)


def _is_past(moment: object, now: datetime) -> bool:
    return isinstance(moment, datetime) and moment <= now


def _spell_mark(value: Json) -> Json:
    """Say what the three parts of a mark are."""
    if not isinstance(value, Mapping):
        return value
    match value.get("mark"):
        case [points, of, result]:
            return {**value, "mark": {"points": points, "of": of, "result": result}}
        case _:
            return value


def _read_text(text: str) -> Json:
    try:
        value: Json = _to_json(read_json(text))
    except ValueError:
        return text
    return value


def _to_json(value: object) -> Json:
    match value:
        case dict():
            return {str(key): _to_json(each) for key, each in as_record(value).items()}
        case list():
            return [_to_json(each) for each in as_list(value)]
        case None | bool() | int() | float() | str():
            return value
        case _:
            raise ValueError(f"no JSON: {type(value)}")
