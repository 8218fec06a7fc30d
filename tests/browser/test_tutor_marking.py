"""Marking by a tutor in a real Chromium, by keyboard."""

import pytest
from playwright.sync_api import Page, expect

from learning.model.names import QuestionId, Role
from learning.operations import attempts
from learning.operations.accounts import Viewer
from learning.operations.site import Site
from learning.play.state import Finish, Reply
from learning.quiz.answer import Written
from tests.browser.conftest import EDUCATOR, LETTER_COURSE, sign_in
from tests.browser.looks import LOOKS_AT_390, check_looks
from tests.features.taught import Class, seat

LETTER = "courses/listening/a-letter.md"
QUESTION = QuestionId("what-do-you-write-to-the-council")


@pytest.fixture(scope="module")
def taught(site: Site, cole: Viewer) -> Class:
    """Let two learners write."""
    made = seat(site, cole, LETTER_COURSE, paths=[LETTER], learners=2)
    for person_id in made.learners:
        viewer = Viewer(person_id, "", "", "medicine", Role("health"), False, False, "")
        attempt_id = attempts.start(site, viewer, LETTER, request_id=site.new_id())
        moves = (Reply(QUESTION, Written("Eleven people have coughed since May.")), Finish())
        for no, move in enumerate(moves, 1):
            taken = attempts.take(site, viewer, attempt_id, no=no, move=move)
            assert taken == attempts.Taken(no)
    return made


def test_a_tutor_marks_one_text_after_another_by_keyboard(page: Page, taught: Class) -> None:
    sign_in(page, EDUCATOR)
    page.goto(f"{taught.url}/marking")
    check_looks(page, LOOKS_AT_390)
    page.get_by_role("link", name="Mark the next").first.press("Enter")
    page.get_by_role("button", name="Give these marks").press("Enter")
    expect(page.locator(".nhsuk-error-summary")).to_be_focused()
    check_looks(page, LOOKS_AT_390)
    for group in page.locator("fieldset").all():
        group.get_by_role("radio").last.press("Space")
    page.get_by_label("A few words").fill("Clear.")
    page.get_by_role("button", name="Give these marks").press("Enter")
    expect(page.get_by_text("Here is the next text")).to_be_visible()
    page.get_by_role("link", name="Marking", exact=True).first.press("Enter")
    page.get_by_role("link", name="What do you write to the council?").first.press("Enter")
    page.get_by_role("link", name="Show the names").press("Enter")
    expect(page.get_by_role("link", name="Learner 000")).to_be_visible()
    check_looks(page, LOOKS_AT_390)
    page.get_by_role("link", name="Learner 000").press("Enter")
    expect(page.get_by_text("Marked already")).to_be_visible()
    check_looks(page, LOOKS_AT_390)
