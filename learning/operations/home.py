"""What waits for a person: the next step, what is under way, due or new, and what comes back.

Four statements, however much was done; of each thing only what the first page shows.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from learning.operations.accounts import Viewer
from learning.operations.catalogue import CourseDesk, make_desk
from learning.operations.courses import look_now, make_stops
from learning.operations.dates import Date, Event
from learning.operations.messages import Message, list_messages
from learning.operations.site import Site
from learning.operations.stages import make_stand
from learning.storage import practice, progress, publications

SOON = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Going:
    """An attempt under way."""

    attempt_id: str
    title: str
    kind: str
    moved_at: datetime


@dataclass(frozen=True, slots=True)
class Home:
    """What waits. `going` has the last moved first; `coming_back` counts questions due today.

    `soon` are the dates of the courses taken that lie in the next two weeks, or have passed.
    """

    desks: tuple[CourseDesk, ...]
    going: tuple[Going, ...]
    soon: tuple[tuple[CourseDesk, Date], ...]
    messages: tuple[Message, ...]
    coming_back: int
    is_new: bool


def show_home(site: Site, viewer: Viewer) -> Home:
    """Show a person what waits for them."""
    now = site.clock()
    with site.database.read() as connection:
        standings = progress.list_progress(connection, viewer.person_id)
        offered, published = publications.list_offered(connection, person_id=viewer.person_id)
        messages = list_messages(site, viewer, connection)
        due = practice.count_due(connection, viewer.person_id, now=now) if viewer.brings_back else 0
        stands = {each.row.path: make_stand(each) for each in standings}
        desks = []
        for each in offered:
            if each.enrolled_at is not None:
                course = site.shelf.courses.get(connection, each.path, each.sha256)
                when = look_now(site, each.enrolled_at)
                desks.append(
                    make_desk(course, make_stops(course, stands, published, when=when), when)
                )
    going = [
        Going(each.under_way, each.title, each.kind, each.row.moved_at)
        for each in standings
        if each.under_way
    ]
    return Home(
        desks=tuple(desks),
        going=tuple(sorted(going, key=lambda each: each.moved_at, reverse=True)),
        soon=_list_soon(desks, now),
        messages=messages,
        coming_back=due,
        is_new=not (standings or desks),
    )


def _list_soon(desks: Sequence[CourseDesk], now: datetime) -> tuple[tuple[CourseDesk, Date], ...]:
    """List what is due or closes in two weeks, and what is overdue; the earliest first."""
    dated = [(desk, date) for desk in desks for date in desk.dates]
    near = [each for each in dated if each[1].at <= now + SOON and each[1].event is not Event.OPENS]
    return tuple(sorted(near, key=lambda each: each[1].at))
