"""Teaching pages about people in a real Chromium: the glance, who may need help, one story."""

from datetime import date

import pytest
from playwright.sync_api import Page, expect

from learning.operations.accounts import Viewer
from learning.operations.cohort_courses import set_due
from learning.operations.site import Site
from learning.storage import publications
from tests.browser.conftest import EDUCATOR, sign_in
from tests.browser.kitchen import settle
from tests.browser.looks import LOOKS_AT_390, check_looks
from tests.features.taught import Class, fill, seat

COURSE = "courses/hearing-the-legal-need/course.md"


@pytest.fixture(scope="module")
def taught(site: Site, cole: Viewer) -> Class:
    """Make a cohort that takes the shipped course, which was due in the autumn."""
    with site.database.read() as connection:
        version = publications.load_current(connection, COURSE)
        assert version
        course = site.shelf.courses.get(connection, COURSE, version.sha256)
    made = seat(site, cole, COURSE, paths=[each.path for each in course.modules], learners=12)
    fill(site, made)
    set_due(site, cole, made.cohort_id, path=COURSE, due=date(2026, 10, 1))
    return made


def test_a_teacher_goes_from_the_cohort_to_one_learner_by_keyboard(
    page: Page, taught: Class
) -> None:
    sign_in(page, EDUCATOR)
    page.goto(taught.url)
    check_looks(page, LOOKS_AT_390)
    page.get_by_role("link", name="Law", exact=True).press("Enter")
    expect(page.locator("h2#learners")).to_have_text("4 learners")
    # Keys scroll only what is laid out.
    settle(page)
    frame = page.get_by_role("region", name="4 learners")
    frame.focus()
    frame.press("ArrowRight")
    # A function is compiled once; the policy of our pages refuses what is compiled again.
    page.wait_for_function("() => document.querySelector('.glance-frame').scrollLeft > 0")
    page.get_by_role("link", name="Learner 004").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Learner 004")
    check_looks(page, LOOKS_AT_390)
    page.get_by_role("link", name="Who needs help").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Who may need help")
    check_looks(page, LOOKS_AT_390)
    page.goto("/figures")
    check_looks(page, LOOKS_AT_390)
