"""Moves: from one state of an attempt to the next, or why not.

Pure. Whoever stores moves can replay them, and always comes to the same state.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import assert_never

from learning.model.key import ChoiceKey, Module, SceneKey
from learning.model.names import FACILITATOR, ChoiceId, QuestionId, Role, SceneId
from learning.play.answering import deal_with_question, is_spent, settle
from learning.play.conditions import apply_effects
from learning.play.moving import rename_moves
from learning.play.pages import first_page, next_page, page_before
from learning.play.standing import (
    Standing,
    find_choice,
    find_ending,
    look_around,
    may_replace,
    visible_choices,
)
from learning.play.state import (
    Choose,
    Continue,
    Finish,
    GoBack,
    Move,
    Notice,
    Rate,
    Refusal,
    Refused,
    Reply,
    State,
    Step,
    TakeHint,
    Visit,
)
from learning.quiz.cues import find_mark_fault, score_cues


def begin(module: Module, *, role: Role, seed: str, visit: Visit) -> State | Refused:
    """Begin an attempt at the start, or in a scene that `visit.trail` leads to.

    Every step of a trail must be open to that side, so that nobody begins where no play could be.
    Refuses with UNKNOWN a side or scene that the module does not have, NOT_HERE a trail that does
    not hang together, CLOSED one that goes through a closed choice.
    """
    roles = module.case.roles
    if role == FACILITATOR or (roles and role not in roles):
        return Refused(Refusal.UNKNOWN)
    if visit.scene not in module.case.scenes:
        return Refused(Refusal.UNKNOWN)
    start = module.case.start
    counters = {counter.name: counter.start for counter in module.case.counters}
    return _walk(module, State(role, seed, start, counters, (start,)), visit)


def advance(module: Module, state: State, move: Move) -> State | Refused:
    """Make one move. A refused move changes nothing and says why (`Refusal`)."""
    if state.finished:
        return Refused(Refusal.FINISHED)
    now = look_around(module, state)
    match move:
        case Visit():
            return Refused(Refusal.ALREADY_DONE)
        case Notice():
            return _notice(state, now, move)
        case Reply() | TakeHint() | Rate():
            return deal_with_question(module, state, move, now=now)
        case Choose():
            return _choose(module, state, now, move)
        case Continue():
            return _continue(module, state, now)
        case GoBack():
            return _go_back(module, state)
        case Finish():
            return _finish(module, state, now, move)
        case _:
            assert_never(move)


def replay(module: Module, *, role: Role, seed: str, moves: Iterable[Move]) -> State | Refused:
    """Make all moves of an attempt again: a Visit, then whatever followed.

    Ids that the file says were `moved` are followed. Where a corrected key finds an earlier try to
    be right, the later ones are passed over. Gives the first refusal where a move no longer fits,
    as after an edit of the file.
    """
    state: State | Refused = Refused(Refusal.NOT_HERE)
    for number, move in enumerate(rename_moves(module, moves)):
        if number > 0 and isinstance(state, State):
            state = state if is_spent(module, state, move) else advance(module, state, move)
        elif isinstance(move, Visit):
            state = begin(module, role=role, seed=seed, visit=move)
        if isinstance(state, Refused):
            return state
    return state


def follow(module: Module, state: State, way: ChoiceKey | SceneId) -> State:
    """Take a way on that is open, a choice or the scene that this one runs on to."""
    before, answered = state.counters, len(state.answers)
    if isinstance(way, ChoiceKey):
        after = apply_effects(way.effects, before, module.case.counters)
        step = Step(state.scene, way.id, way.target, before, after, answered)
    else:
        step = Step(state.scene, None, way, before, before, answered)
    return replace(
        state,
        scene=step.target,
        counters=step.after,
        visited=tuple(dict.fromkeys((*state.visited, step.target))),
        steps=(*state.steps, step),
    )


def _walk(module: Module, state: State, visit: Visit) -> State | Refused:
    assumed = dict(visit.assumed)
    for scene, choice in visit.trail:
        if scene != state.scene:
            return Refused(Refusal.NOT_HERE)
        state = _assume(module, state, assumed)
        key = module.key.scenes[scene]
        way = _find_way(key, state, choice)
        if way is None:
            return Refused(Refusal.CLOSED)
        state = follow(module, state, way)
    if state.scene != visit.scene:
        return Refused(Refusal.NOT_HERE)
    if not state.steps:
        first = first_page(module, state)
        return replace(state, scene=first, visited=(first,))
    return replace(state, walked=len(state.steps))


def _find_way(key: SceneKey, state: State, choice: ChoiceId | None) -> ChoiceKey | SceneId | None:
    """Give the open choice of that id (None: the scene this one runs on to), if there is one."""
    if find_ending(key, state) is not None:
        return None
    if choice is None:
        return key.next
    for each in visible_choices(key, state):
        if each.key.id == choice and each.closed_reason is None:
            return each.key
    return None


def _assume(module: Module, state: State, assumed: Mapping[QuestionId, bool]) -> State:
    """Take the answers of the scene that is walked past as given from here on, not before."""
    here = module.key.scenes[state.scene].questions
    passed = {question: right for question, right in assumed.items() if question in here}
    return replace(state, assumed={**state.assumed, **passed})


def _notice(state: State, now: Standing, move: Notice) -> State | Refused:
    if state.scene in state.spotted:
        return Refused(Refusal.ALREADY_DONE)
    if not now.cues:
        return Refused(Refusal.NOT_HERE)
    fault = find_mark_fault(now.words, move.marks)
    if fault is not None:
        why, words = fault
        return Refused(Refusal(why.value), words)
    score = score_cues(now.words, now.cues, move.marks)
    return replace(state, spotted={**state.spotted, state.scene: score})


def _choose(module: Module, state: State, now: Standing, move: Choose) -> State | Refused:
    key = module.key.scenes[state.scene]
    if find_choice(key, move.choice) is None:
        return Refused(_judge_absent_choice(module, move.choice))
    if now.todo:
        return Refused(Refusal.STEPS_LEFT)
    way = _find_way(key, state, move.choice)
    return Refused(Refusal.CLOSED) if way is None else follow(module, state, way)


def _judge_absent_choice(module: Module, choice: ChoiceId) -> Refusal:
    known = any(find_choice(scene, choice) for scene in module.key.scenes.values())
    return Refusal.NOT_HERE if known else Refusal.UNKNOWN


def _continue(module: Module, state: State, now: Standing) -> State | Refused:
    if now.next is not None:
        return follow(module, state, now.next)
    runs_on = next_page(module, state) is not None
    return Refused(Refusal.STEPS_LEFT if now.todo and runs_on else Refusal.NOT_HERE)


def _go_back(module: Module, state: State) -> State | Refused:
    before = page_before(module, state) if may_replace(module, state) else None
    return Refused(Refusal.NOT_HERE) if before is None else follow(module, state, before)


def _finish(module: Module, state: State, now: Standing, move: Finish) -> State | Refused:
    timed = module.case.time_limit is not None or module.case.closes is not None
    if now.may_finish or (move.early and timed):
        grade = None if now.ending is None else now.ending.grade
        return replace(settle(state), ending=grade, finished=True)
    return Refused(Refusal.STEPS_LEFT if now.todo else Refusal.NOT_HERE)
