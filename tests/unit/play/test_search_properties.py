"""Searching agrees with playing."""

from random import Random

from hypothesis import example, given

from learning.model.names import HEALTH
from learning.play.advance import begin
from learning.play.search import explore, trail_to
from learning.play.state import State
from tests.unit.factories import start
from tests.unit.play.worlds import drive, make_world, modules, offered, picks, sides, some


@some
@given(modules, sides, picks)
def test_what_play_comes_to_the_search_has_found(module, side, numbers) -> None:
    found = explore(module, side)
    assert found.exact
    for state in drive(module, start(module, side), numbers):
        assert set(state.visited) <= set(found.reached)
        assert {(step.scene, step.choice) for step in state.steps if step.choice} <= found.takeable
        for name, value in state.counters.items():
            assert found.ranges[name][0] <= value <= found.ranges[name][1]
        if not state.finished and not offered(module, state):
            assert state.scene in found.stuck
        if state.finished:
            assert found.shortest <= len(state.steps) <= (found.longest or 99)
            assert state.scene not in found.no_ending


@some
@given(modules, sides)
@example(make_world(Random(5497)), HEALTH)
def test_what_the_search_found_can_be_begun_in(module, side) -> None:
    found = explore(module, side)
    for scene in module.case.scenes:
        visit = trail_to(module, side, scene)
        assert (visit is not None) == (scene in found.reached)
        if visit is not None:
            state = begin(module, role=side, seed="seed", visit=visit)
            assert isinstance(state, State)
            # A page whose questions were all left out by the draw is passed over.
            assert state.scene == scene or module.case.draw is not None


@some
@given(modules, sides)
def test_a_capped_search_claims_nothing_that_is_not_so(module, side) -> None:
    whole, capped = explore(module, side), explore(module, side, cap=5)
    assert set(capped.reached) <= set(whole.reached)
    assert capped.takeable <= whole.takeable
    assert set(capped.stuck) <= set(whole.stuck)
    assert {*capped.no_ending, *capped.traps} <= {*whole.no_ending, *whole.traps}
    assert capped.best >= whole.best
    assert capped.best == whole.best or not capped.best_exact
