"""Several nodes on one PostgreSQL and one Valkey: any node serves anybody, and one may die."""

import asyncio
import gc
import signal
from collections.abc import Awaitable, Callable, Iterator, Sequence

import pytest

from learning.cli.server import GRACE_SECONDS
from tests.live.proxy import run_proxy
from tests.servers import Valkey, cannot_run, find_postgres, find_valkey
from tests.soak.classroom import Outcome, Plan, hold_class
from tests.soak.crowd import Node
from tests.soak.soak import Nodes, run_apart, serving_together

FOUR = Plan(people=4, in_team=4, hold=1.0, join_within=1.0)
LATE_SECONDS = 5.0
Disturb = Callable[[], Awaitable[None]]
# The crowd leaves its browsers open, as people do.
pytestmark = pytest.mark.filterwarnings("ignore:unclosed <StreamWriter:ResourceWarning")


@pytest.fixture
def together() -> Iterator[tuple[Nodes, Valkey]]:
    """Run two nodes."""
    if find_postgres() is None or find_valkey() is None:
        cannot_run("no PostgreSQL, or no Valkey")
    with serving_together(2) as running:
        yield running


def play(served: Nodes, ports: Sequence[int], disturb: Disturb | None = None) -> Outcome:
    outcome = run_apart(hold_class(served.site, list(ports), FOUR, disturb))
    # Those browsers are gone before the next test begins.
    gc.collect()
    return outcome


def test_a_session_goes_on_when_a_node_is_killed(together: tuple[Nodes, Valkey]) -> None:
    served, _ = together
    with run_proxy(served.ports) as proxy:
        outcome = play(served, [proxy.port], kill_later(served.nodes[0]))
    assert outcome.faults == []
    assert all(proxy.taken.values()), "both nodes had people"
    assert served.nodes[0].process.poll() == -signal.SIGKILL


def kill_later(node: Node) -> Disturb:
    async def kill() -> None:
        await asyncio.sleep(2.0)
        await asyncio.to_thread(node.kill)

    return kill


def test_a_valkey_that_is_killed_and_comes_back(together: tuple[Nodes, Valkey]) -> None:
    served, valkey = together

    async def restart() -> None:
        await asyncio.sleep(1.0)
        await asyncio.to_thread(valkey.kill)
        await asyncio.sleep(6.0)
        await asyncio.to_thread(valkey.start)

    outcome = play(served, served.ports, restart)
    assert outcome.faults == []
    assert max(outcome.delays) < LATE_SECONDS


def test_a_node_stops_at_once_though_streams_are_open(together: tuple[Nodes, Valkey]) -> None:
    served, _ = together
    stopping: list[float] = []

    async def stop() -> None:
        await asyncio.sleep(2.0)
        began = asyncio.get_running_loop().time()
        served.nodes[0].process.terminate()
        await asyncio.to_thread(served.nodes[0].process.wait, 30)
        stopping.append(asyncio.get_running_loop().time() - began)

    outcome = play(served, served.ports, stop)
    assert outcome.faults == []
    assert served.nodes[0].process.returncode == 0
    # Some seconds; on a busy machine more, but never all of the grace.
    assert stopping[0] < GRACE_SECONDS - 5
