"""How an attempt begins: the side it is played from, its first move, its row of progress."""

from dataclasses import dataclass

from sqlalchemy import Connection

from learning.errors import NotAllowed
from learning.model.case import Case
from learning.model.key import Module
from learning.model.names import HEALTH, Role
from learning.operations.accounts import Viewer
from learning.operations.keeping import COUNTS
from learning.operations.site import Site
from learning.operations.timing import refuse_shut
from learning.play.advance import begin
from learning.play.record import dump_move, dump_state
from learning.play.state import Refused, Visit
from learning.storage import attempts, progress
from learning.storage.attempts import NewAttempt


@dataclass(frozen=True, slots=True)
class Beginning:
    """An attempt at `case`, ready to be stored with its first move.

    `locked` says why its course lets nobody begin it now; "" where nothing keeps it.
    """

    attempt: NewAttempt
    body: str
    case: Case
    locked: str = ""


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
    return Beginning(attempt, dump_move(visit), module.case)


def say_enough(case: Case, taken: int) -> str:
    """Say that somebody has taken a module as often as it may be; "" while there is one left."""
    if case.attempts is None or taken < case.attempts:
        return ""
    if case.attempts == 1:
        return "This may be taken once, and you have taken it."
    times = f"{case.attempts} times"
    return f"This may be taken {times}, and you have taken it {times}. {COUNTS[case.keeps]}"


def store_beginning(
    site: Site, connection: Connection, beginning: Beginning, *, request_id: str
) -> str:
    """Store it with its progress, and give its id.

    Raises NotAllowed past the limit, and while the module is locked or not open. Whoever calls it
    has locked the person, so that two at once are not one too many.
    """
    if beginning.locked:
        raise NotAllowed(beginning.locked)
    attempt = beginning.attempt
    # The time it took to come this far counts too: nobody begins what has closed meanwhile.
    refuse_shut(site, beginning.case)
    taken = attempts.count_attempts(connection, attempt.person_id, attempt.path)
    if enough := say_enough(beginning.case, taken):
        raise NotAllowed(enough)
    attempts.add_attempt(connection, attempt, request_id=request_id, body=beginning.body)
    progress.count_attempt(connection, attempt.person_id, attempt.path, at=attempt.started_at)
    return attempt.id
