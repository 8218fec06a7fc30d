"""What was acknowledged before a SIGKILL is stored once; a seeded fault shows that we would see."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import select

from learning.operations.publishing import publish
from learning.operations.site import Site
from learning.play.record import dump_move
from learning.storage.schema import Attempt, Move
from tests.storage.conftest import PASSWORD, join, viewer_of
from tests.storage.killing import MOVES, PATH, Key, move_of
from tests.storage.plays import assert_counted
from tests.storage.written import FRONT, write

KILLS = 10
ROOT = Path(__file__).parents[2]


def publish_rounds(site: Site, tmp_path: Path) -> Site:
    """Publish a case in which going on twice is not the same as once."""
    turns = "".join(f"- [Turn {number}](#the-round)\n" for number in range(1, MOVES - 1))
    more = "needs: [housing]\nsetting: primary\nroles: [health, law]\nstart: the-round\n"
    text = f"""{FRONT.format(title="Rounds", kind="case", more=more)}
## The round

{turns}- [Turn {MOVES - 1}](#the-end)

## The end

> Ending (good): Well done.
"""
    write(tmp_path / "rounds", PATH, text)
    assert publish(site, tmp_path / "rounds", "test").broken == {}
    return site


@pytest.fixture
def rounds(site: Site, tmp_path: Path) -> Site:
    return publish_rounds(site, tmp_path)


@pytest.fixture
def lite_rounds(lite_site: Site, tmp_path: Path) -> Site:
    return publish_rounds(lite_site, tmp_path)


def survive(site: Site, fault: str = "none", kills: int = KILLS) -> None:
    """Let a learner work on through the kills, then check what is stored against what they know."""
    viewer = viewer_of(site, join(site, "Amina"))
    command = [sys.executable, "-m", "tests.storage.killing", site.settings.database_url]
    done = subprocess.run(
        [*command, PASSWORD, fault, str(kills)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        timeout=60,
        check=True,
    )
    said = json.loads(done.stdout)
    check(site, *({tuple(each) for each in said[word]} for word in ("tried", "acknowledged")))
    assert_counted(site, viewer)
    assert said["kills"] == kills


def check(site: Site, tried: set[Key], acknowledged: set[Key]) -> None:
    stored = list_stored(site)
    sent = {(attempt, no, dump_move(move_of(no))) for attempt, no in tried}
    assert len(acknowledged) > KILLS
    assert acknowledged <= {each[:2] for each in stored}, "acknowledged and lost"
    assert set(stored) <= sent, "stored and never sent"
    assert len(set(stored)) == len(stored), "stored twice"


def list_stored(site: Site) -> list[tuple[int, int, str]]:
    moves = select(Attempt.request_id, Move.no, Move.body)
    with site.database.read() as connection:
        rows = connection.execute(
            moves.join(Move, Move.attempt_id == Attempt.id).where(Move.no > 0)
        ).all()
    return [(int(request.split()[1]), no, body) for request, no, body in rows]


def test_what_was_acknowledged_outlives_kills(rounds: Site) -> None:
    survive(rounds)


@pytest.mark.parametrize(
    ("fault", "seen"),
    [
        ("acknowledge first", "acknowledged and lost"),
        ("no number", "stored and never sent"),
        ("two transactions", "not what the moves come to"),
    ],
)
def test_the_check_sees_a_seeded_fault(lite_rounds: Site, fault: str, seen: str) -> None:
    with pytest.raises(AssertionError, match=seen):
        survive(lite_rounds, fault, kills=3)
