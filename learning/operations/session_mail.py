"""What emails about a session over days say, and to whom one is due now.

Knows the words and no server; in none of them is what anybody answered.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from learning.exchange.mail import Letter, tidy
from learning.model.key import Module
from learning.model.names import PersonId
from learning.operations.moments import find_zone, say_until
from learning.operations.site import Site
from learning.settings import Settings
from learning.team.phases import is_waiting
from learning.team.session import Phase, Session, Stage, Team
from learning.team.view import view_board

BEFORE = timedelta(days=1)
_DO = {
    Phase.BRIEF: "read what your side knows",
    Phase.ALONE: "answer on your own",
    Phase.SHARE: "read what your team-mates answered, and tell them what only you could read",
    Phase.DECIDE: "decide together with your team",
    Phase.REVEAL: "see what was right, and what the other teams decided",
    Phase.APPEAL: "argue for your team's answer if you want to, or go on",
    Phase.CONSEQUENCE: "see what came of your decision",
    Phase.PLAN: "write the joint plan with your team",
    Phase.DEBRIEF: "look back with your team",
    Phase.REFLECTION: "write your reflection, and a few words to your team-mates",
}


class Kind(StrEnum):
    """What a reminder is about."""

    START = "start"
    PHASE = "phase"
    DUE = "due"
    OVER = "over"


_SUBJECTS = {
    Kind.START: "Your shared session begins",
    Kind.PHASE: "Your team waits for you",
    Kind.DUE: "Time is nearly up",
    Kind.OVER: "Your shared session is over",
}
_WORDS = {
    Kind.START: "The shared session on “{title}” has begun, and you are in team {team}. It goes on "
    "over days: come by when it suits you.",
    Kind.PHASE: "Your team has come further in the shared session on “{title}”.",
    Kind.DUE: "In the shared session on “{title}” there is something left for you to do.",
    Kind.OVER: "The shared session on “{title}” is over. What you and your team did stays on its "
    "page, and so does what your team-mates wrote to you. Thank you for taking part.",
}
_LETTER = """Hello {name},

{words}

{link}

You get this because you have a seat in that session. If you want no emails about your sessions, \
turn them off in your account:
{account}

Side by Side
"""


@dataclass(frozen=True, slots=True)
class Due:
    """A reminder that is due for a person. `abouts` are the names under which it counts as sent.

    The first of them says which it is; the others need not be sent any more once it is.
    """

    person: PersonId
    team: Team
    kind: Kind
    abouts: tuple[str, ...]


def list_due(
    module: Module, session: Session, *, now: datetime, sent: frozenset[tuple[str, str]]
) -> Iterator[Due]:
    """Give each member's reminder that is due now and not in `sent`, at most one for each."""
    for team in session.teams.values():
        waited_for = find_waited_for(module, session, team)
        for person in team.members:
            wanted = _list_wanted(session, team, now, waits=person in waited_for)
            for kind, abouts in wanted:
                if (person, abouts[0]) not in sent:
                    yield Due(person, team, kind, abouts)
                    break


def find_waited_for(module: Module, session: Session, team: Team) -> frozenset[PersonId]:
    """Give the members that a team waits for and who are not there now."""
    if session.stage is not Stage.RUNNING or team.phase is Phase.OVER or is_waiting(team):
        return frozenset()
    mates = view_board(module, session, team).mates
    return frozenset(mate.person for mate in mates if not mate.done and not mate.here)


def _list_wanted(
    session: Session, team: Team, now: datetime, *, waits: bool
) -> Iterator[tuple[Kind, tuple[str, ...]]]:
    if session.stage is Stage.ENDED or team.phase is Phase.OVER:
        yield Kind.OVER, ("over",)
        return
    here = team.position
    near = _is_near(team, now)
    # By the day, so that who was reminded is reminded anew where the time was put off.
    due = f"{here} due {team.ends_at:%Y-%m-%d}" if near else here
    yield Kind.START, ("start", here, due) if near else ("start", here)
    if waits and near:
        yield Kind.DUE, (due, here)
    if waits:
        yield Kind.PHASE, (here,)


def _is_near(team: Team, now: datetime) -> bool:
    """Whether a time that was longer than a day is up within one."""
    if team.ends_at is None or team.began_at is None or team.ends_at - team.began_at <= BEFORE:
        return False
    return now < team.ends_at <= now + BEFORE


def write_reminder(
    site: Site, module: Module, due: Due, *, session_id: str, to: tuple[str, str]
) -> Letter:
    """Write a reminder to an address and a name."""
    address, name = to
    url = find_site_url(site.settings)
    title = module.case.title
    text = _LETTER.format(
        name=tidy(name),
        words=_WORDS[due.kind].format(title=title, team=due.team.id) + _say_now(site, due),
        link=f"{url}/sessions/{session_id}",
        account=f"{url}/account#reminders",
    )
    return Letter(address, name, f"{_SUBJECTS[due.kind]}: {title}", text)


def find_site_url(settings: Settings) -> str:
    """Give where people find the site: as the settings say it, or where it listens."""
    return settings.site_url or f"http://{settings.host}:{settings.port}"


def _say_now(site: Site, due: Due) -> str:
    if due.kind is Kind.OVER:
        return ""
    now = f"\n\nNow: {_DO[due.team.phase]}."
    if due.team.ends_at is None:
        return f"{now} There is no hurry: your team goes on when everybody is done."
    zone = find_zone(site)
    local = due.team.ends_at.astimezone(zone).replace(tzinfo=None)
    place = site.settings.time_zone.rpartition("/")[2].replace("_", " ")
    return (
        f"{now} Your team goes on when everybody is done, and at the latest"
        f" {say_until(local)} ({place} time)."
    )
