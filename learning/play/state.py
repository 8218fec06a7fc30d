"""Where an attempt stands, and the moves that bring it there. Serialised by `play/record.py`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from learning.model.names import (
    ChoiceId,
    CounterName,
    Grade,
    QuestionId,
    Role,
    SceneId,
)
from learning.quiz.answer import Answer, Confidence, CueScore, Mark, Noticed, RubricMarks

STATE_FORMAT = 1


@dataclass(frozen=True, slots=True)
class Step:
    """One way taken: from a scene by a choice (None: ran on) to the next, with the counters.

    `answered` is how many answers were stored by then, so that the moment can be shown again.
    """

    scene: SceneId
    choice: ChoiceId | None
    target: SceneId
    before: Mapping[CounterName, int]
    after: Mapping[CounterName, int]
    answered: int = 0


@dataclass(frozen=True, slots=True)
class Answered:
    """A stored answer and its mark.

    `rubric` is what the learner gave a written answer by its rubric, None until then: it is shown,
    and never counted in the mark, which only others can give.
    """

    answer: Answer
    mark: Mark
    confidence: Confidence | None = None
    rubric: RubricMarks | None = None


@dataclass(frozen=True, slots=True)
class State:
    """An attempt at one moment.

    `steps` is the path; the first `walked` of them were walked over without playing, when an
    attempt begins in the middle of a case: their scenes count for conditions, not for marks.
    `assumed` says of questions walked past how they count for conditions (True: as answered
    rightly). `answers` stand in the order in which they were first given. `hints` counts those
    taken. `tried` has the tries that were not right, of questions that may be tried several times:
    not the last of one that is settled, which is in `answers`.
    """

    role: Role
    seed: str
    scene: SceneId
    counters: Mapping[CounterName, int]
    visited: tuple[SceneId, ...]
    steps: tuple[Step, ...] = ()
    walked: int = 0
    answers: Mapping[QuestionId, Answered] = field(default_factory=dict)
    spotted: Mapping[SceneId, CueScore] = field(default_factory=dict)
    assumed: Mapping[QuestionId, bool] = field(default_factory=dict)
    hints: Mapping[QuestionId, int] = field(default_factory=dict)
    tried: Mapping[QuestionId, tuple[Answered, ...]] = field(default_factory=dict)
    ending: Grade | None = None
    finished: bool = False


@dataclass(frozen=True, slots=True)
class Visit:
    """Begin: at the start, or at a scene reached over `trail`.

    The server makes the trail, never a form. `assumed` says how questions on the trail count for
    conditions (see `State`).
    """

    scene: SceneId
    trail: tuple[tuple[SceneId, ChoiceId | None], ...] = ()
    assumed: tuple[tuple[QuestionId, bool], ...] = ()


@dataclass(frozen=True, slots=True)
class Notice:
    """Mark what was noticed in the scene; no marks at all means: nothing noticed."""

    marks: tuple[Noticed, ...]


@dataclass(frozen=True, slots=True)
class Reply:
    """Answer a question of the scene, or answer it again where that may be done."""

    question: QuestionId
    answer: Answer
    confidence: Confidence | None = None


@dataclass(frozen=True, slots=True)
class TakeHint:
    """Ask for hint number `number` (from 1) of a question that is not answered yet."""

    question: QuestionId
    number: int


@dataclass(frozen=True, slots=True)
class Rate:
    """Give one's own written answer points by its rubric, one number a criterion."""

    question: QuestionId
    points: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Choose:
    """Take a choice of the scene."""

    choice: ChoiceId


@dataclass(frozen=True, slots=True)
class Continue:
    """Run on to the next scene of a lesson."""


@dataclass(frozen=True, slots=True)
class GoBack:
    """Go back to the page before, in a quiz that tells nothing until it is handed in."""


@dataclass(frozen=True, slots=True)
class Finish:
    """Leave the ending (or the last scene of a lesson) for the debrief.

    `early`: the time of a quiz is up, and it is handed in as it is, wherever the learner stands.
    """

    early: bool = False


Move = Visit | Notice | Reply | TakeHint | Rate | Choose | Continue | GoBack | Finish


class Refusal(StrEnum):
    """Why a move cannot be made where the attempt stands."""

    NOT_HERE = "not-here"
    UNKNOWN = "unknown"
    CLOSED = "closed"
    STEPS_LEFT = "steps-left"
    ALREADY_DONE = "already-done"
    FINISHED = "finished"
    NOTHING_CHOSEN = "nothing-chosen"
    TOO_MANY = "too-many"
    NOT_IN_TEXT = "not-in-text"
    TOO_LONG = "too-long"
    INCOMPLETE = "incomplete"
    NOT_A_NUMBER = "not-a-number"


@dataclass(frozen=True, slots=True)
class Refused:
    """A move that was not made. `words` names the mark it is about, or the part of an answer (a
    prompt, item, gap or situation by its id), where it is about one.
    """

    why: Refusal
    words: str = ""
