"""The public half of a compiled module: what any learner at that scene may see.

No right answer, feedback, choice, ending, or passage that depends on role or state is in here:
those are in `key.py`, so that a template cannot leak what it was never given.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from learning.model.names import (
    CounterName,
    Kind,
    Need,
    OptionId,
    OutcomeId,
    PassageId,
    QuestionId,
    QuestionKind,
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
class Option:
    """One answer to tick, without a word on whether it is right."""

    id: OptionId
    html: str


@dataclass(frozen=True, slots=True)
class Question:
    """A question as it is asked. Options stand in the file's order; play shuffles them."""

    id: QuestionId
    kind: QuestionKind
    title: str
    title_html: str
    body_html: str
    options: tuple[Option, ...]
    points: int = 1
    choose: int | None = None
    optional: bool = False
    team: bool | None = None
    line: int = 0


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
    """A module: a case, lesson, quiz or survey. `path` is relative to the content root."""

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
