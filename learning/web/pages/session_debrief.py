"""The debrief of a session: the team's way, what was missed and not told, alone against together.

Knows `team.shown` only, which gives it once the team is through.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from learning.model.case import Source
from learning.model.names import Role
from learning.team.shown import DebriefPart, Points, TeamPath, Untold
from learning.web.pages.attempts import EndingPart, MeterRow, make_meter
from learning.web.pages.debrief import MapPart, make_map
from learning.web.pages.plots import NeedRow, plot_needs
from learning.web.pages.session_page import Sitting
from learning.web.pages.session_plan import PlanPage, make_plan_page
from learning.web.pages.session_words import say_side_of, say_team
from learning.web.pages.words import GRADE_WORDS, NEED_WORDS, say_count, say_number, say_percent


@dataclass(frozen=True, slots=True)
class WayRow:
    """A scene of a way, and what was chosen there."""

    title: str
    chosen_html: str


@dataclass(frozen=True, slots=True)
class OtherWay:
    """The way another team went, and how it ended."""

    team: str
    ending: str
    rows: tuple[WayRow, ...]


@dataclass(frozen=True, slots=True)
class Share:
    """Marks as a bar and in words: `share` runs from 0 to 1."""

    label: str
    words: str
    share: float


@dataclass(frozen=True, slots=True)
class MissedRow:
    """A cue that nobody of a side heard."""

    need: str
    need_words: str
    words: str
    reason: str


@dataclass(frozen=True, slots=True)
class MissedSide:
    """What a side did not hear."""

    side: str
    side_words: str
    rows: tuple[MissedRow, ...]


@dataclass(frozen=True, slots=True)
class UntoldRow:
    """A passage of one side, and whether somebody said to have told it."""

    html: str
    side: str
    side_words: str
    told: bool


@dataclass(frozen=True, slots=True)
class UntoldScene:
    """The private passages of a scene."""

    title: str
    rows: tuple[UntoldRow, ...]


@dataclass(frozen=True, slots=True)
class DebriefStage:
    """What `_debrief.html` prints. `gain_words` compares alone with together on the same things."""

    ending: EndingPart | None
    map: MapPart
    side: str
    way: tuple[WayRow, ...]
    others: tuple[OtherWay, ...]
    meters: tuple[MeterRow, ...]
    shares: tuple[Share, ...]
    gain_words: str
    missed: tuple[MissedSide, ...]
    told_words: str
    untold: tuple[UntoldScene, ...]
    needs: tuple[NeedRow, ...]
    plan: PlanPage
    sources: tuple[Source, ...]
    errors: tuple[tuple[str, str], ...] = ()
    kind: str = "debrief"


def make_debrief(sitting: Sitting, part: DebriefPart) -> DebriefStage:
    """Put a debrief into words."""
    return DebriefStage(
        ending=_make_ending(part),
        map=make_map(part.map, "Your team"),
        side=sitting.view.side,
        way=tuple(WayRow(*each) for each in part.path),
        others=tuple(_make_other(each) for each in part.others),
        meters=tuple(make_meter(meter) for meter in part.meters),
        shares=tuple(_list_shares(part)),
        gain_words=say_gain(part.mean_own, part.gain),
        missed=tuple(list_missed(part)),
        told_words=_say_told(part.untold),
        untold=tuple(list_untold(part)),
        needs=plot_needs(part.spotting),
        plan=make_plan_page(sitting, part.plan),
        sources=part.sources,
    )


def _make_ending(part: DebriefPart) -> EndingPart | None:
    if part.grade is None:
        return None
    return EndingPart(part.grade.value, GRADE_WORDS[part.grade], part.ending_html)


def _make_other(way: TeamPath) -> OtherWay:
    ending = GRADE_WORDS[way.grade] if way.grade else "No ending"
    return OtherWay(say_team(way.team), ending, tuple(WayRow(*each) for each in way.path))


def _list_shares(part: DebriefPart) -> Iterator[Share]:
    if part.own.possible:
        yield _make_share("You, alone", part.own)
    if part.team.possible:
        yield _make_share("Your team, together", part.team)


def _make_share(label: str, points: Points) -> Share:
    share = points.earned / points.possible
    words = f"{say_number(points.earned)} of {say_count(points.possible, 'point')}"
    return Share(label, f"{words} ({say_percent(points.earned, points.possible)})", share)


def say_gain(mean_own: float | None, gain: float | None) -> str:
    """Compare what members earned alone with what they earned together, on the same questions."""
    if mean_own is None or gain is None:
        return ""
    alone, together = say_percent(mean_own, 1), say_percent(mean_own + gain, 1)
    return (
        f"On the questions that your team decided, each of you alone earned {alone} on average, "
        f"and together you earned {together}."
    )


def list_missed(part: DebriefPart) -> Iterator[MissedSide]:
    """List the cues that nobody of a side heard, side by side."""

    def by_side(each: tuple[Role, object, str, str]) -> Role:
        return each[0]

    for side, missed in groupby(sorted(part.missed, key=by_side), key=by_side):
        rows = tuple(
            MissedRow(need.value, NEED_WORDS[need], words, reason)
            for _, need, words, reason in missed
        )
        yield MissedSide(side, say_side_of(side), rows)


def _say_told(untold: tuple[Untold, ...]) -> str:
    if not untold:
        return ""
    told = sum(each.told for each in untold)
    return (
        f"{told} of {say_count(len(untold), 'passage')} that one side alone could read were told."
    )


def list_untold(part: DebriefPart) -> Iterator[UntoldScene]:
    """List what one side alone could read, scene by scene, and whether it was told."""
    for (_, title), passages in groupby(
        part.untold, key=lambda each: (each.scene, each.scene_title)
    ):
        rows = tuple(
            UntoldRow(each.text.html, each.text.role or "", say_side_of(each.text.role), each.told)
            for each in passages
            if each.text.role is not None
        )
        yield UntoldScene(title, rows)
