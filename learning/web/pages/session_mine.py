"""The sessions that a person has to do with, and the way into another. Knows no case."""

from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from learning.operations.accounts import Viewer
from learning.operations.sessions import Mine
from learning.storage.cohort_sessions import PlannedSession
from learning.team.session import Pace, Stage
from learning.web.pages.words import say_date, say_time

STAGE_WORDS = {
    Stage.LOBBY: ("Not begun yet", "plain"),
    Stage.RUNNING: ("Under way", "primary"),
    Stage.PAUSED: ("Paused", "warn"),
    Stage.ENDED: ("Ended", "plain"),
}
PACE_WORDS = {Pace.LIVE: "Live", Pace.DAYS: "Over days"}


@dataclass(frozen=True, slots=True)
class MineRow:
    """A session to go to. `side` is one's own, "" where one has no seat in it."""

    url: str
    title: str
    words: str
    state: str
    tone: str
    side: str


@dataclass(frozen=True, slots=True)
class MinePage:
    """What `mine.html` prints. `typed` is a code that was not found, `error` what to do then.

    `invited` are sessions of one's cohorts that one has no seat in yet.
    """

    invited: tuple[MineRow, ...]
    under_way: tuple[MineRow, ...]
    past: tuple[MineRow, ...]
    typed: str
    error: str
    errors: tuple[tuple[str, str], ...]


def make_mine(
    mine: Sequence[Mine],
    viewer: Viewer,
    *,
    typed: str = "",
    error: str = "",
    invited: tuple[MineRow, ...] = (),
) -> MinePage:
    """List one's sessions: those under way apart from those that have ended."""
    return MinePage(
        invited=invited,
        under_way=tuple(_make_row(each, viewer) for each in mine if each.stage != Stage.ENDED),
        past=tuple(_make_row(each, viewer) for each in mine if each.stage == Stage.ENDED),
        typed=typed,
        error=error,
        errors=((error, "#code"),) if error else (),
    )


def make_invited(found: Sequence[PlannedSession], zone: ZoneInfo) -> tuple[MineRow, ...]:
    """List the sessions of one's cohorts that one may still come into."""
    return tuple(_make_invitation(each, zone) for each in found)


def _make_invitation(session: PlannedSession, zone: ZoneInfo) -> MineRow:
    state, tone = STAGE_WORDS[Stage(session.stage)]
    when = session.planned_for.astimezone(zone) if session.planned_for else None
    words = ", ".join(filter(None, (session.cohort, say_time(when))))
    return MineRow(f"/join/{session.code}", session.title, words, state, tone, "")


def _make_row(mine: Mine, viewer: Viewer) -> MineRow:
    state, tone = STAGE_WORDS[Stage(mine.stage)]
    steers = mine.facilitator_id == viewer.person_id
    day = f"ended {say_date(mine.ended_at)}" if mine.ended_at else ""
    parts = (
        PACE_WORDS[Pace(mine.pace)],
        "you facilitate it" if steers else "",
        f"opened {say_date(mine.opened_at)}",
        day,
    )
    words = ", ".join(part for part in parts if part)
    return MineRow(f"/sessions/{mine.session_id}", mine.title, words, state, tone, mine.side or "")
