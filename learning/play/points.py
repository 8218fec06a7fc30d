"""How many points one play can earn at most.

Knows plans; a search of its own, because what was collected makes the space larger.
"""

from functools import lru_cache
from heapq import heappop, heappush

from learning.model.key import Module
from learning.model.names import QuestionId, Role
from learning.play.distance import list_ways, reach
from learning.play.plan import Plan, Way, count_points, make_plan
from learning.play.same import Same
from learning.play.space import Node, first_node, go, look_on

CAP = 10_000


def best_points(
    module: Module, role: Role, drawn: frozenset[QuestionId] | None = None
) -> tuple[float, bool]:
    """Give the most points that a play of a whole case can earn, and whether that is exact.

    `drawn` are the questions of one attempt, where not all are asked.
    """
    return _best_points(Same(module), role, drawn)


def find_most(plan: Plan, *, goal: float, cap: int) -> tuple[float, bool]:
    """Give the most points that a play can earn, and whether that is exact.

    Best first, latest first among equals: where one play can earn all there is (`goal`), which is
    usual, that play is soon found. Past `cap` states the goal stands as an upper bound.
    """
    node, gain = collect(plan, first_node(plan), entering=True)
    gained = {node: gain}
    queue = [(-gain, 0, node)]
    best = gain
    looked = 0
    while queue and best < goal:
        if looked == cap:
            return goal, False
        loss, _, node = heappop(queue)
        if -loss < gained[node]:
            continue
        looked += 1
        for _, target, more in go_on(plan, node):
            gain = more - loss
            if gain > gained.get(target, -1.0):
                gained[target] = gain
                best = max(best, gain)
                heappush(queue, (-gain, -len(gained), target))
    return best, plan.tight


@lru_cache(maxsize=512)
def _best_points(same: Same, role: Role, drawn: frozenset[QuestionId] | None) -> tuple[float, bool]:
    """Keep what was found for the modules in use: every debrief asks."""
    module = same.module
    scenes = reach(list_ways(module, role), module.case.start)
    goal = count_points(module, role, scenes, drawn=drawn)
    return find_most(make_plan(module, role, scoring=True, drawn=drawn), goal=goal, cap=CAP)


def go_on(plan: Plan, node: Node) -> list[tuple[Way, Node, float]]:
    """Take every open way; gives where each leads, and the points it brings."""
    _, ways = look_on(plan.scenes[node[0]], node[1], node[2])
    found = []
    for way in ways:
        target, gain = collect(plan, go(node, way), entering=way.answered is None)
        found.append((way, target, gain + way.gain))
    return found


def collect(plan: Plan, node: Node, *, entering: bool) -> tuple[Node, float]:
    """Take all points that are there; gives the state after that, and their sum.

    Those without a bit are there only on entering, which is once.
    """
    scene, flags, counts = node
    gain = 0.0
    for item in plan.scenes[scene].items:
        if flags & item.bit or not (item.bit or entering):
            continue
        worth = item.worth(counts, flags)
        if worth is not None:
            gain += worth
            flags |= item.bit
    return (scene, flags, counts), gain
