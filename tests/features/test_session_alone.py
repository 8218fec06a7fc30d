"""Alone: what a member locks, and what comes back where something is to be mended."""

import pytest
from flask import Flask

from learning.operations.site import Site
from tests.features.sessions_played import (
    CHEST,
    FEEL,
    FIRST,
    HEARD,
    LETTER,
    Played,
    begin,
    publish_shared,
)


@pytest.fixture(scope="module")
def site(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Site:
    return publish_shared(site, tmp_path_factory.mktemp("shared"))


@pytest.fixture
def played(app: Flask, site: Site) -> Played:
    """Three people who are on their own in the first scene."""
    played = begin(app, site)
    played.be_ready()
    return played


def test_what_is_locked_is_shown_as_given_and_not_as_right_or_wrong(played: Played) -> None:
    page = played.send(
        "Ben", "reply", {"answer": "the-soup", "confidence": "3", "why": "So it is"}, question=FIRST
    )
    told = page.soup.select_one(f"#question-{FIRST}").get_text(" ")
    assert "You chose this." in told
    assert "You said that you were sure" in told
    assert "So it is" in told
    assert "right" not in told.lower()
    assert "Kind, but not now" not in page.html
    assert not page.soup.select(f"form:has([value='{FIRST}'])")


def test_a_locked_answer_is_never_changed(played: Played) -> None:
    played.look("Ben")
    old = played.browsers["Ben"].page
    played.send_again("Ben", "reply", {"answer": "the-soup"}, question=FIRST)
    played.browsers["Ben"].page = old
    name = {"request_id": "another", "answer": "the-boiler"}
    late = played.send_again("Ben", "reply", name, question=FIRST, status=409)
    assert "locked already" in late.text
    assert "The soup" in played.look("Ben").soup.select_one(f"#question-{FIRST}").get_text()


def test_sent_twice_it_counts_once(played: Played) -> None:
    played.look("Ben")
    old = played.browsers["Ben"].page
    for _ in range(2):
        played.browsers["Ben"].page = old
        page = played.send_again("Ben", "reply", {"answer": "the-soup"}, question=FIRST)
    assert page.h1 == "The kitchen"
    played.browsers["Ben"].page = old
    other = played.send_again("Ben", "reply", {"answer": "the-cat"}, question=FIRST, status=409)
    assert "This page had sent something else before" in other.text


def test_what_was_noticed_is_locked_with_how_sure(played: Played) -> None:
    page = played.send("Amina", "notice", HEARD)
    noticed = page.soup.select_one("#spotting").get_text(" ")
    assert "the boiler broke in May" in noticed
    assert "Housing" in noticed
    assert "You heard" not in noticed
    again = played.send("Ben", "notice", {"words": ["not in it"], "need": ["debt"]}, status=422)
    assert "These words are not in the text" in again.text


def test_one_more_row_keeps_what_was_typed(played: Played) -> None:
    rows = {"words": ["the boiler", "", ""], "need": ["", "", ""], "more": "1"}
    page = played.send("Amina", "notice", rows)
    assert len(page.soup.select("[data-row]")) == 4
    assert page.soup.select_one("#words-1")["value"] == "the boiler"


def test_each_side_is_asked_its_own_questions(played: Played) -> None:
    amina, ben = played.look("Amina").html, played.look("Ben").html
    assert CHEST in amina
    assert LETTER not in amina
    assert LETTER in ben
    assert CHEST not in ben
    assert "Her hands are blue" not in ben


def test_a_choice_is_proposed_when_the_rest_is_done(played: Played) -> None:
    page = played.look("Carys")
    assert "Propose a way on (when the rest is done)" in page.text
    assert "Call the adviser" not in page.html
    played.answer_alone("Carys")
    page = played.look("Carys")
    assert "The way you propose" in page.text
    assert "You have locked all of yours" in page.text


def test_a_proposal_needs_a_choice(played: Played) -> None:
    played.send("Carys", "notice", {"nothing": "1"})
    for question in (FIRST, LETTER):
        answer = {"answer": "the-boiler" if question == FIRST else "the-landlord"}
        played.send("Carys", "reply", answer, question=question)
    played.send("Carys", "reply", {"answer": "Well"}, question=FEEL)
    page = played.send("Carys", "propose", {"why": "I do not know"}, status=422)
    assert "Choose the way that you propose" in page.text
    assert "I do not know" in page.html


def test_a_reason_about_a_real_person_is_asked_about_first(played: Played) -> None:
    why = {"answer": "the-soup", "why": "Ring Ada on 07700 900123"}
    page = played.send("Ben", "reply", why, question=FIRST, status=422)
    assert "Is this about a real person?" in page.text
    sure = {**why, "as_it_is": "phone"}
    assert "Locked." in played.send_again("Ben", "reply", sure, question=FIRST).text


def test_what_is_typed_is_kept_and_filled_in_again_until_it_is_sent(played: Played) -> None:
    played.look("Ben")
    typed = {"answer": "the-cat", "why": "She purrs", "confidence": "2"}
    form = {**played.read_form("Ben", "reply", question=FIRST), **typed}
    said = played.browsers["Ben"].send(f"{played.url}/save", form).get_json()
    assert said["words"].startswith("Saved ")
    again = played.look("Ben").soup.select_one(f"#question-{FIRST}")
    assert again.select_one("[value='the-cat'][checked]")
    assert "She purrs" in again.get_text()
    assert "She purrs" not in played.look("Amina").html
    played.send("Ben", "reply", typed, question=FIRST)
    assert said["words"] not in played.look("Ben").text


def test_what_is_not_sent_in_time_stays_to_be_read_by_its_writer(played: Played) -> None:
    played.look("Ben")
    page = played.browsers["Ben"].page
    for name in played.browsers:
        played.answer_alone(name)
    played.browsers["Ben"].page = page
    late = {"answer": "the-cat", "why": "Ask the cat first"}
    played.send_again("Ben", "reply", late, status=409, question=FIRST)
    assert "Ask the cat first" in played.browsers["Ben"].page.text
    unsent = played.look("Ben").texts(".unsent-texts li")
    assert unsent == ["Ask the cat first"]
    assert "Ask the cat first" not in played.look("Amina").html
