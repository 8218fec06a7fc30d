"""A small proxy that hands connections to several servers in turn, as one in front of nodes does.

Knows bytes only. A server that does not answer is passed over; what breaks with it, breaks.
"""

import asyncio
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import count

Ends = tuple[asyncio.StreamReader, asyncio.StreamWriter]


class Proxy:
    """One port for all of them. `taken` counts the connections that each server got."""

    def __init__(self, ports: Sequence[int]) -> None:
        self.ports = ports
        self.port = 0
        self.taken = dict.fromkeys(ports, 0)
        self.turns = count()
        self.open: set[asyncio.StreamWriter] = set()

    async def serve(self, ready: threading.Event) -> None:
        self.loop, self.stop = asyncio.get_running_loop(), asyncio.Event()
        server = await asyncio.start_server(self._take, "127.0.0.1", 0, backlog=512)
        self.port = server.sockets[0].getsockname()[1]
        ready.set()
        await self.stop.wait()
        server.close()
        for each in tuple(self.open):
            each.close()
        await asyncio.gather(*asyncio.all_tasks() - {asyncio.current_task()})

    async def _take(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.open.add(writer)
        found = await self._find()
        if found is not None:
            self.open.add(found[1])
            await asyncio.gather(_pass(reader, found[1]), _pass(found[0], writer))
        for each in (writer, *(found or ())[1:]):
            each.close()
            with suppress(OSError):
                await each.wait_closed()
            self.open.discard(each)

    async def _find(self) -> Ends | None:
        first = next(self.turns)
        for number in range(len(self.ports)):
            port = self.ports[(first + number) % len(self.ports)]
            with suppress(OSError):
                ends = await asyncio.open_connection("127.0.0.1", port)
                self.taken[port] += 1
                return ends
        return None


async def _pass(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(OSError):
        while piece := await reader.read(65536):
            writer.write(piece)
            await writer.drain()
    writer.close()


@contextmanager
def run_proxy(ports: Sequence[int]) -> Iterator[Proxy]:
    """Run one in a thread of its own."""
    proxy, ready = Proxy(ports), threading.Event()
    thread = threading.Thread(target=lambda: asyncio.run(proxy.serve(ready)), daemon=True)
    thread.start()
    assert ready.wait(10)
    try:
        yield proxy
    finally:
        proxy.loop.call_soon_threadsafe(proxy.stop.set)
        thread.join(10)
