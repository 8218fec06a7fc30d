"""What is typed is kept before it is handed in: it fills the page again, and is never marked."""

import logging
from collections.abc import Mapping

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from learning.operations.site import Site
from learning.storage.count import count_statements
from tests.features.conftest import Clock
from tests.features.playing import begin, find_form, move, newcomer, publish_small, reply
from tests.features.visitor import Fields, Visitor

QUIZ = "/courses/listening/every-kind"
HURRIED = "/courses/listening/hurried"
TEXT = "What do you write to the landlord?"
PLAN = "What happens next?"
RING = "Whom do you ring first?"
REAL = "Ring Ada on 07700 900123 at ada@example.org"


@pytest.fixture(scope="module")
def site(site: Site) -> Site:
    return publish_small(site)


@pytest.fixture
def amina(app: Flask, site: Site) -> Visitor:
    """Somebody new at the quiz that has a question of every kind."""
    visitor = newcomer(app, site)
    begin(visitor, QUIZ)
    return visitor


def save(visitor: Visitor, title: str, form: Fields) -> TestResponse:
    """Save one part as the page does: its hidden fields and these."""
    assert visitor.page
    shown = find_form(visitor.page, title, "reply")
    hidden = {str(each["name"]): str(each["value"]) for each in shown.select("[type=hidden]")}
    return visitor.send(str(shown["data-saves"]), {**hidden, **form})


def words(answer: TestResponse, status: int = 200) -> str:
    assert answer.status_code == status, answer.text
    told: Mapping[str, str] = answer.get_json()
    return told["words"]


def reload(visitor: Visitor) -> Visitor:
    assert visitor.page
    visitor.get(visitor.page.url)
    return visitor


def value_of(visitor: Visitor, title: str, selector: str) -> str:
    assert visitor.page
    return visitor.page.soup.select_one(f"section[aria-label='{title}'] {selector}").get_text()


def test_what_is_saved_fills_the_page_again(amina: Visitor) -> None:
    said = words(save(amina, TEXT, {"answer": "The wall\r\nis black"}))
    assert said.startswith("Saved ")
    assert value_of(reload(amina), TEXT, "textarea").strip() == "The wall\nis black"
    assert value_of(amina, TEXT, "[data-saved]") == said


def test_every_kind_of_field_comes_back(amina: Visitor) -> None:
    save(amina, RING, {"answer": "the-grocer", "confidence": "3"})
    save(amina, "Fill the gaps", {"answer-gap-2": "tribunal"})
    save(amina, PLAN, {"need": ["housing", ""], "action": ["Ring", ""], "who": ["Ben", ""]})
    soup = reload(amina).page.soup
    assert soup.select_one("input[value='the-grocer'][checked]")
    assert soup.select_one("input[name=confidence][value='3'][checked]")
    assert soup.select_one(".gap input[value='tribunal']")
    assert soup.select_one("select[name=need] option[value='housing'][selected]")
    assert soup.select_one("input[name=who][value='Ben']")


def test_the_last_that_was_saved_counts(amina: Visitor) -> None:
    save(amina, TEXT, {"answer": "First"})
    save(amina, TEXT, {"answer": "Second"})
    assert value_of(reload(amina), TEXT, "textarea").strip() == "Second"


def test_marks_outlive_a_reload(app: Flask, site: Site) -> None:
    ben = newcomer(app, site)
    url = begin(ben)
    rows = {"words": ["the boiler", "a letter"], "need": ["housing", ""]}
    assert words(ben.send(f"{url}/save", {"csrf_token": ben.token(), **rows}))
    soup = ben.get(url).soup
    assert [each["value"] for each in soup.select("input[name=words]")][:2] == rows["words"]
    assert soup.select_one("#need-1 option[value=housing][selected]")
    move(ben, "notice", {"words": "the boiler broke in May", "need": "housing"})
    assert ben.get(url).soup.select_one(".found")


def test_what_is_handed_in_is_no_longer_kept(amina: Visitor) -> None:
    save(amina, TEXT, {"answer": "Draft"})
    page = reply(amina, TEXT, {"answer": "The letter"})
    assert "The letter" in page.text
    assert "Draft" not in page.html
    late = save_late(amina, TEXT, "Draft")
    assert words(late, 409).startswith("Not saved:")


def save_late(visitor: Visitor, question: str, text: str) -> TestResponse:
    assert visitor.page
    number = "what-do-you-write-to-the-landlord"
    fields = {"csrf_token": visitor.token(), "question": number, "kind": "free-text"}
    return visitor.send(f"{visitor.page.url}/save", {**fields, "answer": text, "no": "1"})


def test_too_long_a_text_is_not_kept_and_says_so(amina: Visitor) -> None:
    assert "Shorten it" in words(save(amina, TEXT, {"answer": "x" * 20_001}), 422)
    assert "Shorten it" in words(save(amina, TEXT, {"answer": "😀" * 19_000}), 422)


def test_a_finished_attempt_keeps_nothing_more(amina: Visitor) -> None:
    begin(amina, "/courses/listening/silent")
    url, token = amina.page.url, amina.token()
    question = amina.page.soup.select_one("input[name=question]")["value"]
    reply(amina, "What comes first?", {"answer": "talking"})
    move(amina, "finish")
    late = amina.send(f"{url}/save", {"csrf_token": token, "question": question, "answer": "x"})
    assert words(late, 409) == "Not saved: this is handed in already."


def test_another_persons_attempt_is_not_found(amina: Visitor, app: Flask, site: Site) -> None:
    eve = newcomer(app, site)
    token = eve.token()
    answer = eve.send(f"{amina.page.url}/save", {"csrf_token": token, "question": "x"})
    assert answer.status_code == 404


def test_saving_asks_the_database_little(amina: Visitor, site: Site) -> None:
    with count_statements(site.database.engine) as statements:
        save(amina, TEXT, {"answer": "The wall"})
    assert len(statements) <= 4, statements
    with count_statements(site.database.engine) as statements:
        amina.client.get(amina.page.url)
    assert len(statements) <= 3, statements


def test_handing_in_hands_in_what_was_saved(amina: Visitor, clock: Clock) -> None:
    begin(amina, HURRIED)
    url = amina.page.url
    save(amina, "What comes first?", {"answer": "being-quiet"})
    clock.forward(minutes=6)
    amina.get(url)
    page = move(amina, "finish")
    assert page.h1 == "Your result"
    assert "Being quiet You chose this, and it is right." in page.text


def test_nothing_is_saved_when_the_time_is_up(amina: Visitor, clock: Clock) -> None:
    begin(amina, HURRIED)
    clock.forward(minutes=5, seconds=10)
    assert words(save(amina, "What comes first?", {"answer": "talking"})).startswith("Saved ")
    clock.forward(seconds=30)
    late = save(amina, "What comes first?", {"answer": "being-quiet"})
    assert words(late, 409) == "Not saved: the time is up. Hand in what you have."


def test_a_real_persons_details_are_asked_about_first(amina: Visitor) -> None:
    said = words(save(amina, TEXT, {"answer": REAL}), 422)
    assert said == (
        "Not saved yet. This may hold an email address and a phone number of a real person."
        " Change it, or save it as it is."
    )
    assert value_of(reload(amina), TEXT, "textarea").strip() == ""
    meant = {"answer": REAL, "as_it_is": "email phone"}
    assert words(save(amina, TEXT, meant)).startswith("Saved ")
    assert value_of(reload(amina), TEXT, "textarea").strip() == REAL
    assert amina.page.soup.select_one("input[name=as_it_is][value='email phone']")


def test_other_details_are_asked_about_again(amina: Visitor) -> None:
    text = f"{REAL}, born on 3 April 1961"
    said = words(save(amina, TEXT, {"answer": text, "as_it_is": "email phone"}), 422)
    assert "This may hold a date of birth of a real person." in said


def test_an_answer_with_details_comes_back_with_the_question(amina: Visitor) -> None:
    page = reply(amina, TEXT, {"answer": REAL}, 422)
    assert "Is this about a real person?" in page.text
    assert value_of(amina, TEXT, "textarea").strip() == REAL
    assert page.texts(".nhsuk-error-summary li") == [
        "This may hold an email address and a phone number of a real person."
    ]
    button = page.soup.select_one("button[name=as_it_is]")
    page = reply(amina, TEXT, {"answer": REAL, "as_it_is": str(button["value"])})
    assert REAL in page.text


def test_a_plan_with_details_comes_back_with_the_question(amina: Visitor) -> None:
    page = reply(amina, PLAN, {"need": "housing", "action": "Ring", "who": REAL}, 422)
    assert "Is this about a real person?" in page.text
    assert page.soup.select_one(f"input[name=who][value='{REAL}']")


def test_marks_with_details_come_back_with_the_question(app: Flask, site: Site) -> None:
    ben = newcomer(app, site)
    begin(ben)
    page = move(ben, "notice", {"words": REAL, "need": "housing"}, 422)
    assert "Is this about a real person?" in page.text
    assert page.soup.select_one(f"input[name=words][value='{REAL}']")


def test_the_log_holds_nothing_of_a_text(amina: Visitor, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        save(amina, TEXT, {"answer": REAL})
        reply(amina, TEXT, {"answer": REAL}, 422)
        save(amina, TEXT, {"answer": REAL, "as_it_is": "email phone"})
    logged = " ".join(str(each.__dict__) for each in caplog.records)
    assert "/save" in logged
    for part in ("07700", "ada@", "Ring Ada", "phone"):
        assert part not in logged


def test_what_was_saved_on_another_page_is_handed_in_too(amina: Visitor) -> None:
    begin(amina, "/courses/listening/two-pages")
    reply(amina, "What comes first?", {"answer": "talking"})
    save(amina, "How long is it?", {"answer": "14"})
    save(amina, "What comes first?", {"answer": "being-quiet"})
    move(amina, "continue")
    page = reply(amina, "Who comes last?", {"answer": "the-adviser"})
    assert page.texts(".onward .todo li") == [
        "Page 1: What comes first? (a change is saved)",
        "Page 1: How long is it? (saved, and handed in with the rest)",
        "Page 2: Who comes last? (answered)",
    ]
    page = move(amina, "finish")
    assert page.texts(".lede") == ["You earned 3 of 3 points."]


def test_what_is_left_out_is_said_before_handing_in(amina: Visitor) -> None:
    begin(amina, "/courses/listening/two-pages")
    reply(amina, "What comes first?", {"answer": "being-quiet"})
    move(amina, "continue")
    page = reply(amina, "Who comes last?", {"answer": "the-adviser"})
    assert "Page 1: How long is it? (not answered)" in page.texts(".onward .todo li")
    assert page.texts("form[action$='/finish'] button")[-1] == "Hand in"
