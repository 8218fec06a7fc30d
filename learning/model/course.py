"""A course: its welcome and the modules it leads through, with the rule for each."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from learning.model.key import Assets
from learning.model.names import OutcomeId, Rule


@dataclass(frozen=True, slots=True)
class CourseModule:
    """One numbered line under `## Modules`. `path` is relative to the content root.

    `rule` says when it is done, `pass_mark` (percent) what PASSED takes, None for the module's own.
    `opens`, `closes` and `due` are local times without a zone, `closes` and `due` the first moment
    at which it is closed or overdue; `due_weeks` is counted from when a person enrolled.
    """

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
    rule: Rule = Rule.FINISHED
    opens: datetime | None = None
    closes: datetime | None = None
    due: datetime | None = None
    due_weeks: int | None = None
    line: int = 0


@dataclass(frozen=True, slots=True)
class Course:
    """A compiled `course.md`. `sha256` is that of the file and of its assets.

    `outcome_texts` are the words of every outcome that the site listed, by id and in that order.
    """

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
    outcome_texts: Mapping[OutcomeId, str] = field(default_factory=dict)
