"""News reach everybody who listens, in memory and over a real server alike, and delay nobody."""

import logging
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field

import pytest

from learning.broadcast.wakes import Broadcast, InMemory, open_broadcast
from tests.servers import Valkey, free_port

NOTICEABLE = 0.1
# A busy machine stops a program now and then, whoever it waits for.
STOPS = 5
Opener = Callable[[], Broadcast]


@dataclass
class Ear:
    """Somebody who listens."""

    heard: list[tuple[str, int]] = field(default_factory=list)
    news: threading.Condition = field(default_factory=threading.Condition)

    def __call__(self, session_id: str, seq: int) -> None:
        with self.news:
            self.heard.append((session_id, seq))
            self.news.notify_all()

    def hears(self, session_id: str, seq: int, within: float = 10.0) -> bool:
        with self.news:
            return self.news.wait_for(lambda: (session_id, seq) in self.heard, within)


@pytest.fixture(params=["in memory", "over Valkey"])
def opened(request: pytest.FixtureRequest) -> Iterator[Opener]:
    """Open broadcasts that carry news between one another."""
    in_memory = InMemory()
    valkey = request.getfixturevalue("valkey") if request.param == "over Valkey" else None
    with ExitStack() as stack:

        def open_one() -> Broadcast:
            broadcast = open_broadcast(valkey.url) if valkey else in_memory
            stack.callback(broadcast.close)
            return broadcast

        yield open_one


def listen(broadcast: Broadcast, teller: Broadcast) -> Ear:
    """Listen, and wait until what the teller says arrives."""
    ear = Ear()
    broadcast.listen(ear)
    deadline = time.monotonic() + 20
    while not ear.hears("first", 0, within=0.2):
        assert time.monotonic() < deadline
        teller.tell("first", 0)
    return ear


def test_everybody_hears_what_is_told(opened: Opener) -> None:
    teller = opened()
    ears = [listen(opened(), teller) for _ in range(3)]
    teller.tell("one", 7)
    assert all(each.hears("one", 7) for each in ears)


def test_whoever_tells_hears_it_at_once(opened: Opener) -> None:
    broadcast, ear = opened(), Ear()
    broadcast.listen(ear)
    broadcast.tell("one", 7)
    assert ("one", 7) in ear.heard


def test_news_keep_their_order(opened: Opener) -> None:
    teller = opened()
    ear = listen(opened(), teller)
    for seq in range(1, 501):
        teller.tell("one", seq)
    assert ear.hears("one", 500)
    assert [seq for name, seq in ear.heard if name == "one"] == list(range(1, 501))


def test_who_has_closed_hears_nothing_and_may_still_tell(opened: Opener) -> None:
    broadcast, ear = opened(), Ear()
    broadcast.listen(ear)
    broadcast.close()
    broadcast.tell("one", 7)
    assert ear.heard == []


def count_noticeable(work: Callable[[], object], times: int) -> int:
    """Do it again and again; give how often one would have noticed that it took its time."""
    noticed = 0
    for _ in range(times):
        began = time.perf_counter()
        work()
        noticed += time.perf_counter() - began > NOTICEABLE
    return noticed


def test_a_server_that_is_not_there_delays_nobody() -> None:
    broadcast, ear = open_broadcast(f"redis://127.0.0.1:{free_port()}"), Ear()
    broadcast.listen(ear)
    assert count_noticeable(lambda: broadcast.tell("one", 1), 2000) < STOPS
    assert len(ear.heard) == 2000
    broadcast.close()


@pytest.mark.parametrize("sign", [signal.SIGSTOP, signal.SIGKILL])
def test_a_server_that_stops_delays_nobody_and_is_found_again(
    mortal_valkey: Valkey, sign: signal.Signals
) -> None:
    teller, far = open_broadcast(mortal_valkey.url), open_broadcast(mortal_valkey.url)
    ear = listen(far, teller)
    mortal_valkey.signal(sign)
    assert count_noticeable(lambda: teller.tell("down", 1), 2000) < STOPS
    time.sleep(3)
    assert count_noticeable(lambda: teller.tell("down", 2), 10) < STOPS
    come_back(mortal_valkey, sign)
    deadline = time.monotonic() + 20
    while not ear.hears("up", 3, within=0.2):
        assert time.monotonic() < deadline
        teller.tell("up", 3)
    teller.close()
    far.close()


def come_back(server: Valkey, sign: signal.Signals) -> None:
    if sign is signal.SIGSTOP:
        server.signal(signal.SIGCONT)
    else:
        server.kill()
        server.start()


def test_what_others_write_on_the_channel_is_passed_over(valkey: Valkey) -> None:
    from redis import Redis

    from learning.broadcast.valkey import CHANNEL

    broadcast = open_broadcast(valkey.url)
    ear = listen(broadcast, broadcast)
    with Redis.from_url(valkey.url) as stranger:
        for text in ("", "one", "one x", "one -1", "one ²", "one 7"):
            stranger.publish(CHANNEL, text)
    assert ear.hears("one", 7)
    assert {name for name, _ in ear.heard} == {"first", "one"}
    broadcast.close()


def test_trouble_is_told_once_and_without_the_password(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    broadcast = open_broadcast(f"redis://:hidden@127.0.0.1:{free_port()}")
    broadcast.listen(Ear())
    time.sleep(1)
    broadcast.close()
    assert len([each for each in caplog.records if each.name == "learning.broadcast"]) == 1
    assert "hidden" not in caplog.text + repr(broadcast)


def test_no_thread_is_left_behind(valkey: Valkey) -> None:
    broadcast = open_broadcast(valkey.url)
    listen(broadcast, broadcast)
    broadcast.close()
    assert not [each for each in threading.enumerate() if each.name.startswith("broadcast-")]
