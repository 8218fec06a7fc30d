"""Open pages are told how far their session has gone: whole, soon, to those it concerns alone."""

from collections.abc import Iterator, Sequence

import pytest
from flask import Flask

from learning.operations.session_log import do
from learning.operations.session_watch import Watch
from learning.operations.site import Site
from learning.team.events import End
from tests.features.sessions_played import Played, begin, newcomer, publish_shared
from tests.features.streams import Message, assert_whole, follow


@pytest.fixture(scope="module", autouse=True)
def watched(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Give the site its case, and the watch that a serving process has."""
    publish_shared(site, tmp_path_factory.mktemp("content"))
    Watch(site).start()
    yield
    site.presence.close()


@pytest.fixture
def played(app: Flask, site: Site) -> Played:
    return begin(app, site)


def seq_of(played: Played) -> int:
    session_id = played.url.rpartition("/")[2]
    session = played.site.sessions.find(session_id)
    assert session
    return session.seq


def test_a_stream_tells_of_every_number_once(played: Played) -> None:
    after = seq_of(played)
    with follow(played.browsers["Ben"], played.url, after) as stream:
        played.be_ready()
        assert stream.reaches(seq_of(played))
    assert_whole(stream.messages, after=after)
    assert all(each["mine"] for each in stream.messages)


def test_its_headers_keep_it_from_being_held_up(played: Played) -> None:
    with follow(played.browsers["Ben"], played.url, 0) as stream:
        headers = stream.answer.headers
        assert headers["Content-Type"].startswith("text/event-stream")
        assert headers["X-Accel-Buffering"] == "no"
        assert headers["Cache-Control"] == "no-store"
        assert "Content-Encoding" not in headers
        assert stream.reaches(1)
        assert stream.text.startswith("retry: ")


def test_the_board_comes_with_what_changed(played: Played) -> None:
    with follow(played.browsers["Ben"], played.url, seq_of(played)) as stream:
        played.be_ready("Amina")
        assert stream.reaches(seq_of(played))
    board = str(stream.messages[-1]["board"])
    assert board == played.browsers["Ben"].client.get(f"{played.url}/board").text
    assert "1 of 3 ready" in board
    assert stream.messages[-1]["position"] == "1.brief"


def test_a_new_phase_is_said(played: Played) -> None:
    with follow(played.browsers["Ben"], played.url, seq_of(played)) as stream:
        played.be_ready()
        assert stream.reaches(seq_of(played))
    assert stream.messages[-1]["position"] == "1.alone"
    assert "Your team is at: Alone." in [each["say"] for each in stream.messages]


def test_a_page_that_comes_back_is_told_what_it_missed(played: Played) -> None:
    played.be_ready("Amina")
    client = played.browsers["Ben"].client
    client.environ_base["HTTP_LAST_EVENT_ID"] = "2"
    with follow(played.browsers["Ben"], played.url, 0) as stream:
        assert stream.reaches(seq_of(played))
    assert (stream.messages[0]["from"], stream.messages[0]["mine"]) == (3, True)
    assert "board" in stream.messages[0]


@pytest.mark.parametrize("number", ["-1", "x", "9" * 40, "²", ""])
def test_a_number_that_is_none_begins_anew(played: Played, number: str) -> None:
    client = played.browsers["Ben"].client
    client.environ_base["HTTP_LAST_EVENT_ID"] = number
    with follow(played.browsers["Ben"], played.url, 0) as stream:
        assert stream.reaches(seq_of(played))
    assert stream.messages[0]["from"] == 1


def test_what_comes_at_once_is_told_together(played: Played) -> None:
    after = seq_of(played)
    with follow(played.browsers["Ben"], played.url, after) as stream:
        for number in range(20):
            played.send("Amina", "ready", {"ready": str(number % 2)})
        assert stream.reaches(seq_of(played))
    assert seq_of(played) == after + 20
    assert len(stream.messages) < 20
    assert_whole(stream.messages, after=after)


def two_teams(app: Flask, site: Site) -> Played:
    """Let six people begin in two teams."""
    played = Played(app, site)
    played.come("Amina")
    played.open()
    for name, profession in [("Ben", "law"), ("Carys", "law"), ("Dan", "medicine")]:
        played.come(name, profession)
    for name, profession in [("Ela", "medicine"), ("Finn", "law")]:
        played.come(name, profession)
    played.send("Amina", "start")
    return played


def split(played: Played) -> tuple[list[str], list[str]]:
    """Give the names of those in Amina's team, and of the others."""
    board = played.look("Amina").text
    own = [each for each in played.browsers if each in board]
    others = [each for each in played.browsers if each not in own]
    assert own
    assert others
    return own, others


def test_another_team_hears_later_and_only_that_something_was(app: Flask, site: Site) -> None:
    played = two_teams(app, site)
    own, others = split(played)
    after = seq_of(played)
    with (
        follow(played.browsers[own[1]], played.url, after) as near,
        follow(played.browsers[others[0]], played.url, after) as far,
    ):
        played.be_ready("Amina")
        assert near.reaches(after + 1, within=2)
        assert not far.messages
        assert far.reaches(after + 1, within=12)
    assert not far.messages[0]["mine"]
    assert "board" not in far.messages[0]


def list_acts(played: Played, name: str) -> Sequence[Message]:
    answer = played.browsers[name].client.get(f"{played.url}/events?after=0")
    assert answer.headers["Cache-Control"] == "no-store"
    assert set(answer.json) == {"seq", "events"}
    events: list[Message] = answer.json["events"]
    assert [each["seq"] for each in events] == list(range(1, answer.json["seq"] + 1))
    return events


def test_events_name_what_ones_team_did_and_count_the_rest(app: Flask, site: Site) -> None:
    played = two_teams(app, site)
    own, others = split(played)
    played.be_ready(*own)
    number = seq_of(played)
    assert list_acts(played, own[1])[number - 1] == {"seq": number, "act": "Ready"}
    assert list_acts(played, others[0])[number - 1] == {"seq": number}
    assert {"seq": 1, "act": "Open"} in list_acts(played, others[0])


@pytest.mark.parametrize("path", ["live", "events"])
def test_a_stranger_gets_nothing(played: Played, app: Flask, site: Site, path: str) -> None:
    eve = newcomer(app, site, "Eve", "pharmacy")
    assert eve.client.get(f"{played.url}/{path}").status_code == 404
    assert app.test_client().get(f"{played.url}/{path}").status_code == 303
    by_script = {"Sec-Fetch-Dest": "empty"}
    assert app.test_client().get(f"{played.url}/{path}", headers=by_script).status_code == 401


def test_whoever_signs_out_is_told_nothing_more(played: Played) -> None:
    ben = played.browsers["Ben"]
    with follow(ben, played.url, seq_of(played)) as stream:
        ben.sign_out()
        # Who comes under that name to another session is somebody else.
        del played.app.extensions["tests.people"]["Ben"]
        assert stream.ends(within=5)


def test_what_is_told_ends_with_the_session(played: Played, site: Site) -> None:
    with follow(played.browsers["Ben"], played.url, seq_of(played)) as stream:
        session_id = played.url.rpartition("/")[2]
        do(site, session_id, End(), by=site.sessions.find(session_id).opened_by)
        assert stream.ends()
    assert stream.messages[-1]["stage"] == "ended"
    again = played.browsers["Ben"].client.get(f"{played.url}/live?after={stream.last}")
    assert again.status_code == 204


def test_ten_pages_of_one_person_are_enough(played: Played) -> None:
    ben = played.browsers["Ben"]
    answers = [ben.client.get(f"{played.url}/live?after=0") for _ in range(10)]
    parts = [each.iter_encoded() for each in answers]
    assert [next(each)[:6] for each in parts] == [b"retry:"] * 10
    refused = ben.client.get(f"{played.url}/live?after=0")
    assert refused.status_code == 503
    assert int(refused.headers["Retry-After"])
    for each in answers:
        each.close()
    assert ben.client.get(f"{played.url}/live?after=0").status_code == 200


def test_a_stream_that_is_closed_leaves_nothing_behind(played: Played, site: Site) -> None:
    answer = played.browsers["Ben"].client.get(f"{played.url}/live?after=0")
    next(answer.iter_encoded())
    assert [each for each in site.presence.list_streams() if each.session_id in played.url]
    answer.close()
    assert not [each for each in site.presence.list_streams() if each.session_id in played.url]


def test_nobody_is_told_what_others_answered(played: Played) -> None:
    with follow(played.browsers["Ben"], played.url, seq_of(played)) as stream:
        played.be_ready()
        played.answer_alone("Amina")
        assert stream.reaches(seq_of(played))
    for words in ("Amina thinks so", "Cold, says Amina", "the-boiler", "Her chest"):
        assert words not in stream.text
