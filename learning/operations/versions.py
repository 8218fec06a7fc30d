"""Which version of a module an attempt is played on, and taking it over to a newer one.

An attempt under way goes on with the newest version its moves fit; else it stays on its own.
"""

from collections.abc import Iterable

from sqlalchemy import Connection

from learning.errors import ContentBroken
from learning.model.key import Module
from learning.model.names import Role
from learning.operations.fits import Unfit, fit_under_way, rename_saved
from learning.operations.site import Site
from learning.play.advance import replay
from learning.play.record import dump_state, load_move, load_state
from learning.play.state import STATE_FORMAT, Refused, State
from learning.storage import attempts, saved_answers
from learning.storage.attempts import AttemptRow
from learning.storage.replays import Play
from learning.storage.saved_answers import SavedRow


def load_standing(
    site: Site, connection: Connection, row: AttemptRow, *, attempt_id: str
) -> tuple[Module, State]:
    """Give the module an attempt is played on, and where it stands in it."""
    module = site.shelf.modules.get(connection, row.path, row.sha256)
    if row.state_format == STATE_FORMAT:
        return module, load_state(row.state)
    # Moves outlast every form in which a state was ever written down.
    state = play_moves(connection, module, attempt_id, role=row.role)
    if isinstance(state, Refused):
        raise ContentBroken([f"{row.path}: attempt {attempt_id} cannot be played again: {state}"])
    return module, state


def play_moves(
    connection: Connection, module: Module, attempt_id: str, *, role: str
) -> State | Refused:
    """Play every stored move of an attempt on a version of its module."""
    moves = [load_move(body) for body in attempts.list_moves(connection, attempt_id)]
    return replay(module, role=Role(role), seed=attempt_id, moves=moves)


def carry_over(site: Site, attempt_id: str, row: AttemptRow) -> None:
    """Set an attempt on the newer version if its moves fit that, and note it if they do not.

    What is typed and not handed in goes along, and holds the attempt back where it has no place. If
    the attempt moves on meanwhile nothing is changed, and the next page asks again.
    """
    assert row.newer_sha256 is not None
    with site.database.read() as connection:
        module = site.shelf.modules.get(connection, row.path, row.newer_sha256)
        older = site.shelf.modules.get(connection, row.path, row.sha256)
        moves = tuple(attempts.list_moves(connection, attempt_id))

    def store(connection: Connection) -> None:
        if not saved_answers.hold(
            connection, attempt_id, stood_no=row.last_no, stood_on=row.publication_id
        ):
            return
        saved = tuple(saved_answers.list_saved(connection, attempt_id))
        play = Play(attempt_id, row.role, row.sha256, moves, saved)
        state = fit_under_way(module, older, play)
        if isinstance(state, Unfit):
            attempts.keep_version(connection, attempt_id, row)
        elif attempts.carry_over(connection, attempt_id, row, state=dump_state(state)):
            _rename_saved(connection, module, saved)

    site.database.transact(store)


def _rename_saved(connection: Connection, module: Module, rows: Iterable[SavedRow]) -> None:
    for row in rows:
        renamed = rename_saved(module, row)
        if renamed != row:
            saved_answers.remove(connection, row.attempt_id, row.part)
            saved_answers.keep(connection, renamed)
