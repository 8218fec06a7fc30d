"""Renders the parts of the interface without the product: for looking at them and for their tests.

`python tools/specimen.py` serves `/specimen`, `/scene` and, with questions of every kind, `/asked`,
`/refused`, `/answered` and `/kept` on a loopback port. It knows pages, templates and static files.
"""

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.questions import make_parts

ROOT = Path(__file__).resolve().parent.parent
POLICY = (
    "default-src 'none'; style-src 'self' 'nonce-specimen'; font-src 'self'; img-src 'self'; "
    "script-src 'self'; form-action 'self'"
)


STATES = ("asked", "refused", "answered", "kept")


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who looks at the specimen."""

    name: str = "Amina"
    side: str = "health"
    side_label: str = "health side"
    may_teach: bool = False
    may_run: bool = False


def make_environment() -> Environment:
    """Templates of the product and of the tests, as strict as the product has them."""
    folders = [ROOT / "templates", ROOT / "tests"]
    return Environment(
        loader=FileSystemLoader(folders),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def render_page(name: str, **context: object) -> str:
    """A whole page from the template, in the context every page has; `context` overrides it."""
    given: Mapping[str, object] = {
        "viewer": Viewer(),
        "nonce": "specimen",
        "asset": lambda path: f"/static/{path}",
        "request_path": "/specimen",
        "flashes": [("good", "Your answer is saved.")],
        "current": "cases",
        "csrf": lambda: "token",
    }
    return make_environment().get_template(name).render({**given, **context})


def render_questions(state: str) -> str:
    """A page with a question of every kind in this state."""
    parts = list(make_parts(state))
    errors = [error for part in parts for error in part.faults.listed]
    page = {"url": "/attempts/1", "no": 1, "parts": parts, "errors": errors, "saves": True}
    return render_page("questions.html.jinja", state=state, page=page, flashes=[])


class SpecimenFiles(SimpleHTTPRequestHandler):
    """Serves `/static/` from the disk and everything else as the template of that name."""

    def do_GET(self) -> None:
        """Answer with a file or with a rendered page under the policy the product sends."""
        if self.path.startswith("/static/"):
            super().do_GET()
            return
        name = self.path.strip("/") or "specimen"
        template = f"{name}.html.jinja"
        if name not in STATES and not (ROOT / "tests" / template).is_file():
            self.send_error(404)
            return
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Security-Policy", POLICY)
        self.end_headers()
        text = render_questions(name) if name in STATES else render_page(template)
        self.wfile.write(text.encode())

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: the pages are looked at, not the log."""


def make_server(port: int = 0) -> ThreadingHTTPServer:
    """A server on the loopback address; port 0 takes a free one."""
    return ThreadingHTTPServer(("127.0.0.1", port), partial(SpecimenFiles, directory=str(ROOT)))


if __name__ == "__main__":
    server = make_server(int(sys.argv[1]) if len(sys.argv) > 1 else 8899)
    print(f"http://127.0.0.1:{server.server_port}/specimen")
    server.serve_forever()
