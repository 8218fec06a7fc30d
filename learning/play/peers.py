"""Texts that somebody of the other side marks: when one is done with, and what came of it shown.

Knows one attempt and its module; who marks, and what they gave, is handed in.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from learning.model.case import Asked, Question
from learning.model.form import FreeText
from learning.model.key import Module
from learning.model.names import Feedback, QuestionId, Role
from learning.model.solution import FreeTextSolution
from learning.play.shown import Debrief, PeerStand, SceneView, ShownBlock, ShownQuestion
from learning.play.sifted import list_blocks
from learning.play.state import Finish, Move, Reply, State
from learning.quiz.answer import Written

Stands = Mapping[QuestionId, PeerStand]


def list_done(module: Module, move: Move, after: State) -> Iterator[tuple[Question, str]]:
    """Give the texts for the other side that a move has settled, each with its question.

    A text is settled when it is given, and in a quiz that lets answers be replaced until it is
    handed in, then.
    """
    match module.case.feedback, move:
        case Feedback.IMMEDIATE, Reply(question):
            settled = {question}
        case ((Feedback.DEFERRED | Feedback.NONE), Finish()):
            settled = {*after.answers}
        case _:
            return
    given = {name: after.answers[name].answer for name in settled & after.answers.keys()}
    texts = {name: each.text for name, each in given.items() if isinstance(each, Written)}
    for each in _list_questions(module, after.role) if texts else ():
        if each.id in texts:
            yield each, texts[each.id]


def find_task(
    module: Module, role: Role, question: QuestionId
) -> tuple[Question, FreeTextSolution] | None:
    """Find a question of that id whose texts the other side marks, with what they mark by."""
    for each in _list_questions(module, role):
        for scene in module.key.scenes.values():
            key = scene.questions.get(question) if each.id == question else None
            if key is not None and isinstance(key.solution, FreeTextSolution):
                return each, key.solution
    return None


def is_told(shown: ShownBlock) -> bool:
    """Say whether it is a text that the other side marks, and may be told of by now."""
    return (
        isinstance(shown, ShownQuestion)
        and shown.question.form == FreeText(peer=True)
        and shown.told is not None
    )


def add_to_view(view: SceneView, stands: Stands) -> SceneView:
    """Show on the page of a scene what came of each text in it."""
    return replace(view, blocks=tuple(_add(each, stands) for each in view.blocks))


def add_to_debrief(debrief: Debrief, stands: Stands) -> Debrief:
    """Show in a debrief what came of each text."""
    reviews = (
        replace(each, questions=tuple(_add_all(each.questions, stands))) for each in debrief.reviews
    )
    return replace(debrief, reviews=tuple(reviews))


def _add_all(questions: Iterable[ShownQuestion], stands: Stands) -> Iterator[ShownQuestion]:
    for each in questions:
        yield replace(each, peers=stands.get(each.question.id)) if is_told(each) else each


def _add(block: ShownBlock, stands: Stands) -> ShownBlock:
    return next(iter(_add_all([block], stands))) if isinstance(block, ShownQuestion) else block


def _list_questions(module: Module, role: Role) -> Iterator[Question]:
    for scene in module.case.scenes:
        for block, _ in list_blocks(module, role, scene):
            if isinstance(block, Asked) and block.question.form == FreeText(peer=True):
                yield block.question
