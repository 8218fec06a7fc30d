"""Where a person stands with each module of a course: done, locked, open and due, by the clock."""

from collections.abc import Mapping
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from learning.content.course_reader import read_course
from learning.operations.courses import Lock, Stop, When, count_done, find_next, make_stops
from learning.operations.dates import Event, list_dates
from learning.operations.stages import Stage, Stand
from learning.storage.publications import Hours

LONDON = ZoneInfo("Europe/London")
HEAD = "---\ntitle: One\nkind: course\n---\n\n## Modules\n\n"
BEGUN = Stand(Stage.UNDER_WAY, attempts=1)
NOON = "2027-01-10 12:00"


def at(moment: str) -> datetime:
    return datetime.fromisoformat(moment).replace(tzinfo=UTC)


def local(day: str) -> datetime:
    return datetime.fromisoformat(day)


def finish(kept: float = 1.0, *, passed: bool = True, on: str = "2027-01-01 12:00") -> Stand:
    return Stand(Stage.FINISHED, kept=kept, passed=passed, first_finished_at=at(on))


def look(
    *rules: str,
    stands: Mapping[int, Stand] | None = None,
    now: str = NOON,
    since: str = "",
    hours: Hours | None = None,
) -> tuple[Stop, ...]:
    """Look at a course of one module for each text; its rules are parted by semicolons."""
    text = HEAD
    for number, each in enumerate(rules, 1):
        bullets = "".join(f"   - {rule.strip()}\n" for rule in each.split(";") if rule.strip())
        text += f"{number}. [M{number}](m{number}.md)\n{bullets}"
    course = read_course("courses/one/course.md", text.encode()).value
    assert course
    named = {f"courses/one/m{number}.md": stand for number, stand in (stands or {}).items()}
    when = When(at(now), LONDON, at(since) if since else None)
    published = {each.path: hours or Hours() for each in course.modules}
    return make_stops(course, named, published, when=when)


@pytest.mark.parametrize(
    ("rule", "stand", "done"),
    [
        ("", Stand(), False),
        ("", BEGUN, False),
        ("", finish(0.0, passed=False), True),
        ("seen", Stand(), False),
        ("seen", BEGUN, True),
        ("seen", finish(), True),
        ("passed", finish(0.9, passed=False), False),
        ("passed", finish(0.1), True),
        ("passed", BEGUN, False),
        ("pass mark 60%", finish(0.59), False),
        ("pass mark 60%", finish(0.6, passed=False), True),
        ("pass mark 57%", finish(0.57), True),
        ("pass mark 1%", BEGUN, False),
    ],
)
def test_a_module_is_done_by_its_rule(rule: str, stand: Stand, done: bool) -> None:
    (stop,) = look(rule, stands={1: stand})
    assert stop.done is done


def test_a_module_waits_for_the_one_before_it() -> None:
    _, second = look("", "opens after 1")
    assert (second.lock, second.open) == (Lock.AFTER, False)
    assert second.waits_for
    assert second.waits_for.number == 1
    assert look("", "opens after 1", stands={1: finish()})[1].open


def test_what_it_waits_for_is_done_by_its_own_rule() -> None:
    rules = ("pass mark 60%", "opens after 1")
    assert look(*rules, stands={1: finish(0.5)})[1].lock is Lock.AFTER
    assert look("seen", "opens after 1", stands={1: BEGUN})[1].open


@pytest.mark.parametrize(
    ("now", "lock"),
    [
        ("2027-06-30 22:59", Lock.UNTIL),
        ("2027-06-30 23:00", None),
        ("2027-07-31 22:59", None),
        ("2027-07-31 23:00", Lock.CLOSED),
    ],
)
def test_days_are_those_of_the_clock_on_the_wall(now: str, lock: Lock | None) -> None:
    (stop,) = look("opens 2027-07-01; closes 2027-07-31", now=now)
    assert stop.lock is lock


def test_what_has_closed_is_closed_whatever_else_it_waits_for() -> None:
    assert look("", "opens after 1; closes 2027-01-09")[1].lock is Lock.CLOSED


def test_a_follow_up_waits_until_the_test_before_it_was_finished() -> None:
    stop = look("pre-test", "follow-up of 1 after 6 weeks")[1]
    assert (stop.lock, stop.opens) == (Lock.AFTER, None)


@pytest.mark.parametrize(
    ("now", "lock"), [("2027-04-30 22:59", Lock.UNTIL), ("2027-04-30 23:00", None)]
)
def test_a_follow_up_opens_as_its_day_begins(now: str, lock: Lock | None) -> None:
    first = finish(on="2027-03-20 23:30")
    stop = look("pre-test", "follow-up of 1 after 6 weeks", stands={1: first}, now=now)[1]
    assert str(stop.opens) == "2027-05-01 00:00:00+01:00"
    assert stop.lock is lock


@pytest.mark.parametrize(
    ("now", "overdue"), [("2027-01-31 23:59", False), ("2027-02-01 00:00", True)]
)
def test_what_is_due_on_a_day_is_overdue_once_it_has_ended(now: str, overdue: bool) -> None:
    (stop,) = look("due 2027-01-31", now=now)
    assert stop.overdue is overdue
    (stop,) = look("due 2027-01-31", now=now, stands={1: finish()})
    assert not stop.overdue


def test_weeks_are_counted_from_the_day_of_enrolling() -> None:
    (stop,) = look("due 3 weeks after enrolling", since="2027-01-04 16:00")
    assert str(stop.due) == "2027-01-26 00:00:00+00:00"
    (stop,) = look("due 3 weeks after enrolling")
    assert (stop.due, stop.overdue) == (None, False)


def test_the_next_is_the_first_that_is_open_and_what_is_optional_comes_last() -> None:
    stops = look("optional", "opens 2027-02-01", "", "")
    found = find_next(stops)
    assert found
    assert found.module.number == 3
    stops = look("optional", "", stands={2: finish()})
    assert find_next(stops) == stops[0]
    assert count_done(stops) == (1, 1)


def test_dates_are_told_in_order_and_only_of_what_is_left() -> None:
    rules = (
        "due 2027-01-09",
        "opens 2027-02-01; closes 2027-03-01",
        "due 2027-01-20",
        "closes 2027-01-01",
    )
    stops = look(*rules, stands={3: finish()})
    dates = list_dates(stops, When(at(NOON), LONDON))
    assert [(each.stop.module.number, each.event, each.over) for each in dates] == [
        (1, Event.DUE, True),
        (2, Event.OPENS, False),
        (2, Event.CLOSES, False),
    ]


@pytest.mark.parametrize(
    ("rule", "hours", "lock", "told"),
    [
        ("", Hours(opens=local("2027-01-11")), Lock.UNTIL, Event.OPENS),
        ("opens 2027-01-02", Hours(opens=local("2027-01-11")), Lock.UNTIL, Event.OPENS),
        ("", Hours(closes=local("2027-01-10")), Lock.CLOSED, None),
        ("closes 2027-03-01", Hours(closes=local("2027-01-10")), Lock.CLOSED, None),
        ("", Hours(closes=local("2027-01-11")), None, Event.CLOSES),
    ],
)
def test_the_hours_of_a_quiz_itself_hold_in_the_course(
    rule: str, hours: Hours, lock: Lock | None, told: Event | None
) -> None:
    stops = look(rule, hours=hours)
    assert stops[0].lock is lock
    assert [each.event for each in list_dates(stops, When(at(NOON), LONDON))] == (
        [told] if told else []
    )
