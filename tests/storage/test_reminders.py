"""Reminders of sessions over days: to whom, when, once only, and what trouble makes of them."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from learning.operations import accounts
from learning.operations.accounts import Viewer
from learning.operations.reminders import send_reminders
from learning.operations.rounds import Rounds
from learning.operations.session_shelf import SessionShelf
from learning.operations.site import Site
from learning.team.events import End, Extend, Start
from learning.team.session import Phase
from tests.smtp import CUT, Server, running_server
from tests.storage.conftest import Clock, together
from tests.storage.seated import make_people, open_case, sit
from tests.storage.session_plays import LIVE, OVER_DAYS, Game, open_game

START, WAITS = "Your shared session begins: Damp", "Your team waits for you: Damp"
HEARD = replace(OVER_DAYS, facilitated=True)
DUE, OVER = "Time is nearly up: Damp", "Your shared session is over: Damp"


@pytest.fixture
def server() -> Iterator[Server]:
    with running_server() as running:
        yield running


@pytest.fixture
def sending(stocked: Site, server: Server) -> Site:
    """Give the site, set to send by the server."""
    settings = replace(
        stocked.settings,
        smtp_url=f"smtp://{server.host}:{server.port}",
        mail_from="site@example.org",
        site_url="https://learn.example.org",
    )
    return replace(stocked, settings=settings)


@pytest.fixture
def game(sending: Site, amina: Viewer, ben: Viewer) -> Game:
    game = open_game(sending, (amina, ben))
    game.leave_pages(amina, ben)
    return game


def sent(server: Server) -> list[tuple[str, str]]:
    """Give what was sent since this was last asked: to whom by name, and the subject."""
    letters = [(each["To"].addresses[0].display_name, each["Subject"]) for each in server.letters]
    server.letters.clear()
    return sorted(letters)


def test_everybody_hears_once_that_it_begins(game: Game, server: Server) -> None:
    assert send_reminders(game.site) == 2
    assert sent(server) == [("Amina", START), ("Ben", START)]
    assert send_reminders(game.site) == 0


def test_a_letter_says_what_to_do_until_when_and_where(game: Game, server: Server) -> None:
    send_reminders(game.site)
    text = server.letters[0].get_content()
    assert "Now: read what your side knows." in text
    assert "at the latest on 24 November 2026 at 09:00 (London time)" in text
    assert f"https://learn.example.org/sessions/{game.id}" in text
    assert "https://learn.example.org/account#reminders" in text


def test_whoever_a_phase_waits_for_hears_of_it_and_nobody_else(
    game: Game, server: Server, amina: Viewer, ben: Viewer
) -> None:
    send_reminders(game.site)
    game.go_to(Phase.ALONE)
    game.do_part(amina)
    game.leave_pages(amina, ben)
    sent(server)
    send_reminders(game.site)
    assert sent(server) == [("Ben", WAITS)]
    assert send_reminders(game.site) == 0


def test_who_is_there_needs_no_letter(game: Game, server: Server, ben: Viewer) -> None:
    send_reminders(game.site)
    game.go_to(Phase.ALONE)
    sent(server)
    game.leave_pages(ben)
    send_reminders(game.site)
    assert sent(server) == [("Ben", WAITS)]


def test_a_day_before_the_time_is_up_who_is_not_done_hears_of_it(
    game: Game, server: Server, clock: Clock, amina: Viewer
) -> None:
    send_reminders(game.site)
    game.do_part(amina)
    game.leave_pages(amina)
    sent(server)
    clock.wait(days=1, hours=23)
    assert send_reminders(game.site) == 0
    clock.wait(hours=2)
    send_reminders(game.site)
    assert sent(server) == [("Ben", DUE)]
    assert send_reminders(game.site) == 0


def test_a_time_that_was_put_off_is_reminded_of_anew(
    sending: Site, server: Server, clock: Clock
) -> None:
    (cole,) = make_people(sending, 1, standing="educator")
    game = Game(sending, open_case(sending, cole, HEARD), make_people(sending, 2))
    sit(sending, game.id, game.people)
    game.do(cole, Start())
    game.leave_pages(*game.people)
    assert [send_reminders(sending), clock.wait(days=2), send_reminders(sending)] == [2, None, 2]
    game.do(cole, Extend(timedelta(days=2)))
    assert [clock.wait(hours=23), send_reminders(sending)] == [None, 0]
    sent(server)
    clock.wait(days=1, hours=2)
    assert [send_reminders(sending), send_reminders(sending)] == [2, 0]
    assert {subject for _, subject in sent(server)} == {DUE}


def test_when_all_is_over_everybody_hears_once(game: Game, server: Server) -> None:
    game.go_to(Phase.OVER)
    send_reminders(game.site)
    assert sent(server) == [("Amina", OVER), ("Ben", OVER)]
    assert send_reminders(game.site) == 0


def test_what_ended_long_ago_is_no_news(game: Game, server: Server, clock: Clock) -> None:
    game.do(game.people[0], End())
    clock.wait(days=4)
    assert send_reminders(game.site) == 0


def test_who_wants_none_gets_none(game: Game, server: Server, amina: Viewer) -> None:
    accounts.switch_reminders(game.site, amina, on=False)
    send_reminders(game.site)
    assert sent(server) == [("Ben", START)]


def test_people_who_meet_are_not_written_to(
    sending: Site, server: Server, amina: Viewer, ben: Viewer
) -> None:
    open_game(sending, (amina, ben), LIVE)
    assert send_reminders(sending) == 0


def test_a_name_adds_no_header(sending: Site, server: Server, amina: Viewer) -> None:
    with sending.database.write() as connection:
        connection.exec_driver_sql("UPDATE person SET name = 'Eve\r\nBcc: all@example.org'")
    open_game(sending, (amina,))
    send_reminders(sending)
    (letter,) = server.letters
    assert letter["Bcc"] is None
    assert letter.get_content().startswith("Hello Eve Bcc: all@example.org,")


def test_what_did_not_go_goes_later_and_once(game: Game, server: Server) -> None:
    server.replies["RCPT"] = "450 not now"
    assert send_reminders(game.site) == 0
    server.replies["RCPT"] = "250 ok"
    assert send_reminders(game.site) == 2
    assert len(sent(server)) == 2


@pytest.mark.parametrize(("verb", "said"), [("END", CUT), ("RCPT", "550 nobody here")])
def test_what_may_have_gone_or_never_can_is_not_sent_again(
    game: Game, server: Server, verb: str, said: str
) -> None:
    server.replies[verb] = said
    for _ in range(3):
        send_reminders(game.site)
    tried = server.count("RCPT")
    server.replies[verb] = "250 ok"
    assert send_reminders(game.site) == 0
    assert tried == 2


def test_a_session_that_cannot_be_read_keeps_back_nobody_elses_letters(
    game: Game, server: Server, amina: Viewer, ben: Viewer
) -> None:
    with game.site.database.write() as connection:
        connection.exec_driver_sql("DELETE FROM case_session_event WHERE seq = 2")
    afresh = replace(game.site, sessions=SessionShelf())
    other = open_game(afresh, (amina, ben))
    send_reminders(afresh)
    assert len(server.letters) == 2
    assert all(other.id in each.get_content() for each in server.letters)


def test_several_processes_at_once_send_each_letter_once(game: Game, server: Server) -> None:
    together(4, lambda: send_reminders(game.site))
    assert sent(server) == [("Amina", START), ("Ben", START)]


def test_the_rounds_send_them_and_end_when_told(game: Game, server: Server) -> None:
    rounds = Rounds(game.site, every=0.05)
    thread = rounds.start()
    for _ in range(100):
        if len(server.letters) == 2:
            break
        rounds.stopped.wait(0.05)
    rounds.stopped.set()
    thread.join(10)
    assert not thread.is_alive()
    assert len(sent(server)) == 2
