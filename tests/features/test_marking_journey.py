"""What one side writes the other marks: by the rubric, with a few words, and nobody learns who."""

from collections.abc import Callable, Iterator, Mapping

import pytest
from flask import Flask

from learning.operations.publishing import publish
from learning.operations.site import Site
from learning.storage import audit
from learning.storage.count import count_statements
from tests.features.conftest import Clock
from tests.features.playing import begin, move, newcomer, reply
from tests.features.previewing import write
from tests.features.visitor import Page, Person, Visitor

TITLE = "Write to the council"
TEXT = """---
title: {title}
kind: {kind}
jurisdiction: England
law_checked: 2026-11-01
{more}---

# {title}

## The letter

### Question: Write to the council (marked by the other side)

Say what is wrong.

> Model answer: The wall is black, and has been since May.

| Points | Criterion |
| --- | --- |
| 2 | Names the *damp* |
| 1 | Says since when |
"""
WORDS = "Clear from the first line. Say since when."
GIVEN = {"points-1": "2", "points-2": "0", "words": WORDS}
Enter = Callable[[str], Visitor]


COVERS = [f"/courses/one/letter-{number}" for number in range(20)]
HELD = "/courses/one/held"


@pytest.fixture(scope="module")
def site(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Publish a letter for each test, so that what waits in one is not there in another."""
    folder = tmp_path_factory.mktemp("letters")
    for cover in COVERS:
        write(folder, f"{cover[1:]}.md", TEXT.format(title="Letters", kind="lesson", more=""))
    held = TEXT.format(title="Held back", kind="quiz", more="feedback: deferred\n")
    write(folder, f"{HELD[1:]}.md", held)
    assert publish(site, folder, "tests").broken == {}
    return site


@pytest.fixture(scope="module")
def covers() -> Iterator[str]:
    return iter(COVERS)


@pytest.fixture
def cover(covers: Iterator[str]) -> str:
    return next(covers)


@pytest.fixture
def enter(app: Flask, site: Site) -> Enter:
    return lambda profession: newcomer(app, site, profession)


def hand_in(visitor: Visitor, cover: str, text: str) -> str:
    """Write the letter; give the attempt's address."""
    url = begin(visitor, cover)
    reply(visitor, TITLE, {"answer": text})
    move(visitor, "finish")
    return url


def open_text(visitor: Visitor) -> Page:
    return visitor.get(visitor.get("/marking").link("Read and mark"))


def give(visitor: Visitor, form: Mapping[str, str] = GIVEN, status: int = 200) -> Page:
    assert visitor.page
    return visitor.submit(f"{visitor.page.url}/mark", form, status)


def come_back(visitor: Visitor, clock: Clock, days: int) -> None:
    email = visitor.get("/account").texts(".nhsuk-summary-list__value")[1]
    clock.forward(days=days)
    visitor.sign_in(Person("Farah", email, "four quiet green kettles"))


def test_the_writer_is_told_before_who_will_read_it(enter: Enter, cover: str) -> None:
    amina = enter("medicine")
    begin(amina, cover)
    assert amina.page
    assert "Somebody of the other side, health or law, will read this" in amina.page.text
    assert "no real patient or client" in amina.page.text


def test_it_holds_nobody_up(enter: Enter, cover: str) -> None:
    amina = enter("medicine")
    url = hand_in(amina, cover, "Dear council")
    page = amina.get(f"{url}/debrief")
    assert page.url == f"{url}/debrief"
    assert "This waits for somebody on the law side to mark it. If nobody has by" in page.text
    assert "Mark your answer" not in page.text


def test_the_other_side_marks_it_and_the_writer_reads_what_they_say(
    enter: Enter, cover: str
) -> None:
    amina, ben = enter("medicine"), enter("law")
    url = hand_in(amina, cover, "The wall is black")
    hand_in(ben, cover, "We write for the tenant")
    page = open_text(ben)
    assert "The wall is black" in page.text
    assert "The wall is black, and has been since May." in page.text
    assert "Thank you" in give(ben).text
    told = amina.get("/")
    assert f"A law student marked what you wrote for “{TITLE}”" in told.text
    for page in (amina.get(told.link("Read what they say")), amina.get(f"{url}/debrief")):
        assert "A law student gave you 2 of 3 points." in page.text
        assert WORDS in page.text
    assert amina.page
    assert amina.page.texts(".given .rubric li") == [
        "2 of 2 Names the damp",
        "0 of 1 Says since when",
    ]


def test_marks_change_no_score(enter: Enter, cover: str) -> None:
    amina, ben = enter("medicine"), enter("law")
    url = hand_in(amina, cover, "The wall")
    before = amina.get(f"{url}/debrief").texts(".lede")
    hand_in(ben, cover, "Ours")
    open_text(ben)
    give(ben)
    assert amina.get(f"{url}/debrief").texts(".lede") == before


def test_neither_learns_who_the_other_is(
    app: Flask, site: Site, cast: Mapping[str, Person], cover: str
) -> None:
    amina, ben = Visitor(app), Visitor(app)
    for visitor, name in ((amina, "amina"), (ben, "ben")):
        visitor.sign_in(cast[name])
    url = hand_in(amina, cover, "The wall")
    hand_in(ben, cover, "Ours")
    seen = open_text(ben).html + give(ben).html
    assert cast["amina"].name not in seen
    assert cast["amina"].email not in seen
    told = "".join(amina.get(each).html for each in ("/", "/marking", f"{url}/debrief"))
    assert cast["ben"].name not in told
    assert cast["ben"].email not in told


def test_only_who_wrote_may_read_what_others_wrote(enter: Enter, cover: str) -> None:
    amina, ben = enter("medicine"), enter("law")
    hand_in(amina, cover, "The wall")
    page = ben.get("/marking")
    assert "Write your own first; then you can read what others wrote." in page.text
    assert "Read and mark" not in page.text
    assert "Texts to mark" not in ben.get("/").text
    hand_in(ben, cover, "Ours")
    assert "1 text of the other side waits" in ben.get("/").text


def test_the_first_page_leads_to_the_text_with_few_statements(
    enter: Enter, cover: str, site: Site
) -> None:
    amina, ben = enter("medicine"), enter("law")
    hand_in(amina, cover, "The wall")
    hand_in(ben, cover, "Ours")
    assert ben.get("/").link("Read and mark") == "/marking"
    with count_statements(site.database.engine) as statements:
        ben.client.get("/")
    assert len(statements) <= 5, statements
    with count_statements(site.database.engine) as statements:
        ben.client.get("/marking")
    assert len(statements) <= 5, statements


def test_nobody_else_finds_it(app: Flask, enter: Enter, cover: str) -> None:
    amina, eve, ben, stranger = (enter(each) for each in ("medicine", "nursing", "law", "law"))
    hand_in(amina, cover, "The wall")
    hand_in(eve, cover, "Also health")
    hand_in(ben, cover, "Ours")
    url = open_text(ben).url
    for visitor in (amina, eve, stranger):
        visitor.get(url, 404)
        visitor.post(f"{url}/mark", GIVEN, 404)
    assert Visitor(app).get(url).url == "/sign-in"
    ben.get("/marking/no-such-text", 404)


def test_nobody_sees_marks_before_they_are_given_nor_those_of_another(
    enter: Enter, cover: str
) -> None:
    amina, ben, bea = enter("medicine"), enter("law"), enter("law")
    hand_in(amina, cover, "The wall")
    for visitor in (ben, bea):
        hand_in(visitor, cover, "Ours")
    open_text(ben)
    give(ben)
    page = open_text(bea)
    assert WORDS not in page.html
    assert WORDS not in bea.get("/marking").html


def test_two_mark_a_text_and_a_third_is_told_so_and_loses_nothing(enter: Enter, cover: str) -> None:
    amina, *others = enter("medicine"), enter("law"), enter("law"), enter("law")
    hand_in(amina, cover, "The wall")
    for visitor in others:
        hand_in(visitor, cover, "Ours")
        open_text(visitor)
    for visitor in others[:2]:
        give(visitor)
    page = give(others[2], status=409)
    assert "it needs no more marks" in page.text
    assert page.texts(".kept li") == [WORDS]
    others[2].get(page.url.removesuffix("/mark"), 404)
    assert "Read and mark" not in others[2].get("/marking").text
    assert amina.get("/marking").text.count("A law student gave you") == 2


def test_the_same_click_twice_is_one_mark_and_another_is_told(enter: Enter, cover: str) -> None:
    amina, ben = enter("medicine"), enter("law")
    hand_in(amina, cover, "The wall")
    hand_in(ben, cover, "Ours")
    url = open_text(ben).url
    for _ in range(2):
        assert "Thank you" in ben.post(f"{url}/mark", GIVEN).text
    page = ben.post(f"{url}/mark", {**GIVEN, "words": "Other words"}, 409)
    assert "You have marked this text already" in page.text
    assert "Other words" in page.text
    ben.get(url, 404)
    assert amina.get("/marking").text.count("A law student gave you") == 1
    assert amina.get("/").text.count("A law student marked") == 1


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"points-1": ""}, "Choose how many points you would give for “Names the damp”"),
        ({"points-1": "3"}, "Choose how many points you would give for “Names the damp”"),
        ({"words": " "}, "Write a few words"),
        ({"words": "Write to me: ada@example.org"}, "Leave out numbers, addresses and email"),
        ({"words": "so " * 700}, "Shorten your words to 2,000 characters"),
    ],
)
def test_what_is_missing_is_said_and_what_was_sent_is_kept(
    enter: Enter, cover: str, change: Mapping[str, str], error: str
) -> None:
    amina, ben = enter("medicine"), enter("law")
    hand_in(amina, cover, "The wall")
    hand_in(ben, cover, "Ours")
    url = open_text(ben).url
    sent = {**GIVEN, **change}
    page = ben.post(f"{url}/mark", sent, 422)
    assert error in page.text
    assert page.title.startswith("Error: ")
    assert page.soup.textarea.get_text().strip() == sent["words"].strip()
    assert page.soup.select_one("#points-2 [checked]") or page.soup.select_one(
        "[name=points-2][checked]"
    )
    assert "gave you" not in amina.get("/marking").text


def test_whoever_has_waited_for_a_week_marks_it_themselves(
    enter: Enter, cover: str, clock: Clock
) -> None:
    amina = enter("medicine")
    url = hand_in(amina, cover, "The wall")
    assert "Mark it yourself" not in amina.get(f"{url}/debrief").text
    come_back(amina, clock, 7)
    page = amina.get(f"{url}/debrief")
    amina.get(page.link("Mark it yourself"))
    assert amina.page
    assert "What you wrote" in amina.page.text
    give(amina, {"points-1": "1", "points-2": "1"})
    assert "You gave yourself 2 of 3 points." in amina.get(f"{url}/debrief").text


def test_a_quiz_that_is_held_back_offers_it_once_it_is_handed_in(
    enter: Enter,
) -> None:
    amina, ben = enter("medicine"), enter("law")
    hand_in(ben, HELD, "Ours")
    begin(amina, HELD)
    reply(amina, TITLE, {"answer": "A first try"})
    assert "Read and mark" not in ben.get("/marking").text
    reply(amina, TITLE, {"answer": "A better one"})
    move(amina, "finish")
    page = open_text(ben)
    assert "A better one" in page.text
    assert "A first try" not in page.text


def test_who_marked_what_is_on_record(enter: Enter, cover: str, site: Site) -> None:
    amina, ben = enter("medicine"), enter("law")
    hand_in(amina, cover, "The wall")
    hand_in(ben, cover, "Ours")
    text_id = open_text(ben).url.rpartition("/")[2]
    give(ben)
    with site.database.read() as connection:
        entry = audit.list_entries(connection)[-1]
    assert (entry.action, entry.subject, entry.detail) == ("text marked", text_id, "")
    assert WORDS not in str(entry)
