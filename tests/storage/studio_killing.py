"""What changes what learners have of a work, in a process that kills itself at a statement."""

import os
import signal
import sys
from collections.abc import Callable
from dataclasses import replace
from itertools import count
from pathlib import Path

from sqlalchemy import event

from learning.errors import Stale
from learning.operations.accounts import Viewer
from learning.operations.site import Site, open_site
from learning.operations.studio_publishing import (
    look_at_publishing,
    publish_work,
    withdraw_work,
)
from learning.operations.studio_versions import list_versions, publish_again
from tests.storage.conftest import settings_for
from tests.storage.quizzes import QUIZ

WORK = "courses/listening"


def press(site: Site, viewer: Viewer) -> bool:
    """Look at what publishing the work would do, and confirm it; say whether it was done."""
    digest = look_at_publishing(site, viewer, WORK).forecast.digest
    return publish_work(site, viewer, WORK, digest=digest).stored


def go_back(site: Site, viewer: Viewer) -> bool:
    """Publish the first version of the quiz again, from the page that showed two of them."""
    *_, second, first = list_versions(site, viewer, QUIZ).versions
    try:
        publish_again(site, viewer, QUIZ, version=first.id, seen=second.id)
    except Stale:
        return False
    return True


def withdraw(site: Site, viewer: Viewer) -> bool:
    """Withdraw the work; say whether learners had any of it."""
    return bool(withdraw_work(site, viewer, WORK))


ACTS = {"publish": press, "go-back": go_back, "withdraw": withdraw}


def break_at(site: Site, number: int, fail: Callable[[], None]) -> Callable[[], None]:
    """Fail before statement `number` of those that write, or the commit; give what mends it."""
    numbers, engine = count(1), site.database.engine

    def reach() -> None:
        if next(numbers) == number:
            fail()

    def look(_: object, __: object, statement: str, *___: object) -> None:
        if statement.startswith(("INSERT", "UPDATE", "DELETE")):
            reach()

    def commit(_: object) -> None:
        reach()

    event.listen(engine, "before_cursor_execute", look)
    event.listen(engine, "commit", commit)

    def mend() -> None:
        event.remove(engine, "before_cursor_execute", look)
        event.remove(engine, "commit", commit)

    return mend


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def main(act: str, url: str, folder: str, person: str, number: str) -> None:
    """Die at that statement, or after all of them."""
    settings = replace(settings_for(url), instance_folder=Path(folder))
    site = open_site(settings)
    viewer = Viewer(person, "", "", "nursing", "health", True, False, "")
    break_at(site, int(number), die)
    ACTS[act](site, viewer)
    die()


if __name__ == "__main__":
    main(*sys.argv[1:])
