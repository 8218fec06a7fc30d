"""Links drawn as QR pictures, dark on white whatever the page is like."""

from io import BytesIO

import segno
from flask import Response

from learning.web.security import FILE_POLICY


def draw_link(link: str) -> Response:
    """Draw a link."""
    picture = BytesIO()
    segno.make(link, micro=False).save(picture, kind="svg", scale=8, border=3, light="#fff")
    response = Response(picture.getvalue(), content_type="image/svg+xml")
    response.headers["Content-Security-Policy"] = FILE_POLICY
    return response
