"""A code lets in whoever was given it, and cannot be guessed."""

from collections.abc import Callable
from dataclasses import replace
from queue import SimpleQueue

import pytest
from sqlalchemy import func, select

from learning.errors import NotAllowed, NotFound, TooMany
from learning.model.names import HEALTH, LAW, Role
from learning.operations import sessions
from learning.operations.accounts import Viewer
from learning.operations.session_codes import ALPHABET, LENGTH, draw_code, read_code
from learning.operations.session_joining import MOST_GUESSES
from learning.operations.site import Site
from learning.storage.session_schema import CaseSession, CodeGuess
from learning.team.events import End, Join, Leave, Open, Start, TakeOver
from learning.team.session import Options, Refusal, Stage
from tests.storage.conftest import Clock, together
from tests.storage.seated import ALONE, LED, act, look, make_people, open_case, sit
from tests.storage.written import CASE, COURSE, LESSON

NOBODYS = "ZZZZZZ"
Waiting = SimpleQueue[Viewer]


@pytest.fixture
def hall(stocked: Site) -> str:
    """Open a session that nobody sits in, and give its code."""
    (cole,) = make_people(stocked, 1, standing="educator")
    return code_of(stocked, cole, open_case(stocked, cole, LED))


@pytest.fixture
def eve(stocked: Site) -> Viewer:
    return make_people(stocked, 1)[0]


def code_of(site: Site, viewer: Viewer, session_id: str) -> str:
    return sessions.visit(site, viewer, session_id).code


def guess(site: Site, viewer: Viewer, code: str = NOBODYS) -> type[Exception] | None:
    """Try a code, and give what was raised."""
    try:
        sessions.find_code(site, viewer, code)
    except (NotFound, TooMany) as error:
        return type(error)
    return None


def count_rows(site: Site) -> int:
    with site.database.read() as connection:
        return connection.execute(select(func.count()).select_from(CodeGuess)).scalar_one()


def test_codes_are_drawn_from_letters_that_do_not_look_alike() -> None:
    drawn = {draw_code() for _ in range(200)}
    assert len(drawn) > 195
    assert set("".join(drawn)) == set(ALPHABET)
    assert all(len(each) == LENGTH == 6 for each in drawn)
    assert not set(ALPHABET) & set("AEIOUYLQSVN0125")


@pytest.mark.parametrize(
    "write",
    [
        str.lower,
        lambda code: f" {code[:3]} {code[3:]} ",
        "-".join,
        lambda code: f"{code[:3]}\u2013{code[3:]}".lower(),
        lambda code: code.replace("W", "V").replace("M", "n").replace("C", "g"),
    ],
    ids=("small", "blanks", "hyphens", "dash", "look-alikes"),
)
def test_a_code_is_read_however_it_is_typed(write: Callable[[str], str]) -> None:
    for _ in range(20):
        code = draw_code()
        assert read_code(write(code)) == code


@pytest.mark.parametrize("typed", ["", "BCDFH", "BCDFHJK", "BCDFH!", "B" * 500, "\u0392CDFHJ"])
def test_what_is_no_code_is_not_found(stocked: Site, eve: Viewer, hall: str, typed: str) -> None:
    assert guess(stocked, eve, typed) is NotFound


def test_a_code_leads_to_its_session_until_that_ends(stocked: Site, eve: Viewer) -> None:
    (host,) = make_people(stocked, 1)
    session_id = open_case(stocked, host)
    code = code_of(stocked, host, session_id)
    assert sessions.find_code(stocked, eve, code.lower()) == session_id
    act(stocked, host, session_id, End())
    assert guess(stocked, eve, code) is NotFound


def test_a_code_may_be_drawn_again_once_its_session_has_ended(stocked: Site) -> None:
    drawn = iter(["BCDFHJ", "BCDFHJ", "KMPRTW", "BCDFHJ"])
    site = replace(stocked, new_code=lambda: next(drawn))
    (host,) = make_people(site, 1)
    first, second = (open_case(site, host) for _ in range(2))
    assert [code_of(site, host, each) for each in (first, second)] == ["BCDFHJ", "KMPRTW"]
    act(site, host, first, End())
    third = open_case(site, host)
    assert sessions.find_code(site, host, "BCDFHJ") == third


def test_ten_wrong_codes_are_enough_and_a_right_one_is_refused_then(
    stocked: Site, clock: Clock, eve: Viewer, hall: str
) -> None:
    for _ in range(MOST_GUESSES):
        assert guess(stocked, eve) is NotFound
        clock.wait(seconds=20)
    with pytest.raises(TooMany) as refused:
        sessions.find_code(stocked, eve, hall)
    assert refused.value.wait == 101
    clock.wait(seconds=refused.value.wait)
    assert guess(stocked, eve, hall) is None


def test_what_one_person_tries_keeps_nobody_else_out(stocked: Site, eve: Viewer, hall: str) -> None:
    for _ in range(MOST_GUESSES):
        guess(stocked, eve)
    (ben,) = make_people(stocked, 1)
    assert guess(stocked, ben, hall) is None


def test_many_tries_at_once_are_no_more_than_one_after_another(stocked: Site, eve: Viewer) -> None:
    outcomes: SimpleQueue[type[Exception] | None] = SimpleQueue()
    together(20, lambda: outcomes.put(guess(stocked, eve)))
    got = [outcomes.get() for _ in range(20)]
    assert got.count(NotFound) == MOST_GUESSES
    assert got.count(TooMany) == 20 - MOST_GUESSES
    assert count_rows(stocked) == MOST_GUESSES


def test_wrong_codes_are_forgotten(stocked: Site, clock: Clock, eve: Viewer) -> None:
    for _ in range(3):
        guess(stocked, eve)
    clock.wait(minutes=5)
    guess(stocked, eve)
    assert count_rows(stocked) == 1


def test_a_lecture_hall_joins_at_once_and_nobody_is_refused(stocked: Site, hall: str) -> None:
    waiting: Waiting = SimpleQueue()
    for each in make_people(stocked, 300):
        waiting.put(each)

    def join_all() -> None:
        for _ in range(50):
            each = waiting.get()
            session_id = sessions.find_code(stocked, each, hall)
            sit(stocked, session_id, [each])

    together(6, join_all)
    with stocked.database.read() as connection:
        session_id = connection.execute(select(CaseSession.id)).scalar_one()
    assert len(look(stocked, session_id).seats) == 300


def test_only_educators_facilitate(stocked: Site, eve: Viewer) -> None:
    with pytest.raises(NotAllowed, match="Only educators"):
        open_case(stocked, eve, LED)
    (cole,) = make_people(stocked, 1, standing="educator")
    session_id = open_case(stocked, cole, LED)
    with pytest.raises(NotAllowed):
        sessions.take_over(stocked, eve, session_id, request_id="1")
    with pytest.raises(NotAllowed, match="no seat"):
        sessions.take_seat(stocked, cole, session_id, side=LAW, request_id="2")


def test_another_educator_takes_over_and_the_first_is_out(stocked: Site) -> None:
    cole, dan = make_people(stocked, 2, standing="educator")
    session_id = open_case(stocked, cole, LED)
    assert sessions.take_over(stocked, dan, session_id, request_id="1").refused is None
    assert sessions.visit(stocked, dan, session_id).is_facilitator
    with pytest.raises(NotFound):
        sessions.visit(stocked, cole, session_id)
    sessions.take_over(stocked, cole, session_id, request_id="2")
    assert sessions.visit(stocked, cole, session_id).is_facilitator


def test_one_request_opens_one_session_however_often_it_is_sent(stocked: Site, eve: Viewer) -> None:
    opened: SimpleQueue[str] = SimpleQueue()

    def send() -> None:
        found = sessions.open_session(stocked, eve, CASE, options=ALONE, request_id="once")
        opened.put(found)

    together(6, send)
    assert len({opened.get() for _ in range(6)}) == 1
    assert len(sessions.list_mine(stocked, eve)) == 1


@pytest.mark.parametrize("path", [LESSON, COURSE, "cases/none.md"])
def test_only_a_case_that_is_published_can_be_opened(stocked: Site, eve: Viewer, path: str) -> None:
    with pytest.raises(NotFound):
        open_case(stocked, eve, path=path)


def test_a_stranger_finds_nothing_and_can_do_nothing(stocked: Site, eve: Viewer) -> None:
    (host,) = make_people(stocked, 1)
    session_id = open_case(stocked, host)
    for attempt in (
        lambda: sessions.visit(stocked, eve, session_id),
        lambda: sessions.act(stocked, eve, session_id, act=Start(), request_id="1"),
        lambda: sessions.save_draft(stocked, eve, session_id, part="words", fields={}),
        lambda: sessions.visit(stocked, eve, "no such session"),
    ):
        with pytest.raises(NotFound):
            attempt()
    assert sessions.list_mine(stocked, eve) == []


@pytest.mark.parametrize("wanted", [Open(Options()), Join(LAW), TakeOver()], ids=repr)
def test_what_has_a_way_of_its_own_is_not_done_as_an_act(
    stocked: Site, eve: Viewer, wanted: Open | Join | TakeOver
) -> None:
    session_id = open_case(stocked, eve)
    with pytest.raises(NotAllowed):
        sessions.act(stocked, eve, session_id, act=wanted, request_id="1")


def test_a_seat_is_taken_changed_given_up_and_come_back_to(stocked: Site, eve: Viewer) -> None:
    session_id = open_case(stocked, eve)

    def take(side: Role) -> Refusal | None:
        done = sessions.take_seat(stocked, eve, session_id, side=side, request_id=stocked.new_id())
        return done.refused.why if done.refused else None

    def side() -> str | None:
        return sessions.list_mine(stocked, eve)[0].side

    for each in (HEALTH, LAW):
        assert take(each) is None
        assert side() == each
    assert take(Role("nobody")) is Refusal.UNKNOWN
    act(stocked, eve, session_id, Leave())
    assert side() is None
    assert take(HEALTH) is None
    act(stocked, eve, session_id, Start())
    # Once it has begun, a seat stays on its side.
    assert take(LAW) is None
    assert side() == HEALTH
    assert look(stocked, session_id).stage is Stage.RUNNING


def test_a_list_tells_what_a_person_has_to_do_with(stocked: Site) -> None:
    host, guest = make_people(stocked, 2)
    session_id = open_case(stocked, host)
    sit(stocked, session_id, [guest])
    (mine,) = sessions.list_mine(stocked, host)
    assert (mine.title, mine.stage, mine.side, mine.opened_by) == (
        "Damp",
        "lobby",
        None,
        host.person_id,
    )
    (theirs,) = sessions.list_mine(stocked, guest)
    assert (theirs.session_id, theirs.side) == (session_id, guest.side)
