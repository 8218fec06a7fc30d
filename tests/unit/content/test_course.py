"""Courses: their modules with the rule for each, and links between files."""

import pytest

from learning.content.beside import OUTCOMES as LISTED
from learning.content.beside import Beside
from learning.content.check import CheckReport, check_files
from learning.content.course_reader import read_course
from learning.model.course import CourseModule
from learning.model.names import Rule
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
            2,
            "Damp",
            "cases/damp.md",
            pass_mark=60,
            opens_after=1,
            shared_session=True,
            rule=Rule.PASSED,
            line=13,
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
        ("## Modules", "### Modules", ":9:1 F03 error unknown section 'Modules'"),
        ("## Modules", "## modules", ":9:1 F03 error unknown section 'modules'"),
        ("## Modules", "# Moduls", ":9:1 S01 error a second `#` heading"),
        ("   - optional\n", "   - optional\n   - optional\n", ":21:6 F03 error a module can have"),
        ("   - pre-test\n", "", ":16:1 F03 error module 3 is compared to module 1"),
        ("   - opens after 1\n", "   - crossed\n", ":13:1 F03 error module 2 is crossed with no"),
        ("after 6 weeks", "after 0 weeks", ":19:6 F03 error a follow-up after 0 weeks"),
        ("mark 60%", "mark 0%", ":14:6 F03 error a pass mark of 0%"),
        ("kind: course", "kind: course\npicture: listning", ":4:10 F03 error `picture` cannot be"),
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


OUTCOMES = b"| Id | Outcome |\n| --- | --- |\n| ask-openly | Ask |\n| be-kind | Be kind |\n"
QUIZ = """\
---
title: A
kind: quiz
jurisdiction: England
law_checked: 2026-11-01
outcomes: [{}]
---
## A
### Question: What?
- [x] This
- [ ] That
  > No.
> Outcome: {}
"""


def compare(first: str, second: str, outcomes: str = "ask-openly") -> list[str]:
    course = COURSE.replace("kind: course", f"kind: course\noutcomes: [{outcomes}]")
    course = course.replace("2. [Damp](../../cases/damp.md)", "2. [Damp](damp.md)")
    files = {PATH: course.replace("   - shared session\n", ""), "courses/one/damp.md": LESSON}
    files["courses/one/start.md"] = QUIZ.format(first, first)
    files["courses/one/finish.md"] = QUIZ.format(second, second)
    beside = Beside({LISTED: OUTCOMES})
    report = check_files({path: text.encode() for path, text in files.items()}, beside=beside)
    return list(map(str, report.findings))


def test_tests_of_the_same_outcomes() -> None:
    assert compare("ask-openly", "ask-openly") == []


def test_tests_of_different_outcomes() -> None:
    (found,) = compare("ask-openly", "be-kind")
    assert found.startswith(f"{PATH}:17:1 T02 error 'courses/one/finish.md' does not test what ")
    assert ": it lacks ask-openly, adds be-kind\n" in found


def test_an_outcome_that_no_module_of_a_course_practises() -> None:
    (found,) = compare("ask-openly", "ask-openly", "ask-openly, be-kind")
    assert found.startswith(f"{PATH}:4:24 T01 warning no module of this course practises the outco")


def test_outcomes_that_nobody_listed() -> None:
    found = compare("be-kin", "be-kin", "be-kin")
    said = " F03 error no outcome 'be-kin' in courses/outcomes.md\n  fix: did you mean be-kind?"
    assert found == [
        f"{PATH}:4:12{said}",
        f"courses/one/finish.md:6:12{said}",
        f"courses/one/finish.md:13:12{said}",
        f"courses/one/start.md:6:12{said}",
        f"courses/one/start.md:13:12{said}",
    ]


def test_a_shared_session_of_a_lesson() -> None:
    text = COURSE.replace("../../cases/damp.md", "damp.md")
    files = {
        PATH: text,
        **{f"courses/one/{name}.md": LESSON for name in ("start", "damp", "finish")},
    }
    (found,) = check_files({path: each.encode() for path, each in files.items()}).findings
    assert (found.code, found.message) == (
        "F03",
        "only a case can be a shared session; this is a lesson",
    )


def test_a_course_alone_is_compared_with_the_modules_beside_it() -> None:
    beside = {"courses/one/start.md": LESSON, "courses/one/finish.md": QUIZ.format("a", "a")}
    modules = {path: text.encode() for path, text in beside.items()}
    report = check_files({PATH: COURSE.encode()}, beside=Beside(modules=modules))
    assert [each.code for each in report.findings] == ["S02", "T02"]


def test_a_module_of_a_course_says_its_kind() -> None:
    text = LESSON.replace("kind: lesson\n", "")
    (found,) = check_files({"courses/one/start.md": text.encode()}).findings
    assert (found.code, found.message) == ("F04", "the front matter lacks `kind`")


def test_a_course_takes_in_the_words_of_the_outcomes() -> None:
    raw = COURSE.encode()
    bare, told = read_course(PATH, raw).value, read_course(PATH, raw, Beside({LISTED: OUTCOMES}))
    assert bare
    assert told.value
    assert told.value.outcome_texts == {"ask-openly": "Ask", "be-kind": "Be kind"}
    assert LISTED in told.value.assets.includes
    assert bare.sha256 != told.value.sha256
