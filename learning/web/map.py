"""The map of a case as places and lines on paper: numbers and words that a template draws as SVG.

Two drawings of one map: across for wide pages, down for phones. Knows no HTML and no colours.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from textwrap import wrap

from learning.model.names import Grade, SceneId
from learning.play.shown import CaseMap, MapLine, MapStop


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
    note: str


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


@dataclass(frozen=True, slots=True)
class Point:
    """A place on paper, and its lane: the row across, or the column of a drawing that runs down."""

    x: int
    y: int
    lane: int


Places = Mapping[SceneId, Point]

ENDING_WORDS = {
    Grade.GOOD: "good ending",
    Grade.MIXED: "mixed ending",
    Grade.POOR: "poor ending",
}

ACROSS_STEP, ACROSS_ROW, ACROSS_EDGE = 148, 124, 92
DOWN_LANE, DOWN_STEP, DOWN_EDGE, DOWN_WIDTH = 34, 62, 26, 304
LETTER, LINE = 7.6, 17


def draw_across(case_map: CaseMap) -> DrawnMap:
    """Draw the map from left to right, labels under the stops."""
    places = {
        stop.scene: Point(
            ACROSS_EDGE + stop.column * ACROSS_STEP, 46 + stop.row * ACROSS_ROW, stop.row
        )
        for stop in case_map.stops
    }
    letters = int((ACROSS_STEP - 14) / LETTER)
    stops = tuple(
        _draw_stop(stop, places[stop.scene], _wrap(stop, letters)) for stop in case_map.stops
    )
    lines = _in_order(_across(line, places) for line in case_map.lines)
    width = 2 * ACROSS_EDGE + (case_map.columns - 1) * ACROSS_STEP
    height = 46 + (case_map.rows - 1) * ACROSS_ROW + 92
    return DrawnMap(width, height, stops, lines)


def draw_down(case_map: CaseMap) -> DrawnMap:
    """Draw the map from top to bottom, a scene a line, labels to the right of all lanes."""
    ordered = sorted(case_map.stops, key=lambda stop: (stop.column, stop.row))
    places = {
        stop.scene: Point(DOWN_EDGE + stop.row * DOWN_LANE, 34 + index * DOWN_STEP, stop.row)
        for index, stop in enumerate(ordered)
    }
    label_x = DOWN_EDGE + (case_map.rows - 1) * DOWN_LANE + 28
    letters = max(10, int((DOWN_WIDTH - label_x) / LETTER))
    stops = tuple(
        _draw_stop(stop, places[stop.scene], _wrap(stop, letters), label_x=label_x)
        for stop in ordered
    )
    lines = _in_order(_down(line, places) for line in case_map.lines)
    return DrawnMap(DOWN_WIDTH, 34 + len(ordered) * DOWN_STEP, stops, lines)


def _wrap(stop: MapStop, letters: int) -> tuple[str, ...]:
    return tuple(wrap(stop.title, letters, max_lines=2, placeholder=" …"))


def _draw_stop(
    stop: MapStop, place: Point, label: tuple[str, ...], *, label_x: int | None = None
) -> DrawnStop:
    """Put the label under the stop or, given `label_x`, level with it in a column of labels."""
    note = describe_stop(stop)
    lines = len(label) + bool(note)
    middle = 5 - (lines - 1) * LINE // 2
    return DrawnStop(
        x=place.x,
        y=place.y,
        shape=stop.grade.value if stop.grade else "scene",
        seen=stop.order is not None,
        number=str(stop.order or ""),
        label_x=place.x if label_x is None else label_x,
        label_y=place.y + (34 if label_x is None else middle),
        label=label,
        note=note,
    )


def describe_stop(stop: MapStop) -> str:
    """Say in a word or two what a stop is, where its shape says it without words."""
    words = [ENDING_WORDS[stop.grade]] if stop.grade else []
    if stop.order is None:
        words.append("not seen")
    return ", ".join(words)


def _in_order(lines: Iterable[DrawnLine]) -> tuple[DrawnLine, ...]:
    return tuple(sorted(lines, key=lambda line: line.taken))


def _across(line: MapLine, places: Places) -> DrawnLine:
    start, end = places[line.source], places[line.target]
    gap = (end.x - start.x) // ACROSS_STEP
    if gap == 1:
        path = _metro(start, end)
    elif gap > 1:
        path = _over(start, end)
    else:
        path = _back(start, end)
    return DrawnLine(path, line.taken)


def _metro(start: Point, end: Point) -> str:
    """Level, then a soft bend half way, then level: to the next column."""
    middle = (start.x + end.x) // 2
    if start.y == end.y:
        return f"M{start.x} {start.y}H{end.x}"
    return f"M{start.x} {start.y}C{middle} {start.y} {middle} {end.y} {end.x} {end.y}"


def _over(start: Point, end: Point) -> str:
    """Past stops that lie between: through the free strip above the upper of the two rows."""
    strip = min(start.y, end.y) - 30
    up = f"C{start.x + 50} {start.y} {start.x + 40} {strip} {start.x + 90} {strip}"
    down = f"C{end.x - 40} {strip} {end.x - 50} {end.y} {end.x} {end.y}"
    return f"M{start.x} {start.y}{up}H{end.x - 90}{down}"


def _back(start: Point, end: Point) -> str:
    """Back to an earlier column by an arc above; within a column by a bow beside it."""
    if start.x == end.x:
        bow = start.x + 70
        return f"M{start.x} {start.y}C{bow} {start.y} {bow} {end.y} {end.x} {end.y}"
    strip = min(start.y, end.y) - 34
    return f"M{start.x} {start.y}C{start.x + 46} {strip} {end.x - 46} {strip} {end.x} {end.y}"


def _down(line: MapLine, places: Places) -> DrawnLine:
    start, end = places[line.source], places[line.target]
    between = any(
        start.y < place.y < end.y and place.lane == start.lane for place in places.values()
    )
    if start.lane != end.lane:
        bend = start.y + DOWN_STEP if end.y > start.y else start.y - DOWN_STEP
        path = f"M{start.x} {start.y}C{start.x} {bend} {end.x} {start.y} {end.x} {bend}V{end.y}"
    elif between or end.y < start.y:
        bow = start.x - 18
        path = f"M{start.x} {start.y}C{bow} {start.y} {bow} {end.y} {end.x} {end.y}"
    else:
        path = f"M{start.x} {start.y}V{end.y}"
    return DrawnLine(path, line.taken)
