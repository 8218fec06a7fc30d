"""Results of a session counted afresh from its events alone: what the stored ones must come to.

Shares with the way they are kept only the rules of the session and of marking.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime

from learning.errors import ContentBroken, NotFound
from learning.model.names import PersonId
from learning.operations.session_log import NO_SESSION
from learning.operations.session_results import is_through
from learning.operations.site import Site
from learning.operations.tallies import dump_spotting
from learning.storage import case_sessions
from learning.storage.case_sessions import CaseSessionRow
from learning.storage.session_results import ResultRow
from learning.team.apply import replay
from learning.team.events import Event
from learning.team.record import load_act
from learning.team.results import MemberResult, list_results
from learning.team.session import Session, Team


def recount_results(site: Site, session_id: str) -> Sequence[ResultRow]:
    """Give what a session came to for each member, by person; raises NotFound, ContentBroken.

    ContentBroken where events are missing, or lead to another number than the session's own.
    """
    with site.database.read() as connection:
        row = case_sessions.load_session(connection, session_id)
        if row is None:
            raise NotFound(NO_SESSION)
        events = case_sessions.list_events(connection, session_id)
        module = site.shelf.modules.get(connection, row.new.path, row.sha256)
    if [each.seq for each in events] != list(range(1, row.new.seq + 1)):
        raise ContentBroken([f"session {session_id} lacks events, or has too many"])
    session: Session | None = None
    results: dict[str, ResultRow] = {}
    for each in events:
        by = None if each.person_id is None else PersonId(each.person_id)
        before, event = session, Event(load_act(each.body), by, each.happened_at)
        session = replay(module, [event], session)
        for team in _list_through(before, session):
            for result in list_results(module, session, team):
                first = results.get(result.person)
                at = each.happened_at if first is None else first.finished_at
                results[result.person] = _write(row, result, at)
    return sorted(results.values(), key=lambda each: each.person_id)


def _list_through(before: Session | None, session: Session) -> Iterator[Team]:
    """Give the teams that are through and changed; whoever left one keeps what it came to."""
    for number, team in session.teams.items():
        same = before is not None and before.teams.get(number) is team
        if is_through(session, team) and not (same and before and before.stage is session.stage):
            yield team


def _write(row: CaseSessionRow, result: MemberResult, at: datetime) -> ResultRow:
    return ResultRow(
        session_id=row.id,
        person_id=result.person,
        path=row.new.path,
        title=row.new.title,
        side=result.side,
        earned=result.own.earned,
        possible=result.own.possible,
        team_earned=result.team.earned,
        team_possible=result.team.possible,
        grade=result.grade,
        spotting=dump_spotting(result.spotting),
        finished_at=at,
    )
