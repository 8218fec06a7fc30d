"""How a move is stored: onto the one before it or not at all, with the progress it makes."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection

from learning.model.key import Module
from learning.operations.peers import DoneText, list_texts, offer_texts
from learning.operations.practice import Practised, list_practised, store_practised
from learning.operations.site import Site
from learning.operations.tallies import dump_spotting
from learning.play.answering import find_given
from learning.play.record import dump_move, dump_state
from learning.play.score import total
from learning.play.shown import Totals
from learning.play.state import Move, Notice, Reply, State
from learning.quiz.answer import Mark
from learning.quiz.json_values import Json, write_json
from learning.storage import attempts, progress, saved_answers, totals
from learning.storage.attempts import AttemptRow, NewMove, Result
from learning.storage.progress import Keeping

# No question has an id in brackets.
SPOTTING = "(spotting)"


@dataclass(frozen=True, slots=True)
class Step:
    """A move made: from where to where, and what the attempt came to if that finished it.

    `practised` are the answers that count as practice once it is finished, `keeping` the rule by
    which it counts, `texts` those that the other side is to mark from now on.
    """

    move: Move
    before: State
    after: State
    totals: Totals | None
    practised: Practised | None = None
    keeping: Keeping = field(default_factory=Keeping)
    texts: tuple[DoneText, ...] = ()


@dataclass(frozen=True, slots=True)
class Stand:
    """Where an attempt stands, on which module, at the moment of a move."""

    attempt_id: str
    row: AttemptRow
    module: Module
    state: State
    at: datetime
    keeping: Keeping = field(default_factory=Keeping)


def make_step(site: Site, stand: Stand, move: Move, *, before: State, after: State) -> Step:
    """Give a move as it was made, with what the attempt came to if that finished it."""
    texts = list_texts(site, stand.module, move, after=after, at=stand.at)
    if not after.finished:
        return Step(move, before, after, None, texts=texts)
    practised = list_practised(site, stand.module, after, at=stand.at)
    return Step(move, before, after, total(stand.module, after), practised, stand.keeping, texts)


def number(stand: Stand, no: int, step: Step) -> NewMove:
    """Give the row that a move becomes as number `no` of its attempt."""
    return NewMove(stand.attempt_id, no, dump_move(step.move), write_outcome(step), stand.at)


def store_move(
    connection: Connection, person_id: str, row: AttemptRow, *, new: NewMove, step: Step
) -> bool:
    """Store a move; give False, and store nothing, where the attempt stands elsewhere by now.

    What was saved of the part that it hands in is forgotten.
    """
    seen = totals.watch_move(connection, person_id, stood_at=row.moved_at, now=new.made_at)
    if not _go_on(connection, row, new, step):
        return False
    if part := name_part(step.move):
        saved_answers.remove(connection, new.attempt_id, part)
    _count(connection, person_id, row, new=new, step=step)
    totals.note_day(connection, seen, now=new.made_at)
    return True


def store_finish(
    connection: Connection,
    person_id: str,
    row: AttemptRow,
    *,
    made: Sequence[tuple[NewMove, Step]],
) -> bool:
    """Store the moves that hand an attempt in, one after another, as `store_move` does one."""
    now = made[-1][0].made_at
    seen = totals.watch_move(connection, person_id, stood_at=row.moved_at, now=now)
    if not _go_on(connection, row, *made[-1]):
        return False
    for new, step in made[:-1]:
        attempts.add_move(connection, new)
        _count(connection, person_id, row, new=new, step=step)
    saved_answers.remove_all(connection, made[-1][0].attempt_id)
    _count(connection, person_id, row, new=made[-1][0], step=made[-1][1])
    totals.note_day(connection, seen, now=now)
    return True


def name_part(move: Move) -> str | None:
    """Name the part of a page that a move hands in, as what is saved of it is named."""
    match move:
        case Reply(question):
            return question
        case Notice():
            return SPOTTING
        case _:
            return None


def _go_on(connection: Connection, row: AttemptRow, new: NewMove, step: Step) -> bool:
    state, result = dump_state(step.after), _result(new, step.totals)
    if not attempts.go_on(connection, row, new, state=state, result=result):
        return False
    attempts.add_move(connection, new)
    return True


def _count(
    connection: Connection, person_id: str, row: AttemptRow, *, new: NewMove, step: Step
) -> None:
    path, result = row.path, _result(new, step.totals)
    if result is None:
        progress.count_move(connection, person_id, path, at=new.made_at)
    else:
        progress.count_finish(connection, person_id, path, result=result, keeping=step.keeping)
    if step.practised is not None:
        store_practised(connection, step.practised, person_id=person_id, path=path)
    offer_texts(connection, person_id, row, new=new, texts=step.texts)


def write_outcome(step: Step) -> str:
    """Write where a move was made and how it was marked, as the learner was told."""
    mark = _mark(step)
    marked: Json = None if mark is None else [mark.earned, mark.possible, mark.result]
    return write_json({"scene": step.before.scene, "mark": marked})


def _mark(step: Step) -> Mark | None:
    match step.move:
        case Reply(question):
            return find_given(step.after, question).mark
        case Notice():
            return step.after.spotted[step.before.scene].mark
        case _:
            return None


def _result(new: NewMove, totals: Totals | None) -> Result | None:
    if totals is None:
        return None
    score = totals.score
    best = score.best if totals.whole else None
    spotting = dump_spotting(totals.spotting)
    return Result(new.made_at, score.earned, score.reachable, best, totals.grade, spotting)
