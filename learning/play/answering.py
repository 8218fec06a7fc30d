"""What can be done with a question of the scene: answer it, take a hint, rate one's own answer."""

from dataclasses import replace
from typing import assert_never

from learning.model.case import Question
from learning.model.key import Module, QuestionKey
from learning.model.names import Kind, QuestionId
from learning.play.draw import draw_questions
from learning.play.standing import Standing, count_tries, find_rubric, may_rate, may_replace
from learning.play.state import Answered, Move, Rate, Refusal, Refused, Reply, State, TakeHint
from learning.quiz.answer import Confidence, Marker, Result, RubricMarks
from learning.quiz.faults import find_answer_fault
from learning.quiz.marking import is_marked, mark_answer
from learning.quiz.tries import Tried


def deal_with_question(
    module: Module, state: State, move: Reply | TakeHint | Rate, *, now: Standing
) -> State | Refused:
    """Make a move on a question of the scene as it stands `now`.

    Refuses with NOT_HERE a question that stands elsewhere, UNKNOWN one that the attempt has not.
    """
    question = _find_question(module, state, now, move.question)
    if isinstance(question, Refused):
        return question
    match move:
        case Reply():
            return _reply(module, state, question, move)
        case TakeHint():
            return _take_hint(module, state, question, move)
        case Rate():
            return _rate(module, state, question, move)
        case _:
            assert_never(move)


def find_given(state: State, question: QuestionId) -> Answered:
    """Give what was last answered to a question: its answer, or else its last try.

    Raises KeyError for one that was never answered.
    """
    given = state.answers.get(question)
    return state.tried[question][-1] if given is None else given


def find_first(state: State, question: QuestionId) -> Answered:
    """Give what was first answered to a question that is settled: what its learner knew unaided.

    Raises KeyError for one that is not settled.
    """
    given = state.answers[question]
    return state.tried.get(question, (given,))[0]


def was_known(state: State, question: QuestionId) -> bool:
    """Say whether a settled question was right at the first try."""
    return find_first(state, question).mark.result is Result.RIGHT


def settle(state: State) -> State:
    """Let the last try count for each question that was tried and is not settled."""
    waiting = [each for each in state.tried if each not in state.answers]
    settled = {each: state.tried[each][-1] for each in waiting}
    earlier = {**state.tried, **{each: state.tried[each][:-1] for each in waiting}}
    tried = {question: tries for question, tries in earlier.items() if tries}
    return replace(state, answers={**state.answers, **settled}, tried=tried)


def is_spent(module: Module, state: State, move: Move) -> bool:
    """Say whether a move is a try, or a hint for one, at a question that an earlier try got right.

    Nobody can make such a move; it is met where a corrected key finds an earlier try to be right.
    """
    if not isinstance(move, Reply | TakeHint) or count_tries(module) == 1:
        return False
    given = state.answers.get(move.question)
    return given is not None and given.mark.result is Result.RIGHT


def _reply(module: Module, state: State, question: Question, move: Reply) -> State | Refused:
    if question.id in state.answers and not may_replace(module, state):
        return Refused(Refusal.ALREADY_DONE)
    fault = find_answer_fault(question, move.answer)
    if fault is not None:
        return Refused(Refusal(fault.why.value), fault.part)
    given = _mark(module, state, question, move)
    earlier = state.tried.get(question.id, ())
    missed = given.mark.result in (Result.PARTLY, Result.WRONG)
    if missed and len(earlier) + 1 < count_tries(module):
        return replace(state, tried={**state.tried, question.id: (*earlier, given)})
    return replace(state, answers={**state.answers, question.id: given})


def _mark(module: Module, state: State, question: Question, move: Reply) -> Answered:
    key = module.key.scenes[state.scene].questions[question.id]
    tried = Tried(len(state.tried.get(question.id, ())), module.case.try_cost)
    hints = state.hints.get(question.id, 0)
    mark = mark_answer(question, key, move.answer, hints=hints, tried=tried)
    return Answered(move.answer, mark, _find_confidence(module, key, move))


def _find_confidence(module: Module, key: QuestionKey, move: Reply) -> Confidence | None:
    """Give how sure the learner is: who does not say so is taken to guess, as in Moodle.

    Where there is nothing to be sure of, an opinion or a text, nothing is taken for it.
    """
    if not module.case.ask_confidence:
        return None
    sure_of = is_marked(key) and module.case.kind is not Kind.SURVEY
    return move.confidence or (Confidence.GUESS if sure_of else None)


def _find_question(
    module: Module, state: State, now: Standing, question: QuestionId
) -> Question | Refused:
    for each in now.questions:
        if each.id == question:
            return each
    drawn = draw_questions(module, state.role, state.seed)
    exists = any(question in scene.questions for scene in module.key.scenes.values())
    known = exists and (drawn is None or question in drawn)
    return Refused(Refusal.NOT_HERE if known else Refusal.UNKNOWN)


def _take_hint(module: Module, state: State, question: Question, move: TakeHint) -> State | Refused:
    """Take the next hint; asking again for one that was taken changes nothing."""
    if question.id in state.answers:
        return Refused(Refusal.ALREADY_DONE)
    taken = state.hints.get(question.id, 0)
    if 1 <= move.number <= taken:
        return state
    hints = module.key.scenes[state.scene].questions[question.id].hints
    if move.number != taken + 1 or move.number > len(hints):
        return Refused(Refusal.UNKNOWN)
    return replace(state, hints={**state.hints, question.id: move.number})


def _rate(module: Module, state: State, question: Question, move: Rate) -> State | Refused:
    """Keep one's own marks; what cannot be one is refused with the number of its criterion."""
    given = state.answers.get(question.id)
    if given is None:
        return Refused(Refusal.STEPS_LEFT)
    if given.rubric is not None:
        return Refused(Refusal.ALREADY_DONE)
    if not may_rate(module, state, question):
        return Refused(Refusal.CLOSED)
    rubric = find_rubric(module, state.scene, question)
    for number, points in enumerate(move.points, 1):
        if number > len(rubric) or not 0 <= points <= rubric[number - 1].points:
            return Refused(Refusal.UNKNOWN, str(number))
    if len(move.points) < len(rubric):
        return Refused(Refusal.INCOMPLETE, str(len(move.points) + 1))
    rated = replace(given, rubric=RubricMarks(move.points, Marker.SELF))
    return replace(state, answers={**state.answers, question.id: rated})
