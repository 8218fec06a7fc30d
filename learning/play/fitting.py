"""Whether what was played on one version of a module can be played on another, and if not, why.

Pure. The words are for educators: they name what an edit took away, never what a learner wrote.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import assert_never

from learning.model.key import Module
from learning.model.names import QuestionId, Role
from learning.play.advance import replay
from learning.play.moving import rename_moves
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
    TakeHint,
    Visit,
)


@dataclass(frozen=True, slots=True)
class Misfit:
    """The first move that a version refuses, and how it does."""

    move: Move
    refused: Refused


@dataclass(slots=True)
class _Watched:
    """Moves handed out one by one, the last of them remembered."""

    moves: Iterable[Move]
    last: Move | None = None

    def __iter__(self) -> Iterator[Move]:
        for each in self.moves:
            self.last = each
            yield each


def fit(module: Module, moves: Iterable[Move], *, role: Role, seed: str) -> State | Misfit:
    """Play moves on this version: where they lead, or the first one that it refuses."""
    watched = _Watched(rename_moves(module, moves))
    state = replay(module, role=role, seed=seed, moves=watched)
    if isinstance(state, State):
        return state
    return Misfit(watched.last or Finish(), state)


def say_misfit(module: Module, misfit: Misfit) -> str:
    """Say what a move rested on that this version does not have."""
    why = misfit.refused.why
    match misfit.move:
        case Visit(scene=scene):
            return f"begins in a scene, or by a way, that is gone: {scene}"
        case Notice():
            return "marks words in a scene whose words or cues have changed"
        case Reply(question) | TakeHint(question) | Rate(question):
            return _say_question(module, question, why)
        case Choose(choice):
            return _say_way(why, f"takes a choice that is gone or closed: {choice}")
        case Continue() | GoBack():
            return _say_way(why, "goes on where there is no way on now")
        case GoBack():
            return _say_way(why, "goes back where there is no way back now")
        case Finish():
            return _say_way(why, "was finished in a scene that is not the last now")
        case _:
            assert_never(misfit.move)


def _say_question(module: Module, question: QuestionId, why: Refusal) -> str:
    known = any(question in scene.questions for scene in module.key.scenes.values())
    if not known:
        return f"answers a question that is gone: {question}"
    if why is Refusal.NOT_HERE:
        return f"answers a question that stands elsewhere now: {question}"
    return f"gives an answer that is not asked for now: {question}"


def _say_way(why: Refusal, otherwise: str) -> str:
    return "goes on where a step is new" if why is Refusal.STEPS_LEFT else otherwise
