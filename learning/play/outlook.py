"""What lies ahead of each state in a space, and what its counters can be.

Knows numbers only; `play/search.py` puts names to them.
"""

from collections import deque
from collections.abc import Mapping, Sequence
from math import inf

from learning.play.compiled import Counts, shift
from learning.play.components import find_components
from learning.play.space import Space

# The lowest and the highest value of each counter.
Ranges = tuple[Counts, Counts]

# How often a node's ranges may grow, on average, before a counter's whole range is taken for them.
PATIENCE = 60


def find_hope(space: Space) -> Sequence[bool]:
    """Say of each node whether an ending can be reached from it.

    A node that was not followed on may lead anywhere, so that it is not held against the case.
    """
    before: list[list[int]] = [[] for _ in space.nodes]
    for number, edges in enumerate(space.edges):
        for to, _ in edges:
            before[to].append(number)
    hopeful = [False] * len(space.nodes)
    waiting = [*space.ends, *space.cut]
    while waiting:
        number = waiting.pop()
        if not hopeful[number]:
            hopeful[number] = True
            waiting += before[number]
    return hopeful


def find_longest(space: Space) -> Sequence[float]:
    """Give the most steps to an ending from each node, from the last ones back to the start.

    It is -inf where no ending can be reached and inf where plays can go round in circles.
    """
    longest = [-inf] * len(space.nodes)
    for component in find_components([[to for to, _ in edges] for edges in space.edges]):
        inside = set(component)
        edges = [edge for number in component for edge in space.edges[number]]
        outward = [edge for edge in edges if edge[0] not in inside]
        steps = max((longest[to] + (way.answered is None) for to, way in outward), default=-inf)
        steps = steps if inside.isdisjoint(space.ends) else max(steps, 0.0)
        goes_round = len(outward) < len(edges)
        for number in component:
            longest[number] = inf if goes_round and steps > -inf else steps
    return longest


def find_counts(space: Space) -> Mapping[int, set[Counts]]:
    """Give the values that the compared counters take together, by scene."""
    found: dict[int, set[Counts]] = {}
    for scene, _, counts in space.nodes:
        found.setdefault(scene, set()).add(counts)
    return found


def find_drift(space: Space) -> Mapping[int, Ranges]:
    """Give the lowest and highest values of the free counters, by scene.

    No condition compares them, so they cannot close a way: each way maps a range to a range, and
    the ranges grow until none grows any more.
    """
    start = tuple(counter.start for counter in space.plan.free)
    ranges: dict[int, Ranges] = {0: (start, start)}
    waiting = deque([0] if start else [])
    patience = PATIENCE * len(space.nodes)
    while waiting and patience:
        patience -= 1
        number = waiting.popleft()
        low, high = ranges[number]
        for to, way in space.edges[number]:
            grown = _widen(ranges.get(to), shift(low, way.drifts), shift(high, way.drifts))
            if grown != ranges.get(to):
                ranges[to] = grown
                waiting.append(to)
    if waiting:
        free = space.plan.free
        whole = tuple(each.minimum for each in free), tuple(each.maximum for each in free)
        ranges = dict.fromkeys(ranges, whole)
    return _by_scene(space, ranges)


def _widen(known: Ranges | None, low: Counts, high: Counts) -> Ranges:
    if known is None:
        return low, high
    return tuple(map(min, known[0], low)), tuple(map(max, known[1], high))


def _by_scene(space: Space, ranges: Mapping[int, Ranges]) -> Mapping[int, Ranges]:
    found: dict[int, Ranges] = {}
    for number, (low, high) in ranges.items():
        scene = space.nodes[number][0]
        found[scene] = _widen(found.get(scene), low, high)
    return found
