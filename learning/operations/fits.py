"""Whether an attempt fits another version of its module: its moves, and what is saved of it."""

from learning.model.key import Module
from learning.model.names import Role
from learning.play.fitting import Misfit, fit
from learning.play.record import load_move
from learning.play.state import State
from learning.storage.replays import Play


def fit_play(module: Module, play: Play) -> State | Misfit:
    """Play an attempt again on a version of its module."""
    moves = map(load_move, play.moves)
    return fit(module, moves, role=Role(play.role), seed=play.attempt_id)
