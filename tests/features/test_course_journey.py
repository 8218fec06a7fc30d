"""A whole course over HTTP, as a newcomer takes it: from the first page to the certificate."""

import pytest

from learning.operations.site import Site
from tests.features.playing import choose, move, publish_small, reply
from tests.features.visitor import Page, Visitor

COURSE = "/courses/first-steps"


@pytest.fixture(scope="module")
def site(site: Site) -> Site:
    return publish_small(site)


def join(visitor: Visitor) -> Page:
    visitor.get("/register")
    fields = {"name": "Farah", "email": "farah@example.org", "password": "four quiet green kettles"}
    return visitor.submit("/register", {**fields, "profession": "medicine"})


def begin(visitor: Visitor) -> None:
    """Begin what the page at hand is the cover of."""
    assert visitor.page
    visitor.submit(f"{visitor.page.url}/start")


def follow(visitor: Visitor, words: str) -> Page:
    assert visitor.page
    return visitor.get(visitor.page.link(words))


def pick(visitor: Visitor, title: str, words: str) -> None:
    """Answer a question by the words of one option."""
    assert visitor.page
    part = visitor.page.soup.select_one(f"section[aria-label='{title}']")
    label = next(each for each in part.select("label") if words in each.get_text(" "))
    reply(visitor, title, {"answer": str(label.find_previous_sibling("input")["value"])})


def check(visitor: Visitor, *, place: str, quantity: str) -> None:
    """Take the quiz with these two answers."""
    begin(visitor)
    pick(visitor, "Where do you sit?", place)
    pick(visitor, "How much do you ask?", quantity)
    move(visitor, "finish")


def test_a_newcomer_takes_the_whole_course(visitor: Visitor) -> None:
    join(visitor)
    visitor.get("/")
    follow(visitor, "Take a course")
    follow(visitor, "First steps")
    visitor.submit(f"{COURSE}/enrol")
    assert visitor.page
    assert visitor.page.texts(".module__state") == ["Next", "Locked", "Locked"]

    follow(visitor, "Go to the next step")
    begin(visitor)
    move(visitor, "continue")
    assert visitor.get("/").texts("#next-step") == ["Sit down"]
    follow(visitor, "Continue")
    move(visitor, "finish")
    assert visitor.page.texts(".lede") == ["You have read it to the end."]
    assert visitor.page.texts(".contents li") == ["Your course", "Read again"]
    follow(visitor, "Next: 2. A short check")

    check(visitor, place="Behind the desk", quantity="Everything")
    page = visitor.get(COURSE)
    assert page.texts(".module__state") == ["Done", "Not passed yet", "Locked"]
    assert page.texts(".progress-bar__text") == ["1 of 3 modules done"]
    follow(visitor, "Go to the next step")
    check(visitor, place="Where both can see the door", quantity="Everything")

    page = visitor.get("/")
    assert page.texts("#next-step") == ["The damp room"]
    follow(visitor, "Go to the next step")
    begin(visitor)
    pick(visitor, "What do you ask about?", "The wall")
    choose(visitor, "Offer to write to the landlord")
    page = move(visitor, "finish")
    assert "You have completed the course." in page.text
    assert page.link("Your certificate") == f"{COURSE}#certificate"

    page = visitor.get(COURSE)
    assert page.texts(".progress-bar__text") == ["3 of 3 modules done"]
    assert "You have completed this course." in page.text
    page = visitor.submit(f"{COURSE}/certificate")
    assert "First steps" in page.text
    assert "Farah" in page.text
    assert visitor.client.get(f"{page.url}/pdf").data.startswith(b"%PDF-")
    assert "You have completed this course." in visitor.get("/").text
