"""The private half of a compiled module. It stays on the server; play shows parts of it in time."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from learning.model.case import Block, Case, Source
from learning.model.condition import Condition, Effect, Guard
from learning.model.names import (
    ChoiceId,
    CueId,
    Grade,
    Need,
    OptionId,
    OutcomeId,
    PassageId,
    QuestionId,
    SceneId,
)
from learning.model.solution import Solution


@dataclass(frozen=True, slots=True)
class Passage:
    """Blocks inside one colon fence; shown when the guard holds. Nested fences are sealed again."""

    id: PassageId
    guard: Guard
    blocks: tuple[Block, ...]
    line: int = 0


@dataclass(frozen=True, slots=True)
class ChoiceKey:
    """A choice: its words, where it leads, what it moves, when it is open, what is said after it.

    `guards` are those of the fences around it; while one fails the choice is not there.
    `condition` is its own `only if`: while false it is hidden, or greyed with `greyed_reason`.
    """

    id: ChoiceId
    text: str
    html: str
    target: SceneId
    effects: tuple[Effect, ...] = ()
    condition: Condition | None = None
    greyed_reason: str | None = None
    once: bool = False
    feedback_html: str = ""
    guards: tuple[Guard, ...] = ()
    line: int = 0


@dataclass(frozen=True, slots=True)
class EndingKey:
    """How the case ends here. The first whose guards hold is the ending."""

    grade: Grade
    html: str
    guards: tuple[Guard, ...] = ()
    line: int = 0


@dataclass(frozen=True, slots=True)
class CueKey:
    """Words worth noticing (`need` set) or a lure (`need` None), as a range of words of one Prose.

    `first` and `last` count from 0 in `Prose.words`; both are inside the range.
    """

    id: CueId
    need: Need | None
    text: str
    reason: str
    prose: str
    first: int
    last: int
    line: int = 0


@dataclass(frozen=True, slots=True)
class Hint:
    """A hint, shown when asked for; `cost` is the percent of the points that it takes away."""

    html: str
    cost: int = 0


@dataclass(frozen=True, slots=True)
class QuestionKey:
    """What is right, and what is said once an answer is stored. Hints are asked for one by one."""

    id: QuestionId
    solution: Solution
    feedback: Mapping[OptionId, str]
    why_html: tuple[str, ...] = ()
    correct_html: tuple[str, ...] = ()
    incorrect_html: tuple[str, ...] = ()
    hints: tuple[Hint, ...] = ()
    tutor_html: tuple[str, ...] = ()
    outcomes: tuple[OutcomeId, ...] = ()
    sources_html: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SceneKey:
    """Everything of a scene that depends on role, state or time.

    `next` is set only where a lesson runs on to the scene after this one.
    """

    passages: Mapping[PassageId, Passage]
    prompt_html: str
    choices: tuple[ChoiceKey, ...]
    endings: tuple[EndingKey, ...]
    cues: tuple[CueKey, ...]
    questions: Mapping[QuestionId, QuestionKey]
    next: SceneId | None = None


@dataclass(frozen=True, slots=True)
class Key:
    """The private half: one SceneKey for each scene of the Case.

    `sources` are those that pages further on mention, each for those who come there;
    `Case.sources` has those of the cover.
    """

    scenes: Mapping[SceneId, SceneKey]
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True)
class Assets:
    """What a file takes in: included files and media, by path, each with its SHA-256."""

    includes: Mapping[str, str] = field(default_factory=dict)
    media: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Module:
    """Both halves of one compiled version. Only play and the checker are handed it whole.

    `sha256` is that of the file and of its assets.
    """

    case: Case
    key: Key
    sha256: str
    assets: Assets = Assets()
