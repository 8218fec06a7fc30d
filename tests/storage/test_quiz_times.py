"""When a quiz may be begun and when its time is up: dates, extra time, and what was abandoned."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from learning.errors import InvalidInput, NotAllowed, NotFound, TimeUp
from learning.operations import attempts, catalogue, people
from learning.operations.abandoned import Report, hand_in_abandoned
from learning.operations.accounts import Viewer
from learning.operations.rounds import Rounds
from learning.operations.saving import Draft, save
from learning.operations.site import Site
from learning.play.state import Finish
from learning.storage import audit
from tests.storage.conftest import Clock, together
from tests.storage.plays import assert_counted, begin
from tests.storage.quizzes import FIRST, LAST, QUIZ, set_terms, take

OPENS = datetime(2026, 11, 22, 9, tzinfo=UTC)
CLOSES = datetime(2026, 12, 1, 17, tzinfo=UTC)
DATES = "opens: 2026-11-22 09:00\ncloses: 2026-12-01 17:00\n"


@pytest.fixture
def dated(site: Site, tmp_path: Path) -> Site:
    """Publish a quiz that is open for some days."""
    set_terms(site, tmp_path, DATES)
    return site


@pytest.fixture
def hurried(site: Site, tmp_path: Path) -> Site:
    """Publish a quiz of ten minutes."""
    set_terms(site, tmp_path, "time_limit: 10\n")
    return site


def end_of(site: Site, viewer: Viewer) -> datetime | None:
    attempt_id = begin(site, viewer, path=QUIZ)
    return attempts.open_attempt(site, viewer, attempt_id).ends_at


def test_a_quiz_is_begun_once_it_is_open(dated: Site, amina: Viewer, clock: Clock) -> None:
    clock.now = OPENS - timedelta(seconds=1)
    with pytest.raises(NotAllowed, match="opens on 22 November 2026 at 09:00"):
        begin(dated, amina, path=QUIZ)
    assert "22 November" in catalogue.show_case(dated, amina, QUIZ).enough
    clock.now = OPENS
    begin(dated, amina, path=QUIZ)


def test_a_quiz_is_not_begun_once_it_is_closed(dated: Site, amina: Viewer, clock: Clock) -> None:
    clock.now = CLOSES - timedelta(seconds=1)
    attempt_id = take(dated, amina)
    clock.now = CLOSES
    for refused in (
        lambda: begin(dated, amina, path=QUIZ),
        lambda: attempts.play_again(dated, amina, attempt_id),
    ):
        with pytest.raises(NotAllowed, match="closed on 1 December 2026 at 17:00"):
            refused()
    assert "closed" in attempts.show_debrief(dated, amina, attempt_id).enough


def test_whoever_waits_past_the_closing_does_not_begin(
    dated: Site, amina: Viewer, clock: Clock
) -> None:
    clock.now = CLOSES - timedelta(seconds=1)
    ticks = iter([clock.now, CLOSES])
    late = replace(dated, clock=lambda: next(ticks))
    with pytest.raises(NotAllowed, match="closed"):
        begin(late, amina, path=QUIZ)


def test_closing_ends_what_is_under_way(dated: Site, amina: Viewer, clock: Clock) -> None:
    clock.now = CLOSES - timedelta(minutes=1)
    attempt_id = begin(dated, amina, path=QUIZ)
    assert attempts.open_attempt(dated, amina, attempt_id).ends_at == CLOSES
    clock.now = CLOSES + timedelta(seconds=30)
    attempts.take(dated, amina, attempt_id, no=1, move=FIRST)
    clock.wait(seconds=1)
    with pytest.raises(TimeUp):
        attempts.take(dated, amina, attempt_id, no=2, move=LAST)
    attempts.take(dated, amina, attempt_id, no=2, move=Finish())
    assert attempts.show_debrief(dated, amina, attempt_id).debrief.score.earned == 1
    assert_counted(dated, amina)


@pytest.mark.parametrize(("extra", "minutes"), [(0, 10), (25, 12.5), (100, 20), (None, None)])
def test_a_person_may_have_more_time(
    hurried: Site, amina: Viewer, clock: Clock, *, extra: int | None, minutes: float | None
) -> None:
    ends = None if minutes is None else clock.now + timedelta(minutes=minutes)
    assert end_of(hurried, replace(amina, extra_time=extra)) == ends


def test_nobody_has_time_past_the_closing(
    site: Site, amina: Viewer, tmp_path: Path, clock: Clock
) -> None:
    set_terms(site, tmp_path, f"time_limit: 10\n{DATES}")
    clock.now = CLOSES - timedelta(minutes=5)
    for extra in (0, 100, None):
        assert end_of(site, replace(amina, extra_time=extra)) == CLOSES


def test_extra_time_is_given_on_record(hurried: Site, amina: Viewer) -> None:
    people.set_extra_time(hurried, " AMINA@example.org", 25, by="the command line")
    (line,) = people.list_people(hurried)
    assert line.extra_time == 25
    with hurried.database.read() as connection:
        entry = audit.list_entries(connection)[-1]
    assert (entry.who, entry.action) == ("the command line", "given 25% extra time")
    assert entry.subject == amina.person_id


def test_extra_time_is_for_somebody_and_within_bounds(hurried: Site, amina: Viewer) -> None:
    with pytest.raises(NotFound, match="no account for nobody"):
        people.set_extra_time(hurried, "nobody@example.org", 25, by="test")
    for extra in (-1, 101):
        with pytest.raises(InvalidInput, match="0 to 100"):
            people.set_extra_time(hurried, amina.email, extra, by="test")


def test_what_was_abandoned_is_handed_in_when_it_is_next_opened(
    hurried: Site, amina: Viewer, clock: Clock
) -> None:
    attempt_id = begin(hurried, amina, path=QUIZ)
    attempts.take(hurried, amina, attempt_id, no=1, move=FIRST)
    clock.wait(minutes=69, seconds=59)
    assert not attempts.open_attempt(hurried, amina, attempt_id).finished
    clock.wait(seconds=1)
    assert attempts.open_attempt(hurried, amina, attempt_id).finished
    review = attempts.show_debrief(hurried, amina, attempt_id)
    assert review.finished - review.started == timedelta(minutes=10)
    assert review.debrief.score.earned == 1
    assert_counted(hurried, amina)


def test_upkeep_hands_in_what_was_abandoned_and_nothing_else(
    hurried: Site, amina: Viewer, ben: Viewer, clock: Clock
) -> None:
    people.set_extra_time(hurried, ben.email, None, by="test")
    left, untimed = begin(hurried, amina, path=QUIZ), begin(hurried, ben, path=QUIZ)
    clock.wait(minutes=60)
    fresh = begin(hurried, amina, anew=True, path=QUIZ)
    assert hand_in_abandoned(hurried) == Report(0, ())
    clock.wait(minutes=10)
    assert [hand_in_abandoned(hurried).handed_in for _ in range(2)] == [1, 0]
    assert attempts.show_debrief(hurried, amina, left)
    for viewer, under_way in ((amina, fresh), (ben, untimed)):
        with pytest.raises(NotAllowed):
            attempts.show_debrief(hurried, viewer, under_way)
    assert_counted(hurried, amina)


def test_a_serving_site_hands_in_what_was_abandoned(
    hurried: Site, amina: Viewer, clock: Clock
) -> None:
    attempt_id = begin(hurried, amina, path=QUIZ)
    clock.wait(minutes=70)
    rounds = Rounds(hurried)
    thread = rounds.start()
    rounds.stopped.set()
    thread.join(30)
    assert not thread.is_alive()
    assert attempts.show_debrief(hurried, amina, attempt_id)


def test_what_was_typed_is_handed_in_with_what_was_abandoned(
    hurried: Site, amina: Viewer, clock: Clock
) -> None:
    attempt_id = begin(hurried, amina, path=QUIZ)
    save(hurried, amina, attempt_id, draft=Draft({}, FIRST, no=1))
    clock.wait(minutes=70)
    assert hand_in_abandoned(hurried) == Report(1, ())
    assert attempts.show_debrief(hurried, amina, attempt_id).debrief.score.earned == 1
    assert_counted(hurried, amina)


def test_what_was_abandoned_first_is_the_first_though_handed_in_later(
    site: Site, amina: Viewer, clock: Clock, tmp_path: Path
) -> None:
    set_terms(site, tmp_path, "time_limit: 10\nkeeps: latest\n")
    begin(site, amina, path=QUIZ)
    clock.wait(minutes=30)
    later = take(site, amina)
    clock.wait(minutes=60)
    hand_in_abandoned(site)
    assert_counted(site, amina)
    assert catalogue.show_case(site, amina, QUIZ).stand.kept == 1.0
    assert catalogue.show_case(site, amina, QUIZ).counts == later


def test_an_attempt_is_handed_in_once_by_whoever_comes(
    hurried: Site, amina: Viewer, clock: Clock
) -> None:
    attempt_id = begin(hurried, amina, path=QUIZ)
    clock.wait(minutes=80)
    counts: list[int] = []
    together(4, lambda: counts.append(hand_in_abandoned(hurried).handed_in))
    taken = attempts.take(hurried, amina, attempt_id, no=1, move=Finish())
    assert (sum(counts), taken.replayed) == (1, True)
    assert_counted(hurried, amina)


def test_finishing_twice_at_once_is_finishing_once(hurried: Site, amina: Viewer) -> None:
    attempt_id = begin(hurried, amina, path=QUIZ)
    for no, move in enumerate((FIRST, LAST), 1):
        attempts.take(hurried, amina, attempt_id, no=no, move=move)
    taken: list[attempts.Taken] = []
    together(
        8,
        lambda: taken.append(attempts.take(hurried, amina, attempt_id, no=3, move=Finish())),
    )
    assert sorted(each.replayed for each in taken) == [False] + [True] * 7
    assert_counted(hurried, amina)
