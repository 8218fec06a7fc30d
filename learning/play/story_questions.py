"""What a story does with a question of its page: answers it, takes a hint, rates it, looks at it.

Knows modules and one attempt. What cannot be done is raised as Missed.
"""

from typing import assert_never

from learning.model.case import Asked, Question
from learning.model.key import Module
from learning.model.names import SceneId
from learning.play.advance import advance
from learning.play.answering import find_given
from learning.play.naming import find_named
from learning.play.sifted import list_blocks
from learning.play.stand_in import answer_rightly, answer_wrongly
from learning.play.standing import look_around
from learning.play.state import Move, Rate, Refusal, Refused, Reply, State, TakeHint
from learning.play.story import AskHint, Give, Manner, Marked, Missed, MissKind, RateOwn
from learning.play.story_answers import build_answer
from learning.quiz.answer import Answer

_REFUSALS = {
    Refusal.ALREADY_DONE: "this was done already",
    Refusal.NOTHING_CHOSEN: "nothing is answered",
    Refusal.TOO_MANY: "this is more than can be chosen",
    Refusal.TOO_LONG: "the answer is too long",
    Refusal.INCOMPLETE: "a part of the answer is missing",
    Refusal.NOT_A_NUMBER: "this cannot be read as a number",
    Refusal.STEPS_LEFT: "the question is not answered yet",
    Refusal.CLOSED: "there is nothing to rate here",
    Refusal.FINISHED: "play has ended",
}


def deal_with_question(
    module: Module, state: State, act: Give | AskHint | RateOwn | Marked
) -> State:
    """Do or look at one step that is about a question; gives the state after it."""
    question = _find_question(module, state, act.question)
    match act:
        case Give():
            answer = _find_answer(module, state, question, act)
            return _move(module, state, Reply(question.id, answer, act.confidence))
        case AskHint():
            number = state.hints.get(question.id, 0) + 1
            return _move(module, state, TakeHint(question.id, number))
        case RateOwn():
            return _move(module, state, Rate(question.id, act.points))
        case Marked():
            _judge(state, question, act)
            return state
        case _:
            assert_never(act)


def _find_question(module: Module, state: State, name: str) -> Question:
    questions = [each for _, each in _list_questions(module, state)]
    here = () if state.finished else look_around(module, state).questions
    found = find_named(name, ((each, (each.title, each.id)) for each in (*here, *questions)))
    if not found:
        known = tuple(each.title for each in questions)
        raise Missed(MissKind.NO_SUCH, f"the case has no question “{name}”", name, known)
    if found[0] in here or found[0].id in state.answers:
        return found[0]
    place = next(scene for scene, each in _list_questions(module, state) if each == found[0])
    title, stood = (module.case.scenes[each].title for each in (place, state.scene))
    where = f"it stands in “{title}”, and play is in “{stood}”"
    if place == state.scene:
        where = "it stands in a fence that is not shown"
    raise Missed(MissKind.NOT_NOW, f"this question is not on the page: {where}")


def _list_questions(module: Module, state: State) -> list[tuple[SceneId, Question]]:
    return [
        (scene, block.question)
        for role in (state.role, *module.case.roles)
        for scene in module.case.scenes
        for block, _ in list_blocks(module, role, scene)
        if isinstance(block, Asked)
    ]


def _find_answer(module: Module, state: State, question: Question, act: Give) -> Answer:
    key = module.key.scenes[state.scene].questions[question.id]
    if act.answer is Manner.RIGHTLY:
        return answer_rightly(question, key)
    if act.answer is Manner.WRONGLY:
        wrong = answer_wrongly(question, key)
        if wrong is None:
            raise Missed(MissKind.NOT_NOW, "no answer to this question is wrong")
        return wrong
    return build_answer(question, act.answer)


def _move(module: Module, state: State, move: Move) -> State:
    after = advance(module, state, move)
    if isinstance(after, Refused):
        if isinstance(move, TakeHint):
            raise Missed(MissKind.NOT_NOW, "there is no further hint to take")
        raise Missed(MissKind.NOT_NOW, _REFUSALS.get(after.why, "this does not fit the question"))
    return after


def _judge(state: State, question: Question, act: Marked) -> None:
    if question.id not in {**state.answers, **state.tried}:
        raise Missed(MissKind.NOT_NOW, "this question is not answered yet")
    given = find_given(state, question.id)
    if given.mark.result is not act.result:
        earned, possible = given.mark.earned, given.mark.possible
        message = f"the answer is {given.mark.result}: {earned:g} of {possible:g} points"
        raise Missed(MissKind.NOT_SO, message)
