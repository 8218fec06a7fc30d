"""How an attempt begins: the side it is played from, its first move, its row of progress."""

from dataclasses import dataclass

from sqlalchemy import Connection

from learning.errors import NotAllowed
from learning.model.key import Module
from learning.model.names import HEALTH, Role
from learning.operations.accounts import Viewer
from learning.operations.site import Site
from learning.play.advance import begin
from learning.play.record import dump_move, dump_state
from learning.play.state import Refused, Visit
from learning.storage import attempts, progress
from learning.storage.attempts import NewAttempt

_ENOUGH = (
    "This may be taken {limit} times, and you have taken it {limit} times. The best one counts.",
    "This may be taken once, and you have taken it.",
)


@dataclass(frozen=True, slots=True)
class Beginning:
    """An attempt ready to be stored, with its first move; `limit`: how many there may be in all."""

    attempt: NewAttempt
    body: str
    limit: int | None


def role_of(viewer: Viewer) -> Role:
    """Give the side a person plays."""
    return viewer.side or HEALTH


def make_beginning(
    site: Site, viewer: Viewer, module: Module, *, publication_id: str, visit: Visit
) -> Beginning:
    """Begin an attempt in memory; raises NotAllowed where the module has nothing for this side."""
    role, attempt_id = role_of(viewer), site.new_id()
    # The id is the seed: drawn at random, and the same for every shuffle of the attempt.
    state = begin(module, role=role, seed=attempt_id, visit=visit)
    if isinstance(state, Refused):
        raise NotAllowed("This is written for the other side, and has nothing for yours")
    attempt = NewAttempt(
        id=attempt_id,
        person_id=viewer.person_id,
        publication_id=publication_id,
        path=module.case.path,
        role=role,
        state=dump_state(state),
        started_at=site.clock(),
    )
    return Beginning(attempt, dump_move(visit), module.case.attempts)


def say_enough(connection: Connection, person_id: str, path: str, *, limit: int | None) -> str:
    """Say that somebody has taken a module as often as it may be; "" while there is one left."""
    if limit is None or attempts.count_attempts(connection, person_id, path) < limit:
        return ""
    return _ENOUGH[limit == 1].format(limit=limit)


def store_beginning(connection: Connection, beginning: Beginning, request_id: str) -> str:
    """Store it with its progress, and give its id; raises NotAllowed past the limit.

    Whoever calls it has locked the person, so that two at once are not one too many.
    """
    attempt = beginning.attempt
    enough = say_enough(connection, attempt.person_id, attempt.path, limit=beginning.limit)
    if enough:
        raise NotAllowed(enough)
    attempts.add_attempt(connection, attempt, request_id=request_id, body=beginning.body)
    progress.count_attempt(connection, attempt.person_id, attempt.path, at=attempt.started_at)
    return attempt.id
