"""One question out of its place: asked again later, with the prose one needs to answer it.

Knows a module and a side, no attempt. What stood in the scene only sometimes is shown only where
it always stood beside the question.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from learning.model.case import Asked, Prose, Question, Source
from learning.model.key import Module, QuestionKey
from learning.model.names import Feedback, Kind, QuestionId, Role, SceneId
from learning.play.reveal import show_question
from learning.play.shown import ShownQuestion
from learning.play.sifted import Conditions, list_blocks
from learning.play.sources import list_question_texts, list_sources
from learning.play.state import Answered, Refusal, Refused, Reply, State
from learning.quiz.answer import Confidence
from learning.quiz.faults import find_answer_fault
from learning.quiz.marking import is_marked, mark_answer


@dataclass(frozen=True, slots=True)
class RecallView:
    """A question that came back, with the prose of its scene that this side could read."""

    case_title: str
    scene_title: str
    prose_html: tuple[str, ...]
    question: ShownQuestion
    sources: tuple[Source, ...]
    kind: Kind
    ask_confidence: bool


@dataclass(frozen=True, slots=True)
class Standpoint:
    """Where a question stands for one side, and when."""

    scene: SceneId
    question: Question
    key: QuestionKey
    when: Conditions


def find_question(module: Module, role: Role, question: QuestionId) -> Standpoint | None:
    """Find a question that a side can come to be asked, if it can be asked again.

    None where the module has none of that name for this side, where nothing in it is right or
    wrong, and where the module tells nobody what was right.
    """
    if module.case.kind is Kind.SURVEY or module.case.feedback is Feedback.NONE:
        return None
    for scene, key in module.key.scenes.items():
        if question not in key.questions or not is_marked(key.questions[question]):
            continue
        for block, when in list_blocks(module, role, scene):
            if isinstance(block, Asked) and block.question.id == question:
                return Standpoint(scene, block.question, key.questions[question], when)
    return None


def answer_again(module: Module, point: Standpoint, reply: Reply) -> Answered | Refused:
    """Mark an answer to a question that came back, or say why it cannot be taken.

    No hint is given, so none costs. Where the module asks how sure one is, who does not say is
    taken to guess.
    """
    fault = find_answer_fault(point.question, reply.answer)
    if fault is not None:
        return Refused(Refusal(fault.why.value), fault.part)
    sure = (reply.confidence or Confidence.GUESS) if module.case.ask_confidence else None
    return Answered(reply.answer, mark_answer(point.question, point.key, reply.answer), sure)


def show_again(
    module: Module, role: Role, point: Standpoint, *, seed: str, given: Answered | None = None
) -> RecallView:
    """Show a question that came back: bare, or with what came of the answer `given`.

    Options are shuffled by `seed`, where the module shuffles them.
    """
    answers = {} if given is None else {point.question.id: given}
    # Finished: nothing more can be asked for here, and what is right may be told.
    state = State(role, seed, point.scene, {}, (), answers=answers, finished=True)
    shown = show_question(module, state, point.question, role=None)
    prose = tuple(_list_prose(module, role, point))
    return RecallView(
        case_title=module.case.title,
        scene_title=module.case.scenes[point.scene].title,
        prose_html=prose,
        question=replace(shown, may_rate=False),
        sources=list_sources(module, (*prose, *list_question_texts(shown))),
        kind=module.case.kind,
        ask_confidence=module.case.ask_confidence,
    )


def _list_prose(module: Module, role: Role, point: Standpoint) -> Iterator[str]:
    for block, when in list_blocks(module, role, point.scene):
        if isinstance(block, Prose) and all(each in point.when for each in when):
            yield block.html
