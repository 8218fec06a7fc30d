"""A play-test agrees with playing: on random modules, whatever is seen is said to be possible."""

from random import Random

from hypothesis import example, given

from learning.play.playtest import run_playtest
from learning.play.standing import visible_blocks
from tests.unit.factories import start
from tests.unit.play.worlds import drive, make_world, modules, picks, sides, some


@some
@given(modules, sides, picks)
def test_what_a_play_comes_to_is_said_to_be_possible(module, side, numbers) -> None:
    report = next(each for each in run_playtest(module, runs=5).sides if each.role == side)
    possible = {each.scene for each in report.scenes if each.reach.possible}
    takeable = {(each.scene, each.choice) for each in report.choices if each.reach.possible}
    for state in drive(module, start(module, side), numbers):
        assert set(state.visited) <= possible
        assert {(step.scene, step.choice) for step in state.steps if step.choice} <= takeable


@some
@given(modules, sides, picks)
def test_a_passage_that_is_never_shown_is_on_no_page(module, side, numbers) -> None:
    report = next(each for each in run_playtest(module, runs=5).sides if each.role == side)
    for state in drive(module, start(module, side), numbers):
        passages = module.key.scenes[state.scene].passages
        seen = {each.block for each in visible_blocks(module, state)}
        for each in report.passages:
            if each.scene == state.scene and each.reach.possible is False:
                assert not seen & set(passages[each.passage].blocks)


@some
@given(modules)
@example(make_world(Random(7325381)))
def test_random_play_finds_nothing_that_the_search_does_not(module) -> None:
    for side in run_playtest(module, runs=20).sides:
        assert side.exact
        things = [*side.scenes, *side.choices, *side.passages, *side.endings]
        assert all(each.reach.possible for each in things if each.reach.share)
        mean = side.lengths.mean_minutes
        if mean is not None and side.lengths.quickest and side.lengths.quickest.exact:
            assert side.lengths.quickest.minutes <= mean + 1e-9
