"""Shared sessions for a cohort: opened by who teaches it, and open to its learners without a code.

What a session is, and who may do what in one, is the sessions' own business.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from learning.errors import InvalidInput, NotFound
from learning.operations.accounts import Viewer
from learning.operations.cohorts import (
    ARCHIVED,
    CohortView,
    change_cohort,
    load_cohort,
    make_line,
    open_cohort,
)
from learning.operations.moments import find_zone, to_moment
from learning.operations.session_log import do
from learning.operations.session_opening import Order, open_ordered
from learning.operations.site import Site
from learning.storage import audit, cohort_sessions
from learning.storage.cohort_sessions import PlannedSession
from learning.storage.cohorts import CohortRow
from learning.team.events import End
from learning.team.session import Options, Stage

PAST = "That time is past: choose a later one"
SKIPPED = "The clocks go forward then, so there is no such time on that day: choose another"
NO_SESSION = "There is no such session in this cohort"
BEGUN = "It has begun, or ended: who leads it can end it on its own page"


@dataclass(frozen=True, slots=True)
class Plan:
    """A session as a teacher wants it; `planned_for` is local time, None for any time."""

    path: str
    options: Options
    planned_for: datetime | None


def list_sessions(
    site: Site, viewer: Viewer, cohort_id: str
) -> tuple[CohortView, Sequence[PlannedSession]]:
    """List the sessions of a cohort to who teaches it; raises NotFound."""
    with site.database.read() as connection:
        view = open_cohort(connection, viewer, cohort_id)
        return view, cohort_sessions.list_planned(connection, cohort_id)


def open_planned(site: Site, viewer: Viewer, cohort_id: str, *, plan: Plan, request_id: str) -> str:
    """Open a session for a cohort and give its id, the same one for the same request.

    Raises NotFound, and InvalidInput for a cohort in the archive.
    """
    cohort = load_cohort(site, viewer, cohort_id)
    if cohort.is_archived:
        raise InvalidInput({"": ARCHIVED})

    def put_down(connection: Connection, session_id: str) -> None:
        when = _to_coming(site, plan.planned_for)
        cohort_sessions.add_session(connection, session_id, cohort_id, planned_for=when)
        who, action = viewer.person_id, "session opened for a cohort"
        line = make_line(site, who=who, action=action, subject=cohort_id, cohort=cohort.name)
        audit.add_entry(connection, line)

    return open_ordered(site, viewer, Order(plan.path, plan.options, request_id, put_down))


def set_time(
    site: Site, viewer: Viewer, cohort_id: str, *, session_id: str, local: datetime | None
) -> None:
    """Plan a session for another time, or leave it as it is; raises NotFound, InvalidInput."""

    def change(connection: Connection, row: CohortRow) -> str:
        planned = _find(connection, cohort_id, session_id)
        if to_moment(site, local) == planned.planned_for:
            return ""
        when = _to_coming(site, local)
        cohort_sessions.set_time(connection, session_id, cohort_id, planned_for=when)
        return "time of a cohort's session changed"

    change_cohort(site, viewer, cohort_id, change=change)


def call_off(site: Site, viewer: Viewer, cohort_id: str, *, session_id: str) -> None:
    """End a session that has not begun: nobody comes in, and who was there is told so.

    It is in the record before it is done, as a kill in between must not hide who did it. Raises
    NotFound, and InvalidInput for one that has begun.
    """

    def change(connection: Connection, row: CohortRow) -> str:
        if _find(connection, cohort_id, session_id).stage != Stage.LOBBY:
            raise InvalidInput({"": BEGUN})
        return "session of a cohort called off"

    change_cohort(site, viewer, cohort_id, change=change)
    do(site, session_id, End(), by=None)


def _find(connection: Connection, cohort_id: str, session_id: str) -> PlannedSession:
    found = cohort_sessions.list_planned(connection, cohort_id)
    session = next((each for each in found if each.session_id == session_id), None)
    if session is None:
        raise NotFound(NO_SESSION)
    return session


def _to_coming(site: Site, local: datetime | None) -> datetime | None:
    """Give the moment a session is planned for; raises InvalidInput for one that cannot come."""
    when = to_moment(site, local)
    if when is None:
        return None
    if when.astimezone(find_zone(site)).replace(tzinfo=None) != local:
        raise InvalidInput({"time": SKIPPED})
    if when < site.clock():
        raise InvalidInput({"day": PAST})
    return when


def list_invited(site: Site, viewer: Viewer) -> Sequence[PlannedSession]:
    """List the sessions of one's cohorts that one may still come into."""
    with site.database.read() as connection:
        return cohort_sessions.list_invited(connection, viewer.person_id)
