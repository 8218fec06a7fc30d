"""What stands in a scene for one learner at one moment: blocks, steps to do, ways on.

The one place that decides who sees what and what is open; `advance`, `view` and `debrief` all ask
it, so that what is shown and what is allowed cannot part.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import assert_never

from learning.model.case import Asked, Block, Prose, Question, Sealed
from learning.model.form import FreeText
from learning.model.key import ChoiceKey, CueKey, EndingKey, Module, SceneKey
from learning.model.names import ChoiceId, Feedback, Kind, Role, SceneId
from learning.model.solution import Criterion, FreeTextSolution
from learning.play.conditions import allows, holds
from learning.play.draw import draw_questions
from learning.play.pages import next_page
from learning.play.state import State
from learning.quiz.cues import ProseWords


@dataclass(frozen=True, slots=True)
class VisibleBlock:
    """A block this learner sees. `role` is their side where only that side sees it."""

    block: Prose | Asked
    role: Role | None


@dataclass(frozen=True, slots=True)
class VisibleChoice:
    """A choice on the page; greyed where `closed_reason` is set."""

    key: ChoiceKey
    closed_reason: str | None


@dataclass(frozen=True, slots=True)
class Standing:
    """The scene as it stands. `todo` counts the steps before choices, ending and ways on open.

    While there are steps to do, `choices` is empty, `ending` is None and `next` is None: words of
    theirs could give an answer away.
    """

    blocks: tuple[VisibleBlock, ...]
    questions: tuple[Question, ...]
    words: tuple[ProseWords, ...]
    cues: tuple[CueKey, ...]
    todo: int
    ending: EndingKey | None
    choices: tuple[VisibleChoice, ...]
    next: SceneId | None
    may_finish: bool


def look_around(module: Module, state: State) -> Standing:
    """Work out what stands in the learner's scene.

    Raises KeyError for a scene that the module does not have.
    """
    key = module.key.scenes[state.scene]
    blocks = visible_blocks(module, state)
    questions = tuple(each.block.question for each in blocks if isinstance(each.block, Asked))
    words = tuple(
        ProseWords(each.block.id, each.block.words)
        for each in blocks
        if isinstance(each.block, Prose)
    )
    shown = {each.prose for each in words}
    cues = tuple(cue for cue in key.cues if cue.prose in shown)
    todo = _count_steps(module, state, questions) + (
        bool(cues) and state.scene not in state.spotted
    )
    ready = todo == 0 and not state.finished
    ending = find_ending(key, state) if todo == 0 else None
    on = ready and ending is None
    following = next_page(module, state)
    last = module.case.kind is not Kind.CASE and is_last(key, following)
    return Standing(
        blocks,
        questions,
        words,
        cues,
        todo,
        ending,
        choices=visible_choices(key, state) if on else (),
        next=following if on else None,
        may_finish=ready and (ending is not None or last),
    )


def visible_blocks(module: Module, state: State) -> tuple[VisibleBlock, ...]:
    """List the prose and questions of the scene that this side sees in this state, in order.

    A question that was not drawn for the attempt is not there.
    """
    key = module.key.scenes[state.scene]
    drawn = draw_questions(module, state.role, state.seed)
    everyone = frozenset(module.case.roles)

    def open_up(blocks: tuple[Block, ...], roles: frozenset[str]) -> Iterator[VisibleBlock]:
        for block in blocks:
            if not isinstance(block, Sealed):
                if drawn is None or isinstance(block, Prose) or block.question.id in drawn:
                    yield VisibleBlock(block, None if roles >= everyone else state.role)
                continue
            passage = key.passages[block.passage]
            if allows(passage.guard, state):
                yield from open_up(passage.blocks, roles & (passage.guard.roles or roles))

    return tuple(open_up(module.case.scenes[state.scene].body, everyone))


def visible_choices(key: SceneKey, state: State) -> tuple[VisibleChoice, ...]:
    """List the choices this side sees, as if no step were left; greyed ones with their reason."""
    seen = (_show_choice(choice, state) for choice in key.choices)
    return tuple(choice for choice in seen if choice is not None)


def find_ending(key: SceneKey, state: State) -> EndingKey | None:
    """Give the first ending whose guards hold."""
    for ending in key.endings:
        if all(allows(guard, state) for guard in ending.guards):
            return ending
    return None


def find_choice(key: SceneKey, choice: ChoiceId | None) -> ChoiceKey | None:
    """Give the choice of that id, whether open or not."""
    return next((each for each in key.choices if each.id == choice), None)


def is_last(key: SceneKey, following: SceneId | None) -> bool:
    """Say whether nothing follows a scene: the last page of a lesson, quiz or survey."""
    return not key.choices and not key.endings and following is None


def may_tell(module: Module, state: State, *, reviewed: bool = True) -> bool:
    """Say whether it may be told what was right: at once, when all is handed in, or never.

    Not `reviewed`: the author does not let finished attempts be gone through now.
    """
    if state.finished and not reviewed:
        return False
    match module.case.feedback:
        case Feedback.IMMEDIATE:
            return True
        case Feedback.DEFERRED:
            return state.finished
        case Feedback.NONE:
            return False
        case feedback:
            assert_never(feedback)


def may_replace(module: Module, state: State) -> bool:
    """Say whether answers may be given anew: in a quiz that tells nothing until it is handed in."""
    return module.case.feedback is not Feedback.IMMEDIATE and not state.finished


def count_tries(module: Module) -> int:
    """Give how often a question may be tried: once, unless it is told at once what came of it."""
    return module.case.tries if module.case.feedback is Feedback.IMMEDIATE else 1


def may_rate(module: Module, state: State, question: Question) -> bool:
    """Say whether the learner is to mark a written answer by its rubric: once, in its scene.

    Where nothing may be told yet there is nothing to mark by. What the other side marks is left to
    them: nobody waits for it.
    """
    if question.form == FreeText(peer=True):
        return False
    given = state.answers.get(question.id)
    here = question.id in module.key.scenes[state.scene].questions
    if given is None or given.rubric is not None or state.finished or not here:
        return False
    return bool(find_rubric(module, state.scene, question)) and may_tell(module, state)


def find_rubric(module: Module, scene: SceneId, question: Question) -> tuple[Criterion, ...]:
    """Give the rubric of a question of the scene, empty where it has none."""
    solution = module.key.scenes[scene].questions[question.id].solution
    return solution.rubric if isinstance(solution, FreeTextSolution) else ()


def _count_steps(module: Module, state: State, questions: tuple[Question, ...]) -> int:
    return sum(
        each.id not in state.answers or may_rate(module, state, each)
        for each in questions
        if not each.optional
    )


def _show_choice(choice: ChoiceKey, state: State) -> VisibleChoice | None:
    if not all(allows(guard, state) for guard in choice.guards):
        return None
    if choice.once and any(
        (step.scene, step.choice) == (state.scene, choice.id) for step in state.steps
    ):
        return None
    if choice.condition is None or holds(choice.condition, state):
        return VisibleChoice(choice, None)
    reason = choice.greyed_reason
    return None if reason is None else VisibleChoice(choice, reason)
