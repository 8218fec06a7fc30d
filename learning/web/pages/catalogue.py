"""Cases and courses before they are played: cards, covers, the course desk.

What a case is about is for the learner to hear, so its legal needs are not named here.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from learning.model.case import Case, Source
from learning.model.course import CourseModule
from learning.model.names import Kind, Setting
from learning.operations.catalogue import CaseCard, CourseCard, CourseDesk, Cover
from learning.operations.courses import Stop
from learning.operations.stages import Stage, Stand
from learning.storage.attempts import PastAttempt
from learning.web.pages.words import (
    KIND_WORDS,
    SETTING_WORDS,
    say_count,
    say_date,
    say_minutes,
    say_points,
    say_side,
)
from learning.web.redirects import sign_in_url


@dataclass(frozen=True, slots=True)
class CardRow:
    """A case or course to open."""

    url: str
    title: str
    summary: str
    meta: tuple[str, ...]
    setting: str = ""
    state: str = ""
    tone: str = "plain"


@dataclass(frozen=True, slots=True)
class CardsPage:
    """A page of cards."""

    cards: tuple[CardRow, ...]


@dataclass(frozen=True, slots=True)
class DoneRow:
    """An attempt finished before, with its debrief."""

    url: str
    text: str


@dataclass(frozen=True, slots=True)
class CoverPage:
    """The first page of a module."""

    url: str
    crumbs: tuple[tuple[str, str], ...]
    kicker: tuple[str, ...]
    kind: str
    title: str
    summary: str
    setting: str
    content_note: str
    cover_html: str
    facts: tuple[tuple[str, str], ...]
    sources: tuple[Source, ...]
    side: str
    side_words: str
    request_id: str
    sign_in_url: str = ""
    resume_url: str = ""
    finished: tuple[DoneRow, ...] = ()
    courses: tuple[tuple[str, str], ...] = ()
    begin_words: str = "Begin"
    enough: str = ""


@dataclass(frozen=True, slots=True)
class ModuleRow:
    """A line of the course desk. `url` is empty while the module is closed."""

    number: int
    title: str
    url: str
    notes: tuple[str, ...]
    state: str
    words: str
    tone: str
    next: bool


@dataclass(frozen=True, slots=True)
class CoursePage:
    """The course desk: the modules, my place among them, the next step."""

    url: str
    kicker: tuple[str, ...]
    title: str
    summary: str
    welcome_html: str
    modules: tuple[ModuleRow, ...]
    certificate_html: str
    facts: tuple[tuple[str, str], ...]
    done: int
    of: int
    next_url: str = ""
    next_words: str = ""
    next_button: str = ""
    may_enrol: bool = False
    sign_in_url: str = ""


def list_facts(case: Case) -> Iterator[tuple[str, str]]:
    """List what a module's first page says about it besides its text."""
    if case.law_checked:
        law = f"The law of {case.jurisdiction} on {say_date(case.law_checked)}"
        yield "Law checked", law
    if case.minutes:
        yield "Time", say_minutes(case.minutes)
    yield from _list_terms(case)
    if case.authors:
        yield "Written by", ", ".join(case.authors)
    if case.reviewers:
        yield "Reviewed by", ", ".join(case.reviewers)
    if case.licence:
        yield "Licence", case.licence


def _list_terms(case: Case) -> Iterator[tuple[str, str]]:
    """List how a quiz is taken, which has to be known before it begins."""
    if case.draw:
        yield "Questions", f"{case.draw}, drawn for each attempt"
    if case.time_limit:
        yield "Time limit", say_count(case.time_limit, "minute")
    if case.attempts:
        yield "Attempts", f"At most {case.attempts}"
    if case.pass_mark:
        yield "To pass", f"{case.pass_mark}% of the points"


def list_notes(module: CourseModule) -> Iterator[str]:
    """Say the rules of a course's module."""
    if module.optional:
        yield "Optional"
    if module.pre_test:
        yield "First test"
    if module.post_test_of:
        yield f"Closing test, beside module {module.post_test_of}"
    if module.pass_mark:
        yield f"{module.pass_mark}% of the points on the best path passes"
    if module.opens_after:
        yield f"Opens after module {module.opens_after}"
    if module.follow_up_weeks:
        yield f"Opens {say_count(module.follow_up_weeks, 'week')} later"


def url_of(path: str) -> str:
    """Give the address of a module or course.

    >>> url_of("cases/damp.md"), url_of("courses/hearing/course.md")
    ('/cases/damp', '/courses/hearing')
    """
    return "/" + path.removesuffix(".md").removesuffix("/course")


STAGES = {
    Stage.NOT_BEGUN: ("", "plain"),
    Stage.UNDER_WAY: ("Under way", "primary"),
    Stage.FINISHED: ("Finished", "good"),
}


def show_cases(cards: Sequence[CaseCard]) -> CardsPage:
    """Make the list of cases."""
    return CardsPage(tuple(_make_case(card) for card in cards))


def show_courses(cards: Sequence[CourseCard]) -> CardsPage:
    """Make the list of courses."""
    return CardsPage(tuple(_make_course(card) for card in cards))


def _make_case(card: CaseCard) -> CardRow:
    setting = SETTING_WORDS[Setting(card.setting)] if card.setting else ""
    state, tone = say_stage(card.stand)
    return CardRow(
        url=url_of(card.path),
        title=card.title,
        summary=card.summary,
        meta=tuple(filter(None, (setting, say_minutes(card.minutes)))),
        setting=card.setting or "",
        state=state,
        tone=tone,
    )


def say_stage(stand: Stand) -> tuple[str, str]:
    """Say where a person is with a module, and the tone to say it in."""
    if stand.stage is Stage.FINISHED and stand.attempt_id:
        return "Finished, and under way again", "good"
    return STAGES[stand.stage]


def _make_course(card: CourseCard) -> CardRow:
    if card.needed and card.done == card.needed:
        state, tone = "Finished", "good"
    elif card.enrolled or card.done:
        state, tone = f"{card.done} of {card.needed} modules finished", "primary"
    else:
        state, tone = "", "plain"
    meta = (say_count(card.modules, "module"), say_minutes(card.minutes))
    return CardRow(
        url=url_of(card.path),
        title=card.title,
        summary=card.summary,
        meta=tuple(filter(None, meta)),
        state=state,
        tone=tone,
    )


_AGAIN = {
    Kind.CASE: "Play again",
    Kind.LESSON: "Read again",
    Kind.QUIZ: "Take it again",
    Kind.SURVEY: "Answer it again",
}


def make_cover(cover: Cover, *, side: str, request_id: str) -> CoverPage:
    """Make the first page of a module. `side` is empty for somebody who is not signed in."""
    case, url = cover.case, url_of(cover.case.path)
    setting = SETTING_WORDS[case.setting] if case.setting else ""
    kicker = (KIND_WORDS[case.kind], setting, say_minutes(case.minutes))
    return CoverPage(
        url=url,
        crumbs=make_crumbs(case.path),
        kicker=tuple(filter(None, kicker)),
        kind=KIND_WORDS[case.kind].lower(),
        title=case.title,
        summary=case.summary,
        setting=case.setting or "",
        content_note=case.content_note,
        cover_html=case.cover_html,
        facts=tuple(list_facts(case)),
        sources=case.sources,
        side=side,
        side_words=say_side(side),
        request_id=request_id,
        sign_in_url="" if side else sign_in_url(url),
        resume_url=f"/attempts/{cover.attempt_id}" if cover.attempt_id else "",
        finished=tuple(_make_done(past) for past in cover.past),
        courses=tuple((each.title, url_of(each.path)) for each in cover.courses),
        begin_words=_AGAIN[case.kind] if cover.past else "Begin",
        enough=cover.enough,
    )


def make_crumbs(path: str) -> tuple[tuple[str, str], ...]:
    """A case is found among the cases, a lesson in its course."""
    folder, *inner = path.split("/")[:-1] or ("cases",)
    if folder == "cases":
        return (("Cases", "/cases"),)
    return (("Courses", "/courses"), *(("The course", f"/{folder}/{name}") for name in inner))


def _make_done(past: PastAttempt) -> DoneRow:
    possible, whole = (past.reachable, False) if past.best is None else (past.best, True)
    text = f"{say_date(past.finished_at)}: {say_points(past.earned, possible, whole=whole)}"
    return DoneRow(f"/attempts/{past.attempt_id}/debrief", text)


def make_desk(desk: CourseDesk, *, known: bool) -> CoursePage:
    """Make the course desk. `known` says whether somebody is signed in."""
    course, url = desk.course, url_of(desk.course.path)
    facts = [("Time", say_minutes(course.minutes)), ("Written by", ", ".join(course.authors))]
    facts += [("Reviewed by", ", ".join(course.reviewers)), ("Licence", course.licence)]
    page = CoursePage(
        url=url,
        kicker=tuple(filter(None, ("Course", say_minutes(course.minutes)))),
        title=course.title,
        summary=course.summary,
        welcome_html=course.welcome_html,
        modules=tuple(_make_module(stop, next_one=stop == desk.next) for stop in desk.stops),
        certificate_html=course.certificate_html,
        facts=tuple((key, value) for key, value in facts if value),
        done=desk.done,
        of=desk.needed,
    )
    if not known:
        return replace(page, sign_in_url=sign_in_url(url))
    if not desk.enrolled:
        return replace(page, may_enrol=True)
    return _add_next(page, desk.next) if desk.next else page


def _add_next(page: CoursePage, stop: Stop) -> CoursePage:
    under_way = stop.stand.attempt_id
    return replace(
        page,
        next_url=f"/attempts/{under_way}" if under_way else url_of(stop.module.path),
        next_words=f"Next: {stop.module.number}. {stop.module.title}",
        next_button="Continue" if under_way else "Go to the next step",
    )


def _make_module(stop: Stop, *, next_one: bool) -> ModuleRow:
    may_open = stop.open and stop.published
    words, tone = _say_stop(stop, next_one=next_one)
    notes = list(list_notes(stop.module))
    if (best := stop.stand.best) and best.possible:
        notes.append(f"Best {say_points(best.earned, best.possible)}")
    return ModuleRow(
        number=stop.module.number,
        title=stop.module.title,
        url=url_of(stop.module.path) if may_open else "",
        notes=tuple(notes),
        state="finished" if stop.done else "open" if may_open else "closed",
        words=words,
        tone=tone,
        next=next_one,
    )


def _say_stop(stop: Stop, *, next_one: bool) -> tuple[str, str]:
    if stop.done:
        return "Done", "good"
    if not stop.published:
        return "Not published yet", "plain"
    if not stop.open:
        return f"Opens after module {stop.module.opens_after}", "plain"
    if stop.stand.stage is Stage.FINISHED:
        return "Not passed yet", "warn"
    if stop.stand.stage is Stage.UNDER_WAY:
        return "Under way", "primary"
    return ("Next", "primary") if next_one else ("To do", "plain")
