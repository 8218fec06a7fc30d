"""Answer blocks as parsed: close to the text, with places, before anything is rendered."""

from dataclasses import dataclass
from decimal import Decimal

from markdown_it.token import Token

from learning.content.faults import Place


@dataclass(frozen=True, slots=True)
class Item:
    """Some words of an answer block: an option, a cell. `feedback` is the quote under it."""

    text: str
    label: tuple[Token, ...]
    place: Place
    feedback: tuple[Token, ...] = ()


@dataclass(frozen=True, slots=True)
class TickOption:
    """An item of a task list; `credit` in percent, where it carries one."""

    item: Item
    right: bool
    credit: int | None = None


@dataclass(frozen=True, slots=True)
class RawTicks:
    """A task list."""

    options: tuple[TickOption, ...]


@dataclass(frozen=True, slots=True)
class RawPair:
    """A row of a matching table. A distractor has no prompt."""

    prompt: Item | None
    option: Item


@dataclass(frozen=True, slots=True)
class RawMatching:
    """A table of two columns, with what stands above them."""

    headings: tuple[Item, Item]
    pairs: tuple[RawPair, ...]


@dataclass(frozen=True, slots=True)
class RawOrdering:
    """A numbered list in the right order."""

    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class RawScale:
    """A numbered list of labels from low to high, in a survey."""

    labels: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class RawGap:
    """A gap: what fits it or, where `right` is set, a menu; `right` counts in it from 0."""

    options: tuple[Item, ...]
    right: int | None = None


@dataclass(frozen=True, slots=True)
class RawGaps:
    """A text with gaps: its tokens, with a mark for each gap."""

    tokens: tuple[Token, ...]
    gaps: tuple[RawGap, ...]


@dataclass(frozen=True, slots=True)
class RawNumber:
    """A number with what is allowed around it; `text` is how the author wrote it."""

    low: Decimal
    high: Decimal
    unit: str
    text: str


@dataclass(frozen=True, slots=True)
class RawCriterion:
    """A row of a rubric."""

    points: int
    criterion: Item


@dataclass(frozen=True, slots=True)
class RawFreeText:
    """A model answer (none in a survey) and a rubric, which may be empty."""

    model: tuple[Token, ...]
    rubric: tuple[RawCriterion, ...]


@dataclass(frozen=True, slots=True)
class RawSituation:
    """A row of a judgement: the votes are those for -2, -1, 0, +1 and +2."""

    thinking: Item
    finding: Item
    votes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class RawJudgement:
    """A table of judgements."""

    situations: tuple[RawSituation, ...]


@dataclass(frozen=True, slots=True)
class RawStep:
    """A row of the model plan; the cells after the need are action, who, by when and why."""

    need: str
    cells: tuple[Item, Item, Item, Item]


@dataclass(frozen=True, slots=True)
class RawPlan:
    """The model plan."""

    steps: tuple[RawStep, ...]


RawAnswer = (
    RawTicks
    | RawMatching
    | RawOrdering
    | RawScale
    | RawGaps
    | RawNumber
    | RawFreeText
    | RawJudgement
    | RawPlan
)


def is_marked(answer: RawAnswer | None) -> bool:
    """Whether an answer can be right or wrong; one that could not be read is taken for such.

    >>> is_marked(RawFreeText((), ())), is_marked(RawOrdering(()))
    (False, True)
    """
    if isinstance(answer, RawTicks):
        return any(option.right for option in answer.options)
    return not isinstance(answer, RawFreeText | RawScale | RawPlan)
