"""How many points one play can earn at most.

Knows plans; a search of its own, because what was collected makes the space larger.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from heapq import heappop, heappush

from learning.model.key import Module
from learning.model.names import QuestionId, Role, SceneId
from learning.play.distance import list_ways, reach
from learning.play.going_back import may_gain_by_going_back
from learning.play.plan import Plan, Way, count_points, make_plan
from learning.play.same import Same
from learning.play.space import Node, first_node, go, look_on

CAP = 10_000


@dataclass(frozen=True, slots=True)
class Best:
    """The most points that a play can earn, and whether that is exact.

    `by_scene` says where one such play earns them; it is empty where none was found.
    """

    points: float
    exact: bool
    by_scene: Mapping[SceneId, float]


def best_play(module: Module, role: Role, drawn: frozenset[QuestionId] | None = None) -> Best:
    """Give what the best play of a whole case earns, and where.

    `drawn` are the questions of one attempt, where not all are asked.
    """
    return _best_play(Same(module), role, drawn)


def find_most(plan: Plan, *, goal: float, cap: int) -> Best:
    """Give the most points that a play can earn.

    Best first, latest first among equals: where one play can earn all there is (`goal`), which is
    usual, that play is soon found. Past `cap` states the goal stands as an upper bound.
    """
    node, gain = collect(plan, first_node(plan), entering=True)
    search = _Search(plan, {node: gain}, {}, best=node)
    queue = [(-gain, 0, node)]
    looked = 0
    while queue and search.most < goal:
        if looked == cap:
            return Best(goal, False, {})
        loss, _, node = heappop(queue)
        if -loss < search.gained[node]:
            continue
        looked += 1
        for _, target, more in go_on(plan, node):
            gain = more - loss
            if gain > search.gained.get(target, -1.0):
                search.note(target, gain, node)
                heappush(queue, (-gain, -len(search.gained), target))
    return Best(search.most, plan.tight, search.share_out())


@dataclass(slots=True)
class _Search:
    """The most that was gained up to each state, and from which one that was."""

    plan: Plan
    gained: dict[Node, float]
    before: dict[Node, Node]
    best: Node

    @property
    def most(self) -> float:
        return self.gained[self.best]

    def note(self, node: Node, gain: float, before: Node) -> None:
        self.gained[node], self.before[node] = gain, before
        if gain > self.most:
            self.best = node

    def share_out(self) -> Mapping[SceneId, float]:
        """Give the points of the best play by scene, in the order of its way back."""
        shares: dict[SceneId, float] = {}
        node: Node | None = self.best
        while node is not None:
            before = self.before.get(node)
            gain = self.gained[node] - (0.0 if before is None else self.gained[before])
            scene = self.plan.scenes[node[0]].id
            shares[scene] = shares.get(scene, 0.0) + gain
            node = before
        return {scene: points for scene, points in shares.items() if points}


@lru_cache(maxsize=512)
def _best_play(same: Same, role: Role, drawn: frozenset[QuestionId] | None) -> Best:
    """Keep what was found for the modules in use: every debrief asks."""
    module = same.module
    scenes = reach(list_ways(module, role), module.case.start)
    goal = count_points(module, role, scenes, drawn=drawn)
    if may_gain_by_going_back(module, role, drawn):
        return Best(goal, False, {})
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
