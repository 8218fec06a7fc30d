"""In how many plays at random each scene came up. Pure; a whole play-test says far more."""

from collections.abc import Mapping

from learning.model.key import Module
from learning.model.names import Role, SceneId
from learning.play.pace import make_pace
from learning.play.plan import make_plan
from learning.play.rehearsal import Watch, rehearse


def count_visits(module: Module, role: Role, *, runs: int, seed: int = 1) -> Mapping[SceneId, int]:
    """Play a module at random from one side, and count the plays that came to each scene.

    Of the ways open at a place, those that were taken least are the likeliest.
    """
    plan = make_plan(module, role, scoring=False, watching=True)
    watch = Watch(plan, make_pace(module, role, plan), tuple(() for _ in plan.scenes))
    entered = rehearse(watch, runs=runs, seed=seed).entered
    return {scene.id: entered[number] for number, scene in enumerate(plan.scenes)}
