"""Taking a whole course through the operations: every module played well, sessions in pairs."""

import random
from collections.abc import Sequence

from learning.model.key import Module
from learning.model.names import Kind, PersonId
from learning.operations import attempts, sessions
from learning.operations.accounts import Viewer
from learning.operations.catalogue import show_course
from learning.operations.courses import Stop
from learning.operations.session_log import load
from learning.operations.site import Site
from learning.operations.versions import load_standing
from learning.play.advance import advance
from learning.play.score import make_score
from learning.play.stand_in import find_step
from learning.play.standing import look_around
from learning.play.state import Choose, Continue, Finish, Move, Notice, State
from learning.quiz.answer import Noticed
from learning.storage.attempts import load_attempt
from learning.team.events import Act, Close, MakeTeams, Ready, Start
from learning.team.events import Notice as Look
from learning.team.session import Options, Phase

TRIES, MOST_MOVES, MOST_PHASES = 60, 400, 200
Play = tuple[float, tuple[Move, ...]]


def find_good_play(module: Module, state: State) -> Play:
    """Give the best of some plays at random, all questions and cues right: its share and moves."""
    tries = TRIES if module.case.kind is Kind.CASE else 1
    return max(
        (_play(module, state, random.Random(each)) for each in range(tries)), key=lambda it: it[0]
    )


def _play(module: Module, state: State, dice: random.Random) -> Play:
    moves: list[Move] = []
    while not state.finished:
        move = _find_move(module, state, dice)
        after = advance(module, state, move)
        assert isinstance(after, State), (module.case.path, state.scene, move, after)
        moves.append(move)
        state = after
        assert len(moves) < MOST_MOVES, module.case.path
    score = make_score(module, state)
    return (score.earned / score.best if score.best else 1.0), tuple(moves)


def _find_move(module: Module, state: State, dice: random.Random) -> Move:
    step = find_step(module, state)
    now = look_around(module, state)
    if isinstance(step, Notice):
        marks = (Noticed(each.text, each.need) for each in now.cues if each.need is not None)
        return Notice(tuple(marks))
    if step is not None:
        return step
    ways = [each.key.id for each in now.choices if each.closed_reason is None]
    if ways:
        return Choose(dice.choice(ways))
    return Continue() if now.next is not None else Finish()


def take_module(site: Site, viewer: Viewer, path: str) -> float:
    """Take a module to its end, and give the share that was earned."""
    attempt_id = attempts.start(site, viewer, path, request_id=site.new_id())
    with site.database.read() as connection:
        row = load_attempt(connection, attempt_id, viewer.person_id)
        assert row is not None
        module, state = load_standing(site, connection, row, attempt_id=attempt_id)
    share, moves = find_good_play(module, state)
    for no, move in enumerate(moves, row.last_no + 1):
        taken = attempts.take(site, viewer, attempt_id, no=no, move=move)
        assert taken == attempts.Taken(no), (path, move, taken)
    return share


def take_session(site: Site, host: Viewer, pair: Sequence[Viewer], path: str) -> None:
    """Play a case together, the host closing each phase once both were there."""
    options = Options(facilitated=True)
    session_id = sessions.open_session(site, host, path, options=options, request_id=site.new_id())

    def do(viewer: Viewer, act: Act) -> None:
        sessions.act(site, viewer, session_id, act=act, request_id=site.new_id())

    for each in pair:
        sessions.take_seat(site, each, session_id, side=each.side, request_id=site.new_id())
    do(host, MakeTeams((tuple(PersonId(each.person_id) for each in pair),)))
    do(host, Start())
    for _ in range(MOST_PHASES):
        with site.database.read() as connection:
            session = load(site, connection, session_id).session
        (team,) = session.teams.values()
        if team.phase is Phase.OVER:
            return
        for each in pair:
            alone = team.phase is Phase.ALONE
            do(each, Look(team.position, ()) if alone else Ready(team.position))
        do(host, Close())
    raise AssertionError(f"{path} never comes to its end")


def take_course(site: Site, host: Viewer, pair: Sequence[Viewer], path: str) -> dict[str, float]:
    """Have a pair take a course, module by module; give the share of each module and person."""
    shares: dict[str, float] = {}
    for number in [each.module.number for each in show_course(site, pair[0], path).stops]:
        for viewer in pair:
            stop = find_stop(site, viewer, path, number)
            if stop.module.shared_session and viewer is pair[0]:
                take_session(site, host, pair, stop.module.path)
            elif not stop.module.shared_session and not stop.module.follow_up_of:
                share = take_module(site, viewer, stop.module.path)
                shares[f"{stop.module.path} {viewer.side}"] = share
    return shares


def find_stop(site: Site, viewer: Viewer, path: str, number: int) -> Stop:
    stops = show_course(site, viewer, path).stops
    return next(each for each in stops if each.module.number == number)
