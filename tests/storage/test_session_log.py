"""What happens in a session is stored once, in order, and comes to the same wherever it is read."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import count
from pathlib import Path
from queue import SimpleQueue

import pytest

from learning.errors import NotFound, Stale
from learning.operations import session_log, sessions
from learning.operations.publishing import publish
from learning.operations.session_shelf import SessionShelf
from learning.operations.site import Site
from learning.storage.count import count_statements
from learning.team.events import Announce, Ready, Start, Tick
from learning.team.session import Options, Phase, Refusal, Stage
from tests.storage.conftest import Clock, together
from tests.storage.seated import (
    LED,
    Table,
    act,
    afresh,
    list_stored,
    look,
    look_up,
    make_people,
    open_case,
    sit,
    start,
)
from tests.storage.written import CASE, CASE_TEXT, write

THREADS = 20


@pytest.fixture
def table(stocked: Site) -> Table:
    return start(stocked)


def assert_whole(site: Site, session_id: str) -> None:
    """Check that events are numbered without a gap and come to what is kept in memory."""
    stored = list_stored(site, session_id)
    assert [each.seq for each in stored] == list(range(1, len(stored) + 1))
    kept = look(site, session_id)
    assert kept.seq == len(stored)
    assert look(afresh(site), session_id) == kept


def words_of(site: Site, session_id: str) -> list[str]:
    return [each.words for each in look(site, session_id).announcements]


def test_twenty_threads_act_in_one_session_and_nothing_is_lost(stocked: Site) -> None:
    (cole,) = make_people(stocked, 1, standing="educator")
    session_id, numbers = open_case(stocked, cole, LED), count()

    def announce() -> None:
        for _ in range(3):
            act(stocked, cole, session_id, Announce(f"Word {next(numbers)}"))

    together(THREADS, announce)
    said = sorted(words_of(stocked, session_id))
    assert said == sorted(f"Word {each}" for each in range(3 * THREADS))
    assert_whole(stocked, session_id)


def test_people_who_join_at_once_all_get_a_seat(stocked: Site) -> None:
    people = make_people(stocked, THREADS)
    session_id = open_case(stocked, people[0])
    waiting: SimpleQueue[int] = SimpleQueue()
    for each in range(THREADS):
        waiting.put(each)
    together(THREADS, lambda: sit(stocked, session_id, [people[waiting.get()]]))
    assert set(look(stocked, session_id).seats) == {each.person_id for each in people}
    assert_whole(stocked, session_id)


def test_a_double_send_in_parallel_counts_once(table: Table) -> None:
    before, outcomes = look(table.site, table.id).seq, SimpleQueue[bool]()
    ready = Ready(table.team.position)

    def send() -> None:
        done = sessions.act(table.site, table.members[0], table.id, act=ready, request_id="once")
        outcomes.put(done.replayed)

    together(8, send)
    assert sorted(outcomes.get() for _ in range(8)) == [False] + [True] * 7
    assert look(table.site, table.id).seq == before + 1


def test_one_name_for_two_acts_is_stale(table: Table) -> None:
    ready = Ready(table.team.position)
    sessions.act(table.site, table.members[0], table.id, act=ready, request_id="once")
    with pytest.raises(Stale):
        sessions.act(
            table.site,
            table.members[0],
            table.id,
            act=replace(ready, ready=False),
            request_id="once",
        )
    # Another person may call theirs the same.
    sessions.act(table.site, table.members[1], table.id, act=ready, request_id="once")


def test_what_is_refused_is_not_stored_and_may_be_sent_again(table: Table) -> None:
    before = list_stored(table.site, table.id)
    wanted = {"viewer": table.members[0], "session_id": table.id, "request_id": "early"}
    late = sessions.act(table.site, act=Ready("9.share"), **wanted)
    assert late.refused is not None
    assert late.refused.why is Refusal.LATE
    assert list_stored(table.site, table.id) == before
    assert sessions.act(table.site, act=Ready(table.team.position), **wanted).refused is None


def limited(site: Site, clock: Clock) -> Table:
    """Start a session in which briefs end after a minute."""
    members = make_people(site, 2)
    limits = {Phase.BRIEF: timedelta(minutes=1)}
    session_id = open_case(site, members[0], Options(facilitated=False, limits=limits))
    sit(site, session_id, members)
    act(site, members[0], session_id, Start())
    clock.wait(seconds=61)
    return Table(site, session_id, members)


def test_what_is_due_comes_first_and_stays_though_the_act_is_refused(
    stocked: Site, clock: Clock
) -> None:
    table = limited(stocked, clock)
    before = look(stocked, table.id).seq
    done = sessions.act(
        stocked, table.members[0], table.id, act=Ready("1.brief"), request_id="too late"
    )
    assert done.refused is not None
    assert done.refused.why is Refusal.LATE
    assert table.team.phase is Phase.ALONE
    stored = list_stored(stocked, table.id)
    assert [each.body for each in stored[before:]] == ['{"act":"Tick"}']
    assert_whole(stocked, table.id)


def test_the_clock_strikes_once_however_many_ask(stocked: Site, clock: Clock) -> None:
    table = limited(stocked, clock)
    before = look(stocked, table.id).seq
    together(8, lambda: session_log.tick(stocked, table.id))
    assert look(stocked, table.id).seq == before + 1


def test_a_clock_that_need_not_strike_stores_nothing(table: Table) -> None:
    before = look(table.site, table.id).seq
    assert session_log.tick(table.site, table.id).seq == before
    assert session_log.do(table.site, table.id, Tick(), by=None).refused is None


def test_two_processes_on_one_database_follow_each_other(table: Table) -> None:
    here, there = table.site, afresh(table.site)
    for number in range(6):
        site = (here, there)[number % 2]
        act(site, table.members[0], table.id, Ready(table.team.position, number % 2 == 1))
        assert look(here, table.id) == look(there, table.id)
    assert_whole(here, table.id)


def test_two_processes_act_at_once_and_nothing_is_lost(stocked: Site) -> None:
    (cole,) = make_people(stocked, 1, standing="educator")
    session_id, numbers = open_case(stocked, cole, LED), count()
    processes = (stocked, afresh(stocked))

    def announce() -> None:
        for _ in range(5):
            number = next(numbers)
            act(processes[number % 2], cole, session_id, Announce(f"Word {number}"))

    together(4, announce)
    assert sorted(words_of(stocked, session_id)) == sorted(f"Word {each}" for each in range(20))
    assert words_of(processes[1], session_id) == words_of(stocked, session_id)
    assert_whole(stocked, session_id)


def test_a_session_that_gave_way_is_read_again(stocked: Site) -> None:
    small = replace(stocked, sessions=SessionShelf(capacity=1))
    tables = [start(small) for _ in range(3)]
    for each in tables:
        each.do(0, Ready(each.team.position))
        assert_whole(small, each.id)


def test_memory_ahead_of_the_database_is_not_believed(table: Table) -> None:
    """A database that was put back from a copy knows less than whoever served it meanwhile."""
    session = look(table.site, table.id)
    table.site.sessions.keep(table.id, replace(session, seq=session.seq + 5))
    table.do(0, Ready(table.team.position))
    assert_whole(table.site, table.id)


@pytest.fixture
def told(table: Table) -> Iterator[list[int]]:
    """List the numbers that were told, each with what the database said at that moment."""
    heard: list[int] = []

    def hear(session_id: str, seq: int) -> None:
        assert len(list_stored(table.site, session_id)) == seq, "told before it was stored"
        heard.append(seq)

    table.site.broadcast.listen(hear)
    return heard


def test_what_is_stored_is_told_afterwards_and_what_is_not_is_not(
    table: Table, told: list[int]
) -> None:
    ready, seq = Ready(table.team.position), look(table.site, table.id).seq
    for _ in range(2):
        sessions.act(table.site, table.members[0], table.id, act=ready, request_id="once")
    sessions.act(table.site, table.members[0], table.id, act=Ready("9.share"), request_id="late")
    assert told == [seq + 1]


def test_news_that_cannot_be_told_fail_no_act(table: Table) -> None:
    def fail(session_id: str, seq: int) -> None:
        raise ConnectionError("no news")

    table.site.broadcast.listen(fail)
    table.do(0, Ready(table.team.position))
    assert_whole(table.site, table.id)


def test_what_could_not_be_stored_is_neither_kept_nor_told(
    lite_site: Site, content: Path, tmp_path: Path
) -> None:
    assert not publish(lite_site, content, "test").broken
    table = start(lite_site)
    before, heard = look(lite_site, table.id), SimpleQueue[int]()
    lite_site.broadcast.listen(lambda _, seq: heard.put(seq))
    with lite_site.database.write() as connection:
        connection.exec_driver_sql(
            "CREATE TRIGGER full BEFORE INSERT ON case_session_event "
            "BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END"
        )
    with pytest.raises(Exception, match="full"):
        table.do(0, Ready(table.team.position))
    assert lite_site.sessions.find(table.id) is before
    assert heard.empty()


def test_a_session_stays_on_its_version_whatever_is_published(stocked: Site, content: Path) -> None:
    table = start(stocked)
    write(content, CASE, CASE_TEXT.replace("Ask when the patches began", "Ask about the patches"))
    assert not publish(stocked, content, "test").broken
    (content / CASE).unlink()
    assert not publish(stocked, content, "test").broken
    with pytest.raises(NotFound):
        open_case(stocked, table.members[0])
    table.play(Phase.OVER)
    assert look(stocked, table.id).stage is Stage.ENDED
    assert_whole(stocked, table.id)
    assert (
        "Ask when"
        in look_up(afresh(stocked), table.id).module.key.scenes["the-cough"].choices[0].text
    )


def test_a_page_and_an_act_send_few_statements(table: Table) -> None:
    engine = table.site.database.engine
    ready = Ready(table.team.position)
    with count_statements(engine) as statements:
        sessions.act(table.site, table.members[0], table.id, act=ready, request_id="one")
    assert len(statements) <= 5
    with count_statements(engine) as statements:
        sessions.visit(table.site, table.members[0], table.id)
    assert len(statements) == 2


def test_the_act_that_does_most_sends_eight_statements(table: Table, clock: Clock) -> None:
    """Somebody comes back to a session all had left, and what they send with a draft ends it."""
    site, last = table.site, table.members[1]
    table.play(Phase.REFLECTION)
    clock.wait(minutes=6)
    assert session_log.note_presence(site, table.id).stage is Stage.PAUSED
    sessions.save_draft(site, last, table.id, part="words", fields={})
    wanted, sent = Ready(table.team.position), sessions.Sent("last", "words")
    with count_statements(site.database.engine) as statements:
        done = sessions.send(site, last, table.id, act=wanted, sent=sent)
    assert done.opened.session.stage is Stage.ENDED
    assert len(statements) <= 8
    assert sessions.list_drafts(site, last, table.id) == {}
