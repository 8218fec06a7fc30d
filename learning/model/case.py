"""The public half of a compiled module: what any learner at that scene may see.

No right answer, feedback, choice, ending, or passage that depends on role or state is in here:
those are in `key.py`, so that a template cannot leak what it was never given.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

from learning.model.form import Form, name_kind
from learning.model.names import (
    CounterName,
    Feedback,
    Keeps,
    Kind,
    Need,
    OutcomeId,
    PassageId,
    QuestionId,
    QuestionKind,
    Review,
    Role,
    SceneId,
    Setting,
)


@dataclass(frozen=True, slots=True)
class Counter:
    """A number that choices move, clamped to `minimum..maximum`."""

    name: CounterName
    label: str
    start: int
    minimum: int
    maximum: int
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """A footnote: its number on the page and its text as HTML."""

    number: int
    label: str
    html: str


@dataclass(frozen=True, slots=True)
class Question:
    """A question as it is asked. `form` holds what there is to tick, type or write.

    `team` says whom it is for in a shared session: the team, each one (False), or unsaid.
    """

    id: QuestionId
    title: str
    title_html: str
    body_html: str
    form: Form
    points: int = 1
    optional: bool = False
    team: bool | None = None
    line: int = 0

    @property
    def kind(self) -> QuestionKind:
        """The sort of question that its form makes it."""
        return name_kind(self.form)


@dataclass(frozen=True, slots=True)
class Prose:
    """Rendered Markdown with cue links already plain text.

    `words` are the words a reader sees, in order and normalised (`content.words.split_words`):
    marks on the text are found among them. `id` is unique in its scene.
    """

    id: str
    html: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question stands here."""

    question: Question


@dataclass(frozen=True, slots=True)
class Sealed:
    """Something for some roles or some states stands here; the key holds it."""

    passage: PassageId


Block = Prose | Asked | Sealed


@dataclass(frozen=True, slots=True)
class Scene:
    """One page of a case: what everyone sees, and the places of what not everyone sees."""

    id: SceneId
    title: str
    body: tuple[Block, ...]
    line: int = 0


@dataclass(frozen=True, slots=True)
class Case:
    """A module: a case, lesson, quiz or survey. `path` is relative to the content root.

    `moved` gives the new id of a scene or question by its old one. `draw` is how many questions an
    attempt is asked (None: all), `time_limit` minutes, `attempts` how many (None: unlimited),
    `pass_mark` percent; `ask_confidence`: each answer is given with how sure the learner is.
    `tries` is how often a question may be answered while it is not right; each try that was not
    costs the share `try_cost` of its points. `opens` and `closes` are local times without a zone,
    `closes` the first moment at which it is closed.
    """

    path: str
    kind: Kind
    title: str
    summary: str
    jurisdiction: str
    law_checked: date | None
    needs: tuple[Need, ...]
    setting: Setting | None
    roles: tuple[Role, ...]
    counters: tuple[Counter, ...]
    start: SceneId
    outcomes: tuple[OutcomeId, ...]
    minutes: int | None
    content_note: str
    moved: Mapping[str, str]
    authors: tuple[str, ...]
    reviewers: tuple[str, ...]
    licence: str
    shuffle: bool
    cover_html: str
    scenes: Mapping[SceneId, Scene]
    sources: tuple[Source, ...]
    feedback: Feedback = Feedback.IMMEDIATE
    draw: int | None = None
    ask_confidence: bool = False
    time_limit: int | None = None
    attempts: int | None = None
    pass_mark: int | None = None
    tries: int = 1
    try_cost: Fraction = Fraction(1, 3)
    keeps: Keeps = Keeps.BEST
    review: Review = Review.HANDED_IN
    opens: datetime | None = None
    closes: datetime | None = None
