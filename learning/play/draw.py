"""Which questions of a module an attempt is asked, where its author has some drawn."""

from collections.abc import Iterable, Iterator
from functools import lru_cache

from learning.model.case import Asked, Block, Question, Sealed
from learning.model.key import Module, SceneKey
from learning.model.names import QuestionId, Role, SceneId
from learning.play.lots import cast_lots
from learning.play.same import Same
from learning.quiz.marking import is_marked


def draw_questions(module: Module, role: Role, seed: str) -> frozenset[QuestionId] | None:
    """Give the questions drawn for an attempt of that seed; None where all are asked.

    They are drawn from those that this side can come to see, each as likely as any other; but one
    that is marked is always among them where there is one, or chance alone would pass somebody.
    The others do not exist for the attempt.
    """
    return None if module.case.draw is None else _draw(Same(module), role, seed)


@lru_cache(maxsize=1024)
def _draw(same: Same, role: Role, seed: str) -> frozenset[QuestionId]:
    """Keep the draws of the attempts under way: every look at a page asks."""
    module = same.module
    questions = [
        question.id for scene in module.case.scenes for question in list_asked(module, scene, role)
    ]
    keys = {
        each: key for scene in module.key.scenes.values() for each, key in scene.questions.items()
    }
    lots = cast_lots(questions, "draw", seed)
    drawn, left = lots[: module.case.draw], lots[module.case.draw :]
    marked = next((each for each in left if is_marked(keys[each])), None)
    if marked is None or any(is_marked(keys[each]) for each in drawn):
        return frozenset(drawn)
    return frozenset((*drawn[:-1], marked)) if drawn else frozenset()


def list_asked(module: Module, scene: SceneId, role: Role) -> Iterator[Question]:
    """Give the questions of a scene that a side can come to be asked, whatever was drawn."""
    return _list_asked(module.case.scenes[scene].body, module.key.scenes[scene], role)


def _list_asked(blocks: Iterable[Block], key: SceneKey, role: Role) -> Iterator[Question]:
    for block in blocks:
        if isinstance(block, Asked):
            yield block.question
        elif isinstance(block, Sealed):
            passage = key.passages[block.passage]
            if not passage.guard.roles or role in passage.guard.roles:
                yield from _list_asked(passage.blocks, key, role)
