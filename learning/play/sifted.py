"""What a scene holds for one side, with the conditions that must hold for each thing in it.

Fences for other sides are gone, nested fences are opened and their conditions added up.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from learning.model.case import Asked, Block, Prose, Question, Sealed
from learning.model.condition import Answered, Condition, Guard
from learning.model.key import ChoiceKey, CueKey, Module, QuestionKey, SceneKey
from learning.model.names import QuestionId, Role, SceneId
from learning.play.compiled import list_leaves
from learning.play.distance import is_for

Conditions = tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class SiftedQuestion:
    """A question, and when it is there."""

    question: Question
    key: QuestionKey
    when: Conditions


@dataclass(frozen=True, slots=True)
class SiftedChoice:
    """A choice, and when it is open."""

    choice: ChoiceKey
    when: Conditions


@dataclass(frozen=True, slots=True)
class Sifted:
    """A scene for one side. `cues` are cues and lures with when their words are there."""

    scene: SceneId
    key: SceneKey
    questions: tuple[SiftedQuestion, ...]
    cues: tuple[tuple[CueKey, Conditions], ...]
    choices: tuple[SiftedChoice, ...]
    endings: tuple[Conditions, ...]
    prose: tuple[Conditions, ...]

    def own_answers(self) -> bool:
        """Say whether answers given here decide what else is asked or told here."""
        here = {each.question.id for each in self.questions}
        conditions = [*(each.when for each in self.questions), *(when for _, when in self.cues)]
        return any(
            isinstance(leaf, Answered) and leaf.question in here
            for when in conditions
            for condition in when
            for leaf in list_leaves(condition)
        )

    def deciding(self) -> Iterator[Condition]:
        """Give the conditions that can decide a way on or a point."""
        for question in self.questions:
            yield from question.when
        for _, when in self.cues:
            yield from when
        for choice in self.choices:
            yield from choice.when
        for ending in self.endings:
            yield from ending


def sift(
    module: Module, role: Role, *, drawn: frozenset[QuestionId] | None = None
) -> tuple[Sifted, ...]:
    """Give every scene as one side can come to see it, in the file's order.

    `drawn` are the questions of one attempt, where not all are asked.
    """
    sifted = tuple(_sift_scene(module, role, scene) for scene in module.case.scenes)
    if drawn is None:
        return sifted
    return tuple(
        replace(each, questions=tuple(one for one in each.questions if one.question.id in drawn))
        for each in sifted
    )


def list_blocks(
    module: Module, role: Role, scene: SceneId
) -> Iterator[tuple[Prose | Asked, Conditions]]:
    """Give the prose and questions that a side can come to see in a scene, in the file's order."""
    return _open_up(module.case.scenes[scene].body, module.key.scenes[scene], role, ())


def _sift_scene(module: Module, role: Role, scene: SceneId) -> Sifted:
    key = module.key.scenes[scene]
    blocks = tuple(list_blocks(module, role, scene))
    prose = {block.id: when for block, when in blocks if isinstance(block, Prose)}
    return Sifted(
        scene,
        key,
        questions=tuple(
            SiftedQuestion(block.question, key.questions[block.question.id], when)
            for block, when in blocks
            if isinstance(block, Asked)
        ),
        cues=tuple((cue, prose[cue.prose]) for cue in key.cues if cue.prose in prose),
        choices=tuple(
            SiftedChoice(each, _list_conditions(each.guards, each.condition))
            for each in key.choices
            if is_for(each, role)
        ),
        endings=tuple(_list_conditions(each.guards) for each in key.endings if is_for(each, role)),
        prose=tuple(prose.values()),
    )


def _open_up(
    blocks: Iterable[Block], key: SceneKey, role: Role, when: Conditions
) -> Iterator[tuple[Prose | Asked, Conditions]]:
    for block in blocks:
        if not isinstance(block, Sealed):
            yield block, when
            continue
        passage = key.passages[block.passage]
        if not passage.guard.roles or role in passage.guard.roles:
            inner = (*when, *_list_conditions((passage.guard,)))
            yield from _open_up(passage.blocks, key, role, inner)


def _list_conditions(guards: Iterable[Guard], last: Condition | None = None) -> Conditions:
    conditions = (*(guard.condition for guard in guards), last)
    return tuple(condition for condition in conditions if condition is not None)
