"""The versions of a file of a work that were published, and going back to one of them.

What learners are shown changes by it, and no draft. A version can also be brought into the draft.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from learning.access.rules import Asker
from learning.content.changes import (
    Change,
    count_course,
    count_module,
    list_changes,
    list_course_changes,
)
from learning.errors import ContentBroken, NotFound, Stale
from learning.model.names import Kind
from learning.operations.site import Site
from learning.operations.studio import demand_file, demand_work, view_draft
from learning.operations.studio_paths import find_prefix
from learning.operations.studio_rollback import set_current
from learning.operations.studio_store import make_stamp, store_text
from learning.storage import publications, studio_reviews
from learning.storage.studio_reviews import VersionRow

NO_VERSION = "There is no such version of this file"
CHANGED = "Something was published meanwhile. Nothing was done; look again."
NEEDS_REVIEW = "This needs a review: bring the version back into the draft, and ask for one."


@dataclass(frozen=True, slots=True)
class Versions:
    """The versions of a file, the last first, and how many attempts are on each.

    `chosen` is the one looked at, with what it changed over the one before, and what going back to
    it would change now; None of either where a version can be read no more. `holds` says how much
    is in the first version, which has none before.
    """

    path: str
    prefix: str
    versions: Sequence[VersionRow]
    attempts: Mapping[str, int]
    chosen: VersionRow | None
    over_before: tuple[Change, ...] | None
    going_back: tuple[Change, ...] | None
    holds: str
    review_needed: bool

    @property
    def is_first(self) -> bool:
        """Whether the one looked at is the first that was published."""
        return self.chosen == self.versions[-1]

    @property
    def current(self) -> VersionRow | None:
        """What learners have now."""
        return next((each for each in self.versions if each.is_current), None)


def list_versions(site: Site, viewer: Asker, path: str, *, chosen: str = "") -> Versions:
    """List the published versions of a file; raises NotFound for who may not write its work."""
    prefix = find_prefix(path)
    with site.database.read() as connection:
        work = demand_work(connection, viewer, prefix)
        versions = studio_reviews.list_versions(connection, path)
        if not versions:
            raise NotFound("This file was never published")
        found = next((each for each in versions if each.id == chosen), None)
        if chosen and found is None:
            raise NotFound(NO_VERSION)
        before = versions[versions.index(found) + 1 :][:1] if found else ()
        current = next((each for each in versions if each.is_current), None)
        return Versions(
            path=path,
            prefix=prefix,
            versions=versions,
            attempts=studio_reviews.count_attempts(connection, path),
            chosen=found,
            over_before=_compare(site, connection, before[0] if before else None, found),
            going_back=_compare(site, connection, current, found),
            holds=_count(site, connection, found) if found and not before else "",
            review_needed=work.review_needed,
        )


def publish_again(site: Site, viewer: Asker, path: str, *, version: str, seen: str) -> None:
    """Publish an older version again, where `seen` is still what learners have ("": nothing).

    Raises NotFound, and Stale where something was published meanwhile or a review is needed.
    """

    def store(connection: Connection) -> None:
        work = demand_work(connection, viewer, find_prefix(path))
        publications.lock_publications(connection)
        versions = studio_reviews.list_versions(connection, path)
        found = next((each for each in versions if each.id == version), None)
        if found is None:
            raise NotFound(NO_VERSION)
        if work.review_needed:
            raise Stale(NEEDS_REVIEW)
        current = next((each.id for each in versions if each.is_current), "")
        if current != seen:
            raise Stale(CHANGED)
        if not found.is_current:
            set_current(site, connection, found, by=viewer.person_id)

    site.database.transact(store)


def bring_version_back(site: Site, viewer: Asker, path: str, *, version: str) -> None:
    """Save the text of a version anew as the draft, on top of all saves, unless it is the same.

    What is put in from other files is that of the draft. Raises NotFound.
    """

    def store(connection: Connection) -> None:
        file = demand_file(connection, viewer, path, lock=True)
        versions = studio_reviews.list_versions(connection, path)
        if version not in {each.id for each in versions}:
            raise NotFound(NO_VERSION)
        text = studio_reviews.load_publication(connection, version)[0].source.decode()
        if file.gone or view_draft(file).text != text:
            store_text(connection, path, text, stamp=make_stamp(site, viewer), before=file)

    site.database.transact(store)


def _count(site: Site, connection: Connection, version: VersionRow) -> str:
    try:
        if version.kind == Kind.COURSE:
            course = site.shelf.courses.get(connection, version.path, version.sha256)
            return count_course(course)
        return count_module(site.shelf.modules.get(connection, version.path, version.sha256))
    except ContentBroken:
        return ""


def _compare(
    site: Site, connection: Connection, before: VersionRow | None, after: VersionRow | None
) -> tuple[Change, ...] | None:
    if after is None:
        return ()
    try:
        if after.kind == Kind.COURSE:
            courses = site.shelf.courses
            one = courses.get(connection, before.path, before.sha256) if before else None
            return list_course_changes(one, courses.get(connection, after.path, after.sha256))
        modules = site.shelf.modules
        old = modules.get(connection, before.path, before.sha256) if before else None
        return list_changes(old, modules.get(connection, after.path, after.sha256))
    except ContentBroken:
        return None
