"""What a cohort's tutors see and mark, on both databases; two tutors at one text at once."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest

from learning.errors import Stale
from learning.model.names import Need, QuestionId
from learning.operations import attempts, tutor_marking
from learning.operations.accounts import EDUCATOR, Viewer
from learning.operations.cohort_courses import give_course
from learning.operations.cohorts import Wanted, make_cohort
from learning.operations.publishing import publish
from learning.operations.site import Site
from learning.operations.teaching_items import load_items
from learning.operations.teaching_map import load_traffic
from learning.operations.teaching_professions import What, load_professions
from learning.operations.teaching_spotting import load_spotting_of
from learning.play.state import Finish, Rate, Reply
from learning.quiz.answer import Marker, Written
from learning.storage import people, tutor_marks
from learning.storage.cohort_people import Place, put_person
from tests.storage.conftest import Clock, join, together, viewer_of
from tests.storage.plays import BADLY, WELL, begin, play
from tests.storage.written import CASE, COURSE, COURSE_TEXT, FRONT, write

LETTER = "courses/listening/letter.md"
QUESTION = QuestionId("write-to-the-council")
KEY = str(QUESTION)
TEXT = """## The letter

### Question: Write to the council

> Model answer: The wall is black.

| Points | Criterion |
| --- | --- |
| 2 | Names the damp |
"""


@pytest.fixture
def taught(site: Site, content: Path) -> Site:
    write(content, LETTER, FRONT.format(title="Letter", kind="lesson", more="") + TEXT)
    write(content, COURSE, COURSE_TEXT + "3. [Letter](letter.md)\n")
    assert not publish(site, content, "test").broken
    return site


def teach(site: Site, name: str) -> Viewer:
    viewer = viewer_of(site, join(site, name))
    with site.database.write() as connection:
        people.set_standing(connection, viewer.person_id, EDUCATOR)
    return replace(viewer, is_educator=True)


def make_room(site: Site, cole: Viewer, *, learners: int) -> tuple[str, list[Viewer]]:
    """Make a cohort with so many learners, every other of them in law."""
    cohort_id = make_cohort(site, cole, Wanted("Spring term"))
    give_course(site, cole, cohort_id, path=COURSE)
    joined = [
        viewer_of(site, join(site, f"Learner {number}", "law" if number % 2 else "medicine"))
        for number in range(learners)
    ]
    seat(site, cohort_id, *joined)
    return cohort_id, joined


def seat(site: Site, cohort_id: str, *viewers: Viewer, role: str = "learner") -> None:
    with site.database.write() as connection:
        for each in viewers:
            put_person(connection, cohort_id, each.person_id, place=Place(role), at=site.clock())


def hand_in(site: Site, viewer: Viewer, text: str = 'It is “black”\n,"question":"x"}') -> str:
    attempt_id = begin(site, viewer, path=LETTER)
    moves = (Reply(QUESTION, Written(text)), Rate(QUESTION, (1,)), Finish())
    for no, move in enumerate(moves, 1):
        assert attempts.take(site, viewer, attempt_id, no=no, move=move) == attempts.Taken(no)
    return attempt_id


def test_all_figures_are_the_same_on_both_databases(taught: Site, clock: Clock) -> None:
    cole = teach(taught, "Cole")
    cohort_id, learners = make_room(taught, cole, learners=10)
    for number, each in enumerate(learners):
        play(taught, each, WELL if number < 5 else BADLY)
    clock.wait(days=1)
    play(taught, learners[9], WELL, anew=True)
    found = load_traffic(taught, cole, cohort_id, path=CASE, firsts=True)
    assert (found.attempts, found.traffic.people, found.under_way) == (10, 10, 0)
    every = load_traffic(taught, cole, cohort_id, path=CASE, firsts=False)
    assert (every.attempts, every.traffic.people) == (11, 10)
    study = load_items(taught, cole, cohort_id, path=CASE)
    assert [(each.asked, each.facility) for _, each in study.items] == [(10, 50.0)]
    spotted = load_spotting_of(taught, cole, cohort_id, path="")
    assert (spotted.first[Need.HOUSING].hits, spotted.first[Need.HOUSING].misses) == (5, 5)
    assert (spotted.again, spotted.after[Need.HOUSING].hits) == (1, 1)
    professions = load_professions(taught, cole, cohort_id)
    assert [each.people for each in professions.sides.groups] == [5, 5]
    heard = professions.whole[What.HEARD]
    assert heard is not None
    assert heard.mean == 0.5


def test_a_text_is_found_by_its_question_whatever_stands_in_it(taught: Site) -> None:
    cole = teach(taught, "Cole")
    cohort_id, [amina] = make_room(taught, cole, learners=1)
    attempt_id = hand_in(taught, amina)
    [question] = tutor_marking.load_marking(taught, cole, cohort_id).questions
    [answer] = question.waiting
    assert (question.name, answer.line.attempt_id) == (QUESTION, attempt_id)
    assert answer.counts == (Marker.SELF, 0.5)
    task = tutor_marking.open_task(taught, cole, cohort_id, key=(attempt_id, KEY))
    assert task.text == 'It is “black”\n,"question":"x"}'


def test_of_tutors_who_mark_at_once_one_is_kept_and_the_others_are_told(taught: Site) -> None:
    cole = teach(taught, "Cole")
    cohort_id, [amina] = make_room(taught, cole, learners=1)
    tutors = [cole, *(teach(taught, f"Tutor {number}") for number in range(3))]
    seat(taught, cohort_id, *tutors[1:], role="teacher")
    key = (hand_in(taught, amina), KEY)
    tasks = iter(
        [(each, tutor_marking.open_task(taught, each, cohort_id, key=key)) for each in tutors]
    )
    numbers: Iterator[int] = count()
    told: list[str] = []

    def work() -> None:
        viewer, task = next(tasks)
        try:
            tutor_marking.give_marks(
                taught, viewer, task, no=1, given=((next(numbers) % 3,), viewer.name)
            )
        except Stale as error:
            told.append(str(error))

    together(4, work)
    assert told == [tutor_marking.OVERTAKEN] * 3
    with taught.database.read() as connection:
        last = tutor_marks.find_last(connection, *key)
    assert last is not None
    assert last.no == 1
