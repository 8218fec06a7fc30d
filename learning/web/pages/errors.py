"""What the error pages say: what happened, what became of what one sent, what to do next."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

PASSWORDS = frozenset({"password", "old", "new"})
Kept = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Words:
    """The fixed words of one kind of error page."""

    heading: str
    paragraphs: tuple[str, ...]
    resend: bool = False


@dataclass(frozen=True, slots=True)
class ErrorPage:
    """An error page. `kept` are the fields of the request, to be sent again to `target`.

    `typed` are those a person wrote, to be copied where sending again would not do.
    """

    heading: str
    paragraphs: tuple[str, ...]
    reference: str | None = None
    details: tuple[str, ...] = ()
    sign_in: str | None = None
    target: str = ""
    kept: Kept = ()
    typed: tuple[str, ...] = ()


NOT_FOUND = Words(
    "Page not found",
    (
        "There is nothing at this address, or it is not yours to open.",
        "If you typed the address, check it for slips. A link may be out of date.",
    ),
)
NOT_ALLOWED = Words("You cannot open this page", ())
SIGNED_OUT = Words(
    "You have been signed out",
    (
        "You were away for a while, or signed out in another tab.",
        "Nothing has been stored yet. What you sent is kept on this page.",
        "Sign in again in a new tab. Then come back to this one and send it again.",
    ),
    resend=True,
)
STALE = Words(
    "You have moved on since this page was shown",
    ("Perhaps it was open in another tab. Nothing was changed.",),
)
INVALID = Words(
    "We could not take that", ("Go back, mend what is listed here, and send it again.",)
)
TOO_MANY = Words("Too many attempts", ())
BUSY = Words(
    "We cannot store anything just now",
    (
        "What you sent was not stored, and nothing that was stored before is lost.",
        "Wait a few seconds and try again. Sending the same thing twice does no harm.",
    ),
    resend=True,
)
BROKEN = Words(
    "This case cannot be shown",
    ("There is a mistake in its file. Whoever looks after the cases can see what it is.",),
)
OLD_FORM = Words(
    "That page was too old to send",
    ("Its form no longer fits your session, so nothing was done.",),
    resend=True,
)
FOREIGN = Words("That was not sent from here", ("Nothing was done.",))
WRONG_METHOD = Words(
    "That address does not work this way",
    ("It takes a form, or shows a page, but not both. Go back and use the page’s own buttons.",),
)
TO_PROGRAMS: Mapping[int, str] = {
    400: "That did not come whole, or is not what is taken here. Nothing was done.",
    401: "Nothing opens with this token: it was ended, or is none of this site. Make a new one.",
    404: "There is no such course or case here, or it is not yours to write.",
    405: "This address is read with GET and written to with POST.",
    413: "That is more than is taken at once. Nothing was done.",
    503: "Nothing can be stored just now. Nothing was done; try again in a few seconds.",
}
TOO_LARGE = Words(
    "That was too long to take",
    (
        "We take at most 256 KB in 200 fields at once, and 20,000 characters in one answer.",
        "Nothing was stored.",
        "Go back: what you typed should still be on the page. Shorten it and send it again.",
    ),
)
TOO_LARGE_FILE = Words(
    "That file is too large",
    ("We take files of at most 20 MiB, and zip files of at most 21 MiB. Nothing was stored.",),
)
TOO_LARGE_ROSTER = Words(
    "That roster is too large",
    ("We take files of at most 1 MiB. Divide it into several files. Nothing was stored.",),
)
TOO_LONG_ADDRESS = Words("That address is too long", ("Check it, or start from the first page.",))
BAD_REQUEST = Words("We could not read that", ("Nothing was done. Go back and try again.",))
FAULT = Words(
    "Something went wrong on our side",
    (
        "We have written down what happened. Answers that were stored before are safe.",
        "Try again. If it keeps happening, tell whoever runs this site, and give this reference.",
    ),
)


def keep_fields(fields: Iterable[tuple[str, str]]) -> Kept | None:
    """Give the fields to send again, or None where a password is among them.

    >>> keep_fields([("no", "3"), ("words", "mould on the wall"), ("csrf_token", "x")])
    (('no', '3'), ('words', 'mould on the wall'))
    >>> keep_fields([("email", "amina@example.org"), ("password", "x")]) is None
    True
    """
    pairs = [(name, value) for name, value in fields if name != "csrf_token"]
    return None if any(name in PASSWORDS for name, _ in pairs) else tuple(pairs)


def find_typed(kept: Kept) -> tuple[str, ...]:
    """Give what a person wrote of the kept fields: values of several words.

    >>> find_typed((("no", "3"), ("words", "mould on the wall")))
    ('mould on the wall',)
    """
    return tuple(value for _, value in kept if " " in value.strip())


def describe_fields(fields: Mapping[str, str]) -> tuple[str, ...]:
    """Give the messages of an `InvalidInput`, each once, in order."""
    return tuple(dict.fromkeys(fields.values()))
