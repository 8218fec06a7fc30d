"""The map of a case as it is drawn: every scene and way on paper, and where each came to lie."""

import re

from learning.model.names import Grade, SceneId
from learning.play.shown import CaseMap, MapLine, MapStop
from learning.web.map import describe_stop, draw_across, draw_down


def stop(name: str, column: int, row: int, order: int | None = None, **more: Grade) -> MapStop:
    return MapStop(SceneId(name), name.title(), column, row, order, **more)


def line(source: str, target: str, taken: bool = False) -> MapLine:
    return MapLine(SceneId(source), SceneId(target), taken)


CASE_MAP = CaseMap(
    stops=(
        stop("the third course", 0, 0, 1),
        stop("the wall", 1, 0, 2),
        stop("the doorway", 1, 1),
        stop("a letter that is far too long for one line of a map", 2, 0),
        stop("home", 3, 0, 3, grade=Grade.GOOD),
    ),
    lines=(
        line("the third course", "the wall", taken=True),
        line("the third course", "the doorway"),
        line("the doorway", "the wall"),
        line("the wall", "home", taken=True),
        line("home", "the third course"),
    ),
    columns=4,
    rows=2,
)
DRAWINGS = (draw_across(CASE_MAP), draw_down(CASE_MAP))


def test_every_scene_and_way_is_drawn_once() -> None:
    for drawn in DRAWINGS:
        assert len({(each.x, each.y) for each in drawn.stops}) == len(CASE_MAP.stops)
        assert len(drawn.lines) == len(CASE_MAP.lines)


def test_ways_begin_and_end_at_stops() -> None:
    for drawn in DRAWINGS:
        stops = {(each.x, each.y) for each in drawn.stops}
        for each in drawn.lines:
            first = re.match(r"M(\d+) (\d+)", each.path)
            assert first
            assert (int(first[1]), int(first[2])) in stops


def test_the_way_taken_is_drawn_over_the_others() -> None:
    for drawn in DRAWINGS:
        assert [each.taken for each in drawn.lines] == [False, False, False, True, True]


def test_everything_lies_on_the_paper() -> None:
    for drawn in DRAWINGS:
        for each in drawn.stops:
            assert 0 < each.x < drawn.width
            assert 0 < each.label_y < drawn.height


def test_the_drawing_for_phones_is_narrow_and_gives_each_scene_its_line() -> None:
    down = draw_down(CASE_MAP)
    assert down.width <= 320
    assert len({each.y for each in down.stops}) == len(down.stops)


def test_a_long_title_is_cut_and_says_so() -> None:
    across = draw_across(CASE_MAP)
    assert [each.label[-1] for each in across.stops if len(each.label) > 1][-1].endswith("…")


def test_shapes_have_words() -> None:
    assert describe_stop(stop("x", 0, 0, 4, grade=Grade.POOR)) == "poor ending"
    assert describe_stop(stop("x", 0, 0)) == "not seen"
    assert describe_stop(stop("x", 0, 0, 1)) == ""
