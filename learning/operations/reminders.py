"""Emails that remind people of their sessions over days: who gets which, each sent once.

An email is claimed and committed before it goes. It is never sent twice; where a process dies or
the server goes silent in between, it is lost, at most that one time.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import Connection

from learning.errors import StorageBusy
from learning.operations.mail import Fate, Post, opened_post
from learning.operations.session_log import Opened, load
from learning.operations.session_mail import Due, list_due, write_reminder
from learning.operations.site import Site
from learning.storage import reminders
from learning.storage.reminders import Recipient

# What ended longer ago is news to nobody.
RECENT = timedelta(days=3)
# One round sends no more, so that a slow server does not keep the other rounds waiting for long.
MOST = 200
log = logging.getLogger("learning.reminders")


@dataclass(slots=True)
class _Round:
    """One round: what takes letters, and how many it was given and has taken."""

    site: Site
    post: Post
    tried: int = 0
    sent: int = 0

    @property
    def over(self) -> bool:
        return self.post.failed or self.tried >= MOST


def send_reminders(site: Site) -> int:
    """Send what is due and give how many went; what does not go now is left to the next round."""
    with site.database.read() as connection:
        watched = reminders.list_watched(connection, after=site.clock() - RECENT)
    with opened_post(site.settings) as post:
        doing = _Round(site, post)
        for session_id in watched:
            if doing.over:
                break
            try:
                _remind(doing, session_id)
            except StorageBusy:
                raise
            except Exception:
                # One session that cannot be read keeps nobody else's emails back.
                log.exception("the reminders of session %s cannot be sent", session_id)
    return doing.sent


def _remind(doing: _Round, session_id: str) -> None:
    site = doing.site
    with site.database.read() as connection:
        opened = load(site, connection, session_id)
        due, people = _find_due(site, connection, opened)
    for each in due:
        if doing.over:
            return
        _send(doing, opened, each, people[each.person])


def _find_due(
    site: Site, connection: Connection, opened: Opened
) -> tuple[Sequence[Due], dict[str, Recipient]]:
    sent = reminders.list_sent(connection, opened.row.id)
    due = tuple(list_due(opened.module, opened.session, now=site.clock(), sent=sent))
    people = reminders.list_recipients(connection, [each.person for each in due]) if due else {}
    return [each for each in due if each.person in people], dict(people)


def _send(doing: _Round, opened: Opened, due: Due, reader: Recipient) -> None:
    site, session_id = doing.site, opened.row.id
    claimed = _claim(site, session_id, due)
    if not claimed:
        return
    doing.tried += 1
    to = (reader.email, reader.name)
    letter = write_reminder(site, opened.module, due, session_id=session_id, to=to)
    fate = doing.post.send(letter, letter_id=site.new_id(), at=site.clock())
    if fate is Fate.LATER:
        _release(site, session_id, due, claimed)
    elif fate is not Fate.SENT:
        log.warning("a reminder of session %s is lost: %s", session_id, fate)
    doing.sent += fate is Fate.SENT


def _claim(site: Site, session_id: str, due: Due) -> tuple[str, ...]:
    """Claim a reminder, and note what it makes needless; give what was claimed, if it was."""

    def store(connection: Connection) -> tuple[str, ...]:
        claimed: list[str] = []
        for about in due.abouts:
            at = site.clock()
            if reminders.claim(connection, session_id, due.person, about=about, at=at):
                claimed.append(about)
            elif not claimed:
                break
        return tuple(claimed)

    return site.database.transact(store)


def _release(site: Site, session_id: str, due: Due, claimed: tuple[str, ...]) -> None:
    with site.database.write() as connection:
        reminders.release(connection, session_id, due.person, abouts=claimed)
