"""What searching says of small cases that can be worked out by hand."""

from learning.model.condition import Answered, Compare, Guard, Not
from learning.model.names import HEALTH, LAW, Grade, Kind
from learning.play.advance import begin
from learning.play.search import Steady, explore, trail_to
from learning.play.state import State, Visit
from tests.unit.factories import (
    at_least,
    make_choice,
    make_counter,
    make_cue,
    make_ending,
    make_fence,
    make_module,
    make_prose,
    make_question,
    make_scene,
    visited,
)
from tests.unit.play.flat import ANSWERED_RIGHT, CASE, LESSON

END = make_scene("end", endings=[make_ending()])


def make_case(*choices, **rest):
    """Make a case of one scene with these choices, and an ending."""
    return make_module(make_scene("one", choices=choices), END, **rest)


def test_every_scene_is_reached_by_a_shortest_way() -> None:
    found = explore(CASE, HEALTH)
    assert found.reached["flat"] == ()
    assert found.reached["good"] == ("answer “duty” rightly", "ask", "refer")
    assert (found.exact, found.shortest, found.longest) == (True, 1, None)
    assert found.ranges == {"trust": (0, 5), "time": (0, 15)}


def test_a_line_of_scenes_has_a_longest_way() -> None:
    found = explore(LESSON, LAW)
    assert (found.shortest, found.longest) == (1, 1)


def test_no_way_on_is_found_with_the_way_that_leads_there() -> None:
    trust = make_counter("trust", 2)
    poor = make_scene("poor", choices=[make_choice("call", "end", condition=at_least("trust", 2))])
    first = make_scene(
        "one", choices=[make_choice("ask", "poor"), make_choice("snap", "poor", "trust -1")]
    )
    found = explore(make_module(first, poor, END, counters=[trust]), HEALTH)
    assert found.stuck == {"poor": ("snap",)}
    assert found.traps == {"poor": ("snap",)}
    assert found.no_ending == {}


def test_a_circle_without_an_ending_is_no_ending() -> None:
    left = make_scene("left", choices=[make_choice("right", "right")])
    right = make_scene("right", choices=[make_choice("left", "left")])
    start = make_scene("one", choices=[make_choice("in", "left"), make_choice("out", "end")])
    found = explore(make_module(start, left, right, END), HEALTH)
    assert found.no_ending == {"left": ("in",), "right": ("in", "right")}
    assert found.stuck == {}


def test_choices_run_out_when_each_can_be_taken_once() -> None:
    found = explore(make_case(make_choice("look", "one", once=True)), HEALTH)
    assert found.stuck == {"one": ("look",)}


def test_a_choice_for_the_other_side_is_no_way_on() -> None:
    case = make_case(make_choice("sign", "end", guards=(Guard(frozenset({LAW})),)))
    assert explore(case, HEALTH).stuck == {"one": ()}
    assert explore(case, LAW).stuck == {}


def test_a_choice_no_play_can_take_is_not_takeable() -> None:
    closed = make_choice("call", "end", condition=at_least("trust", 9))
    found = explore(
        make_case(closed, make_choice("go", "end"), counters=[make_counter("trust")]), LAW
    )
    assert found.takeable == {("one", "go")}
    assert found.steady == (Steady("one", Compare("trust", ">=", 9), value=False),)


def test_a_comparison_in_prose_alone_is_judged_by_what_the_counter_can_be() -> None:
    told = make_fence("f", make_prose("p", "Late."), when=Compare("time", ">", 5))
    first = make_scene("one", choices=[make_choice("go", "two", "time +5")])
    second = make_scene("two", told, choices=[make_choice("end", "end")])
    case = make_module(first, second, END, counters=[make_counter("time", 0, 0, 15)])
    found = explore(case, HEALTH)
    assert found.steady == (Steady("two", Compare("time", ">", 5), value=False),)
    assert found.ranges == {"time": (0, 5)}


def test_counters_that_decide_nothing_do_not_enlarge_the_space() -> None:
    rounds = make_choice("again", "one", "time +1"), make_choice("go", "end")
    found = explore(make_case(*rounds, counters=[make_counter("time", 0, 0, 500)]), HEALTH)
    assert (found.states, found.ranges) == (2, {"time": (0, 500)})


def test_only_answers_that_are_asked_after_branch() -> None:
    ask = make_choice("refer", "end", condition=ANSWERED_RIGHT), make_choice("wait", "end")
    plain = make_module(make_scene("one", make_question("extra"), choices=ask[1:]), END)
    asked = make_module(make_scene("one", make_question("duty"), choices=ask), END)
    assert explore(plain, HEALTH).states == 2
    assert explore(asked, HEALTH).reached["end"] == ("answer “duty” rightly", "refer")


def test_a_wrong_answer_that_closes_every_way_is_stuck() -> None:
    only = make_choice("refer", "end", condition=ANSWERED_RIGHT)
    found = explore(make_module(make_scene("one", make_question("duty"), choices=[only]), END), LAW)
    assert found.stuck == {"one": ("answer “duty” wrongly",)}


def test_an_optional_question_may_be_left() -> None:
    only = make_choice("skip", "end", condition=Not(Answered("duty")))
    first = make_scene("one", make_question("duty", optional=True), choices=[only])
    found = explore(make_module(first, END), HEALTH)
    assert found.reached["end"] == ("skip",)
    assert set(found.stuck) == {"one"}


def test_the_best_play_takes_the_way_with_more_points() -> None:
    short = make_scene("short", make_question("q1"), choices=[make_choice("a", "end")])
    rich = make_scene("rich", make_question("q2", points=4), choices=[make_choice("b", "end")])
    first = make_scene("one", choices=[make_choice("left", "short"), make_choice("right", "rich")])
    found = explore(make_module(first, short, rich, END), HEALTH)
    assert (found.best, found.best_exact) == (4, True)


def test_a_richer_way_to_the_same_state_is_found_later() -> None:
    poor = make_scene("poor", make_question("q1"), choices=[make_choice("a", "last")])
    detour = make_scene("detour", choices=[make_choice("b", "rich")])
    rich = make_scene("rich", make_question("q2", points=5), choices=[make_choice("c", "last")])
    last = make_scene("last", make_question("q3", points=3), choices=[make_choice("d", "end")])
    ways = [make_choice("left", "poor"), make_choice("right", "detour")]
    case = make_module(make_scene("one", choices=ways), poor, detour, rich, last, END)
    assert explore(case, HEALTH).best == 8


def test_answers_are_tried_in_every_order_where_order_matters() -> None:
    hidden = make_fence("f", make_question("second"), when=Not(Answered("duty")))
    only = make_choice("out", "end", condition=Answered("second"))
    first = make_scene("one", make_question("duty"), hidden, choices=[only])
    found = explore(make_module(first, END), HEALTH)
    assert "end" in found.reached
    assert found.stuck == {"one": ("answer “duty” rightly",)}


def test_points_of_a_scene_come_to_twice_count_once() -> None:
    prose = make_prose("p", "The wall is black.")
    hub = make_scene(
        "hub",
        prose,
        make_question("q1", points=2),
        cues=[make_cue("c", prose, "black")],
        choices=[make_choice("spoke", "spoke"), make_choice("out", "end")],
    )
    spoke = make_scene("spoke", make_question("q2"), choices=[make_choice("back", "hub")])
    found = explore(make_module(hub, spoke, END), HEALTH)
    assert (found.best, found.best_exact) == (4, True)


def make_wide_case(*more):
    """Make a case with more states than a small cap, whose end is far off."""
    counters = [make_counter(name, 0, 0, 50) for name in ("trust", "time")]
    ways = [
        make_choice("up", "one", "trust +1"),
        make_choice("on", "one", "time +1"),
        make_choice("out", "end", condition=at_least("trust", 40)),
        make_choice("off", "end", condition=at_least("time", 50)),
    ]
    first = make_scene("one", make_question("q"), choices=[*ways, *more])
    return make_module(first, END, make_scene("far", make_question("z")), counters=counters)


def test_over_the_cap_it_says_so_and_walks_on() -> None:
    found = explore(make_wide_case(), HEALTH, cap=500)
    assert (found.exact, found.longest) == (False, None)
    assert "end" in found.reached
    assert explore(make_wide_case(), HEALTH).exact


def test_over_the_cap_the_best_is_an_upper_bound() -> None:
    far = make_choice("far", "far", condition=at_least("trust", 50))
    found = explore(make_wide_case(far), HEALTH, cap=20)
    assert (found.best, found.best_exact) == (2, False)


def test_a_trail_says_how_answers_are_assumed() -> None:
    visit = trail_to(CASE, HEALTH, "good")
    assert visit == Visit("good", (("flat", "ask"), ("letter", "refer")), (("duty", True),))
    assert isinstance(begin(CASE, role=HEALTH, seed="seed", visit=visit), State)


def test_there_is_no_trail_to_where_no_play_comes() -> None:
    case = make_module(END, make_scene("attic"), kind=Kind.CASE)
    assert trail_to(case, HEALTH, "attic") is None
    assert trail_to(case, HEALTH, "cellar") is None
    assert trail_to(case, HEALTH, "end") == Visit("end")


def test_a_scene_that_ends_in_some_states_goes_on_in_others() -> None:
    first = make_scene(
        "one",
        choices=[make_choice("look", "two")],
        endings=[make_ending(Grade.GOOD, visited("two"))],
    )
    second = make_scene("two", choices=[make_choice("back", "one")])
    found = explore(make_module(first, second), HEALTH)
    assert (found.shortest, found.longest, found.stuck) == (2, 2, {})
