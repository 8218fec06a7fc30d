"""The time that cohorts give their learners in what they take.

The more generous of what the account and the cohorts give counts. Courses are read from memory.
"""

from collections.abc import Iterator, Sequence

from sqlalchemy import Connection

from learning.access.extra_time import give_most
from learning.operations.accounts import Viewer
from learning.operations.cohort_given import open_given
from learning.operations.site import Site
from learning.storage import cohort_terms
from learning.storage.attempts import AttemptRow, UnderWay
from learning.storage.cohort_terms import GivenTime, read_given
from learning.storage.publications import CourseVersion, Offer


def find_time(
    site: Site, connection: Connection, row: AttemptRow | UnderWay, *, account: int | None
) -> int | None:
    """Give the extra time of an attempt's learner in its module; `account` is their account's."""
    if account is None or row.given is None:
        return account
    given = (
        each.extra_time
        for each in read_given(row.given)
        if _leads_to(site, connection, (each.path, each.sha256), path=row.path)
    )
    return give_most((account, *given))


def find_offered_time(
    site: Site, connection: Connection, offer: Offer, *, path: str
) -> Iterator[int | None]:
    """Give the extra time that somebody has in a module, by each course or case with terms."""
    for each in _list_versions(offer, path):
        if each.terms and _leads_to(site, connection, (each.path, each.sha256), path=path):
            yield each.terms.extra_time


def list_times(site: Site, viewer: Viewer) -> Sequence[GivenTime]:
    """List the cohorts that give somebody more time in what they take."""
    with site.database.read() as connection:
        return cohort_terms.list_times(connection, viewer.person_id)


def _leads_to(site: Site, connection: Connection, version: tuple[str, str], *, path: str) -> bool:
    course = open_given(site, connection, version[0], sha256=version[1])
    return any(each.path == path for each in course.modules)


def _list_versions(offer: Offer, path: str) -> Sequence[CourseVersion]:
    offered, published = offer
    alone = published[path].alone if path in published else None
    return [*offered, alone] if alone else offered
