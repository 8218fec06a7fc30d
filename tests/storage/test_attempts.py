"""A move counts once, belongs to whoever made it, and leads on from the one before it."""

import pytest

from learning.errors import NotAllowed, NotFound, Stale
from learning.model.names import SceneId
from learning.operations import attempts
from learning.operations.accounts import Viewer
from learning.operations.attempts import Taken
from learning.operations.site import Site
from learning.play.state import Continue, Finish, Move, Notice, Refusal, Reply
from learning.storage.count import count_statements
from tests.storage.conftest import Clock, together
from tests.storage.plays import (
    ASK,
    BADLY,
    CALL,
    CLOSE,
    RIGHT,
    SPOT,
    WELL,
    WRONG,
    assert_counted,
    begin,
    play,
)
from tests.storage.written import CASE, COURSE, LESSON


def stored(site: Site, attempt_id: str) -> int:
    with site.database.read() as connection:
        ask = f"SELECT count(*) FROM move WHERE attempt_id = '{attempt_id}' AND no > 0"
        return int(connection.exec_driver_sql(ask).scalar_one())


def test_a_play_through_ends_in_a_debrief(stocked: Site, amina: Viewer, clock: Clock) -> None:
    attempt_id = begin(stocked, amina)
    clock.wait(minutes=3)
    for no, move in enumerate(WELL, 1):
        attempts.take(stocked, amina, attempt_id, no=no, move=move)
    place = attempts.open_attempt(stocked, amina, attempt_id)
    assert (place.path, place.next_no, place.finished) == (CASE, 6, True)
    review = attempts.show_debrief(stocked, amina, attempt_id)
    assert review.debrief
    assert (review.finished - review.started).total_seconds() == 180
    assert_counted(stocked, amina)


def test_an_attempt_is_gone_on_with_where_it_was_left(stocked: Site, amina: Viewer) -> None:
    attempt_id = play(stocked, amina, WELL[:3])
    assert begin(stocked, amina) == attempt_id
    place = attempts.open_attempt(stocked, amina, attempt_id)
    assert (place.view.scene, place.next_no, place.finished) == ("the-letter", 4, False)


def test_the_same_request_begins_one_attempt(stocked: Site, amina: Viewer) -> None:
    def ask() -> None:
        found.append(attempts.start(stocked, amina, CASE, request_id="one click", anew=True))

    found: list[str] = []
    together(6, ask)
    assert len(set(found)) == 1
    assert begin(stocked, amina, anew=True) not in found
    assert_counted(stocked, amina)


def test_parallel_requests_begin_one_attempt(stocked: Site, amina: Viewer) -> None:
    found: list[str] = []
    together(6, lambda: found.append(begin(stocked, amina)))
    assert len(set(found)) == 1
    assert_counted(stocked, amina)


@pytest.mark.parametrize("path", ["cases/none.md", COURSE])
def test_only_a_published_module_can_be_begun(stocked: Site, amina: Viewer, path: str) -> None:
    with pytest.raises(NotFound):
        begin(stocked, amina, path=path)


def test_a_lesson_is_played_by_going_on(stocked: Site, amina: Viewer) -> None:
    attempt_id = begin(stocked, amina, path=LESSON)
    assert attempts.take(stocked, amina, attempt_id, no=1, move=Continue()) == Taken(1)
    assert attempts.take(stocked, amina, attempt_id, no=2, move=Finish()) == Taken(2)
    assert_counted(stocked, amina)


def test_a_move_sent_twice_is_one_move(stocked: Site, amina: Viewer) -> None:
    attempt_id = play(stocked, amina, WELL[:2])
    for no, move in ((1, SPOT), (2, RIGHT)):
        again = attempts.take(stocked, amina, attempt_id, no=no, move=move)
        assert again == Taken(no, replayed=True)
    assert stored(stocked, attempt_id) == 2
    assert_counted(stocked, amina)


@pytest.mark.parametrize(("no", "move"), [(2, WRONG), (0, SPOT), (4, ASK), (99, ASK), (-1, ASK)])
def test_another_move_with_a_used_number_or_one_that_skips_is_stale(
    stocked: Site, amina: Viewer, no: int, move: Move
) -> None:
    attempt_id = play(stocked, amina, WELL[:2])
    with pytest.raises(Stale):
        attempts.take(stocked, amina, attempt_id, no=no, move=move)
    assert stored(stocked, attempt_id) == 2


def test_a_move_that_play_refuses_is_not_stored(stocked: Site, amina: Viewer) -> None:
    attempt_id = begin(stocked, amina)
    taken = attempts.take(stocked, amina, attempt_id, no=1, move=ASK)
    assert taken.refused
    assert taken.refused.why is Refusal.STEPS_LEFT
    assert stored(stocked, attempt_id) == 0
    assert attempts.take(stocked, amina, attempt_id, no=1, move=SPOT) == Taken(1)


def test_of_eight_clicks_at_once_one_is_stored(stocked: Site, amina: Viewer) -> None:
    attempt_id = begin(stocked, amina)
    taken: list[Taken] = []
    together(8, lambda: taken.append(attempts.take(stocked, amina, attempt_id, no=1, move=SPOT)))
    assert sorted(each.replayed for each in taken) == [False, *[True] * 7]
    assert stored(stocked, attempt_id) == 1
    assert_counted(stocked, amina)


def test_of_two_tabs_one_wins(stocked: Site, amina: Viewer) -> None:
    attempt_id = play(stocked, amina, WELL[:2])
    answers: list[str] = []

    def click(move: Move) -> None:
        try:
            attempts.take(stocked, amina, attempt_id, no=3, move=move)
            answers.append("stored")
        except Stale:
            answers.append("stale")

    choices = iter([ASK, CLOSE] * 4)
    together(8, lambda: click(next(choices)))
    assert stored(stocked, attempt_id) == 3
    assert answers.count("stale") == 4
    assert_counted(stocked, amina)


def test_an_attempt_of_somebody_else_is_not_found(
    stocked: Site, amina: Viewer, ben: Viewer
) -> None:
    attempt_id = play(stocked, amina, WELL)
    for each in (attempts.open_attempt, attempts.show_debrief, attempts.play_again):
        with pytest.raises(NotFound):
            each(stocked, ben, attempt_id)
        with pytest.raises(NotFound):
            each(stocked, amina, "no-such-attempt")
    with pytest.raises(NotFound):
        attempts.take(stocked, ben, attempt_id, no=6, move=Finish())


def test_each_side_plays_its_own_half(stocked: Site, amina: Viewer, ben: Viewer) -> None:
    seen = [
        str(attempts.open_attempt(stocked, each, begin(stocked, each))) for each in (amina, ben)
    ]
    assert ["The tenancy began" in each for each in seen] == [False, True]


def test_there_is_no_debrief_before_the_end(stocked: Site, amina: Viewer) -> None:
    attempt_id = play(stocked, amina, WELL[:4])
    for each in (attempts.show_debrief, attempts.play_again):
        with pytest.raises(NotAllowed):
            each(stocked, amina, attempt_id)


def test_playing_again_keeps_the_first_marks(stocked: Site, amina: Viewer, clock: Clock) -> None:
    first = play(stocked, amina, WELL)
    clock.wait(minutes=1)
    second = attempts.play_again(stocked, amina, first)
    assert attempts.play_again(stocked, amina, first) == second != first
    assert attempts.open_attempt(stocked, amina, second).view.scene == "the-cough"
    for no, move in enumerate(BADLY, 1):
        attempts.take(stocked, amina, second, no=no, move=move)
    assert attempts.open_attempt(stocked, amina, first).finished
    assert_counted(stocked, amina)


def test_playing_again_may_begin_in_any_scene(stocked: Site, amina: Viewer, clock: Clock) -> None:
    first = play(stocked, amina, BADLY)
    clock.wait(minutes=1)
    again = attempts.play_again(stocked, amina, first, scene=SceneId("the-letter"))
    assert attempts.open_attempt(stocked, amina, again).view.scene == "the-letter"
    attempts.take(stocked, amina, again, no=1, move=CALL)
    attempts.take(stocked, amina, again, no=2, move=Finish())
    assert_counted(stocked, amina)
    with pytest.raises(NotFound):
        attempts.play_again(stocked, amina, first, scene=SceneId("nowhere"))


def test_opening_takes_one_statement_and_an_answer_five(stocked: Site, amina: Viewer) -> None:
    attempt_id = begin(stocked, amina)
    with count_statements(stocked.database.engine) as statements:
        attempts.open_attempt(stocked, amina, attempt_id)
    assert len(statements) == 1
    for no, move in enumerate(WELL[:-1], 1):
        with count_statements(stocked.database.engine) as statements:
            attempts.take(stocked, amina, attempt_id, no=no, move=move)
        forgets = ["DELETE"] if isinstance(move, (Notice, Reply)) else []
        verbs = [each.split()[0] for each in statements]
        assert verbs == ["SELECT", "UPDATE", "INSERT", *forgets, "UPDATE"]


def test_handing_in_takes_twelve_statements_however_much_was_answered(
    stocked: Site, amina: Viewer
) -> None:
    attempt_id = play(stocked, amina, WELL[:-1])
    with count_statements(stocked.database.engine) as statements:
        attempts.take(stocked, amina, attempt_id, no=len(WELL), move=WELL[-1])
    # Two of them keep the totals of the site.
    assert len(statements) <= 12


def test_a_state_of_another_format_is_played_again_from_the_moves(
    stocked: Site, amina: Viewer
) -> None:
    attempt_id = play(stocked, amina, WELL[:3])
    with stocked.database.write() as connection:
        connection.exec_driver_sql("UPDATE attempt SET state = '?', state_format = 0")
    place = attempts.open_attempt(stocked, amina, attempt_id)
    assert (place.view.scene, place.next_no) == ("the-letter", 4)
