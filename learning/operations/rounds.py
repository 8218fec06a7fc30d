"""What a serving site does though nobody asks for it: every few minutes, in a thread of its own.

Several processes may do the same at once; each thing is done by one of them.
"""

import logging
import threading
from dataclasses import dataclass, field

from learning.errors import LearningError
from learning.operations.abandoned import hand_in_abandoned
from learning.operations.keeping import settle_progress
from learning.operations.reminders import send_reminders
from learning.operations.site import Site
from learning.operations.studio_history import thin_saves

EVERY_SECONDS = 300.0
log = logging.getLogger("learning.rounds")


@dataclass(frozen=True, slots=True)
class Rounds:
    """The rounds of one process, until they are stopped or the process ends."""

    site: Site
    every: float = EVERY_SECONDS
    stopped: threading.Event = field(default_factory=threading.Event)

    def start(self) -> threading.Thread:
        """Begin at once, without keeping whoever calls waiting."""
        thread = threading.Thread(target=self._run, name="rounds", daemon=True)
        thread.start()
        return thread

    def _run(self) -> None:
        self._go()
        while not self.stopped.wait(self.every):
            self._go()

    def _go(self) -> None:
        try:
            settle_progress(self.site)
            report = hand_in_abandoned(self.site)
            reminded = send_reminders(self.site)
            thin_saves(self.site)
        except LearningError:
            # A database that is away or full will be back: the next round does what is left.
            log.warning("a round was broken off", exc_info=True)
            return
        for attempt_id in report.broken:
            log.warning("attempt %s is abandoned and cannot be handed in", attempt_id)
        if report.handed_in:
            log.info("handed in %d abandoned attempts", report.handed_in)
        if reminded:
            log.info("sent %d reminders of sessions", reminded)
