"""The map of a draft in words and places: its scenes with findings, reach and ways on.

Scenes of a text with errors are read line by line, so that each can be found and mended.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from posixpath import basename

from learning.content.slugs import make_slug
from learning.model.finding import Finding, Severity
from learning.model.key import Module
from learning.model.names import SceneId
from learning.operations.studio_map import DraftMap
from learning.operations.studio_paths import find_prefix
from learning.play.casemap import draw_unplayed
from learning.play.shown import CaseMap
from learning.web.map import ENDING_WORDS, DrawnLine, DrawnStop, draw_across
from learning.web.pages.catalogue import url_of
from learning.web.pages.words import say_count, say_side

HEADING = re.compile(r"^##[ \t]+(.+?)[ \t#]*(?:\{#([\w-]+)\})?[ \t#]*$")
FENCE = re.compile(r"^\s*(```|~~~)")
OLD = "The text has errors, so the map is that of the last version without any."
OLDER = "The text has errors, so the map is that of what learners are shown now."
NONE_YET = "The text has errors. Once they are mended, the map is drawn here."
TOO_LONG = "Playing it at random took too long, so nothing is said of how many plays come where."


@dataclass(frozen=True, slots=True)
class FoundRow:
    """A finding, and the line it leads to."""

    url: str
    words: str
    tone: str
    tag: str


@dataclass(frozen=True, slots=True)
class SceneRow:
    """A scene: its line in the editor, where plays come, what there is to mend, the ways on."""

    title: str
    line: int
    url: str
    preview_url: str
    reach: tuple[str, ...]
    findings: tuple[FoundRow, ...]
    ways: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlacedStop:
    """A scene on the drawing; `marks` are "bad", "warn" or "" for what there is to mend."""

    drawn: DrawnStop
    url: str
    name: str
    reach: str
    found: str
    mark: str
    rare: bool


@dataclass(frozen=True, slots=True)
class Drawing:
    """The drawing: its size, its ways and its stops."""

    width: int
    height: int
    lines: tuple[DrawnLine, ...]
    stops: tuple[PlacedStop, ...]


@dataclass(frozen=True, slots=True)
class MapPage:
    """Everything that the map of a file prints; `note` says of which text it is, if not of this."""

    name: str
    title: str
    path: str
    prefix: str
    summary: str
    note: str
    plays: str
    drawing: Drawing | None
    rows: tuple[SceneRow, ...]
    others: tuple[FoundRow, ...]
    modules: tuple[tuple[str, str, bool], ...] | None


@dataclass(frozen=True, slots=True)
class _Place:
    """A scene of the text as it is now."""

    scene: SceneId
    title: str
    line: int


def make_studio_map(drawn: DraftMap) -> MapPage:
    """Draw the map of a file, and say the same as a table."""
    path = drawn.draft.path
    places = tuple(_list_places(drawn))
    found = _sort_findings(drawn.edition.findings, places, path)
    rows = tuple(_make_row(each, drawn, found.get(each.scene, ())) for each in places)
    course = drawn.course
    return MapPage(
        name=basename(path),
        title=drawn.draft.title,
        path=path,
        prefix=drawn.draft.prefix,
        summary=_sum_up(drawn, places),
        note=_say_version(drawn),
        plays=_say_plays(drawn) if drawn.module else "",
        drawing=_draw(drawn.module, rows, places) if drawn.module else None,
        rows=rows,
        others=tuple(_make_found(each, path) for each in found.get(None, ())),
        modules=tuple(_lead(each.path, each.title, path) for each in course.modules)
        if course
        else None,
    )


def _lead(path: str, title: str, own: str) -> tuple[str, str, bool]:
    """Lead from a course to the map of its module, or to the page of what is not of this work."""
    inside = find_prefix(path) == find_prefix(own)
    return title, f"/studio/map/{path}" if inside else url_of(path), inside


def _list_places(drawn: DraftMap) -> Iterator[_Place]:
    if drawn.of_draft and drawn.module:
        for scene in drawn.module.case.scenes.values():
            yield _Place(scene.id, scene.title, scene.line)
    elif drawn.course is None:
        yield from list_headings(drawn.draft.text)


def list_headings(text: str) -> Iterator[_Place]:
    """Find the scenes of a text line by line, whatever is wrong with it.

    >>> [(each.scene, each.line) for each in list_headings("# A\\n## The door {#in}\\n## Out")]
    [('in', 2), ('out', 3)]
    """
    fence = ""
    for number, line in enumerate(text.split("\n"), 1):
        if found := FENCE.match(line):
            fence = "" if fence == found[1] else fence or found[1]
        elif not fence and (heading := HEADING.match(line)):
            title = heading[1]
            yield _Place(SceneId(heading[2] or make_slug(title)), title, number)


def _sort_findings(
    findings: Sequence[Finding], places: Sequence[_Place], path: str
) -> Mapping[SceneId | None, Sequence[Finding]]:
    """Give each scene the findings from its heading to the next; None has all others."""
    found: dict[SceneId | None, list[Finding]] = {}
    for each in findings:
        above = [place for place in places if place.line <= each.line and each.file == path]
        nearest = max(above, key=lambda place: place.line, default=None)
        found.setdefault(nearest.scene if nearest else None, []).append(each)
    return found


def _make_found(finding: Finding, path: str) -> FoundRow:
    is_error = finding.severity is Severity.ERROR
    own = finding.file == path
    where = f"Line {finding.line}" if own else f"{finding.file}, line {finding.line}"
    return FoundRow(
        url=find_line(path, finding.line) if own else "",
        words=f"{where}: {finding.message} ({finding.code})",
        tone="bad" if is_error else "warn",
        tag="Error" if is_error else "Warning",
    )


def find_line(path: str, line: int) -> str:
    """Give the address of a line in the editor."""
    return f"/studio/edit/{path}#line-{line}"


def _make_row(place: _Place, drawn: DraftMap, findings: Sequence[Finding]) -> SceneRow:
    path, module = drawn.draft.path, drawn.module
    known = module is not None and place.scene in module.case.scenes
    return SceneRow(
        title=place.title,
        line=place.line,
        url=find_line(path, place.line),
        preview_url=f"/studio/preview/{path}?scene={place.scene}" if known else "",
        reach=tuple(_say_reach(drawn, place.scene)),
        findings=tuple(_make_found(each, path) for each in findings),
        ways=tuple(_list_ways(module, place.scene)) if module and known else (),
    )


def _say_reach(drawn: DraftMap, scene: SceneId) -> Iterator[str]:
    """Say how many plays come to a scene: once, or for each side where the sides differ."""
    rows = {role: each.get(scene) for role, each in (drawn.visits or {}).items()}
    shares = {role: say_share(n, drawn.runs) for role, n in rows.items() if n is not None}
    if len(set(shares.values())) < 2:
        yield from dict.fromkeys(shares.values())
        return
    for role, share in shares.items():
        yield f"{say_side(role).removeprefix('the ').capitalize()}: {share}"


def say_share(plays: int, runs: int) -> str:
    """Say how many of all plays these are.

    >>> [say_share(plays, 1000) for plays in (0, 4, 500, 996, 1000)]
    ['none', 'under 1%', '50%', 'over 99%', 'all']
    """
    if plays in (0, runs):
        return "all" if plays else "none"
    percent = round(100 * plays / runs)
    return "under 1%" if percent < 1 else "over 99%" if percent > 99 else f"{percent}%"


def _list_ways(module: Module, scene: SceneId) -> Iterator[str]:
    key, scenes = module.key.scenes[scene], module.case.scenes
    for choice in key.choices:
        yield f"{choice.text} → {scenes[choice.target].title}"
    if key.next:
        yield f"Runs on → {scenes[key.next].title}"
    for ending in key.endings:
        yield ENDING_WORDS[ending.grade].capitalize()


def _sum_up(drawn: DraftMap, places: Sequence[_Place]) -> str:
    edition = drawn.edition
    counts = [(edition.count(each), each.value) for each in Severity]
    found = [say_count(count, word) for count, word in counts if count] or ["nothing to mend"]
    scenes = () if drawn.course else (say_count(len(places), "scene"),)
    return ", ".join((*scenes, *found)) + ("." if edition.checked else "; still checking.")


def _say_version(drawn: DraftMap) -> str:
    if drawn.of_draft:
        return ""
    if drawn.module is None:
        return "" if drawn.course else NONE_YET
    return OLDER if drawn.published else OLD


def _say_plays(drawn: DraftMap) -> str:
    if drawn.visits is None:
        return TOO_LONG
    return (
        f"The share beside a scene is that of {drawn.runs:,} plays at random, from each side, that "
        "came to it. Ways that were seldom taken are tried more often."
    )


def _draw(module: Module, rows: Sequence[SceneRow], places: Sequence[_Place]) -> Drawing:
    case_map: CaseMap = draw_unplayed(module)
    drawn = draw_across(case_map)
    by_scene = {place.scene: row for place, row in zip(places, rows, strict=True)}
    stops = tuple(
        _place_stop(stop, by_scene.get(each.scene))
        for stop, each in zip(drawn.stops, case_map.stops, strict=True)
    )
    return Drawing(drawn.width, drawn.height, drawn.lines, stops)


def _place_stop(stop: DrawnStop, row: SceneRow | None) -> PlacedStop:
    """Put what is known of a scene onto the drawing; one that is gone by now leads nowhere."""
    found = row.findings if row else ()
    tones = {each.tone for each in found}
    shares = " / ".join(each.rpartition(": ")[2] for each in row.reach) if row else ""
    return PlacedStop(
        drawn=stop,
        url=row.url if row else "",
        name=f"{row.title}, line {row.line}" if row else "",
        reach=shares,
        found=say_count(len(found), "finding") if found else "",
        mark="bad" if "bad" in tones else "warn" if tones else "",
        rare=bool(row) and shares in ("none", "none / none"),
    )
