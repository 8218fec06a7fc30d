"""Which questions of a module an attempt is asked, where its author has some drawn."""

from collections.abc import Iterable, Iterator
from functools import lru_cache

from learning.model.case import Asked, Block, Sealed
from learning.model.key import Module, SceneKey
from learning.model.names import QuestionId, Role
from learning.play.lots import cast_lots
from learning.play.same import Same


def draw_questions(module: Module, role: Role, seed: str) -> frozenset[QuestionId] | None:
    """Give the questions drawn for an attempt of that seed; None where all are asked.

    They are drawn from those that this side can come to see, each as likely as any other. The
    others do not exist for the attempt.
    """
    return None if module.case.draw is None else _draw(Same(module), role, seed)


@lru_cache(maxsize=1024)
def _draw(same: Same, role: Role, seed: str) -> frozenset[QuestionId]:
    """Keep the draws of the attempts under way: every look at a page asks."""
    module = same.module
    questions = [
        question
        for scene in module.case.scenes.values()
        for question in _list_asked(scene.body, module.key.scenes[scene.id], role)
    ]
    return frozenset(cast_lots(questions, "draw", seed)[: module.case.draw])


def _list_asked(blocks: Iterable[Block], key: SceneKey, role: Role) -> Iterator[QuestionId]:
    for block in blocks:
        if isinstance(block, Asked):
            yield block.question.id
        elif isinstance(block, Sealed):
            passage = key.passages[block.passage]
            if not passage.guard.roles or role in passage.guard.roles:
                yield from _list_asked(passage.blocks, key, role)
