"""The form in which a text is marked: points by its rubric, and a few words.

Knows field names and limits, not who may mark what.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from learning.model.solution import Criterion
from learning.quiz.details import find_details

WORDS = "words"
MAX_WORDS_CHARACTERS = 2_000
NO_WORDS = "Write a few words: one thing that is good, and one to mend"
DETAILS = "Leave out numbers, addresses and email addresses: neither of you learns who the other is"
TOO_LONG = f"Shorten your words to {MAX_WORDS_CHARACTERS:,} characters"


@dataclass(frozen=True, slots=True)
class Given:
    """What was sent: the points of each criterion (None: not chosen), and what is wrong."""

    points: tuple[int | None, ...] = ()
    words: str = ""
    fault: str = ""

    @property
    def whole(self) -> tuple[int, ...] | None:
        """The points, where everything is filled in as it should be."""
        points = tuple(each for each in self.points if each is not None)
        return None if self.fault or len(points) < len(self.points) else points


def read_given(
    fields: Mapping[str, Sequence[str]], rubric: Sequence[Criterion], *, own: bool
) -> Given:
    """Read marks by a rubric; who marks their own text need say nothing to themselves."""
    points = tuple(
        _read_points(_text(fields, f"points-{number}"), each.points)
        for number, each in enumerate(rubric, 1)
    )
    words = _text(fields, WORDS).replace("\r\n", "\n").strip()
    return Given(points, words, _find_fault(words, own=own))


def _find_fault(words: str, *, own: bool) -> str:
    if len(words) > MAX_WORDS_CHARACTERS:
        return TOO_LONG
    if find_details(words) and not own:
        return DETAILS
    return NO_WORDS if not words and not own else ""


def _read_points(text: str, most: int) -> int | None:
    return int(text) if text in map(str, range(most + 1)) else None


def _text(fields: Mapping[str, Sequence[str]], name: str) -> str:
    return "".join(fields.get(name, ())[:1])
