"""What is right for each form of question. It stays on the server until the answer is stored."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from learning.model.names import GapId, OptionId


@dataclass(frozen=True, slots=True)
class TicksSolution:
    """The right options; none in a survey. `credits` are percents, where the author gave some."""

    right: frozenset[OptionId]
    credits: Mapping[OptionId, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class MatchingSolution:
    """The option that belongs to each prompt."""

    right: Mapping[OptionId, OptionId]


@dataclass(frozen=True, slots=True)
class OrderingSolution:
    """The items in the right order."""

    right: tuple[OptionId, ...]


@dataclass(frozen=True, slots=True)
class GapSolution:
    """What fits a gap: texts as the author wrote them, the first being the one to show; or, of a
    menu, one option.
    """

    accepted: tuple[str, ...]
    option: OptionId | None = None


@dataclass(frozen=True, slots=True)
class GapsSolution:
    """What fits each gap."""

    gaps: Mapping[GapId, GapSolution]


@dataclass(frozen=True, slots=True)
class NumberSolution:
    """The range that is right, both ends in it, and how the author wrote it (`14 ± 1 days`)."""

    low: Decimal
    high: Decimal
    text: str


@dataclass(frozen=True, slots=True)
class Criterion:
    """One line of a rubric and the points it is worth."""

    points: int
    html: str


@dataclass(frozen=True, slots=True)
class FreeTextSolution:
    """A model answer, and the rubric to mark by (it may be empty)."""

    model_html: str
    rubric: tuple[Criterion, ...] = ()


@dataclass(frozen=True, slots=True)
class JudgementSolution:
    """How many of the panel chose -2, -1, 0, +1 and +2 for each situation."""

    panels: Mapping[OptionId, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class ScaleSolution:
    """A scale has no right answer."""


@dataclass(frozen=True, slots=True)
class PlannedStep:
    """One row of the model plan."""

    need: str
    action_html: str
    who_html: str
    by_when_html: str
    why_html: str


@dataclass(frozen=True, slots=True)
class PlanSolution:
    """The model plan, shown beside the learner's own."""

    steps: tuple[PlannedStep, ...]


Solution = (
    TicksSolution
    | MatchingSolution
    | OrderingSolution
    | GapsSolution
    | NumberSolution
    | FreeTextSolution
    | JudgementSolution
    | ScaleSolution
    | PlanSolution
)
