"""What authors send from the studio's pages: texts, and what they decided where two clash."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import Request
from werkzeug.datastructures import MultiDict

from learning.content.threeway import Keep, Own, Pick
from learning.operations.studio_saving import LONGEST_REQUEST, Ahead, Sent, Settled
from learning.operations.studio_store import tidy_text

MOST_NUMBER = 9
MOST_PICKS = 60
LONGEST_WORDS = 100
OWN = "own"
BOTH = "both"
PICKS: Mapping[str, Keep] = {
    "theirs": Keep.THEIRS,
    "mine": Keep.MINE,
    BOTH: Keep.THEIRS_FIRST,
}


@dataclass(frozen=True, slots=True)
class ListSheet:
    """Which works are wanted: with some words, one's own alone."""

    words: str = ""
    mine: bool = False


def read_list(query: MultiDict[str, str]) -> ListSheet:
    """Read what the list was asked for."""
    return ListSheet(query.get("words", "").strip()[:LONGEST_WORDS], "mine" in query)


def read_number(typed: str) -> int:
    """Read the number of a save; 0 for what is none.

    >>> read_number("12"), read_number("-1"), read_number("1" * 40)
    (12, 0, 0)
    """
    good = typed.isascii() and typed.isdecimal() and len(typed) <= MOST_NUMBER
    return int(typed) if good else 0


def is_script(request: Request) -> bool:
    """Whether a script asks, which reads data and no pages."""
    return request.accept_mimetypes.best == "application/json"


def read_sent(form: MultiDict[str, str]) -> Sent:
    """Read a text with the number it was begun from."""
    request_id = form.get("request_id", "")[: LONGEST_REQUEST + 1]
    base = read_number(form.get("base", ""))
    return Sent(form.get("text", ""), base, request_id, _read_ahead(form))


def _read_ahead(form: MultiDict[str, str]) -> Ahead | None:
    """Read what the page sent just before, told by the lines that have changed since."""
    name = form.get("after", "")[:LONGEST_REQUEST]
    if not name:
        return None
    lines = tidy_text(form.get("text", "")).split("\n")
    head, tail = (read_number(form.get(each, "")) for each in ("head", "tail"))
    was = tidy_text(form.get("was", "")).split("\n")[:-1]
    return Ahead("\n".join([*lines[:head], *was, *lines[max(0, len(lines) - tail) :]]), name)


def read_settled(form: MultiDict[str, str]) -> Settled:
    """Read what was decided about each clash; where nothing was, both are kept."""
    picks: list[Pick] = []
    for number in range(MOST_PICKS):
        name = f"pick-{number}"
        if name not in form:
            break
        picks.append(_read_pick(form, number))
    return Settled(read_number(form.get("no", "")), picks)


def _read_pick(form: MultiDict[str, str], number: int) -> Pick:
    word = form.get(f"pick-{number}", "")
    if word == OWN:
        return Own(form.get(f"own-{number}", ""))
    return PICKS.get(word, Keep.THEIRS_FIRST)
