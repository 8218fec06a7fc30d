"""Playing the small case of these tests over HTTP, one move after another."""

from itertools import count
from pathlib import Path

from bs4 import Tag
from flask import Flask

from learning.operations.accounts import Registration, register
from learning.operations.publishing import publish
from learning.operations.site import Site
from tests.features.visitor import Fields, Page, Visitor

NUMBERS = count(1)

CONTENT = Path(__file__).parent / "content"
KITCHEN = "/cases/the-cold-kitchen"
BOTH_CUES = {
    "words": ["the boiler broke in May", "A bailiff wrote"],
    "need": ["housing", "debt"],
}


def publish_small(site: Site) -> Site:
    """Publish the small case and course of these tests."""
    assert publish(site, CONTENT, "tests").broken == {}
    return site


def newcomer(app: Flask, site: Site, profession: str = "medicine") -> Visitor:
    """Give the browser of somebody who has just opened an account: no attempt stands in the way."""
    email = f"newcomer-{next(NUMBERS)}@example.org"
    wanted = Registration("Farah", email, "four quiet green kettles", profession)
    visitor = Visitor(app)
    visitor.client.set_cookie("learning-session", register(site, wanted, "203.0.113.7").token)
    return visitor


def begin(visitor: Visitor, cover: str = KITCHEN) -> str:
    """Begin from the cover; give the attempt's address."""
    visitor.get(cover)
    return visitor.submit(f"{cover}/start").url


def move(visitor: Visitor, kind: str, form: Fields | None = None, status: int = 200) -> Page:
    """Send one of the forms of the scene at hand."""
    assert visitor.page
    return visitor.submit(f"{visitor.page.url}/{kind}", form, status)


def answer(visitor: Visitor, number: int, *picked: str, status: int = 200) -> Page:
    """Answer the open question of this number (from 0) by the words of its options."""
    assert visitor.page
    url = visitor.page.url
    forms = visitor.page.soup.select(f"form[action='{url}/reply']")
    form = forms[number]
    values = {
        " ".join(label.get_text(" ").split()): label.find_previous_sibling("input")["value"]
        for label in form.select("label")
    }
    fields = {
        "no": form.select_one("input[name=no]")["value"],
        "question": form.select_one("input[name=question]")["value"],
        "answer": [values[each] for each in picked],
    }
    return visitor.post(f"{url}/reply", fields, status)


def choose(visitor: Visitor, words: str, status: int = 200) -> Page:
    """Take the choice with these words."""
    assert visitor.page
    buttons = visitor.page.soup.select("button[name=choice]")
    button = next(each for each in buttons if words in each.get_text(" "))
    return move(visitor, "choose", {"choice": str(button["value"])}, status)


def do_the_kitchen(visitor: Visitor) -> Page:
    """Do all steps of the first scene, all of them right."""
    move(visitor, "notice", BOTH_CUES)
    answer(visitor, 0, "The boiler")
    return answer(visitor, 0, "The council", "The adviser")


def play_to_the_end(visitor: Visitor) -> str:
    """Play the case to its good ending and on to the debrief; give the attempt's address."""
    url = begin(visitor)
    do_the_kitchen(visitor)
    choose(visitor, "Call the adviser")
    choose(visitor, "Wait with her")
    move(visitor, "finish")
    return url


def find_form(page: Page, title: str, action: str) -> Tag:
    """Give the form of the question of that title."""
    return page.soup.select_one(f"section[aria-label='{title}'] form[action$='/{action}']")


def reply(visitor: Visitor, title: str, form: Fields, status: int = 200) -> Page:
    """Answer the question of that title with these fields; its other fields are left empty."""
    assert visitor.page
    shown = find_form(visitor.page, title, "reply")
    hidden = {str(each["name"]): str(each["value"]) for each in shown.select("[type=hidden]")}
    return visitor.post(str(shown["action"]), {**hidden, **form}, status)


def hint(visitor: Visitor, title: str, form: Fields | None = None) -> Page:
    """Press the button that shows a hint, with these fields filled in."""
    assert visitor.page
    shown = find_form(visitor.page, title, "reply")
    button = shown.select_one("button[name=hint]")
    hidden = {str(each["name"]): str(each["value"]) for each in shown.select("[type=hidden]")}
    fields = {**hidden, "hint": str(button["value"]), **(form or {})}
    return visitor.post(str(button["formaction"]).partition("#")[0], fields)


def rate(visitor: Visitor, form: Fields, status: int = 200) -> Page:
    """Mark one's own text."""
    assert visitor.page
    shown = visitor.page.soup.select_one("form.rate")
    hidden = {str(each["name"]): str(each["value"]) for each in shown.select("[type=hidden]")}
    return visitor.post(str(shown["action"]), {**hidden, **form}, status)
