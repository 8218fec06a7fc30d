"""The questions that an attempt left unanswered: in a case on its path, else on any page."""

from collections.abc import Iterator

from learning.model.case import Asked
from learning.model.key import Module
from learning.model.names import Kind
from learning.play.draw import draw_questions
from learning.play.path import list_played
from learning.play.sifted import list_blocks
from learning.play.state import State
from learning.quiz.marking import is_marked


def list_left(module: Module, state: State) -> tuple[int, ...]:
    """Give the points of each marked question left out, of those asked whatever was answered."""
    return tuple(_list_left(module, state))


def _list_left(module: Module, state: State) -> Iterator[int]:
    drawn = draw_questions(module, state.role, state.seed)
    played = list_played(state) if module.case.kind is Kind.CASE else tuple(module.case.scenes)
    for scene in played:
        key = module.key.scenes[scene]
        for block, when in list_blocks(module, state.role, scene):
            if not isinstance(block, Asked) or when:
                continue
            question = block.question
            asked = drawn is None or question.id in drawn
            if asked and question.id not in state.answers and is_marked(key.questions[question.id]):
                yield question.points
