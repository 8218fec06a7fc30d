"""What came of a quiz or a survey that was handed in: the result, then question by question.

Knows only what play releases after the end.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from learning.model.case import Source
from learning.model.names import Feedback, Kind
from learning.operations.catalogue import CourseDesk
from learning.play.shown import Debrief
from learning.web.pages.catalogue import make_crumbs, url_of
from learning.web.pages.certainty import CertaintyPart, make_certainty
from learning.web.pages.onward import CoursePart, make_course_part
from learning.web.pages.questions import QuestionPart, Rules, make_question
from learning.web.pages.words import say_count, say_number, say_percent

SILENT = "What was right is not told here."


@dataclass(frozen=True, slots=True)
class HandedInPage:
    """Everything the template prints. `verdict` is set where there is a mark to pass."""

    url: str
    crumbs: tuple[tuple[str, str], ...]
    title: str
    heading: str
    verdict: str
    tone: str
    words: tuple[str, ...]
    pages: tuple[tuple[str, tuple[QuestionPart, ...]], ...]
    survey: bool
    courses: tuple[CoursePart, ...]
    sources: tuple[Source, ...]
    certainty: CertaintyPart | None
    wrote: bool = False
    enough: str = ""
    counts: str = ""


def make_handed_in(
    debrief: Debrief, *, url: str, path: str, desks: Sequence[CourseDesk] = ()
) -> HandedInPage:
    """Put what was handed in into words."""
    survey = debrief.kind is Kind.SURVEY
    verdict, tone = _judge(debrief)
    return HandedInPage(
        url=url,
        crumbs=(*make_crumbs(path), (debrief.case_title, url_of(path))),
        title=debrief.case_title,
        heading="Thank you" if survey else "Your result",
        verdict=verdict,
        tone=tone,
        words=("Your answers are kept.",) if survey else tuple(_say_score(debrief)),
        pages=tuple(_list_pages(debrief)),
        survey=survey,
        courses=tuple(make_course_part(desk, path) for desk in desks),
        sources=debrief.sources,
        certainty=make_certainty(debrief),
    )


def _judge(debrief: Debrief) -> tuple[str, str]:
    """Say whether the mark to pass was reached, as courses count it: never rounded up."""
    score, needed = debrief.score, debrief.pass_mark
    if needed is None or not score.best:
        return "", ""
    share = (
        "" if debrief.feedback is Feedback.NONE else f": {say_percent(score.earned, score.best)}"
    )
    if 100 * score.earned >= needed * score.best - 1e-9:
        return f"Passed{share}, with {needed}% needed", "good"
    return f"Not passed this time{share}, with {needed}% needed", "bad"


def _say_score(debrief: Debrief) -> Iterator[str]:
    score = debrief.score
    if not score.best:
        yield "There were no points to earn."
    elif debrief.feedback is not Feedback.NONE:
        best = say_count(score.best, "point")
        yield f"You earned {say_number(score.earned)} of {best}."
    if debrief.feedback is Feedback.NONE:
        yield SILENT


def _list_pages(debrief: Debrief) -> Iterator[tuple[str, tuple[QuestionPart, ...]]]:
    """Give each page's questions; a page that is alone needs no title of its own."""
    rules = Rules(debrief.kind, debrief.feedback, over=True)
    for review in debrief.reviews:
        title = review.title if len(debrief.reviews) > 1 else ""
        yield title, tuple(make_question(each, None, rules) for each in review.questions)
