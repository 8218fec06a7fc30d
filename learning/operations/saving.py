"""What is typed and not handed in yet: kept as it is, and handed in when the attempt is.

Knows attempts and moves, not forms. What is kept is never marked before it is handed in.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection

from learning.errors import NotFound, Stale
from learning.model.key import Module
from learning.model.names import SceneId
from learning.operations.accounts import Viewer
from learning.operations.cohort_time import find_time
from learning.operations.keeping import find_keeping
from learning.operations.moves import (
    SPOTTING,
    Stand,
    Step,
    make_step,
    name_part,
    number,
    store_finish,
)
from learning.operations.site import Site
from learning.operations.timing import find_end, refuse_late
from learning.operations.versions import load_standing
from learning.play.advance import advance
from learning.play.moving import rename_moves
from learning.play.record import dump_move, load_move
from learning.play.state import (
    Continue,
    Finish,
    GoBack,
    Move,
    Notice,
    Refusal,
    Refused,
    Reply,
    State,
)
from learning.quiz.json_values import as_list, as_record, as_text, read_json, write_json
from learning.storage import attempts, saved_answers
from learning.storage.attempts import AttemptRow, NewMove
from learning.storage.saved_answers import SavedRow

# A move with the states before and after it.
Made = tuple[Move, State, State]

ROUNDS = 3
NOT_YOURS = "There is no such attempt among yours"
GONE_ON = "you have gone on since, perhaps in another tab. Reload this page"
NO_LONGER = {
    Refusal.FINISHED: "this is handed in already",
    Refusal.ALREADY_DONE: "this is answered already. Reload this page",
    Refusal.NOT_HERE: GONE_ON,
    Refusal.UNKNOWN: "this is no longer asked here. Reload this page",
}


@dataclass(frozen=True, slots=True)
class Draft:
    """What is typed in one part: a form's fields, and the move they make.

    `whole` is False where the move only names the part, as there is something left to fill in.
    `no` is the number of the page that it was typed on.
    """

    fields: Mapping[str, Sequence[str]]
    move: Notice | Reply
    no: int | None
    whole: bool = True


@dataclass(frozen=True, slots=True)
class Kept:
    """What was saved of one part, and when, by the site's clock; `part` is a question's id."""

    part: str
    fields: Mapping[str, Sequence[str]]
    saved_at: datetime


def save(site: Site, viewer: Viewer, attempt_id: str, *, draft: Draft) -> datetime:
    """Keep what is typed in one part instead of what was kept of it before; say when.

    Raises NotFound, TimeUp, or Stale with the reason, where the part is no longer to be filled in.
    """
    for _ in range(ROUNDS):
        with site.database.read() as connection:
            row = attempts.load_attempt(connection, attempt_id, viewer.person_id)
            if row is None:
                raise NotFound(NOT_YOURS)
            module, state = load_standing(site, connection, row, attempt_id=attempt_id)
            extra_time = find_time(site, connection, row, account=viewer.extra_time)
            ends_at = find_end(module, row, site=site, extra_time=extra_time)
        now = site.clock()
        refuse_late(draft.move, ends_at, now)
        saved = SavedRow(
            attempt_id,
            name_part(draft.move) or SPOTTING,
            state.scene,
            write_json(draft.fields),
            _find_body(module, state, row, draft),
            now,
        )
        if _keep(site, row, saved):
            return now
    raise Stale(GONE_ON)


def list_kept(site: Site, viewer: Viewer, attempt_id: str) -> tuple[Kept, ...]:
    """List what is kept of an attempt of this person's, to fill its forms in again."""
    with site.database.read() as connection:
        rows = saved_answers.list_mine(connection, attempt_id, viewer.person_id)
    return tuple(Kept(row.part, _load_fields(row.fields), row.saved_at) for row in rows)


def finish(site: Site, person_id: str, stand: Stand, *, move: Finish) -> Refused | bool:
    """Hand an attempt in, and before that what was saved and can be handed in, all or nothing.

    Give False, and store nothing, where the attempt stands elsewhere by now.
    """

    def store(connection: Connection) -> Refused | bool:
        row = stand.row
        # Whatever is saved from here on finds the attempt finished.
        if not saved_answers.hold(
            connection, stand.attempt_id, stood_no=row.last_no, stood_on=row.publication_id
        ):
            return False
        steps = [*_reply_kept(stand, saved_answers.list_saved(connection, stand.attempt_id))]
        before = _end(steps, stand.state)
        after = advance(stand.module, before, move)
        if isinstance(after, Refused):
            return after
        ruled = replace(stand, keeping=find_keeping(site, connection, row.path))
        made = list(_number(site, ruled, [*steps, (move, before, after)]))
        return store_finish(connection, person_id, row, made=made)

    return site.database.transact(store)


def _reply_kept(stand: Stand, rows: Sequence[SavedRow]) -> Iterator[Made]:
    """Make the moves that were saved and can still be made, on whatever page, and come back."""
    module, state = stand.module, stand.state
    whole = [(SceneId(row.scene), row.body) for row in rows if row.body is not None]
    for scene in dict.fromkeys((state.scene, *(each for each, _ in whole))):
        way = _find_way(module, state, scene)
        moves = [load_move(body) for each, body in whole if each == scene]
        replies = [*_make_all(module, _end(way, state), moves)]
        if replies:
            back = _find_way(module, _end(replies, state), stand.state.scene)
            yield from (*way, *replies, *back)
            state = _end(back or replies, state)


def _end(made: Sequence[Made], state: State) -> State:
    return made[-1][2] if made else state


def _make_all(module: Module, state: State, moves: Iterable[Move]) -> Iterator[Made]:
    for move in rename_moves(module, moves):
        after = advance(module, state, move)
        if not isinstance(after, Refused):
            yield move, state, after
            state = after


def _find_way(module: Module, state: State, scene: SceneId) -> Sequence[Made]:
    """Give the moves that lead to another page, back or on; none where neither does."""
    for move in (GoBack(), Continue()):
        made = [*_walk(module, state, scene, move)]
        if _end(made, state).scene == scene:
            return made
    return ()


def _walk(module: Module, state: State, scene: SceneId, move: Move) -> Iterator[Made]:
    for _ in module.key.scenes:
        after = advance(module, state, move)
        if state.scene == scene or isinstance(after, Refused):
            return
        yield move, state, after
        state = after


def _number(site: Site, stand: Stand, steps: Sequence[Made]) -> Iterator[tuple[NewMove, Step]]:
    for no, (move, before, after) in enumerate(steps, stand.row.last_no + 1):
        step = make_step(site, stand, move, before=before, after=after)
        yield number(stand, no, step), step


def _find_body(module: Module, state: State, row: AttemptRow, draft: Draft) -> str | None:
    """Give the move as text, None where it cannot be made yet; raise Stale where it never can."""
    move = draft.move
    if state.finished:
        raise Stale(NO_LONGER[Refusal.FINISHED])
    if _was_answered(state, move) and draft.no != row.last_no + 1:
        # It may have been on its way while the answer itself was given.
        raise Stale(GONE_ON)
    after = advance(module, state, move)
    if not isinstance(after, Refused):
        return dump_move(move) if draft.whole else None
    if after.why in NO_LONGER:
        raise Stale(NO_LONGER[after.why])
    return None


def _was_answered(state: State, move: Notice | Reply) -> bool:
    if not isinstance(move, Reply):
        return False
    return move.question in state.answers or move.question in state.tried


def _keep(site: Site, row: AttemptRow, saved: SavedRow) -> bool:
    def store(connection: Connection) -> bool:
        still = saved_answers.hold(
            connection, saved.attempt_id, stood_no=row.last_no, stood_on=row.publication_id
        )
        if still:
            saved_answers.keep(connection, saved)
        return still

    return site.database.transact(store)


def _load_fields(text: str) -> Mapping[str, Sequence[str]]:
    record = as_record(read_json(text))
    return {name: [as_text(each) for each in as_list(texts)] for name, texts in record.items()}
