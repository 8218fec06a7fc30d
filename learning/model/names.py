"""The words that files, tables, URLs and classes share: ids and closed lists of values.

The closed lists are those of Case Markdown, version 1; `docs/glossary.md` says what each means.
"""

from enum import StrEnum
from typing import NewType

SceneId = NewType("SceneId", str)
ChoiceId = NewType("ChoiceId", str)
QuestionId = NewType("QuestionId", str)
OptionId = NewType("OptionId", str)
GapId = NewType("GapId", str)
PassageId = NewType("PassageId", str)
CueId = NewType("CueId", str)
CounterName = NewType("CounterName", str)
OutcomeId = NewType("OutcomeId", str)
Role = NewType("Role", str)
PersonId = NewType("PersonId", str)
TeamId = NewType("TeamId", int)

HEALTH = Role("health")
LAW = Role("law")
FACILITATOR = Role("facilitator")


class Kind(StrEnum):
    """What sort of module a file is."""

    CASE = "case"
    LESSON = "lesson"
    QUIZ = "quiz"
    SURVEY = "survey"
    COURSE = "course"


class Need(StrEnum):
    """The area of law that a patient's trouble belongs to."""

    BENEFITS = "benefits"
    HOUSING = "housing"
    DEBT = "debt"
    EMPLOYMENT = "employment"
    EDUCATION = "education"
    COMMUNITY_CARE = "community-care"
    IMMIGRATION = "immigration"


class Setting(StrEnum):
    """Where the patient is seen."""

    PRIMARY = "primary"
    ACUTE = "acute"
    MENTAL_HEALTH = "mental-health"
    COMMUNITY = "community"


class Picture(StrEnum):
    """What is drawn beside a course."""

    LISTENING = "listening"
    READING = "reading"
    ONE_TABLE = "one-table"
    BRIDGE = "bridge"


class Grade(StrEnum):
    """How well an ending turns out for the patient."""

    GOOD = "good"
    MIXED = "mixed"
    POOR = "poor"


class QuestionKind(StrEnum):
    """How a question is answered."""

    SINGLE = "single"
    MULTIPLE = "multiple"
    MATCHING = "matching"
    ORDERING = "ordering"
    GAP = "gap"
    NUMBER = "number"
    FREE_TEXT = "free-text"
    JUDGEMENT = "judgement"
    SCALE = "scale"
    PLAN = "plan"


class Keeps(StrEnum):
    """Which attempt at a quiz counts. MEAN: the mean share of all that were finished."""

    BEST = "best"
    FIRST = "first"
    LATEST = "latest"
    MEAN = "mean"


class Review(StrEnum):
    """From when on a finished quiz shows what was right in it, as far as it is told at all."""

    HANDED_IN = "when handed in"
    CLOSED = "after closing"
    NEVER = "never"


class Rule(StrEnum):
    """What it takes for a module to count as done in a course."""

    SEEN = "seen"
    FINISHED = "finished"
    PASSED = "passed"


class Feedback(StrEnum):
    """When a quiz says what was right: at once, after it is handed in, or never."""

    IMMEDIATE = "immediate"
    DEFERRED = "deferred"
    NONE = "none"
