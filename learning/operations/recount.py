"""Progress counted afresh from the moves alone: what the stored progress must come to.

Shares with the way progress is kept only the rules of play and of scoring.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from sqlalchemy import Connection

from learning.errors import ContentBroken
from learning.model.names import Role
from learning.operations.site import Site
from learning.operations.tallies import dump_spotting
from learning.play.advance import replay
from learning.play.record import dump_state, load_move
from learning.play.score import total
from learning.play.shown import Totals
from learning.play.state import Refused
from learning.storage import history
from learning.storage.attempts import NO_SPOTTING
from learning.storage.history import PlayedAttempt
from learning.storage.progress import ProgressRow, share


@dataclass(frozen=True, slots=True)
class Counted:
    """What the moves of one attempt come to."""

    path: str
    moves: int
    moved_at: datetime
    totals: Totals


def recount(site: Site, person_id: str) -> Sequence[ProgressRow]:
    """Count a person's progress from their moves, by path; raises ContentBroken.

    Says so where moves are missing, or no longer lead where the attempt is said to stand.
    """
    with site.database.read() as connection:
        attempts = history.list_attempts(connection, person_id)
        counted = [_count(site, connection, each) for each in attempts]
    return [_add_up(path, list(each)) for path, each in groupby(counted, lambda one: one.path)]


def _count(site: Site, connection: Connection, attempt: PlayedAttempt) -> Counted:
    module = site.shelf.modules.get(connection, attempt.path, attempt.sha256)
    moves = history.list_moves(connection, attempt.id)
    if [each.no for each in moves] != list(range(attempt.last_no + 1)):
        raise ContentBroken([f"attempt {attempt.id} lacks moves, or has too many"])
    bodies = [load_move(each.body) for each in moves]
    state = replay(module, role=Role(attempt.role), seed=attempt.id, moves=bodies)
    if isinstance(state, Refused) or dump_state(state) != attempt.state:
        raise ContentBroken([f"attempt {attempt.id} is not where its moves lead"])
    return Counted(attempt.path, attempt.last_no, moves[-1].made_at, total(module, state))


def _add_up(path: str, counted: list[Counted]) -> ProgressRow:
    finished = sorted(
        (each for each in counted if each.totals.finished), key=lambda each: each.moved_at
    )
    whole = [each for each in finished if each.totals.whole]
    # max() gives the first of equals, and so the earliest.
    best = max(whole, key=_share, default=None)
    latest = finished[-1] if finished else None
    return ProgressRow(
        path=path,
        attempts=len(counted),
        moves=sum(each.moves for each in counted),
        finished=len(whole),
        moved_at=max(each.moved_at for each in counted),
        finished_at=latest.moved_at if latest else None,
        best_earned=best.totals.score.earned if best else None,
        best_possible=_possible(best) if best else None,
        latest_earned=latest.totals.score.earned if latest else None,
        latest_possible=_possible(latest) if latest else None,
        latest_whole=latest.totals.whole if latest else None,
        spotting=dump_spotting(best.totals.spotting) if best else NO_SPOTTING,
    )


def _share(counted: Counted) -> float:
    return share(counted.totals.score.earned, counted.totals.score.best)


def _possible(counted: Counted) -> float:
    score = counted.totals.score
    return score.best if counted.totals.whole else score.reachable
