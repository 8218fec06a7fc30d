"""A story: a play written down by an author, as steps to take and things that must be seen.

Types only. `content/stories.py` reads them from a file, `play/stories.py` plays them.
"""

from dataclasses import dataclass
from enum import StrEnum

from learning.model.condition import Operator
from learning.model.names import Grade, Need, Role
from learning.quiz.answer import Confidence, Result


@dataclass(frozen=True, slots=True)
class Take:
    """Take a choice, named by its words."""

    choice: str


@dataclass(frozen=True, slots=True)
class See:
    """These words are on the page, or (`wanted` False) not; on that of another side if named."""

    words: str
    wanted: bool = True
    role: Role | None = None


@dataclass(frozen=True, slots=True)
class Count:
    """A counter (None: the points earned) compares so."""

    counter: str | None
    operator: Operator
    value: float


class Offer(StrEnum):
    """How a choice stands on a page."""

    OPEN = "open"
    GREYED = "greyed"
    HIDDEN = "hidden"


@dataclass(frozen=True, slots=True)
class Offered:
    """A choice of the scene stands so."""

    choice: str
    how: Offer


@dataclass(frozen=True, slots=True)
class Spot:
    """Mark words and name a need; neighbouring marks are handed in together. None: mark nothing."""

    words: str
    need: Need | None


class Manner(StrEnum):
    """How to answer where the answer itself is not written out."""

    RIGHTLY = "rightly"
    WRONGLY = "wrongly"


# The lines of an answer, each of items; an item is a text, or a pair of texts.
Lines = tuple[tuple[tuple[str, ...], ...], ...]


@dataclass(frozen=True, slots=True)
class Give:
    """Answer a question, named by its words."""

    question: str
    answer: Lines | Manner
    confidence: Confidence | None = None


@dataclass(frozen=True, slots=True)
class Marked:
    """An answer came out so."""

    question: str
    result: Result


@dataclass(frozen=True, slots=True)
class AskHint:
    """Take the next hint of a question."""

    question: str


@dataclass(frozen=True, slots=True)
class RateOwn:
    """Give one's own written answer points, one number a criterion."""

    question: str
    points: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class At:
    """Play stands in this scene."""

    scene: str


@dataclass(frozen=True, slots=True)
class Ends:
    """An ending of this grade has come."""

    grade: Grade


@dataclass(frozen=True, slots=True)
class BeginAt:
    """Begin in this scene, by a shortest way."""

    scene: str


@dataclass(frozen=True, slots=True)
class GoOn:
    """Go on to the next scene of a lesson or quiz."""


@dataclass(frozen=True, slots=True)
class TurnBack:
    """Go back to the page before, in a quiz that tells nothing until it is handed in."""


@dataclass(frozen=True, slots=True)
class HandIn:
    """Leave the ending or the last page: what is looked at after it is the debrief."""


Act = (
    Take
    | See
    | Count
    | Offered
    | Spot
    | Give
    | Marked
    | AskHint
    | RateOwn
    | At
    | Ends
    | BeginAt
    | GoOn
    | TurnBack
    | HandIn
)


@dataclass(frozen=True, slots=True)
class StoryStep:
    """One thing to do or to see, and where it stands in the file."""

    act: Act
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Story:
    """A play with a name. Without roles it is for every side of the case, one after the other."""

    name: str
    roles: tuple[str, ...]
    steps: tuple[StoryStep, ...]
    line: int
    column: int


class MissKind(StrEnum):
    """What is wrong with a step: it is not so, names nothing, or cannot be done there."""

    NOT_SO = "not-so"
    NO_SUCH = "no-such"
    NOT_NOW = "not-now"


@dataclass(frozen=True, slots=True)
class Miss:
    """A step that does not come true. `known` are names that may have been meant for `wanted`."""

    step: StoryStep
    kind: MissKind
    message: str
    wanted: str = ""
    known: tuple[str, ...] = ()


class Missed(Exception):
    """Ends the playing of one step; `replay_story` makes a Miss of it."""

    def __init__(
        self, kind: MissKind, message: str, wanted: str = "", known: tuple[str, ...] = ()
    ) -> None:
        super().__init__(message)
        self.kind = kind
        self.wanted = wanted
        self.known = known
