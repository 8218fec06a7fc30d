"""Every play of a case at once: what can be reached, where plays get stuck, how well one can do.

An exact breadth-first search over (scene, counters, flags) up to a cap; past it, seeded walks, and
the answer says that it is not exact. Knows one module and one side at a time.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from math import isfinite

from learning.model.condition import Compare
from learning.model.key import Module
from learning.model.names import ChoiceId, CounterName, Role, SceneId
from learning.play.compiled import RELATIONS, Counts, list_leaves
from learning.play.outlook import Ranges, find_counts, find_drift, find_hope, find_longest
from learning.play.plan import Plan, count_points, make_plan
from learning.play.points import find_most
from learning.play.sifted import Sifted, sift
from learning.play.space import Space, fill_space
from learning.play.state import Visit

CAP = 50_000
Witness = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Steady:
    """A comparison that came out the same in every state in which its scene was reached."""

    scene: SceneId
    comparison: Compare
    value: bool


@dataclass(frozen=True, slots=True)
class Overview:
    """Where all plays of one side come to. A witness is the texts of the choices that lead there.

    `exact` is False where the cap was hit: then all that is listed is real, but more may exist.
    `stuck`: no step to do, no way on, no ending. `no_ending`: scenes from which no play that enters
    them ends; `traps`: scenes in which some plays, not all, come to where no ending can be reached.
    """

    exact: bool
    states: int
    reached: Mapping[SceneId, Witness]
    takeable: frozenset[tuple[SceneId, ChoiceId]]
    stuck: Mapping[SceneId, Witness]
    no_ending: Mapping[SceneId, Witness]
    traps: Mapping[SceneId, Witness]


@dataclass(frozen=True, slots=True)
class Exploration(Overview):
    """What all plays of one side come to, measured too.

    `best` is the most points that one play can earn, an upper bound unless `best_exact`.
    `shortest` and `longest` count steps to an ending; `longest` is None where plays can go round.
    """

    steady: tuple[Steady, ...]
    ranges: Mapping[CounterName, tuple[int, int]]
    best: float
    best_exact: bool
    shortest: int | None
    longest: int | None


def look_over(module: Module, role: Role, *, cap: int = CAP) -> Overview:
    """Search all plays of a module from one side, at most `cap` states exactly.

    Raises KeyError where a choice leads to a scene that the module does not have, or a condition
    or consequence names a counter it does not have: the reader refuses such a file.
    """
    return _sum_up(fill_space(make_plan(module, role, scoring=False), cap))


def explore(module: Module, role: Role, *, cap: int = CAP) -> Exploration:
    """Search as `look_over` does, and measure what is found, which takes longer."""
    plan = make_plan(module, role, scoring=False)
    space = fill_space(plan, cap)
    found = _sum_up(space)
    counts = _Counts(find_counts(space), find_drift(space))
    goal = count_points(module, role, found.reached if space.whole else module.case.scenes)
    most = find_most(make_plan(module, role, scoring=True), goal=goal, cap=cap)
    best, best_exact = most.points, most.exact
    if module.case.draw is not None:
        # All questions were planned for; no attempt is asked more than the luckiest draw.
        best, best_exact = min(best, goal), False
    longest = find_longest(space)[0]
    return Exploration(
        exact=found.exact,
        states=found.states,
        reached=found.reached,
        takeable=found.takeable,
        stuck=found.stuck,
        no_ending=found.no_ending,
        traps=found.traps,
        steady=tuple(_find_steady(sift(module, role), plan, counts)),
        ranges=_find_ranges(plan, counts),
        best=best,
        best_exact=best_exact,
        shortest=min((space.steps[number] for number in space.ends), default=None),
        longest=int(longest) if space.whole and isfinite(longest) else None,
    )


def _sum_up(space: Space) -> Overview:
    no_ending, traps = _find_lost(space)
    return Overview(
        exact=space.whole,
        states=len(space.nodes),
        reached=_name(space, _first_by_scene(space, range(len(space.nodes)))),
        takeable=frozenset(space.takeable),
        stuck=_name(space, _first_by_scene(space, sorted(space.stuck))),
        no_ending=_name(space, no_ending),
        traps=_name(space, traps),
    )


def trail_to(module: Module, role: Role, scene: SceneId, *, cap: int = CAP) -> Visit | None:
    """Give a shortest way to begin in a scene; None where no play of that side comes to it.

    Where a way depends on answers, the visit says how they are assumed to have come out, so that
    `begin` takes it and the case goes on from a state that a play could be in.
    """
    if scene == module.case.start or scene not in module.case.scenes:
        return Visit(scene) if scene == module.case.start else None
    plan = make_plan(module, role, scoring=False)
    goal = next(number for number, each in enumerate(plan.scenes) if each.id == scene)
    space = fill_space(plan, cap, until=goal)
    found = next((at for at, node in enumerate(space.nodes) if node[0] == goal), None)
    if found is None:
        return None
    ways = space.ways_to(found)
    places = [plan.scenes[plan.start].id, *(plan.scenes[way.target].id for way in ways)]
    return Visit(
        scene,
        trail=tuple(
            (place, way.choice)
            for place, way in zip(places, ways, strict=False)
            if way.answered is None
        ),
        assumed=tuple(way.answered for way in ways if way.answered is not None),
    )


@dataclass(frozen=True, slots=True)
class _Counts:
    """By number of the scene: values of the compared counters together, ranges of the free ones."""

    compared: Mapping[int, set[Counts]]
    free: Mapping[int, Ranges]


def _first_by_scene(space: Space, numbers: Iterable[int]) -> dict[SceneId, int]:
    first: dict[SceneId, int] = {}
    for number in numbers:
        first.setdefault(space.scene(number).id, number)
    return first


def _name(space: Space, nodes: Mapping[SceneId, int]) -> Mapping[SceneId, Witness]:
    return {
        scene: tuple(way.text for way in space.ways_to(number)) for scene, number in nodes.items()
    }


def _find_lost(space: Space) -> tuple[Mapping[SceneId, int], Mapping[SceneId, int]]:
    """Part the scenes in which an ending is out of reach: for all plays, or for some."""
    can_end = find_hope(space)
    lost = _first_by_scene(space, (at for at, hope in enumerate(can_end) if not hope))
    hopeful = {space.scene(at).id for at, hope in enumerate(can_end) if hope}
    no_ending = {scene: at for scene, at in lost.items() if scene not in hopeful}
    return no_ending, {scene: at for scene, at in lost.items() if scene in hopeful}


def _find_ranges(plan: Plan, counts: _Counts) -> Mapping[CounterName, tuple[int, int]]:
    columns = list(zip(*set().union(*counts.compared.values()), strict=True))
    ranges = {
        counter.name: (min(column), max(column))
        for counter, column in zip(plan.layout.counters, columns, strict=True)
    }
    lows, highs = zip(*counts.free.values(), strict=True) if counts.free else ((), ())
    for place, counter in enumerate(plan.free):
        low, high = (min(each[place] for each in lows), max(each[place] for each in highs))
        ranges[counter.name] = low, high
    return ranges


def _find_steady(sifted: tuple[Sifted, ...], plan: Plan, counts: _Counts) -> Iterator[Steady]:
    compared = {counter.name: place for place, counter in enumerate(plan.layout.counters)}
    free = {counter.name: place for place, counter in enumerate(plan.free)}
    for number in counts.compared:
        for each in _list_comparisons(sifted[number]):
            if each.counter in compared:
                place = compared[each.counter]
                values = {combined[place] for combined in counts.compared[number]}
            else:
                values = _pick(counts.free[number], free[each.counter], each.value)
            relate = RELATIONS[each.operator]
            outcomes = {relate(value, each.value) for value in values}
            if len(outcomes) == 1:
                yield Steady(sifted[number].scene, each, outcomes.pop())


def _list_comparisons(scene: Sifted) -> Iterable[Compare]:
    conditions = [*scene.deciding(), *(one for when in scene.prose for one in when)]
    leaves = (leaf for condition in conditions for leaf in list_leaves(condition))
    return dict.fromkeys(leaf for leaf in leaves if isinstance(leaf, Compare))


def _pick(ranges: Ranges, place: int, value: int) -> set[int]:
    """Give values of a range that decide any comparison with `value`.

    A range may have gaps, so that `= 3` over 2 and 4 counts as open: a warning less, none too many.
    """
    low, high = ranges[0][place], ranges[1][place]
    return {low, high} | ({value} if low <= value <= high else set())
