"""The first stage: a file as a tree close to its text. Names are still strings with places.

Made by the readers of this package, resolved by `building.py`. Knows no rule.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from markdown_it.token import Token

from learning.content.asking.answers import RawAnswer, RawFreeText, RawTicks, TickOption
from learning.content.faults import Place
from learning.content.footnotes import Footnote
from learning.content.front_matter import FrontMatter
from learning.content.markdown import Block
from learning.content.source import Source
from learning.model.condition import Operator
from learning.model.names import Grade, Kind


@dataclass(frozen=True, slots=True)
class RawCompare:
    """`trust >= 3`."""

    counter: str
    operator: Operator
    value: int
    place: Place


@dataclass(frozen=True, slots=True)
class RawVisited:
    """`visited the-letter`."""

    scene: str
    place: Place


@dataclass(frozen=True, slots=True)
class RawChose:
    """`chose "text of choice"`."""

    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class RawAnswered:
    """`answered QUESTION`, with `right` or `wrong` or neither."""

    question: str
    right: bool | None
    place: Place


@dataclass(frozen=True, slots=True)
class RawNot:
    """`not ...`."""

    part: "RawCondition"


@dataclass(frozen=True, slots=True)
class RawAnd:
    """`... and ...`."""

    parts: tuple["RawCondition", ...]


@dataclass(frozen=True, slots=True)
class RawOr:
    """`... or ...`."""

    parts: tuple["RawCondition", ...]


RawCondition = RawCompare | RawVisited | RawChose | RawAnswered | RawNot | RawAnd | RawOr


def list_leaves(
    condition: RawCondition,
) -> Iterator[RawCompare | RawVisited | RawChose | RawAnswered]:
    """Give the comparisons and questions that a condition is made of."""
    match condition:
        case RawNot(part):
            yield from list_leaves(part)
        case RawAnd(parts) | RawOr(parts):
            for part in parts:
                yield from list_leaves(part)
        case _:
            yield condition


@dataclass(frozen=True, slots=True)
class RawEffect:
    """`trust +1`."""

    counter: str
    operator: str
    amount: int
    place: Place


@dataclass(frozen=True, slots=True)
class RawGuard:
    """The words of one fence: roles, or a condition; `place` is where it was opened."""

    roles: frozenset[str]
    condition: RawCondition | None
    place: Place


@dataclass(frozen=True, slots=True)
class Run:
    """Ordinary Markdown: the tokens of one or more blocks."""

    tokens: tuple[Token, ...]


@dataclass(frozen=True, slots=True)
class Fenced:
    """What stands inside a colon fence."""

    guard: RawGuard
    parts: tuple["Part", ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """An item of a list of choices. `hidden` and `greyed` are its two sorts of `only if`."""

    id: str
    text: str
    label: tuple[Token, ...]
    target: str
    place: Place
    target_place: Place
    effects: tuple[RawEffect, ...] = ()
    hidden: tuple[RawCondition, ...] = ()
    greyed: tuple[RawCondition, ...] = ()
    once: bool = False
    feedback: tuple[Token, ...] = ()


@dataclass(frozen=True, slots=True)
class Choices:
    """A list of choices, with the tokens of the heading before it, which is its prompt.

    `whole`: no item of it was refused, so that they can be counted.
    """

    prompt: tuple[Token, ...]
    choices: tuple[Choice, ...]
    place: Place
    whole: bool = True


@dataclass(frozen=True, slots=True)
class Ending:
    """A quote that ends the case. `grade` is None when it could not be read."""

    grade: Grade | None
    tokens: tuple[Token, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Terms:
    """What stands in the brackets after a question.

    `points` is None where nothing is said of them; `peer`: the other side marks the text;
    `doubtful`: words that could not be read.
    """

    choose: int | None = None
    many: bool = False
    free_text: bool = False
    peer: bool = False
    points: int | None = None
    optional: bool = False
    team: bool | None = None
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class RawHint:
    """A hint and the percent of the points that it costs."""

    tokens: tuple[Token, ...]
    cost: int = 0


@dataclass(frozen=True, slots=True)
class Question:
    """A question with its answer block (None: it could not be read).

    `quotes` holds labelled quotes by label. `doubtful`: an option or the brackets could not be
    read, so what is right is not counted.
    """

    id: str
    title: str
    label: tuple[Token, ...]
    body: tuple[Token, ...]
    answer: RawAnswer | None
    terms: Terms
    quotes: Mapping[str, tuple[tuple[Token, ...], ...]]
    hints: tuple[RawHint, ...]
    outcomes: tuple[str, ...]
    place: Place
    doubtful: bool = False

    @property
    def options(self) -> tuple[TickOption, ...]:
        """The options of a task list; none for other answer blocks."""
        return self.answer.options if isinstance(self.answer, RawTicks) else ()

    @property
    def points(self) -> int:
        """What it is worth: as stated, else as its rubric adds up to, else one point."""
        rubric = self.answer.rubric if isinstance(self.answer, RawFreeText) else ()
        return self.terms.points or sum(each.points for each in rubric) or 1


Part = Run | Fenced | Choices | Ending | Question


@dataclass(frozen=True, slots=True)
class Fence:
    """A colon fence before its words are read: the blocks in it, and those after `otherwise`."""

    words: str
    line: int
    nodes: list["Node"] = field(default_factory=list)
    otherwise: list["Node"] | None = None


Node = Block | Fence


@dataclass(frozen=True, slots=True)
class Scene:
    """A `##` heading and what stands under it."""

    id: str
    title: str
    place: Place
    parts: tuple[Part, ...]
    empty: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """A whole file."""

    source: Source
    front: FrontMatter
    cover: tuple[Token, ...]
    scenes: tuple[Scene, ...]
    notes: tuple[Footnote, ...]
    numbers: Mapping[str, int]

    @property
    def is_case(self) -> bool:
        """Whether it branches; lessons, quizzes and surveys run on from scene to scene."""
        return self.front.kind is Kind.CASE


def list_parts(parts: Sequence[Part]) -> Iterator[Part]:
    """Give all parts in the file's order, those inside fences too."""
    for part in parts:
        yield part
        if isinstance(part, Fenced):
            yield from list_parts(part.parts)


def list_choices(scene: Scene) -> list[Choice]:
    """Give the choices of a scene, whoever may see them."""
    lists = [part for part in list_parts(scene.parts) if isinstance(part, Choices)]
    return [choice for part in lists for choice in part.choices]


def list_questions(scene: Scene) -> list[Question]:
    """Give the questions of a scene, whoever may see them."""
    return [part for part in list_parts(scene.parts) if isinstance(part, Question)]


def list_conditions(scenes: Sequence[Scene]) -> Iterator[RawCondition]:
    """Give every condition in the file."""
    for scene in scenes:
        for part in list_parts(scene.parts):
            if isinstance(part, Fenced) and part.guard.condition:
                yield part.guard.condition
        for choice in list_choices(scene):
            yield from choice.hidden
            yield from choice.greyed
