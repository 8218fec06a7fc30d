"""One version of a module, told in names that both versions share.

Renames are followed just as moves of attempts follow them (`play.moving`). A source is known by
its label: its number is that of the first mention, and shifts with every footnote before it.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import assert_never

from learning.content.changing.wording import name_files, quote
from learning.model.case import Asked, Block, Prose, Question, Sealed
from learning.model.condition import (
    And,
    Answered,
    Chose,
    Compare,
    Condition,
    Guard,
    Not,
    Or,
    Visited,
)
from learning.model.key import Module, SceneKey
from learning.model.names import ChoiceId, QuestionId, SceneId
from learning.play.moving import rename_moves
from learning.play.state import TakeHint, Visit

_MENTION = re.compile(r'<sup><a href="#source-(\d+)"[^>]*>\d+</a></sup>')
_RIGHTNESS = {None: "", True: " right", False: " wrong"}


@dataclass(frozen=True, slots=True)
class Edition:
    """A version with the ids and titles that its scenes and questions have in the newer one.

    What the newer one does not have keeps its own.
    """

    module: Module
    scenes: Mapping[SceneId, SceneId]
    questions: Mapping[QuestionId, QuestionId]
    scene_titles: Mapping[SceneId, str]
    question_titles: Mapping[QuestionId, str]
    choices: Mapping[tuple[SceneId, ChoiceId], str]
    labels: Mapping[int, str]

    def read(self, html: str) -> str:
        """Give HTML as it is compared: with the labels of sources for their numbers."""
        named = name_files(html)
        return _MENTION.sub(lambda found: f"[^{self.labels.get(int(found[1]))}]", named)

    def read_all(self, pieces: Iterable[str]) -> str:
        """Give several pieces of HTML as they are compared."""
        return "\n".join(map(self.read, pieces))

    def say_scene(self, scene: SceneId | None) -> str:
        """Name a scene by its title; "" for none."""
        if scene is None:
            return ""
        known = self.scenes.get(scene, scene)
        return quote(self.scene_titles.get(known, known))

    def say_question(self, question: QuestionId) -> str:
        """Name a question by its title."""
        known = self.questions.get(question, question)
        return quote(self.question_titles.get(known, known))

    def say_guards(self, guards: Iterable[Guard]) -> str:
        """Say who sees a thing, and when, as authors write it; "" for everybody and always."""
        guards = tuple(guards)
        sides = (" or ".join(sorted(each.roles)) for each in guards if each.roles)
        terms = (self.say_condition(each.condition) for each in guards if each.condition)
        said = (" and ".join(f"for {each}" for each in sides), _lead("if", terms))
        return ", ".join(filter(None, said))

    def say_condition(self, condition: Condition | None) -> str:
        """Say a condition nearly as authors write it; "" for none."""
        match condition:
            case None:
                return ""
            case Compare(counter, operator, value):
                return f"{counter} {operator} {value}"
            case Visited(scene):
                return f"visited {self.say_scene(scene)}"
            case Chose(choices):
                said = sorted({self.choices.get(each, each[1]) for each in choices})
                return f"chose {' or '.join(map(quote, said))}"
            case Answered(question, right):
                return f"answered {self.say_question(question)}{_RIGHTNESS[right]}"
            case _:
                return self._say_joined(condition)

    def _say_joined(self, condition: Not | And | Or) -> str:
        match condition:
            case Not(part):
                return f"not {self._bracket(part)}"
            case And(parts):
                return " and ".join(map(self._bracket, parts))
            case Or(parts):
                return " or ".join(map(self._bracket, parts))
            case _:
                assert_never(condition)

    def _bracket(self, condition: Condition) -> str:
        said = self.say_condition(condition)
        return f"({said})" if isinstance(condition, And | Or) else said


def _lead(word: str, terms: Iterable[str]) -> str:
    joined = " and ".join(terms)
    return f"{word} {joined}" if joined else ""


def make_edition(module: Module, newer: Module) -> Edition:
    """Tell a version in the names of a newer one, which may be itself."""
    scenes, questions = _title_scenes(module), _title_questions(module)
    return Edition(
        module,
        _follow_scenes(newer, scenes),
        _follow_questions(newer, questions),
        {**scenes, **_title_scenes(newer)},
        {**questions, **_title_questions(newer)},
        {
            (scene, choice.id): choice.text
            for scene, key in module.key.scenes.items()
            for choice in key.choices
        },
        {each.number: each.label for each in (*module.case.sources, *module.key.sources)},
    )


def list_questions(blocks: Iterable[Block], key: SceneKey) -> Iterator[Question]:
    """Give the questions among the blocks of a scene, those in its passages with them."""
    for block in blocks:
        match block:
            case Asked(question):
                yield question
            case Sealed(passage):
                yield from list_questions(key.passages[passage].blocks, key)
            case Prose():
                pass


def _title_scenes(module: Module) -> Mapping[SceneId, str]:
    return {each: scene.title for each, scene in module.case.scenes.items()}


def _title_questions(module: Module) -> Mapping[QuestionId, str]:
    return {
        each.id: each.title
        for name, scene in module.case.scenes.items()
        for each in list_questions(scene.body, module.key.scenes[name])
    }


def _follow_scenes(newer: Module, names: Iterable[SceneId]) -> dict[SceneId, SceneId]:
    """Give the id of each scene in the newer version, all at once: each call looks at all of it."""
    names = tuple(names)
    moves = rename_moves(newer, map(Visit, names))
    return {
        name: move.scene for name, move in zip(names, moves, strict=True) if isinstance(move, Visit)
    }


def _follow_questions(newer: Module, names: Iterable[QuestionId]) -> dict[QuestionId, QuestionId]:
    names = tuple(names)
    moves = rename_moves(newer, [TakeHint(name, 1) for name in names])
    return {
        name: move.question
        for name, move in zip(names, moves, strict=True)
        if isinstance(move, TakeHint)
    }
