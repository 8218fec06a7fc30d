"""Cases and courses before they are played: cards and covers.

What a case is about is for the learner to hear, so its legal needs are not named here.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from learning.model.case import Source
from learning.model.names import Feedback, Kind, Setting
from learning.operations.catalogue import CaseCard, CourseCard, Cover
from learning.operations.stages import Stage, Stand
from learning.storage.attempts import PastAttempt
from learning.web.pages.attempts import NO_HURRY, say_time_left
from learning.web.pages.terms import list_terms, say_kept
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
    picture: str = ""
    state: str = ""
    tone: str = "plain"


@dataclass(frozen=True, slots=True)
class CardsPage:
    """A page of cards."""

    cards: tuple[CardRow, ...]


@dataclass(frozen=True, slots=True)
class DoneRow:
    """An attempt finished before, with its debrief; `counts`: it is the one that does."""

    url: str
    text: str
    counts: bool


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
    kept: str = ""
    time_left: str = ""


def list_facts(cover: Cover) -> Iterator[tuple[str, str]]:
    """List what a module's first page says about it besides its text."""
    case = cover.case
    if case.law_checked:
        law = f"The law of {case.jurisdiction} on {say_date(case.law_checked)}"
        yield "Law checked", law
    if case.minutes:
        yield "Time", say_minutes(case.minutes)
    yield from list_terms(cover)
    if case.authors:
        yield "Written by", ", ".join(case.authors)
    if case.reviewers:
        yield "Reviewed by", ", ".join(case.reviewers)
    if case.licence:
        yield "Licence", case.licence


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
        picture=card.setting or "",
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
        state, tone = f"{card.done} of {card.needed} modules done", "primary"
    else:
        state, tone = "", "plain"
    meta = (say_count(card.modules, "module"), say_minutes(card.minutes))
    return CardRow(
        url=url_of(card.path),
        title=card.title,
        summary=card.summary,
        meta=tuple(filter(None, meta)),
        picture=card.picture or "",
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
        facts=tuple(list_facts(cover)),
        sources=case.sources,
        side=side,
        side_words=say_side(side),
        request_id=request_id,
        sign_in_url="" if side else sign_in_url(url),
        resume_url=f"/attempts/{cover.attempt_id}" if cover.attempt_id else "",
        finished=tuple(_make_done(past, cover) for past in cover.past),
        kept=say_kept(cover),
        time_left=_say_left(cover.time_left),
        courses=tuple((each.title, url_of(each.path)) for each in cover.courses),
        begin_words=_AGAIN[case.kind] if cover.past else "Begin",
        enough=cover.locked or cover.enough,
    )


def make_crumbs(path: str) -> tuple[tuple[str, str], ...]:
    """A case is found among the cases, a lesson in its course."""
    folder, *inner = path.split("/")[:-1] or ("cases",)
    if folder == "cases":
        return (("Cases", "/cases"),)
    return (("Courses", "/courses"), *(("The course", f"/{folder}/{name}") for name in inner))


def _say_left(left: timedelta | None) -> str:
    """Say how long there still is; of days nothing, as the day of closing stands below."""
    if left is None or left > NO_HURRY:
        return ""
    return say_time_left(left) if left > timedelta() else "The time is up."


def _make_done(past: PastAttempt, cover: Cover) -> DoneRow:
    possible, whole = (past.reachable, False) if past.best is None else (past.best, True)
    points = f": {say_points(past.earned, possible, whole=whole)}"
    told = cover.case.kind is not Kind.SURVEY and cover.case.feedback is not Feedback.NONE
    text = f"{say_date(past.finished_at)}{points if told else ''}"
    counts = told and past.attempt_id == cover.counts and len(cover.past) > 1 and past.best != 0
    return DoneRow(f"/attempts/{past.attempt_id}/debrief", text, counts)
