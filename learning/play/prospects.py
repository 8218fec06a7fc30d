"""Which choices are never better than another of the same scene, over every play there is.

Knows one module for one side. What is best from a state on is worked out from the last states back.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import combinations
from math import inf

from learning.model.key import Module
from learning.model.names import ChoiceId, Grade, Role, SceneId
from learning.play.components import find_components
from learning.play.distance import is_for
from learning.play.plan import Plan, Way, make_plan
from learning.play.points import collect, go_on
from learning.play.rehearsal import find_ending
from learning.play.space import Node, first_node, look_on

_RANKS = {Grade.POOR: 0, Grade.MIXED: 1, Grade.GOOD: 2}
# The points and the rank of the ending, whichever is looked at first.
Worth = tuple[float, float]
_NOTHING: Worth = (-inf, -inf)


@dataclass(frozen=True, slots=True)
class Outcome:
    """The best that can come of a choice: points from there on, and the grade of the ending."""

    points: float
    grade: Grade | None


@dataclass(frozen=True, slots=True)
class Rivals:
    """A choice and another of its scene that it is never better than.

    `same`: nor is it ever worse. `path` leads to a place where it is worse (where `same`, to one
    where both are open), and `outcome` against `other_outcome` is what can come of them there.
    """

    scene: SceneId
    choice: ChoiceId
    other: ChoiceId
    same: bool
    path: tuple[str, ...]
    outcome: Outcome
    other_outcome: Outcome


def find_rivals(module: Module, role: Role, *, cap: int) -> tuple[Rivals, ...] | None:
    """Find the choices that are never better than another of their scene; None past `cap` states.

    Two choices are compared in every state in which both are open. Of each, what counts is the best
    play from there on, by points and then by the ending's grade; and once more by the grade and
    then by points. A choice is never better when it comes out higher in neither order in any state.
    Points are those of questions and cues still to come, answered as well as can be.
    """
    plan = make_plan(module, role, scoring=True)
    graph = _fill(plan, cap)
    if graph is None:
        return None
    grades = [
        [each.grade for each in module.key.scenes[scene.id].endings if is_for(each, role)]
        for scene in plan.scenes
    ]
    prospects = _look_back(graph, _grade_ends(graph, grades))
    return tuple(_judge(graph, prospects))


@dataclass(slots=True)
class _Graph:
    """States by number with what was collected in them, and the ways between them with points."""

    plan: Plan
    nodes: list[Node] = field(default_factory=list)
    edges: list[list[tuple[int, Way, float]]] = field(default_factory=list)
    parents: list[tuple[int, Way] | None] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)

    def path_to(self, number: int) -> tuple[str, ...]:
        texts: list[str] = []
        while (parent := self.parents[number]) is not None:
            number, way = parent
            texts.append(way.text)
        return tuple(reversed(texts))


@dataclass(frozen=True, slots=True)
class _Prospects:
    """The best from each state on: by points then rank, and by rank then points."""

    by_points: list[Worth]
    by_rank: list[Worth]

    def weigh(self, edge: tuple[int, Way, float]) -> tuple[Worth, Worth]:
        """Give what a way is worth in both orders."""
        to, _, gain = edge
        points, rank = self.by_points[to]
        first, second = self.by_rank[to]
        return (points + gain, rank), (first, second + gain)


def _fill(plan: Plan, cap: int) -> _Graph | None:
    graph = _Graph(plan)
    first, _ = collect(plan, first_node(plan), entering=True)
    known = {first: 0}
    graph.nodes.append(first)
    graph.parents.append(None)
    for number, node in enumerate(graph.nodes):
        found = []
        for way, target, gain in go_on(plan, node):
            if target not in known:
                if len(known) == cap:
                    return None
                known[target] = len(known)
                graph.nodes.append(target)
                graph.parents.append((number, way))
            found.append((known[target], way, gain))
        graph.edges.append(found)
        if not found and look_on(plan.scenes[node[0]], node[1], node[2])[0]:
            graph.ends.append(number)
    return graph


def _grade_ends(graph: _Graph, grades: list[list[Grade]]) -> dict[int, int]:
    ranks = {}
    for number in graph.ends:
        node = graph.nodes[number]
        ending = find_ending(graph.plan, node)
        ranks[number] = _RANKS[grades[node[0]][ending]] if ending >= 0 else 0
    return ranks


def _look_back(graph: _Graph, ranks: dict[int, int]) -> _Prospects:
    """Work out what is best from every state on.

    Inside a circle nothing is gained, for what was collected once is never collected again: so all
    of its states have the best of the ways out.
    """
    count = len(graph.nodes)
    prospects = _Prospects([_NOTHING] * count, [_NOTHING] * count)
    for component in find_components([[to for to, _, _ in edges] for edges in graph.edges]):
        inside = set(component)
        worths: list[tuple[Worth, Worth]] = [
            prospects.weigh(edge)
            for each in component
            for edge in graph.edges[each]
            if edge[0] not in inside
        ]
        worths += [((0, ranks[each]), (ranks[each], 0)) for each in component if each in ranks]
        by_points = max((one for one, _ in worths), default=_NOTHING)
        by_rank = max((two for _, two in worths), default=_NOTHING)
        for each in component:
            prospects.by_points[each], prospects.by_rank[each] = by_points, by_rank
    return prospects


@dataclass(slots=True)
class _Pair:
    """How two choices of a scene compare. Places are numbers of states, None until there is one.

    `first_worse`: where the first is worse than the second; `both`: where both are open.
    """

    both: int
    first_worse: int | None = None
    second_worse: int | None = None


def _judge(graph: _Graph, prospects: _Prospects) -> Iterator[Rivals]:
    pairs = _compare(graph, prospects)
    beaten: set[tuple[int, ChoiceId]] = set()
    for (scene, one, two), pair in pairs.items():
        for choice, other, worse, better in (
            (one, two, pair.first_worse, pair.second_worse),
            (two, one, pair.second_worse, pair.first_worse),
        ):
            same = worse is None and better is None
            if better is not None or (same and choice == one) or (scene, choice) in beaten:
                continue
            beaten.add((scene, choice))
            place = pair.both if worse is None else worse
            yield Rivals(
                graph.plan.scenes[scene].id,
                choice,
                other,
                same,
                graph.path_to(place),
                _tell(graph, prospects, place, choice),
                _tell(graph, prospects, place, other),
            )


def _compare(graph: _Graph, prospects: _Prospects) -> dict[tuple[int, ChoiceId, ChoiceId], _Pair]:
    pairs: dict[tuple[int, ChoiceId, ChoiceId], _Pair] = {}
    for number, edges in enumerate(graph.edges):
        scene = graph.nodes[number][0]
        weighed = [
            (edge[1].choice, prospects.weigh(edge)) for edge in edges if edge[1].choice is not None
        ]
        for (one, mine), (two, theirs) in combinations(weighed, 2):
            pair = pairs.get((scene, one, two))
            if pair is None:
                pair = pairs[scene, one, two] = _Pair(number)
            if pair.first_worse is None and (mine[0] < theirs[0] or mine[1] < theirs[1]):
                pair.first_worse = number
            if pair.second_worse is None and (mine[0] > theirs[0] or mine[1] > theirs[1]):
                pair.second_worse = number
    return pairs


def _tell(graph: _Graph, prospects: _Prospects, number: int, choice: ChoiceId) -> Outcome:
    """Say what can come of a choice, by points first."""
    edge = next(each for each in graph.edges[number] if each[1].choice == choice)
    (points, rank), _ = prospects.weigh(edge)
    grades = {value: grade for grade, value in _RANKS.items()}
    return Outcome(max(points, 0.0), grades.get(int(rank)) if rank > -inf else None)
