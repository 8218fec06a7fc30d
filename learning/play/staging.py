"""Standing in a case by hand, and staying there while its text is written.

For authors who try a case out; learners come to a scene by moves alone. Knows no page, no file.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import takewhile

from learning.model.case import Counter
from learning.model.condition import Answered, Chose, Condition, Visited
from learning.model.key import Module, SceneKey
from learning.model.names import FACILITATOR, ChoiceId, CounterName, QuestionId, Role, SceneId
from learning.play.advance import advance, begin
from learning.play.compiled import list_leaves
from learning.play.state import Choose, Continue, GoBack, Move, State, Step, Visit
from learning.quiz.answer import Result


@dataclass(frozen=True, slots=True)
class Stage:
    """A place set up by hand: the scene, and all that a condition can ask after.

    Counters that are not named stand as at the start. `answered` says whether rightly.
    """

    scene: SceneId
    counters: Mapping[CounterName, int] = field(default_factory=dict)
    visited: frozenset[SceneId] = frozenset()
    chosen: frozenset[tuple[SceneId, ChoiceId]] = frozenset()
    answered: Mapping[QuestionId, bool] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Trial:
    """A play to try a case out: where it begins (None: at the start), and the moves since."""

    role: Role
    seed: str
    stage: Stage | None = None
    moves: tuple[Move, ...] = ()


class Fit(StrEnum):
    """How a trial fits a text: every move, or the scene and its counters, or not even the scene."""

    WHOLE = "whole"
    SCENE = "scene"
    NEAREST = "nearest"


@dataclass(frozen=True, slots=True)
class Carried:
    """A trial set onto a text, and where it stands there."""

    trial: Trial
    state: State
    fit: Fit


@dataclass(frozen=True, slots=True)
class Flags:
    """What the conditions of a case ask after besides counters, in the file's order."""

    visited: tuple[SceneId, ...]
    chosen: tuple[tuple[SceneId, ChoiceId], ...]
    answered: tuple[QuestionId, ...]


def play_trial(module: Module, trial: Trial) -> State | None:
    """Make all moves of a trial; None where its scene or one of its moves does not fit this text.

    The facilitator may look too: nobody plays so, but there is text for those eyes alone.
    """
    stage, start = trial.stage, module.case.start
    if stage is None and trial.role == FACILITATOR:
        stage = Stage(start)
    if stage is not None:
        return _play_on(module, set_stage(module, trial, stage), trial.moves)
    state = begin(module, role=trial.role, seed=trial.seed, visit=Visit(start))
    return _play_on(module, state if isinstance(state, State) else None, trial.moves)


def set_stage(module: Module, trial: Trial, stage: Stage) -> State | None:
    """Stand in a scene as a stage says; None where the module has no such scene.

    What the module does not have is left out, and counters are kept in their range. What was
    visited and chosen is walked over, so that conditions hold and none of it is marked; a scene in
    which something was chosen was visited.
    """
    scenes = module.case.scenes
    if stage.scene not in scenes:
        return None
    counters = {each.name: _clamp(each, stage.counters) for each in module.case.counters}
    visited = stage.visited | {scene for scene, _ in stage.chosen}
    start = next((each for each in scenes if each in visited), stage.scene)
    steps = tuple(
        Step(scene, choice, target, counters, counters)
        for scene, choice, target in _list_ways(module, replace(stage, visited=visited), start)
    )
    entered = (start, *(step.target for step in steps), stage.scene)
    questions = {each for key in module.key.scenes.values() for each in key.questions}
    return State(
        trial.role,
        trial.seed,
        stage.scene,
        counters,
        tuple(dict.fromkeys(entered)),
        steps=steps,
        walked=len(steps),
        assumed={name: right for name, right in stage.answered.items() if name in questions},
    )


def take_stage(state: State) -> Stage:
    """Describe where a play stands, so that it can be stood there again."""
    given = {name: each.mark.result is Result.RIGHT for name, each in state.answers.items()}
    return Stage(
        state.scene,
        state.counters,
        frozenset(state.visited),
        frozenset((step.scene, step.choice) for step in state.steps if step.choice is not None),
        {**given, **state.assumed},
    )


def carry(module: Module, trial: Trial, *, stood: State, was: Module) -> Carried | None:
    """Set a trial that stood so on the text it was onto another one; None if that has no scene.

    Where the moves no longer fit, it stands in the same scene with the same counters, and what was
    done there is done again as far as it goes. Where the scene is gone: under its new name, or else
    in the last scene on the way that is still there, with the counters of then.
    """
    state = play_trial(module, trial)
    if state is not None:
        return Carried(trial, state, Fit.WHOLE)
    fit, stage = _find_stage(module, stood, was)
    state = set_stage(module, trial, stage)
    if state is None:
        return None
    moves: tuple[Move, ...] = ()
    for move in _list_last(trial.moves) if fit is Fit.SCENE else ():
        after = advance(module, state, move)
        if isinstance(after, State):
            state, moves = after, (*moves, move)
    return Carried(replace(trial, stage=stage, moves=moves), state, fit)


def list_flags(module: Module) -> Flags:
    """List what conditions ask after, so that it can be set by hand."""
    scenes = module.key.scenes
    leaves = {
        leaf
        for key in scenes.values()
        for condition in _list_conditions(key)
        for leaf in list_leaves(condition)
    }
    visited = {leaf.scene for leaf in leaves if isinstance(leaf, Visited)}
    answered = {leaf.question for leaf in leaves if isinstance(leaf, Answered)}
    chosen = {pair for leaf in leaves if isinstance(leaf, Chose) for pair in leaf.choices}
    return Flags(
        tuple(scene for scene in scenes if scene in visited),
        tuple(
            (scene, choice.id)
            for scene, key in scenes.items()
            for choice in key.choices
            if choice.once or (scene, choice.id) in chosen
        ),
        tuple(each for key in scenes.values() for each in key.questions if each in answered),
    )


def _play_on(module: Module, state: State | None, moves: Sequence[Move]) -> State | None:
    for move in moves:
        if state is None:
            return None
        after = advance(module, state, move)
        state = after if isinstance(after, State) else None
    return state


def _clamp(counter: Counter, counters: Mapping[CounterName, int]) -> int:
    value = counters.get(counter.name, counter.start)
    return max(counter.minimum, min(counter.maximum, value))


def _list_ways(
    module: Module, stage: Stage, start: SceneId
) -> Iterator[tuple[SceneId, ChoiceId | None, SceneId]]:
    """Give steps after which all was chosen and visited that the stage says."""
    for scene, key in module.key.scenes.items():
        if scene in stage.visited and scene not in {start, stage.scene}:
            yield start, None, scene
        for choice in key.choices:
            if (scene, choice.id) in stage.chosen:
                yield scene, choice.id, choice.target


def _list_last(moves: Sequence[Move]) -> list[Move]:
    """Give the moves that were made since the last scene was entered."""
    back = takewhile(lambda move: not isinstance(move, Choose | Continue | GoBack), reversed(moves))
    return list(back)[::-1]


def _find_stage(module: Module, stood: State, was: Module) -> tuple[Fit, Stage]:
    """Find where to stand on a text for one who stood so on another."""
    stage = take_stage(stood)
    there = _find_scene(module, stood.scene, was)
    if there is not None:
        here = module.key.scenes[there].questions
        answered = {name: right for name, right in stage.answered.items() if name not in here}
        return Fit.SCENE, replace(stage, scene=there, answered=answered)
    for step in reversed(stood.steps):
        if step.scene in module.case.scenes:
            return Fit.NEAREST, replace(stage, scene=step.scene, counters=step.before)
    return Fit.NEAREST, Stage(module.case.start)


def _find_scene(module: Module, scene: SceneId, was: Module) -> SceneId | None:
    """Find a scene on another text: by its id, by `moved`, or as the one that stands in its place.

    While an author works on a heading, nothing says yet what it was called before.
    """
    scenes = list(module.case.scenes)
    if scene in module.case.scenes:
        return scene
    moved = SceneId(module.case.moved.get(scene, ""))
    if moved in module.case.scenes:
        return moved
    place = list(was.case.scenes).index(scene)
    alike = len(scenes) == len(was.case.scenes) and scenes[place] not in was.case.scenes
    return scenes[place] if alike else None


def _list_conditions(key: SceneKey) -> Iterator[Condition]:
    guards = [each.guard for each in key.passages.values()]
    guards += [guard for choice in key.choices for guard in choice.guards]
    guards += [guard for ending in key.endings for guard in ending.guards]
    conditions = [guard.condition for guard in guards]
    conditions += [choice.condition for choice in key.choices]
    yield from (each for each in conditions if each is not None)
