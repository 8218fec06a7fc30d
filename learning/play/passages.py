"""The passages of a module that are shown in some states only, each by its place and first words.

Knows one module for one side; not which states there are.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import assert_never

from learning.model.case import Asked, Block, Prose, Sealed
from learning.model.condition import Condition
from learning.model.key import Module, SceneKey
from learning.model.names import PassageId, Role, SceneId
from learning.play.page_text import read_html

_OPENING = 50


@dataclass(frozen=True, slots=True)
class Conditional:
    """A passage with a condition of its own. `when` are all that must hold, those around it too."""

    scene: SceneId
    passage: PassageId
    line: int
    opening: str
    when: tuple[Condition, ...]


def list_conditionals(module: Module, role: Role) -> tuple[Conditional, ...]:
    """Give the conditional passages that a side can come to see, in the file's order.

    One that holds no text or question is left out: what choices and endings it holds is told of
    them.
    """
    return tuple(
        each
        for scene, key in module.key.scenes.items()
        for each in _look_into(module.case.scenes[scene].body, (scene, key, role), ())
    )


def _look_into(
    blocks: Iterable[Block], around: tuple[SceneId, SceneKey, Role], when: tuple[Condition, ...]
) -> Iterator[Conditional]:
    scene, key, role = around
    for block in blocks:
        if not isinstance(block, Sealed):
            continue
        passage = key.passages[block.passage]
        if passage.guard.roles and role not in passage.guard.roles:
            continue
        condition = passage.guard.condition
        inner = when if condition is None else (*when, condition)
        if condition is not None and passage.blocks:
            opening = _find_opening(passage.blocks, key)
            yield Conditional(scene, passage.id, passage.line, opening, inner)
        yield from _look_into(passage.blocks, around, inner)


def _find_opening(blocks: Iterable[Block], key: SceneKey) -> str:
    """Give the first words of a passage."""
    for block in blocks:
        match block:
            case Prose():
                text = read_html(block.html)
            case Asked():
                text = block.question.title
            case Sealed():
                text = _find_opening(key.passages[block.passage].blocks, key)
            case _:
                assert_never(block)
        if text:
            return text if len(text) <= _OPENING else text[:_OPENING].rsplit(" ", 1)[0] + " …"
    return ""
