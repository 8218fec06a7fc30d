"""Static files, read once at the start and answered from memory, compressed.

Knows bytes and addresses, no pages. The version in each address is a hash over all files, so that
style sheets and modules may name each other by relative paths and everything is kept for a year.
"""

import gzip
import hashlib
import mimetypes
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from werkzeug.wrappers import Request, Response

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

PREFIX = "/static/"
LONGEST = 31_536_000
FOR_EVER = f"public, max-age={LONGEST}, immutable"
NOT_KEPT = "no-cache"
PACKED_TYPES = frozenset({"application/javascript", "application/json", "image/svg+xml"})
TYPES = {".js": "text/javascript", ".mjs": "text/javascript", ".woff2": "font/woff2"}


@dataclass(frozen=True, slots=True)
class Asset:
    """One file: its bytes, those bytes packed (None: packing gains nothing), type and hash."""

    plain: bytes
    packed: bytes | None
    type: str
    hash: str


@dataclass(frozen=True, slots=True)
class Assets:
    """All files by their path in the folder, and the version they make up together."""

    files: Mapping[str, Asset]
    version: str

    def url(self, path: str) -> str:
        """Give the address of a file; a misspelt one raises LookupError."""
        if path not in self.files:
            raise LookupError(f"there is no static file {path!r}")
        return f"{PREFIX}{self.version}/{path}"

    def find(self, address: str) -> tuple[Asset, bool] | None:
        """Give the file at an address, and whether the address names this version of it."""
        version, _, path = address.removeprefix(PREFIX).partition("/")
        asset = self.files.get(path)
        return (asset, version == self.version) if asset else None


def read_assets(folder: Path) -> Assets:
    """Read every file below the folder."""
    paths = sorted(each for each in folder.rglob("*") if each.is_file())
    files = {each.relative_to(folder).as_posix(): _read(each) for each in paths}
    together = "\n".join(f"{name} {asset.hash}" for name, asset in files.items())
    return Assets(files, hashlib.sha256(together.encode()).hexdigest()[:12])


def _read(path: Path) -> Asset:
    plain = path.read_bytes()
    guessed = TYPES.get(path.suffix) or mimetypes.guess_type(path.name)[0]
    kind = guessed or "application/octet-stream"
    asset = Asset(plain, None, kind, hashlib.sha256(plain).hexdigest()[:16])
    if not (kind.startswith("text/") or kind in PACKED_TYPES):
        return asset
    packed = gzip.compress(plain, 9, mtime=0)
    return replace(asset, packed=packed) if len(packed) < len(plain) else asset


class StaticFiles:
    """A WSGI layer that answers for static files and passes everything else on.

    It stands before Flask, so that a file costs no session, no guard and no database.
    """

    def __init__(
        self, inner: "WSGIApplication", assets: Assets, headers: Mapping[str, str]
    ) -> None:
        self.inner = inner
        self.assets = assets
        self.headers = dict(headers)

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        found = self._find(environ)
        if found is None:
            return self.inner(environ, start_response)
        asset, current = found
        response = self._answer(Request(environ), asset)
        response.headers["Cache-Control"] = FOR_EVER if current else NOT_KEPT
        return response(environ, start_response)

    def _find(self, environ: "WSGIEnvironment") -> tuple[Asset, bool] | None:
        path: str = environ.get("PATH_INFO", "")
        if not path.startswith(PREFIX) or environ["REQUEST_METHOD"] not in {"GET", "HEAD"}:
            return None
        return self.assets.find(path)

    def _answer(self, request: Request, asset: Asset) -> Response:
        packed = asset.packed if request.accept_encodings["gzip"] else None
        response = Response(asset.plain if packed is None else packed, content_type=_full(asset))
        response.headers.update(self.headers)
        if asset.packed is not None:
            response.vary.add("Accept-Encoding")
        if packed is not None:
            response.headers["Content-Encoding"] = "gzip"
        response.set_etag(asset.hash if packed is None else f"{asset.hash}-gzip")
        return response.make_conditional(request.environ)


def _full(asset: Asset) -> str:
    return f"{asset.type}; charset=utf-8" if asset.type.startswith("text/") else asset.type
