"""What a session came to, stored for each member as soon as their team is through the case.

Written by the transaction that took the team there, and again where an appeal is accepted later.
"""

from collections.abc import Iterator

from sqlalchemy import Connection

from learning.operations.session_mirror import Went
from learning.operations.tallies import dump_spotting
from learning.storage.session_results import ResultRow, keep_results
from learning.team.results import MemberResult, list_results
from learning.team.session import Phase, Session, Stage, Team

LOOKING_BACK = frozenset({Phase.DEBRIEF, Phase.REFLECTION})


def store_results(connection: Connection, went: Went) -> None:
    """Store the results of each team that came to its end, or changed after it."""
    rows = [
        _write(went, each)
        for team in _list_finished(went)
        for each in list_results(went.module, went.after, team)
    ]
    keep_results(connection, rows)


def is_through(session: Session, team: Team) -> bool:
    """Say whether a team is through the case, or was as far as its debrief when all ended."""
    ended = session.stage is Stage.ENDED and team.phase in LOOKING_BACK
    return ended or team.phase is Phase.OVER


def _list_finished(went: Went) -> Iterator[Team]:
    before, after = went.before, went.after
    for number, team in after.teams.items():
        same = before.teams.get(number) is team and before.stage is after.stage
        if not same and is_through(after, team):
            yield team


def _write(went: Went, result: MemberResult) -> ResultRow:
    new = went.row.new
    return ResultRow(
        session_id=new.id,
        person_id=result.person,
        path=new.path,
        title=new.title,
        side=result.side,
        earned=result.own.earned,
        possible=result.own.possible,
        team_earned=result.team.earned,
        team_possible=result.team.possible,
        grade=result.grade,
        spotting=dump_spotting(result.spotting),
        finished_at=went.at,
    )
