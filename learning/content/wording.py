"""A condition in words, for a choice that is shown greyed with its reason."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import assert_never

from learning.model.condition import And, Answered, Chose, Compare, Condition, Not, Or, Visited
from learning.model.names import ChoiceId, CounterName, QuestionId, SceneId

_COMPARISONS = {
    ">=": "at least {}",
    ">": "more than {}",
    "<=": "at most {}",
    "<": "less than {}",
    "=": "exactly {}",
    "!=": "anything but {}",
}


@dataclass(frozen=True, slots=True)
class Wording:
    """The words that people know the names of a file by."""

    counters: Mapping[CounterName, str]
    scenes: Mapping[SceneId, str]
    choices: Mapping[tuple[SceneId, ChoiceId], str]
    questions: Mapping[QuestionId, str]

    def describe(self, condition: Condition) -> str:
        """Say what a choice needs, as a sentence."""
        return f"This needs {self.phrase(condition)}."

    def phrase(self, condition: Condition) -> str:
        match condition:
            case Compare(counter, operator, value):
                return f"{self.counters[counter]}: {_COMPARISONS[operator].format(value)}"
            case Visited(scene):
                return f"a visit to “{self.scenes[scene]}”"
            case Chose(choices):
                return f"the choice “{self.choices[min(choices)]}”"
            case Answered(question, right):
                how = {None: "an answer", True: "a right answer", False: "a wrong answer"}[right]
                return f"{how} to “{self.questions[question]}”"
            case Not(part):
                return f"not {self.phrase(part)}"
            case And(parts):
                return self.join(parts, ", and ")
            case Or(parts):
                return self.join(parts, ", or ")
            case _:
                assert_never(condition)

    def join(self, parts: tuple[Condition, ...], word: str) -> str:
        return word.join(map(self.phrase, parts))
