"""Decide: what members want becomes the team's, tries cost credit, and the way on is chosen."""

import pytest
from bs4 import Tag
from flask import Flask

from learning.model.form import Option, Ordering
from learning.model.names import OptionId
from learning.operations.site import Site
from learning.quiz.answer import Ordered
from learning.web.forms.replies import Sent
from learning.web.pages.entries import SlotsEntry, make_entry
from learning.web.pages.session_tried import close_tried
from tests.features.sessions_played import FIRST, Played, begin, publish_shared


@pytest.fixture(scope="module")
def site(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Site:
    return publish_shared(site, tmp_path_factory.mktemp("shared"))


def at_decide(app: Flask, site: Site, **options: str) -> Played:
    """Let three people come to decide; Ben thought of the soup, the others of the boiler."""
    played = begin(app, site, **options)
    played.be_ready()
    for name in played.browsers:
        played.answer_alone(name, first="the-soup" if name == "Ben" else "the-boiler")
    played.be_ready()
    return played


@pytest.fixture
def played(app: Flask, site: Site) -> Played:
    return at_decide(app, site)


def item(played: Played, name: str) -> Tag:
    return played.look(name).soup.select_one(f"#item-{FIRST}")


def want(played: Played, option: str, *names: str) -> None:
    for name in names:
        played.send(name, "vote", {"answer": option}, part=FIRST)


def test_what_was_answered_alone_can_be_wanted_at_once(played: Played) -> None:
    assert "You and Carys answered this alone" in item(played, "Amina").get_text(" ")
    wish = '{"chosen":["the-boiler"]}'
    played.send("Amina", "vote", question=FIRST, wish=wish)
    assert "You want this" in item(played, "Amina").get_text(" ")
    assert "Amina wants this" in item(played, "Ben").get_text(" ")
    assert not played.browsers["Amina"].page.soup.select(f"form:has([value='{wish}'])")


def test_all_agree_with_a_button(played: Played) -> None:
    want(played, "the-boiler", "Amina")
    for name in ("Ben", "Carys"):
        played.send(name, "vote", question=FIRST, wish='{"chosen":["the-boiler"]}')
    assert "Right: 1 of 1 point" in item(played, "Ben").get_text(" ")
    assert item(played, "Ben").has_attr("data-decided")


def test_a_wrong_try_is_told_with_its_feedback_and_costs_half(played: Played) -> None:
    assert "all of its points" in item(played, "Amina").get_text(" ")
    want(played, "the-soup", "Amina", "Ben", "Carys")
    told = item(played, "Amina").get_text(" ")
    assert "Kind, but not now" in told
    assert "half of its points" in told
    assert "She has none" not in told
    want(played, "the-boiler", "Amina", "Ben", "Carys")
    assert "Right: 0.5 of 1 point, after other tries" in item(played, "Amina").get_text(" ")


@pytest.mark.parametrize("name", ["Amina", "Ben"])
def test_what_was_tried_is_closed_and_never_ready_to_be_sent(played: Played, name: str) -> None:
    want(played, "the-soup", "Amina", "Ben", "Carys")
    form = played.look(name).soup.select_one("details.decide__own form")
    assert not form.select(":checked")
    [closed] = form.select("input:disabled")
    assert closed["value"] == "the-soup"
    hint = form.select_one(f"#{closed['aria-describedby'].replace('.', chr(92) + '.')}")
    assert "You have tried this" in hint.get_text()


def test_what_was_typed_before_it_was_tried_is_not_chosen_again(played: Played) -> None:
    played.look("Carys")
    fields = {"part": FIRST, "answer": "the-soup"}
    form = {**played.read_form("Carys", "vote", part=FIRST), **fields}
    assert played.browsers["Carys"].send(f"{played.url}/save", form).status_code == 200
    assert played.look("Carys").soup.select("details.decide__own [value=the-soup]:checked")
    want(played, "the-soup", "Amina", "Ben")
    played.send("Carys", "vote", question=FIRST, wish='{"chosen":["the-soup"]}')
    assert not played.look("Carys").soup.select("details.decide__own form :checked")


@pytest.mark.parametrize("wish", [{}, {"wish": '{"chosen":["the-soup"]}'}])
def test_an_old_page_that_wants_what_was_tried_is_told_so_at_the_question(
    played: Played, wish: dict[str, str]
) -> None:
    played.look("Ben")
    page = played.browsers["Ben"].page
    want(played, "the-soup", "Amina", "Ben", "Carys")
    played.browsers["Ben"].page = page
    typed = {"answer": "the-soup", "request_id": "old", **wish}
    again = played.send_again("Ben", "vote", typed, status=422, part=FIRST)
    assert "Your team has tried this" in again.soup.select_one(".nhsuk-error-message").get_text()
    assert not again.soup.select("details.decide__own form :checked")


def test_when_all_have_said_what_they_want_and_differ_that_is_said(played: Played) -> None:
    want(played, "the-boiler", "Amina", "Carys")
    assert "do not agree yet" not in item(played, "Amina").get_text(" ")
    want(played, "the-soup", "Ben")
    for name in played.browsers:
        assert "You do not agree yet" in item(played, name).get_text(" ")
    want(played, "the-boiler", "Ben")
    for name, way in (("Amina", "go-home"), ("Ben", "go-home"), ("Carys", "call-the-adviser")):
        assert "do not agree yet" not in played.look(name).soup.select_one("#onward").get_text(" ")
        played.send(name, "choose", {"choice": way})
    assert "You do not agree yet" in played.look("Ben").soup.select_one("#onward").get_text(" ")


def test_the_way_on_comes_after_the_questions(played: Played) -> None:
    page = played.look("Amina")
    assert "Before you choose a way on" in page.text
    assert not page.soup.select("button[name=choice]")
    want(played, "the-boiler", "Amina", "Ben", "Carys")
    page = played.send("Ben", "choose", {"choice": "go-home"})
    assert "You want this" in page.soup.select_one("#onward").get_text(" ")
    assert "Ben wants this" in played.look("Amina").soup.select_one("#onward").get_text(" ")


def test_a_wish_that_is_no_answer_is_refused(played: Played) -> None:
    played.look("Amina")
    for wish in ("nonsense", '{"chosen":["no-such"]}', '{"measured":"4"}', "[]"):
        form = {**played.read_form("Amina", "vote", part=FIRST), "wish": wish, "request_id": wish}
        answer = played.browsers["Amina"].send(f"{played.url}/vote", form)
        assert answer.status_code in (409, 422), wish


def test_an_answer_to_what_was_decided_meanwhile_is_given_back(played: Played) -> None:
    played.look("Ben")
    page = played.browsers["Ben"].page
    want(played, "the-boiler", "Amina", "Ben", "Carys")
    played.browsers["Ben"].page = page
    late = played.send_again("Ben", "vote", {"answer": "the-cat"}, status=409, part=FIRST)
    assert "locked already" in late.text


def test_what_each_answered_alone_is_at_hand(played: Played) -> None:
    text = played.look("Carys").text
    assert "What each of you answered alone" in text
    assert "Ben thinks so" in text


def test_the_reporter_is_named_and_answers_for_all(app: Flask, site: Site) -> None:
    played = at_decide(app, site, way="reporter")
    assert "Agree who that is and name them" in played.look("Ben").text
    ben = played.browsers["Ben"].page.soup.select_one("button:-soup-contains('Name Carys')")
    played.send("Ben", "reporter", {"person": str(ben["value"])})
    assert "Carys answers for your team" in played.look("Amina").text
    want(played, "the-boiler", "Amina")
    assert not item(played, "Amina").has_attr("data-decided")
    want(played, "the-boiler", "Carys")
    assert item(played, "Amina").has_attr("data-decided")
    guessed = {"person": "nobody", "request_id": "guessed"}
    assert played.browsers["Ben"].post(f"{played.url}/reporter", guessed, 409)


def test_items_lie_in_an_order_that_was_not_tried() -> None:
    """A script takes them as they lie: what nobody touched is no try that was made already."""
    options = tuple(Option(OptionId(each), each) for each in "abc")
    entry = make_entry(Ordering(options), "f", Sent("", {}))
    tried = [Ordered(tuple(map(OptionId, order))) for order in ("abc", "acb")]
    fresh = close_tried(entry, tried)
    assert isinstance(fresh, SlotsEntry)
    assert [each.part for each in fresh.slots] == ["b", "a", "c"]
