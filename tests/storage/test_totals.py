"""The running totals are what a full count comes to, whatever was done and however much at once."""

import random

from learning.operations import attempts, catalogue, people
from learning.operations.accounts import Registration, Viewer
from learning.operations.people import Operator
from learning.operations.site import Site
from learning.operations.totals import recount_totals
from learning.operations.upkeep import upgrade
from learning.storage import totals
from learning.storage.count import count_statements
from learning.storage.totals import Amount, What
from tests.storage.conftest import PASSWORD, Clock, join, settings_for, together, viewer_of
from tests.storage.plays import BADLY, SPOT, WELL, assert_totals, begin, play
from tests.storage.written import CASE, COURSE


def kept(site: Site, path: str, what: str) -> int:
    with site.database.read() as connection:
        return totals.list_all(connection).get((path, what), Amount(0)).count


def test_every_random_play_is_counted(stocked: Site, clock: Clock) -> None:
    lots = random.Random(20261122)
    viewers = [viewer_of(stocked, join(stocked, f"Learner {each}")) for each in range(6)]
    for _ in range(40):
        viewer = lots.choice(viewers)
        moves = lots.choice((WELL, BADLY, WELL[:2], (), (SPOT,)))
        play(stocked, viewer, moves, anew=True)
        catalogue.enrol(stocked, viewer, COURSE)
        clock.wait(hours=lots.choice((0, 1, 30)))
    assert_totals(stocked)
    assert kept(stocked, CASE, What.BEGUN) == 40
    assert kept(stocked, COURSE, What.ENROLLED) <= 6
    assert recount_totals(stocked) == {}


def test_who_goes_on_on_another_day_is_seen_on_that_day_alone(
    stocked: Site, amina: Viewer, clock: Clock
) -> None:
    attempt_id = begin(stocked, amina)
    before = clock.now.date()
    clock.wait(days=3)
    attempts.take(stocked, amina, attempt_id, no=1, move=SPOT)
    assert kept(stocked, "", totals.name_day(before)) == 0
    assert kept(stocked, "", totals.name_day(clock.now.date())) == 1
    assert_totals(stocked)


def test_many_at_once_are_counted_once_each(stocked: Site, clock: Clock) -> None:
    viewers = [viewer_of(stocked, join(stocked, f"Learner {each}")) for each in range(4)]
    waiting = [*viewers, *viewers]
    clock.wait(days=1)
    together(8, lambda: play(stocked, waiting.pop(), WELL, anew=True))
    assert kept(stocked, CASE, What.BEGUN) == 8
    assert kept(stocked, CASE, What.DONE) == 4
    assert_totals(stocked)


def test_two_tabs_after_midnight_count_one_person(
    stocked: Site, amina: Viewer, clock: Clock
) -> None:
    tabs = [begin(stocked, amina, anew=True) for _ in range(4)]
    clock.wait(days=1)
    together(4, lambda: attempts.take(stocked, amina, tabs.pop(), no=1, move=SPOT))
    assert_totals(stocked)


def test_counting_afresh_beside_learners_loses_nothing(stocked: Site) -> None:
    viewers = [viewer_of(stocked, join(stocked, f"Learner {each}")) for each in range(4)]
    work = [
        lambda: recount_totals(stocked),
        lambda: play(stocked, viewers.pop(), WELL),
        lambda: recount_totals(stocked),
        lambda: play(stocked, viewers.pop(), BADLY),
        lambda: play(stocked, viewers.pop(), WELL),
        lambda: recount_totals(stocked),
    ]
    together(6, lambda: work.pop()())  # noqa: PLW0108 (each thread takes its own)
    assert_totals(stocked)


def test_people_are_counted_as_learners_while_they_are(stocked: Site, amina: Viewer) -> None:
    operator = Operator()
    wanted = Registration("Cole", "cole@example.org", PASSWORD, "law")
    people.add_person(stocked, wanted, standing="educator", by="test")
    assert kept(stocked, "", What.LEARNERS) == 1
    people.change_standing(stocked, operator, amina.person_id, standing="educator")
    assert kept(stocked, "", What.LEARNERS) == 0
    people.change_standing(stocked, operator, amina.person_id, standing="learner")
    assert_totals(stocked)


def test_what_is_wrong_is_put_right_and_told(stocked: Site, amina: Viewer) -> None:
    play(stocked, amina, WELL)
    with stocked.database.write() as connection:
        connection.exec_driver_sql("UPDATE total SET count = 7 WHERE what = 'done' AND count = 1")
        connection.exec_driver_sql("DELETE FROM total WHERE what = 'learners'")
    assert recount_totals(stocked) == {CASE: 1, "": 1}
    assert_totals(stocked)


def test_a_site_from_before_there_were_totals_is_counted(
    stocked: Site, amina: Viewer, ready_url: str
) -> None:
    play(stocked, amina, WELL)
    with stocked.database.write() as connection:
        connection.exec_driver_sql("DELETE FROM total")
    upgrade(settings_for(ready_url))
    assert_totals(stocked)


def test_a_move_of_the_same_day_asks_no_more(stocked: Site, amina: Viewer) -> None:
    attempt_id = begin(stocked, amina)
    with count_statements(stocked.database.engine) as statements:
        attempts.take(stocked, amina, attempt_id, no=1, move=SPOT)
    assert not [each for each in statements if "total" in each]
