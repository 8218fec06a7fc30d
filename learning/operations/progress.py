"""What a person has done, for that person to see: courses and modules, and how far they are.

What they did in shared sessions is told beside what they did alone, and never added to it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from sqlalchemy import Connection

from learning.model.course import Course
from learning.model.names import OutcomeId
from learning.operations.accounts import Viewer
from learning.operations.courses import Stop, When, count_done, find_next, look_now, make_stops
from learning.operations.dealing import open_course
from learning.operations.moments import find_zone
from learning.operations.site import Site
from learning.operations.stages import Points, Stand, make_stands
from learning.storage import publications, standings
from learning.storage.publications import CourseVersion, Hours
from learning.storage.standings import SessionStanding


@dataclass(frozen=True, slots=True)
class ModuleProgress:
    """One module a person has begun."""

    path: str
    title: str
    kind: str
    stand: Stand


@dataclass(frozen=True, slots=True)
class CourseProgress:
    """One course a person takes: `done` of `needed` modules, and what comes next."""

    path: str
    title: str
    done: int
    needed: int
    next: Stop | None


@dataclass(frozen=True, slots=True)
class SessionProgress:
    """A shared session that came to something: a person's own points, and apart the team's."""

    session_id: str
    path: str
    title: str
    side: str
    finished_on: date
    own: Points
    team: Points


@dataclass(frozen=True, slots=True)
class Progress:
    """Courses taken, and modules begun with the last moved first; sessions the last done first.

    `outcomes` are those of the courses taken; `outcome_texts` are the words of all that the site
    has, in its order.
    """

    courses: tuple[CourseProgress, ...]
    modules: tuple[ModuleProgress, ...]
    sessions: tuple[SessionProgress, ...] = ()
    outcomes: tuple[OutcomeId, ...] = ()
    outcome_texts: Mapping[OutcomeId, str] = field(default_factory=dict)


def my_progress(site: Site, viewer: Viewer) -> Progress:
    """Show what a person has done, in two statements whatever the history."""
    with site.database.read() as connection:
        found = standings.list_standings(connection, viewer.person_id)
        offered, published = publications.list_offered(connection, person_id=viewer.person_id)
        taken = _compile_taken(site, connection, offered, viewer)
        texts = _find_texts(site, connection, offered)
    stands = make_stands(found)
    modules = tuple(
        ModuleProgress(
            path=each.row.path,
            title=each.title,
            kind=each.kind,
            stand=stands[each.row.path],
        )
        for each in sorted(found.alone, key=lambda each: each.row.moved_at, reverse=True)
    )
    return Progress(
        courses=tuple(_make_course(*each, stands=stands, published=published) for each in taken),
        modules=modules,
        sessions=tuple(_list_sessions(site, found.sessions)),
        outcomes=tuple(dict.fromkeys(one for course, _ in taken for one in course.outcomes)),
        outcome_texts=texts,
    )


def _list_sessions(site: Site, sessions: Sequence[SessionStanding]) -> Iterator[SessionProgress]:
    zone, never = find_zone(site), datetime.min.replace(tzinfo=UTC)
    for each in sorted(sessions, key=lambda one: one.finished_at or never, reverse=True):
        if each.finished_at is not None and each.side is not None:
            yield SessionProgress(
                session_id=each.session_id,
                path=each.path,
                title=each.title,
                side=each.side,
                finished_on=each.finished_at.astimezone(zone).date(),
                own=Points(each.earned or 0.0, each.possible or 0.0),
                team=Points(each.team_earned or 0.0, each.team_possible or 0.0),
            )


def _compile_taken(
    site: Site, connection: Connection, offered: Sequence[CourseVersion], viewer: Viewer
) -> list[tuple[Course, When]]:
    return [
        (
            open_course(site, connection, each, viewer=viewer),
            look_now(site, each.enrolled_at, each.terms),
        )
        for each in offered
        if each.enrolled_at is not None
    ]


def _find_texts(
    site: Site, connection: Connection, offered: Sequence[CourseVersion]
) -> Mapping[OutcomeId, str]:
    """Give the words of the outcomes: any course holds those of them all."""
    for each in offered:
        texts = site.shelf.courses.get(connection, each.path, each.sha256).outcome_texts
        if texts:
            return texts
    return {}


def _make_course(
    course: Course, when: When, *, stands: Mapping[str, Stand], published: Mapping[str, Hours]
) -> CourseProgress:
    stops = make_stops(course, stands, published, when=when)
    done, needed = count_done(stops)
    return CourseProgress(course.path, course.title, done, needed, find_next(stops))
