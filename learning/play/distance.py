"""How many steps are left: bounds from the case's ways alone, whatever conditions may close.

Knows the graph of scenes for one side; not states.
"""

from collections import Counter
from collections.abc import Mapping
from functools import lru_cache

from learning.model.key import ChoiceKey, EndingKey, Module
from learning.model.names import Role, SceneId
from learning.play.same import Same
from learning.play.standing import is_last

Ways = Mapping[SceneId, tuple[SceneId, ...]]


def list_ways(module: Module, role: Role) -> Ways:
    """Give the scenes that each scene may lead to for a side, conditions left aside."""
    return {
        scene: tuple(
            dict.fromkeys(
                [each.target for each in key.choices if is_for(each, role)]
                + ([] if key.next is None else [key.next])
            )
        )
        for scene, key in module.key.scenes.items()
    }


def steps_left(
    module: Module, role: Role, scene: SceneId, *, may_end_here: bool
) -> tuple[int | None, int | None]:
    """Give the fewest and the most steps from a scene to an ending, None where unknown.

    Conditions are left aside, so the fewest may be too few, never too many. The most is known only
    where no way leads round in a circle: the longest way without a circle would be a promise that
    a learner who goes round sees broken.
    """
    return _steps_left(Same(module), role, scene, may_end_here=may_end_here)


@lru_cache(maxsize=8192)
def _steps_left(
    same: Same, role: Role, scene: SceneId, *, may_end_here: bool
) -> tuple[int | None, int | None]:
    """Keep the answers for the modules in use: every page asks, and they never change."""
    ways = list_ways(same.module, role)
    ends = frozenset(
        each
        for each, key in same.module.key.scenes.items()
        if is_last(key, key.next) or any(is_for(ending, role) for ending in key.endings)
    )
    fewest = _fewest(ways, ends, (scene,) if may_end_here else ways[scene])
    if fewest is None:
        return None, None
    return fewest + (not may_end_here), _most(ways, ends, scene)


def is_for(thing: ChoiceKey | EndingKey, role: Role) -> bool:
    """Say whether the fences around a choice or ending leave it to a side at all."""
    return all(not guard.roles or role in guard.roles for guard in thing.guards)


def _fewest(ways: Ways, ends: frozenset[SceneId], scenes: tuple[SceneId, ...]) -> int | None:
    seen, ring, steps = set(scenes), list(scenes), 0
    while ring:
        if not ends.isdisjoint(ring):
            return steps
        ring = [
            to for to in dict.fromkeys(to for each in ring for to in ways[each]) if to not in seen
        ]
        seen.update(ring)
        steps += 1
    return None


def _most(ways: Ways, ends: frozenset[SceneId], scene: SceneId) -> int | None:
    """Walk the scenes from here on in an order in which ways point forward only (Kahn's)."""
    ahead = reach(ways, scene)
    waiting = Counter(to for each in ahead for to in ways[each])
    longest, ready = {scene: 0}, [] if waiting[scene] else [scene]
    for each in ready:
        for to in ways[each]:
            longest[to] = max(longest.get(to, 0), longest[each] + 1)
            waiting[to] -= 1
            if not waiting[to]:
                ready.append(to)
    if len(ready) < len(ahead):
        return None
    return max((longest[each] for each in ahead & ends), default=None)


def reach(ways: Ways, scene: SceneId) -> set[SceneId]:
    """Give the scenes that ways lead to from a scene, itself among them."""
    seen, waiting = {scene}, [scene]
    while waiting:
        found = [to for to in ways[waiting.pop()] if to not in seen]
        seen.update(found)
        waiting.extend(found)
    return seen
