"""A course: its welcome and the modules it leads through, with the rule for each."""

from dataclasses import dataclass, field

from learning.model.key import Assets
from learning.model.names import OutcomeId


@dataclass(frozen=True, slots=True)
class CourseModule:
    """One numbered line under `## Modules`. `path` is relative to the content root."""

    number: int
    title: str
    path: str
    optional: bool = False
    pass_mark: int | None = None
    opens_after: int | None = None
    shared_session: bool = False
    pre_test: bool = False
    post_test_of: int | None = None
    follow_up_of: int | None = None
    follow_up_weeks: int | None = None
    line: int = 0


@dataclass(frozen=True, slots=True)
class Course:
    """A compiled `course.md`. `sha256` is that of the file and of its assets."""

    path: str
    title: str
    summary: str
    minutes: int | None
    outcomes: tuple[OutcomeId, ...]
    authors: tuple[str, ...]
    reviewers: tuple[str, ...]
    licence: str
    welcome_html: str
    modules: tuple[CourseModule, ...]
    certificate_html: str
    sha256: str
    assets: Assets = field(default_factory=Assets)
