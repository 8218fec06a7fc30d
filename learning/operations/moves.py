"""How a move is stored: onto the one before it or not at all, with the progress it makes."""

from dataclasses import dataclass

from sqlalchemy import Connection

from learning.operations.tallies import dump_spotting
from learning.play.record import dump_state
from learning.play.shown import Totals
from learning.play.state import Move, Notice, Reply, State
from learning.quiz.answer import Mark
from learning.quiz.json_values import Json, write_json
from learning.storage import attempts, practice, progress
from learning.storage.attempts import AttemptRow, NewMove, Result
from learning.storage.practice import PracticeAnswer


@dataclass(frozen=True, slots=True)
class Step:
    """A move made: from where to where, and what the attempt came to if that finished it.

    `practised` are the answers that count as practice once it is finished.
    """

    move: Move
    before: State
    after: State
    totals: Totals | None
    practised: tuple[PracticeAnswer, ...] = ()


def store_move(
    connection: Connection, person_id: str, row: AttemptRow, *, new: NewMove, step: Step
) -> bool:
    """Store a move; give False, and store nothing, where the attempt stands elsewhere by now."""
    state, result = dump_state(step.after), _result(new, step.totals)
    if not attempts.go_on(connection, row, new, state=state, result=result):
        return False
    attempts.add_move(connection, new)
    if step.totals is None or result is None:
        progress.count_move(connection, person_id, row.path, at=new.made_at)
    else:
        progress.count_finish(connection, person_id, row.path, result=result)
        practice.add_answers(connection, step.practised, person_id=person_id, path=row.path)
    return True


def write_outcome(step: Step) -> str:
    """Write where a move was made and how it was marked, as the learner was told."""
    mark = _mark(step)
    marked: Json = None if mark is None else [mark.earned, mark.possible, mark.result]
    return write_json({"scene": step.before.scene, "mark": marked})


def _mark(step: Step) -> Mark | None:
    match step.move:
        case Reply(question):
            return step.after.answers[question].mark
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
