"""The threads of a serving process: one for each connection that is worked on or streamed to.

Knows nothing of connections. Threads that find nothing to do end, so that a lecture's streams leave
nothing behind.
"""

import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from typing import Generic, TypeVar

T = TypeVar("T")
IDLE_SECONDS = 10.0
# What a request needs is far less than the 8 MB that a thread may have by default.
STACK_BYTES = 1024 * 1024


@dataclass(frozen=True, slots=True)
class _Task(Generic[T]):
    """Something to do, and where its result is waited for."""

    work: Callable[[], T]
    future: Future[T]

    def run(self) -> None:
        if not self.future.set_running_or_notify_cancel():
            return
        try:
            result = self.work()
        except BaseException as error:  # noqa: BLE001 (whoever asked for the result is told)
            self.future.set_exception(error)
        else:
            self.future.set_result(result)


class Threads:
    """At most so many threads; those used last are used first, and the others end."""

    def __init__(self, most: int, *, idle_seconds: float = IDLE_SECONDS) -> None:
        self._most = most
        self._idle_seconds = idle_seconds
        self._count = 0
        self._idle: list[SimpleQueue[_Task[object]]] = []
        self._backlog: deque[_Task[object]] = deque()
        self._lock = threading.Lock()
        threading.stack_size(STACK_BYTES)

    def submit(self, work: Callable[[T], object], thing: T) -> Future[object]:
        """Let a thread do the work with this, at once or as soon as one is free."""
        future: Future[object] = Future()
        task = _Task(lambda: work(thing), future)
        with self._lock:
            if self._idle:
                self._idle.pop().put(task)
                return future
            if self._count == self._most:
                self._backlog.append(task)
                return future
            self._count += 1
        threading.Thread(target=self._run, args=(task,), daemon=True).start()
        return future

    def shutdown(self, wait: bool = True) -> None:
        """Do nothing: the threads end with the process, which waits for nobody by then."""

    def _run(self, first: _Task[object]) -> None:
        mine: SimpleQueue[_Task[object]] = SimpleQueue()
        task: _Task[object] | None = first
        while task is not None:
            task.run()
            task = self._find_next(mine)

    def _find_next(self, mine: SimpleQueue[_Task[object]]) -> _Task[object] | None:
        with self._lock:
            if self._backlog:
                return self._backlog.popleft()
            self._idle.append(mine)
        try:
            return mine.get(timeout=self._idle_seconds)
        except Empty:
            return self._end(mine)

    def _end(self, mine: SimpleQueue[_Task[object]]) -> _Task[object] | None:
        with self._lock:
            if mine in self._idle:
                self._idle.remove(mine)
                self._count -= 1
                return None
        # Something was handed over in the last moment.
        return mine.get()
