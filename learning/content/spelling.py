"""Did you mean: the known name nearest to one that is not known."""

from collections.abc import Iterable
from difflib import get_close_matches

_LONGEST = 80
_CANDIDATES = 1000


def suggest_name(name: str, known: Iterable[str]) -> str:
    """Give "did you mean X?" for the nearest known name, or "" when nothing is near.

    Very long names and lists are cut, so that a hostile file costs no more than a careless one.

    >>> suggest_name("the-leter", ["waiting-room", "the-letter"])
    'did you mean the-letter?'
    >>> suggest_name("zebra", ["waiting-room", "the-letter"])
    ''
    """
    candidates = [each[:_LONGEST] for each in known][:_CANDIDATES]
    near = get_close_matches(name[:_LONGEST], candidates, n=1)
    return f"did you mean {near[0]}?" if near else ""
