"""Things kept in memory while they are used: so many at most, and none longer than it lies idle.

Knows keys and ages, not what is kept.
"""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(slots=True)
class Recent(Generic[T]):
    """What was used of late, by its key; `idle` is in seconds. Safe to use from many threads.

    >>> kept = Recent[str](most=2, idle=60.0)
    >>> [kept.get(each, lambda: "new") for each in ("a", "b", "c")], sorted(kept.list_keys())
    (['new', 'new', 'new'], ['b', 'c'])
    """

    most: int
    idle: float
    clock: Callable[[], float] = time.monotonic
    _kept: OrderedDict[str, tuple[float, T]] = field(default_factory=OrderedDict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def get(self, key: str, make: Callable[[], T]) -> T:
        """Give what is kept under a key, or make it; what was used least gives way.

        Nobody waits while it is made: of two made at once the first stays.
        """
        found = self._use(key)
        if found:
            return found[0]
        value = make()
        with self._lock:
            _, value = self._kept.setdefault(key, (self.clock(), value))
            if len(self._kept) > self.most:
                self._kept.popitem(last=False)
        return value

    def _use(self, key: str) -> tuple[T] | None:
        now = self.clock()
        with self._lock:
            self._drop_idle(now)
            if key not in self._kept:
                return None
            _, value = self._kept[key]
            self._kept[key] = now, value
            self._kept.move_to_end(key)
            return (value,)

    def list_keys(self) -> frozenset[str]:
        """Give the keys of all that is kept."""
        with self._lock:
            return frozenset(self._kept)

    def list_others(self, key: str) -> tuple[T, ...]:
        """Give all that is kept under any other key."""
        with self._lock:
            return tuple(value for name, (_, value) in self._kept.items() if name != key)

    def _drop_idle(self, now: float) -> None:
        # The least used stand first.
        while self._kept:
            key, (used, _) = next(iter(self._kept.items()))
            if now - used <= self.idle:
                return
            del self._kept[key]
