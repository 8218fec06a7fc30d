"""Where the scenes of a case lie on paper, so that ways run to the right and few of them cross.

The layered drawing of Sugiyama, Tagawa and Toda (1981): columns by the longest way from the start,
bends where a way passes a column, the order in a column by the middle of its neighbours.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

Edge = tuple[str, str]
SWEEPS = 12


@dataclass(frozen=True, slots=True)
class Layout:
    """Places of the scenes, and for every way the places it runs through, ends included."""

    places: Mapping[str, tuple[int, float]]
    routes: Mapping[Edge, tuple[tuple[int, float], ...]]


@dataclass(slots=True)
class _Grid:
    """Columns of knots: scenes and bends. A bend is named by its way and its column."""

    columns: list[list[str]]
    scenes: frozenset[str]
    above: dict[str, list[str]] = field(default_factory=dict)
    below: dict[str, list[str]] = field(default_factory=dict)

    def join(self, left: str, right: str) -> None:
        self.below.setdefault(left, []).append(right)
        self.above.setdefault(right, []).append(left)


def lay_out(scenes: Sequence[str], edges: Sequence[Edge], last: frozenset[str]) -> Layout:
    """Lay scenes out, the first of them as the start, those in `last` in the last column.

    Heights are in units of one scene with its label; a bend takes less room.

    >>> layout = lay_out(["a", "b", "c"], [("a", "b"), ("b", "c"), ("a", "c")], frozenset("c"))
    >>> [layout.places[each][0] for each in "abc"], len(layout.routes["a", "c"])
    ([0, 1, 2], 3)
    """
    backs = _find_backs(scenes, edges)
    forward = {edge: edge[::-1] if edge in backs else edge for edge in edges}
    columns = _find_columns(scenes, set(forward.values()), last)
    grid, knots = _knot(scenes, forward, columns)
    _order(grid)
    heights = _set_heights(grid)
    routes = {
        edge: tuple((place, heights[knot]) for place, knot in chain)
        for edge, chain in knots.items()
    }
    return Layout({each: (columns[each], heights[each]) for each in scenes}, routes)


def _find_backs(scenes: Sequence[str], edges: Iterable[Edge]) -> set[Edge]:
    """Find the ways that close a circle, going through the case from its start."""
    ways: dict[str, list[str]] = {scene: [] for scene in scenes}
    for source, target in edges:
        ways[source].append(target)
    backs: set[Edge] = set()
    done: set[str] = set()

    def go(scene: str, path: tuple[str, ...]) -> None:
        for target in ways[scene]:
            if target in path:
                backs.add((scene, target))
            elif target not in done:
                go(target, (*path, target))
        done.add(scene)

    for start in scenes:
        if start not in done:
            go(start, (start,))
    return backs


def _find_columns(
    scenes: Sequence[str], edges: Iterable[Edge], last: frozenset[str]
) -> dict[str, int]:
    """Give each scene the column after the last of those that lead to it."""
    columns = dict.fromkeys(scenes, 0)
    inner = [edge for edge in edges if edge[0] != edge[1]]
    for _ in scenes:
        for source, target in inner:
            columns[target] = max(columns[target], columns[source] + 1)
    end = max(columns.values())
    return {each: end if each in last else column for each, column in columns.items()}


def _knot(
    scenes: Sequence[str], edges: Mapping[Edge, Edge], columns: Mapping[str, int]
) -> tuple[_Grid, dict[Edge, list[tuple[int, str]]]]:
    """Put a bend where a way passes a column; give each way its chain of knots."""
    width = max(columns.values()) + 1
    grid = _Grid([[] for _ in range(width)], frozenset(scenes))
    for scene in scenes:
        grid.columns[columns[scene]].append(scene)
    chains: dict[Edge, list[tuple[int, str]]] = {}
    for edge, (left, right) in edges.items():
        chain = [(columns[left], left)]
        for column in range(columns[left] + 1, columns[right]):
            bend = f"{left}>{right}@{column}"
            if bend not in grid.above:
                grid.columns[column].append(bend)
                grid.join(chain[-1][1], bend)
            chain.append((column, bend))
        grid.join(chain[-1][1], right)
        chain.append((columns[right], right))
        chains[edge] = chain if (left, right) == edge else chain[::-1]
    return grid, chains


def _order(grid: _Grid) -> None:
    """Sweep to and fro, each knot to the middle of its neighbours; the fewest crossings stay."""
    best, fewest = grid.columns, _count_crossings(grid.columns, grid.below)
    for sweep in range(SWEEPS):
        if sweep % 2 == 0:
            columns = _sweep(grid.columns, grid.above)
        else:
            columns = _sweep(grid.columns[::-1], grid.below)[::-1]
        grid.columns = columns
        crossings = _count_crossings(columns, grid.below)
        if crossings < fewest:
            best, fewest = columns, crossings
    grid.columns = best


def _sweep(columns: Sequence[Sequence[str]], joined: Mapping[str, list[str]]) -> list[list[str]]:
    swept = [list(columns[0])]
    for column in columns[1:]:
        place = {knot: number for number, knot in enumerate(swept[-1])}
        middles = {
            knot: _middle([place[each] for each in joined.get(knot, ()) if each in place])
            for knot in column
        }
        swept.append(sorted(column, key=middles.__getitem__))
    return swept


def _middle(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0


def _count_crossings(columns: Sequence[Sequence[str]], below: Mapping[str, list[str]]) -> int:
    crossings = 0
    for left, right in pairwise(columns):
        place = {knot: number for number, knot in enumerate(right)}
        ends = [[place[to] for to in below.get(knot, ()) if to in place] for knot in left]
        for number, upper in enumerate(ends):
            for lower in ends[number + 1 :]:
                crossings += sum(high > low for high in upper for low in lower)
    return crossings


def _set_heights(grid: _Grid) -> dict[str, float]:
    """Let each knot come as near to the middle of its neighbours as its own neighbours let it."""
    heights: dict[str, float] = {}
    for column in grid.columns:
        heights |= _stack(grid, column, [0.0] * len(column))
    for sweep in range(SWEEPS):
        for column in grid.columns if sweep % 2 else grid.columns[::-1]:
            heights |= _stack(grid, column, [_wish(grid, heights, knot) for knot in column])
    top = min(heights.values())
    return {knot: height - top for knot, height in heights.items()}


def _wish(grid: _Grid, heights: Mapping[str, float], knot: str) -> float:
    joined = (*grid.above.get(knot, ()), *grid.below.get(knot, ()))
    return _middle([heights[each] for each in joined]) if joined else heights[knot]


def _stack(grid: _Grid, column: Sequence[str], wishes: Sequence[float]) -> dict[str, float]:
    """Keep the order and the room of a column, as near to the wishes as can be.

    Pool-adjacent-violators: knots that would overlap move together to the middle of their wishes.
    """
    offsets = [0.0]
    for upper, lower in pairwise(column):
        offsets.append(offsets[-1] + _room(upper in grid.scenes, lower in grid.scenes))
    pools: list[tuple[float, int]] = []
    for wish, offset in zip(wishes, offsets, strict=True):
        pools.append((wish - offset, 1))
        while len(pools) > 1 and pools[-2][0] >= pools[-1][0]:
            (low, few), (high, many) = pools.pop(), pools.pop()
            pools.append(((low * few + high * many) / (few + many), few + many))
    flat = [value for value, count in pools for _ in range(count)]
    return {knot: value + offset for knot, value, offset in zip(column, flat, offsets, strict=True)}


def _room(upper_is_scene: bool, lower_is_scene: bool) -> float:
    """A scene needs room below it for its label, a bend next to none."""
    return (0.75 if upper_is_scene else 0.1) + (0.3 if lower_is_scene else 0.1)
