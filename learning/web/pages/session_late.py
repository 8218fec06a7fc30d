"""What a member sent and the session did not take in: why, what was typed, and the way back."""

from dataclasses import dataclass

from learning.team.session import Refusal

# What the person can put right where they typed it.
MENDABLE = frozenset(
    {
        Refusal.NOT_IN_TEXT,
        Refusal.TOO_MANY,
        Refusal.TOO_LONG,
        Refusal.INCOMPLETE,
        Refusal.NOT_A_NUMBER,
        Refusal.NOTHING_CHOSEN,
    }
)
OTHER_REQUEST = (
    "This page had sent something else before, and that is what counts. Perhaps you went back in "
    "your browser, or have the page open twice."
)
NOT_AS_IT_IS = "The session cannot take this in as it is."
WHY_NOT = {
    **dict.fromkeys(MENDABLE, NOT_AS_IT_IS),
    Refusal.INCOMPLETE: "Something has to be done before this.",
    Refusal.LATE: "The phase that you sent this for was over by the time it arrived.",
    Refusal.NOT_NOW: "It is too early for this, or the session has gone on from it.",
    Refusal.PAUSED: "The session is paused. Nothing is taken in until it goes on.",
    Refusal.ENDED: "The session has ended, so nothing in it changes any more.",
    Refusal.UNKNOWN: "What you sent names something that is not asked here.",
    Refusal.LOCKED: "This was locked already, or tried: by you in another tab, or by your team.",
    Refusal.FULL: "There is no room for more.",
    Refusal.NOBODY: "Nobody has taken a seat yet.",
    Refusal.NOT_YOURS: "This is not yours to do.",
}


@dataclass(frozen=True, slots=True)
class LatePage:
    """What was not taken in. `typed` is every text that its writer typed, for them to copy."""

    url: str
    why: str
    typed: tuple[str, ...]


def make_late(url: str, typed: tuple[str, ...], *, why: str) -> LatePage:
    """Show everything that was typed, so that nobody has to type it twice."""
    return LatePage(url, why, typed)
