"""An email as it goes to a server: headers and plain text.

Pure: its moment and its id are given.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

SENDER_NAME = "Side by Side"
# RFC 5321, 4.1.2: a dot-string and a domain, without quotes, as nearly all addresses are.
_USER = re.compile(r"[\w!#$%&'*+/=?^`{|}~-]+(\.[\w!#$%&'*+/=?^`{|}~-]+)*", re.ASCII)
_DOMAIN = re.compile(r"[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*")


@dataclass(frozen=True, slots=True)
class Letter:
    """What is written to whom. `name` is the reader's, as they gave it."""

    to: str
    name: str
    subject: str
    text: str


def write_letter(letter: Letter, *, sender: str, letter_id: str, at: datetime) -> bytes:
    """Give the bytes of an email, with CR LF at the end of each line.

    Nothing that people typed can add a header: a line of a header ends only where we end it.
    Raises ValueError where the address is none that every server understands.

    >>> from datetime import UTC
    >>> letter = Letter("amina@example.org", "Amina\\r\\nBcc: eve@example.org", "Now", "Hello")
    >>> day = datetime(2026, 11, 21, 9, tzinfo=UTC)
    >>> raw = write_letter(letter, sender="site@example.org", letter_id="7", at=day)
    >>> [line for line in raw.decode().splitlines() if "eve" in line]
    ['To: "Amina Bcc: eve@example.org" <amina@example.org>']
    """
    message = EmailMessage(policy=SMTP)
    message["From"] = _address(SENDER_NAME, sender)
    message["To"] = _address(tidy(letter.name), letter.to)
    message["Subject"] = tidy(letter.subject)
    message["Date"] = format_datetime(at)
    message["Message-ID"] = f"<{letter_id}@{sender.rpartition('@')[2]}>"
    # RFC 3834: no machine answers to this one.
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(letter.text, cte="quoted-printable")
    return message.as_bytes()


def tidy(words: str) -> str:
    """Give a text as one line, without signs that nobody sees.

    >>> tidy(" Two\\r\\nlines\\u202e and a \\x00 ")
    'Two lines and a'
    """
    plain = "".join(" " if unicodedata.category(each)[0] in "CZ" else each for each in words)
    return " ".join(plain.split())


def _address(name: str, address: str) -> Address:
    user, _, domain = address.rpartition("@")
    if not _USER.fullmatch(user) or not _DOMAIN.fullmatch(domain):
        raise ValueError("an address that not every server understands")
    return Address(name, user, domain)
