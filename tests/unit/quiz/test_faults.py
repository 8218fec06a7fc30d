"""What keeps an answer from being taken."""

import pytest

from learning.model.form import (
    FreeText,
    Gap,
    Gaps,
    Judgement,
    Matching,
    Ordering,
    PlanForm,
    Scale,
    Situation,
)
from learning.model.names import QuestionKind
from learning.quiz.answer import (
    MAX_ANSWER_CHARACTERS,
    MAX_PLAN_ROWS,
    Filled,
    Judged,
    Matched,
    Planned,
    PlanRow,
    Written,
)
from learning.quiz.answers import read_answer
from learning.quiz.faults import AnswerFault, find_answer_fault
from tests.unit.factories import make_asked, make_options

LONG = "x" * (MAX_ANSWER_CHARACTERS + 1)
FORMS = {
    QuestionKind.MATCHING: Matching(make_options("pq"), make_options("ab")),
    QuestionKind.ORDERING: Ordering(make_options("abc")),
    QuestionKind.GAP: Gaps(("", "", ""), (Gap("g1"), Gap("g2", make_options("ab")))),
    QuestionKind.JUDGEMENT: Judgement(tuple(Situation(each, "", "") for each in "st")),
    QuestionKind.SCALE: Scale(make_options("abc")),
    QuestionKind.FREE_TEXT: FreeText(),
    QuestionKind.PLAN: PlanForm(),
}


def find(kind: QuestionKind, fields: dict[str, list[str]]) -> AnswerFault | None:
    question = make_asked("q", FORMS[kind], None).question
    return find_answer_fault(question, read_answer(kind, fields))


@pytest.mark.parametrize(
    ("kind", "fields", "why", "part"),
    [
        ("matching", {"answer-p": "a", "answer-q": ""}, "incomplete", "q"),
        ("matching", {}, "incomplete", "p"),
        ("matching", {"answer-p": "a", "answer-q": "z"}, "unknown", "q"),
        ("matching", {"answer-p": "a", "answer-q": "b", "answer-r": "a"}, "unknown", "r"),
        ("ordering", {"answer-a": "1", "answer-b": "2"}, "incomplete", "c"),
        ("ordering", {"answer-a": "1", "answer-b": "1", "answer-c": "2"}, "incomplete", "b"),
        ("ordering", {"answer-a": "1", "answer-b": "no", "answer-c": "2"}, "incomplete", "b"),
        ("ordering", {"answer-a": "1", "answer-z": "2"}, "unknown", "z"),
        ("gap", {"answer-g1": " ", "answer-g2": "a"}, "incomplete", "g1"),
        ("gap", {"answer-g1": "one", "answer-g2": "z"}, "unknown", "g2"),
        ("judgement", {"answer-s": "-2"}, "incomplete", "t"),
        ("judgement", {"answer-s": "-2", "answer-t": "3"}, "unknown", "t"),
        ("judgement", {"answer-s": "-2", "answer-t": "maybe"}, "incomplete", "t"),
        ("scale", {}, "nothing-chosen", ""),
        ("scale", {"answer": "z"}, "unknown", ""),
        ("free-text", {"answer": " \r\n "}, "incomplete", ""),
        ("plan", {"need": "", "action": " "}, "nothing-chosen", ""),
    ],
)
def test_a_part_that_is_missing_or_strange_is_named(kind, fields, why, part) -> None:
    sent = {name: [value] for name, value in fields.items()}
    assert find(QuestionKind(kind), sent) == AnswerFault(why, part)


def test_more_than_one_of_a_scale_is_too_many() -> None:
    assert find(QuestionKind.SCALE, {"answer": ["a", "b"]}) == AnswerFault("too-many")


def test_a_plan_has_so_many_rows_and_no_more() -> None:
    rows = ["Ask"] * MAX_PLAN_ROWS
    assert find(QuestionKind.PLAN, {"action": rows}) is None
    assert find(QuestionKind.PLAN, {"action": [*rows, "Ask"]}) == AnswerFault("too-many")


@pytest.mark.parametrize(
    ("kind", "answer"),
    [
        ("free-text", Written(LONG)),
        ("gap", Filled((("g1", LONG[:10_001]), ("g2", LONG[:10_000])))),
        ("plan", Planned(tuple(PlanRow("", LONG[:9_000], "", "", "") for _ in range(3)))),
    ],
)
def test_twenty_thousand_characters_are_enough_for_anybody(kind, answer) -> None:
    question = make_asked("q", FORMS[QuestionKind(kind)], None).question
    assert find_answer_fault(question, answer) == AnswerFault("too-long")


@pytest.mark.parametrize(
    ("kind", "answer"),
    [
        ("matching", Matched((("p", "a"), ("p", "a"), ("q", "b")))),
        ("judgement", Judged((("s", 0), ("s", 1), ("t", 1)))),
    ],
)
def test_a_part_given_twice_is_no_answer(kind, answer) -> None:
    question = make_asked("q", FORMS[QuestionKind(kind)], None).question
    assert find_answer_fault(question, answer) == AnswerFault("unknown")
