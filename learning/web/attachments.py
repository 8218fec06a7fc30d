"""Files that are saved and not shown: their name, and that nothing in them may run."""

from flask import Response

from learning.web.security import FILE_POLICY


def attach(response: Response, name: str, *, kept: bool = True) -> Response:
    """Send a response as a file of that name; not `kept`, no cache holds it."""
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Content-Security-Policy"] = FILE_POLICY
    if not kept:
        response.headers["Cache-Control"] = "no-store"
    return response
