"""Footnotes as the sources of a case: taken out of the text, numbered, rendered.

Knows nothing of scenes; which sources are public is decided by who refers to them.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from markdown_it.token import Token

from learning.content.faults import Faults
from learning.content.markdown import render
from learning.content.source import Extract
from learning.content.source import Source as File
from learning.model.case import Source


@dataclass(frozen=True, slots=True)
class Footnote:
    """A definition `[^label]: ...`."""

    label: str
    tokens: Sequence[Token]
    line: int


def take_footnotes(tokens: Iterable[Token]) -> tuple[list[Token], list[Footnote]]:
    """Part the definitions of footnotes from all other tokens."""
    rest: list[Token] = []
    notes: list[Footnote] = []
    inside: list[Token] = []
    opened: Token | None = None
    for token in tokens:
        if token.type == "footnote_reference_open":
            opened, inside = token, []
        elif token.type == "footnote_reference_close" and opened is not None:
            notes.append(Footnote(opened.meta["label"], inside, (opened.map or [0])[0]))
            opened = None
        else:
            (rest if opened is None else inside).append(token)
    return rest, notes


def _find_references(tokens: Iterable[Token]) -> Iterator[tuple[Token, Token]]:
    for inline in tokens:
        for child in inline.children or ():
            if child.type == "footnote_ref":
                yield inline, child


def number_references(
    tokens: Sequence[Token], notes: Sequence[Footnote], file: File, *, faults: Faults
) -> Mapping[str, int]:
    """Number the footnotes in the order of their first mention, and say N02 of loose ends."""
    defined = {note.label for note in notes}
    numbers: dict[str, int] = {}
    nearly: set[str] = set()
    streams = [tokens, *(note.tokens for note in notes)]
    for inline, child in (pair for stream in streams for pair in _find_references(stream)):
        label = child.meta["label"]
        if label in defined:
            child.meta["number"] = numbers.setdefault(label, len(numbers) + 1)
            continue
        child.type, child.content = "text", f"[^{label}]"
        place = Extract(inline.content, (inline.map or [0])[0], file).place_of(child.content)
        message = f"footnote [^{label}] is not defined"
        faults.add("N02", place, message, fix=faults.near(label, sorted(defined)))
        # It is not said of the other that nothing mentions it: the misspelt name does.
        nearly.update(get_close_matches(label, sorted(defined), n=1))
    _check_definitions(notes, {*numbers, *nearly}, file, faults)
    return numbers


def _check_definitions(
    notes: Sequence[Footnote], mentioned: Collection[str], file: File, faults: Faults
) -> None:
    seen: set[str] = set()
    for note in notes:
        place = Extract(f"[^{note.label}]", note.line, file).place()
        if note.label in seen:
            faults.add("N02", place, f"footnote [^{note.label}] is defined twice; the first counts")
        elif note.label not in mentioned:
            faults.add("N02", place, f"footnote [^{note.label}] is not used")
        seen.add(note.label)


def make_sources(notes: Sequence[Footnote], numbers: Mapping[str, int]) -> tuple[Source, ...]:
    """Render every footnote that is mentioned, in the order of the numbers."""
    first = {note.label: note for note in reversed(notes)}
    return tuple(
        Source(number, label, render(first[label].tokens)) for label, number in numbers.items()
    )
