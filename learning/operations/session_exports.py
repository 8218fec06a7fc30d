"""What can be taken away from a session: its events by whoever runs it, their own part by a member.

What people write for themselves or to one another is in no export but their own.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import Connection

from learning.errors import NotAllowed, NotFound
from learning.model.key import Module
from learning.model.names import PersonId, Role, TeamId
from learning.operations.accounts import Viewer
from learning.operations.moments import find_zone
from learning.operations.session_log import NO_SESSION, Opened, load, read_event
from learning.operations.sessions import list_people
from learning.operations.site import Site
from learning.play.recall import find_question
from learning.quiz.answer import Mark
from learning.quiz.json_values import as_record, as_text, read_json
from learning.storage import audit, seats
from learning.storage.audit import Entry
from learning.storage.case_sessions import EventRow
from learning.storage.session_batches import list_batch
from learning.team.apply import replay
from learning.team.asking import word_answer
from learning.team.results import list_decided
from learning.team.rights import find_team
from learning.team.session import Seat, Session, Stage, Team
from learning.team.shown import DebriefPart, MemberView
from learning.team.view import view_member

BATCH = 500
NOT_YOURS = "Only whoever facilitates a session can take its events away, or opened it without one"
NOT_BEGUN = "The session has not begun: there is nothing to take away yet"
NOT_OVER = "You take part in this session yourself: its events can be taken away once it is over"
NO_SEAT = "You have no seat in a team of this session, so there is no portfolio of yours"
NOT_YET = "Your portfolio is there once your team looks back on the case"
LEFT_OUT = "left out: it belongs to whoever wrote it"
ALONE = "left out: it was done alone"
OTHER_TEAM = "left out: it was done in another team"
# Words for oneself or for one reader, and what one did before anybody was to see it.
_OWN = {"Reflect": "words", "GiveFeedback": "words"}
_COMING = frozenset({"Join", "Leave"})
_STEERING = frozenset({"Close", "Extend"})
_DONE_ALONE = frozenset({"Notice", "Reply", "Propose"})


@dataclass(frozen=True, slots=True)
class EventLine:
    """An event in words. `name` is of whoever caused it; the server itself has none.

    `side` and `team` are what they are at the end.
    """

    seq: int
    at: datetime
    name: str
    side: str
    team: str
    act: str
    position: str
    details: str


@dataclass(frozen=True, slots=True)
class EventExport:
    """All events of a session up to the last when it was asked for; `code` names the file."""

    code: str
    last: int
    lines: Iterator[EventLine] = field(repr=False)


@dataclass(frozen=True, slots=True)
class TeamAnswer:
    """What a team decided for a question, in words as HTML, and what that earned."""

    title: str
    html: str
    mark: Mark


@dataclass(frozen=True, slots=True)
class Portfolio:
    """What a member takes away: their own debrief and reflection, and nobody else's part alone.

    `name` is theirs, `names` those of their team-mates by id; the days are those of the site.
    """

    name: str
    names: Mapping[PersonId, str]
    view: MemberView
    debrief: DebriefPart
    decided: tuple[TeamAnswer, ...]
    opened_on: date
    ended_on: date | None


@dataclass(frozen=True, slots=True)
class _Reading:
    """Who reads the events of which session, and what everybody in it is called."""

    opened: Opened
    names: Mapping[str, str]
    reader: str

    def find_seat(self, person: str | None) -> Seat | None:
        """Give somebody's seat as it is at the end."""
        return None if person is None else self.opened.session.seats.get(PersonId(person))


def export_events(site: Site, viewer: Viewer, session_id: str) -> EventExport:
    """Take the events of a session away, which is written down.

    For who facilitates it once it has begun, and for who opened it without a facilitator once it
    is over. Raises NotFound for whoever has no part in it, NotAllowed for others and before.
    """

    def begin(connection: Connection) -> _Reading:
        opened = load(site, connection, session_id)
        _demand_right(viewer, opened.session)
        others = [each for each in (opened.row.new.opened_by, opened.session.facilitator) if each]
        names = seats.list_names(connection, session_id, others)
        detail = f"{opened.row.new.path}, {opened.session.seq} events"
        entry = Entry(
            site.new_id(), site.clock(), viewer.person_id, "session exported", session_id, detail
        )
        audit.add_entry(connection, entry)
        return _Reading(opened, names, viewer.person_id)

    reading = site.database.transact(begin)
    row = reading.opened.row
    return EventExport(row.new.code, row.new.seq, _read_lines(site, reading))


def open_portfolio(site: Site, viewer: Viewer, session_id: str) -> Portfolio:
    """Give a member what they can keep of a session, once their team looks back on it.

    Raises NotFound for whoever has no part in it, NotAllowed without a seat or before.
    """
    with site.database.read() as connection:
        opened = load(site, connection, session_id)
        names = seats.list_names(connection, session_id)
    session, me = opened.session, PersonId(viewer.person_id)
    if viewer.person_id not in list_people(session):
        raise NotFound(NO_SESSION)
    team = find_team(session, me)
    if team is None:
        raise NotAllowed(NO_SEAT)
    view = view_member(opened.module, session, me)
    if view.debrief is None:
        raise NotAllowed(NOT_YET)
    zone, new = find_zone(site), opened.row.new
    return Portfolio(
        name=viewer.name,
        names={each: names[each] for each in team.members if each != me},
        view=view,
        debrief=view.debrief,
        decided=tuple(_list_decided(opened.module, team, view.side)),
        opened_on=new.opened_at.astimezone(zone).date(),
        ended_on=None if new.ended_at is None else new.ended_at.astimezone(zone).date(),
    )


def _list_decided(module: Module, team: Team, side: Role) -> Iterator[TeamAnswer]:
    for question, answered in list_decided(module, team).items():
        found = find_question(module, side, question)
        if found is not None:
            words = word_answer(found.question, answered.answer)
            yield TeamAnswer(found.question.title, words, answered.mark)


def _demand_right(viewer: Viewer, session: Session) -> None:
    if viewer.person_id not in list_people(session):
        raise NotFound(NO_SESSION)
    host = session.facilitator if session.options.facilitated else session.opened_by
    if viewer.person_id != host:
        raise NotAllowed(NOT_YOURS)
    if session.stage is Stage.LOBBY:
        raise NotAllowed(NOT_BEGUN)
    if not session.options.facilitated and session.stage is not Stage.ENDED:
        raise NotAllowed(NOT_OVER)


def _read_lines(site: Site, reading: _Reading) -> Iterator[EventLine]:
    """Read batch after batch, each in a transaction of its own: a slow reader holds nothing."""
    row, after, stood = reading.opened.row, 0, None
    while after < row.new.seq:
        with site.database.read() as connection:
            rows = list_batch(connection, row.id, after=after, last=row.new.seq, most=BATCH)
        if not rows:
            return
        for each in rows:
            yield _make_line(each, reading, stood)
            stood = replay(reading.opened.module, [read_event(each)], stood)
        after = rows[-1].seq


def _make_line(row: EventRow, reading: _Reading, stood: Session | None) -> EventLine:
    """Put an event into words; `stood` is the session as it was before."""
    record = dict(as_record(read_json(row.body)))
    act = as_text(record.pop("act"))
    position = as_text(record.pop("position", "")) or _find_positions(act, record, stood)
    by = row.person_id
    if act in _OWN and by != reading.reader:
        record[_OWN[act]] = LEFT_OUT
    seat = reading.find_seat(by)
    return EventLine(
        seq=row.seq,
        at=row.happened_at,
        name="" if by is None else reading.names.get(by, ""),
        side="" if seat is None else seat.side,
        team="" if seat is None or seat.team is None else str(seat.team),
        act=act,
        position=position,
        details=_find_hidden(reading, act, by) or _say_fields(record, reading.names),
    )


def _find_positions(act: str, record: Mapping[str, object], stood: Session | None) -> str:
    """Say where the teams stood whose phase was closed or prolonged: one, or all by number."""
    if act not in _STEERING or stood is None:
        return ""
    places = {number: team.position for number, team in stood.teams.items() if team.turns}
    if isinstance(number := record.get("team"), int):
        return places.get(TeamId(number), "")
    return f"all teams ({', '.join(f'{each}: {place}' for each, place in places.items())})"


def _find_hidden(reading: _Reading, act: str, by: str | None) -> str:
    """Say why a host who facilitates nothing is not told what somebody did; "" where they are.

    Who opened a session and gave up their seat in the lobby is in no team.
    """
    mine, theirs = reading.find_seat(reading.reader), reading.find_seat(by)
    facilitates = reading.reader == reading.opened.session.facilitator
    if facilitates or theirs is None or by == reading.reader:
        return ""
    team = None if mine is None else mine.team
    if act not in _COMING and team != theirs.team:
        return OTHER_TEAM
    return ALONE if act in _DONE_ALONE else ""


def _say_fields(record: Mapping[str, object], names: Mapping[str, str]) -> str:
    """Write fields as readable text, people by their names."""
    return "; ".join(f"{key}: {_say(value, names)}" for key, value in record.items())


def _say(value: object, names: Mapping[str, str]) -> str:
    match value:
        case None:
            return "none"
        case bool():
            return "yes" if value else "no"
        case str():
            return names.get(value, value)
        case list():
            return ", ".join(
                f"({_say(each, names)})" if _is_deep(each) else _say(each, names) for each in value
            )
        case dict():
            return _say_fields(value, names)
        case _:
            return str(value)


def _is_deep(value: object) -> bool:
    return isinstance(value, list | dict)
