"""What was acknowledged in a session before a SIGKILL is stored once; seeded faults are seen."""

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from learning.operations.publishing import publish
from learning.operations.site import Site
from learning.team.record import dump_act
from tests.storage.seated import LED, list_stored, make_people, open_case
from tests.storage.session_killing import AMINA, COLE, act_of, name_of
from tests.storage.test_session_log import assert_whole

ROUNDS = 10
ROOT = Path(__file__).parents[2]
Known = Mapping[str, Sequence[int]]


def survive(site: Site, fault: str = "none", rounds: int = ROUNDS) -> None:
    """Let two people act through the kills, then check what is stored against what they know."""
    (cole,), (amina,) = make_people(site, 1, standing="educator"), make_people(site, 1)
    session_id = open_case(site, cole, LED)
    people = {COLE: cole.person_id, AMINA: amina.person_id}
    command = [sys.executable, "-m", "tests.storage.session_killing", fault, str(rounds)]
    done = subprocess.run(
        [*command, site.settings.database_url, session_id, *people.values()],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        timeout=120,
        check=True,
    )
    said = json.loads(done.stdout)
    for who, person_id in people.items():
        check(site, session_id, said[who], who=who, person_id=person_id)
    assert_whole(site, session_id)
    assert said["kills"] == 2 * rounds


def check(site: Site, session_id: str, known: Known, *, who: str, person_id: str) -> None:
    events = [each for each in list_stored(site, session_id) if each.seq > 1]
    stored = [each for each in events if each.person_id == person_id]
    acknowledged = {(name_of(who, no), dump_act(act_of(who, no))) for no in known["acknowledged"]}
    sent = {dump_act(act_of(who, no)) for no in known["tried"]}
    bodies = Counter(each.body for each in stored)
    assert len(acknowledged) > 5
    assert known["early"] == [], "told before it was stored"
    if who == COLE:
        assert max(bodies.values()) == 1, "stored twice"
    assert acknowledged <= {(each.request_id, each.body) for each in stored}, (
        "acknowledged and lost"
    )
    assert len(stored) <= len(set(known["tried"])), "stored and never sent"
    assert set(bodies) <= sent, "stored and never sent"


@pytest.fixture
def lite(lite_site: Site, content: Path) -> Site:
    assert not publish(lite_site, content, "test").broken
    return lite_site


def test_what_was_acknowledged_outlives_kills(stocked: Site) -> None:
    survive(stocked)


@pytest.mark.parametrize(
    ("fault", "seen"),
    [
        ("acknowledge first", "acknowledged and lost"),
        ("no names", "stored twice"),
        ("broadcast first", "told before it was stored"),
    ],
)
def test_the_check_sees_a_seeded_fault(lite: Site, fault: str, seen: str) -> None:
    with pytest.raises(AssertionError, match=seen):
        survive(lite, fault, rounds=3)
