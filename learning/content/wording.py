"""A condition in words, for a choice that is shown greyed with its reason.

It names counters only: a scene, a choice or a question may be one that the learner has not met.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import assert_never

from learning.model.condition import (
    And,
    Answered,
    Chose,
    Compare,
    Condition,
    Not,
    Operator,
    Or,
    Visited,
)
from learning.model.names import CounterName

_COMPARISONS: Mapping[Operator, str] = {
    ">=": "{} or more",
    ">": "more than {}",
    "<=": "{} or less",
    "<": "less than {}",
    "=": "exactly {}",
    "!=": "anything but {}",
}
_CONTRARY: Mapping[Operator, Operator] = {
    ">=": "<",
    ">": "<=",
    "<=": ">",
    "<": ">=",
    "=": "!=",
    "!=": "=",
}
_RIGHTNESS = {None: "an answer", True: "a right answer", False: "a wrong answer"}


@dataclass(frozen=True, slots=True)
class Wording:
    """The words that people know the counters of a file by."""

    counters: Mapping[CounterName, str]

    def describe(self, condition: Condition) -> str:
        """Say what a choice needs, as a sentence; what time alone may close is not "not yet"."""
        when = "now" if may_lapse(condition) else "yet"
        return f"Not open {when}: it needs {self.phrase(condition)}."

    def phrase(self, condition: Condition) -> str:
        match condition:
            case Compare(counter, operator, value):
                return f"“{self.counters[counter]}” at {_COMPARISONS[operator].format(value)}"
            case Visited() | Chose():
                return "something that has not happened yet"
            case Answered(_, right):
                return f"{_RIGHTNESS[right]} to an earlier question"
            case Not(Compare() as part):
                return self.phrase(replace(part, operator=_CONTRARY[part.operator]))
            case Not():
                return "that something has not happened"
            case And(parts):
                return self.join(parts, ", and ")
            case Or(parts):
                return self.join(parts, ", or ")
            case _:
                assert_never(condition)

    def join(self, parts: tuple[Condition, ...], word: str) -> str:
        """Join the parts; some may hold already, so none is said to be still to come."""
        met = "something that must happen first"
        said = (met if isinstance(part, Visited | Chose) else self.phrase(part) for part in parts)
        return word.join(dict.fromkeys(said))


def may_lapse(condition: Condition) -> bool:
    """Say whether a condition that fails may have held before.

    >>> trust = CounterName("trust")
    >>> may_lapse(Compare(trust, "<=", 8)), may_lapse(Compare(trust, ">=", 3))
    (True, False)
    """
    match condition:
        case Compare(_, operator, _):
            return operator not in {">", ">="}
        case And(parts) | Or(parts):
            return any(map(may_lapse, parts))
        case _:
            return isinstance(condition, Not)
