"""Compiled modules and courses in memory: each version is compiled once, the least used give way.

Knows where sources are stored and who reads them, not what is in them.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import Generic, TypeVar

from sqlalchemy import Connection

from learning.content.beside import Beside
from learning.content.course_reader import read_course
from learning.content.reader import Reading, read_module
from learning.errors import ContentBroken
from learning.model.course import Course
from learning.model.key import Module
from learning.storage import publications

T = TypeVar("T")
CAPACITY = 256


class Compiled(Generic[T]):
    """The compiled versions of one sort, by path and SHA-256. Safe to use from many threads."""

    def __init__(
        self, read: Callable[[str, bytes, Beside], Reading[T]], capacity: int = CAPACITY
    ) -> None:
        self._read = read
        self._capacity = capacity
        self._kept: OrderedDict[tuple[str, str], T] = OrderedDict()
        self._lookup = threading.Lock()
        self._compile = threading.Lock()

    def get(self, connection: Connection, path: str, sha256: str) -> T:
        """Give the compiled version; raises ContentBroken where this code cannot read it."""
        found = self._find(path, sha256)
        if found is not None:
            return found
        # One at a time: ten learners who open a new case together should compile it once.
        with self._compile:
            found = self._find(path, sha256)
            if found is None:
                found = self._make(connection, path, sha256)
        return found

    def _find(self, path: str, sha256: str) -> T | None:
        with self._lookup:
            found = self._kept.get((path, sha256))
            if found is not None:
                self._kept.move_to_end((path, sha256))
            return found

    def _make(self, connection: Connection, path: str, sha256: str) -> T:
        reading = self._read(path, *publications.load_source(connection, sha256))
        if reading.value is None:
            raise ContentBroken(reading.findings)
        with self._lookup:
            self._kept[path, sha256] = reading.value
            while len(self._kept) > self._capacity:
                self._kept.popitem(last=False)
        return reading.value


class Shelf:
    """Modules and courses, compiled."""

    def __init__(self, capacity: int = CAPACITY) -> None:
        self.modules: Compiled[Module] = Compiled(read_module, capacity)
        self.courses: Compiled[Course] = Compiled(read_course, capacity)
