"""What a play-test says of small cases that can be worked out by hand."""

from dataclasses import replace

import pytest

from learning.model.condition import Compare, Guard, Not
from learning.model.names import HEALTH, LAW, Grade, Kind
from learning.play.dice import Dice
from learning.play.playtest import run_playtest
from learning.play.playtest_report import Reach
from learning.play.prospects import Outcome, find_rivals
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
    visited,
)
from tests.unit.play.flat import CASE, LESSON

END = make_scene("end", endings=[make_ending()])
TRUST = make_counter("trust")


def make_case(*parts, choices, **rest):
    return make_module(make_scene("one", *parts, choices=choices), END, **rest)


def list_problems(module, **rest):
    return [(each.kind, each.path) for each in run_playtest(module, runs=50, **rest).problems]


def test_every_scene_choice_and_ending_has_its_share() -> None:
    case = make_case(choices=[make_choice("a", "end"), make_choice("b", "end")])
    side = run_playtest(case, runs=100).sides[0]
    assert [each.reach for each in side.scenes] == [Reach(1.0, True), Reach(1.0, True)]
    assert sum(each.reach.share for each in side.choices) == 1
    assert [each.reach.share for each in side.endings] == [1.0]


def test_the_least_used_way_is_preferred() -> None:
    fork = [make_choice("a", "two"), *(make_choice(each, "end") for each in "bcd")]
    two = make_scene("two", choices=[make_choice("x", "end"), make_choice("y", "end")])
    side = run_playtest(make_module(make_scene("one", choices=fork), two, END), runs=400).sides[0]
    shares = {each.choice: each.reach.share for each in side.choices}
    assert all(shares[each] == pytest.approx(0.25, abs=0.05) for each in "abcd")


def test_the_same_seed_plays_the_same() -> None:
    assert run_playtest(CASE, runs=20, seed=3) == run_playtest(CASE, runs=20, seed=3)
    assert run_playtest(CASE, runs=20, seed=3).sides != run_playtest(CASE, runs=20, seed=4).sides


def test_counters_are_counted_at_the_ending_and_ranged_everywhere() -> None:
    ways = make_choice("a", "two", "trust +3"), make_choice("b", "two")
    two = make_scene("two", choices=[make_choice("c", "end", "trust -1")])
    case = make_module(make_scene("one", choices=ways), two, END, counters=[TRUST])
    figure = run_playtest(case, runs=40).sides[0].counters[0]
    assert (figure.low, figure.high) == (1, 5)
    assert set(figure.histogram) == {1, 4}
    assert sum(figure.histogram.values()) == 40


def test_a_closed_choice_and_the_scene_behind_it_are_named_with_the_way_there() -> None:
    closed = make_choice("call", "far", condition=at_least("trust", 4))
    far = make_scene("far", endings=[make_ending()])
    two = make_scene("two", choices=[closed, make_choice("go", "end")])
    first = make_scene("one", choices=[make_choice("on", "two")])
    case = make_module(first, two, far, END, counters=[TRUST])
    found = dict(list_problems(case))
    assert found == {
        "unreached-scene": ("on",),
        "untaken-choice": ("on",),
        "steady-comparison": ("on",),
    }


def test_where_play_gets_stuck_is_an_error_and_comes_first() -> None:
    two = make_scene("two", choices=[make_choice("go", "end", condition=at_least("trust", 2))])
    ways = make_choice("ask", "two"), make_choice("snap", "two", "trust -1")
    odd = make_scene("odd", endings=[make_ending()])
    case = make_module(make_scene("one", choices=ways), two, odd, END, counters=[TRUST])
    test = run_playtest(case, runs=50)
    assert [(each.kind, each.severity) for each in test.problems] == [
        ("stuck", "error"),
        ("unreached-scene", "warning"),
    ]
    assert (test.problems[0].roles, test.problems[0].path) == ((HEALTH, LAW), ("snap",))
    assert test.sides[0].lost > 0


def test_a_circle_without_a_way_out_is_an_error() -> None:
    left = make_scene("left", choices=[make_choice("again", "left")])
    case = make_module(
        make_scene("one", choices=[make_choice("in", "left"), make_choice("out", "end")]), left, END
    )
    assert list_problems(case) == [("no-ending", ("in",))]


def test_a_passage_that_never_or_always_holds_is_named() -> None:
    never = make_fence("n", make_prose("p", "Late."), when=visited("end"))
    always = make_fence("a", make_prose("q", "Here."), when=visited("one"))
    case = make_case(never, always, choices=[make_choice("go", "end")])
    assert list_problems(case) == [("unseen-passage", ()), ("steady-passage", ())]


def test_what_only_one_side_comes_to_is_no_problem() -> None:
    sign = make_choice("sign", "far", guards=(Guard(frozenset({LAW})),))
    far = make_scene("far", endings=[make_ending()])
    case = make_module(make_scene("one", choices=[sign, make_choice("go", "end")]), far, END)
    assert list_problems(case) == []
    health, law = run_playtest(case, runs=50).sides
    assert (len(health.choices), len(law.choices)) == (1, 2)
    assert health.scenes[1].reach == Reach(0.0, False)
    assert law.scenes[1].reach.possible


def test_an_ending_that_never_comes_is_named() -> None:
    endings = [make_ending(), make_ending(Grade.POOR, visited("one"))]
    case = make_module(
        make_scene("one", choices=[make_choice("go", "two")]), make_scene("two", endings=endings)
    )
    assert list_problems(case) == [("unreached-ending", ("go",))]


def test_plays_are_timed_and_measured_exactly() -> None:
    long = make_scene("long", make_prose("p", "word " * 400), choices=[make_choice("b", "end")])
    ways = make_choice("a", "long"), make_choice("c", "end")
    side = run_playtest(make_module(make_scene("one", choices=ways), long, END), runs=9).sides[0]
    quickest, slowest = side.lengths.quickest, side.lengths.slowest
    assert (quickest.path, slowest.path) == (("c",), ("a", "b"))
    assert slowest.minutes - quickest.minutes > 2
    assert (side.lengths.fewest, side.lengths.most, quickest.exact) == (2, 3, True)


def test_where_plays_go_round_there_is_no_longest() -> None:
    side = run_playtest(make_case(choices=[make_choice("r", "one"), make_choice("g", "end")])).sides
    assert side[0].lengths.most is None
    assert not side[0].lengths.slowest.exact


def test_questions_take_time_once() -> None:
    asked = make_question("q")
    case = make_module(
        make_scene("one", asked, choices=[make_choice("r", "two"), make_choice("g", "end")]),
        make_scene("two", choices=[make_choice("back", "one", once=True)]),
        END,
    )
    lengths = run_playtest(case, runs=30).sides[0].lengths
    assert lengths.slowest.minutes - lengths.quickest.minutes < 1.5


def test_a_lesson_has_a_last_page_for_an_ending() -> None:
    side = run_playtest(LESSON, runs=5).sides[0]
    assert [(each.scene, each.grade, each.reach.share) for each in side.endings] == [
        ("two", None, 1.0)
    ]


def test_too_many_states_are_said_to_be_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("learning.play.playtest.BUDGET", 4)
    side = run_playtest(CASE, runs=3).sides[0]
    assert (side.exact, side.rivals) == (False, None)


def test_a_worse_choice_is_never_better_and_an_equal_one_makes_no_difference() -> None:
    poor = make_scene("poor", endings=[make_ending(Grade.POOR)])
    ways = make_choice("good", "end"), make_choice("same", "end"), make_choice("bad", "poor")
    case = make_module(make_scene("one", choices=ways), END, poor)
    same, bad = find_rivals(case, HEALTH, cap=99)
    assert (same.choice, same.other, same.same) == ("same", "good", True)
    assert (bad.choice, bad.same, bad.path) == ("bad", False, ())
    assert (bad.outcome, bad.other_outcome) == (Outcome(0, Grade.POOR), Outcome(0, Grade.GOOD))


def test_more_points_or_a_better_ending_is_enough_to_be_better() -> None:
    rich = make_scene("rich", make_question("q"), choices=[make_choice("x", "poor")])
    poor = make_scene("poor", endings=[make_ending(Grade.POOR)])
    ways = make_choice("points", "rich"), make_choice("ending", "end")
    case = make_module(make_scene("one", choices=ways), rich, poor, END)
    assert find_rivals(case, HEALTH, cap=99) == ()


def test_a_choice_better_in_one_state_only_is_not_reported() -> None:
    late = make_choice("late", "end", condition=at_least("trust", 3))
    other = make_choice("other", "poor", condition=Not(at_least("trust", 3)))
    two = make_scene("two", choices=[late, other])
    poor = make_scene("poor", endings=[make_ending(Grade.POOR)])
    good = make_scene("good", endings=[make_ending(Grade.MIXED)])
    hub = make_scene("hub", choices=[make_choice("try", "two"), make_choice("stop", "good")])
    ways = make_choice("kind", "hub", "trust +2"), make_choice("curt", "hub", "trust -1")
    case = make_module(make_scene("one", choices=ways), hub, two, good, poor, END, counters=[TRUST])
    assert {(each.scene, each.choice) for each in find_rivals(case, HEALTH, cap=99)} == {
        ("one", "curt")
    }


def test_dice_are_even_enough() -> None:
    dice = Dice(5)
    rolls = [dice.pick([1, 1, 2]) for _ in range(4000)]
    assert [rolls.count(each) / 4000 for each in range(3)] == pytest.approx(
        [0.25, 0.25, 0.5], abs=0.03
    )


def test_minutes_that_no_play_takes_are_named() -> None:
    case = make_case(choices=[make_choice("go", "end")])
    module = replace(case, case=replace(case.case, minutes=90))
    problem = run_playtest(module, runs=5).problems[0]
    assert (problem.kind, problem.path) == ("minutes", ("go",))
    assert "says 90 minutes" in problem.message


def test_minutes_that_are_nearly_right_are_none() -> None:
    case = make_case(choices=[make_choice("go", "end")])
    length = run_playtest(case, runs=5).sides[0].lengths.slowest.minutes
    module = replace(case, case=replace(case.case, minutes=int(length * 1.2)))
    assert run_playtest(module, runs=5).problems == ()


def test_a_quiz_that_draws_takes_the_time_of_what_is_drawn() -> None:
    scene = make_scene("one", *(make_question(f"q{number}") for number in range(4)))
    quiz = make_module(scene, kind=Kind.QUIZ)
    drawn = replace(quiz, case=replace(quiz.case, draw=2))
    whole, half = (run_playtest(each, runs=2).sides[0].lengths.slowest for each in (quiz, drawn))
    assert whole.minutes - half.minutes > 2


def test_a_comparison_in_words_alone_is_steady() -> None:
    told = make_fence("f", make_prose("p", "Late."), when=Compare("trust", ">", 4))
    case = make_case(told, choices=[make_choice("go", "end")], counters=[TRUST])
    assert [kind for kind, _ in list_problems(case)] == ["unseen-passage", "steady-comparison"]
