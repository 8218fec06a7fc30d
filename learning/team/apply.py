"""A session after one more event, or why the event does not count.

Pure: whoever stores events can replay them, and always comes to the same session.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from itertools import zip_longest

from learning.errors import LearningError
from learning.model.key import Module
from learning.model.names import PersonId, TeamId
from learning.team import events, seats, steering, writing
from learning.team.alone import get_ready, lock
from learning.team.changes import put_seat, put_team
from learning.team.deciding import may_leave_open, vote
from learning.team.events import Act, Event
from learning.team.phases import settle_all
from learning.team.rights import find_team, judge
from learning.team.session import (
    Announcement,
    Phase,
    Refusal,
    Refused,
    Session,
    Stage,
    Team,
)
from learning.team.sight import list_private

LONGEST_REASON = 2_000
LONGEST_ANNOUNCEMENT = 1_000
LONGEST_RULING = 5_000
MOST_ANNOUNCEMENTS = 500


def apply(module: Module, session: Session | None, event: Event) -> Session | Refused:
    """Give the session after an event; a refused one changes nothing and says why (`Refusal`).

    `session` is None before the first event, which must be Open, by a person. What the server
    notes and would change nothing is refused: nobody needs to be told of it. Teams and seats that
    an event leaves alone are the same objects after it.
    """
    if isinstance(event.act, events.Open):
        return _open(session, event, event.act)
    if session is None:
        return Refused(Refusal.UNKNOWN)
    refusal = judge(session, event)
    if refusal is not None:
        return Refused(refusal)
    after = _do(module, session, event)
    if isinstance(after, Refused):
        return after
    if after is session and event.by is None:
        return Refused(Refusal.NOT_NOW)
    after = settle_all(module, after, _list_touched(session, after), at=event.at)
    if seats.is_deserted(after):
        after = steering.pause(after, event.at, deserted=True)
    return replace(after, seq=session.seq + 1)


def replay(module: Module, happened: Iterable[Event], begun: Session | None = None) -> Session:
    """Apply stored events one after another, onto `begun` where there is one.

    Raises LearningError where one of them does not fit: stored events always did.
    """
    session = begun
    for event in happened:
        after = apply(module, session, event)
        if isinstance(after, Refused):
            raise LearningError(f"A stored event no longer fits: {event!r} is {after.why}")
        session = after
    if session is None:
        raise LearningError("A session without events")
    return session


def _open(session: Session | None, event: Event, act: events.Open) -> Session | Refused:
    if session is not None or event.by is None:
        return Refused(Refusal.NOT_NOW)
    limits = act.options.limits.values()
    if not all(timedelta() < limit <= steering.LONGEST for limit in limits):
        return Refused(Refusal.UNKNOWN, "limits")
    facilitator = event.by if act.options.facilitated else None
    return Session(act.options, event.by, facilitator)


def _list_touched(before: Session, after: Session) -> set[TeamId]:
    """Give the teams that may have come further: those that changed, or whose people did.

    Teams and seats of a session under way keep their order, and only new ones come at its end.
    """
    if after.stage is not before.stage:
        return set(after.teams)
    teams = zip_longest(before.teams.values(), after.teams.values())
    touched = {now.id for then, now in teams if now is not then and now is not None}
    if after.seats is not before.seats:
        seats = zip_longest(before.seats.values(), after.seats.values())
        moved = {now.team for then, now in seats if now is not then and now is not None}
        touched |= {number for number in moved if number is not None}
    return touched


def _do(module: Module, session: Session, event: Event) -> Session | Refused:
    excess = _find_excess(event.act)
    if excess is not None:
        return Refused(Refusal.TOO_LONG, excess)
    if event.by is None:
        return _do_as_server(module, session, event)
    if isinstance(event.act, events.Join | events.Leave | events.TakeOver):
        return _come(module, session, event, event.by)
    team = find_team(session, event.by)
    if isinstance(event.act, _STEERING):
        return _steer(module, session, event)
    assert team is not None
    changed = _do_in_team(module, session, team, event, person=event.by)
    if isinstance(changed, Refused):
        return changed
    seat, after = session.seats[event.by], put_team(session, changed)
    return after if seat.took_part else put_seat(after, replace(seat, took_part=True))


_STEERING = (
    events.MakeTeams | events.MovePerson | events.Start | events.Pause | events.Resume
    | events.Extend | events.Close | events.Reveal | events.GoBack | events.Announce | events.End
    | events.Rule
)  # fmt: skip


def _find_excess(act: Act) -> str | None:
    """Name the text that is too long, None where none is; answers and papers are checked apart."""
    match act:
        case events.Reply(reason=reason) | events.Propose(reason=reason):
            return "reason" if len(reason) > LONGEST_REASON else None
        case events.Announce(words=words):
            return "words" if len(words) > LONGEST_ANNOUNCEMENT else None
        case events.Rule(words=words):
            return "words" if len(words) > LONGEST_RULING else None
        case _:
            return None


def _do_as_server(module: Module, session: Session, event: Event) -> Session | Refused:
    match event.act:
        case events.Drop(person):
            return seats.come_and_go(session, person, here=False)
        case events.Return(person):
            back = seats.come_and_go(session, person, here=True)
            return back if isinstance(back, Refused) else _wake(back, event)
        case events.Tick():
            return steering.strike(module, session, event.at)
        case events.End():
            return _end(session)
        case act:
            raise TypeError(f"{act!r} is no act of the server")


def _come(module: Module, session: Session, event: Event, person: PersonId) -> Session | Refused:
    match event.act:
        case events.Join(side):
            joined = seats.join(module, session, person, side=side)
            return joined if isinstance(joined, Refused) else _wake(joined, event)
        case events.Leave():
            return seats.leave(session, person)
        case events.TakeOver() if session.options.facilitated and person not in session.seats:
            return _wake(replace(session, facilitator=person, facilitator_here=True), event)
        case _:
            # Whoever takes part would see what the other side alone reads.
            return Refused(Refusal.NOT_YOURS)


def _wake(session: Session, event: Event) -> Session:
    """Go on with a session that paused because nobody was left."""
    return steering.resume(session, event.at) if session.deserted else session


def _steer(module: Module, session: Session, event: Event) -> Session | Refused:
    match event.act:
        case events.MakeTeams(groups):
            return seats.make_teams(session, groups)
        case events.MovePerson(person, number):
            return seats.move(session, person, number)
        case events.Start():
            return seats.start(module, session, event.at)
        case events.Announce() | events.Rule() as act:
            return _say(session, event, act)
        case events.End():
            return _end(session)
        case _:
            return _steer_clock(module, session, event)


def _end(session: Session) -> Session | Refused:
    """End a session; teams that never began are teams no longer."""
    ended = seats.make_teams(session, ()) if session.stage is Stage.LOBBY else session
    return ended if isinstance(ended, Refused) else replace(ended, stage=Stage.ENDED)


def _steer_clock(module: Module, session: Session, event: Event) -> Session | Refused:
    match event.act:
        case events.Pause():
            return steering.pause(session, event.at)
        case events.Resume():
            return steering.resume(session, event.at)
        case events.Extend() as act:
            return steering.extend(session, act)
        case events.Close() as act:
            return steering.close_phases(module, session, act, at=event.at)
        case events.Reveal():
            return steering.reveal_now(module, session, event.at)
        case events.GoBack() as act:
            return steering.go_back(module, session, act, at=event.at)
        case act:
            raise TypeError(f"{act!r} is no act of a facilitator")


def _say(session: Session, event: Event, act: events.Announce | events.Rule) -> Session | Refused:
    if act.team is not None and act.team not in session.teams:
        return Refused(Refusal.UNKNOWN)
    if isinstance(act, events.Rule):
        if not act.accepted and not act.words.strip():
            return Refused(Refusal.INCOMPLETE, "words")
        ruled = writing.rule(session.teams[act.team], act)
        return ruled if isinstance(ruled, Refused) else put_team(session, ruled)
    if not act.words.strip():
        return Refused(Refusal.INCOMPLETE, "words")
    if len(session.announcements) >= MOST_ANNOUNCEMENTS:
        return Refused(Refusal.TOO_MANY)
    said = Announcement(act.words, act.team, event.at)
    return replace(session, announcements=(*session.announcements, said))


def _do_in_team(
    module: Module, session: Session, team: Team, event: Event, *, person: PersonId
) -> Team | Refused:
    match event.act:
        case events.Ready(_, ready):
            return _get_ready(module, session, team, person=person, ready=ready)
        case events.Notice() | events.Reply() | events.Propose() as act:
            return lock(module, session, team, person=person, act=act)
        case events.Vote() | events.VoteChoice() as act:
            return vote(module, session, team, person=person, act=act)
        case events.NameReporter(named):
            return replace(team, reporter=named) if named in team.members else _UNKNOWN
        case events.Tell() as act:
            private = list_private(module, session, team, person=person)
            return writing.tell(team, person, act, private=frozenset(each.id for each in private))
        case events.MakeAppeal() if not (session.options.appeals and session.options.facilitated):
            return Refused(Refusal.NOT_NOW)
        case _:
            return _write(team, event, person)


_UNKNOWN = Refused(Refusal.UNKNOWN)


def _get_ready(
    module: Module, session: Session, team: Team, *, person: PersonId, ready: bool
) -> Team | Refused:
    if team.phase is Phase.ALONE:
        return get_ready(module, session, team, person=person, ready=ready)
    if team.waiting:
        return Refused(Refusal.NOT_NOW)
    if ready and team.phase is Phase.DECIDE and not may_leave_open(module, session, team):
        return Refused(Refusal.INCOMPLETE)
    return replace(team, ready=team.ready | {person} if ready else team.ready - {person})


def _write(team: Team, event: Event, person: PersonId) -> Team | Refused:
    match event.act:
        case events.Write() as act:
            return writing.write(team, person, act)
        case events.RemoveLine() as act:
            return writing.remove_line(team, act)
        case events.MakeAppeal() as act:
            return writing.make_appeal(team, person, act)
        case events.Reflect() as act:
            return writing.reflect(team, person, act)
        case events.GiveFeedback() as act:
            return writing.give_feedback(team, person, act)
        case act:
            raise TypeError(f"{act!r} is no act of a member")
