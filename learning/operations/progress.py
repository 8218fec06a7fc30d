"""What a person has done, for that person to see: courses, modules, spotting by legal need."""

from dataclasses import dataclass

from sqlalchemy import Connection

from learning.evidence.spotting import Spotting, add_up
from learning.operations.accounts import Viewer
from learning.operations.courses import Stop, count_done, find_next, look_now, make_stops
from learning.operations.site import Site
from learning.operations.stages import Stand, make_stand
from learning.operations.tallies import load_spotting
from learning.storage import progress, publications


@dataclass(frozen=True, slots=True)
class ModuleProgress:
    """One module a person has begun."""

    path: str
    title: str
    kind: str
    stand: Stand
    spotting: Spotting


@dataclass(frozen=True, slots=True)
class CourseProgress:
    """One course a person takes: `done` of `needed` modules, and what comes next."""

    path: str
    title: str
    done: int
    needed: int
    next: Stop | None


@dataclass(frozen=True, slots=True)
class Progress:
    """Courses taken, modules begun with the last moved first, and spotting by legal need.

    Spotting adds up the best attempt at each module and no other: it is about the cues of these
    cases, and playing one again does not count them twice.
    """

    courses: tuple[CourseProgress, ...]
    modules: tuple[ModuleProgress, ...]
    spotting: Spotting


def my_progress(site: Site, viewer: Viewer) -> Progress:
    """Show what a person has done, in three statements whatever the history."""
    with site.database.read() as connection:
        standings = progress.list_progress(connection, viewer.person_id)
        stands = {each.row.path: make_stand(each) for each in standings}
        courses = _list_courses(site, connection, viewer, stands=stands)
    modules = tuple(
        ModuleProgress(
            path=each.row.path,
            title=each.title,
            kind=each.kind,
            stand=stands[each.row.path],
            spotting=load_spotting(each.row.spotting),
        )
        for each in sorted(standings, key=lambda each: each.row.moved_at, reverse=True)
    )
    return Progress(courses, modules, add_up(each.spotting for each in modules))


def _list_courses(
    site: Site, connection: Connection, viewer: Viewer, *, stands: dict[str, Stand]
) -> tuple[CourseProgress, ...]:
    taken = [
        each
        for each in publications.list_courses(connection, person_id=viewer.person_id)
        if each.enrolled_at is not None
    ]
    published = publications.list_paths(connection)
    found = []
    for each in taken:
        course = site.shelf.courses.get(connection, each.path, each.sha256)
        when = look_now(site, each.enrolled_at)
        stops = make_stops(course, stands, published, when=when)
        done, needed = count_done(stops)
        found.append(CourseProgress(course.path, course.title, done, needed, find_next(stops)))
    return tuple(found)
