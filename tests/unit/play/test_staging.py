"""Standing in a case by hand, and staying there when the text changes."""

from hypothesis import given

from learning.model.condition import Answered, Chose, Visited
from learning.model.key import Module
from learning.model.names import FACILITATOR, HEALTH, ChoiceId, CounterName, QuestionId, SceneId
from learning.play.advance import advance
from learning.play.conditions import holds
from learning.play.debrief import make_debrief
from learning.play.staging import (
    Carried,
    Fit,
    Stage,
    Trial,
    carry,
    list_flags,
    play_trial,
    set_stage,
    take_stage,
)
from learning.play.state import Choose, State
from learning.play.view import view_scene
from tests.unit.factories import (
    make_choice,
    make_counter,
    make_ending,
    make_fence,
    make_module,
    make_prose,
    make_question,
    make_scene,
)
from tests.unit.play.worlds import modules, offered, picks, sides, some

FLAT, LETTER, PLAN = map(SceneId, ("flat", "letter", "plan"))
TRUST, ASK, CALL = CounterName("trust"), ChoiceId("ask"), ChoiceId("call")
BEGUN = QuestionId("begun")
TRIAL = Trial(HEALTH, "seed", moves=(Choose(ASK),))
KNOWN = Stage(PLAN, {TRUST: 9}, frozenset({FLAT}), frozenset({(LETTER, CALL)}), {BEGUN: True})


def make_flat(first: str = "ask", letter: str = "letter") -> Module:
    asked = make_fence("told", make_prose("p", "told"), when=Answered(BEGUN, right=True))
    return make_module(
        make_scene("flat", choices=[make_choice(first, letter, "trust +1")]),
        make_scene(
            letter,
            make_question("begun", optional=True),
            asked,
            choices=[make_choice("call", "plan", condition=Visited(FLAT), once=True)],
        ),
        make_scene("plan", endings=[make_ending(when=Chose(frozenset({(letter, "call")})))]),
        counters=[make_counter("trust")],
    )


def stand(module: Module, trial: Trial) -> State:
    state = play_trial(module, trial)
    assert state is not None
    return state


def carry_to(module: Module, trial: Trial = TRIAL) -> Carried:
    was = make_flat()
    carried = carry(module, trial, stood=stand(was, trial), was=was)
    assert carried is not None
    return carried


def test_what_was_set_holds() -> None:
    state = set_stage(make_flat(), TRIAL, KNOWN)
    assert state is not None
    assert (state.scene, state.counters) == (PLAN, {TRUST: 5})
    for each in (Visited(FLAT), Visited(LETTER), Chose(frozenset({(LETTER, CALL)}))):
        assert holds(each, state)
    assert holds(Answered(BEGUN, right=True), state)
    assert view_scene(make_flat(), state).ending_grade == "good"


def test_what_there_is_not_is_left_out() -> None:
    stage = Stage(PLAN, {CounterName("luck"): 1}, answered={QuestionId("gone"): True})
    state = set_stage(make_flat(), TRIAL, stage)
    assert state is not None
    assert (state.counters, state.assumed) == ({TRUST: 2}, {})
    assert set_stage(make_flat(), TRIAL, Stage(SceneId("gone"))) is None


def test_what_is_taken_is_set_again() -> None:
    state = set_stage(make_flat(), TRIAL, KNOWN)
    assert state is not None
    assert set_stage(make_flat(), TRIAL, take_stage(state)) == state


def test_the_facilitator_begins_where_learners_do() -> None:
    assert stand(make_flat(), Trial(FACILITATOR, "seed")).scene == FLAT


def test_moves_that_fit_are_made_again() -> None:
    carried = carry_to(make_flat())
    assert (carried.fit, carried.trial, carried.state.scene) == (Fit.WHOLE, TRIAL, LETTER)


def test_moves_that_do_not_fit_leave_scene_and_counters() -> None:
    carried = carry_to(make_flat("ask-him"))
    assert (carried.fit, carried.state.scene) == (Fit.SCENE, LETTER)
    assert carried.state.counters == {TRUST: 3}
    assert carried.state.visited == (FLAT, LETTER)


def test_a_scene_is_found_in_the_place_of_the_old_one() -> None:
    carried = carry_to(make_flat("ask", "paper"))
    assert carried.fit is Fit.WHOLE
    carried = carry_to(make_flat("ask-him", "paper"))
    assert (carried.fit, carried.state.scene) == (Fit.SCENE, SceneId("paper"))


def test_without_the_scene_the_last_one_on_the_way_is_gone_to() -> None:
    short = make_module(
        make_scene("other", choices=[make_choice("go", "flat")]),
        make_scene("flat", endings=[make_ending()]),
        counters=[make_counter("trust")],
    )
    carried = carry_to(short)
    assert (carried.fit, carried.state.scene) == (Fit.NEAREST, FLAT)
    assert carried.state.counters == {TRUST: 2}
    bare = make_module(make_scene("other", endings=[make_ending()]))
    assert carry_to(bare).state.scene == SceneId("other")


def test_flags_are_what_conditions_ask_after() -> None:
    flags = list_flags(make_flat())
    assert (flags.visited, flags.answered) == ((FLAT,), (BEGUN,))
    assert flags.chosen == ((LETTER, CALL),)


@some
@given(modules, modules, sides, picks)
def test_any_play_stands_somewhere_on_any_other_text(
    was: Module, module: Module, role: str, numbers: list[int]
) -> None:
    trial = Trial(role, "seed")
    state = stand(was, trial)
    for number in numbers:
        moves = [] if state.finished else offered(was, state)
        if moves:
            move = moves[number % len(moves)]
            state = advance(was, state, move)
            trial = Trial(role, "seed", moves=(*trial.moves, move))
    carried = carry(module, trial, stood=state, was=was)
    assert carried is not None
    assert play_trial(module, carried.trial) == carried.state
    view_scene(module, carried.state)
    make_debrief(module, carried.state)
