"""A case as a cohort went through it: the drawing with its counts, and tables that say the same.

Knows what the operation gives; no HTML, no colours.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from learning.evidence.journeys import Traffic
from learning.model.names import Kind, SceneId
from learning.operations.teaching_map import MOST_EACH, CaseTraffic
from learning.play.shown import CaseMap, MapStop
from learning.web.map import ENDING_WORDS, DrawnStop, draw_across
from learning.web.pages.teaching_tables import Table, say_stay, tell_about
from learning.web.pages.words import GRADE_WORDS, say_count

THINNEST, WIDEST = 2.0, 14.0
GONE_CHOICE = "A choice that is no longer there"
RUNS_ON = "Runs on"


@dataclass(frozen=True, slots=True)
class TrafficLine:
    """A way on paper, as wide as many went it; the label stands on its middle."""

    path: str
    width: float
    label: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class TrafficMap:
    """The drawing: its size, its stops with how many came there, its ways."""

    width: int
    height: int
    stops: tuple[DrawnStop, ...]
    lines: tuple[TrafficLine, ...]


@dataclass(frozen=True, slots=True)
class MapPage:
    """How a cohort went through a case."""

    cohort: str
    cohort_id: str
    url: str
    items_url: str
    title: str
    lede: str
    words: tuple[str, ...]
    firsts: bool
    drawing: TrafficMap | None
    shown: tuple[Table, ...]

    @property
    def tables(self) -> tuple[Table, ...]:
        """All that is shown, as tables."""
        facts = (("Cohort", self.cohort), ("Module", self.title), ("All", self.lede))
        return tell_about((*facts, *(("All", each) for each in self.words))), *self.shown


def make_map(found: CaseTraffic) -> MapPage:
    """Show how a cohort went through a case."""
    case, home = found.module.case, f"/cohorts/{found.desk.cohort.id}"
    return MapPage(
        cohort=found.desk.cohort.name,
        cohort_id=found.desk.cohort.id,
        url=f"{home}/cases/{case.path}",
        items_url=f"{home}/items/{case.path}",
        title=case.title,
        lede=_say_lede(found),
        words=tuple(_list_words(found)),
        firsts=found.firsts,
        drawing=_draw(found.map, found.traffic) if found.attempts else None,
        shown=_list_tables(found) if found.attempts else (),
    )


def _say_lede(found: CaseTraffic) -> str:
    if not found.attempts:
        return "No learner of this cohort has begun it alone yet."
    under_way = f", {found.under_way} of them under way" if found.under_way else ""
    which = "first attempts only" if found.firsts else f"up to {MOST_EACH} attempts of each"
    people = say_count(found.traffic.people, "learner")
    return f"{people}, {say_count(found.attempts, 'attempt')}{under_way}: {which}."


def _list_words(found: CaseTraffic) -> Iterator[str]:
    yield (
        "Everybody counts once at a scene and on a way. A stay lasts from coming to leaving; a gap"
        " of more than 30 minutes counts as a pause and is left out. What was played in shared"
        " sessions is not in it."
    )
    if found.older:
        which = say_count(found.older, "attempt")
        yield f"{which} began on an older version; scenes that were renamed are followed."
    if found.astray:
        which = say_count(found.astray, "attempt")
        yield (
            f"{which} came through scenes that this version does not have: they are not on the"
            " map, and in the table under their old names."
        )


def _draw(case_map: CaseMap, traffic: Traffic) -> TrafficMap:
    drawn = draw_across(case_map)
    most = max(1, traffic.people)
    counts = _count_ways(traffic)
    return TrafficMap(
        drawn.width,
        drawn.height,
        tuple(
            _draw_stop(each, stop, traffic)
            for each, stop in zip(drawn.stops, case_map.stops, strict=True)
        ),
        # None is taken, so that the lines stand in the order of the map's.
        tuple(
            _draw_line(line.path, counts.get((way.source, way.target), 0), most)
            for line, way in zip(drawn.lines, case_map.lines, strict=True)
        ),
    )


def _count_ways(traffic: Traffic) -> Mapping[tuple[SceneId, SceneId], int]:
    """Count by scene and scene; whoever took two choices between them counts as two went."""
    counts: dict[tuple[SceneId, SceneId], int] = {}
    for (source, _, target), people in traffic.ways.items():
        counts[source, target] = counts.get((source, target), 0) + people
    return counts


def _draw_stop(drawn: DrawnStop, stop: MapStop, traffic: Traffic) -> DrawnStop:
    scene = traffic.scenes.get(stop.scene)
    people = scene.people if scene else 0
    notes = (ENDING_WORDS[stop.grade],) if stop.grade else ()
    if scene and scene.seconds is not None:
        notes = (*notes, say_stay(scene.seconds))
    return replace(drawn, seen=people > 0, number=str(people), notes=notes)


def _draw_line(path: str, people: int, most: int) -> TrafficLine:
    x, y = find_middle(path)
    width = THINNEST + (WIDEST - THINNEST) * people / most
    return TrafficLine(path, round(width, 1), str(people) if people else "", x, y)


def find_middle(path: str) -> tuple[float, float]:
    """Give the middle of the first piece of a way on paper, which lies on the way.

    >>> find_middle("M0 0C10 0 10 40 20 40H90"), find_middle("M0 10H30")
    ((10.0, 20.0), (15.0, 10.0))
    """
    start, command, rest = re.split(r"([CH])", path, maxsplit=2)[:3]
    x, y = map(int, re.findall(r"-?\d+", start))
    numbers = [int(each) for each in re.findall(r"-?\d+", re.split(r"[CH]", rest)[0])]
    if command == "H":
        return (x + numbers[0]) / 2, float(y)
    one, _, two, _, to_x, to_y = numbers
    return (x + 3 * one + 3 * two + to_x) / 8, (y + to_y) / 2


def _list_tables(found: CaseTraffic) -> tuple[Table, ...]:
    titles = {scene: each.title for scene, each in found.module.case.scenes.items()}
    kind = "scene" if found.module.case.kind is Kind.CASE else "part"
    scenes = (*titles, *(scene for scene, _ in found.lost))
    return (
        Table(
            "Scenes",
            (kind.capitalize(), "Learners", "Times", "Median stay", "Stays with a pause"),
            tuple(_list_scenes(found, scenes, titles)),
            (1, 2, 3, 4),
        ),
        Table(
            "Ways on",
            ("From", "By", "To", "Learners"),
            tuple(_list_ways(found, titles)),
            (3,),
        ),
        Table("Endings", ("Where", "How", "Attempts"), tuple(_list_endings(found, titles)), (2,)),
    )


def _list_scenes(
    found: CaseTraffic, scenes: tuple[SceneId, ...], titles: Mapping[SceneId, str]
) -> Iterator[tuple[str, ...]]:
    for scene in scenes:
        each = found.traffic.scenes.get(scene)
        title = titles.get(scene, f"{scene} (no longer there)")
        if each is None:
            yield title, "0", "0", say_stay(None), "0"
        else:
            stay = say_stay(each.seconds)
            yield title, str(each.people), str(each.visits), stay, str(each.pauses)


def _list_ways(found: CaseTraffic, titles: Mapping[SceneId, str]) -> Iterator[tuple[str, ...]]:
    """Give every way that there is, and those that were and are no more, in the file's order."""
    counts = dict(found.traffic.ways)
    for scene, key in found.module.key.scenes.items():
        for choice in key.choices:
            people = counts.pop((scene, choice.id, choice.target), 0)
            yield titles[scene], choice.text, titles[choice.target], str(people)
        if key.next:
            people = counts.pop((scene, None, key.next), 0)
            yield titles[scene], RUNS_ON, titles[key.next], str(people)
    for (scene, taken, target), people in counts.items():
        words = RUNS_ON if taken is None else GONE_CHOICE
        yield titles.get(scene, scene), words, titles.get(target, target), str(people)


def _list_endings(found: CaseTraffic, titles: Mapping[SceneId, str]) -> Iterator[tuple[str, ...]]:
    for (scene, grade), attempts in found.endings.items():
        how = GRADE_WORDS[grade] if grade else "Finished"
        yield titles.get(scene, scene), how, str(attempts)
    if found.under_way:
        yield "Still under way", "–", str(found.under_way)
