"""The quickest and the slowest play of all: over a space that was searched whole.

A scene come to again counts as at first here, though it takes less: where that can happen
(`comes_back`), there may be a quicker play, or a slower one. Knows spaces and minutes; not names.
"""

from heapq import heappop, heappush
from math import inf

from learning.play.components import find_circles, find_components
from learning.play.plan import Way
from learning.play.rehearsal import Trip, Watch, measure_trip
from learning.play.space import Space


def comes_back(space: Space) -> bool:
    """Say whether some play can come to a scene a second time."""
    onward: list[set[int]] = [set() for _ in space.plan.scenes]
    for (scene, _, _), edges in zip(space.nodes, space.edges, strict=True):
        onward[scene].update(way.target for _, way in edges if way.answered is None)
    return bool(find_circles([sorted(each) for each in onward]))


def find_quickest(watch: Watch, space: Space) -> Trip | None:
    """Give a play to an ending that takes the fewest minutes; None where none comes to one.

    Dijkstra's algorithm.
    """
    cost = {0: 0.0}
    queue, done = [(0.0, 0)], set[int]()
    parents: dict[int, tuple[int, Way]] = {}
    finish = inf, -1
    while queue and queue[0][0] < finish[0]:
        spent, number = heappop(queue)
        if number in done:
            continue
        done.add(number)
        page = _measure(watch, space, number)
        if number in space.ends:
            finish = min(finish, (spent + page, number))
        for to, way in space.edges[number]:
            total = spent + _measure_way(watch, space, number, way, page)
            if total < cost.get(to, inf):
                cost[to] = total
                parents[to] = number, way
                heappush(queue, (total, to))
    return _walk_back(watch, parents, finish[1]) if finish[1] >= 0 else None


def find_slowest(watch: Watch, space: Space) -> Trip | None:
    """Give a play to an ending that takes the most minutes.

    None where none comes to an ending, and where plays can go round in circles: then there is no
    longest one.
    """
    best = [-inf] * len(space.nodes)
    onward: dict[int, tuple[int, Way]] = {}
    for component in find_components([[to for to, _ in edges] for edges in space.edges]):
        number = component[0]
        if len(component) > 1 or any(to == number for to, _ in space.edges[number]):
            if any(best[to] > -inf for each in component for to, _ in space.edges[each]):
                return None
            continue
        page = _measure(watch, space, number)
        best[number] = page if number in space.ends else -inf
        for to, way in space.edges[number]:
            total = best[to] + _measure_way(watch, space, number, way, page)
            if total > best[number]:
                best[number] = total
                onward[number] = to, way
    return _walk_on(watch, onward) if best[0] > -inf else None


def _measure(watch: Watch, space: Space, number: int) -> float:
    scene, flags, counts = space.nodes[number]
    return watch.pace.measure(scene, flags, counts, first=True)


def _measure_way(watch: Watch, space: Space, number: int, way: Way, page: float) -> float:
    """Give the minutes that a way costs: the page that it leaves, and what is told after it."""
    if way.answered is not None:
        return 0.0
    told = 0.0 if way.choice is None else watch.pace.told[space.scene(number).id, way.choice]
    return page + told


def _walk_back(watch: Watch, parents: dict[int, tuple[int, Way]], number: int) -> Trip:
    ways: list[Way] = []
    while number in parents:
        number, way = parents[number]
        ways.append(way)
    return measure_trip(watch, tuple(reversed(ways)))


def _walk_on(watch: Watch, onward: dict[int, tuple[int, Way]]) -> Trip:
    ways: list[Way] = []
    number = 0
    while number in onward:
        number, way = onward[number]
        ways.append(way)
    return measure_trip(watch, tuple(ways))
