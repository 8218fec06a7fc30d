"""The running totals of the site: read for its figures, and counted afresh on request.

Each is kept by the transaction that changes what it counts; only counting afresh reads the rows
that they count, so the figures take as long for ten learners as for a hundred thousand.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial

from learning.access.rules import Action, can
from learning.errors import NotAllowed
from learning.model.names import Kind
from learning.operations.accounts import Viewer
from learning.operations.site import Site
from learning.storage import publications, totals
from learning.storage.database import Database
from learning.storage.totals import Amount, What

DAYS = 30
# Of fewer people a share would say of each what they did.
FEWEST = 5
NOTHING = Amount(0)


@dataclass(frozen=True, slots=True)
class Line:
    """What is counted of one module or course. `kind` is "" where it is no longer published.

    `takers` began it, `done` finished it; `begun` and `finished` are attempts.
    Shares are None where they would tell of too few people.
    """

    path: str
    title: str
    kind: str
    begun: int
    finished: int
    takers: int
    done: int
    enrolled: int
    certified: int
    mean: float | None

    @property
    def share_finished(self) -> float | None:
        return self.done / self.takers if self.takers >= FEWEST else None


@dataclass(frozen=True, slots=True)
class Figures:
    """What the whole site comes to. `active` made a move in the last DAYS days."""

    learners: int
    active: int
    begun: int
    finished: int
    courses: tuple[Line, ...]
    modules: tuple[Line, ...]


def load_figures(site: Site, viewer: Viewer) -> Figures:
    """Show what the whole site comes to, in counts alone, to those who teach or run it."""
    if not can(viewer, Action.SEE_FIGURES):
        raise NotAllowed("The figures of the site are for educators.")
    since = site.clock().date() - timedelta(days=DAYS)
    with site.database.read() as connection:
        rows = totals.list_of_paths(connection)
        cards = {each.path: each for each in publications.list_cards(connection)}
        learners = totals.count_learners(connection)
        active = totals.count_seen(connection, since=since)
    kept: dict[str, dict[str, Amount]] = {path: {} for path in cards}
    for row in rows:
        kept.setdefault(row.path, {})[row.what] = Amount(row.count, row.amount)
    lines = [
        _make_line(path, counts, *_name(path, cards.get(path))) for path, counts in kept.items()
    ]
    lines.sort(key=lambda each: (each.title.lower(), each.path))
    modules = tuple(each for each in lines if each.kind != Kind.COURSE and _is_told(each))
    return Figures(
        learners=learners,
        active=active,
        begun=sum(each.begun for each in modules),
        finished=sum(each.finished for each in modules),
        courses=tuple(each for each in lines if each.kind == Kind.COURSE),
        modules=modules,
    )


def _name(path: str, card: publications.Card | None) -> tuple[str, str]:
    if card is None:
        return path, Kind.COURSE if path.endswith("/course.md") else ""
    return card.title, card.kind


def _is_told(line: Line) -> bool:
    return bool(line.kind or line.takers)


def _make_line(path: str, counts: Mapping[str, Amount], title: str, kind: str) -> Line:
    def count(what: What) -> int:
        return counts.get(what, NOTHING).count

    finished = counts.get(What.FINISHED, NOTHING)
    enough = count(What.DONE) >= FEWEST
    return Line(
        path=path,
        title=title,
        kind=kind,
        begun=count(What.BEGUN),
        finished=finished.count,
        takers=count(What.TAKERS),
        done=count(What.DONE),
        enrolled=count(What.ENROLLED),
        certified=count(What.CERTIFIED),
        mean=finished.amount / finished.count if enough and finished.count else None,
    )


def recount_totals(site: Site) -> Mapping[str, int]:
    """Count every total afresh, path by path, and give how many were wrong of each that had any."""
    return recount_all(site.database, now=site.clock())


def recount_all(database: Database, *, now: datetime) -> Mapping[str, int]:
    """Do so on a database. Learners may go on meanwhile: each path is one short transaction."""
    with database.read() as connection:
        paths: Sequence[str] = totals.list_paths(connection)
    wrong = {path: database.transact(partial(totals.recount_path, path=path)) for path in paths}
    wrong[""] = database.transact(partial(totals.recount_site, now=now))
    return {path: count for path, count in wrong.items() if count}


def fill_totals(database: Database) -> None:
    """Count what was stored before anything was counted."""
    with database.read() as connection:
        empty = totals.is_empty(connection)
    if empty:
        recount_all(database, now=datetime.now(UTC))


def list_counted(site: Site) -> Iterator[tuple[tuple[str, str], Amount]]:
    """Give every total as it must be, counted afresh and stored nowhere."""
    with site.database.read() as connection:
        for path in totals.list_paths(connection):
            for what, each in totals.count_module(connection, path).items():
                yield (path, str(what)), each
        for what, each in totals.count_site(connection).items():
            yield ("", str(what)), each
