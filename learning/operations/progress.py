"""What a person has done, for that person to see: courses and modules, and how far they are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection

from learning.model.course import Course
from learning.model.names import OutcomeId
from learning.operations.accounts import Viewer
from learning.operations.courses import Stop, When, count_done, find_next, look_now, make_stops
from learning.operations.site import Site
from learning.operations.stages import Stand, make_stand
from learning.storage import progress, publications
from learning.storage.publications import CourseVersion, Hours


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
class Progress:
    """Courses taken, and modules begun with the last moved first.

    `outcomes` are those of the courses taken; `outcome_texts` are the words of all that the site
    has, in its order.
    """

    courses: tuple[CourseProgress, ...]
    modules: tuple[ModuleProgress, ...]
    outcomes: tuple[OutcomeId, ...] = ()
    outcome_texts: Mapping[OutcomeId, str] = field(default_factory=dict)


def my_progress(site: Site, viewer: Viewer) -> Progress:
    """Show what a person has done, in two statements whatever the history."""
    with site.database.read() as connection:
        standings = progress.list_progress(connection, viewer.person_id)
        offered, published = publications.list_offered(connection, person_id=viewer.person_id)
        taken = _compile_taken(site, connection, offered)
        texts = _find_texts(site, connection, offered)
    stands = {each.row.path: make_stand(each) for each in standings}
    modules = tuple(
        ModuleProgress(
            path=each.row.path,
            title=each.title,
            kind=each.kind,
            stand=stands[each.row.path],
        )
        for each in sorted(standings, key=lambda each: each.row.moved_at, reverse=True)
    )
    return Progress(
        courses=tuple(_make_course(*each, stands=stands, published=published) for each in taken),
        modules=modules,
        outcomes=tuple(dict.fromkeys(one for course, _ in taken for one in course.outcomes)),
        outcome_texts=texts,
    )


def _compile_taken(
    site: Site, connection: Connection, offered: Sequence[CourseVersion]
) -> list[tuple[Course, When]]:
    return [
        (
            site.shelf.courses.get(connection, each.path, each.sha256),
            look_now(site, each.enrolled_at),
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
