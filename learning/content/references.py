"""Definitions of links, `[name]: address`. No viewer shows them, so one that nothing uses is lost.

A line such as `[Doctor]: hello` is read as one, too.
"""

from collections.abc import Iterable, Iterator

from markdown_it.token import Token
from markdown_it.utils import EnvType

from learning.content.faults import Faults, Place
from learning.content.markdown import get_parser


def _list_labels(tokens: Iterable[Token]) -> Iterator[str]:
    for token in tokens:
        if "label" in token.meta and token.type in ("link_open", "image"):
            yield str(token.meta["label"])
        if token.children:
            yield from _list_labels(token.children)


def parse_referring(text: str, faults: Faults) -> list[Token]:
    """Parse a text, and say N02 of each definition of a link that nothing uses."""
    env: EnvType = {}
    tokens = get_parser().parse(text, env)
    references = env.get("references", {})
    used = frozenset(_list_labels(tokens)) if references else frozenset()
    for label, reference in references.items():
        if label not in used:
            message = (
                f"'[{label.lower()[:60]}]: ...' is read as the address of a link, and not shown"
            )
            fix = "delete it; if it is text, put another word before it"
            faults.add("N02", Place(int(reference["map"][0]) + 1), message, fix=fix)
    return tokens
