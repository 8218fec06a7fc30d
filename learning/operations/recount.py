"""Progress counted afresh from the moves alone: what the stored progress must come to.

Shares with the way progress is kept only the rules of play and of scoring. A state of a form that
is no longer written is not compared: its moves alone say where the attempt stands.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import reduce
from itertools import groupby
from typing import assert_never

from sqlalchemy import Connection

from learning.errors import ContentBroken
from learning.model.names import Keeps, Role
from learning.operations.keeping import find_keeping
from learning.operations.site import Site
from learning.operations.tallies import dump_spotting
from learning.play.advance import replay
from learning.play.record import dump_state, load_move, load_state
from learning.play.score import total
from learning.play.shown import Totals
from learning.play.state import STATE_FORMAT, Refused, State
from learning.quiz.answer import Result
from learning.storage import history
from learning.storage.attempts import NO_SPOTTING
from learning.storage.history import PlayedAttempt
from learning.storage.progress import Keeping, ProgressRow, is_passed, share


@dataclass(frozen=True, slots=True)
class Counted:
    """What the moves of one attempt come to. `share` is of the best path."""

    path: str
    moves: int
    moved_at: datetime
    totals: Totals

    @property
    def share(self) -> float:
        return share(self.totals.score.earned, self.totals.score.best)

    @property
    def possible(self) -> float:
        score = self.totals.score
        return score.best if self.totals.whole else score.reachable


def recount(site: Site, person_id: str) -> Sequence[ProgressRow]:
    """Count a person's progress from their moves, by path; raises ContentBroken.

    Says so where moves are missing, or no longer lead where the attempt is said to stand.
    """
    with site.database.read() as connection:
        attempts = history.list_attempts(connection, person_id)
        counted = [_count(site, connection, each) for each in attempts]
        paths = [list(each) for _, each in groupby(counted, lambda one: one.path)]
        return [_add_up(each, find_keeping(site, connection, each[0].path)) for each in paths]


def recount_spotting(site: Site, person_id: str) -> Mapping[str, str]:
    """Tally the spotting of a person's finished attempts from their moves, by the attempt's id."""
    with site.database.read() as connection:
        attempts = history.list_attempts(connection, person_id)
        counted = {each.id: _count(site, connection, each).totals for each in attempts}
    return {id_: dump_spotting(each.spotting) for id_, each in counted.items() if each.finished}


def recount_path(site: Site, connection: Connection, *, person_id: str, path: str) -> ProgressRow:
    """Count what a person has done on one path; raises ContentBroken as `recount` does."""
    attempts = history.list_attempts(connection, person_id)
    counted = [_count(site, connection, each) for each in attempts if each.path == path]
    return _add_up(counted, find_keeping(site, connection, path))


def _count(site: Site, connection: Connection, attempt: PlayedAttempt) -> Counted:
    module = site.shelf.modules.get(connection, attempt.path, attempt.sha256)
    moves = history.list_moves(connection, attempt.id)
    if [each.no for each in moves] != list(range(attempt.last_no + 1)):
        raise ContentBroken([f"attempt {attempt.id} lacks moves, or has too many"])
    bodies = [load_move(each.body) for each in moves]
    state = replay(module, role=Role(attempt.role), seed=attempt.id, moves=bodies)
    if isinstance(state, Refused) or not _stands_there(attempt, state):
        raise ContentBroken([f"attempt {attempt.id} is not where its moves lead"])
    at = moves[-1].made_at
    return Counted(attempt.path, attempt.last_no, at, total(module, state))


def _stands_there(attempt: PlayedAttempt, state: State) -> bool:
    if attempt.state_format != STATE_FORMAT or dump_state(state) == attempt.state:
        return True
    try:
        return _unmark(load_state(attempt.state)) == _unmark(state)
    except ValueError:
        return False


def _unmark(state: State) -> State:
    """Take the results of answers without points away: those of surveys were once called right."""
    plain = {
        question: replace(given, mark=replace(given.mark, result=Result.UNMARKED))
        for question, given in state.answers.items()
        if given.mark.possible == 0
    }
    return replace(state, answers={**state.answers, **plain})


def _add_up(counted: list[Counted], rule: Keeping) -> ProgressRow:
    finished = sorted(
        (each for each in counted if each.totals.finished), key=lambda each: each.moved_at
    )
    whole = [each for each in finished if each.totals.whole]
    # max() gives the first of equals, and so the earliest.
    best = max(whole, key=lambda each: each.share, default=None)
    first = whole[0] if whole else None
    latest = finished[-1] if finished else None
    kept = _keep(whole, rule) if whole else None
    return ProgressRow(
        path=counted[0].path,
        attempts=len(counted),
        moves=sum(each.moves for each in counted),
        finished=len(whole),
        moved_at=max(each.moved_at for each in counted),
        finished_at=latest.moved_at if latest else None,
        best_earned=best.totals.score.earned if best else None,
        best_possible=best.possible if best else None,
        latest_earned=latest.totals.score.earned if latest else None,
        latest_possible=latest.possible if latest else None,
        latest_whole=latest.totals.whole if latest else None,
        spotting=dump_spotting(best.totals.spotting) if best else NO_SPOTTING,
        first_finished_at=first.moved_at if first else None,
        first_earned=first.totals.score.earned if first else None,
        first_possible=first.possible if first else None,
        shares=_add_shares(whole),
        kept=kept,
        passed=None if kept is None else is_passed(kept, rule),
    )


def _keep(whole: list[Counted], rule: Keeping) -> float:
    match rule.keeps:
        case Keeps.BEST:
            return max(each.share for each in whole)
        case Keeps.FIRST:
            return whole[0].share
        case Keeps.LATEST:
            return whole[-1].share
        case Keeps.MEAN:
            return _add_shares(whole) / len(whole)
        case keeps:
            assert_never(keeps)


def _add_shares(whole: list[Counted]) -> float:
    """Add as the database does, one after another: sum() would round better, and differ."""
    return reduce(lambda shares, each: shares + each.share, whole, 0.0)
