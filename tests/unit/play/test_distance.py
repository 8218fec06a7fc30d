"""How many steps are left."""

import pytest

from learning.model.condition import Guard
from learning.model.names import HEALTH, LAW
from learning.play.distance import steps_left
from learning.play.view import view_scene
from tests.unit.factories import (
    make_choice,
    make_ending,
    make_module,
    make_question,
    make_scene,
    play,
    start,
    visited,
)
from tests.unit.play.flat import CASE, LESSON, reply


def make_line(**ways: str):
    """Make scenes of one letter; a scene without ways is an ending."""
    return make_module(
        *(
            make_scene(
                name,
                choices=[make_choice(f"to-{to}", to) for to in targets],
                endings=[] if targets else [make_ending()],
            )
            for name, targets in ways.items()
        )
    )


@pytest.mark.parametrize(
    ("ways", "expected"),
    [
        ({"a": "bc", "b": "c", "c": ""}, (1, 2)),
        ({"a": "b", "b": "cd", "c": "d", "d": "e", "e": ""}, (3, 4)),
        ({"a": "b", "b": "ac", "c": ""}, (2, None)),
        ({"a": "a"}, (None, None)),
        ({"a": "b", "b": "", "c": "c"}, (1, 1)),
    ],
)
def test_the_most_is_known_only_without_circles(ways, expected) -> None:
    assert steps_left(make_line(**ways), HEALTH, "a", may_end_here=False) == expected


def test_ways_of_the_other_side_do_not_count() -> None:
    law = (Guard(frozenset({LAW})),)
    first = make_scene("a", choices=[make_choice("b", "b"), make_choice("c", "c", guards=law)])
    second = make_scene("b", choices=[make_choice("c", "c")])
    case = make_module(first, second, make_scene("c", endings=[make_ending()]))
    assert steps_left(case, HEALTH, "a", may_end_here=False) == (2, 2)
    assert steps_left(case, LAW, "a", may_end_here=False) == (1, 2)


def test_an_ending_to_come_here_is_no_step_away_until_the_steps_are_done() -> None:
    ending = make_ending(when=visited("b"))
    first = make_scene("a", make_question("q"), choices=[make_choice("b", "b")], endings=[ending])
    case = make_module(first, make_scene("b", endings=[make_ending()]))
    state = start(case)
    assert view_scene(case, state).least == 0
    assert view_scene(case, play(case, state, reply("q"))).least == 1


def test_the_page_says_how_far_it_is() -> None:
    view = view_scene(CASE, start(CASE))
    assert (view.least, view.most) == (1, None)
    view = view_scene(LESSON, start(LESSON))
    assert (view.least, view.most) == (1, 1)
