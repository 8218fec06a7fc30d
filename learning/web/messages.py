"""Messages on the first page are put away here. Knows one operation."""

from flask import Blueprint, redirect
from flask.typing import ResponseReturnValue

from learning.operations.messages import read_message
from learning.web.current import current_site, current_viewer
from learning.web.guards import signed_in

blueprint = Blueprint("messages", __name__)


@blueprint.post("/messages/<message_id>/read")
@signed_in
def read(message_id: str) -> ResponseReturnValue:
    """Put a message away, and go back to the first page."""
    read_message(current_site(), current_viewer(), message_id)
    return redirect("/", 303)
