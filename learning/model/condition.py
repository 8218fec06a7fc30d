"""Conditions and consequences, parsed and resolved: plain trees that play evaluates."""

from dataclasses import dataclass
from typing import Literal

from learning.model.names import ChoiceId, CounterName, QuestionId, SceneId

Operator = Literal[">=", ">", "<=", "<", "=", "!="]


@dataclass(frozen=True, slots=True)
class Compare:
    """A counter against a whole number: `trust >= 3`."""

    counter: CounterName
    operator: Operator
    value: int


@dataclass(frozen=True, slots=True)
class Visited:
    """True once the scene has been entered: `visited the-letter`."""

    scene: SceneId


@dataclass(frozen=True, slots=True)
class Chose:
    """True once any of these choices was taken (the same words may stand in several scenes)."""

    choices: frozenset[tuple[SceneId, ChoiceId]]


@dataclass(frozen=True, slots=True)
class Answered:
    """True once the question was answered; with `right` set, answered rightly or wrongly."""

    question: QuestionId
    right: bool | None = None


@dataclass(frozen=True, slots=True)
class Not:
    """The contrary."""

    part: "Condition"


@dataclass(frozen=True, slots=True)
class And:
    """All parts hold."""

    parts: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class Or:
    """At least one part holds."""

    parts: tuple["Condition", ...]


Condition = Compare | Visited | Chose | Answered | Not | And | Or


@dataclass(frozen=True, slots=True)
class Effect:
    """One consequence: `trust +1`, `health -2`, `time = 5`. Clamped to the counter's range."""

    counter: CounterName
    operator: Literal["+", "-", "="]
    amount: int


@dataclass(frozen=True, slots=True)
class Guard:
    """Who sees a thing, and when. Nested fences add up: every guard around a thing must hold.

    `roles` empty means every role; `condition` None means always.
    """

    roles: frozenset[str] = frozenset()
    condition: Condition | None = None
