"""The words of a shared session that several pages say: phases, ways of deciding, sides, moments.

Knows no page.
"""

from datetime import datetime
from typing import Final

from learning.model.names import HEALTH, LAW, Role, TeamId
from learning.team.session import Phase, Way

PHASE_WORDS: Final = {
    Phase.BRIEF: "Brief",
    Phase.ALONE: "Alone",
    Phase.SHARE: "Share",
    Phase.DECIDE: "Decide",
    Phase.REVEAL: "Reveal",
    Phase.APPEAL: "Appeal",
    Phase.CONSEQUENCE: "Consequence",
    Phase.PLAN: "Joint plan",
    Phase.DEBRIEF: "Debrief",
    Phase.REFLECTION: "Reflection",
    Phase.OVER: "The end",
}
WAY_WORDS: Final = {
    Way.AGREE: "all agree",
    Way.MAJORITY: "the majority, when time is up",
    Way.REPORTER: "a named reporter",
}
SIDE_WORDS: Final = {HEALTH: "health", LAW: "law"}


def say_team(team: TeamId) -> str:
    """Name a team: `Team 2`."""
    return f"Team {team}"


def say_side_of(side: Role) -> str:
    """Name a side beside a person's name: `health`, `law`."""
    return SIDE_WORDS.get(side, str(side))


def say_end(ends_at: datetime, now: datetime) -> str:
    """Say until when something lasts, with the day where that is not today.

    Both in the zone that the site keeps.

    >>> from datetime import timedelta
    >>> now = datetime(2026, 11, 27, 14, 0)
    >>> say_end(now + timedelta(minutes=5), now), say_end(now + timedelta(days=3), now)
    ('until 14:05', 'until Monday 30 November, 14:00')
    """
    clock = f"{ends_at:%H:%M}"
    if ends_at.date() == now.date():
        return f"until {clock}"
    return f"until {ends_at:%A} {ends_at.day} {ends_at:%B}, {clock}"
