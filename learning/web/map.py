"""The map of a case as places and lines on paper: numbers and words that a template draws as SVG.

Two drawings of one map: across for wide pages, and the way taken, stop by stop, for phones.
Knows no HTML and no colours.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from textwrap import wrap

from learning.model.names import Grade, SceneId
from learning.play.shown import CaseMap, MapStop
from learning.web.map_layers import lay_out


@dataclass(frozen=True, slots=True)
class DrawnStop:
    """A scene on paper. `shape` is scene or the ending's grade; `number` is the first visit."""

    x: int
    y: int
    shape: str
    seen: bool
    number: str
    label_x: int
    label_y: int
    label: tuple[str, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DrawnLine:
    """A way between two scenes as an SVG path."""

    path: str
    taken: bool


@dataclass(frozen=True, slots=True)
class DrawnMap:
    """One drawing: its size in SVG units, and what lies on it. Lines not taken come first."""

    width: int
    height: int
    stops: tuple[DrawnStop, ...]
    lines: tuple[DrawnLine, ...]


ENDING_WORDS = {
    Grade.GOOD: "good ending",
    Grade.MIXED: "mixed ending",
    Grade.POOR: "poor ending",
}

# A column is as wide as the page allows, but never narrower than eleven letters of a label.
PAGE, NARROWEST, WIDEST = 1040, 90, 150
ROW, EDGE, TOP, LABEL = 118, 60, 34, 104
DOWN_WIDTH, DOWN_STEP, MAIN_X, SIDE_X = 304, 46, 26, 62
LETTER, LINE = 7.6, 17


def draw_across(case_map: CaseMap) -> DrawnMap:
    """Draw the whole map from left to right, labels under the stops."""
    ordered = sorted(case_map.stops, key=lambda stop: (stop.column, stop.row))
    edges = [(line.source, line.target) for line in case_map.lines]
    ends = frozenset(stop.scene for stop in case_map.stops if stop.grade)
    layout = lay_out([stop.scene for stop in ordered], edges, ends)

    last = max(column for column, _ in layout.places.values())
    step = min(WIDEST, max(NARROWEST, (PAGE - 2 * EDGE) // max(1, last)))

    def place(spot: tuple[int, float]) -> tuple[int, int]:
        return EDGE + spot[0] * step, TOP + round(spot[1] * ROW)

    letters = int((step - 4) / LETTER)
    stops = tuple(
        _draw_stop(stop, place(layout.places[stop.scene]), letters) for stop in case_map.stops
    )
    lines = _in_order(
        DrawnLine(_curve([place(spot) for spot in layout.routes[edge]]), line.taken)
        for edge, line in zip(edges, case_map.lines, strict=True)
    )
    width = max(stop.x for stop in stops) + EDGE
    height = max(stop.y for stop in stops) + LABEL
    return DrawnMap(width, height, stops, lines)


def _curve(points: Sequence[tuple[int, int]]) -> str:
    """Run level through every point, with soft bends between; from and to one column, a bow."""
    path = "M{} {}".format(*points[0])
    for (left, from_y), (right, to_y) in pairwise(points):
        if left == right:
            path += f"C{left + 60} {from_y} {left + 60} {to_y} {right} {to_y}"
        elif from_y == to_y:
            path += f"H{right}"
        else:
            middle = (left + right) // 2
            path += f"C{middle} {from_y} {middle} {to_y} {right} {to_y}"
    return path


@dataclass(frozen=True, slots=True)
class _Row:
    """A line of the drawing for phones: a stop, and the row its line comes from, if any."""

    stop: MapStop
    main: bool
    source: int | None


def draw_down(case_map: CaseMap) -> DrawnMap:
    """Draw the way taken from top to bottom, what it passed by beside it, the rest at the foot."""
    rows = _list_rows(case_map)
    spots = [(MAIN_X if row.main else SIDE_X, 26 + n * DOWN_STEP) for n, row in enumerate(rows)]
    stops = tuple(_draw_beside(row.stop, spot) for row, spot in zip(rows, spots, strict=True))
    lines = _in_order(
        DrawnLine(_branch(spots[row.source], spot), row.main)
        for row, spot in zip(rows, spots, strict=True)
        if row.source is not None
    )
    return DrawnMap(DOWN_WIDTH, 26 + len(rows) * DOWN_STEP, stops, lines)


def _list_rows(case_map: CaseMap) -> list[_Row]:
    """Put each scene on one line: beside the first stop it could have been reached from."""
    stops = {stop.scene: stop for stop in case_map.stops}
    left = dict.fromkeys(stop.scene for stop in case_map.stops if stop.order is None)
    rows: list[_Row] = []
    before: int | None = None
    for stop in sorted(case_map.stops, key=lambda stop: stop.order or 0):
        if stop.order is None:
            continue
        here = len(rows)
        rows.append(_Row(stop, main=True, source=before))
        passed = [to for to in _ways_from(case_map, stop.scene) if to in left]
        rows.extend(_Row(stops[each], main=False, source=here) for each in passed)
        left = {scene: None for scene in left if scene not in passed}
        before = here
    return [*rows, *(_Row(stops[each], main=False, source=None) for each in left)]


def _ways_from(case_map: CaseMap, scene: SceneId) -> list[SceneId]:
    return [line.target for line in case_map.lines if line.source == scene]


def _branch(start: tuple[int, int], end: tuple[int, int]) -> str:
    (x, y), (to_x, to_y) = start, end
    if x == to_x:
        return f"M{x} {y}V{to_y}"
    return f"M{x} {y}V{to_y - 14}Q{x} {to_y} {x + 14} {to_y}H{to_x}"


def _draw_beside(stop: MapStop, spot: tuple[int, int]) -> DrawnStop:
    """Put the label level with the stop, to its right."""
    label_x = spot[0] + 26
    drawn = _draw_stop(stop, spot, int((DOWN_WIDTH - label_x) / LETTER))
    notes = (", ".join(drawn.notes),) if drawn.notes else ()
    above = (len(drawn.label) + len(notes) - 1) * LINE // 2
    return replace(drawn, notes=notes, label_x=label_x, label_y=spot[1] + 5 - above)


def _draw_stop(stop: MapStop, spot: tuple[int, int], letters: int) -> DrawnStop:
    return DrawnStop(
        x=spot[0],
        y=spot[1],
        shape=stop.grade.value if stop.grade else "scene",
        seen=stop.order is not None,
        number=str(stop.order or ""),
        label_x=spot[0],
        label_y=spot[1] + 34,
        label=tuple(wrap(stop.title, letters, max_lines=3, placeholder=" …")),
        notes=list_notes(stop),
    )


def list_notes(stop: MapStop) -> tuple[str, ...]:
    """Say in a word or two what a stop is, where its shape says it without words."""
    notes = (ENDING_WORDS[stop.grade],) if stop.grade else ()
    if stop.order is None:
        return (*notes, "not seen")
    return (*notes, "you began here") if stop.begun else notes


def _in_order(lines: Iterable[DrawnLine]) -> tuple[DrawnLine, ...]:
    return tuple(sorted(lines, key=lambda line: line.taken))
