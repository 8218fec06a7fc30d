"""Every error is a page that says what to do, and none shows what broke."""

import json
import logging
from collections.abc import Iterator, Mapping
from dataclasses import replace

import pytest
from flask import Flask

from learning import errors
from learning.app import create_app
from learning.operations.site import Site
from learning.web.guards import anyone, educator
from learning.web.journal import JsonLines
from tests.features.visitor import Person, Visitor

CANARY = "canary-7319"
RAISED = {
    "missing": errors.NotFound(CANARY),
    "forbidden": errors.NotAllowed("Only who began it may go on."),
    "overtaken": errors.Stale("x"),
    "wrong": errors.InvalidInput({"age": "Enter your age", "name": "Enter your name"}),
    "often": errors.TooMany("Wait a little.", wait=61),
    "busy": errors.StorageBusy("The disk is full."),
    "broken": errors.ContentBroken(["cases/x.md:3:1: no such scene"]),
    "fault": ValueError(CANARY),
}
STATUSES = [
    ("missing", 404, "Page not found"),
    ("forbidden", 403, "You cannot open this page"),
    ("overtaken", 409, "You have moved on since this page was shown"),
    ("wrong", 422, "We could not take that"),
    ("often", 429, "Too many attempts"),
    ("busy", 503, "We cannot store anything just now"),
    ("broken", 500, "This case cannot be shown"),
    ("fault", 500, "Something went wrong on our side"),
]


@anyone
def fail(kind: str) -> str:
    raise RAISED[kind]


@educator
def fail_for_educators(kind: str) -> str:
    raise RAISED[kind]


@pytest.fixture(scope="module")
def app(site: Site) -> Flask:
    made = create_app(site)
    made.add_url_rule("/fail/<kind>", "fail", fail, methods=["GET", "POST"])
    made.add_url_rule("/teach/<kind>", "teach", fail_for_educators)
    made.add_url_rule("/unmarked", "unmarked", lambda: "open")
    return made


@pytest.fixture
def lines(caplog: pytest.LogCaptureFixture) -> Iterator[list[dict[str, object]]]:
    """Collect the log as it would be written."""
    written: list[dict[str, object]] = []

    class Collect(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            text = JsonLines().format(record)
            assert "\n" not in text
            written.append(json.loads(text))

    caplog.set_level(logging.INFO, "learning")
    collector = Collect()
    logging.getLogger("learning").addHandler(collector)
    yield written
    logging.getLogger("learning").removeHandler(collector)


@pytest.mark.parametrize(("kind", "status", "h1"), STATUSES)
def test_each_error_has_its_page(visitor: Visitor, kind: str, status: int, h1: str) -> None:
    page = visitor.get(f"/fail/{kind}", status)
    assert page.h1 == h1
    assert CANARY not in page.html
    assert "Traceback" not in page.html


def test_what_is_wrong_with_the_input_is_listed(visitor: Visitor) -> None:
    assert visitor.get("/fail/wrong", 422).texts("main li") == ["Enter your age", "Enter your name"]


@pytest.mark.parametrize(("kind", "status", "seconds"), [("often", 429, "61"), ("busy", 503, "5")])
def test_it_says_when_to_come_back(visitor: Visitor, kind: str, status: int, seconds: str) -> None:
    assert visitor.get(f"/fail/{kind}", status).headers["Retry-After"] == seconds


def test_a_fault_shows_the_reference_that_is_in_the_log(
    visitor: Visitor, lines: list[dict[str, object]]
) -> None:
    shown = visitor.get("/fail/fault", 500).texts(".reference")[0]
    fault, request = lines
    assert fault["request"] == request["request"] == shown
    assert fault["fault"] == "ValueError"
    assert "test_errors_pages.py:" in str(fault["trace"])
    assert request["route"] == "/fail/<kind>"


def test_why_nothing_could_be_stored_is_in_the_log(
    visitor: Visitor, lines: list[dict[str, object]]
) -> None:
    visitor.get("/fail/busy", 503)
    assert [each["reason"] for each in lines if each["event"] == "fault"] == ["The disk is full."]


def test_the_log_holds_no_message_address_or_name(
    visitor: Visitor, cast: Mapping[str, Person], lines: list[dict[str, object]]
) -> None:
    visitor.sign_in(cast["amina"])
    for kind, status, _ in STATUSES:
        visitor.get(f"/fail/{kind}?answer={CANARY}", status)
    written = json.dumps(lines)
    assert CANARY not in written
    assert "amina" not in written.lower()
    assert len({each["person"] for each in lines if "person" in each} - {None}) == 1


def test_educators_see_what_is_wrong_in_the_file(
    visitor: Visitor, cast: Mapping[str, Person]
) -> None:
    visitor.sign_in(cast["cole"])
    assert "cases/x.md:3:1: no such scene" in visitor.get("/teach/broken", 500).text
    learner = Visitor(visitor.app)
    learner.sign_in(cast["amina"])
    assert "cases/x.md" not in learner.get("/fail/broken", 500).text


def test_a_view_that_does_not_say_who_may_call_it_is_closed(
    visitor: Visitor, cast: Mapping[str, Person]
) -> None:
    assert visitor.get("/unmarked", 403)
    visitor.sign_in(cast["dee"])
    assert visitor.get("/unmarked", 403)


def test_an_unknown_address_and_a_wrong_method_are_pages(visitor: Visitor) -> None:
    assert visitor.get("/nowhere", 404).h1 == "Page not found"
    page = visitor.get("/sign-out", 405)
    assert page.headers["Allow"] == "OPTIONS, POST"


def test_too_much_is_refused_before_it_is_read(visitor: Visitor) -> None:
    page = visitor.post("/fail/fault", {"words": "x" * 300_000}, status=413)
    assert page.h1 == "That was too long to take"


def test_a_busy_database_keeps_what_was_typed(visitor: Visitor) -> None:
    sent = {"no": "3", "words": "mould on the wall"}
    page = visitor.post("/fail/busy", sent, status=503)
    again = page.form("/fail/busy")
    assert {each["name"]: each["value"] for each in again.select("input")}.items() >= sent.items()
    assert page.texts("blockquote") == ["mould on the wall"]


def test_a_page_that_cannot_be_drawn_still_gives_a_reference(site: Site) -> None:
    made = create_app(replace(site))
    made.add_url_rule("/fail/<kind>", "fail", fail)
    made.jinja_env.globals.pop("asset")
    answer = made.test_client().get("/fail/fault")
    assert answer.status_code == 500
    assert "Reference: " in answer.text
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")


@pytest.mark.parametrize(
    "url",
    [
        "/cases/%00",
        "/sign-in?next=%00",
        "/attempts/%ff%fe",
        "/attempts/..%2f..%2fetc",
        "/courses/%E2%80%AE/x",
        "/sign-in?next=%ff&next[]=1",
        "/" + "x" * 3000,
        "/static/%00/%00",
    ],
)
def test_a_strange_address_is_not_our_fault(
    visitor: Visitor, cast: Mapping[str, Person], url: str
) -> None:
    visitor.sign_in(cast["amina"])
    assert visitor.client.get(url).status_code in {303, 400, 404}


@pytest.mark.parametrize("url", ["/sign-in", "/register"])
@pytest.mark.parametrize("text", ["\u202e", "'; DROP TABLE person; --", "{{7*7}}", "<script>"])
def test_a_strange_text_is_taken_as_text(visitor: Visitor, url: str, text: str) -> None:
    form = {"email": text, "name": text, "password": text, "profession": text, "next": text}
    page = visitor.post(url, form, status=422)
    assert page.soup.select_one("#email")["value"] == text


def test_a_text_that_cannot_be_stored_is_refused(visitor: Visitor) -> None:
    assert visitor.post("/sign-in", {"email": "a\0@example.org"}, status=400)


def test_a_form_of_many_parts_is_refused(visitor: Visitor) -> None:
    parts = {f"part{number}": "x" for number in range(300)}
    answer = visitor.client.post("/sign-in", data=parts, content_type="multipart/form-data")
    assert answer.status_code == 413
