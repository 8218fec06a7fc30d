"""What the console says after something was done in it, or was not. Knows no page."""

from typing import Final

from learning.team import events
from learning.team.events import Act
from learning.team.session import Refusal, Refused, Session
from learning.web.pages.session_steer import say_more
from learning.web.pages.session_words import say_team

REFUSED: Final = {
    Refusal.LATE: "The team had already moved on by itself, so nothing was closed.",
    Refusal.NOT_NOW: "That cannot be done just now: the session has moved on.",
    Refusal.PAUSED: "The session is paused. Go on first, then do it.",
    Refusal.ENDED: "The session has ended, so nothing was done.",
    Refusal.UNKNOWN: "That is not there any more: it was dealt with meanwhile.",
    Refusal.FULL: "That team is full: eight people are the most.",
    Refusal.INCOMPLETE: "Write something first.",
    Refusal.TOO_LONG: "Shorten this: it is longer than can be shown.",
    Refusal.NOBODY: "Nobody has come yet, so there is nothing to start.",
}
ELSE: Final = "That could not be done."


def say_refused(refused: Refused) -> str:
    """Say why something was not done."""
    return REFUSED.get(refused.why, ELSE)


def say_done(act: Act, session: Session) -> str:
    """Say what was done."""
    match act:
        case events.Pause():
            return "Paused. The clock stands still for everybody."
        case events.Resume():
            return "It goes on. Every phase lasts as much longer as the pause was."
        case events.Reveal():
            return "All decisions of this scene are shown."
        case events.End():
            return "The session has ended. Everybody can still look back."
        case events.Rule(team, _, accepted, _):
            how = "accepted, with all points" if accepted else "answered; the mark stays"
            return f"The appeal of {say_team(team)} is {how}."
        case _:
            return _say_done_to(act, session)


def _say_done_to(act: Act, session: Session) -> str:
    match act:
        case events.Extend(by, team):
            days = by.days or round(by.total_seconds() / 60)
            return f"{_say_whom(team)} got {say_more(session.options.pace, days)}."
        case events.Close(team, _):
            return f"The phase of {_say_whom(team, each=True)} is closed."
        case events.GoBack(team, _):
            return f"{say_team(team)} is back in that scene. Their answers stand."
        case events.Announce(_, team):
            return f"Sent to {_say_whom(team).lower() if team is None else say_team(team)}."
        case events.MovePerson(_, team):
            return f"Moved to {say_team(team)}."
        case _:
            return "Done."


def _say_whom(team: int | None, *, each: bool = False) -> str:
    if team is None:
        return "every team" if each else "All teams"
    return f"Team {team}"
