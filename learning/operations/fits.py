"""Whether an attempt fits another version of its module: its moves, and what is saved of it.

What was typed and not handed in is as much the learner's as a move: an attempt whose typed answer
has no place on a version stays where it has one, so that nothing typed is lost to an edit.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from learning.model.key import Module
from learning.model.names import QuestionId, Role
from learning.operations.moves import SPOTTING
from learning.play.advance import advance
from learning.play.draw import draw_questions
from learning.play.fitting import Misfit, fit, say_misfit
from learning.play.moving import follow_question, rename_moves
from learning.play.record import dump_move, load_move
from learning.play.state import Move, Refusal, Refused, State, TakeHint
from learning.quiz.json_values import as_list, as_record, as_text, read_json, write_json
from learning.storage.replays import Play
from learning.storage.saved_answers import SavedRow

# Such a move can be made later, or need not be made any more.
_NOT_LOST = frozenset({Refusal.NOT_HERE, Refusal.ALREADY_DONE, Refusal.STEPS_LEFT, Refusal.CLOSED})


@dataclass(frozen=True, slots=True)
class Unfit:
    """Why an attempt cannot be played, or not as fairly, on a version; for educators."""

    why: str


def fit_play(module: Module, play: Play) -> State | Unfit:
    """Play an attempt again on a version of its module."""
    moves = map(load_move, play.moves)
    state = fit(module, moves, role=Role(play.role), seed=play.attempt_id)
    return state if isinstance(state, State) else Unfit(say_misfit(module, state))


def fit_under_way(module: Module, older: Module, play: Play) -> State | Unfit:
    """Play an attempt again that is not finished, and try what is saved of it there.

    Nobody is left with less time than they began with.
    """
    before, after = older.case.time_limit, module.case.time_limit
    if after is not None and (before is None or after < before):
        return Unfit("began with more time than there is now")
    state = fit_play(module, play)
    if isinstance(state, Unfit):
        return state
    return next(_list_lost(module, state, play.saved), state)


def rename_saved(module: Module, row: SavedRow) -> SavedRow:
    """Give a saved answer by the id that this version knows its question by."""
    name = follow_question(module, QuestionId(row.part))
    if row.part in {SPOTTING, name}:
        return row
    typed = {
        field: [as_text(each) for each in as_list(texts)]
        for field, texts in as_record(read_json(row.fields)).items()
    }
    fields = write_json({**typed, "question": [name]})
    body = None if row.body is None else _rename_body(module, row.body)
    return replace(row, part=name, fields=fields, body=body)


def _rename_body(module: Module, body: str) -> str:
    (move,) = rename_moves(module, [load_move(body)])
    return dump_move(move)


def _list_lost(module: Module, state: State, rows: Iterable[SavedRow]) -> Iterator[Unfit]:
    for row in rows:
        saved = rename_saved(module, row)
        move = _read_move(saved)
        after = advance(module, state, move) if saved.body else _ask_for(module, state, saved)
        if isinstance(after, Refused) and after.why not in _NOT_LOST:
            yield Unfit(f"{say_misfit(module, Misfit(move, after))} (typed, not handed in yet)")


def _read_move(row: SavedRow) -> Move:
    """Give the move that was saved; of half an answer, one that names its question."""
    return load_move(row.body) if row.body else TakeHint(QuestionId(row.part), 1)


def _ask_for(module: Module, state: State, row: SavedRow) -> Refused | None:
    """Say whether the part that half an answer was typed in is still there."""
    known = {each for scene in module.key.scenes.values() for each in scene.questions}
    drawn = draw_questions(module, state.role, state.seed)
    asked = known if drawn is None else known & drawn
    return None if row.part == SPOTTING or row.part in asked else Refused(Refusal.UNKNOWN)
