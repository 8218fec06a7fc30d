"""Pictures, sound and video of cases and courses, for people who are signed in.

Knows addresses and headers; which file an address stands for, if any, is decided below.
"""

from flask import Blueprint, Response, request
from werkzeug.exceptions import RequestedRangeNotSatisfiable
from werkzeug.wsgi import wrap_file

from learning.operations.media import Medium
from learning.operations.studio_paths import find_prefix
from learning.operations.studio_scan import WorkFolder
from learning.web.assets import LONGEST
from learning.web.current import current_site, current_viewer
from learning.web.guards import signed_in
from learning.web.reviewing import find_review
from learning.web.security import FILE_POLICY

blueprint = Blueprint("media", __name__)
# Only who was shown it may keep it; another digest is another address.
UNSENT = frozenset({304, 416})
FOR_EVER = f"private, max-age={LONGEST}, immutable"


@blueprint.get("/media/<digest>/<path:path>")
@signed_in
def show_medium(digest: str, path: str) -> Response:
    """Send a medium, or the part of it that was asked for: of a work, or of the content folder."""
    folder = WorkFolder(current_site(), find_prefix(path))
    asker, review_id = current_viewer(), find_review(path)
    return send_medium(folder.open_medium(digest, path, asker=asker, review_id=review_id))


def send_medium(medium: Medium) -> Response:
    """Make the answer that sends a medium and closes it."""
    try:
        response = _answer(medium)
    except RequestedRangeNotSatisfiable:
        response = Response(status=416, headers={"Content-Range": f"bytes */{medium.size}"})
    if request.method == "HEAD" or response.status_code in UNSENT:
        # Nobody will read it to its end, which is what would close it.
        medium.stream.close()
    return response


def _answer(medium: Medium) -> Response:
    response = Response(
        wrap_file(request.environ, medium.stream),
        content_type=medium.mime,
        headers={
            "Content-Disposition": "inline",
            "Content-Length": str(medium.size),
            "Content-Security-Policy": FILE_POLICY,
            "Cache-Control": FOR_EVER,
        },
        direct_passthrough=True,
    )
    response.set_etag(medium.digest)
    response.make_conditional(request, accept_ranges=True, complete_length=medium.size)
    return response
