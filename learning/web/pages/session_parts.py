"""Which page of a phase shows what a member may see there. A line for each; knows none of them."""

from typing import assert_never

from learning.team.session import Phase, Stage
from learning.team.shown import (
    AlonePart,
    ConsequencePart,
    DebriefPart,
    DecidePart,
    PlanPart,
    ReflectionPart,
    RevealPart,
    SharePart,
)
from learning.web.pages.session_alone import make_alone
from learning.web.pages.session_debrief import make_debrief
from learning.web.pages.session_decide import make_decide
from learning.web.pages.session_page import Part, Sitting
from learning.web.pages.session_plan import make_plan_page
from learning.web.pages.session_reflection import make_reflection
from learning.web.pages.session_reveal import make_reveal
from learning.web.pages.session_share import make_share
from learning.web.pages.session_ways import BriefStage, OverStage, make_consequence


def make_part(sitting: Sitting) -> Part:
    """Make the part of the phase that the team is in; when all is over, what stays of it."""
    board, part = sitting.view.board, sitting.view.part
    if board.stage is Stage.ENDED or board.phase is Phase.OVER:
        return _look_back(sitting)
    match part:
        case None:
            return BriefStage()
        case PlanPart() | DebriefPart() | ReflectionPart():
            return _make_last_part(sitting, part)
        case _:
            return _make_scene_part(sitting, part)


def _make_scene_part(
    sitting: Sitting, part: AlonePart | SharePart | DecidePart | RevealPart | ConsequencePart
) -> Part:
    match part:
        case AlonePart():
            return make_alone(sitting, part)
        case SharePart():
            return make_share(sitting, part)
        case DecidePart():
            return make_decide(sitting, part)
        case RevealPart():
            return make_reveal(sitting, part)
        case ConsequencePart():
            return make_consequence(part)
        case _:
            assert_never(part)


def _make_last_part(sitting: Sitting, part: PlanPart | DebriefPart | ReflectionPart) -> Part:
    match part:
        case PlanPart():
            return make_plan_page(sitting, part)
        case DebriefPart():
            return make_debrief(sitting, part)
        case ReflectionPart():
            return make_reflection(sitting, part)
        case _:
            assert_never(part)


def _look_back(sitting: Sitting) -> OverStage:
    view = sitting.view
    return OverStage(
        debrief=_make_last_part(sitting, view.debrief) if view.debrief else None,
        reflection=_make_last_part(sitting, view.reflection) if view.reflection else None,
    )
