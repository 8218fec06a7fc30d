"""What publishing would mean for attempts: who goes on with the new version, and who stays.

Attempts under way are played again in memory; nothing is stored.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection

from learning.content.reader import read_module
from learning.errors import ContentBroken
from learning.model.key import Module
from learning.model.names import Kind
from learning.operations.fits import Unfit, fit_under_way
from learning.operations.publishing import Draft, PublishReport
from learning.operations.site import Site
from learning.storage import replays

MOST_REASONS = 5


@dataclass(frozen=True, slots=True)
class Outlook:
    """What becomes of the attempts at one module.

    `going_on` attempts under way would move to the new version, `staying` would stay on theirs,
    for `reasons`: what the first move that does not fit rests on, and how many rest on it, the
    most frequent first. `finished` ones keep their marks.
    """

    going_on: int = 0
    staying: int = 0
    reasons: tuple[tuple[str, int], ...] = ()
    finished: int = 0


@dataclass(frozen=True, slots=True)
class Forecast:
    """What publishing would do, and for each module that changes what becomes of its attempts.

    `added` are the paths that nobody has seen before. `digest` names the changes: what was forecast
    is published only while it is still the same.
    """

    report: PublishReport
    added: frozenset[str]
    outlooks: Mapping[str, Outlook]
    digest: str


def make_forecast(site: Site, draft: Draft) -> Forecast:
    """Play every attempt under way on the versions that are drafted, one after another."""
    with site.database.read() as connection:
        outlooks = dict(_look_ahead(site, connection, draft))
    added = frozenset(draft.ready.keys() - draft.current.keys())
    return Forecast(draft.report, added, outlooks, draft.digest)


def list_details(forecast: Forecast) -> Mapping[str, str]:
    """Say for the audit record what becomes of the attempts at each module that has any."""
    return {
        path: f"under way: {each.going_on} go on, {each.staying} stay; finished: {each.finished}"
        for path, each in forecast.outlooks.items()
        if each != Outlook()
    }


def _look_ahead(site: Site, connection: Connection, draft: Draft) -> Iterator[tuple[str, Outlook]]:
    for path in sorted(draft.gone):
        under_way, finished = replays.count_attempts(connection, path)
        yield path, Outlook(staying=under_way, finished=finished)
    for path, compiled in sorted(draft.ready.items()):
        if compiled.kind is not Kind.COURSE:
            yield path, _look_at(site, connection, draft, path=path)


def _look_at(site: Site, connection: Connection, draft: Draft, *, path: str) -> Outlook:
    under_way, finished = replays.count_attempts(connection, path)
    if not under_way:
        return Outlook(finished=finished)
    module = _compile(draft, path)
    going_on, reasons = 0, Counter[str]()
    for play in replays.stream_under_way(connection, path):
        older = site.shelf.modules.get(connection, path, play.sha256)
        fitted = fit_under_way(module, older, play)
        if isinstance(fitted, Unfit):
            reasons[fitted.why] += 1
        else:
            going_on += 1
    most = tuple(reasons.most_common(MOST_REASONS))
    return Outlook(going_on, reasons.total(), most, finished)


def _compile(draft: Draft, path: str) -> Module:
    """Compile a file here that a child has compiled within its limits."""
    reading = read_module(path, draft.scan.files[path], draft.scan.beside)
    if reading.value is None:
        raise ContentBroken(reading.findings)
    return reading.value
