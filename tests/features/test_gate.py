"""Requests wait for their turn, what is sent before what is asked for, and not for too long."""

import os
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from queue import SimpleQueue

import pytest

from learning.cli.threads import Threads
from learning.web.gate import LARGE_AT_ONCE, Gate

Answer = dict[str, str]
LOOK, SEND = "GET", "POST"


@dataclass
class Slow:
    """An application that works until it is let go, and knows how many it works for."""

    let_go: SimpleQueue[None] = field(default_factory=SimpleQueue)
    began: list[int] = field(default_factory=list)
    inside: int = 0
    most: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def __call__(self, environ: dict[str, int], start: Callable[..., object]) -> Iterable[bytes]:
        with self.lock:
            self.began.append(environ["number"])
            self.inside += 1
            self.most = max(self.most, self.inside)
        self.let_go.get(timeout=20)
        with self.lock:
            self.inside -= 1
        if environ["number"] < 0:
            raise ZeroDivisionError
        start("200 OK", [])
        return []


def ask(
    gate: Gate, number: int, method: str = LOOK, more: Answer | None = None
) -> tuple[str, Answer]:
    said: list[tuple[str, Answer]] = []
    environ = {"number": number, "REQUEST_METHOD": method, **(more or {})}
    gate(environ, lambda status, headers: said.append((status, dict(headers))))
    return said[0]


def ask_later(
    gate: Gate, number: int, method: str = LOOK, more: Answer | None = None
) -> threading.Thread:
    thread = threading.Thread(target=ask, args=(gate, number, method, more), daemon=True)
    thread.start()
    return thread


def wait_for(found: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 10
    while not found():
        assert time.monotonic() < deadline
        time.sleep(0.005)


@pytest.mark.parametrize("doors", [1, 2, 5])
def test_only_so_many_are_worked_on_at_once(doors: int) -> None:
    slow = Slow()
    gate = Gate(slow, doors)
    threads = [ask_later(gate, number) for number in range(20)]
    for _ in threads:
        slow.let_go.put(None)
    for each in threads:
        each.join(10)
    assert sorted(slow.began) == list(range(20))
    assert slow.most <= doors


def queue_up(methods: Sequence[str]) -> list[int]:
    """Let requests come one by one while one is worked on; give them in their turns' order."""
    slow, threads = Slow(), []
    gate = Gate(slow, 1)
    for number, method in enumerate(methods):
        threads.append(ask_later(gate, number, method))
        wait_for(lambda number=number: count_waiting(gate) + len(slow.began) == number + 1)
    for _ in threads:
        slow.let_go.put(None)
    for each in threads:
        each.join(10)
    return slow.began


def count_waiting(gate: Gate) -> int:
    return len(gate._sending) + len(gate._looking)


@pytest.mark.parametrize("method", [LOOK, SEND])
def test_requests_come_in_in_their_order(method: str) -> None:
    assert queue_up([method] * 20) == list(range(20))


def test_what_is_sent_goes_before_what_is_asked_for() -> None:
    assert queue_up([LOOK, LOOK, LOOK, SEND, SEND]) == [0, 3, 4, 1, 2]


def test_however_much_is_sent_those_who_look_have_their_turns() -> None:
    assert queue_up([LOOK, LOOK, LOOK, *[SEND] * 9]) == [0, 3, 4, 5, 6, 1, 7, 8, 9, 10, 2, 11]


def test_few_send_whole_files_at_once_and_nobody_else_waits_for_them() -> None:
    slow = Slow()
    gate = Gate(slow, 9)
    large = {"PATH_INFO": "/studio/sync/cases/damp", "CONTENT_LENGTH": "9000000"}
    senders = [ask_later(gate, number, SEND, large) for number in range(6)]
    wait_for(lambda: len(slow.began) == LARGE_AT_ONCE)
    other = ask_later(gate, 9)
    wait_for(lambda: 9 in slow.began)
    assert len(slow.began) == LARGE_AT_ONCE + 1
    for _ in range(7):
        slow.let_go.put(None)
    for each in (*senders, other):
        each.join(10)
    assert sorted(slow.began) == [0, 1, 2, 3, 4, 5, 9]


def test_who_waits_too_long_is_told_when_to_come_again() -> None:
    slow = Slow()
    gate = Gate(slow, 1, headers=(("X-Content-Type-Options", "nosniff"),), patience=0.05)
    first = ask_later(gate, 1)
    wait_for(lambda: slow.began == [1])
    status, headers = ask(gate, 2)
    assert status.startswith("503")
    assert int(headers["Retry-After"]) > 0
    assert headers["X-Content-Type-Options"] == "nosniff"
    slow.let_go.put(None)
    first.join(10)
    slow.let_go.put(None)
    assert ask(gate, 3)[0] == "200 OK"
    assert slow.began == [1, 3]


def test_who_sends_slowly_takes_nobodys_turn() -> None:
    slow, pipe = Slow(), os.pipe()
    gate = Gate(slow, 1)
    with open(pipe[0], "rb", buffering=0) as half, open(pipe[1], "wb", buffering=0) as rest:
        sent = {"number": 1, "wsgi.input": half, "CONTENT_LENGTH": "8"}
        thread = threading.Thread(target=gate, args=(sent, lambda *_: None), daemon=True)
        thread.start()
        rest.write(b"half")
        slow.let_go.put(None)
        assert ask(gate, 2)[0] == "200 OK"
        rest.write(b"done")
        slow.let_go.put(None)
        thread.join(10)
    assert slow.began == [2, 1]
    assert sent["wsgi.input"].read() == b"halfdone"


def test_what_breaks_leaves_its_place_to_the_next() -> None:
    slow = Slow()
    gate = Gate(slow, 1)
    for _ in range(3):
        slow.let_go.put(None)
        with pytest.raises(ZeroDivisionError):
            ask(gate, -1)
    slow.let_go.put(None)
    assert ask(gate, 1)[0] == "200 OK"


def test_threads_are_made_as_they_are_needed_and_end_when_they_are_not() -> None:
    threads, let_go = Threads(5, idle_seconds=0.2), threading.Event()
    before = threading.active_count()
    results = [threads.submit(lambda number: let_go.wait(10) and number, each) for each in range(9)]
    assert threading.active_count() == before + 5
    let_go.set()
    assert [each.result(10) for each in results] == list(range(9))
    wait_for(lambda: threading.active_count() <= before)
    assert threads.submit(lambda number: number, 9).result(10) == 9


def test_a_thread_outlives_what_breaks_in_it() -> None:
    threads = Threads(1)
    broken = threads.submit(lambda number: 1 // number, 0)
    assert isinstance(broken.exception(10), ZeroDivisionError)
    assert threads.submit(lambda number: 1 // number, 1).result(10) == 1


def test_threads_lose_nothing_while_they_end() -> None:
    threads = Threads(3, idle_seconds=0.001)
    for number in range(500):
        assert threads.submit(lambda number: number, number).result(10) == number
        time.sleep(0.001)
