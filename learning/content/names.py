"""The names of a file, and conditions and consequences resolved against them (V01, V05)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import assert_never

from learning.content.asking.answers import is_marked
from learning.content.faults import Faults, Place
from learning.content.front_matter import FrontMatter
from learning.content.inlines import is_scene_link
from learning.content.parsed import (
    Choices,
    Question,
    RawAnd,
    RawAnswered,
    RawChose,
    RawCompare,
    RawCondition,
    RawEffect,
    RawGuard,
    RawNot,
    RawOr,
    RawVisited,
    Run,
    Scene,
    list_choices,
    list_parts,
    list_questions,
)
from learning.content.slugs import make_slug
from learning.model.condition import (
    And,
    Answered,
    Chose,
    Compare,
    Condition,
    Effect,
    Guard,
    Not,
    Or,
    Visited,
)
from learning.model.names import ChoiceId, CounterName, Kind, QuestionId, SceneId


@dataclass(frozen=True, slots=True)
class Names:
    """What can be referred to. `counters` is None when the front matter could not be read.

    `unmarked` are the questions that no answer to is right or wrong. Where a list of choices is not
    `whole`, one that was refused in it may be the one that is asked for.
    """

    counters: frozenset[str] | None
    scenes: Mapping[str, str]
    questions: Mapping[str, str]
    choices: Mapping[str, frozenset[tuple[SceneId, ChoiceId]]]
    unmarked: frozenset[str]
    whole: bool = True


def collect_names(scenes: Sequence[Scene], front: FrontMatter) -> Names:
    """Collect the names of a whole file before anything is resolved."""
    choices: dict[str, frozenset[tuple[SceneId, ChoiceId]]] = {}
    for scene in scenes:
        for choice in list_choices(scene):
            pair = (SceneId(scene.id), ChoiceId(choice.id))
            choices[choice.id] = choices.get(choice.id, frozenset()) | {pair}
    questions = [question for scene in scenes for question in list_questions(scene)]
    return Names(
        counters=front.declared if front.readable else None,
        scenes={scene.id: scene.title for scene in scenes},
        questions={each.id: each.title for each in questions},
        choices=choices,
        unmarked=frozenset(each.id for each in questions if _is_unmarked(each, front)),
        whole=all(map(_is_whole, scenes)),
    )


def _is_unmarked(question: Question, front: FrontMatter) -> bool:
    """Whether no answer is right or wrong, and meant so: a task list has a right option."""
    meant = front.kind is Kind.SURVEY or not question.options
    return meant and not is_marked(question.answer)


def _is_whole(scene: Scene) -> bool:
    """Whether no choice of a scene was refused, nor stands outside of a list."""
    parts = list(list_parts(scene.parts))
    runs = (part for part in parts if isinstance(part, Run))
    inlines = (token for run in runs for token in run.tokens if token.type == "inline")
    strays = any(is_scene_link(child) for each in inlines for child in each.children or ())
    return not strays and all(part.whole for part in parts if isinstance(part, Choices))


class Resolver:
    """Turns raw conditions and consequences into those of the model; what is unknown is a finding.

    An unknown name resolves to itself: the finding keeps the file from being published.
    """

    def __init__(self, names: Names, faults: Faults) -> None:
        self.names = names
        self.faults = faults

    def resolve(self, condition: RawCondition) -> Condition:
        match condition:
            case RawCompare(counter, operator, value, place):
                return Compare(self.find_counter(counter, place), operator, value)
            case RawVisited(scene, place):
                self.check(scene, self.names.scenes, place=place, sort="scene")
                return Visited(SceneId(scene))
            case RawChose(text, place):
                return Chose(self.find_choices(text, place))
            case RawAnswered(question, right, place):
                self.check(question, self.names.questions, place=place, sort="question")
                if right is not None and question in self.names.unmarked:
                    self.refuse_unmarked(question, place)
                return Answered(QuestionId(question), right)
            case RawNot(part):
                return Not(self.resolve(part))
            case RawAnd(parts):
                return And(tuple(map(self.resolve, parts)))
            case RawOr(parts):
                return Or(tuple(map(self.resolve, parts)))
            case _:
                assert_never(condition)

    def resolve_guard(self, guard: RawGuard) -> Guard:
        condition = self.resolve(guard.condition) if guard.condition else None
        return Guard(guard.roles, condition)

    def resolve_effect(self, effect: RawEffect) -> Effect:
        counter = self.find_counter(effect.counter, effect.place)
        match effect.operator:
            case "+":
                return Effect(counter, "+", effect.amount)
            case "-":
                return Effect(counter, "-", effect.amount)
            case _:
                return Effect(counter, "=", effect.amount)

    def find_counter(self, name: str, place: Place) -> CounterName:
        known = self.names.counters
        if known is not None and name not in known:
            fix = self.faults.near(name, known) or "declare it under `counters:`"
            self.faults.add("V01", place, f"no counter '{name[:40]}'", fix=fix)
        return CounterName(name)

    def find_choices(self, text: str, place: Place) -> frozenset[tuple[SceneId, ChoiceId]]:
        slug = make_slug(text)
        if self.names.whole:
            self.check(slug, self.names.choices, place=place, sort="choice")
        return self.names.choices.get(slug, frozenset())

    def refuse_unmarked(self, question: str, place: Place) -> None:
        """Say V05 when a condition asks whether an answer was right that never is."""
        message = f"'{question[:60]}' is not marked: no answer to it is right or wrong"
        fix = f"write `answered {question[:60]}` alone"
        self.faults.add("V05", place, message, fix=fix)

    def check(self, name: str, known: Collection[str], *, place: Place, sort: str) -> None:
        """Say V05 when a condition names what is not in this file."""
        renamed = any(each.endswith(f"-{name}") for each in known)
        if sort == "question" and renamed and self.faults.has("Q01"):
            # Its heading lost its `Question:`, which is told there.
            return
        if name not in known:
            fix = self.faults.near(name, known)
            self.faults.add("V05", place, f"no {sort} '{name[:60]}' in this file", fix=fix)
