"""Rules on what is practised and tested: T01, T02, and F03 for outcomes that nobody has listed."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from learning.content.faults import Faults, Place
from learning.content.parsed import Document, Question, list_questions
from learning.model.course import Course
from learning.model.names import Kind, OutcomeId

_PRACTISING = (Kind.CASE, Kind.LESSON, Kind.QUIZ)


@dataclass(frozen=True, slots=True)
class Practice:
    """What another file has to know of a module: its kind, and the outcomes that it practises.

    `has_pass_mark`: it says itself what share of the points passes.
    """

    kind: Kind
    outcomes: frozenset[OutcomeId]
    has_pass_mark: bool = False


def _list_questions(document: Document) -> list[Question]:
    return [question for scene in document.scenes for question in list_questions(scene)]


def find_practice(document: Document) -> Practice:
    """Sum up a module for the course that leads through it."""
    asked = {OutcomeId(name) for each in _list_questions(document) for name in each.outcomes}
    front = document.front
    has_mark = front.quiz.pass_mark is not None
    return Practice(front.kind, frozenset((*front.outcomes, *asked)), has_mark)


def find_unpractised(document: Document, faults: Faults) -> None:
    """T01: an outcome that no question practises; a question of a quiz without an outcome."""
    questions = _list_questions(document)
    named = {name for question in questions for name in question.outcomes}
    front = document.front
    # A question or a label that was refused may be the one that practises it.
    hidden = faults.has("Q01") or faults.has("Q06")
    for outcome in front.outcomes if front.kind in _PRACTISING and not hidden else ():
        if outcome not in named:
            message = f"no question practises the outcome '{outcome[:60]}'"
            fix = faults.near(outcome, sorted(named - set(front.outcomes)))
            fix = fix or f"write `> Outcome: {outcome[:60]}` after the options of one"
            faults.add("T01", front.outcome_places[outcome], message, fix=fix)
    whole = not hidden and not faults.has("S01")
    for question in questions if front.kind is Kind.QUIZ and whole else ():
        if not question.outcomes:
            message = "a question without an outcome"
            fix = "write `> Outcome: its-id` after the options"
            faults.add("T01", question.place, message, fix=fix)


def find_unknown_outcomes(document: Document, known: Collection[OutcomeId], faults: Faults) -> None:
    """F03: an outcome, in the front matter or of a question, that `outcomes.md` does not have."""
    check_listed(document.front.outcome_places, known, faults)
    for question in _list_questions(document):
        # Two quotes that run together are a Q06, and no name has a blank in it.
        joined = faults.has("Q06")
        for name in (each for each in question.outcomes if not (joined and " " in each)):
            _check_outcome(name, _find_line(document, question, name), known, faults=faults)


def check_listed(places: Mapping[str, Place], known: Collection[OutcomeId], faults: Faults) -> None:
    """F03: an outcome in the front matter that `outcomes.md` does not have."""
    for name, place in places.items():
        _check_outcome(name, place, known, faults=faults)


def _check_outcome(
    name: str, place: Place, known: Collection[OutcomeId], *, faults: Faults
) -> None:
    if name not in known:
        fix = faults.near(name, sorted(known)) or "courses/outcomes.md lists them"
        message = f"no outcome '{name[:60]}' in courses/outcomes.md"
        faults.add("F03", place, message, fix=fix)


def _find_line(document: Document, question: Question, name: str) -> Place:
    """Say where a question names an outcome."""
    lines = document.source.lines
    for number in range(question.place.line, len(lines)):
        at = lines[number].rfind(name)
        if at >= 0 and "utcome" in lines[number]:
            return Place(number + 1, at + 1)
    return question.place


def find_unpractised_in_course(
    course: Course,
    practices: Mapping[str, Practice],
    places: Mapping[str, Place],
    *,
    faults: Faults,
) -> None:
    """T01: an outcome of a course that none of its modules practises."""
    practised = {name for each in practices.values() for name in each.outcomes}
    for outcome in course.outcomes:
        if outcome not in practised:
            message = f"no module of this course practises the outcome '{outcome[:60]}'"
            faults.add("T01", places[outcome], message, fix="add it to the `outcomes` of one")
