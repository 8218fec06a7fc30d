"""Who is there is noted in time: by pages, by streams, by what they do; and who is not, as gone."""

import logging
import threading
from collections.abc import Iterator

import pytest

from learning.operations import accounts, session_watch, sessions
from learning.operations.accounts import Viewer
from learning.operations.session_presence import Stream
from learning.operations.session_watch import Watch
from learning.operations.site import Site
from learning.storage.count import count_statements
from learning.team.events import Announce, Leave, MakeTeams, Ready
from learning.team.session import Phase, Stage
from tests.storage.conftest import Clock, join, together, viewer_of
from tests.storage.seated import (
    LED,
    Table,
    act,
    afresh,
    list_stored,
    look,
    make_people,
    open_case,
    sit,
    start,
)
from tests.storage.test_session_log import assert_whole, limited

ALL = 30


@pytest.fixture
def table(stocked: Site) -> Table:
    return start(stocked)


def stream(site: Site, session_id: str, viewer: Viewer) -> Stream:
    return site.presence.open_stream(
        session_id, viewer.person_id, viewer.session_id, wake=lambda: None
    )


def pass_time(site: Site, clock: Clock, seconds: int) -> None:
    """Let the watch of a process look every five seconds of so long a time."""
    watch = Watch(site)
    for second in range(5, seconds + 1, 5):
        clock.wait(seconds=5)
        watch.look(second)


def here(table: Table) -> list[bool]:
    seats = look(table.site, table.id).seats
    return [seats[each.person_id].here for each in table.members]


def test_an_open_stream_keeps_somebody_there_and_its_end_lets_them_go(
    table: Table, clock: Clock
) -> None:
    first, _ = (stream(table.site, table.id, each) for each in table.members)
    pass_time(table.site, clock, 600)
    assert here(table) == [True, True]
    table.site.presence.close_stream(first, at=clock())
    pass_time(table.site, clock, 15)
    assert here(table) == [True, True]
    pass_time(table.site, clock, 15)
    assert here(table) == [False, True]
    assert_whole(table.site, table.id)


def test_a_page_keeps_somebody_there_for_five_minutes(table: Table, clock: Clock) -> None:
    stream(table.site, table.id, table.members[0])
    pass_time(table.site, clock, 240)
    sessions.visit(table.site, table.members[1], table.id)
    pass_time(table.site, clock, 240)
    assert here(table) == [True, True]
    pass_time(table.site, clock, 90)
    assert here(table) == [True, False]


def test_a_page_an_act_or_a_stream_brings_somebody_back(table: Table, clock: Clock) -> None:
    away, other = table.members
    stream(table.site, table.id, other)
    pass_time(table.site, clock, 330)
    assert here(table) == [False, True]
    assert sessions.visit(table.site, away, table.id).opened.session.seats[away.person_id].here
    pass_time(table.site, clock, 330)
    assert here(table) == [False, True]
    table.do(0, Ready(table.team.position))
    assert here(table) == [True, True]
    pass_time(table.site, clock, 330)
    stream(table.site, table.id, away)
    pass_time(table.site, clock, 5)
    assert here(table) == [True, True]
    assert_whole(table.site, table.id)


def test_a_session_all_have_left_pauses_and_goes_on_when_one_is_back(
    table: Table, clock: Clock
) -> None:
    pass_time(table.site, clock, 310)
    assert look(table.site, table.id).stage is Stage.PAUSED
    table.do(0, Ready(table.team.position))
    assert look(table.site, table.id).stage is Stage.RUNNING


def test_who_leaves_is_gone_though_a_stream_is_still_open(table: Table, clock: Clock) -> None:
    for each in table.members:
        stream(table.site, table.id, each)
    table.do(0, Leave())
    pass_time(table.site, clock, 30)
    assert here(table) == [False, True]


def test_a_facilitator_who_drops_is_noted_and_comes_back(stocked: Site, clock: Clock) -> None:
    cole, ben = (*make_people(stocked, 1, standing="educator"), *make_people(stocked, 1))
    session_id = open_case(stocked, cole, LED)
    sit(stocked, session_id, [ben])
    pass_time(stocked, clock, 200)
    sessions.visit(stocked, cole, session_id)
    pass_time(stocked, clock, 200)
    session = look(stocked, session_id)
    assert (session.facilitator_here, session.seats[ben.person_id].here) == (True, False)
    pass_time(stocked, clock, 120)
    assert not look(stocked, session_id).facilitator_here
    assert sessions.visit(stocked, cole, session_id).opened.session.facilitator_here
    act(stocked, cole, session_id, Announce("Back again"))
    assert_whole(stocked, session_id)


def test_two_processes_watch_and_each_thing_happens_once(table: Table, clock: Clock) -> None:
    there = afresh(table.site)
    stream(there, table.id, table.members[0])
    before = look(table.site, table.id).seq
    for _ in range(0, 330, 10):
        clock.wait(seconds=10)
        for site in (there, table.site):
            Watch(site).look(10)
    assert here(table) == [True, False]
    assert look(table.site, table.id).seq == before + 1


def test_watches_that_look_at_once_note_a_thing_once(table: Table, clock: Clock) -> None:
    clock.wait(minutes=6)
    before = look(table.site, table.id).seq
    together(4, lambda: Watch(table.site).look(ALL))
    bodies = [each.body for each in list_stored(table.site, table.id)[before:]]
    assert sorted(bodies) == sorted(set(bodies))
    assert len(bodies) == len(table.members)


def test_a_phase_whose_time_is_up_is_over_within_a_second(stocked: Site, clock: Clock) -> None:
    table = limited(stocked, clock)
    Watch(stocked).look(1)
    assert look(stocked, table.id).teams[1].phase is Phase.ALONE


def test_a_class_does_not_wait_for_a_replay_after_a_restart(table: Table) -> None:
    there = afresh(table.site)
    Watch(there).warm_up()
    assert there.sessions.find(table.id) == look(table.site, table.id)


def test_lost_news_are_noticed_and_known_news_are_not_repeated(table: Table) -> None:
    heard: list[int] = []
    here, there = afresh(table.site), table.site
    here.presence.listen(lambda _, seq: heard.append(seq))
    stream(here, table.id, table.members[0])
    seq = act(there, table.members[0], table.id, Ready(table.team.position)).opened.session.seq
    for _ in range(2):
        session_watch.catch_up(here)
    here.presence.hear(table.id, seq)
    assert heard == [seq]


def test_the_stream_of_somebody_who_signed_out_ends(stocked: Site) -> None:
    amina, ben = join(stocked, "Amina"), join(stocked, "Ben", "law")
    viewers = [viewer_of(stocked, each) for each in (amina, ben)]
    woken: list[str] = []
    streams = [
        stocked.presence.open_stream(
            "any", each.person_id, each.session_id, wake=lambda name=each.name: woken.append(name)
        )
        for each in viewers
    ]
    session_watch.end_signed_out(stocked)
    assert woken == []
    accounts.sign_out(stocked, amina.token)
    session_watch.end_signed_out(stocked)
    assert [each.over for each in streams] == [True, False]
    assert woken == ["Amina"]


def test_somebody_who_was_away_too_long_is_signed_out_of_streams_too(
    stocked: Site, clock: Clock
) -> None:
    amina = viewer_of(stocked, join(stocked, "Amina"))
    opened = stream(stocked, "any", amina)
    clock.wait(minutes=61)
    session_watch.end_signed_out(stocked)
    assert opened.over


def test_so_many_streams_are_watched_with_a_handful_of_statements(stocked: Site) -> None:
    people = make_people(stocked, 40)
    session_id = open_case(stocked, people[0])
    sit(stocked, session_id, people)
    for each in people:
        stream(stocked, session_id, each)
    with count_statements(stocked.database.engine) as statements:
        Watch(stocked).look(ALL)
    assert len(statements) <= 5


def test_what_cannot_be_written_down_is_remembered(
    table: Table, caplog: pytest.LogCaptureFixture
) -> None:
    with table.site.database.write() as connection:
        connection.exec_driver_sql("ALTER TABLE seat RENAME TO away")
    with caplog.at_level(logging.CRITICAL, "learning.sessions"):
        Watch(table.site).look(ALL)
    with table.site.database.write() as connection:
        connection.exec_driver_sql("ALTER TABLE away RENAME TO seat")
    assert len(table.site.presence.list_seen()) == len(table.members)


def test_a_session_that_cannot_be_watched_keeps_no_other_waiting(
    stocked: Site, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    tables = [limited(stocked, clock) for _ in range(2)]
    broken, whole = sorted(tables, key=lambda each: each.id)
    with stocked.database.write() as connection:
        connection.exec_driver_sql(
            f"UPDATE case_session_event SET body = '{{}}' WHERE session_id = '{broken.id}'"
        )
    here = afresh(stocked)
    watch = Watch(here)
    for second in range(1, 6):
        watch.look(second)
    assert look(here, whole.id).teams[1].phase is Phase.ALONE
    assert [each.message for each in caplog.records] == [
        f"session {broken.id} could not be watched"
    ]


@pytest.fixture
def watching(table: Table) -> Iterator[threading.Thread]:
    thread = Watch(table.site, every=0.01).start()
    yield thread
    table.site.presence.close()
    thread.join(10)


def test_the_watch_ends_with_its_site_and_so_do_its_streams(
    table: Table, watching: threading.Thread
) -> None:
    opened = stream(table.site, table.id, table.members[0])
    assert watching.is_alive()
    table.site.presence.close()
    watching.join(10)
    assert not watching.is_alive()
    assert opened.over
    assert stream(table.site, table.id, table.members[0]).over


def test_news_reach_streams_through_the_watch(table: Table, watching: threading.Thread) -> None:
    heard = threading.Event()
    table.site.presence.listen(lambda _, seq: heard.set())
    stream(table.site, table.id, table.members[0])
    table.do(0, Ready(table.team.position))
    assert heard.wait(5)


def test_presence_is_written_while_seats_change(stocked: Site, clock: Clock) -> None:
    """Neither waits for the other for ever: on PostgreSQL each locks rows of its own order."""
    people = make_people(stocked, 12)
    session_id, sides = open_case(stocked, people[0]), iter(range(1000))
    sit(stocked, session_id, people)
    for each in people:
        stream(stocked, session_id, each)

    def work() -> None:
        for _ in range(5):
            if next(sides) % 2:
                session_watch.write_stays(stocked)
            else:
                teams = tuple(each.person_id for each in people[:6])
                rest = tuple(each.person_id for each in people[6:])
                act(stocked, people[0], session_id, MakeTeams((teams, rest)))
                act(stocked, people[0], session_id, MakeTeams((rest, teams)))

    together(6, work)
    assert_whole(stocked, session_id)
