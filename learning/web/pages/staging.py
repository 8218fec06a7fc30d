"""The place one stands in a preview, as a form to set it by hand: scene, counters, flags.

Knows the whole case, as its author does.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from learning.model.case import Asked, Case
from learning.model.key import Module
from learning.model.names import ChoiceId, QuestionId, SceneId
from learning.operations.trials import Seat
from learning.play.staging import Stage, list_flags, take_stage

RIGHT = {True: "right", False: "wrong", None: ""}
ANSWERS = (("", "Not answered"), ("right", "Answered rightly"), ("wrong", "Answered wrongly"))


@dataclass(frozen=True, slots=True)
class CounterField:
    """A counter to be set."""

    field: str
    label: str
    value: int
    minimum: int
    maximum: int


@dataclass(frozen=True, slots=True)
class FlagBox:
    """Something that a condition asks after, to be ticked."""

    value: str
    text: str
    ticked: bool


@dataclass(frozen=True, slots=True)
class AnswerField:
    """A question that a condition asks after: how it is taken to have been answered."""

    field: str
    title: str
    value: str


@dataclass(frozen=True, slots=True)
class PlacePart:
    """The form. `scenes` are (value, title); `answers` what there is to choose of a question."""

    scenes: tuple[tuple[str, str], ...]
    scene: str
    counters: tuple[CounterField, ...]
    visited: tuple[FlagBox, ...]
    chosen: tuple[FlagBox, ...]
    answered: tuple[AnswerField, ...]
    answers: tuple[tuple[str, str], ...] = ANSWERS


def make_place(module: Module, seat: Seat) -> PlacePart:
    """Make the form, filled in with where the play stands."""
    case, flags = module.case, list_flags(module)
    stage = take_stage(seat.state) if seat.state else Stage(case.start)
    titles = dict(list_titles(module))
    return PlacePart(
        scenes=tuple((str(scene.id), scene.title) for scene in case.scenes.values()),
        scene=stage.scene,
        counters=tuple(_list_counters(case, stage)),
        visited=tuple(
            FlagBox(scene, case.scenes[scene].title, scene in stage.visited)
            for scene in flags.visited
        ),
        chosen=tuple(
            FlagBox(name_choice(*each), _say_choice(module, *each), each in stage.chosen)
            for each in flags.chosen
        ),
        answered=tuple(
            AnswerField(f"answered-{each}", titles[each], RIGHT[stage.answered.get(each)])
            for each in flags.answered
        ),
    )


def name_choice(scene: SceneId, choice: ChoiceId) -> str:
    """Name a choice in a form; neither id can hold a slash.

    >>> name_choice(SceneId("the-letter"), ChoiceId("ask-her"))
    'the-letter/ask-her'
    """
    return f"{scene}/{choice}"


def _list_counters(case: Case, stage: Stage) -> Iterator[CounterField]:
    for each in case.counters:
        value = stage.counters.get(each.name, each.start)
        yield CounterField(f"counter-{each.name}", each.label, value, each.minimum, each.maximum)


def _say_choice(module: Module, scene: SceneId, choice: ChoiceId) -> str:
    words = [each.text for each in module.key.scenes[scene].choices if each.id == choice]
    return f"{words[0]} (in {module.case.scenes[scene].title})"


def list_titles(module: Module) -> Iterator[tuple[QuestionId, str]]:
    """Give the title of every question."""
    for scene, key in module.key.scenes.items():
        bodies = [module.case.scenes[scene].body, *(each.blocks for each in key.passages.values())]
        for block in (each for body in bodies for each in body):
            if isinstance(block, Asked):
                yield block.question.id, block.question.title
