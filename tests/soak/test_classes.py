"""Small classes, held as large ones are: nothing lost, doubled, or told out of order."""

from dataclasses import replace

from tests.servers import cannot_run, find_postgres, find_valkey
from tests.soak.classroom import Outcome, Plan
from tests.soak.soak import hold, serving_alone, serving_together, stop_for

SMALL = Plan(people=12, in_team=4, hold=0.5, join_within=1.0)
# How late live updates may be at worst: as late as without any Valkey.
TOLD = 5.0


def check(outcome: Outcome) -> None:
    assert outcome.faults == []
    assert max(outcome.spreads) < TOLD


def test_a_class_on_one_node() -> None:
    with serving_alone() as served:
        check(hold(served, SMALL))


def test_streams_that_are_cut_again_and_again() -> None:
    with serving_alone() as served:
        check(hold(served, replace(SMALL, cut=1.0, cut_share=0.5)))


def test_a_valkey_that_hangs_between_two_nodes() -> None:
    if find_postgres() is None or find_valkey() is None:
        cannot_run("PostgreSQL and Valkey are needed")
    with serving_together(2) as (served, valkey):
        outcome = hold(served, replace(SMALL, hold=1.0), stop_for(valkey, 5.0, after=2.0))

    assert outcome.faults == []
    assert max(outcome.delays) < TOLD
