"""A learner whose server is killed again and again: run by itself, it prints what came of it.

Workers store moves and say which were tried and which acknowledged; each is killed with SIGKILL, at
a moment of its own or just before or after a commit, and the next one sends again what nobody
acknowledged. `fault` seeds a mistake that the check must see.
"""

import json
import os
import random
import signal
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from sqlalchemy import event

from learning.model.names import ChoiceId
from learning.operations import accounts, attempts
from learning.operations.accounts import Viewer
from learning.operations.site import Site, open_site
from learning.play.state import Choose, Finish, Move
from learning.settings import Settings
from learning.storage import progress

SECRET = "k7Xw2-pQz9_LmN4vRt8sYb3cGh6dJf1a"
PATH = "cases/rounds.md"
MOVES = 20
POINTS = ("after commit", "before commit", "any moment")
Key = tuple[int, int]


@dataclass
class History:
    """What the learner knows: which moves were sent, by attempt and number, and which confirmed."""

    tried: list[Key] = field(default_factory=list)
    acknowledged: list[Key] = field(default_factory=list)

    def following(self) -> Key:
        """Give the move to send next: what was not confirmed once more, else the one after it."""
        if not self.tried:
            return 1, 1
        attempt, no = self.tried[-1]
        if (attempt, no) not in self.acknowledged:
            return attempt, no
        return (attempt, no + 1) if no < MOVES else (attempt + 1, 1)


def move_of(no: int) -> Move:
    """Give the one move that belongs under a number: no two of an attempt are alike."""
    return Finish() if no == MOVES else Choose(ChoiceId(f"turn-{no}"))


def moves_from(first: Key) -> Iterator[Key]:
    attempt, no = first
    while True:
        yield attempt, no
        attempt, no = (attempt, no + 1) if no < MOVES else (attempt + 1, 1)


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


@dataclass
class Worker:
    """One life of the server, which ends by SIGKILL, if not before, at its `life`th move."""

    site: Site
    viewer: Viewer
    say: Callable[[str, Key], None]
    fault: str
    point: str
    life: int

    def run(self, first: Key) -> None:
        for count, key in enumerate(moves_from(first)):
            self.say("try", key)
            if self.fault == "acknowledge first":
                self.say("ack", key)
            self.send(key, last=count == self.life)
            if self.fault != "acknowledge first":
                self.say("ack", key)

    def send(self, key: Key, *, last: bool) -> None:
        number, no = key
        attempt_id = attempts.start(
            self.site, self.viewer, PATH, request_id=f"attempt {number}", anew=True
        )
        if self.fault == "no number":
            no = attempts.open_attempt(self.site, self.viewer, attempt_id).next_no
        if last and self.point == "before commit":
            event.listen(self.site.database.engine, "commit", lambda _: die())
        taken = attempts.take(self.site, self.viewer, attempt_id, no=no, move=move_of(key[1]))
        assert taken.refused is None, taken
        if last and self.point == "after commit":
            die()
        if self.fault == "two transactions":
            with self.site.database.write() as connection:
                count_move(connection, self.viewer.person_id, PATH, at=self.site.clock())


count_move = progress.count_move


def live(url: str, password: str, first: Key, *, say: Callable[[str, Key], None], how: str) -> None:
    fault, point, life = how.split(":")
    if fault == "two transactions":
        progress.count_move = lambda *_, **__: None
    site = open_site(Settings(database_url=url, secret=SECRET))
    known = accounts.sign_in(site, "amina@example.org", password, address="192.0.2.1")
    viewer = accounts.find_viewer(site, known.token)
    assert viewer
    Worker(site, viewer, say, fault, point, int(life)).run(first)


def spend_a_life(history: History, url: str, password: str, how: str) -> bool:
    """Fork a worker and write down what it says; tell whether it worked until it was killed."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)

        def say(word: str, key: Key) -> None:
            os.write(writing, f"{word} {key[0]} {key[1]}\n".encode())

        try:
            live(url, password, history.following(), say=say, how=how)
        finally:
            # Whatever went wrong, this must not go on as a second parent.
            traceback.print_exc()
            os._exit(1)
    os.close(writing)
    listen(history, reading, child if "any moment" in how else None)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL


def listen(history: History, reading: int, victim: int | None) -> None:
    """Read until the worker is dead, killing it at a moment of our own if it is to be a victim."""
    end = None
    with os.fdopen(reading) as lines:
        for line in lines:
            word, attempt, no = line.split()
            known = history.tried if word == "try" else history.acknowledged
            known.append((int(attempt), int(no)))
            end = end or time.monotonic() + random.uniform(0.01, 0.1)
            if victim is not None and time.monotonic() > end:
                os.kill(victim, signal.SIGKILL)
                victim = None


def main(url: str, password: str, fault: str, kills: int) -> None:
    random.seed(kills)
    history = History()
    survived = 0
    for number in range(kills):
        life = random.randrange(3, MOVES - 3)
        how = f"{fault}:{POINTS[number % len(POINTS)]}:{life}"
        survived += spend_a_life(history, url, password, how)
    said = {"tried": history.tried, "acknowledged": history.acknowledged, "kills": survived}
    json.dump(said, sys.stdout)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4]))
