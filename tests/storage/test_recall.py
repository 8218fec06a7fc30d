"""Coming back, on both databases: what is scheduled, and what becomes of it when things change."""

from dataclasses import replace
from pathlib import Path

import pytest

from learning.errors import Stale
from learning.model.names import LAW, OptionId, QuestionId
from learning.operations import attempts, recall
from learning.operations.accounts import Viewer
from learning.operations.publishing import publish
from learning.operations.site import Site
from learning.play.state import Finish, Reply
from learning.quiz.answer import Chosen, Confidence
from learning.storage.count import count_statements
from tests.storage.conftest import Clock, together
from tests.storage.plays import BADLY, begin, play
from tests.storage.written import CASE, CASE_TEXT, FRONT, write

QUIZ = "courses/listening/quiz.md"
TEXT = """Two questions.

### Question: Who is asked first?

- [x] The tenant
- [ ] The landlord
  > Not first.

### Question: Who is asked last?

- [x] The landlord
- [ ] The tenant
  > Not last.
"""
FIRST, LAST = QuestionId("who-is-asked-first"), QuestionId("who-is-asked-last")
TENANT, LANDLORD = (
    Chosen(frozenset({OptionId("the-tenant")})),
    Chosen(frozenset({OptionId("the-landlord")})),
)


@pytest.fixture
def quiz(site: Site, tmp_path: Path) -> Site:
    """Publish a quiz of two questions."""
    return set_quiz(site, tmp_path)


def set_quiz(site: Site, folder: Path, more: str = "", text: str = TEXT) -> Site:
    front = FRONT.format(title="What did you hear?", kind="quiz", more=more)
    write(folder / "quizzes", QUIZ, front + text)
    assert not publish(site, folder / "quizzes", "test").broken
    return site


def set_case(site: Site, folder: Path, text: str) -> None:
    write(folder, CASE, text)
    assert not publish(site, folder, "test").broken


def take(site: Site, viewer: Viewer, first: Chosen, last: Chosen = LANDLORD) -> str:
    """Take the quiz; the tenant is asked first, the landlord last."""
    attempt_id = begin(site, viewer, anew=True, path=QUIZ)
    for no, move in enumerate((Reply(FIRST, first), Reply(LAST, last), Finish()), 1):
        assert attempts.take(site, viewer, attempt_id, no=no, move=move) == attempts.Taken(no)
    return attempt_id


def give(site: Site, viewer: Viewer, answer: Chosen, request_id: str = "one", **how: object) -> str:
    stored = recall.answer(
        site, viewer, QUIZ, reply=Reply(FIRST, answer, **how), request_id=request_id
    )
    assert isinstance(stored, str)
    return stored


def days_until_due(site: Site, viewer: Viewer, clock: Clock) -> int:
    """Count the days until something is due, a day at a time."""
    for days in range(400):
        if recall.count_due(site, viewer):
            return days
        clock.wait(days=1)
    raise AssertionError("nothing ever comes back")


def test_only_what_was_missed_comes_back_and_from_the_next_day_on(
    quiz: Site, amina: Viewer, clock: Clock
) -> None:
    take(quiz, amina, LANDLORD)
    clock.wait(hours=14, minutes=59)
    assert recall.count_due(quiz, amina) == 0
    clock.wait(minutes=1)
    assert recall.count_due(quiz, amina) == 1
    again = recall.look(quiz, amina).first
    assert again
    assert again.view.question.question.id == FIRST


def test_the_intervals_grow_while_it_is_known(quiz: Site, amina: Viewer, clock: Clock) -> None:
    take(quiz, amina, LANDLORD)
    gaps = [days_until_due(quiz, amina, clock)]
    for number in range(4):
        give(quiz, amina, TENANT, str(number))
        gaps.append(days_until_due(quiz, amina, clock))
    assert gaps == [1, 2, 6, 17, 44]


def test_one_who_was_sure_waits_longer(quiz: Site, amina: Viewer, clock: Clock, tmp_path) -> None:
    set_quiz(quiz, tmp_path, "confidence: ask\n")
    take(quiz, amina, LANDLORD)
    days_until_due(quiz, amina, clock)
    give(quiz, amina, TENANT, confidence=Confidence.SURE)
    assert days_until_due(quiz, amina, clock) == 3


def test_missed_once_more_in_an_attempt_it_comes_back_the_next_day(
    quiz: Site, amina: Viewer, clock: Clock
) -> None:
    take(quiz, amina, LANDLORD)
    days_until_due(quiz, amina, clock)
    give(quiz, amina, TENANT)
    take(quiz, amina, LANDLORD)
    assert days_until_due(quiz, amina, clock) == 1


def test_a_right_answer_in_an_attempt_puts_it_off(quiz: Site, amina: Viewer, clock: Clock) -> None:
    take(quiz, amina, LANDLORD)
    days_until_due(quiz, amina, clock)
    take(quiz, amina, TENANT)
    assert days_until_due(quiz, amina, clock) == 2


def test_a_request_counts_once_however_often_it_comes(
    quiz: Site, amina: Viewer, clock: Clock
) -> None:
    take(quiz, amina, LANDLORD)
    days_until_due(quiz, amina, clock)
    stored: list[str] = []
    together(6, lambda: stored.append(give(quiz, amina, TENANT)))
    assert len(stored) == 6
    assert len(set(stored)) == 1
    assert days_until_due(quiz, amina, clock) == 2


def test_two_tabs_at_once_count_once(quiz: Site, amina: Viewer, clock: Clock) -> None:
    take(quiz, amina, LANDLORD)
    days_until_due(quiz, amina, clock)
    stale: list[Stale] = []

    def answer() -> None:
        try:
            give(quiz, amina, TENANT, quiz.new_id())
        except Stale as error:
            stale.append(error)

    together(6, answer)
    assert len(stale) == 5


def test_a_renamed_question_is_followed(
    stocked: Site, amina: Viewer, clock: Clock, content: Path
) -> None:
    play(stocked, amina, BADLY)
    clock.wait(days=1)
    moved = "moved:\n  what-would-you-ask-first: what-comes-first\nstart: the-cough"
    renamed = CASE_TEXT.replace("What would you ask first?", "What comes first?")
    set_case(stocked, content, renamed.replace("start: the-cough", moved))
    again = recall.look(stocked, amina).first
    assert again
    assert again.view.question.question.id == "what-comes-first"
    assert recall.count_due(stocked, amina) == 1


def test_a_question_that_is_gone_is_dropped(
    quiz: Site, amina: Viewer, clock: Clock, tmp_path: Path
) -> None:
    take(quiz, amina, LANDLORD, TENANT)
    clock.wait(days=1)
    assert recall.count_due(quiz, amina) == 2
    set_quiz(quiz, tmp_path, text=TEXT[TEXT.index("### Question: Who is asked last") :])
    waiting = recall.look(quiz, amina)
    assert waiting.due == 1
    assert waiting.first
    assert waiting.first.view.question.question.id == LAST
    assert recall.count_due(quiz, amina) == 1


@pytest.mark.parametrize(
    "front", ["feedback: none\n", "feedback: deferred\nreview: never\n", "review: never\n"]
)
def test_what_is_never_told_never_comes_back(
    site: Site, amina: Viewer, clock: Clock, tmp_path: Path, front: str
) -> None:
    set_quiz(site, tmp_path, front)
    take(site, amina, LANDLORD)
    clock.wait(days=400)
    assert recall.look(site, amina) == recall.Waiting()


def test_what_is_told_once_the_quiz_has_closed_comes_back_no_earlier(
    site: Site, amina: Viewer, clock: Clock, tmp_path: Path
) -> None:
    set_quiz(site, tmp_path, "feedback: deferred\nreview: after closing\ncloses: 2026-12-01\n")
    take(site, amina, LANDLORD)
    assert days_until_due(site, amina, clock) == 11


def test_an_author_who_stops_telling_stops_it(
    quiz: Site, amina: Viewer, clock: Clock, tmp_path: Path
) -> None:
    take(quiz, amina, LANDLORD)
    clock.wait(days=1)
    set_quiz(quiz, tmp_path, "feedback: none\n")
    with pytest.raises(Stale):
        give(quiz, amina, TENANT)
    assert recall.look(quiz, amina) == recall.Waiting()


def test_a_quiz_under_way_hides_its_questions(quiz: Site, amina: Viewer, clock: Clock) -> None:
    take(quiz, amina, LANDLORD)
    clock.wait(days=1)
    begin(quiz, amina, anew=True, path=QUIZ)
    assert recall.count_due(quiz, amina) == 0
    with pytest.raises(Stale):
        give(quiz, amina, TENANT)


def test_nothing_comes_back_while_it_is_off(quiz: Site, amina: Viewer, clock: Clock) -> None:
    take(quiz, amina, LANDLORD)
    clock.wait(days=1)
    off = replace(amina, brings_back=False)
    assert recall.look(quiz, off) == recall.Waiting(off=True)
    with pytest.raises(Stale):
        give(quiz, off, TENANT)
    with count_statements(quiz.database.engine) as statements:
        assert recall.count_due(quiz, off) == 0
    assert statements == []
    assert recall.count_due(quiz, amina) == 1


def test_what_only_the_other_side_is_asked_does_not_come_back(
    stocked: Site, amina: Viewer, clock: Clock, content: Path
) -> None:
    fenced = CASE_TEXT.replace("### Question", "::: for health\n\n### Question", 1)
    set_case(stocked, content, fenced.replace("### What now?", ":::\n\n### What now?", 1))
    play(stocked, amina, BADLY)
    clock.wait(days=1)
    assert recall.look(stocked, amina).first
    assert recall.look(stocked, replace(amina, side=LAW)).first is None


def test_only_what_this_side_could_read_stands_beside_it(
    stocked: Site, amina: Viewer, clock: Clock
) -> None:
    play(stocked, amina, BADLY)
    clock.wait(days=1)
    for side, count in (("health", 0), ("law", 1)):
        again = recall.look(stocked, replace(amina, side=side)).first
        assert again
        text = "".join(again.view.prose_html)
        assert "wall behind the cot" in text
        assert text.count("The tenancy began in May") == count


def test_counting_takes_one_statement_and_a_finish_two_more(
    quiz: Site, amina: Viewer, clock: Clock
) -> None:
    take(quiz, amina, LANDLORD)
    clock.wait(days=1)
    with count_statements(quiz.database.engine) as statements:
        assert recall.count_due(quiz, amina) == 1
    assert len(statements) == 1
    attempt_id = begin(quiz, amina, anew=True, path=QUIZ)
    for no, move in enumerate((Reply(FIRST, TENANT), Reply(LAST, LANDLORD)), 1):
        attempts.take(quiz, amina, attempt_id, no=no, move=move)
    with count_statements(quiz.database.engine) as statements:
        attempts.take(quiz, amina, attempt_id, no=3, move=Finish())
    assert len([each for each in statements if "practice" in each]) == 2
