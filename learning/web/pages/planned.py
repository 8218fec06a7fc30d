"""Steps of a plan in words: what each column is called, and a plan beside the model plan."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest

from learning.model.solution import PlannedStep
from learning.play.page_text import read_html
from learning.quiz.answer import PlanRow
from learning.team.session import Column
from learning.web.pages.words import NEED_WORDS

COLUMN_WORDS = {
    Column.NEED: "Need",
    Column.ACTION: "Action",
    Column.WHO: "Who",
    Column.BY_WHEN: "By when",
    Column.WHY: "Why",
}


@dataclass(frozen=True, slots=True)
class PlanRows:
    """The team's plan and the model plan, line beside line; either may be the longer."""

    ours: tuple[str, ...]
    model: tuple[str, ...]

    def pairs(self) -> Iterator[tuple[str, str]]:
        """Give both line by line, "" where one has no more."""
        yield from zip_longest(self.ours, self.model, fillvalue="")


def say_need(text: str) -> str:
    """Name a need; other words stay as they are."""
    return next((words for need, words in NEED_WORDS.items() if need.value == text), text)


def say_step(step: PlannedStep) -> str:
    """Write a step of the model plan, a line a column."""
    return _say(
        step.need,
        read_html(step.action_html),
        read_html(step.who_html),
        read_html(step.by_when_html),
        read_html(step.why_html),
    )


def say_row(row: PlanRow) -> str:
    """Write a row of a learner's own plan, a line a column."""
    return _say(row.need, row.action, row.who, row.by_when, row.why)


def _say(need: str, *rest: str) -> str:
    cells = zip(COLUMN_WORDS.values(), (say_need(need), *rest), strict=True)
    return "\n".join(f"{words}: {text.strip()}" for words, text in cells if text.strip())
