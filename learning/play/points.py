"""How many points one play can earn at most.

Knows plans; a search of its own, because what was collected makes the space larger.
"""

from heapq import heappop, heappush

from learning.play.plan import Plan
from learning.play.space import Node, first_node, go, look_on


def find_most(plan: Plan, *, goal: float, cap: int) -> tuple[float, bool]:
    """Give the most points that a play can earn, and whether that is exact.

    Best first, latest first among equals: where one play can earn all there is (`goal`), which is
    usual, that play is soon found. Past `cap` states the goal stands as an upper bound.
    """
    node, gain = _collect(plan, first_node(plan), entering=True)
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
        for target, more in _go_on(plan, node):
            gain = more - loss
            if gain > gained.get(target, -1.0):
                gained[target] = gain
                best = max(best, gain)
                heappush(queue, (-gain, -len(gained), target))
    return best, plan.tight


def _go_on(plan: Plan, node: Node) -> list[tuple[Node, float]]:
    _, ways = look_on(plan.scenes[node[0]], node[1], node[2])
    found = []
    for way in ways:
        target, gain = _collect(plan, go(node, way), entering=way.answered is None)
        found.append((target, gain + way.gain))
    return found


def _collect(plan: Plan, node: Node, *, entering: bool) -> tuple[Node, float]:
    """Take all points that are there; those without a bit only on entering, which is once."""
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
