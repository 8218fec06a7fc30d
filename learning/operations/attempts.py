"""Playing: beginning an attempt, seeing where it stands, making a move, looking back at the end.

A move counts once however often it is sent: it carries its number, and goes onto the one before
it or not at all. What it means is said by `play`; here it is loaded, stored and kept in step.
"""

from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection

from learning.errors import NotAllowed, NotFound, Stale, StorageBusy
from learning.model.key import Module
from learning.model.names import Kind, Role, SceneId
from learning.operations.abandoned import hand_in_as_is
from learning.operations.accounts import Viewer
from learning.operations.beginnings import make_beginning, role_of, say_enough, store_beginning
from learning.operations.cohort_time import find_time
from learning.operations.keeping import COUNTS, find_newest
from learning.operations.locks import find_lock
from learning.operations.moments import to_moment
from learning.operations.moves import Stand, make_step, number, store_move
from learning.operations.peers import find_stands
from learning.operations.saving import finish
from learning.operations.site import Site
from learning.operations.timing import (
    find_end,
    heed_time,
    is_abandoned,
    is_over,
    may_review,
    refuse_late,
    say_shut,
    say_withheld,
)
from learning.operations.tutor_marks import find_tutor_marks
from learning.operations.versions import carry_over, load_standing
from learning.play.advance import advance
from learning.play.debrief import make_debrief
from learning.play.marked import show_in_debrief, show_on_page
from learning.play.pages import count_parts
from learning.play.record import dump_move
from learning.play.search import trail_to
from learning.play.shown import Debrief, SceneView
from learning.play.state import Finish, Move, Refused, State, Visit
from learning.play.view import view_scene
from learning.storage import attempts, people, publications
from learning.storage.attempts import AttemptRow

NOT_YOURS = "There is no such attempt among yours"
NO_MODULE = "There is no such case or lesson here"
OVERTAKEN = "You have gone on since this page was shown, perhaps in another tab"
NOT_ENDED = "The debrief opens once you have finished"


@dataclass(frozen=True, slots=True)
class Place:
    """Where an attempt stands. `next_no` is the number of the move that may follow.

    `parts` counts the scenes of a module that runs straight on; None where ways part. `ends_at` is
    when the time of a quiz is up, `closes` when it is up for everybody; `time_up`: it is, and the
    attempt can only be handed in.
    """

    attempt_id: str
    path: str
    view: SceneView
    next_no: int
    finished: bool
    parts: int | None
    ends_at: datetime | None = None
    time_up: bool = False
    closes: datetime | None = None


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of a move: stored now, stored before (`replayed`), or refused and not stored."""

    no: int
    refused: Refused | None = None
    replayed: bool = False


@dataclass(frozen=True, slots=True)
class Review:
    """A finished attempt, looked back at. `role` is the side it was played from.

    `enough` says that no further attempt may begin, `withheld` why it is not told what was right,
    `counts` which attempt counts.
    """

    attempt_id: str
    path: str
    role: Role
    debrief: Debrief
    started: datetime
    finished: datetime
    enough: str = ""
    withheld: str = ""
    counts: str = ""


def start(site: Site, viewer: Viewer, path: str, *, request_id: str, anew: bool = False) -> str:
    """Begin an attempt and give its id; one under way is gone on with, unless `anew`.

    Raises NotFound, or NotAllowed where the module is not for this person's side, is not open, or
    was taken as often as it may be. The same `request_id` always gives the same attempt.
    """
    with site.database.read() as connection:
        version = publications.load_current(connection, path)
        if version is None or version.kind == Kind.COURSE:
            raise NotFound(NO_MODULE)
        module = site.shelf.modules.get(connection, path, version.sha256)
        locked = find_lock(site, connection, path, viewer=viewer)
    beginning = make_beginning(
        site, viewer, module, publication_id=version.id, visit=Visit(module.case.start)
    )
    beginning = replace(beginning, locked=locked)

    def store(connection: Connection) -> str:
        people.lock_person(connection, viewer.person_id)
        found = attempts.find_by_request(connection, viewer.person_id, request_id)
        if found is None and not anew:
            found = attempts.find_under_way(connection, viewer.person_id, path)
        return found or store_beginning(site, connection, beginning, request_id=request_id)

    return site.database.transact(store)


def play_again(site: Site, viewer: Viewer, attempt_id: str, *, scene: SceneId | None = None) -> str:
    """Begin a new attempt on what was finished, from the start or a scene; give its id.

    It is played on the current version, if there still is one. Asked twice, it is begun once.
    Raises NotFound, or NotAllowed while the attempt is not finished.
    """
    with site.database.read() as connection:
        row = _find(connection, viewer, attempt_id)
        module, state = load_standing(site, connection, row, attempt_id=attempt_id)
        if not state.finished:
            raise NotAllowed(NOT_ENDED)
        publication_id = row.publication_id
        if version := publications.load_current(connection, row.path):
            publication_id = version.id
            module = site.shelf.modules.get(connection, row.path, version.sha256)
        locked = find_lock(site, connection, row.path, viewer=viewer)
    role = role_of(viewer)
    visit = Visit(module.case.start) if scene is None else _find_trail(module, role, scene)
    beginning = make_beginning(site, viewer, module, publication_id=publication_id, visit=visit)
    beginning = replace(beginning, locked=locked)

    def store(connection: Connection) -> str:
        people.lock_person(connection, viewer.person_id)
        fresh = attempts.find_fresh(connection, viewer.person_id, row.path, body=beginning.body)
        return fresh or store_beginning(site, connection, beginning, request_id=site.new_id())

    return site.database.transact(store)


def _find_trail(module: Module, role: Role, scene: SceneId) -> Visit:
    if module.case.kind in {Kind.QUIZ, Kind.SURVEY}:
        raise NotFound("This is taken from its beginning")
    visit = trail_to(module, role, scene)
    if visit is None:
        raise NotFound("No way leads to that scene from your side")
    return visit


def open_attempt(site: Site, viewer: Viewer, attempt_id: str) -> Place:
    """Show where an attempt stands; raises NotFound for another person's."""
    with site.database.read() as connection:
        row = _find(connection, viewer, attempt_id)
        extra_time = find_time(site, connection, row, account=viewer.extra_time)
        standing = (
            None if row.newer_id else load_standing(site, connection, row, attempt_id=attempt_id)
        )
    if standing is None:
        row, standing = _carry_over(site, viewer, attempt_id, row)
    module, state = standing
    ends_at = find_end(module, row, site=site, extra_time=extra_time)
    now = site.clock()
    if not state.finished and ends_at is not None and is_abandoned(ends_at, now):
        stand = Stand(attempt_id, row, module, state, now)
        row, (module, state) = _hand_in(site, viewer, stand, ends_at)
    view = view_scene(module, state, reviewed=may_review(site, module.case))
    stands = find_stands(site, viewer, module, attempt_id=attempt_id, shown=view.blocks)
    marks = find_tutor_marks(site, module, attempt_id=attempt_id, shown=view.blocks)
    return Place(
        attempt_id,
        row.path,
        show_on_page(view, tutor=marks, peers=stands),
        next_no=row.last_no + 1,
        finished=state.finished,
        parts=count_parts(module, state),
        ends_at=ends_at,
        time_up=is_over(ends_at, now),
        closes=to_moment(site, module.case.closes),
    )


def take(site: Site, viewer: Viewer, attempt_id: str, *, no: int, move: Move) -> Taken:
    """Make a move, as number `no` of its attempt; raises NotFound, Stale, or TimeUp.

    The same number with the same move is the same move. With another one, or with a number that
    skips ahead, the page it comes from was overtaken.
    """
    now = site.clock()
    with site.database.read() as connection:
        row = _find(connection, viewer, attempt_id)
        module, before = load_standing(site, connection, row, attempt_id=attempt_id)
        extra_time = find_time(site, connection, row, account=viewer.extra_time)
        ends_at = find_end(module, row, site=site, extra_time=extra_time)
        move = heed_time(move, ends_at, now)
        if isinstance(move, Finish) and move.early and not before.finished:
            # Handing in is all that is left, whichever page it is asked from.
            no = row.last_no + 1
        if no != row.last_no + 1:
            return _repeat(connection, attempt_id, no=no, move=move)
    refuse_late(move, ends_at, now)
    stand = Stand(attempt_id, row, module, before, now)
    stored = (
        finish(site, viewer.person_id, stand, move=move)
        if isinstance(move, Finish)
        else _make(site, viewer, stand, move)
    )
    if isinstance(stored, Refused):
        return Taken(no, refused=stored)
    if stored:
        return Taken(no)
    # Somebody was quicker with this number; it may have been the same click.
    with site.database.read() as connection:
        return _repeat(connection, attempt_id, no=no, move=move)


def show_debrief(site: Site, viewer: Viewer, attempt_id: str) -> Review:
    """Look back at a finished attempt; raises NotFound, or NotAllowed while it is not finished."""
    with site.database.read() as connection:
        row = _find(connection, viewer, attempt_id)
        module, state = load_standing(site, connection, row, attempt_id=attempt_id)
        span = attempts.load_span(connection, attempt_id)
        taken = attempts.count_attempts(connection, viewer.person_id, row.path)
        # Whoever lets a quiz close later keeps its answers back for who has finished it, too.
        rules = find_newest(site, connection, row.path)
    if not state.finished or span.finished_at is None:
        raise NotAllowed(NOT_ENDED)
    debrief = make_debrief(module, state, reviewed=may_review(site, rules))
    asked = [each for review in debrief.reviews for each in review.questions]
    stands = find_stands(site, viewer, module, attempt_id=attempt_id, shown=asked)
    marks = find_tutor_marks(site, module, attempt_id=attempt_id, shown=asked)
    return Review(
        attempt_id,
        row.path,
        state.role,
        show_in_debrief(debrief, tutor=marks, peers=stands),
        started=span.started_at,
        finished=span.finished_at,
        enough=say_enough(rules, taken) or say_shut(site, rules),
        withheld=say_withheld(site, rules),
        counts=COUNTS[rules.keeps],
    )


def _find(connection: Connection, viewer: Viewer, attempt_id: str) -> AttemptRow:
    row = attempts.load_attempt(connection, attempt_id, viewer.person_id)
    if row is None:
        raise NotFound(NOT_YOURS)
    return row


def _carry_over(
    site: Site, viewer: Viewer, attempt_id: str, row: AttemptRow
) -> tuple[AttemptRow, tuple[Module, State]]:
    # A page can be shown though the database takes nothing in; it is then of the older version.
    with suppress(StorageBusy):
        carry_over(site, attempt_id, row)
    return _look_again(site, viewer, attempt_id)


def _hand_in(
    site: Site, viewer: Viewer, stand: Stand, ends_at: datetime
) -> tuple[AttemptRow, tuple[Module, State]]:
    # Where the database takes nothing in, the page says that the time is up.
    with suppress(StorageBusy):
        hand_in_as_is(site, viewer.person_id, stand=stand, ends_at=ends_at)
    return _look_again(site, viewer, stand.attempt_id)


def _look_again(
    site: Site, viewer: Viewer, attempt_id: str
) -> tuple[AttemptRow, tuple[Module, State]]:
    with site.database.read() as connection:
        row = _find(connection, viewer, attempt_id)
        return row, load_standing(site, connection, row, attempt_id=attempt_id)


def _make(site: Site, viewer: Viewer, stand: Stand, move: Move) -> Refused | bool:
    """Make a move and store it; give False where the attempt stands elsewhere by now."""
    after = advance(stand.module, stand.state, move)
    if isinstance(after, Refused):
        return after
    step = make_step(site, stand, move, before=stand.state, after=after)
    new = number(stand, stand.row.last_no + 1, step)

    def store(connection: Connection) -> bool:
        return store_move(connection, viewer.person_id, stand.row, new=new, step=step)

    return site.database.transact(store)


def _repeat(connection: Connection, attempt_id: str, *, no: int, move: Move) -> Taken:
    """Answer a move whose number is not the next: the one that was stored, or Stale.

    Handing in what is handed in changes nothing, whatever was handed in with it.
    """
    if attempts.load_move(connection, attempt_id, no) == dump_move(move):
        return Taken(no, replayed=True)
    if isinstance(move, Finish) and attempts.load_span(connection, attempt_id).finished_at:
        return Taken(no, replayed=True)
    raise Stale(OVERTAKEN)
