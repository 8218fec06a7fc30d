"""Publishing a work of the studio: what it would do, seen first in words, then confirmed.

All of a work is published, or nothing: a file with an error holds the others back.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from learning.access.rules import Asker
from learning.content.changes import Change, list_changes, list_course_changes
from learning.content.course_reader import read_course
from learning.content.reader import read_module
from learning.errors import ContentBroken
from learning.model.finding import Finding
from learning.model.names import Kind
from learning.operations.accounts import note
from learning.operations.forecast import Forecast, list_details, make_forecast
from learning.operations.publishing import Draft, draft_work, store_draft
from learning.operations.site import Site
from learning.operations.studio import demand_work
from learning.operations.studio_paths import find_prefix, name_main
from learning.operations.turns import take_turn
from learning.storage import editions, publications, studio, studio_reviews
from learning.storage.editions import Older
from learning.storage.studio import WorkRow
from learning.storage.studio_reviews import AGREED, ReviewRow


@dataclass(frozen=True, slots=True)
class Outcome:
    """What publishing a work would do, and whether it may be.

    `changes` are in words by path, the weightiest first; None where the published version can be
    read no more. `reviews` are those of this very state, the last first; `shown` are the paths that
    learners have now. `writers` saved anything since it was last published.
    """

    work: WorkRow
    title: str
    forecast: Forecast
    changes: Mapping[str, tuple[Change, ...] | None]
    reviews: Sequence[ReviewRow]
    shown: Sequence[str]
    older: Sequence[Older]
    writers: frozenset[str]

    @property
    def broken(self) -> Mapping[str, tuple[Finding, ...]]:
        """The errors that stand in the way, by path."""
        return self.forecast.report.broken

    @property
    def has_changes(self) -> bool:
        """Whether there is anything to publish."""
        return bool(self.forecast.report.published or self.forecast.report.withdrawn)

    @property
    def is_agreed(self) -> bool:
        """Whether a second educator has agreed: not who asked, and not who wrote all of it."""
        return any(
            each.verdict == AGREED
            and each.answered_by != each.asked_by
            and {each.answered_by} != self.writers
            for each in self.reviews
        )

    @property
    def may_publish(self) -> bool:
        """Whether nothing stands in the way."""
        reviewed = self.is_agreed or not self.work.review_needed
        return self.has_changes and reviewed and not self.broken


@dataclass(frozen=True, slots=True)
class Confirmed:
    """What came of a confirmation: done, or `outcome` anew, as something has changed since."""

    outcome: Outcome
    stored: bool


def look_at_publishing(site: Site, viewer: Asker, prefix: str) -> Outcome:
    """Say what publishing a work would do; raises NotFound for who may not write it, TooMany."""
    _demand(site, viewer, prefix)
    with take_turn(site):
        return forecast_work(site, prefix)[1]


def publish_work(site: Site, viewer: Asker, prefix: str, *, digest: str) -> Confirmed:
    """Publish what was shown under this digest, and nothing else; raises as `look_at_publishing`.

    Neither is anything published that has errors, or lacks a review that is needed.
    """
    _demand(site, viewer, prefix)
    with take_turn(site):
        draft, outcome = forecast_work(site, prefix)
        stored = draft.digest == digest and outcome.may_publish
        if stored:
            details = list_details(outcome.forecast)
            store_draft(site, draft, viewer.person_id, details=details)
    return Confirmed(outcome, stored)


def withdraw_work(site: Site, viewer: Asker, prefix: str) -> int:
    """Take all of a work out of what learners find, and give how many files that were.

    What they have begun goes on. Raises NotFound.
    """

    def withdraw(connection: Connection) -> int:
        demand_work(connection, viewer, prefix)
        publications.lock_publications(connection)
        shown = list_shown(connection, prefix)
        for path in shown:
            publications.withdraw_publication(connection, path, at=site.clock())
            note(site, connection, who=viewer.person_id, action="withdrawn", subject=path)
        return len(shown)

    return site.database.transact(withdraw)


def list_shown(connection: Connection, prefix: str) -> Sequence[str]:
    """List what learners have of a work now."""
    current = publications.list_current(connection)
    return sorted(each.path for each in current if find_prefix(each.path) == prefix)


def forecast_work(site: Site, prefix: str) -> tuple[Draft, Outcome]:
    """Work out what publishing a work that there is would do, whoever asks."""
    with site.database.read() as connection:
        draft = draft_work(site, connection, prefix)
    forecast = make_forecast(site, draft)
    with site.database.read() as connection:
        work = studio.load_work(connection, prefix)
        assert work is not None, prefix
        main = studio.load_file(connection, name_main(prefix))
        outcome = Outcome(
            work=work,
            title=main.title if main else prefix,
            forecast=forecast,
            changes={path: _compare(site, connection, draft, path) for path in draft.ready},
            reviews=studio_reviews.list_reviews(connection, prefix, draft.digest),
            shown=list_shown(connection, prefix),
            older=[e for e in editions.list_older(connection) if find_prefix(e.path) == prefix],
            writers=studio_reviews.list_writers(connection, prefix),
        )
    return draft, outcome


def _compare(
    site: Site, connection: Connection, draft: Draft, path: str
) -> tuple[Change, ...] | None:
    """Say in words what changes in one file that compiles."""
    version, raw = draft.current.get(path), draft.scan.files[path]
    try:
        if draft.ready[path].kind is Kind.COURSE:
            course = read_course(path, raw, draft.scan.beside).value
            before = (
                site.shelf.courses.get(connection, path, version.sha256)
                if version and version.kind == Kind.COURSE
                else None
            )
            return list_course_changes(before, course) if course else None
        module = read_module(path, raw, draft.scan.beside).value
        old = (
            site.shelf.modules.get(connection, path, version.sha256)
            if version and version.kind != Kind.COURSE
            else None
        )
        return list_changes(old, module) if module else None
    except ContentBroken:
        return None


def _demand(site: Site, viewer: Asker, prefix: str) -> None:
    with site.database.read() as connection:
        demand_work(connection, viewer, prefix)
