"""Teaching pages about content in a real Chromium: the map, questions, spotting, professions."""

import pytest
from playwright.sync_api import Page, expect

from learning.model.names import ChoiceId, Need, OptionId, QuestionId, Role
from learning.operations import attempts
from learning.operations.accounts import Viewer
from learning.operations.site import Site
from learning.play.state import Choose, Finish, Move, Notice, Reply
from learning.quiz.answer import Chosen, Noticed
from tests.browser.conftest import EDUCATOR, sign_in
from tests.browser.looks import LOOKS_AT_390, check_looks
from tests.features.taught import Class, seat

KITCHEN = "cases/the-cold-kitchen.md"
COURSE = "courses/listening/course.md"
FIRST, SECOND = QuestionId("what-do-you-ask-about-first"), QuestionId("which-two-can-help-today")
HEARD = Noticed("the boiler broke in May", Need.HOUSING)


def reply(question: QuestionId, *options: str) -> Reply:
    return Reply(question, Chosen(frozenset(map(OptionId, options))))


WELL: tuple[Move, ...] = (
    Notice((HEARD, Noticed("a bailiff wrote twice", Need.DEBT))),
    reply(FIRST, "the-boiler"),
    reply(SECOND, "the-council", "the-adviser"),
    Choose(ChoiceId("call-the-adviser")),
    Choose(ChoiceId("wait-with-her")),
    Finish(),
)
BADLY: tuple[Move, ...] = (
    Notice((HEARD, Noticed("makes good soup", Need.DEBT))),
    reply(FIRST, "the-soup"),
    reply(SECOND, "the-council", "the-grocer"),
    Choose(ChoiceId("go-home")),
    Finish(),
)


@pytest.fixture(scope="module")
def taught(site: Site, cole: Viewer) -> Class:
    """Let twelve learners play the kitchen, a third of them badly."""
    made = seat(site, cole, COURSE, paths=[KITCHEN], learners=12)
    for number, person_id in enumerate(made.learners):
        side = Role("law" if number % 3 == 1 else "health")
        viewer = Viewer(person_id, "", "", "law", side, False, False, "")
        play(site, viewer, KITCHEN, WELL if number % 3 else BADLY)
    return made


def play(site: Site, viewer: Viewer, path: str, moves: tuple[Move, ...]) -> None:
    attempt_id = attempts.start(site, viewer, path, request_id=site.new_id())
    for no, move in enumerate(moves, 1):
        assert attempts.take(site, viewer, attempt_id, no=no, move=move) == attempts.Taken(no)


def test_a_teacher_reads_the_map_and_the_questions_by_keyboard(page: Page, taught: Class) -> None:
    sign_in(page, EDUCATOR)
    page.goto(f"{taught.url}/items")
    check_looks(page, LOOKS_AT_390)
    page.get_by_role("link", name="The ways taken").last.press("Enter")
    expect(page.locator(".traffic__count")).to_have_text(["8", "4", "8"])
    check_looks(page, LOOKS_AT_390)
    page.get_by_role("link", name="Its questions").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("The cold kitchen: questions")
    check_looks(page, LOOKS_AT_390)
    page.get_by_role("link", name="Spotting", exact=True).press("Enter")
    check_looks(page, LOOKS_AT_390)
    page.get_by_role("link", name="Professions", exact=True).press("Enter")
    check_looks(page, LOOKS_AT_390)
    with page.expect_download() as download:
        page.get_by_role("button", name="Take this away as a table").press("Enter")
    assert download.value.suggested_filename == "professions.csv"
