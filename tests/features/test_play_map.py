"""The map of a case as it is drawn: every scene and way on paper, and where each came to lie."""

import re
from dataclasses import replace

from learning.model.names import Grade, SceneId
from learning.play.shown import CaseMap, MapLine, MapStop
from learning.web.map import draw_across, draw_down, list_notes


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
    assert len(draw_across(CASE_MAP).lines) == len(CASE_MAP.lines)


def test_ways_begin_and_end_at_stops() -> None:
    for drawn in DRAWINGS:
        stops = {(each.x, each.y) for each in drawn.stops}
        for each in drawn.lines:
            numbers = [int(number) for number in re.findall(r"\d+", each.path)]
            assert tuple(numbers[:2]) in stops
            assert numbers[-1] in {y for _, y in stops} | {x for x, _ in stops}


def test_ways_run_to_the_right_unless_they_lead_back() -> None:
    across = draw_across(CASE_MAP)
    column = {" ".join(each.label): each.x for each in across.stops}
    places = [column[each] for each in ("The Third Course", "The Doorway", "The Wall", "Home")]
    assert places == sorted(set(places))


def test_the_way_taken_is_drawn_over_the_others() -> None:
    for drawn in DRAWINGS:
        taken = [each.taken for each in drawn.lines]
        assert taken == sorted(taken)
        assert taken.count(True) == 2


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
    long = replace(CASE_MAP, stops=(*CASE_MAP.stops, stop("a letter " * 12, 2, 1)))
    for drawn in (draw_across(long), draw_down(long)):
        assert drawn.stops[-1].label[-1].endswith("…")


def test_shapes_have_words() -> None:
    assert list_notes(stop("x", 0, 0, 4, grade=Grade.POOR)) == ("poor ending",)
    assert list_notes(stop("x", 0, 0, grade=Grade.GOOD)) == ("good ending", "not seen")
    assert list_notes(stop("x", 0, 0, 1)) == ()
