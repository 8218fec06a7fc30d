"""What waits for a person: the next step, what is under way, due or new, and what comes back.

Five statements, however much was done; of each thing only what the first page shows.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import Connection

from learning.operations.accounts import Viewer
from learning.operations.catalogue import CourseDesk, make_desk
from learning.operations.cohort_given import open_given
from learning.operations.courses import look_now, make_stops
from learning.operations.dates import Date, Event
from learning.operations.dealing import open_course
from learning.operations.messages import Message, list_messages
from learning.operations.moments import find_zone
from learning.operations.site import Site
from learning.operations.stages import Stand, make_stands
from learning.storage import publications, standings
from learning.storage.publications import Hours
from learning.storage.standings import InvitedTo, SessionStanding
from learning.storage.waits import count_waits
from learning.team.session import Pace

SOON = timedelta(days=14)
# A session of people who met, and never ended it, is not gone on with after that.
STALE = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Going:
    """An attempt under way."""

    attempt_id: str
    title: str
    kind: str
    moved_at: datetime


@dataclass(frozen=True, slots=True)
class GoingTogether:
    """A shared session under way; `facilitates`: the person runs it, and has no seat."""

    session_id: str
    title: str
    facilitates: bool


@dataclass(frozen=True, slots=True)
class GivenCase:
    """A case that a cohort gives a person by itself, as a course of one module."""

    cohort: str
    desk: CourseDesk


@dataclass(frozen=True, slots=True)
class Home:
    """What waits. `going` has the last moved first; `coming_back` counts questions due today.

    `invited` are sessions of the person's cohorts that they have no seat in yet, the first planned
    first, with the site's own times. `to_mark` counts texts of the other side that the person may
    mark.
    `given` are the cases that their cohorts give them by themselves, and that they have not done.
    `soon` are the dates of these and of the courses taken that lie in the next two weeks, or have
    passed.
    """

    desks: tuple[CourseDesk, ...]
    given: tuple[GivenCase, ...]
    together: tuple[GoingTogether, ...]
    invited: tuple[InvitedTo, ...]
    going: tuple[Going, ...]
    soon: tuple[tuple[CourseDesk, Date], ...]
    messages: tuple[Message, ...]
    coming_back: int
    to_mark: int
    is_new: bool


def show_home(site: Site, viewer: Viewer) -> Home:
    """Show a person what waits for them."""
    now = site.clock()
    with site.database.read() as connection:
        found = standings.list_standings(connection, viewer.person_id)
        offered, published = publications.list_offered(connection, person_id=viewer.person_id)
        messages = list_messages(site, viewer, connection)
        waits = count_waits(connection, viewer.person_id, side=viewer.side, now=now)
        stands = make_stands(found)
        desks = []
        for each in offered:
            if each.enrolled_at is not None:
                course = open_course(site, connection, each, viewer=viewer)
                when = look_now(site, each.enrolled_at, each.terms)
                desks.append(
                    make_desk(course, make_stops(course, stands, published, when=when), when)
                )
        given = tuple(_list_given(site, connection, published, stands=stands))
    going = [
        Going(each.under_way, each.title, each.kind, each.row.moved_at)
        for each in found.alone
        if each.under_way
    ]
    return Home(
        desks=tuple(desks),
        given=tuple(each for each in given if not each.desk.complete),
        together=tuple(
            GoingTogether(each.session_id, each.title, each.side is None)
            for each in found.sessions
            if goes_on(each, now)
        ),
        invited=tuple(_tell_time(site, each) for each in found.invited),
        going=tuple(sorted(going, key=lambda each: each.moved_at, reverse=True)),
        soon=_list_soon([*desks, *(each.desk for each in given)], now),
        messages=messages,
        coming_back=waits.due if viewer.brings_back else 0,
        to_mark=waits.to_mark,
        is_new=not (found.alone or found.sessions or desks or given),
    )


def _list_given(
    site: Site,
    connection: Connection,
    published: Mapping[str, Hours],
    *,
    stands: Mapping[str, Stand],
) -> Iterator[GivenCase]:
    for path, hours in published.items():
        if hours.alone and hours.alone.terms:
            course = open_given(site, connection, path, sha256=hours.alone.sha256)
            when = look_now(site, None, hours.alone.terms)
            desk = make_desk(course, make_stops(course, stands, published, when=when), when)
            yield GivenCase(hours.alone.terms.cohort, desk)


def _tell_time(site: Site, invited: InvitedTo) -> InvitedTo:
    when = invited.planned_for
    return replace(invited, planned_for=when and when.astimezone(find_zone(site)))


def goes_on(session: SessionStanding, now: datetime) -> bool:
    """Say whether a session is still to be gone on with by somebody."""
    if session.ended_at is not None or session.finished_at is not None:
        return False
    return session.pace == Pace.DAYS or session.opened_at > now - STALE


def _list_soon(desks: Sequence[CourseDesk], now: datetime) -> tuple[tuple[CourseDesk, Date], ...]:
    """List what is due or closes in two weeks, and what is overdue; the earliest first."""
    dated = [(desk, date) for desk in desks for date in desk.dates]
    near = [each for each in dated if each[1].at <= now + SOON and each[1].event is not Event.OPENS]
    return tuple(sorted(near, key=lambda each: each[1].at))
