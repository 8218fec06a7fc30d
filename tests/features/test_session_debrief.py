"""Looking back: the debrief, one's reflection, and what team-mates wrote."""

import pytest
from flask import Flask

from learning.operations.site import Site
from tests.features.sessions_played import FIRST, Played, begin, publish_shared


@pytest.fixture(scope="module")
def site(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Site:
    return publish_shared(site, tmp_path_factory.mktemp("shared"))


@pytest.fixture
def played(site: Site, app: Flask) -> Played:
    """Three people at the debrief: all went home, and Amina alone told what she knew."""
    played = begin(app, site)
    played.be_ready()
    for name in played.browsers:
        played.answer_alone(name, way="go-home")
    played.send("Amina", "tell", {"told": "1"})
    played.be_ready()
    for name in played.browsers:
        played.send(name, "vote", {"answer": "the-boiler"}, part=FIRST)
    for name in played.browsers:
        played.send(name, "choose", {"choice": "go-home"})
    for _ in range(4):
        played.be_ready()
    return played


def test_the_debrief_and_what_follows(played: Played) -> None:
    text = played.look("Ben").text
    assert "A poor ending" in text
    assert "Your team, together 1 of 1 point (100%)" in text
    assert "1 of 2 passages that one side alone could read were told" in text
    assert "Health side: told Her hands are blue" in text
    assert "Law side: never told The landlord has been fined before" in text
    assert "“a bailiff wrote twice”" in text
    assert "A model plan" in text
    assert "You chose: Go home" in text
    played.be_ready()
    played.send("Ben", "reflect", {"words": ["", "You asked well", ""]})
    page = played.send("Ben", "reflect", {"words": ["", "x" * 20_001, ""]}, status=422)
    assert "Shorten what you wrote" in page.text
    assert len(page.soup.select(".nhsuk-error-message")) == 1
    assert "You asked well" not in played.look("Amina").html
    done = {"words": ["Listen longer", "You asked well", ""], "ready": "1"}
    assert "You are ready" in played.send("Ben", "reflect", done).text
    played.be_ready("Amina", "Carys")
    amina, carys = played.look("Amina").text, played.look("Carys").text
    assert "You asked well Ben" in amina
    assert "You asked well" not in carys
    assert "A poor ending" in carys
    assert "Listen longer" in played.look("Ben").text
    assert "Listen longer" not in amina


@pytest.fixture
def reflecting(played: Played) -> Played:
    played.be_ready()
    return played


def test_done_sends_what_was_typed_to_team_mates_and_not_sent(reflecting: Played) -> None:
    done = {"words": ["Ask", "", "You asked well"], "ready": "1"}
    page = reflecting.send("Ben", "reflect", done)
    assert "You are ready" in page.text
    assert [each.get_text(strip=True) for each in page.soup.select("textarea")] == [
        "Ask",
        "",
        "You asked well",
    ]
    assert page.text.count("You can change it until your team is done") == 2


def test_what_was_kept_and_not_sent_stands_there_until_it_is(reflecting: Played) -> None:
    reflecting.look("Ben")
    form = {**reflecting.read_form("Ben", "reflect"), "words": ["", "You listened", ""]}
    ben = reflecting.browsers["Ben"]
    assert ben.send(f"{reflecting.url}/save", form).status_code == 200
    assert "You listened" in reflecting.look("Ben").soup.select("textarea")[1].get_text()
    reflecting.be_ready("Ben")
    page = reflecting.look("Ben")
    assert "Sent. You can change it" in page.text
    assert "What you typed earlier" not in page.text


def test_an_old_page_takes_nothing_back_that_was_sent_from_another(reflecting: Played) -> None:
    reflecting.look("Ben")
    old = reflecting.browsers["Ben"].page
    reflecting.send("Ben", "reflect", {"words": ["", "You listened", ""]})
    reflecting.browsers["Ben"].page = old
    page = reflecting.send_again("Ben", "reflect", {"words": ["Ask sooner", "", ""]})
    assert [each.get_text(strip=True) for each in page.soup.select("textarea")] == [
        "Ask sooner",
        "You listened",
        "",
    ]
