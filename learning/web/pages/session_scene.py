"""The text of the scene that a team is in, as one member reads it.

Knows `team.shown` only, so that nothing reaches the page that was not released to its reader.
"""

from dataclasses import dataclass

from learning.model.case import Source
from learning.play.shown import Text
from learning.team.shown import SceneText
from learning.web.pages.attempts import (
    ArrivalPart,
    EndingPart,
    MeterRow,
    TextPart,
    make_meter,
)
from learning.web.pages.counters import say_move
from learning.web.pages.words import GRADE_WORDS


@dataclass(frozen=True, slots=True)
class ScenePart:
    """A scene. `missing` is what a side knows that nobody in the team is on: shown to all."""

    title: str
    texts: tuple[TextPart, ...]
    missing: tuple[TextPart, ...]
    meters: tuple[MeterRow, ...]
    arrival: ArrivalPart | None
    ending: EndingPart | None
    sources: tuple[Source, ...]


def make_scene_part(scene: SceneText) -> ScenePart:
    """Put a scene's text together: what all read, and below it what one's own side alone reads."""
    common = tuple(each for each in scene.blocks if each.role is None)
    private = tuple(each for each in scene.blocks if each.role is not None)
    return ScenePart(
        title=scene.title,
        texts=(*_join(common), *_join(private)),
        missing=_join(scene.missing),
        meters=tuple(make_meter(meter) for meter in scene.meters),
        arrival=_make_arrival(scene),
        ending=_make_ending(scene),
        sources=scene.sources,
    )


def _join(texts: tuple[Text, ...]) -> tuple[TextPart, ...]:
    """Join neighbours of one side: a seam would tell that something hidden lies between."""
    parts: list[TextPart] = []
    for text in texts:
        side = text.role or ""
        if parts and parts[-1].side == side:
            parts[-1] = TextPart(parts[-1].html + text.html, side)
        else:
            parts.append(TextPart(text.html, side))
    return tuple(parts)


def _make_arrival(scene: SceneText) -> ArrivalPart | None:
    if scene.arrival is None:
        return None
    moved = tuple(
        say_move(meter.counter, meter.value - meter.change, meter.value)
        for meter in scene.meters
        if meter.change
    )
    return ArrivalPart(scene.arrival.chosen_html, scene.arrival.feedback_html, moved)


def _make_ending(scene: SceneText) -> EndingPart | None:
    if scene.ending_grade is None:
        return None
    return EndingPart(scene.ending_grade, GRADE_WORDS[scene.ending_grade], scene.ending_html)
