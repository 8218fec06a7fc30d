"""Courses: their modules with the rule for each, and links between files."""

import pytest

from learning.content.check import CheckReport, check_files
from learning.content.course_reader import read_course
from learning.model.course import CourseModule
from tests.unit.content.fixture_reader import HEAD

PATH = "courses/one/course.md"
COURSE = """\
---
title: One
kind: course
---
# One

Welcome.

## Modules

1. [Start](start.md)
   - pre-test
2. [Damp](../../cases/damp.md)
   - pass mark 60%
   - opens after 1
   - shared session
3. [Finish](finish.md)
   - post-test of 1
   - follow-up of 1 after 6 weeks
   - optional

## Certificate

You *did* it.
"""
LESSON = """\
---
title: A
kind: lesson
jurisdiction: England
law_checked: 2026-11-01
---
## A
Text.
"""


def find(text: str) -> list[str]:
    return [str(each).removeprefix(PATH) for each in read_course(PATH, text.encode()).findings]


def check(text: str) -> CheckReport:
    files = {PATH: text, "courses/one/start.md": LESSON, "courses/one/finish.md": LESSON}
    files["cases/damp.md"] = f"{HEAD}## A\n> Ending (good): B.\n"
    return check_files({path: text.encode() for path, text in files.items()})


def test_a_course() -> None:
    course = read_course(PATH, COURSE.encode()).value
    assert course
    assert course.modules == (
        CourseModule(1, "Start", "courses/one/start.md", pre_test=True, line=11),
        CourseModule(
            2, "Damp", "cases/damp.md", pass_mark=60, opens_after=1, shared_session=True, line=13
        ),
        CourseModule(
            3,
            "Finish",
            "courses/one/finish.md",
            post_test_of=1,
            follow_up_of=1,
            follow_up_weeks=6,
            optional=True,
            line=17,
        ),
    )
    assert course.welcome_html == "<p>Welcome.</p>\n"
    assert course.certificate_html == "<p>You <em>did</em> it.</p>\n"


@pytest.mark.parametrize(
    ("old", "new", "finding"),
    [
        ("pre-test\n", "pretest\n", ":12:6 F03 error 'pretest' cannot be read"),
        ("opens after 1", "opens after 2", ":15:6 F03 error module 2 cannot rest on module 2"),
        ("mark 60%", "mark 160%", ":14:6 F03 error a pass mark of 160%"),
        ("   - pre-test", "- pre-test", ":12:1 F03 error a bullet that belongs to no module"),
        ("(finish.md)", "(/finish.md)", ":17:4 S02 error '/finish.md' is not a module"),
        ("[Finish](finish.md)", "Finish", ":17:1 F03 error a module of a course is a link"),
        ("## Certificate", "## Certifcate", ":22:1 F03 error unknown section 'Certifcate'"),
        ("kind: course", "kind: case", ":3:7 F03 error `kind: course` and the file name course.md"),
        ("Welcome.", "- [x] a", ":7:1 Q01 error a task list that belongs to no question"),
        ("Welcome.", "::: for law\n:::", ":7:1 B02 error a colon fence on the cover page"),
        ("Welcome.", "Hello.[^1]\n\n[^1]: Note.", ":9:1 N02 error a footnote in a course"),
        ("## Certificate", "## Modules", ":22:1 S01 error a second `## Modules`"),
    ],
)  # fmt: skip
def test_faults_of_a_course(old: str, new: str, finding: str) -> None:
    (found,) = find(COURSE.replace(old, new))
    assert found.startswith(finding)


def test_a_course_without_modules() -> None:
    text = COURSE[: COURSE.index("1. [")]
    assert find(text) == [
        ":9:1 S06 error a course without modules\n  fix: ## Modules, then 1. [Title](file.md)"
    ]


def test_files_that_fit_together() -> None:
    report = check(COURSE)
    assert report.findings == ()
    assert (sorted(report.modules), list(report.courses)) == (
        ["cases/damp.md", "courses/one/finish.md", "courses/one/start.md"],
        [PATH],
    )


@pytest.mark.parametrize(
    ("old", "new", "finding"),
    [
        ("(start.md)", "(strat.md)", ":11:4 S02 error no file 'courses/one/strat.md'"),
        ("(finish.md)", "(start.md)", ":17:1 S01 error 'courses/one/start.md' is a module of this"),
        ("(start.md)", "(course.md)", ":11:1 S02 error a course cannot be a module of a course"),
    ],
)  # fmt: skip
def test_files_that_do_not_fit_together(old: str, new: str, finding: str) -> None:
    report = check(COURSE.replace(old, new))
    assert str(report.findings[0]).startswith(f"{PATH}{finding}")
    assert not report.courses


def test_a_module_of_a_course_says_its_kind() -> None:
    text = LESSON.replace("kind: lesson\n", "")
    (found,) = check_files({"courses/one/start.md": text.encode()}).findings
    assert (found.code, found.message) == ("F04", "the front matter lacks `kind`")
