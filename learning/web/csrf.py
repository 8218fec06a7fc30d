"""The form token: Flask-WTF's, asked on every unsafe request, and masked anew on every page.

Masked, because compressed pages that repeat input would otherwise let the token be guessed letter
by letter from their length (BREACH).
"""

import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as BadBase64
from functools import lru_cache

from flask import Flask, g, request, session
from flask_wtf.csrf import CSRFProtect, generate_csrf

from learning.web.guards import is_for_programs

FIELD = "csrf_token"
HEADER = "X-CSRF-Token"


class MaskedProtect(CSRFProtect):
    """Flask-WTF's protection, reading tokens that `masked_token` wrote."""

    def protect(self, apply_exemptions: bool = False) -> None:
        """Ask for the form token, but where no cookie opens anything.

        Forged requests live on cookies that a browser sends by itself. The addresses for programs
        ask for a header that no browser sends, and look at no cookie (`guards.token_alone`).
        """
        if not is_for_programs():
            super().protect(apply_exemptions)

    def _get_csrf_token(self) -> str | None:
        return unmask(request.form.get(FIELD) or request.headers.get(HEADER, ""))


def add_form_token(app: Flask) -> None:
    """Demand the token on every POST, PUT, PATCH and DELETE."""
    app.config.update(
        # As long as the session it belongs to: a page left open over lunch must still be sendable.
        WTF_CSRF_TIME_LIMIT=None,
        # The origin is checked by `security.refuse_foreign_posts`, which needs no Referer.
        WTF_CSRF_SSL_STRICT=False,
    )
    MaskedProtect(app)


def masked_token() -> str:
    """Give the session's token under this answer's mask; the first call of a session begins it."""
    known = session.get(FIELD)
    token = _signed(known) if isinstance(known, str) else generate_csrf()
    # One mask for all forms of an answer: what is guessed at is compared from answer to answer.
    kept: tuple[str, str] | None = g.get("masked_token")
    if kept is None or kept[0] != token:
        kept = g.masked_token = (token, mask(token))
    return kept[1]


@lru_cache(maxsize=4096)
def _signed(_: str) -> str:
    """Sign a session's token once: it never ages, and signing takes as long as a small query."""
    token: str = generate_csrf()
    return token


def mask(token: str) -> str:
    """Hide a token: the same one looks different each time.

    >>> unmask(mask("a token")), mask("a token") == mask("a token")
    ('a token', False)
    """
    plain = token.encode()
    pad = secrets.token_bytes(len(plain))
    return urlsafe_b64encode(pad + _xor(plain, pad)).decode()


def unmask(masked: str) -> str | None:
    """Give the token under a mask, or None where nothing of ours is there.

    >>> unmask("tampered!"), unmask("")
    (None, None)
    """
    try:
        both = urlsafe_b64decode(masked.encode())
        half = len(both) // 2
        return _xor(both[half:], both[:half]).decode() or None
    except (BadBase64, ValueError):
        return None


def _xor(left: bytes, right: bytes) -> bytes:
    if len(left) != len(right):
        raise ValueError("halves of different length")
    return (int.from_bytes(left) ^ int.from_bytes(right)).to_bytes(len(left))
