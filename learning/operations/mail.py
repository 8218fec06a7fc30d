"""Sending emails, by the server that the settings name; without one they go to the log.

What became of a letter is said in one of four words, since only some of them allow to try again.
"""

import logging
import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol
from urllib.parse import SplitResult, unquote, urlsplit

from learning.exchange.mail import Letter, write_letter
from learning.settings import LOOPBACK, Settings

SECONDS = 10.0
# RFC 5321, 4.2.3: done, and not here but passed on.
ACCEPTED, FORWARDED = 250, 251
log = logging.getLogger("learning.mail")


class Fate(StrEnum):
    """What became of a letter. LATER: not taken in, and may be sent again; REFUSED: never will be.

    UNSURE: the server went silent when it had it all, so that a second one could be one too many.
    """

    SENT = "sent"
    LATER = "later"
    REFUSED = "refused"
    UNSURE = "unsure"


class Post(Protocol):
    """Takes letters, until it has failed."""

    failed: bool

    def send(self, letter: Letter, *, letter_id: str, at: datetime) -> Fate:
        """Send a letter, and say what became of it."""


@contextmanager
def opened_post(settings: Settings) -> Iterator[Post]:
    """Give what takes letters; with a server it is called once a letter is there to be sent."""
    if not settings.smtp_url:
        yield LogPost()
        return
    post = SmtpPost(urlsplit(settings.smtp_url), settings.mail_from)
    try:
        yield post
    finally:
        post.close()


class LogPost:
    """Prints letters instead of sending them, without the address."""

    failed = False

    def send(self, letter: Letter, *, letter_id: str, at: datetime) -> Fate:
        log.info(
            "LEARNING_SMTP_URL is not set, so this email is not sent: %s\n%s",
            letter.subject,
            letter.text,
        )
        return Fate.SENT


@dataclass(slots=True)
class SmtpPost:
    """One connection to a server, for as many letters as there are.

    Once it fails, nothing more is tried over it: the next round begins anew.
    """

    server: SplitResult
    sender: str
    failed: bool = False
    _smtp: smtplib.SMTP | None = field(default=None, repr=False)

    def send(self, letter: Letter, *, letter_id: str, at: datetime) -> Fate:
        try:
            raw = write_letter(letter, sender=self.sender, letter_id=letter_id, at=at)
        except ValueError:
            log.warning("email %s has an address that cannot be written to", letter_id)
            return Fate.REFUSED
        smtp = self._open()
        return Fate.LATER if smtp is None else self._hand_over(smtp, letter.to, raw)

    def close(self) -> None:
        if self._smtp is not None:
            with suppress(smtplib.SMTPException, OSError):
                self._smtp.quit()
            self._smtp.close()

    def _open(self) -> smtplib.SMTP | None:
        if self._smtp is None and not self.failed:
            try:
                self._smtp = connect(self.server, self.sender.rpartition("@")[2])
            except (smtplib.SMTPException, OSError, ValueError) as error:
                self._fail(error)
        return None if self.failed else self._smtp

    def _hand_over(self, smtp: smtplib.SMTP, to: str, raw: bytes) -> Fate:
        try:
            smtp.rset()
            code, said = smtp.mail(self.sender)
            if code != ACCEPTED:
                raise smtplib.SMTPResponseException(code, said)
            code, _ = smtp.rcpt(to)
        except (smtplib.SMTPException, OSError) as error:
            self._fail(error)
            return Fate.LATER
        return self._hand_over_text(smtp, raw) if code in {ACCEPTED, FORWARDED} else _judge(code)

    def _hand_over_text(self, smtp: smtplib.SMTP, raw: bytes) -> Fate:
        try:
            code, _ = smtp.data(raw)
        except smtplib.SMTPDataError as error:
            code = error.smtp_code
        except (smtplib.SMTPException, OSError) as error:
            self._fail(error)
            return Fate.UNSURE
        return Fate.SENT if code == ACCEPTED else _judge(code)

    def _fail(self, error: Exception) -> None:
        self.failed = True
        log.warning("emails cannot be sent now: %s", error)


def connect(server: SplitResult, own_name: str) -> smtplib.SMTP:
    """Connect to a server and sign in; raises SMTPException, OSError, ValueError.

    ValueError: a name or password that this way of signing in cannot say.

    But for this machine itself, nothing is said in the clear, and the server shows who it is.
    """
    host, port = server.hostname or "", server.port
    trusted = ssl.create_default_context()
    if server.scheme == "smtps":
        smtp: smtplib.SMTP = smtplib.SMTP_SSL(
            host, port or 465, own_name, timeout=SECONDS, context=trusted
        )
    else:
        smtp = smtplib.SMTP(host, port or 587, own_name, timeout=SECONDS)
    try:
        if server.scheme == "smtp" and host not in LOOPBACK:
            smtp.starttls(context=trusted)
        if server.username is not None:
            smtp.login(unquote(server.username), unquote(server.password or ""))
        smtp.ehlo_or_helo_if_needed()
    except BaseException:
        smtp.close()
        raise
    return smtp


def _judge(code: int) -> Fate:
    """By RFC 5321, 4.2.1: what begins with 4 may be tried again, what begins with 5 may not."""
    log.warning("an email was not taken in: the server said %d", code)
    return Fate.LATER if 400 <= code < 500 else Fate.REFUSED
