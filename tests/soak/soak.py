"""A class of 300, streams that are cut, a Valkey that stops: minutes of each, and what came of it.

Prints a table and fails where something was lost, doubled or told out of order; times on shared
machines are printed only. Run it with `make soak`; `make test` runs the same with fewer people.
"""

import asyncio
import resource
import signal
import sys
import tempfile
from collections.abc import Awaitable, Callable, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

from learning.operations.site import Site
from tests.servers import Valkey, find_postgres, find_valkey, run_postgres, run_valkey
from tests.soak.classroom import Outcome, Plan, hold_class
from tests.soak.crowd import Node, make_site, running_node

FILES = 8_192
STOPPED_FOR = 15.0
STOPPED_AFTER = 20.0
CLASS = Plan(people=300, hold=20.0, join_within=60.0)
CUT_FOR = 180.0
CUT = Plan(people=100, hold=16.0, cut=4.0, join_within=20.0)
STOPPED = Plan(people=60, hold=8.0, join_within=10.0)


@dataclass(frozen=True)
class Nodes:
    """A site with the nodes that serve it."""

    site: Site
    nodes: list[Node]

    @property
    def ports(self) -> list[int]:
        return [node.port for node in self.nodes]

    def list_sizes(self) -> list[str]:
        """Say how large each process is that does the work, and how many threads it has."""
        return [
            f"{worker.memory_info().rss / 2**20:.0f} MiB, {worker.num_threads()} threads"
            for node in self.nodes
            for worker in psutil.Process(node.process.pid).children()
        ]


def main() -> int:
    """Run everything, print it, and give how many faults there were."""
    raise_limits()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    faults = 0
    with serving_alone() as served:
        faults += report("a class of 300 on SQLite", served, hold(served, CLASS))
    with serving_alone() as served:
        outcome = hold(served, CUT)
        faults += report("a fifth of the streams cut every 4 s", served, outcome)
        assert outcome.seconds >= CUT_FOR, "streams were not cut for as long as they should be"
    with serving_together(2) as (served, valkey):
        stop = stop_for(valkey, STOPPED_FOR)
        faults += report("Valkey stopped for 15 s", served, hold(served, STOPPED, stop))
    return faults


def raise_limits() -> None:
    """Allow as many open files as a crowd needs; what is started gets the same."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, min(FILES, hard)), hard))


def hold(
    served: Nodes, plan: Plan, disturb: Callable[[], Awaitable[None]] | None = None
) -> Outcome:
    """Hold one class on these nodes."""
    return run_apart(hold_class(served.site, served.ports, plan, disturb))


def run_apart(work: Coroutine[None, None, Outcome]) -> Outcome:
    """Run it in a thread of its own: a browser's driver may keep a loop in this one."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, work).result()


def report(title: str, served: Nodes, outcome: Outcome) -> int:
    """Print what a class came to, and give how many faults it had."""
    sizes = "; ".join(served.list_sizes())
    print(f"{title}: {outcome.say()} ({sizes})", *outcome.faults[:20], sep="\n  ", flush=True)  # noqa: T201
    return len(outcome.faults)


@contextmanager
def serving_alone() -> Iterator[Nodes]:
    """Serve a site on SQLite, as `make serve` does."""
    with tempfile.TemporaryDirectory() as name:
        site = make_site(Path(name), f"sqlite:///{name}/soak.sqlite3")
        try:
            with running_node(site, Path(name)) as node:
                yield Nodes(site, [node])
        finally:
            site.close()


@contextmanager
def serving_together(count: int) -> Iterator[tuple[Nodes, Valkey]]:
    """Serve a site from several nodes; give the Valkey between them too."""
    postgres, valkey = find_postgres(), find_valkey()
    assert postgres, "PostgreSQL was not found"
    assert valkey, "Valkey was not found"
    with ExitStack() as stack:
        name = stack.enter_context(tempfile.TemporaryDirectory())
        database = stack.enter_context(run_postgres(postgres))
        server = stack.enter_context(run_valkey(valkey))
        site = make_site(Path(name), database(), server.url)
        stack.callback(site.close)
        nodes = [stack.enter_context(running_node(site, Path(name))) for _ in range(count)]
        yield Nodes(site, nodes), server


def stop_for(
    valkey: Valkey, seconds: float, after: float = STOPPED_AFTER
) -> Callable[[], Awaitable[None]]:
    """Give what stops a Valkey for a while, as if its machine hung."""

    async def stop() -> None:
        await asyncio.sleep(after)
        valkey.signal(signal.SIGSTOP)
        try:
            await asyncio.sleep(seconds)
        finally:
            valkey.signal(signal.SIGCONT)

    return stop


if __name__ == "__main__":
    sys.exit(min(main(), 1))
