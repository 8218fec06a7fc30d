"""Texts that others mark, a tutor or somebody of the other side: which there are, and what came.

Knows one attempt and its module; who marks, and what they gave, is handed in.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from learning.model.case import Asked, Question
from learning.model.form import FreeText
from learning.model.key import Module
from learning.model.names import Feedback, Kind, QuestionId, Role
from learning.model.solution import FreeTextSolution
from learning.play.shown import Debrief, PeerMarks, PeerStand, SceneView, ShownBlock, ShownQuestion
from learning.play.sifted import list_blocks
from learning.play.state import Finish, Move, Reply, State
from learning.quiz.answer import Written

TutorMarks = Mapping[QuestionId, PeerMarks]
Stands = Mapping[QuestionId, PeerStand]
# What is written in a survey is never read by name.
KINDS = (Kind.CASE, Kind.LESSON, Kind.QUIZ)


def list_written(module: Module) -> Mapping[QuestionId, tuple[Question, FreeTextSolution]]:
    """Give the questions that ask for a text, whichever side is asked, with its rubric."""
    if module.case.kind not in KINDS:
        return {}
    found = {}
    for scene, key in module.key.scenes.items():
        for role in module.case.roles:
            for block, _ in list_blocks(module, role, scene):
                if isinstance(block, Asked) and isinstance(block.question.form, FreeText):
                    solution = key.questions[block.question.id].solution
                    assert isinstance(solution, FreeTextSolution)
                    found[block.question.id] = (block.question, solution)
    return found


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
    """Say whether it is a text of which it may be told by now what it is marked by."""
    return _find_told(shown) is not None


def is_told_by_peers(shown: ShownBlock) -> bool:
    """Say whether it is such a text, and one that the other side marks."""
    form = _find_told(shown)
    return form is not None and form.peer


def show_on_page(view: SceneView, *, tutor: TutorMarks, peers: Stands) -> SceneView:
    """Show on the page of a scene what came of each text in it."""
    blocks = (
        _add(each, tutor, peers) if isinstance(each, ShownQuestion) else each
        for each in view.blocks
    )
    return replace(view, blocks=tuple(blocks))


def show_in_debrief(debrief: Debrief, *, tutor: TutorMarks, peers: Stands) -> Debrief:
    """Show in a debrief what came of each text."""
    reviews = (
        replace(each, questions=tuple(_add(asked, tutor, peers) for asked in each.questions))
        for each in debrief.reviews
    )
    return replace(debrief, reviews=tuple(reviews))


def _add(shown: ShownQuestion, tutor: TutorMarks, peers: Stands) -> ShownQuestion:
    if not is_told(shown):
        return shown
    name = shown.question.id
    stand = peers.get(name) if is_told_by_peers(shown) else None
    return replace(shown, tutor=tutor.get(name), peers=stand)


def _find_told(shown: ShownBlock) -> FreeText | None:
    if not isinstance(shown, ShownQuestion) or shown.told is None:
        return None
    return shown.question.form if isinstance(shown.question.form, FreeText) else None


def _list_questions(module: Module, role: Role) -> Iterator[Question]:
    for scene in module.case.scenes:
        for block, _ in list_blocks(module, role, scene):
            if isinstance(block, Asked) and block.question.form == FreeText(peer=True):
                yield block.question
