"""The rules of who may need help: each at its border, and none for who goes on quietly."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from learning.evidence.helping import Finding, Going, Module, Reason, find_reasons
from learning.evidence.spotting import NeedTally
from learning.model.names import Need

TODAY = date(2026, 11, 22)
LEFT = Module("Debt", begun=True, over=False)
CALM = Going(TODAY, 9, [LEFT], TODAY, [], {})


def reasons(going: Going) -> list[Reason]:
    return [each.reason for each in find_reasons(going)]


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def test_who_goes_on_needs_nothing() -> None:
    assert find_reasons(CALM) == ()


@pytest.mark.parametrize(
    ("begun_by", "learners", "holds"), [(6, 9, True), (5, 9, False), (3, 4, False)]
)
def test_not_begun_though_most_have(begun_by: int, learners: int, holds: bool) -> None:
    module = Module("Debt", begun=False, over=False, begun_by=begun_by)
    going = replace(CALM, learners=learners, modules=[module])
    assert reasons(going) == ([Reason.NOT_BEGUN] if holds else [])


def test_what_is_optional_or_overdue_is_not_told_as_not_begun() -> None:
    module = Module("Debt", begun=False, over=False, begun_by=8)
    optional, overdue = replace(module, optional=True), replace(module, overdue=True)
    assert reasons(replace(CALM, modules=[optional, overdue])) == [Reason.OVERDUE]


@pytest.mark.parametrize(
    ("still", "due_in", "holds"), [(7, 14, True), (6, 14, False), (7, 15, False), (30, 0, True)]
)
def test_standing_still_with_a_day_near(still: int, due_in: int, holds: bool) -> None:
    module = replace(LEFT, due=TODAY + timedelta(days=due_in))
    going = replace(CALM, moved=ago(still), modules=[module])
    assert reasons(going) == ([Reason.STANDING_STILL] if holds else [])


def test_who_never_moved_does_not_stand_still() -> None:
    module = replace(LEFT, due=TODAY)
    assert reasons(replace(CALM, moved=None, modules=[module])) == []


@pytest.mark.parametrize(("waited", "holds"), [(13, True), (12, False), (8, False)])
def test_slower_than_their_own_pace(waited: int, holds: bool) -> None:
    finished = [ago(waited + 8), ago(waited + 4), ago(waited)]
    found = find_reasons(replace(CALM, finished=finished))
    assert found == ((Finding(Reason.SLOWER, count=waited, of=4),) if holds else ())


def test_who_is_through_is_not_slower() -> None:
    finished = [ago(90), ago(80), ago(70)]
    assert reasons(replace(CALM, finished=finished, modules=[replace(LEFT, over=True)])) == []


@pytest.mark.parametrize(("tries", "holds"), [(1, False), (2, True)])
def test_below_the_pass_mark_after_two_tries(tries: int, holds: bool) -> None:
    going = replace(CALM, modules=[replace(LEFT, below=True, tries=tries)])
    assert reasons(going) == ([Reason.BELOW] if holds else [])


@pytest.mark.parametrize(
    ("sure", "right", "holds"), [(4, 0.0, False), (5, 0.0, True), (10, 8.0, False), (10, 5.0, True)]
)
def test_sure_and_wrong_by_more_than_chance(sure: int, right: float, holds: bool) -> None:
    found = find_reasons(replace(CALM, sure=sure, sure_right=right))
    assert bool(found) is holds
    if holds:
        assert (found[0].count, found[0].of) == (sure - right, sure)


@pytest.mark.parametrize(
    ("tally", "reason"),
    [
        (NeedTally(0, 2), None),
        (NeedTally(0, 3), Reason.NEVER_HEARD),
        (NeedTally(1, 2), None),
        (NeedTally(1, 3), Reason.MISSED),
        (NeedTally(2, 2), None),
    ],
)
def test_a_need_that_is_not_heard(tally: NeedTally, reason: Reason | None) -> None:
    found = find_reasons(replace(CALM, spotting={Need.HOUSING: tally}))
    assert [(each.reason, each.need) for each in found] == (
        [(reason, Need.HOUSING)] if reason else []
    )


def test_reasons_come_in_one_order() -> None:
    modules = [replace(LEFT, below=True, tries=2), replace(LEFT, overdue=True)]
    going = replace(CALM, modules=modules, spotting={Need.DEBT: NeedTally(0, 5)})
    assert reasons(going) == [Reason.OVERDUE, Reason.BELOW, Reason.NEVER_HEARD]
