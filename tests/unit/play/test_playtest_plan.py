"""A plan that watches all that pages show."""

from learning.model.names import HEALTH
from learning.play.plan import make_plan
from learning.play.space import fill_space
from tests.unit.factories import (
    make_choice,
    make_counter,
    make_ending,
    make_fence,
    make_module,
    make_prose,
    make_scene,
    visited,
)

TOLD = make_fence("told", make_prose("p", "You have been there."), when=visited("there"))
CASE = make_module(
    make_scene("one", choices=[make_choice("look", "there", "time +1"), make_choice("go", "end")]),
    make_scene("there", choices=[make_choice("on", "end")]),
    make_scene("end", TOLD, endings=[make_ending()]),
    counters=[make_counter("time", 0)],
)


def test_what_only_text_asks_after_is_watched_when_asked_for() -> None:
    plain = fill_space(make_plan(CASE, HEALTH, scoring=False), 99)
    watched = fill_space(make_plan(CASE, HEALTH, scoring=False, watching=True), 99)
    assert (len(plain.nodes), len(watched.nodes)) == (3, 4)
    assert {counts for _, _, counts in watched.nodes} == {(0,), (1,)}
