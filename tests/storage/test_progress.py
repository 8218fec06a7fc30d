"""What a person sees of their way: catalogue, course and progress agree with what was played."""

from pathlib import Path

import pytest

from learning.errors import ContentBroken, NotFound
from learning.model.names import Need, SceneId
from learning.operations import attempts, catalogue
from learning.operations.accounts import Viewer
from learning.operations.progress import my_progress
from learning.operations.publishing import publish
from learning.operations.site import Site
from learning.operations.stages import Points, Stage, Stand
from learning.play.state import Continue, Finish
from learning.storage import progress
from learning.storage.attempts import Result
from learning.storage.count import count_statements
from tests.storage.conftest import Clock
from tests.storage.plays import (
    BADLY,
    CALL,
    CLOSE,
    RIGHT,
    SPOT,
    WELL,
    assert_counted,
    begin,
    play,
)
from tests.storage.written import CASE, CASE_TEXT, COURSE, LESSON, write


def finish_lesson(site: Site, viewer: Viewer) -> None:
    attempt_id = begin(site, viewer, path=LESSON)
    for no, move in enumerate((Continue(), Finish()), 1):
        attempts.take(site, viewer, attempt_id, no=no, move=move)


def test_the_catalogue_says_how_far_one_has_come(stocked: Site, amina: Viewer) -> None:
    (card,) = catalogue.list_cases(stocked, amina)
    assert (card.title, card.needs, card.minutes) == ("Damp", (Need.HOUSING,), 5)
    assert card.stand.stage is Stage.NOT_BEGUN
    attempt_id = begin(stocked, amina)
    (card,) = catalogue.list_cases(stocked, amina)
    assert (card.stand.stage, card.stand.attempt_id) == (Stage.UNDER_WAY, attempt_id)
    (card,) = catalogue.list_cases(stocked, None)
    assert card.stand.stage is Stage.NOT_BEGUN


def test_a_cover_shows_the_attempt_under_way_and_those_before(
    stocked: Site, amina: Viewer, ben: Viewer
) -> None:
    first = play(stocked, amina, WELL)
    second = begin(stocked, amina)
    cover = catalogue.show_case(stocked, amina, CASE)
    assert (cover.case.title, cover.attempt_id) == ("Damp", second)
    assert [each.attempt_id for each in cover.past] == [first]
    assert catalogue.show_case(stocked, ben, CASE).past == ()
    with pytest.raises(NotFound):
        catalogue.show_case(stocked, amina, COURSE)


def test_a_course_opens_module_by_module(stocked: Site, amina: Viewer, clock: Clock) -> None:
    def place() -> tuple[list[bool], str | None, int]:
        desk = catalogue.show_course(stocked, amina, COURSE)
        return [each.open for each in desk.stops], desk.next and desk.next.module.path, desk.done

    assert place() == ([True, False], LESSON, 0)
    finish_lesson(stocked, amina)
    assert place() == ([True, True], CASE, 1)
    play(stocked, amina, BADLY)
    assert place() == ([True, True], CASE, 1)
    clock.wait(minutes=1)
    play(stocked, amina, WELL)
    assert place() == ([True, True], None, 2)


def test_a_course_is_taken_once(stocked: Site, amina: Viewer, ben: Viewer) -> None:
    for _ in range(2):
        catalogue.enrol(stocked, amina, COURSE)
    assert catalogue.show_course(stocked, amina, COURSE).enrolled
    assert [each.enrolled for each in catalogue.list_courses(stocked, ben)] == [False]
    for each in (catalogue.enrol, catalogue.show_course):
        with pytest.raises(NotFound):
            each(stocked, amina, CASE)


def test_progress_shows_the_best_and_the_latest(stocked: Site, amina: Viewer, clock: Clock) -> None:
    play(stocked, amina, WELL)
    clock.wait(minutes=1)
    play(stocked, amina, BADLY)
    (module,) = my_progress(stocked, amina).modules
    assert (module.title, module.stand.stage, module.stand.attempts) == ("Damp", Stage.FINISHED, 2)
    assert module.stand.best == Points(2, 2)
    assert module.stand.latest == Points(0, 2)
    assert_counted(stocked, amina)


def stand_on_case(site: Site, viewer: Viewer) -> Stand:
    return next(each.stand for each in my_progress(site, viewer).modules if each.path == CASE)


def test_an_attempt_from_the_middle_passes_nothing(
    stocked: Site, amina: Viewer, clock: Clock
) -> None:
    finish_lesson(stocked, amina)
    first = play(stocked, amina, BADLY)
    clock.wait(minutes=1)
    again = attempts.play_again(stocked, amina, first, scene=SceneId("the-letter"))
    for no, move in enumerate((CALL, Finish()), 1):
        attempts.take(stocked, amina, again, no=no, move=move)
    stand = stand_on_case(stocked, amina)
    assert (stand.best, stand.latest, stand.attempts) == (Points(0, 2), Points(0, 0, False), 2)
    assert catalogue.show_course(stocked, amina, COURSE).done == 1
    past = catalogue.show_case(stocked, amina, CASE).past
    assert [(each.attempt_id, each.best) for each in past] == [(again, None), (first, 2)]
    assert_counted(stocked, amina)


def test_a_short_path_is_held_against_the_best_path(
    stocked: Site, amina: Viewer, content: Path, clock: Clock
) -> None:
    asked = "".join(f"\n### Question: {each}?\n\n- [x] Yes\n- [ ] No\n" for each in ("Is it", "So"))
    more = CASE_TEXT.replace("It asks for repairs.\n", f"It asks for repairs.\n{asked}")
    write(content, CASE, more.replace("- [Call the", "### And now?\n\n- [Call the"))
    assert CASE in publish(stocked, content, "test").published
    finish_lesson(stocked, amina)
    play(stocked, amina, (SPOT, RIGHT, CLOSE, Finish()))
    stand = stand_on_case(stocked, amina)
    assert stand.best == stand.latest == Points(2, 4)
    assert catalogue.show_course(stocked, amina, COURSE).done == 1
    assert_counted(stocked, amina)


def test_the_best_has_the_greatest_share_and_not_the_most_points(
    stocked: Site, amina: Viewer, clock: Clock
) -> None:
    results = [Result(clock.now, *each, None, "{}") for each in ((3, 6, 6), (2, 2, 2), (5, 5, 8))]
    with stocked.database.write() as connection:
        progress.count_attempt(connection, amina.person_id, CASE, at=clock.now)
        for each in results:
            progress.count_finish(connection, amina.person_id, CASE, result=each)
    stand = stand_on_case(stocked, amina)
    assert (stand.best, stand.latest) == (Points(2, 2), Points(5, 8))


@pytest.mark.parametrize("attempts_made", [1, 12])
def test_progress_takes_two_statements_whatever_the_history(
    stocked: Site, amina: Viewer, attempts_made: int
) -> None:
    catalogue.enrol(stocked, amina, COURSE)
    for _ in range(attempts_made):
        play(stocked, amina, BADLY)
    my_progress(stocked, amina)
    with count_statements(stocked.database.engine) as statements:
        found = my_progress(stocked, amina)
    assert len(statements) == 2
    assert [each.title for each in found.courses] == ["Hearing"]


def test_the_pages_stay_within_their_statements(stocked: Site, amina: Viewer) -> None:
    pages = (
        (2, lambda: catalogue.list_cases(stocked, amina)),
        (2, lambda: catalogue.list_courses(stocked, amina)),
        (4, lambda: catalogue.show_case(stocked, amina, CASE)),
        (2, lambda: catalogue.show_course(stocked, amina, COURSE)),
        (2, lambda: catalogue.list_desks(stocked, amina, CASE)),
    )
    catalogue.enrol(stocked, amina, COURSE)
    for most, page in pages:
        page()
        with count_statements(stocked.database.engine) as statements:
            page()
        assert len(statements) == most


def test_a_module_knows_the_courses_it_is_taken_for(
    stocked: Site, amina: Viewer, ben: Viewer
) -> None:
    catalogue.enrol(stocked, amina, COURSE)
    (desk,) = catalogue.list_desks(stocked, amina, CASE)
    assert desk == catalogue.show_course(stocked, amina, COURSE)
    assert catalogue.show_case(stocked, amina, CASE).courses == (desk.course,)
    assert catalogue.list_desks(stocked, ben, CASE) == ()
    assert catalogue.list_desks(stocked, amina, "cases/none.md") == ()


def test_a_stranger_has_no_progress(stocked: Site, amina: Viewer, ben: Viewer) -> None:
    play(stocked, amina, WELL)
    assert my_progress(stocked, ben).modules == ()


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE progress SET moves = moves + 1",
        "UPDATE progress SET best_earned = 1",
        "DELETE FROM progress",
    ],
)
def test_the_recount_sees_progress_that_is_not_what_was_done(
    stocked: Site, amina: Viewer, damage: str
) -> None:
    play(stocked, amina, WELL)
    assert_counted(stocked, amina)
    with stocked.database.write() as connection:
        connection.exec_driver_sql(damage)
    with pytest.raises(AssertionError):
        assert_counted(stocked, amina)


@pytest.mark.parametrize(
    "damage",
    [
        "DELETE FROM move WHERE no = 2",
        "UPDATE attempt SET last_no = 4",
        "UPDATE attempt SET state = ''",
    ],
)
def test_the_recount_sees_moves_that_do_not_lead_where_it_stands(
    stocked: Site, amina: Viewer, damage: str
) -> None:
    play(stocked, amina, WELL)
    with stocked.database.write() as connection:
        connection.exec_driver_sql(damage)
    with pytest.raises(ContentBroken):
        assert_counted(stocked, amina)
