"""The quiet phases: what the decision led to, and what is left when all is over."""

from dataclasses import dataclass

from learning.team.shown import ConsequencePart
from learning.web.pages.attempts import MeterRow, make_meter
from learning.web.pages.counters import say_move
from learning.web.pages.session_page import Part


@dataclass(frozen=True, slots=True)
class ConsequenceStage:
    """What `_consequence.html` prints; `moved` says what went up and down."""

    chosen_html: str
    feedback_html: str
    moved: tuple[str, ...]
    meters: tuple[MeterRow, ...]
    errors: tuple[tuple[str, str], ...] = ()
    kind: str = "consequence"


@dataclass(frozen=True, slots=True)
class BriefStage:
    """What `_brief.html` prints is the scene; this says so."""

    errors: tuple[tuple[str, str], ...] = ()
    kind: str = "brief"


@dataclass(frozen=True, slots=True)
class OverStage:
    """What `_over.html` prints: what stays to be looked at, as far as the team came."""

    debrief: Part | None
    reflection: Part | None
    errors: tuple[tuple[str, str], ...] = ()
    kind: str = "over"


def make_consequence(part: ConsequencePart) -> ConsequenceStage:
    """Put into words where the decision leads."""
    moved = tuple(
        say_move(meter.counter, meter.value - meter.change, meter.value)
        for meter in part.changes
        if meter.change
    )
    meters = tuple(make_meter(meter) for meter in part.changes)
    return ConsequenceStage(part.chosen_html, part.feedback_html, moved, meters)
