"""What sessions promise, over HTTP: codes cannot be guessed, seats are kept, pages ask little."""

from collections.abc import Mapping

import pytest
from flask import Flask

from learning.operations.session_joining import MOST_GUESSES
from learning.operations.site import Site
from learning.storage.count import count_statements
from tests.features.playing import newcomer, publish_small
from tests.features.sums import database_sum
from tests.features.test_session_lobby import begin, join, read_code
from tests.features.visitor import Person, Visitor, form_values

# Besides, one for who is looking.
PAGE, ACT, FRAGMENT = 4, 8, 4


@pytest.fixture(scope="module")
def site(site: Site) -> Site:
    return publish_small(site)


@pytest.fixture(scope="module")
def playing(app: Flask, site: Site) -> tuple[str, list[Visitor]]:
    """Begin a session of two, and give its address and the two."""
    url, visitors = begin(app, site, "law")
    visitors[0].get(url)
    visitors[0].submit(f"{url}/start")
    return url, visitors


def test_somebody_who_guesses_waits_and_nobody_else_does(app: Flask, site: Site) -> None:
    url, [host, *_] = begin(app, site)
    code = read_code(host.page)
    guesser = newcomer(app, site)
    guesser.get("/sessions")
    for _ in range(MOST_GUESSES):
        guesser.submit("/sessions/join", {"code": "ZZZZZZ"}, status=422)
    answer = guesser.send("/sessions/join", {"code": code, "csrf_token": guesser.token()})
    assert answer.status_code == 429
    assert 0 < int(answer.headers["Retry-After"]) <= 301
    assert guesser.client.get(f"/join/{code}").status_code == 429
    # From the same address, at the same time.
    assert join(app, site, code).page.url == url


def test_links_that_lead_nowhere_count_with_codes_and_store_nothing(app: Flask, site: Site) -> None:
    _, [host, *_] = begin(app, site)
    guesser = newcomer(app, site)
    guesser.get("/sessions")
    guesser.submit("/sessions/join", {"code": "ZZZZZZ"}, status=422)
    before = database_sum(site)
    for _ in range(MOST_GUESSES - 1):
        assert guesser.client.get("/join/ZZZZZZ").status_code == 404
    assert guesser.client.get(f"/join/{read_code(host.page)}").status_code == 429
    assert database_sum(site) == before
    answer = guesser.send("/sessions/join", {"code": "ZZZZZZ", "csrf_token": guesser.token()})
    assert answer.status_code == 429


def test_a_seat_is_kept_on_another_device(
    app: Flask, site: Site, cast: Mapping[str, Person]
) -> None:
    url, [host, *_] = begin(app, site)
    code = read_code(host.page)
    for first in (True, False):
        ben = Visitor(app)
        ben.sign_in(cast["ben"])
        if first:
            ben.get("/sessions")
            ben.submit("/sessions/join", {"code": code})
            ben.submit(f"/join/{code}")
        assert "2 people here" in ben.get(url).text


ENDS = (
    "|/stage|/board|/events?after=0|/live|/code.svg|/console|/projector|/events.csv|/portfolio.pdf"
)


@pytest.mark.parametrize("end", ENDS.split("|"))
def test_to_a_stranger_there_is_no_session(
    app: Flask, site: Site, playing: tuple[str, list[Visitor]], end: str
) -> None:
    url, _ = playing
    eve = newcomer(app, site)
    assert eve.client.get(f"{url}{end}").status_code == 404
    assert app.test_client().get(f"{url}{end}").status_code in (302, 303, 401, 404)


@pytest.mark.parametrize(
    ("end", "most"), [("", PAGE), ("/stage", FRAGMENT), ("/board", FRAGMENT), ("/events", FRAGMENT)]
)
def test_a_page_of_a_session_asks_the_database_little(
    site: Site, playing: tuple[str, list[Visitor]], end: str, most: int
) -> None:
    url, [host, _] = playing
    host.client.get(f"{url}{end}")
    with count_statements(site.database.engine) as statements:
        assert host.client.get(f"{url}{end}").status_code == 200
    assert len(statements) <= most, statements


def test_an_act_asks_the_database_little(site: Site, playing: tuple[str, list[Visitor]]) -> None:
    url, [host, _] = playing
    fields = form_values(host.get(url).form(f"{url}/ready"))
    with count_statements(site.database.engine) as statements:
        assert host.send(f"{url}/ready", fields).status_code == 303
    assert len(statements) <= 1 + ACT, statements
