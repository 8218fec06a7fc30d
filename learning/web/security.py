"""What every answer tells browsers not to do, and which posts are refused for where they come from.

Knows headers only. docs/adr/0003-web.md says why each is as it is.
"""

import re
import secrets
from urllib.parse import urlsplit

from flask import Flask, Response, g, request
from werkzeug.exceptions import BadRequest, Forbidden, RequestEntityTooLarge

from learning.web.current import loaded_viewer

UNSAFE_METHODS = frozenset({"POST", "PUT", "PATCH", "DELETE"})
MAX_BODY = 256 * 1024
# Where whole files are sent: as much as a zip file may hold, and some words around it.
MAX_FILES = 22 * 1024 * 1024
# Where rosters of up to 1 MiB are sent, and sent again in base64 to confirm them.
MAX_ROSTER = 2 * 1024 * 1024
# Where texts of 128 KiB are sent, sometimes two at once, and what is too long is to be kept too.
MAX_TEXTS = 1024 * 1024
TEXT_ADDRESSES = ("/studio/edit/", "/studio/settle/", "/studio/restore/", "/studio/check/")
FILE_ADDRESSES = ("/studio/media/", "/studio/import", "/studio/sync/")
ROSTER_ADDRESSES = re.compile(r"/cohorts/[^/]+/roster(?:/confirm)?")
MAX_FORM_FIELDS = 200
ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
FRAMED, UNFRAMED = "'self'", "'none'"
FILE_POLICY = "default-src 'none'; frame-ancestors 'none'; sandbox"
HTTPS_ONLY = {"Strict-Transport-Security": "max-age=31536000; includeSubDomains"}


def most_body(path: str) -> int:
    """Give how many bytes are taken at once at an address.

    >>> most_body("/account"), most_body("/studio/sync/cases/damp")
    (262144, 23068672)
    """
    if path.startswith(TEXT_ADDRESSES):
        return MAX_TEXTS
    if ROSTER_ADDRESSES.fullmatch(path):
        return MAX_ROSTER
    return MAX_FILES if path.startswith(FILE_ADDRESSES) else MAX_BODY


def content_policy(nonce: str, *, framed: bool = False, frames: bool = False) -> str:
    """Give the content security policy of a page whose own scripts carry the nonce.

    Scripts run by nonce alone: not even a file of this site runs unless a page of ours names it
    (what a module imports inherits its nonce). No page stands in a frame but one that is `framed`
    by our own, and none has frames but one that says so.
    """
    own = "frame-src 'self'; " if frames else ""
    return (
        f"default-src 'none'; script-src 'nonce-{nonce}'; style-src 'self' 'nonce-{nonce}'; "
        "img-src 'self'; media-src 'self'; font-src 'self'; connect-src 'self'; "
        f"form-action 'self'; {own}"
        f"base-uri 'none'; frame-ancestors {FRAMED if framed else UNFRAMED}"
    )


def file_headers(production: bool) -> dict[str, str]:
    """Give the headers of a static file, which has no scripts of its own to allow."""
    strict = HTTPS_ONLY if production else {}
    return {**ALWAYS, **strict, "Content-Security-Policy": FILE_POLICY}


def let_be_framed(response: Response) -> Response:
    """Let pages of our own show this answer in a frame."""
    response.headers["Content-Security-Policy"] = content_policy(page_nonce(), framed=True)
    return response


def let_hold_frames(response: Response) -> Response:
    """Let this answer show pages of our own in frames."""
    response.headers["Content-Security-Policy"] = content_policy(page_nonce(), frames=True)
    return response


def page_nonce() -> str:
    """Give this answer's nonce, made at the first call."""
    if "nonce" not in g:
        g.nonce = secrets.token_urlsafe(16)
    nonce: str = g.nonce
    return nonce


def add_security(app: Flask, *, production: bool) -> None:
    """Limit what is read, refuse foreign posts, and put the headers on every answer."""
    app.config.update(
        MAX_CONTENT_LENGTH=MAX_BODY,
        MAX_FORM_MEMORY_SIZE=MAX_BODY,
        MAX_FORM_PARTS=MAX_FORM_FIELDS,
    )
    fixed = [*ALWAYS.items(), *(HTTPS_ONLY.items() if production else ())]

    def put_headers(response: Response) -> Response:
        response.headers.extend(fixed)
        if "Content-Security-Policy" not in response.headers:
            response.headers["Content-Security-Policy"] = content_policy(page_nonce())
        if "Cache-Control" not in response.headers:
            kept = "no-store" if loaded_viewer() else "private, no-cache"
            response.headers["Cache-Control"] = kept
        return response

    app.before_request(_limit_body)
    app.before_request(refuse_foreign_posts)
    app.before_request(refuse_unreadable)
    app.after_request(put_headers)


def _limit_body() -> None:
    request.max_content_length = most = most_body(request.path)
    if most in {MAX_TEXTS, MAX_ROSTER}:
        request.max_form_memory_size = most


def refuse_foreign_posts() -> None:
    """Refuse an unsafe request that the browser says another site caused.

    Sec-Fetch-Site cannot be set by a page; Origin stands in for it in older browsers. Where
    neither is sent, the form token alone decides.
    """
    if request.method not in UNSAFE_METHODS:
        return
    site = request.headers.get("Sec-Fetch-Site")
    origin = request.headers.get("Origin")
    if site is not None:
        own = site in {"same-origin", "none"}
    else:
        own = origin is None or _names_own_host(origin)
    if not own:
        raise Forbidden("That form was sent from another website, so nothing was done.")


def _names_own_host(origin: str) -> bool:
    try:
        return urlsplit(origin).netloc == request.host
    except ValueError:
        return False


def refuse_unreadable() -> None:
    """Refuse a form that breaks off, has too many fields, or holds what cannot be stored.

    NUL is refused anywhere: nobody can type it, and PostgreSQL cannot store it.
    """
    texts = [request.path, *request.args.values()]
    if request.method in UNSAFE_METHODS:
        texts += _read_fields()
    if any("\0" in each for each in texts):
        raise BadRequest


def _read_fields() -> list[str]:
    try:
        fields = [value for _, value in request.form.items(multi=True)]
    except OSError as broken_off:
        raise BadRequest from broken_off
    # Werkzeug counts the parts of multipart forms only, and one short field makes a row of a page.
    if len(fields) > MAX_FORM_FIELDS:
        raise RequestEntityTooLarge
    return fields
