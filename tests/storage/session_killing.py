"""People in a session whose servers are killed again and again: run by itself, it prints the rest.

Two servers at a time, one for a facilitator who announces numbers and one for a member who changes
sides, each killed with SIGKILL at a moment of its own or just before or after a commit. What nobody
acknowledged is sent again under the same name. `fault` seeds a mistake that the check must see.
"""

import json
import os
import random
import select
import signal
import sys
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from sqlalchemy import event

from learning.model.names import HEALTH, LAW
from learning.operations import session_log
from learning.operations.session_log import do
from learning.operations.site import Site, open_site
from learning.settings import Settings
from learning.storage import case_sessions
from learning.storage.case_sessions import EventRow
from learning.team.events import Act, Announce, Join
from tests.storage.killing import POINTS, SECRET, die

COLE, AMINA = "cole", "amina"
Say = Callable[[str, int], None]
# Seconds between two acts: a session takes 500 announcements, and a fast machine would get there.
LONGEST_PAUSE = 0.01


@dataclass
class History:
    """What one person knows: which acts they tried, which were confirmed, what was told early."""

    who: str
    person_id: str
    tried: list[int] = field(default_factory=list)
    acknowledged: list[int] = field(default_factory=list)
    early: list[int] = field(default_factory=list)

    def following(self) -> int:
        """Give the number of the act to send next: the last once more if nobody confirmed it."""
        if not self.tried:
            return 1
        return self.tried[-1] + (self.tried[-1] in self.acknowledged)


@dataclass(frozen=True)
class Life:
    """How one server lives, and how it dies: by itself at its `last`th act, or at any moment."""

    url: str
    session_id: str
    fault: str
    point: str
    last: int


def act_of(who: str, no: int) -> Act:
    """Give the one act that belongs under a number."""
    return Announce(f"Word {no}") if who == COLE else Join(HEALTH if no % 2 else LAW)


def name_of(who: str, no: int) -> str:
    return f"{who} {no}"


def live(life: Life, history: History, say: Say) -> None:
    """Act on and on, until killed."""
    site = open_site(Settings(database_url=life.url, secret=SECRET))
    site.broadcast.listen(lambda _, seq: compare(site, life, say, seq))
    if life.fault == "broadcast first":
        broadcast_first(site)
    first = history.following()
    for no in range(first, first + 10_000):
        say("try", no)
        if life.fault == "acknowledge first":
            say("ack", no)
        send(site, life, history, no=no, last=no - first == life.last)
        if life.fault != "acknowledge first":
            say("ack", no)
        time.sleep(random.uniform(0, LONGEST_PAUSE))


def send(site: Site, life: Life, history: History, *, no: int, last: bool) -> None:
    if last and life.point == "before commit":
        event.listen(site.database.engine, "commit", lambda _: die())
    name = site.new_id() if life.fault == "no names" else name_of(history.who, no)
    act = act_of(history.who, no)
    done = do(site, life.session_id, act, by=history.person_id, request_id=name)
    assert done.refused is None, done.refused
    if last and life.point == "after commit":
        die()


def compare(site: Site, life: Life, say: Say, seq: int) -> None:
    """Look, when a number is told, whether others can read it."""
    with site.database.read() as connection:
        row = case_sessions.load_session(connection, life.session_id)
    if row is None or row.new.seq < seq:
        say("early", seq)


def broadcast_first(site: Site) -> None:
    """Seed a mistake: tell of events before they are committed."""
    add_events = case_sessions.add_events

    def tell_and_add(connection: object, events: list[EventRow]) -> None:
        site.broadcast.tell(events[-1].session_id, events[-1].seq)
        add_events(connection, events)

    session_log.case_sessions.add_events = tell_and_add


def begin_life(history: History, life: Life) -> tuple[int, int]:
    """Fork a server, and give its process and where it says what it does."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        try:
            live(life, history, lambda word, no: _say(writing, word, no))
        finally:
            # Whatever went wrong, this must not go on as a second parent.
            traceback.print_exc()
            os._exit(1)
    os.close(writing)
    return child, reading


def _say(writing: int, word: str, no: int) -> None:
    os.write(writing, f"{word} {no}\n".encode())


def listen(histories: dict[int, History], victims: dict[int, int]) -> None:
    """Write down what servers say until all are dead; kill the victims at a moment of our own."""
    pending = dict.fromkeys(histories, b"")
    ends = {each: time.monotonic() + random.uniform(0.2, 0.5) for each in victims}
    limit = time.monotonic() + 30
    while pending:
        for reading in select.select(list(pending), [], [], 0.02)[0]:
            said = os.read(reading, 4096)
            *lines, pending[reading] = (pending[reading] + said).split(b"\n")
            for line in lines:
                word, no = line.decode().split()
                history = histories[reading]
                known = {"try": history.tried, "ack": history.acknowledged, "early": history.early}
                known[word].append(int(no))
            if not said:
                del pending[reading]
                os.close(reading)
        now = time.monotonic()
        for each in [each for each, end in ends.items() if now > min(end, limit)]:
            os.kill(victims[each], signal.SIGKILL)
            del ends[each]


def spend_lives(histories: list[History], life: Life, number: int) -> int:
    """Let both live once, and count those that were killed."""
    begun = {}
    for at, history in enumerate(histories):
        point = POINTS[(number + at) % len(POINTS)]
        own = replace(life, point=point, last=random.randrange(3, 15))
        begun[history.who] = (*begin_life(history, own), point)
    victims = {reading: child for child, reading, point in begun.values() if point == "any moment"}
    listen({begun[each.who][1]: each for each in histories}, victims)
    ends = [os.waitpid(child, 0)[1] for child, _, _ in begun.values()]
    return sum(os.WIFSIGNALED(each) and os.WTERMSIG(each) == signal.SIGKILL for each in ends)


def main(url: str, session_id: str, *people: str, fault: str, rounds: int) -> None:
    random.seed(rounds)
    histories = [
        History(who, person_id) for who, person_id in zip((COLE, AMINA), people, strict=True)
    ]
    life = Life(url, session_id, fault, "", 0)
    kills = sum(spend_lives(histories, life, number) for number in range(rounds))
    said = {
        each.who: {"tried": each.tried, "acknowledged": each.acknowledged, "early": each.early}
        for each in histories
    }
    json.dump({"kills": kills, **said}, sys.stdout)


if __name__ == "__main__":
    main(*sys.argv[3:], fault=sys.argv[1], rounds=int(sys.argv[2]))
