"""Plays that an author tries a file out with: kept in memory, and set onto each new text of it.

Knows nothing of accounts and stores nothing; each open tab of a preview has one of its own.
"""

import secrets
import threading
from collections import OrderedDict
from dataclasses import dataclass, field, replace
from typing import Protocol

from learning.errors import NotFound, Stale
from learning.model.key import Module
from learning.model.names import FACILITATOR, HEALTH, LAW, Kind, Role
from learning.operations.media import Medium
from learning.operations.previews import Edition
from learning.play.advance import advance
from learning.play.staging import Fit, Stage, Trial, carry, play_trial, set_stage
from learning.play.state import Move, Refused, State

MOST = 500
# Each new text is played through with all of them; far more than any way through a case takes.
MOST_MOVES = 1000
SIDES = (HEALTH, LAW)
TOO_MANY = "This preview has come to its limit of moves. Press Start again to go on"
CHANGED = "The text has changed since that page was shown, so nothing was done"


@dataclass(frozen=True, slots=True)
class Seat:
    """A play at one moment: on which text, and where on it; `state` is None on the cover.

    `no` is the number of the next move. `fit` says how it came through the last change of the text
    or of the side; a move made since then leaves it at WHOLE.
    """

    path: str
    trial: Trial
    module: Module | None = None
    state: State | None = None
    no: int = 1
    fit: Fit = Fit.WHOLE


class Looker(Protocol):
    """What gives files as they are now; raises NotFound for what may not be looked at."""

    def look(self, path: str) -> Edition:
        """Give a file as it is now."""
        ...

    def list_files(self) -> frozenset[str]:
        """Give the paths of all modules and courses there are."""
        ...

    def open_medium(self, digest: str, path: str) -> Medium:
        """Open a picture, sound or video by its address."""
        ...


@dataclass(slots=True)
class Plays:
    """The plays of all open tabs by their ids; of more than `most`, those least used are let go."""

    most: int = MOST
    seats: OrderedDict[str, Seat] = field(default_factory=OrderedDict)
    lock: threading.Lock = field(default_factory=threading.Lock)


class Trials:
    """Plays on the files that somebody may look at. Safe to use from many threads."""

    def __init__(self, previews: Looker, plays: Plays | None = None) -> None:
        self.previews = previews
        self._plays = plays or Plays()

    def open(self, path: str, role: Role | None = None) -> str:
        """Begin on the cover of a file, and give the play's id; raises NotFound."""
        edition = self.previews.look(path)
        trial = Trial(role or list_roles(edition)[0], secrets.token_hex(8))
        return self._add(Seat(path, trial))

    def copy(self, play_id: str, role: Role) -> str:
        """Begin another play where this one stands, for another side."""
        seat, edition = self.find(play_id)
        return self._add(_change_side(seat, edition, role))

    def has(self, play_id: str) -> bool:
        """Whether a play is kept."""
        with self._plays.lock:
            return play_id in self._plays.seats

    def find(self, play_id: str) -> tuple[Seat, Edition]:
        """Give a play, set onto the file as it is now; raises NotFound for one that is not kept."""
        edition = self.look(play_id)
        with self._plays.lock:
            seat = self._plays.seats[play_id] = _set_onto(self._get(play_id), edition)
            self._plays.seats.move_to_end(play_id)
        return seat, edition

    def look(self, play_id: str) -> Edition:
        """Give the file of a play as it is now, and leave the play as it is."""
        with self._plays.lock:
            path = self._get(play_id).path
        return self.previews.look(path)

    def begin(self, play_id: str) -> None:
        """Leave the cover."""
        seat, _ = self.find(play_id)
        if seat.module and seat.state is None:
            self._put(play_id, _move_on(seat, seat.trial, play_trial(seat.module, seat.trial)))

    def restart(self, play_id: str) -> None:
        """Go back to the cover; options are shuffled and questions drawn anew from there."""
        seat, _ = self.find(play_id)
        self._put(play_id, _move_on(seat, Trial(seat.trial.role, secrets.token_hex(8)), None))

    def stand(self, play_id: str, stage: Stage) -> None:
        """Stand in a scene, as it was set up; raises NotFound where the file has no such scene."""
        seat, _ = self.find(play_id)
        trial = Trial(seat.trial.role, seat.trial.seed, stage)
        state = set_stage(seat.module, trial, stage) if seat.module else None
        if state is None:
            raise NotFound("There is no such scene in this file")
        self._put(play_id, _move_on(seat, trial, state))

    def see_as(self, play_id: str, role: Role) -> None:
        """Go over to another side, and stay as near as can be."""
        seat, edition = self.find(play_id)
        self._put(play_id, _change_side(seat, edition, role))

    def take(self, play_id: str, move: Move, *, no: int | None) -> Refused | None:
        """Make a move; raises Stale where the page it comes from was overtaken."""
        seat, _ = self.find(play_id)
        if no != seat.no or seat.module is None or seat.state is None:
            raise Stale(CHANGED)
        if len(seat.trial.moves) >= MOST_MOVES:
            raise Stale(TOO_MANY)
        after = advance(seat.module, seat.state, move)
        if isinstance(after, Refused):
            return after
        trial = replace(seat.trial, moves=(*seat.trial.moves, move))
        self._put(play_id, _move_on(seat, trial, after))
        return None

    def _get(self, play_id: str) -> Seat:
        if play_id not in self._plays.seats:
            raise NotFound("There is no such play, or the preview was started again")
        return self._plays.seats[play_id]

    def _add(self, seat: Seat) -> str:
        play_id = secrets.token_hex(6)
        self._put(play_id, seat)
        return play_id

    def _put(self, play_id: str, seat: Seat) -> None:
        with self._plays.lock:
            self._plays.seats[play_id] = seat
            while len(self._plays.seats) > self._plays.most:
                self._plays.seats.popitem(last=False)


def list_roles(edition: Edition) -> tuple[Role, ...]:
    """List those who may look at a file: the sides it is for, and of a case the facilitator."""
    if not isinstance(edition.compiled, Module):
        return SIDES
    case = edition.compiled.case
    roles = case.roles or SIDES
    return (*roles, FACILITATOR) if case.kind is Kind.CASE else roles


def _move_on(seat: Seat, trial: Trial, state: State | None) -> Seat:
    return replace(seat, trial=trial, state=state, no=seat.no + 1, fit=Fit.WHOLE)


def _change_side(seat: Seat, edition: Edition, role: Role) -> Seat:
    if role not in list_roles(edition):
        raise NotFound("This file is not for that side")
    trial = replace(seat.trial, role=role)
    return _carry(replace(seat, trial=trial), seat.module)


def _set_onto(seat: Seat, edition: Edition) -> Seat:
    """Set a play onto the newest text that can be played."""
    module = edition.compiled
    if not isinstance(module, Module) or module is seat.module:
        return seat
    roles = list_roles(edition)
    trial = seat.trial if seat.trial.role in roles else replace(seat.trial, role=roles[0])
    return _carry(replace(seat, trial=trial), module)


def _carry(seat: Seat, module: Module | None) -> Seat:
    seat, was = replace(seat, module=module), seat.module
    if seat.state is None or was is None or module is None:
        return seat
    carried = carry(module, seat.trial, stood=seat.state, was=was)
    if carried is None:
        return replace(seat, state=None)
    no = seat.no if carried.fit is Fit.WHOLE else seat.no + 1
    fit = seat.fit if carried.fit is Fit.WHOLE else carried.fit
    return replace(seat, trial=carried.trial, state=carried.state, no=no, fit=fit)
