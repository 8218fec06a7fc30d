"""What a stream says of a session: how far it has gone, and what of that a person's page shows.

Knows no stream. Nothing here tells of an answer: a page fetches what has changed by itself.
"""

import json
from dataclasses import dataclass

from learning.model.names import PersonId
from learning.operations.session_news import Happened
from learning.team.rights import find_host
from learning.team.session import Session, Stage
from learning.web.pages.session_board import say_people
from learning.web.pages.session_words import PHASE_WORDS

LOBBY, CONSOLE = "lobby", "console"
STAGE_WORDS = {
    (Stage.LOBBY, Stage.RUNNING): "The session has begun.",
    (Stage.RUNNING, Stage.PAUSED): "The session is paused.",
    (Stage.PAUSED, Stage.RUNNING): "The session goes on.",
}
ENDED_WORDS = "The session has ended."


@dataclass(frozen=True, slots=True)
class Stretch:
    """The numbers that a message tells of, both ends in it; `mine`: the person's page changes."""

    first: int
    last: int
    mine: bool


def find_position(session: Session, person: PersonId) -> str:
    """Give where a person's page stands, as the page itself carries it."""
    if session.stage is Stage.LOBBY:
        return LOBBY
    if person == session.facilitator:
        return CONSOLE
    seat = session.seats.get(person)
    return LOBBY if seat is None or seat.team is None else session.teams[seat.team].position


def write_message(
    session: Session, person: PersonId, stretch: Stretch, *, board: str | None, say: str
) -> str:
    """Write the message of one stretch; `board` is a text as JSON, written once for many."""
    facts: dict[str, str | int | bool] = {
        "from": stretch.first,
        "to": stretch.last,
        "mine": stretch.mine,
        "position": find_position(session, person),
        "stage": session.stage,
        "say": say,
    }
    text = json.dumps(facts)
    if board is not None:
        text = f'{text[:-1]}, "board": {board}}}'
    return f"id: {stretch.last}\nevent: went\ndata: {text}\n\n"


def write_happened(seq: int, happened: tuple[Happened, ...]) -> dict[str, object]:
    """Write what happened after a number, for pages that ask instead of being told."""
    events = [
        {"seq": each.seq} if each.act is None else {"seq": each.seq, "act": each.act}
        for each in happened
    ]
    return {"seq": seq, "events": events}


def say_change(before: Session | None, now: Session, person: PersonId) -> str:
    """Say what somebody who cannot see the page change should hear of; mostly nothing.

    >>> from learning.team.session import Options
    >>> say_change(None, Session(Options(), PersonId("cole"), None), PersonId("amina"))
    ''
    """
    if before is None:
        return ""
    words = [_say_stage(before.stage, now.stage), *_list_said(before, now, person)]
    if now.stage is Stage.LOBBY and len(now.seats) > len(before.seats) and person == find_host(now):
        words.append(f"{say_people(len(now.seats))} here so far.")
    if now.stage is Stage.RUNNING and person != now.facilitator:
        words.append(_say_position(before, now, person))
    return " ".join(each for each in words if each)


def _say_stage(before: Stage, now: Stage) -> str:
    if before is not now and now is Stage.ENDED:
        return ENDED_WORDS
    return STAGE_WORDS.get((before, now), "")


def _list_said(before: Session, now: Session, person: PersonId) -> list[str]:
    if person == now.facilitator:
        return []
    seat = now.seats.get(person)
    team = None if seat is None else seat.team
    said = now.announcements[len(before.announcements) :]
    return [f"From your facilitator: {each.words}" for each in said if each.team in (None, team)]


def _say_position(before: Session, now: Session, person: PersonId) -> str:
    seat = now.seats.get(person)
    team = None if seat is None or seat.team is None else now.teams[seat.team]
    if team is None or find_position(before, person) == team.position:
        return ""
    return f"Your team is at: {PHASE_WORDS[team.phase]}."
