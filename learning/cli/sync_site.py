"""A site as `learning pull` and `learning push` reach it: by HTTPS, with a personal token.

The token goes to the one site that was named and nowhere else: no redirect is followed, and plain
HTTP is for this machine alone. Nothing that comes back is believed.
"""

import hmac
import os
import re
import stat
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from http.client import (
    HTTPConnection,
    HTTPException,
    HTTPResponse,
    HTTPSConnection,
    IncompleteRead,
)
from ipaddress import ip_address
from pathlib import Path
from ssl import create_default_context
from urllib.parse import quote, unquote, urlsplit

from learning.errors import BadSettings, LearningError
from learning.exchange.packages import MOST_BYTES
from learning.exchange.sync import (
    MOST_MESSAGE,
    Pulled,
    Pushed,
    Taken,
    is_prefix,
    read_pulled,
    read_taken,
    write_pushed,
)
from learning.quiz.json_values import as_list, as_record, as_text, as_whole, read_json

TOKEN = "LEARNING_TOKEN"  # noqa: S105 (the name of the variable)
NO_PLACE = (
    "Write the address of a course or case, such as "
    "https://learning.example.org/cases/damp-in-the-nursery"
)
QUIET_SECONDS = 60.0
WHOLE_SECONDS = 600.0
MOST_PULLED = 300 * 1024 * 1024
CHUNK = 64 * 1024
TRIES = 2
LONGEST_SAID = 2000
OK, CLASHING = 200, 409
REDIRECTS = range(300, 400)
_TOKEN_SHAPE = re.compile(r"[\w-]{20,128}", re.ASCII)
_ADDRESS = re.compile(r"/(?:studio/(?:works|sync)/)?((?:cases|courses)/[^/]+)/?")


class SyncFailed(LearningError):
    """The site could not be reached, refused, or said what makes no sense."""


class SyncClashed(SyncFailed):
    """Nothing was taken, because others changed the same."""


@dataclass(frozen=True, slots=True)
class Place:
    """One work at one site, such as `cases/damp` at `https://learning.example.org`."""

    site: str
    prefix: str

    def prove(self, token: str) -> str:
        """Give what only the holder of a token can write beside a site's name.

        A folder that came from somebody else may name any site: none is sent a token because of it.
        """
        words = f"{self.site} {self.prefix}".encode()
        return hmac.new(token.encode(), words, sha256).hexdigest()


def read_place(address: str) -> Place:
    """Read an address such as https://learning.example.org/cases/damp; raises BadSettings.

    >>> read_place("https://learning.example.org/studio/works/cases/damp/")
    Place(site='https://learning.example.org', prefix='cases/damp')
    >>> read_place("https://learning.example.org/cases/caf%C3%A9").prefix
    'cases/café'
    """
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port
    except ValueError as error:
        raise BadSettings(NO_PLACE) from error
    # A browser copies `é` from its address bar as `%C3%A9`.
    found = _ADDRESS.fullmatch(unquote(parts.path)) if host else None
    if found is None or not is_prefix(found[1]) or parts.query or parts.fragment or "@" in address:
        raise BadSettings(NO_PLACE)
    if parts.scheme != "https" and not (parts.scheme == "http" and _is_own_machine(host)):
        raise BadSettings("The address has to begin with https://, or the token could be read")
    named = f"[{host}]" if ":" in host else host
    return Place(f"{parts.scheme}://{named}{f':{port}' if port else ''}", found[1])


def _is_own_machine(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def read_token(site: str, file: Path | None) -> str:
    """Give the token for a site: of the environment, or of a file that nobody else can read."""
    if file is None and (token := os.environ.get(TOKEN, "").strip()):
        return _check_token(token, TOKEN)
    file = file or name_token_file(site)
    try:
        with file.open("rb") as opened:
            found = os.fstat(opened.fileno())
            if not stat.S_ISREG(found.st_mode) or stat.S_IMODE(found.st_mode) & 0o077:
                raise BadSettings(f"Others can read {file}. Change that: chmod 600 '{file}'")
            token = opened.read(1000).decode(errors="replace").strip()
    except OSError as error:
        raise BadSettings(
            f"There is no token: set {TOKEN}, or write it to {file} and let nobody else read that "
            f"({error.strerror}). You make one under Your account, Your tokens"
        ) from error
    return _check_token(token, str(file))


def name_token_file(site: str) -> Path:
    """Give where the token for a site is looked for."""
    base = os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config"
    return Path(base) / "side-by-side" / urlsplit(site).netloc.replace(":", "_")


def _check_token(token: str, where: str) -> str:
    if not _TOKEN_SHAPE.fullmatch(token):
        raise BadSettings(f"What {where} holds is no token")
    return token


@dataclass(frozen=True, slots=True)
class Answer:
    """What a site answered."""

    status: int
    body: bytes


def pull_work(place: Place, token: str) -> Pulled:
    """Get all of a work, in as many portions as it takes; raises SyncFailed."""
    pulled = _pull(place, token, "")
    files = dict(pulled.files)
    while len(files) < len(pulled.stamps):
        more = _pull(place, token, max(files, default=""))
        if more.stamps != pulled.stamps:
            raise SyncFailed(f"{place.prefix} was changed this very moment. Pull again")
        if not more.files.keys() - files.keys():
            raise SyncFailed(f"{place.site} does not send all of {place.prefix}")
        files.update(more.files)
        if sum(map(len, files.values())) > MOST_PULLED:
            raise SyncFailed(f"{place.site} sends more than a course or case may have")
    return replace(pulled, files=files)


def _pull(place: Place, token: str, after: str) -> Pulled:
    answer = _ask(place, token, "GET", after=after)
    if answer.status != OK:
        raise SyncFailed("\n".join(_explain(place, answer)))
    try:
        return read_pulled(answer.body, place.prefix)
    except ValueError as error:
        raise SyncFailed(f"{place.site} sent what is not taken: {clean(str(error))}") from error


def push_work(place: Place, token: str, pushed: Pushed) -> Taken:
    """Send changes of a work; raises SyncClashed, and nothing was stored, or SyncFailed.

    After that, nothing was stored either, or it is not known.
    """
    body = write_pushed(pushed)
    if len(body) > MOST_BYTES:
        most = MOST_BYTES // 1024**2
        raise SyncFailed(f"What changed is over {most} MiB packed. Push some of its files first")
    answer = _ask_again(place, token, body)
    if answer.status != OK:
        failed = SyncClashed if answer.status == CLASHING else SyncFailed
        raise failed("\n".join(_explain(place, answer)))
    try:
        return read_taken(answer.body.decode(), place.prefix)
    except ValueError as error:
        said = clean(str(error))
        raise SyncFailed(f"{place.site} answered what makes no sense: {said}") from error


def _ask_again(place: Place, token: str, body: bytes) -> Answer:
    """Send changes, and once more where the line broke: they have an id and count once."""
    for _ in range(TRIES - 1):
        try:
            return _ask(place, token, "POST", body)
        except SyncFailed as error:
            if not isinstance(error.__cause__, OSError | HTTPException):
                raise
    return _ask(place, token, "POST", body)


def _ask(
    place: Place, token: str, method: str, body: bytes | None = None, *, after: str = ""
) -> Answer:
    line = _connect(place.site)
    headers = {"Authorization": f"Bearer {token}", "Accept": "*/*", "Connection": "close"}
    if body is not None:
        headers["Content-Type"] = "application/octet-stream"
    path = f"/studio/sync/{quote(place.prefix)}" + (f"?after={quote(after)}" if after else "")
    try:
        line.request(method, path, body, headers)
        response = line.getresponse()
        return Answer(response.status, _read(place, response))
    except (OSError, HTTPException) as error:
        said = clean(str(error) or type(error).__name__)
        raise SyncFailed(f"{place.site} cannot be reached: {said}") from error
    finally:
        line.close()


def _connect(site: str) -> HTTPConnection:
    parts = urlsplit(site)
    host = parts.hostname or ""
    if parts.scheme == "http":
        return HTTPConnection(host, parts.port, timeout=QUIET_SECONDS)
    # Checks the certificate and the name in it.
    context = create_default_context()
    return HTTPSConnection(host, parts.port, timeout=QUIET_SECONDS, context=context)


def _read(place: Place, response: HTTPResponse) -> bytes:
    """Read an answer, however slowly and endlessly it may come."""
    until, body = time.monotonic() + WHOLE_SECONDS, bytearray()
    while chunk := response.read(CHUNK):
        body += chunk
        if len(body) > MOST_MESSAGE:
            raise SyncFailed(f"{place.site} sends more than a course or case may have")
        if time.monotonic() > until:
            raise SyncFailed(f"{place.site} takes too long")
    if response.length:
        raise IncompleteRead(bytes(body), response.length)
    return bytes(body)


def _explain(place: Place, answer: Answer) -> Iterator[str]:
    """Say why the site did not do it, in its own words where it has any."""
    if answer.status in REDIRECTS:
        yield f"{place.site} leads elsewhere, where the token is not sent. Name the right address"
        return
    try:
        record = as_record(read_json(answer.body.decode()))
        said = clean(as_text(record.get("error")))
        details = [f"  {clean(as_text(each))}" for each in as_list(record.get("details", []))]
        clashes = [line for each in as_list(record.get("clashes", [])) for line in _tell(each)]
    except ValueError:
        yield f"{place.site} answered {answer.status} and nothing that makes sense"
        return
    yield said
    yield from details
    yield from clashes


def _tell(value: object) -> Iterator[str]:
    """Say of one file what clashes, line by line."""
    record = as_record(value)
    yield f"{clean(as_text(record.get('path')))}: {clean(as_text(record.get('what')))}"
    for each in map(as_record, as_list(record.get("lines"))):
        at = as_record(each.get("at"))
        theirs, mine = _texts(each.get("theirs")), _texts(each.get("mine"))
        yield from tell_lines(theirs, as_whole(at.get("theirs")), whose="theirs")
        yield from tell_lines(mine, as_whole(at.get("mine")), whose="yours")


def _texts(value: object) -> Sequence[str]:
    return [clean(as_text(each)) for each in as_list(value)]


def tell_lines(lines: Sequence[str], first: int, *, whose: str) -> Iterator[str]:
    """Show lines of a version with their numbers.

    >>> list(tell_lines(["Ring."], 3, whose="theirs")), list(tell_lines([], 3, whose="yours"))
    (['  theirs 3: Ring.'], ['  yours 3: (nothing)'])
    """
    for number, line in enumerate(lines or ["(nothing)"], first):
        yield f"  {whose} {number}: {clean(line)}"


def clean(said: str) -> str:
    r"""Give words of a site as they can be printed: a terminal obeys some signs.

    >>> clean("a\x1b[2Jb")
    'a\ufffd[2Jb'
    """
    return "".join(each if each.isprintable() else "\ufffd" for each in said[:LONGEST_SAID])
