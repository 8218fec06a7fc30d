"""A course: its welcome and the modules it leads through, with the rule for each.

A case that is given by itself is one too, of a single module: `lead_to` makes it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from learning.model.key import Assets
from learning.model.names import OutcomeId, Picture, Rule

_CASES = "cases/"


def stands_alone(path: str) -> bool:
    """Say whether what lies on a path can be given without a course around it.

    >>> stands_alone("cases/damp.md"), stands_alone("courses/one/course.md")
    (True, False)
    """
    return path.startswith(_CASES)


@dataclass(frozen=True, slots=True)
class CourseModule:
    """One numbered line under `## Modules`. `path` is relative to the content root.

    `rule` says when it is done, `pass_mark` (percent) what PASSED takes, None for the module's own.
    `opens`, `closes` and `due` are local times without a zone, `closes` and `due` the first moment
    at which it is closed or overdue; `due_weeks` is counted from when a person enrolled. `crossed`:
    half of the people take this post-test first, and the file of its pre-test here.
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
    crossed: bool = False
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
    picture: Picture | None = None
    outcome_texts: Mapping[OutcomeId, str] = field(default_factory=dict)

    @property
    def is_alone(self) -> bool:
        """Whether it is no course, but a case that is given by itself."""
        return stands_alone(self.path)


def lead_to(path: str, title: str) -> Course:
    """Make the course of one module that a case is where it is given by itself.

    >>> [each.path for each in lead_to("cases/damp.md", "The damp").modules]
    ['cases/damp.md']
    """
    return Course(
        path=path,
        title=title,
        summary="",
        minutes=None,
        outcomes=(),
        authors=(),
        reviewers=(),
        licence="",
        welcome_html="",
        modules=(CourseModule(1, title, path),),
        certificate_html="",
        sha256="",
    )
