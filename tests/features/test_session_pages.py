"""The page of a session as members read it: board, brief, share, reveal, consequence, the end."""

from collections.abc import Mapping

import pytest
from flask import Flask

from learning.model.names import PersonId
from learning.operations.accounts import find_viewer
from learning.operations.session_log import do
from learning.operations.sessions import visit
from learning.operations.site import Site
from learning.team.events import Drop, Tick
from tests.features.conftest import Clock
from tests.features.sessions_played import FIRST, Played, begin, publish_shared

HEALTH_ONLY, LAW_ONLY = "Her hands are blue", "The landlord has been fined before"


@pytest.fixture(scope="module")
def site(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Site:
    return publish_shared(site, tmp_path_factory.mktemp("shared"))


@pytest.fixture(scope="module")
def played(app: Flask, site: Site) -> Played:
    """Give a session at its first brief; whoever is ready there takes it back."""
    return begin(app, site)


@pytest.fixture(scope="module")
def sharing(app: Flask, site: Site) -> Played:
    """Give a session whose team shares."""
    return go_to_share(begin(app, site))


@pytest.fixture(scope="module")
def revealed(app: Flask, site: Site) -> Played:
    """Give a session whose team sees what was right."""
    return go_to_reveal(begin(app, site))


def go_to_share(played: Played) -> Played:
    played.be_ready()
    played.answer_alone("Amina")
    played.answer_alone("Ben", first="the-soup", way="go-home")
    played.answer_alone("Carys")
    return played


def go_to_reveal(played: Played, answer: str = "the-boiler") -> Played:
    go_to_share(played).be_ready()
    for name in played.browsers:
        played.send(name, "vote", {"answer": answer}, part=FIRST)
    for name in played.browsers:
        played.send(name, "choose", {"choice": "call-the-adviser"})
    return played


def test_each_side_reads_its_own_below_what_all_read(played: Played) -> None:
    amina, ben = played.look("Amina").text, played.look("Ben").text
    assert HEALTH_ONLY in amina
    assert LAW_ONLY not in amina
    assert LAW_ONLY in ben
    assert HEALTH_ONLY not in ben
    assert ben.index("a bailiff wrote twice") < ben.index("Only the law side reads this")


def test_the_board_says_where_the_team_is(played: Played) -> None:
    board = played.look("Ben").soup.select_one("#board")
    assert [each.get_text(strip=True) for each in board.select("[aria-current=step]")] == ["Brief"]
    assert "0 of 3 ready" in board.get_text(" ", strip=True)
    played.be_ready("Amina")
    assert "1 of 3 ready" in played.look("Ben").texts("#board")[0]
    assert "You are ready" in played.look("Amina").text
    played.send("Amina", "ready", {"ready": "0"})
    assert "You are ready" not in played.look("Amina").text


def test_a_page_and_its_fragments_say_the_same(played: Played) -> None:
    browser = played.browsers["Ben"]
    page = played.look("Ben")
    board = browser.client.get(f"{played.url}/board").text
    stage = browser.client.get(f"{played.url}/stage").text
    assert board.strip() in page.html
    assert "<html" not in stage
    assert LAW_ONLY in stage
    assert HEALTH_ONLY not in stage + board


def test_the_board_is_the_same_for_the_whole_team(played: Played) -> None:
    boards = {each.client.get(f"{played.url}/board").text for each in played.browsers.values()}
    assert len(boards) == 1


def test_who_left_is_said_to_be_away(played: Played, site: Site) -> None:
    carys = next(person for person, name in names(played, site).items() if name == "Carys")
    do(site, played.url.rpartition("/")[2], Drop(carys), by=None)
    assert "Carys law, not here just now" in played.look("Amina").texts(".mate--away")[0]
    played.look("Carys")
    assert not played.look("Amina").soup.select(".mate--away")


def names(played: Played, site: Site) -> Mapping[PersonId, str]:
    visitor = played.browsers["Amina"]
    token = visitor.client.get_cookie("learning-session")
    viewer = find_viewer(site, token.value)
    return visit(site, viewer, played.url.rpartition("/")[2]).names


def test_what_each_noticed_comes_with_how_sure_they_were(sharing: Played) -> None:
    heading = sharing.look("Ben").soup.select_one("#marks-title")
    cards = heading.parent.select(".said-card")
    assert len(cards) == 3
    for card in cards:
        assert "“the boiler broke in May”" in card.get_text(" ")
        assert "How sure: fairly sure" in card.get_text(" ")


def test_answers_stand_side_by_side_with_reasons_and_how_sure(sharing: Played) -> None:
    page = sharing.look("Amina")
    shared = page.soup.select_one(f"#shared-{FIRST}")
    words = " ".join(shared.get_text(" ").split())
    assert "You health The boiler" in words
    assert "Ben law The soup" in words
    assert "Ben thinks so" in words
    assert "You differ" in words


def test_what_one_side_was_asked_is_not_shown_to_the_other(sharing: Played) -> None:
    amina = sharing.look("Amina").text
    assert "What do you listen to?" in amina
    assert "Whom do you write to?" not in amina


def test_what_was_told_is_ticked_and_unticked(sharing: Played) -> None:
    page = sharing.send("Ben", "tell", {"told": "1"})
    assert "You have told this." in page.text
    assert "Ben told this." in sharing.look("Carys").text
    assert "You have told this." not in sharing.send("Ben", "tell", {"told": "0"}).text


def test_nobody_is_told_of_right_answers_while_they_share(sharing: Played) -> None:
    page = sharing.look("Ben")
    assert "It is where the trouble began" not in page.html
    assert "The boiler is the landlord’s" not in page.html


def test_the_reveal_shows_what_was_right_and_one_s_own_marks(revealed: Played) -> None:
    page = revealed.look("Ben")
    assert "Right: 1 of 1 point" in page.text
    assert "The boiler is the landlord’s" in page.text
    own = " ".join(page.texts(".own-marks"))
    assert "Not this time: 0 of 1 point" in own
    assert "You heard 1 of 2 cues" in own


def test_what_a_team_mate_got_wrong_alone_is_theirs_to_say(revealed: Played) -> None:
    page = revealed.look("Amina")
    assert "Not this time" not in page.text


def test_what_a_phase_shows_has_its_sources_and_no_broken_link(revealed: Played) -> None:
    page = revealed.look("Ben")
    named = {str(each["href"]) for each in page.soup.select("a[href^='#']")}
    assert all(page.soup.select(each) for each in named)


def test_when_the_time_is_up_the_page_has_moved_on(app: Flask, site: Site, clock: Clock) -> None:
    played = begin(app, site, **{"minutes-brief": "5"})
    assert "Lasts until" in played.look("Ben").texts("#board")[0]
    clock.forward(minutes=6)
    do(site, played.url.rpartition("/")[2], Tick(), by=None)
    assert "Alone" in played.look("Ben").texts("[aria-current=step]")


def test_a_session_without_limits_shows_no_clock(app: Flask, site: Site) -> None:
    played = begin(app, site, **{"minutes-brief": ""})
    assert "Lasts until" not in played.look("Ben").texts("#board")[0]


def test_the_consequence_comes_and_the_end_keeps_what_there_is(app: Flask, site: Site) -> None:
    ended = go_to_reveal(begin(app, site))
    ended.be_ready()
    page = ended.look("Carys")
    assert "Your team chose Call the adviser" in page.text
    assert "Rosa’s trust: from 2 up to 3" in page.text
    for _ in range(5):
        ended.be_ready()
    page = ended.look("Amina")
    assert page.h1 == "The end"
    assert page.link("For your portfolio") == f"{ended.url}/portfolio.pdf"
    assert "Alone and together" in page.text
