"""What a session came to is stored as its team comes to the end; drafts are kept until then."""

import pytest

from learning.errors import InvalidInput
from learning.model.names import PersonId, TeamId
from learning.operations import sessions
from learning.operations.accounts import Viewer
from learning.operations.session_drafts import LONGEST_DRAFT, MOST_DRAFTS
from learning.operations.session_records import recount_results
from learning.operations.site import Site
from learning.operations.tallies import load_spotting
from learning.storage.session_results import ResultRow, list_results
from learning.team.events import (
    End,
    GoBack,
    MakeAppeal,
    MakeTeams,
    MovePerson,
    Ready,
    Rule,
    Start,
    Vote,
)
from learning.team.session import Phase, Stage
from tests.storage.conftest import Clock
from tests.storage.plays import WRONG
from tests.storage.seated import LED, Table, act, look, make_people, open_case, sit, start
from tests.storage.written import CASE


@pytest.fixture
def table(stocked: Site) -> Table:
    return start(stocked)


def results(table: Table) -> list[ResultRow]:
    with table.site.database.read() as connection:
        return [row for each in table.members for row in list_results(connection, each.person_id)]


def test_each_member_gets_a_result_as_their_team_comes_to_the_end(
    table: Table, clock: Clock
) -> None:
    table.play(Phase.REFLECTION)
    assert results(table) == []
    clock.wait(minutes=1)
    table.play(Phase.OVER)
    stored = results(table)
    assert [each.person_id for each in stored] == [each.person_id for each in table.members]
    assert {(each.session_id, each.path, each.title) for each in stored} == {
        (table.id, CASE, "Damp")
    }
    assert {(each.grade, each.finished_at) for each in stored} == {("good", clock())}
    # One cue and one question each, and the question once more together.
    assert {(each.earned, each.possible) for each in stored} == {(2, 2)}
    assert {(each.team_earned, each.team_possible) for each in stored} == {(1, 1)}
    assert [load_spotting(each.spotting)["housing"].hits for each in stored] == [1, 1]


@pytest.mark.parametrize(("phase", "count"), [(Phase.DECIDE, 0), (Phase.DEBRIEF, 2)])
def test_a_session_that_is_ended_early_counts_from_the_debrief_on(
    table: Table, phase: Phase, count: int
) -> None:
    table.play(phase)
    table.do(0, End())
    assert len(results(table)) == count


def test_what_a_session_came_to_is_stored_with_the_act_or_not_at_all(table: Table) -> None:
    table.play(Phase.REFLECTION)
    table.do(0, Ready(table.team.position))
    before = look(table.site, table.id)
    with table.site.database.write() as connection:
        connection.exec_driver_sql("ALTER TABLE session_result RENAME TO elsewhere")
    with pytest.raises(Exception, match="session_result"):
        table.do(1, Ready(table.team.position))
    assert look(table.site, table.id) == before


def lead(site: Site) -> tuple[Viewer, list[Table]]:
    """Start a session of two teams with a facilitator."""
    (cole,) = make_people(site, 1, standing="educator")
    members, session_id = make_people(site, 4), open_case(site, cole, LED)
    sit(site, session_id, members)
    halves = (members[:2], members[2:])
    groups = tuple(tuple(PersonId(each.person_id) for each in half) for half in halves)
    act(site, cole, session_id, MakeTeams(groups))
    act(site, cole, session_id, Start())
    return cole, [
        Table(site, session_id, half, TeamId(number)) for number, half in enumerate(halves, 1)
    ]


def test_an_appeal_that_is_accepted_later_changes_the_result(stocked: Site) -> None:
    cole, [wrong, right] = lead(stocked)
    wrong.play(Phase.DECIDE)
    wrong.everyone(lambda at: Vote(at, WRONG.question, WRONG.answer))
    for each in (wrong, right):
        each.play(Phase.REVEAL)
    appeal = MakeAppeal(wrong.team.position, WRONG.question, "She did say why.", "The text")
    wrong.do(0, appeal)
    for phase in (Phase.CONSEQUENCE, Phase.REVEAL, Phase.REFLECTION):
        for each in (wrong, right):
            each.play(phase)
    wrong.play(Phase.OVER)
    assert {(each.team_earned, each.team_possible) for each in results(wrong)} == {(0.5, 1)}
    act(stocked, cole, wrong.id, Rule(TeamId(1), WRONG.question, accepted=True, words="So it is."))
    assert {(each.team_earned, each.team_possible) for each in results(wrong)} == {(1, 1)}
    assert results(right) == []


def test_what_was_come_to_stays_whoever_is_moved_or_led_back_afterwards(stocked: Site) -> None:
    cole, [first, second] = lead(stocked)
    for phase in (Phase.REVEAL, Phase.CONSEQUENCE, Phase.REVEAL, Phase.REFLECTION):
        for each in (first, second):
            each.play(phase)
    first.play(Phase.OVER)
    before = results(first)
    act(stocked, cole, first.id, MovePerson(PersonId(first.members[0].person_id), second.number))
    act(stocked, cole, first.id, GoBack(first.number, 1))
    act(stocked, cole, second.id, GoBack(second.number, 1))
    act(stocked, cole, first.id, End())
    assert before == results(first)
    recounted = {each.person_id: each for each in recount_results(stocked, first.id)}
    assert recounted == {each.person_id: each for each in before}


def test_a_facilitator_gets_no_result(stocked: Site) -> None:
    cole, [wrong, right] = lead(stocked)
    act(stocked, cole, right.id, End())
    assert results(Table(stocked, right.id, [cole])) == []
    assert look(stocked, wrong.id).stage is Stage.ENDED


def draft(table: Table, part: str, words: str) -> None:
    sessions.save_draft(
        table.site, table.members[0], table.id, part=part, fields={"words": [words]}
    )


def test_a_draft_is_kept_for_whoever_typed_it_until_it_is_sent(table: Table, clock: Clock) -> None:
    (me, other), site = table.members, table.site
    draft(table, "appeal", "It is")
    clock.wait(seconds=5)
    draft(table, "appeal", "It is so")
    kept = sessions.list_drafts(site, me, table.id)["appeal"]
    assert (kept.fields, kept.saved_at) == ({"words": ["It is so"]}, clock())
    assert sessions.list_drafts(site, other, table.id) == {}
    late = Ready("9.share")
    sessions.send(site, me, table.id, act=late, sent=sessions.Sent("late", "appeal"))
    assert "appeal" in sessions.list_drafts(site, me, table.id)
    ready = Ready(table.team.position)
    sessions.send(site, me, table.id, act=ready, sent=sessions.Sent("now", "appeal"))
    assert sessions.list_drafts(site, me, table.id) == {}


def test_a_draft_can_be_dropped_and_only_ones_own(table: Table) -> None:
    me, other = table.members
    draft(table, "appeal", "It is")
    sessions.drop_draft(table.site, other, table.id, part="appeal")
    assert "appeal" in sessions.list_drafts(table.site, me, table.id)
    sessions.drop_draft(table.site, me, table.id, part="appeal")
    assert sessions.list_drafts(table.site, me, table.id) == {}


def test_more_than_anybody_types_is_not_kept(table: Table) -> None:
    with pytest.raises(InvalidInput, match="too long"):
        draft(table, "appeal", "x" * LONGEST_DRAFT)
    with pytest.raises(InvalidInput, match="too long"):
        draft(table, "x" * 1000, "It is")
    for number in range(MOST_DRAFTS):
        draft(table, f"part {number}", "It is")
    draft(table, "part 0", "It is so")
    with pytest.raises(InvalidInput, match="Too much"):
        draft(table, "one more", "It is")
