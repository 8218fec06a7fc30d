"""Modules built by hand in a few lines: what the tests of quiz, play and access work on."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from learning.model.case import Asked, Block, Case, Counter, Prose, Question, Scene, Sealed
from learning.model.condition import Compare, Condition, Effect, Guard, Visited
from learning.model.form import Form, Option, Ticks
from learning.model.key import (
    ChoiceKey,
    CueKey,
    EndingKey,
    Hint,
    Key,
    Module,
    Passage,
    QuestionKey,
    SceneKey,
)
from learning.model.names import (
    HEALTH,
    LAW,
    ChoiceId,
    CounterName,
    CueId,
    Grade,
    Kind,
    Need,
    OptionId,
    PassageId,
    QuestionId,
    SceneId,
)
from learning.model.solution import Solution, TicksSolution
from learning.model.words import split_words
from learning.play.advance import advance, begin
from learning.play.state import Move, Refused, State, Visit


@dataclass(frozen=True)
class Quizzed:
    """A question with its key."""

    question: Question
    key: QuestionKey


@dataclass(frozen=True)
class Fenced:
    """What a colon fence holds, for some sides or some states."""

    name: str
    guard: Guard
    parts: "tuple[Part, ...]"


Part = Prose | Quizzed | Fenced
Built = tuple[Scene, SceneKey]


def make_counter(name: str, start: int = 2, low: int = 0, high: int = 5) -> Counter:
    return Counter(CounterName(name), name.title(), start, low, high)


def make_prose(name: str, text: str) -> Prose:
    return Prose(name, f"<p>{text}</p>", split_words(text))


def make_question(
    name: str, right: str = "a", options: str = "abc", choose: int | None = None, **rest: object
) -> Quizzed:
    """Make a question whose options are letters; with several right ones it is multiple choice."""
    form = Ticks(make_options(options), several=len(right) > 1, choose=choose)
    solution = TicksSolution(frozenset(map(OptionId, right)))
    asked = make_asked(name, form, solution, **rest)
    told = {OptionId(letter): f"feedback {name} {letter}" for letter in options}
    return replace(asked, key=replace(asked.key, feedback=told))


def make_options(names: Iterable[str]) -> tuple[Option, ...]:
    return tuple(Option(OptionId(name), f"Option {name}") for name in names)


def make_asked(
    name: str, form: Form, solution: Solution, hints: Iterable[Hint] | None = None, **rest: object
) -> Quizzed:
    """Make a question of any form, with everything around it that a key can say."""
    identity = QuestionId(name)
    key = QuestionKey(
        identity,
        solution,
        feedback={},
        why_html=(f"why {name}",),
        sources_html=(f"source {name}",),
        hints=(Hint(f"hint {name}"),) if hints is None else tuple(hints),
        tutor_html=(f"tutor {name}",),
        correct_html=(f"correct {name}",),
        incorrect_html=(f"incorrect {name}",),
    )
    return Quizzed(replace(Question(identity, name, f"<b>{name}</b>", "", form), **rest), key)


def make_fence(
    name: str, *parts: Part, roles: Iterable[str] = (), when: Condition | None = None
) -> Fenced:
    return Fenced(name, Guard(frozenset(roles), when), parts)


def make_cue(name: str, prose: Prose, text: str, need: Need | None = Need.HOUSING) -> CueKey:
    """Make words of a prose a cue, or a lure where `need` is None."""
    run = split_words(text)
    width = len(run)
    first = next(at for at in range(len(prose.words)) if prose.words[at : at + width] == run)
    return CueKey(CueId(name), need, text, f"why {name}", prose.id, first, first + width - 1)


def make_choice(name: str, to: str, effects: str = "", **rest: object) -> ChoiceKey:
    """Make a choice; `effects` as authors write them: `trust +1, health -2`."""
    moved = tuple(make_effect(each) for each in effects.split(",") if each)
    choice = ChoiceKey(ChoiceId(name), name, f"choice {name}", SceneId(to), moved)
    return replace(choice, feedback_html=f"after {name}", **rest)


def make_effect(text: str) -> Effect:
    name, change = text.split()
    return Effect(CounterName(name), change[0], int(change[1:]))


def make_ending(grade: Grade = Grade.GOOD, when: Condition | None = None) -> EndingKey:
    return EndingKey(grade, f"ending {grade}", () if when is None else (Guard(condition=when),))


def make_scene(
    name: str,
    *parts: Part,
    choices: Iterable[ChoiceKey] = (),
    endings: Iterable[EndingKey] = (),
    cues: Iterable[CueKey] = (),
    runs_on: str | None = None,
) -> Built:
    identity = SceneId(name)
    key = SceneKey(
        passages={PassageId(each.name): _open(each) for each in _fences(parts)},
        prompt_html=f"prompt {name}",
        choices=tuple(choices),
        endings=tuple(endings),
        cues=tuple(cues),
        questions={each.question.id: each.key for each in _questions(parts)},
        next=None if runs_on is None else SceneId(runs_on),
    )
    return Scene(identity, f"Title {name}", tuple(map(_seal, parts))), key


def make_module(
    *scenes: Built,
    counters: Iterable[Counter] = (),
    kind: Kind = Kind.CASE,
    shuffle: bool = False,
    **rest: object,
) -> Module:
    """Make a module that starts at its first scene and that both sides may play.

    `rest` are fields of its Case.
    """
    case = Case(
        path="cases/the-flat.md",
        kind=kind,
        title="The flat",
        summary="",
        jurisdiction="England",
        law_checked=None,
        needs=(Need.HOUSING,),
        setting=None,
        roles=(HEALTH, LAW),
        counters=tuple(counters),
        start=scenes[0][0].id,
        outcomes=(),
        minutes=None,
        content_note="",
        moved={},
        authors=(),
        reviewers=(),
        licence="",
        shuffle=shuffle,
        cover_html="",
        scenes={scene.id: scene for scene, _ in scenes},
        sources=(),
    )
    key = Key({scene.id: key for scene, key in scenes})
    return Module(replace(case, **rest), key, sha256="0" * 64)


def at_least(counter: str, value: int) -> Compare:
    return Compare(CounterName(counter), ">=", value)


def visited(scene: str) -> Visited:
    return Visited(SceneId(scene))


def start(module: Module, role: str = HEALTH, seed: str = "seed") -> State:
    state = begin(module, role=role, seed=seed, visit=Visit(module.case.start))
    assert isinstance(state, State), state
    return state


def play(module: Module, state: State, *moves: Move) -> State:
    """Make moves that must all be taken."""
    for move in moves:
        after = advance(module, state, move)
        assert not isinstance(after, Refused), (move, after)
        state = after
    return state


def _seal(part: Part) -> Block:
    match part:
        case Prose():
            return part
        case Quizzed(question):
            return Asked(question)
        case Fenced(name):
            return Sealed(PassageId(name))


def _open(fence: Fenced) -> Passage:
    return Passage(PassageId(fence.name), fence.guard, tuple(map(_seal, fence.parts)))


def _fences(parts: Iterable[Part]) -> Iterator[Fenced]:
    for part in parts:
        if isinstance(part, Fenced):
            yield part
            yield from _fences(part.parts)


def _questions(parts: Iterable[Part]) -> Iterator[Quizzed]:
    for part in parts:
        if isinstance(part, Quizzed):
            yield part
        elif isinstance(part, Fenced):
            yield from _questions(part.parts)
