"""Scenes of a quiz parted so that each question has a page of its own (`pages: one a question`).

Knows parsed scenes; everything after it, rules and building, sees the pages as if written so.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from learning.content.parsed import Part, Question, Scene


def split_questions(scenes: Sequence[Scene], *, headed: bool) -> tuple[Scene, ...]:
    """Part scenes before each question but the first, with the text that stands before it.

    A page has the id and title of its question. Where scenes are `headed`, the first page of each
    keeps its heading and id, so that links, `visited` and `moved` lead there. What stands in a
    fence stays with the question after it: a page of its own would say that it is there. Text,
    choices and endings after the last question stay with that.
    """
    taken = {scene.id for scene in scenes}
    return tuple(page for scene in scenes for page in _split(scene, taken, headed=headed))


def _split(scene: Scene, taken: set[str], *, headed: bool) -> Iterator[Scene]:
    parts: list[Part] = []
    before: list[Part] = []
    page = scene
    first = next((each for each in scene.parts if isinstance(each, Question)), None)
    if not headed and first and first.id:
        page = Scene(first.id, first.title, scene.place, ())
        taken.add(first.id)
    for part in scene.parts:
        if not isinstance(part, Question):
            before.append(part)
            continue
        if any(isinstance(each, Question) for each in parts) and part.id not in {"", *taken}:
            yield replace(page, parts=tuple(parts))
            taken.add(part.id)
            page, parts = Scene(part.id, part.title, part.place, ()), []
        parts += [*before, part]
        before = []
    yield replace(page, parts=(*parts, *before))
