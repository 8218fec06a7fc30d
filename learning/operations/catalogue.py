"""What there is to take: cases and courses, their covers, and how far a person has come."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlalchemy import Connection

from learning.access.extra_time import give_most
from learning.errors import NotFound
from learning.model.case import Case
from learning.model.course import Course
from learning.model.names import Kind, Need, Picture
from learning.operations.accounts import Viewer
from learning.operations.beginnings import say_enough
from learning.operations.cohort_time import find_offered_time, find_time
from learning.operations.courses import (
    Stop,
    When,
    count_done,
    find_next,
    look_now,
    make_stops,
)
from learning.operations.dates import Date, list_dates
from learning.operations.dealing import open_course
from learning.operations.keeping import find_counting
from learning.operations.locks import find_lock
from learning.operations.moments import find_zone
from learning.operations.site import Site
from learning.operations.stages import NOT_BEGUN, Stand, list_stands, load_stand
from learning.operations.timing import find_end, say_shut
from learning.storage import attempts, enrolments, publications
from learning.storage.attempts import PastAttempt
from learning.storage.publications import Card, Offer

NO_CASE = "There is no such case here"
NO_COURSE = "There is no such course here"
# The last attempts on a cover; older ones count in progress all the same.
PAST_SHOWN = 20


@dataclass(frozen=True, slots=True)
class CaseCard:
    """A case in the catalogue."""

    path: str
    title: str
    summary: str
    needs: tuple[Need, ...]
    jurisdiction: str
    law_checked: date | None
    setting: str | None
    minutes: int | None
    stand: Stand


@dataclass(frozen=True, slots=True)
class CourseCard:
    """A course in the catalogue. `done` counts of `needed` modules, optional ones left out."""

    path: str
    title: str
    summary: str
    minutes: int | None
    modules: int
    done: int
    needed: int
    enrolled: bool
    picture: Picture | None = None


@dataclass(frozen=True, slots=True)
class _UnderWay:
    """The time of an attempt under way: what its learner is given, and what is left of it."""

    extra_time: int | None
    left: timedelta | None


@dataclass(frozen=True, slots=True)
class Cover:
    """The first page of a module, with this person's attempts: one under way, the last finished.

    `courses` are those this person takes that lead through it; `enough` says that no further
    attempt may begin, `locked` that none may because of the course. `counts` is which of the past
    attempts counts, None where it is none of them alone; `extra_time` as in `Viewer`, or more
    where a cohort gives it. Of an attempt under way it is the attempt's own, as is `time_left`.
    """

    case: Case
    attempt_id: str | None
    past: tuple[PastAttempt, ...]
    courses: tuple[Course, ...] = ()
    enough: str = ""
    locked: str = ""
    stand: Stand = NOT_BEGUN
    counts: str | None = None
    extra_time: int | None = 0
    time_left: timedelta | None = None


@dataclass(frozen=True, slots=True)
class CourseDesk:
    """A course with this person's place in it: `done` of the `needed` modules.

    `dates` are those that are still to be kept.
    """

    course: Course
    enrolled: bool
    stops: tuple[Stop, ...]
    next: Stop | None
    done: int
    needed: int
    dates: tuple[Date, ...] = ()

    @property
    def complete(self) -> bool:
        """Whether this person has done all that the course asks for."""
        return self.done == self.needed > 0


def list_cases(site: Site, viewer: Viewer | None) -> tuple[CaseCard, ...]:
    """List the cases by title."""
    with site.database.read() as connection:
        cards = publications.list_cards(connection, kind=Kind.CASE)
        stands = list_stands(connection, viewer)
    return tuple(_case_card(each, stands.get(each.path, NOT_BEGUN)) for each in cards)


def list_courses(site: Site, viewer: Viewer | None) -> tuple[CourseCard, ...]:
    """List the courses by path."""
    with site.database.read() as connection:
        versions, published = publications.list_offered(connection, person_id=_id_of(viewer))
        stands = list_stands(connection, viewer)
        cards = []
        for each in versions:
            course = open_course(site, connection, each, viewer=viewer)
            when = look_now(site, each.enrolled_at, each.terms)
            stops = make_stops(course, stands, published, when=when)
            cards.append(_course_card(course, stops, enrolled=each.enrolled_at is not None))
    return tuple(cards)


def show_case(site: Site, viewer: Viewer | None, path: str) -> Cover:
    """Show the cover of a case, lesson or quiz; raises NotFound."""
    with site.database.read() as connection:
        version = publications.load_current(connection, path)
        if version is None or version.kind == Kind.COURSE:
            raise NotFound(NO_CASE)
        module = site.shelf.modules.get(connection, path, version.sha256)
        if viewer is None:
            return Cover(module.case, None, ())
        past = list(_list_past(site, connection, viewer, path))
        offer = publications.list_offered(connection, person_id=viewer.person_id)
        taken = _list_taken(site, connection, offer, path=path, viewer=viewer)
        stand = load_stand(connection, viewer, path)
        enough = say_enough(module.case, stand.attempts) or say_shut(site, module.case)
        under_way = _find_under_way(site, connection, viewer, stand=stand)
        given = find_offered_time(site, connection, offer, path=path)
        extra_time = give_most((viewer.extra_time, *given))
        locked = find_lock(site, connection, path, viewer=viewer, offer=offer)
    return Cover(
        module.case,
        stand.attempt_id,
        tuple(past),
        courses=tuple(course for course, _ in taken),
        enough=enough,
        locked=locked,
        stand=stand,
        counts=find_counting(past, module.case.keeps, stand.kept),
        extra_time=under_way.extra_time if under_way else extra_time,
        time_left=under_way.left if under_way else None,
    )


def _list_past(
    site: Site, connection: Connection, viewer: Viewer, path: str
) -> Iterator[PastAttempt]:
    """List the last finished attempts, with the times of the site's own clock."""
    zone = find_zone(site)
    for each in attempts.list_past(connection, viewer.person_id, path, most=PAST_SHOWN):
        yield replace(each, finished_at=each.finished_at.astimezone(zone))


def _find_under_way(
    site: Site, connection: Connection, viewer: Viewer, *, stand: Stand
) -> _UnderWay | None:
    """Say how long the attempt under way may still last, on the version it will go on with."""
    identity = stand.attempt_id
    row = attempts.load_attempt(connection, identity, viewer.person_id) if identity else None
    if row is None:
        return None
    module = site.shelf.modules.get(connection, row.path, row.newer_sha256 or row.sha256)
    extra_time = find_time(site, connection, row, account=viewer.extra_time)
    ends_at = find_end(module, row, site=site, extra_time=extra_time)
    return _UnderWay(extra_time, None if ends_at is None else ends_at - site.clock())


def show_course(site: Site, viewer: Viewer | None, path: str) -> CourseDesk:
    """Show a course with the person's place in it; raises NotFound."""
    with site.database.read() as connection:
        versions, published = publications.list_offered(connection, person_id=_id_of(viewer))
        version = next((each for each in versions if each.path == path), None)
        if version is None:
            raise NotFound(NO_COURSE)
        course = open_course(site, connection, version, viewer=viewer)
        stands = list_stands(connection, viewer)
    when = look_now(site, version.enrolled_at, version.terms)
    return make_desk(course, make_stops(course, stands, published, when=when), when)


def list_desks(site: Site, viewer: Viewer, path: str) -> tuple[CourseDesk, ...]:
    """List the courses a person takes that lead through a module, in two statements at most."""
    with site.database.read() as connection:
        offer = publications.list_offered(connection, person_id=viewer.person_id)
        courses = _list_taken(site, connection, offer, path=path, viewer=viewer)
        stands = list_stands(connection, viewer) if courses else {}
    return tuple(
        make_desk(course, make_stops(course, stands, offer[1], when=when), when)
        for course, when in courses
    )


def enrol(site: Site, viewer: Viewer, path: str) -> None:
    """Note that a person takes a course, once; raises NotFound."""

    def store(connection: Connection) -> None:
        if publications.load_course(connection, path, person_id=viewer.person_id) is None:
            raise NotFound(NO_COURSE)
        enrolments.add_enrolment(connection, viewer.person_id, path, at=site.clock())

    site.database.transact(store)


def _list_taken(
    site: Site, connection: Connection, offer: Offer, *, path: str, viewer: Viewer
) -> Sequence[tuple[Course, When]]:
    """List the courses taken that lead through a module, each as of now."""
    taken = [each for each in offer[0] if each.enrolled_at is not None]
    found = [(open_course(site, connection, each, viewer=viewer), each) for each in taken]
    return [
        (course, look_now(site, version.enrolled_at, version.terms))
        for course, version in found
        if any(each.path == path for each in course.modules)
    ]


def make_desk(course: Course, stops: tuple[Stop, ...], when: When) -> CourseDesk:
    """Sum up how a person stands with a course."""
    done, needed = count_done(stops)
    return CourseDesk(
        course=course,
        enrolled=when.enrolled_at is not None,
        stops=stops,
        next=find_next(stops),
        done=done,
        needed=needed,
        dates=list_dates(stops, when),
    )


def _id_of(viewer: Viewer | None) -> str:
    return viewer.person_id if viewer else ""


def _case_card(card: Card, stand: Stand) -> CaseCard:
    return CaseCard(
        path=card.path,
        title=card.title,
        summary=card.summary,
        needs=tuple(Need(each) for each in card.needs.split()),
        jurisdiction=card.jurisdiction,
        law_checked=card.law_checked,
        setting=card.setting,
        minutes=card.minutes,
        stand=stand,
    )


def _course_card(course: Course, stops: tuple[Stop, ...], *, enrolled: bool) -> CourseCard:
    done, needed = count_done(stops)
    return CourseCard(
        path=course.path,
        title=course.title,
        summary=course.summary,
        minutes=course.minutes,
        modules=len(stops),
        done=done,
        needed=needed,
        enrolled=enrolled,
        picture=course.picture,
    )
