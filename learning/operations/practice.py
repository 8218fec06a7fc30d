"""What an attempt adds to practice: its marked answers, and when those that were missed come back.

A question that was right at first never comes back until it is missed; one that was missed comes
back at the start of a day, the next at the earliest, and not before what was right is told.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from fsrs import Rating
from sqlalchemy import Connection

from learning.model.case import Asked, Case
from learning.model.key import Module
from learning.model.names import Feedback, Kind
from learning.operations.moments import find_zone
from learning.operations.site import Site
from learning.operations.timing import AT_ONCE, find_review
from learning.play.answering import find_first
from learning.play.sifted import list_blocks
from learning.play.state import State
from learning.quiz.answer import Result
from learning.quiz.spacing import plan_return, rate, was_missed
from learning.storage import practice
from learning.storage.practice import PracticeAnswer


@dataclass(frozen=True, slots=True)
class Practised:
    """The marked answers of an attempt finished `on` a day of the site's calendar.

    `ratings` are how each went that may come back, by question; none before `earliest`.
    """

    answers: tuple[PracticeAnswer, ...]
    ratings: Mapping[str, Rating]
    on: date
    zone: ZoneInfo
    earliest: datetime


def list_practised(site: Site, module: Module, state: State, *, at: datetime) -> Practised:
    """List the answers of an attempt that were marked; none of a survey, which marks nothing.

    Of a question that was tried several times the first try counts: it was answered unaided.
    """
    marked = {
        question: given
        for question, given in state.answers.items()
        if given.mark.result is not Result.UNMARKED and module.case.kind is not Kind.SURVEY
    }
    told_from = find_telling(site, module.case)
    ratings: dict[str, Rating] = {
        question: rate(
            given.mark.result, given.confidence, tries=len(state.tried.get(question, ()))
        )
        for question, given in marked.items()
    }
    firsts = {question: find_first(state, question) for question in marked}
    zone = find_zone(site)
    titles, outcomes = _list_titles(module, state), _list_outcomes(module)
    return Practised(
        answers=tuple(
            PracticeAnswer(
                question=question,
                outcomes=outcomes[question],
                result=given.mark.result,
                confidence=given.confidence,
                right=int(given.mark.result is Result.RIGHT),
                answered_at=at,
                title=titles[question],
                # An attempt's seed is its id.
                attempt_id=state.seed,
                told_at=None if told_from is None else max(at, told_from),
            )
            for question, given in firsts.items()
        ),
        ratings={} if told_from is None else ratings,
        on=at.astimezone(zone).date(),
        zone=zone,
        earliest=told_from or AT_ONCE,
    )


def _list_titles(module: Module, state: State) -> Mapping[str, str]:
    return {
        block.question.id: block.question.title
        for scene in module.case.scenes
        for block, _ in list_blocks(module, state.role, scene)
        if isinstance(block, Asked)
    }


def _list_outcomes(module: Module) -> Mapping[str, str]:
    return {
        question: " ".join(key.outcomes)
        for scene in module.key.scenes.values()
        for question, key in scene.questions.items()
    }


def find_telling(site: Site, case: Case) -> datetime | None:
    """Say from when on it is told what was right in a finished attempt; None for never."""
    return None if case.feedback is Feedback.NONE else find_review(site, case)


def tell_anew(site: Site, connection: Connection, path: str, *, sha256: str) -> None:
    """Tell what was answered before a version was published when that version tells it."""
    if practice.is_practised(connection, path):
        case = site.shelf.modules.get(connection, path, sha256).case
        practice.tell_anew(connection, path, told_from=find_telling(site, case))


def store_practised(
    connection: Connection, practised: Practised, *, person_id: str, path: str
) -> None:
    """Count the answers, and set when they come back, in two statements at most."""
    cards = practice.load_cards(connection, person_id, path) if practised.ratings else {}
    answers = [plan_answer(each, practised, cards.get(each.question)) for each in practised.answers]
    practice.add_answers(connection, answers, person_id=person_id, path=path)


def start_of_day(day: date, zone: ZoneInfo) -> datetime:
    """Give the moment at which a day begins there."""
    return datetime.combine(day, time(), zone).astimezone(UTC)


def plan_answer(answer: PracticeAnswer, practised: Practised, card: str | None) -> PracticeAnswer:
    """Say of an answer when its question comes back, given the card that it had before."""
    rating = practised.ratings.get(answer.question)
    if rating is None or (card is None and not was_missed(rating)):
        return answer
    planned = plan_return(card, rating, practised.on)
    due_at = max(start_of_day(planned.due, practised.zone), practised.earliest)
    return replace(answer, due_at=due_at, card=planned.card)
