"""Pages of cohorts: the list, one's own, settings and code, people, courses and sessions."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from learning.access.professions import PROFESSIONS
from learning.model.course import stands_alone
from learning.operations.cohort_courses import CohortCourse, Timetable
from learning.operations.cohort_joining import MyCohort
from learning.operations.cohort_people import People
from learning.operations.cohorts import CohortView
from learning.storage.cohort_people import InviteRow
from learning.storage.cohort_sessions import PlannedSession
from learning.storage.cohorts import CohortLine, CohortRow, LearnerRow
from learning.team.session import Pace, Stage
from learning.web.pages.accounts import FormPage
from learning.web.pages.catalogue import url_of
from learning.web.pages.session_lobby import group_code
from learning.web.pages.session_mine import PACE_WORDS, STAGE_WORDS
from learning.web.pages.words import say_count, say_date, say_time

HOME = "/cohorts"


@dataclass(frozen=True, slots=True)
class CohortCard:
    """A cohort in the list of those one teaches."""

    name: str
    url: str
    words: str
    archived: bool


@dataclass(frozen=True, slots=True)
class MyRow:
    """A cohort that one learns in; `courses` are titles with addresses and when they are due."""

    name: str
    words: str
    courses: tuple[tuple[str, str, str], ...]
    leave: str


@dataclass(frozen=True, slots=True)
class SettingsPage:
    """The name, dates and code of a cohort. `code` is "" where nobody can join by one."""

    id: str
    name: str
    url: str
    form: FormPage
    opens: str
    closes: str
    code: str
    spelled: str
    link: str
    archived: bool


@dataclass(frozen=True, slots=True)
class PersonRow:
    """Somebody in a cohort, or expected in it."""

    id: str
    name: str
    url: str
    words: str
    tag: str
    tone: str


@dataclass(frozen=True, slots=True)
class PeoplePage:
    """Who is in a cohort, and who is expected; `count` says how many learn in it."""

    id: str
    name: str
    url: str
    count: str
    teachers: tuple[PersonRow, ...]
    learners: tuple[PersonRow, ...]
    expected: tuple[PersonRow, ...]
    archived: bool
    form: FormPage


@dataclass(frozen=True, slots=True)
class PersonPage:
    """One person of a cohort with what they are given there; `kept` says why they stay."""

    id: str
    name: str
    url: str
    home: str
    cohort: str
    facts: tuple[tuple[str, str], ...]
    teaches: bool
    kept: str
    extra_time: str
    opens: str
    closes: str
    archived: bool
    form: FormPage


@dataclass(frozen=True, slots=True)
class CourseRow:
    """A course or case of a cohort, with its day and its place in the order."""

    path: str
    title: str
    url: str
    due: str
    words: str
    first: bool
    last: bool


@dataclass(frozen=True, slots=True)
class CoursesPage:
    """What a cohort takes, and what it could."""

    id: str
    name: str
    url: str
    rows: tuple[CourseRow, ...]
    offered: tuple[tuple[str, Sequence[tuple[str, str]]], ...]
    archived: bool
    form: FormPage


@dataclass(frozen=True, slots=True)
class SessionRow:
    """A session of a cohort; `day` and `time` are what stands in its form."""

    id: str
    title: str
    url: str
    words: str
    state: str
    tone: str
    day: str
    time: str
    ended: bool
    waits: bool


def make_cards(lines: Sequence[CohortLine], give: str = "") -> tuple[CohortCard, ...]:
    """List the cohorts that somebody teaches; they lead to where they can be given `give`."""
    end = f"/courses?{urlencode({'give': give})}" if give else ""
    return tuple(
        CohortCard(
            name=each.cohort.name,
            url=f"{HOME}/{each.cohort.id}{end}",
            words=", ".join(
                filter(
                    None,
                    (
                        say_count(each.learners, "learner"),
                        say_count(each.courses, "course"),
                        say_count(each.cases, "case") if each.cases else "",
                        say_days(each.cohort.opens, each.cohort.closes),
                    ),
                )
            ),
            archived=each.cohort.archived_at is not None,
        )
        for each in lines
    )


def say_days(opens: date | None, closes: date | None) -> str:
    """Say from and to which day something goes; "" where there is none.

    >>> say_days(date(2027, 1, 10), None), say_days(None, None)
    ('from 10 January 2027', '')
    """
    since = f"from {say_date(opens)}" if opens else ""
    until = f"to the end of {say_date(closes)}" if closes else ""
    return f"{since} {until}".strip()


def make_mine(mine: Sequence[MyCohort]) -> tuple[MyRow, ...]:
    """List the cohorts that somebody learns in, with their teachers, courses and dates."""
    return tuple(_make_my_row(each) for each in mine)


def _make_my_row(mine: MyCohort) -> MyRow:
    row = mine.row
    taught = f"Taught by {', '.join(mine.teachers)}" if mine.teachers else "Without a teacher"
    archived = "archived" if row.archived_at else say_days(row.opens, row.closes)
    return MyRow(
        name=row.name,
        words=", ".join(filter(None, (taught, archived))),
        courses=tuple(list_courses(mine)),
        leave=f"{HOME}/{row.id}/leave",
    )


def list_courses(mine: MyCohort) -> Iterator[tuple[str, str, str]]:
    """List the courses of a cohort with their addresses, and by when they are due."""
    for row, title in mine.courses:
        due = f"due at the end of {say_date(row.due)}" if row.due else ""
        yield title, url_of(row.path), due


def make_settings(view: CohortView, form: FormPage, *, root: str) -> SettingsPage:
    """Show the name, dates and code of a cohort; `root` is the address of the site."""
    row, code = view.row, view.row.join_code or ""
    return SettingsPage(
        id=row.id,
        name=row.name,
        url=f"{HOME}/{row.id}",
        form=form,
        opens=_write_day(row.opens),
        closes=_write_day(row.closes),
        code=group_code(code),
        spelled=" ".join(code),
        link=f"{root}cohorts/join/{code}",
        archived=view.is_archived,
    )


def _write_day(day: date | None) -> str:
    return day.isoformat() if day else ""


def make_people(people: People, form: FormPage) -> PeoplePage:
    """Show who is in a cohort."""
    row = people.cohort.row
    learners = [each for each in people.here if not each.teaches]
    return PeoplePage(
        id=row.id,
        name=row.name,
        url=f"{HOME}/{row.id}",
        count=say_count(len(learners), "learner"),
        teachers=tuple(_make_person(row, each) for each in people.here if each.teaches),
        learners=tuple(_make_person(row, each) for each in learners),
        expected=tuple(_make_expected(each) for each in people.expected),
        archived=people.cohort.is_archived,
        form=form,
    )


def _make_person(cohort: CohortRow, row: LearnerRow) -> PersonRow:
    words = (row.email, say_profession(row.profession).lower(), *_list_given(row))
    tag, tone = ("Teacher", "primary") if row.teaches else ("Learner", "plain")
    if row.suspended_at:
        tag, tone = "Suspended", "warn"
    url = f"{HOME}/{cohort.id}/people/{row.person_id}"
    return PersonRow(row.person_id, row.name, url, ", ".join(words), tag, tone)


def _make_expected(row: InviteRow) -> PersonRow:
    profession = [say_profession(row.profession).lower()] if row.profession else []
    words = ", ".join((row.email, *profession, *_list_given(row)))
    return PersonRow(row.email, row.name, "", words, "Expected", "warn")


def _list_given(row: LearnerRow | InviteRow) -> Iterator[str]:
    if row.untimed:
        yield "no time limit"
    elif row.extra_time:
        yield f"{row.extra_time}% more time"
    if days := say_days(row.opens, row.closes):
        yield days


def say_profession(code: str) -> str:
    """Name a profession."""
    found = PROFESSIONS.get(code)
    return found.label if found else code


def make_person(view: CohortView, row: LearnerRow, form: FormPage, *, kept: str) -> PersonPage:
    """Show one person of a cohort, and the form as it stands or as it was sent."""
    facts = (
        ("Email address", row.email),
        ("Profession", say_profession(row.profession)),
        ("In the cohort since", say_date(row.joined_at)),
        ("Time that their account gives", _say_account(row.account_time)),
    )
    given = "untimed" if row.untimed else str(row.extra_time or 0)
    home = f"{HOME}/{view.id}/people"
    sent = bool(form.values)
    return PersonPage(
        id=view.id,
        name=row.name,
        url=f"{home}/{row.person_id}",
        home=home,
        cohort=view.name,
        facts=facts,
        teaches=row.teaches,
        kept=kept,
        extra_time=form.value("extra-time") if sent else given,
        opens=form.value("opens") if sent else _write_day(row.opens),
        closes=form.value("closes") if sent else _write_day(row.closes),
        archived=view.is_archived,
        form=form,
    )


def _say_account(extra_time: int | None) -> str:
    if extra_time is None:
        return "No time limit"
    return f"{extra_time}% more" if extra_time else "The usual time"


def make_courses(found: Timetable, form: FormPage) -> CoursesPage:
    """Show what a cohort takes, in its order."""
    row, count = found.cohort.row, len(found.courses)
    return CoursesPage(
        id=row.id,
        name=row.name,
        url=f"{HOME}/{row.id}",
        rows=tuple(
            CourseRow(
                path=each.row.path,
                title=each.title,
                url=url_of(each.row.path) if each.published else "",
                due=_write_day(each.row.due),
                words=_say_what(each, archived=found.cohort.is_archived),
                first=at == 0,
                last=at == count - 1,
            )
            for at, each in enumerate(found.courses)
        ),
        offered=tuple(
            each for each in (("Courses", found.offered), ("Cases", found.cases)) if each[1]
        ),
        archived=found.cohort.is_archived,
        form=form,
    )


def _say_what(given: CohortCourse, *, archived: bool) -> str:
    if not given.published:
        return "It is not published any more"
    kind = "Case" if stands_alone(given.row.path) else "Course"
    by = given.row.due if archived else None
    return f"{kind}, to be done by {say_date(by)}" if by else kind


def make_sessions(found: Sequence[PlannedSession], zone: ZoneInfo) -> tuple[SessionRow, ...]:
    """List the sessions of a cohort, with the times of the site."""
    return tuple(_make_session(each, zone) for each in found)


def _make_session(session: PlannedSession, zone: ZoneInfo) -> SessionRow:
    state, tone = STAGE_WORDS[Stage(session.stage)]
    when = session.planned_for.astimezone(zone) if session.planned_for else None
    return SessionRow(
        id=session.session_id,
        title=session.title,
        url=f"/join/{session.code}",
        words=", ".join(filter(None, (say_time(when), PACE_WORDS[Pace(session.pace)].lower()))),
        state=state,
        tone=tone,
        day=when.date().isoformat() if when else "",
        time=f"{when:%H:%M}" if when else "",
        ended=session.ended_at is not None,
        waits=session.stage == Stage.LOBBY,
    )
