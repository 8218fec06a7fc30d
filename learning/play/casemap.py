"""The map of a case: every scene on a grid, laid out so that few ways cross.

For debriefs and authors only: it names scenes that were missed.
"""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from learning.model.key import Module
from learning.model.names import SceneId
from learning.play.path import list_played, played_steps
from learning.play.shown import CaseMap, MapLine, MapStop
from learning.play.state import State

Ways = Mapping[SceneId, Sequence[SceneId]]
Columns = list[list[SceneId]]
SWEEPS = 6


def draw_map(module: Module, state: State) -> CaseMap:
    """Lay a case out: a column for each distance from the start, with the path that was taken.

    Within a column scenes are ordered by the barycentre method (Sugiyama, Tagawa and Toda, 1981):
    each scene moves to the middle of those it is joined to, column by column, to and fro, and the
    order with the fewest crossings stays. Scenes that no way leads to come last.
    """
    ways = _list_ways(module)
    columns = _order_columns(_make_columns(ways, module.case.start), ways)
    rows = max(map(len, columns))
    taken = {(step.scene, step.target) for step in played_steps(state)}
    return CaseMap(
        stops=tuple(
            _make_stop(module, state, scene, (number, _spread(place, len(column), rows)))
            for number, column in enumerate(columns)
            for place, scene in enumerate(column)
        ),
        lines=tuple(
            MapLine(scene, target, (scene, target) in taken)
            for scene, targets in ways.items()
            for target in targets
        ),
        columns=len(columns),
        rows=rows,
    )


def draw_unplayed(module: Module) -> CaseMap:
    """Lay a case out that nobody is playing, for its authors."""
    start = module.case.start
    return draw_map(module, State(module.case.roles[0], "", start, {}, ()))


def _list_ways(module: Module) -> Ways:
    """Give where each scene leads, for any side: the map is of the case, not of one side of it."""
    return {
        scene: list(
            dict.fromkeys(
                [choice.target for choice in key.choices] + ([key.next] if key.next else [])
            )
        )
        for scene, key in module.key.scenes.items()
    }


def _make_columns(ways: Ways, start: SceneId) -> Columns:
    columns, seen = [[start]], {start}
    while columns[-1]:
        nearest = dict.fromkeys(to for scene in columns[-1] for to in ways[scene])
        columns.append([scene for scene in nearest if scene not in seen])
        seen.update(columns[-1])
    columns[-1] = [scene for scene in ways if scene not in seen]
    return [column for column in columns if column]


def _order_columns(columns: Columns, ways: Ways) -> Columns:
    best, fewest = columns, _count_crossings(columns, ways)
    back: dict[SceneId, list[SceneId]] = {scene: [] for scene in ways}
    for scene, targets in ways.items():
        for target in targets:
            back[target].append(scene)
    for sweep in range(SWEEPS):
        if not fewest:
            break
        forward = sweep % 2 == 0
        columns = _sweep(columns, back if forward else ways, forward=forward)
        crossings = _count_crossings(columns, ways)
        if crossings < fewest:
            best, fewest = columns, crossings
    return best


def _sweep(columns: Columns, joined: Ways, *, forward: bool) -> Columns:
    """Order every column by the middle of what its scenes are joined to in those passed before."""
    height: dict[SceneId, float] = {}
    swept: Columns = []
    for column in columns if forward else reversed(columns):
        middles = _level(column)
        for scene in column:
            heights = [height[each] for each in joined[scene] if each in height]
            if heights:
                middles[scene] = sum(heights) / len(heights)
        swept.append(sorted(column, key=middles.__getitem__))
        height |= _level(swept[-1])
    return swept if forward else swept[::-1]


def _level(column: Sequence[SceneId]) -> dict[SceneId, float]:
    """Give how far down each scene of a column stands, from 0 to 1."""
    return {scene: (place + 0.5) / len(column) for place, scene in enumerate(column)}


def _count_crossings(columns: Columns, ways: Ways) -> int:
    """Count the pairs of ways between neighbouring columns that cross."""
    crossings = 0
    for left, right in pairwise(columns):
        place = {scene: number for number, scene in enumerate(right)}
        ends = [[place[to] for to in ways[scene] if to in place] for scene in left]
        for number, upper in enumerate(ends):
            for lower in ends[number + 1 :]:
                crossings += sum(high > low for high in upper for low in lower)
    return crossings


def _spread(place: int, count: int, rows: int) -> int:
    """Give the row of a scene so that a short column stands spread over the height.

    >>> [_spread(place, 2, 3) for place in range(2)], _spread(0, 1, 3)
    ([0, 2], 1)
    """
    return (2 * place + 1) * rows // (2 * count)


def _make_stop(module: Module, state: State, scene: SceneId, place: tuple[int, int]) -> MapStop:
    played = list_played(state)
    endings = module.key.scenes[scene].endings
    return MapStop(
        scene,
        module.case.scenes[scene].title,
        column=place[0],
        row=place[1],
        order=played.index(scene) + 1 if scene in played else None,
        grade=endings[0].grade if endings else None,
        begun=state.walked > 0 and scene == played[0],
    )
