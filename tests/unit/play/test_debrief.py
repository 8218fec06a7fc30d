"""Looking back at an attempt."""

import pytest
from hypothesis import given

from learning.evidence.spotting import NeedTally
from learning.model.condition import Answered
from learning.model.names import HEALTH, LAW, Grade, Need
from learning.play.advance import begin
from learning.play.casemap import draw_map
from learning.play.debrief import make_debrief
from learning.play.score import total
from learning.play.search import explore
from learning.play.shown import Score
from learning.play.state import Finish, Notice, Visit
from learning.play.view import view_scene
from learning.quiz.answer import Noticed, Spot
from tests.unit.factories import (
    at_least,
    make_choice,
    make_counter,
    make_ending,
    make_fence,
    make_module,
    make_prose,
    make_question,
    make_scene,
    play,
    start,
    visited,
)
from tests.unit.play.flat import CASE, MISS, SPOT, TO_GOOD, choose, reply
from tests.unit.play.worlds import drive, modules, picks, sides, some

TO_POOR = (MISS, reply("duty", "b"), choose("leave"), Finish())


def debrief_of(*moves, role: str = HEALTH):
    return make_debrief(CASE, play(CASE, start(CASE, role), *moves))


def test_the_ending_and_the_score_are_told() -> None:
    debrief = debrief_of(*TO_GOOD)
    assert (debrief.grade, debrief.ending_html) == (Grade.GOOD, "ending good")
    assert debrief.score == Score(earned=2, reachable=3, best=3, best_exact=True)


def test_the_chain_tells_what_each_choice_moved_and_what_else_was_open() -> None:
    first, second = debrief_of(*TO_GOOD).chain
    assert (first.scene_title, first.chosen_html) == ("Title flat", "choice ask")
    assert [(each.name, before, after) for each, before, after in first.changes] == [
        ("trust", 2, 4),
        ("time", 0, 5),
    ]
    assert first.others_html == ("choice leave", "choice call", "choice look")
    assert (second.feedback_html, second.changes) == ("after refer", ())


def test_the_review_has_questions_and_cues_with_their_reasons() -> None:
    marks = Notice((Noticed("black", Need.DEBT), Noticed("behind", Need.DEBT)))
    alarm = Noticed("oxygen", Need.BENEFITS)
    debrief = debrief_of(Notice((*marks.marks, alarm)), *TO_GOOD[1:])
    (review,) = debrief.reviews
    assert [each.question.id for each in review.questions] == ["duty"]
    assert [(each.id, each.spot, each.named) for each in review.cues] == [
        ("mould", Spot.MISNAMED, Need.DEBT),
        ("nursery", None, None),
    ]
    assert review.false_alarms == (("oxygen", Need.BENEFITS),)
    assert debrief.spotting == {
        Need.BENEFITS: NeedTally(false_alarms=1),
        Need.HOUSING: NeedTally(misses=1),
    }


def test_counters_are_told_over_time() -> None:
    debrief = debrief_of(*TO_GOOD)
    assert [values for _, values in debrief.over_time] == [(2, 4, 4), (0, 5, 5)]
    assert [(each.value, each.change) for each in debrief.counters] == [(4, 2), (5, 5)]


def test_scenes_that_were_missed_are_named() -> None:
    assert debrief_of(*TO_POOR).never_seen == (("letter", "Title letter"), ("good", "Title good"))


@pytest.mark.parametrize(
    ("role", "other", "words"),
    [(HEALTH, LAW, "<p>The tenancy"), (LAW, HEALTH, "<p>His oxygen")],
)
def test_what_the_other_side_knew_is_told_and_the_tutors_text_is_not(role, other, words) -> None:
    debrief = debrief_of(*TO_POOR, role=role)
    ((scene, _, (text,)),) = debrief.other_side
    assert (scene, text.role) == ("flat", other)
    assert text.html.startswith(words)
    assert "Ask the group" not in repr(debrief)


@pytest.mark.parametrize(
    "since", [at_least("trust", 3), visited("end"), Answered("later")], ids=str
)
def test_the_other_side_is_shown_as_it_stood_there_and_not_as_it_would_now(since) -> None:
    fence = make_fence("f", make_prose("p", "Open."), roles=[LAW], when=since)
    first = make_scene("one", fence, choices=[make_choice("ask", "end", "trust +3")])
    end = make_scene("end", make_question("later"), endings=[make_ending()])
    case = make_module(first, end, counters=[make_counter("trust", 0)])
    state = play(case, start(case), choose("ask"), reply("later"), Finish())
    assert make_debrief(case, state).other_side == ()


def test_the_map_has_every_scene_and_the_path() -> None:
    case_map = debrief_of(*TO_GOOD).map
    places = {stop.scene: (stop.column, stop.row, stop.order) for stop in case_map.stops}
    assert (case_map.columns, case_map.rows) == (2, 3)
    assert places["flat"] == (0, 1, 1)
    assert [places[name][2] for name in ("letter", "good", "poor")] == [2, 3, None]
    taken = {(line.source, line.target) for line in case_map.lines if line.taken}
    assert taken == {("flat", "letter"), ("letter", "good")}
    assert {stop.grade for stop in case_map.stops} == {None, Grade.GOOD, Grade.POOR}


def test_ways_that_need_not_cross_do_not() -> None:
    ways = {"s": "abc", "a": "xyz", "b": "yx", "c": "x"}
    scenes = [
        make_scene(name, choices=[make_choice(to, to) for to in ways.get(name, "")])
        for name in "sabcxyz"
    ]
    case = make_module(*scenes)
    rows = {stop.scene: stop.row for stop in make_debrief(case, start(case)).map.stops}
    assert sorted("abc", key=rows.get) == ["a", "b", "c"]
    assert sorted("xyz", key=rows.get) == ["z", "y", "x"]


def test_an_attempt_from_the_middle_counts_only_what_was_played() -> None:
    visit = Visit("letter", (("flat", "ask"),), (("duty", True),))
    state = begin(CASE, role=HEALTH, seed="seed", visit=visit)
    state = play(CASE, state, choose("refer"), Finish())
    totals = total(CASE, state)
    assert (totals.score.earned, totals.score.reachable, totals.scenes_seen) == (0, 0, 2)
    assert not totals.whole
    debrief = make_debrief(CASE, state)
    assert [link.scene for link in debrief.chain] == ["letter"]
    assert debrief.never_seen[0][0] == "flat"
    assert debrief.came_by == ("Title flat",)
    assert [stop.scene for stop in debrief.map.stops if stop.begun] == ["letter"]
    assert [values for _, values in debrief.over_time] == [(4, 4), (5, 5)]


def test_the_first_page_after_a_walk_says_by_way_of_what_and_no_later_page() -> None:
    visit = Visit("letter", (("flat", "ask"),), (("duty", True),))
    state = begin(CASE, role=HEALTH, seed="seed", visit=visit)
    assert view_scene(CASE, state).came_by == ("Title flat",)
    assert view_scene(CASE, play(CASE, state, choose("refer"))).came_by == ()
    assert view_scene(CASE, start(CASE)).came_by == ()
    assert debrief_of(*TO_GOOD).came_by == ()


def test_what_was_left_counts_as_reachable() -> None:
    assert total(CASE, start(CASE)).score.reachable == 3
    totals = total(CASE, play(CASE, start(CASE), SPOT))
    assert totals.score == Score(earned=1, reachable=3, best=3, best_exact=True)
    assert (totals.whole, totals.finished) == (True, False)
    assert (totals.answered, totals.scenes_in_case, totals.grade) == ((), 4, None)


@some
@given(modules, sides, picks)
def test_no_play_earns_more_than_its_path_or_the_best_path_holds(module, side, numbers) -> None:
    best = explore(module, side).best
    for state in drive(module, start(module, side), numbers):
        score = total(module, state).score
        assert 0 <= score.earned <= score.reachable <= score.best
        assert score.earned <= best
        if module.case.draw is None:
            assert (score.best, score.best_exact) >= (best, True) or not score.best_exact


@some
@given(modules, sides, picks)
def test_every_scene_has_a_place_of_its_own_on_the_map(module, side, numbers) -> None:
    state = drive(module, start(module, side), numbers)[-1]
    case_map = draw_map(module, state)
    places = {(stop.column, stop.row) for stop in case_map.stops}
    assert len(places) == len(case_map.stops) == len(module.case.scenes)
    assert all(x < case_map.columns and y < case_map.rows for x, y in places)
