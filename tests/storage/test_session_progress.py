"""What a shared session leaves in a person's progress: apart from their attempts, and exact."""

from dataclasses import replace
from pathlib import Path

import pytest

from learning.evidence.spotting import NeedTally
from learning.model.names import Need
from learning.operations.accounts import Viewer
from learning.operations.catalogue import CourseDesk, enrol, show_course
from learning.operations.certificates import issue
from learning.operations.evidence import Evidence, my_evidence
from learning.operations.home import STALE, show_home
from learning.operations.progress import my_progress
from learning.operations.publishing import publish
from learning.operations.session_records import recount_results
from learning.operations.site import Site
from learning.operations.stages import Points, Stage
from learning.storage.count import count_statements
from learning.storage.session_results import ResultRow, keep_results, list_results
from learning.team.events import End
from learning.team.session import Options, Phase
from tests.storage.conftest import Clock
from tests.storage.plays import BADLY, WELL, assert_counted, play
from tests.storage.session_plays import LIVE, OVER_DAYS, Game, open_game
from tests.storage.written import write

COURSE = "courses/together/course.md"
TEXT = """---
title: Together
kind: course
summary: One case for two.
authors: [A. Tester]
licence: CC BY 4.0
---

# Together

Welcome.

## Modules

1. [Damp](../../cases/damp.md)
   - shared session
   - {rule}

## Certificate

You heard her.
"""


@pytest.fixture
def rule() -> str:
    return "finished"


@pytest.fixture
def shared(stocked: Site, content: Path, rule: str, amina: Viewer, ben: Viewer) -> Site:
    """Publish a course with a session in it, which both take."""
    write(content, COURSE, TEXT.format(rule=rule))
    assert not publish(stocked, content, "test").broken
    for each in (amina, ben):
        enrol(stocked, each, COURSE)
    return stocked


def finish(site: Site, *people: Viewer, options: Options = LIVE) -> Game:
    game = open_game(site, people, options)
    game.go_to(Phase.OVER)
    return game


def list_rows(site: Site, *people: Viewer) -> list[ResultRow]:
    with site.database.read() as connection:
        rows = [row for each in people for row in list_results(connection, each.person_id)]
    return sorted(rows, key=lambda each: each.person_id)


def draw(site: Site, viewer: Viewer) -> Evidence:
    return my_evidence(site, viewer, my_progress(site, viewer))


def desk(site: Site, viewer: Viewer) -> CourseDesk:
    return show_course(site, viewer, COURSE)


def test_own_points_and_the_teams_are_told_apart(stocked: Site, amina: Viewer, ben: Viewer) -> None:
    game = finish(stocked, amina, ben)
    (mine,) = my_progress(stocked, amina).sessions
    (theirs,) = my_progress(stocked, ben).sessions
    assert (mine.session_id, mine.title, mine.side) == (game.id, "Damp", "health")
    assert (mine.own, theirs.own) == (Points(2.0, 2.0), Points(0.0, 2.0))
    assert mine.team == theirs.team == Points(1.0, 1.0)


def test_what_is_stored_is_what_the_events_come_to(
    stocked: Site, amina: Viewer, ben: Viewer, clock: Clock
) -> None:
    game = finish(stocked, amina, ben)
    clock.wait(days=1)
    rows = list_rows(stocked, amina, ben)
    assert len(rows) == 2
    assert list(recount_results(stocked, game.id)) == rows


def test_a_result_that_was_changed_by_hand_is_noticed(
    stocked: Site, amina: Viewer, ben: Viewer
) -> None:
    game = finish(stocked, amina, ben)
    rows = list_rows(stocked, amina, ben)
    with stocked.database.write() as connection:
        keep_results(connection, [replace(rows[0], earned=rows[0].earned + 1)])
    assert list(recount_results(stocked, game.id)) != list_rows(stocked, amina, ben)


def test_a_session_ended_in_its_debrief_counts_and_one_before_it_does_not(
    stocked: Site, amina: Viewer, ben: Viewer
) -> None:
    for phase, results in ((Phase.PLAN, 0), (Phase.DEBRIEF, 2)):
        game = open_game(stocked, (amina, ben), LIVE)
        game.go_to(phase)
        game.do(amina, End())
        assert len(recount_results(stocked, game.id)) == results
        assert len(list_rows(stocked, amina, ben)) == results


def test_marks_of_attempts_are_none_of_a_sessions_business(
    stocked: Site, amina: Viewer, ben: Viewer
) -> None:
    play(stocked, amina, BADLY)
    before = my_progress(stocked, amina).modules
    finish(stocked, amina, ben)
    assert_counted(stocked, amina)
    (after,) = my_progress(stocked, amina).modules
    assert replace(after.stand, sessions=()) == before[0].stand


def test_own_spotting_counts_whoever_decided_what(
    stocked: Site, amina: Viewer, ben: Viewer
) -> None:
    finish(stocked, amina, ben)
    assert draw(stocked, amina).spotting == {Need.HOUSING: NeedTally(hits=1)}
    assert draw(stocked, ben).spotting == {Need.HOUSING: NeedTally(misses=1, false_alarms=1)}
    assert [each.case for each in draw(stocked, ben).periods] == ["Damp"]


@pytest.mark.parametrize("first", ["alone", "together"])
def test_of_a_case_the_first_time_counts_whichever_it_was(
    stocked: Site, amina: Viewer, ben: Viewer, clock: Clock, first: str
) -> None:
    for turn in (first, "together", "alone"):
        clock.wait(minutes=1)
        if turn == "alone":
            play(stocked, ben, WELL, anew=True)
        else:
            finish(stocked, amina, ben)
    evidence = draw(stocked, ben)
    heard = NeedTally(hits=1) if first == "alone" else NeedTally(misses=1, false_alarms=1)
    assert evidence.spotting == {Need.HOUSING: heard}
    assert evidence.cases == 1


def test_a_module_for_a_session_is_done_by_one_and_not_alone(
    shared: Site, amina: Viewer, ben: Viewer
) -> None:
    play(shared, amina, WELL)
    assert not desk(shared, amina).complete
    game = open_game(shared, (amina, ben), LIVE)
    (stop,) = desk(shared, amina).stops
    assert (stop.stand.stage, stop.stand.session_id) == (Stage.UNDER_WAY, game.id)
    game.go_to(Phase.OVER)
    assert desk(shared, amina).complete
    assert desk(shared, ben).complete


@pytest.mark.parametrize("rule", ["pass mark 60%"])
def test_a_pass_mark_asks_for_ones_own_part(shared: Site, amina: Viewer, ben: Viewer) -> None:
    finish(shared, amina, ben)
    assert desk(shared, amina).complete
    assert not desk(shared, ben).complete


def test_a_certificate_counts_the_day_of_the_session(
    shared: Site, amina: Viewer, ben: Viewer, clock: Clock
) -> None:
    finish(shared, amina, ben)
    day = clock().date()
    clock.wait(days=3)
    assert issue(shared, amina, COURSE).completed_on == day


def test_home_leads_back_to_a_session_under_way(
    stocked: Site, amina: Viewer, ben: Viewer, clock: Clock
) -> None:
    game = open_game(stocked, (amina, ben), LIVE)
    (going,) = show_home(stocked, amina).together
    assert (going.session_id, going.facilitates) == (game.id, False)
    clock.now += STALE
    assert show_home(stocked, amina).together == ()


def test_home_forgets_what_is_over_and_keeps_what_goes_on_for_days(
    stocked: Site, amina: Viewer, ben: Viewer, clock: Clock
) -> None:
    finish(stocked, amina, ben)
    assert show_home(stocked, amina).together == ()
    open_game(stocked, (amina, ben), OVER_DAYS)
    clock.now += 2 * STALE
    assert len(show_home(stocked, amina).together) == 1


def test_pages_take_as_many_statements_however_many_sessions_there_were(
    shared: Site, amina: Viewer, ben: Viewer
) -> None:
    finish(shared, amina, ben)
    finish(shared, amina, ben)
    open_game(shared, (amina, ben), LIVE)
    for look, most in ((draw, 4), (show_home, 4), (desk, 2)):
        look(shared, amina)
        with count_statements(shared.database.engine) as statements:
            look(shared, amina)
        assert len(statements) <= most
