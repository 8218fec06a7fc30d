"""Whole works for programs: all of one, and changes of it, by an educator's personal token.

No cookie opens these addresses, and what they answer is never a page (docs/pull-and-push.md).
"""

from flask import Blueprint, Response, jsonify, make_response, request
from flask.typing import ResponseReturnValue

from learning.content.threeway import Clash
from learning.errors import InvalidInput
from learning.exchange.sync import (
    MOST_MESSAGE,
    FaultyFiles,
    Pushed,
    Taken,
    read_pushed,
    write_pulled,
    write_taken,
)
from learning.operations import studio_sync
from learning.operations.studio_sync import Clashing, FileClash
from learning.web.current import current_site
from learning.web.guards import current_bearer, token_alone
from learning.web.security import MAX_FILES

blueprint = Blueprint("studio_sync", __name__)
NO_MESSAGE = "This is no message of learning push"
REFUSED = "This cannot be taken as it is. Nothing was stored."
MOST_CLASHES = 50

assert MOST_MESSAGE <= MAX_FILES


@blueprint.get("/studio/sync/<path:prefix>")
@token_alone
def pull(prefix: str) -> ResponseReturnValue:
    """Send a work: all of it, or as many files after a path as go into one message."""
    after = request.args.get("after", "")
    stamps, files = studio_sync.pull_work(current_site(), current_bearer(), prefix, after=after)
    response = make_response(write_pulled(stamps, files))
    response.content_type = "application/octet-stream"
    return _keep_nowhere(response)


@blueprint.post("/studio/sync/<path:prefix>")
@token_alone
def push(prefix: str) -> ResponseReturnValue:
    """Take changes of a work: all of them, or none and why."""
    try:
        taken = _push(_read(prefix), prefix)
    except Clashing as clashing:
        return _say_clashes(clashing), 409
    except InvalidInput as error:
        return _say_faults(error), 422
    response = make_response(write_taken(taken))
    response.content_type = "application/json"
    return _keep_nowhere(response)


def _push(pushed: Pushed, prefix: str) -> Taken:
    return studio_sync.push_work(current_site(), current_bearer(), pushed, prefix=prefix)


def _read(prefix: str) -> Pushed:
    try:
        return read_pushed(request.get_data(cache=False), prefix)
    except FaultyFiles as error:
        told = {each.entry: f"{each.what}. {each.mend}" for each in error.faults}
        raise InvalidInput(told) from error
    except ValueError as error:
        raise InvalidInput({NO_MESSAGE: str(error)}) from error


def _say_faults(error: InvalidInput) -> Response:
    faults = [f"{name}: {words}" for name, words in error.fields.items()]
    return _keep_nowhere(jsonify({"error": REFUSED, "details": faults}))


def _say_clashes(clashing: Clashing) -> Response:
    clashes = [_show_clash(each) for each in clashing.clashes]
    return _keep_nowhere(jsonify({"error": str(clashing), "clashes": clashes}))


def _show_clash(clash: FileClash) -> dict[str, object]:
    lines = [_show_lines(each) for each in clash.lines[:MOST_CLASHES]]
    return {"path": clash.path, "what": clash.what, "lines": lines}


def _show_lines(clash: Clash) -> dict[str, object]:
    at = {"theirs": clash.at.theirs, "mine": clash.at.mine}
    return {"at": at, "base": clash.base, "theirs": clash.theirs, "mine": clash.mine}


def _keep_nowhere(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    return response
