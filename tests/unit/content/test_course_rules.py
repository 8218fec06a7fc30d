"""The bullets under a module of a course: what each sets, what is refused and how to mend it."""

import pytest

from learning.content.check import check_files
from learning.content.course_reader import read_course
from learning.model.course import CourseModule
from learning.model.names import Rule

PATH = "courses/one/course.md"
HEAD = "---\ntitle: One\nkind: course\n---\n\n## Modules\n\n"
LESSON = (
    "---\ntitle: A\nkind: {}\njurisdiction: England\nlaw_checked: 2026-11-01\n---\n## A\nText.\n"
)


def write(*rules: str) -> str:
    """Write a course of one module for each text; its rules are parted by semicolons."""
    text = HEAD
    for number, each in enumerate(rules, 1):
        bullets = "".join(f"   - {rule.strip()}\n" for rule in each.split(";") if rule.strip())
        text += f"{number}. [M{number}](m{number}.md)\n{bullets}"
    return text


def read(*rules: str) -> CourseModule:
    """Give the last module of a course that has no faults."""
    reading = read_course(PATH, write(*rules).encode())
    assert reading.value, reading.findings
    return reading.value.modules[-1]


def find(*rules: str) -> list[str]:
    return [str(each) for each in read_course(PATH, write(*rules).encode()).findings]


@pytest.mark.parametrize(
    ("bullet", "rule", "mark"),
    [
        ("", Rule.FINISHED, None),
        ("seen", Rule.SEEN, None),
        ("finished", Rule.FINISHED, None),
        ("Passed", Rule.PASSED, None),
        ("pass mark 60%", Rule.PASSED, 60),
        ("pass mark 60 %", Rule.PASSED, 60),
    ],
)
def test_when_a_module_is_done(bullet: str, rule: Rule, mark: int | None) -> None:
    module = read(bullet)
    assert (module.rule, module.pass_mark) == (rule, mark)


def test_days_begin_and_end_at_midnight() -> None:
    module = read("opens 2027-01-10; due 2027-01-31; closes 2027-02-28")
    assert str(module.opens) == "2027-01-10 00:00:00"
    assert str(module.due) == "2027-02-01 00:00:00"
    assert str(module.closes) == "2027-03-01 00:00:00"


def test_times_are_as_they_are_written() -> None:
    module = read("opens 2027-01-10 09:30; due 2027-01-31 12:00; closes 2027-01-31 17:00")
    assert str(module.opens) == "2027-01-10 09:30:00"
    assert str(module.due) == "2027-01-31 12:00:00"
    assert str(module.closes) == "2027-01-31 17:00:00"


def test_a_module_may_be_due_after_enrolling() -> None:
    assert read("due 3 weeks after enrolling").due_weeks == 3
    assert read("due 1 week after enrolling").due_weeks == 1


@pytest.mark.parametrize(
    ("bullets", "message", "fix"),
    [
        ("sen", "'sen' cannot be read", "did you mean seen?"),
        ("pased", "'pased' cannot be read", "did you mean passed?"),
        ("seen; passed", "can have only one bullet of a sort, and this one has 'seen'", "delete"),
        ("passed; pass mark 60%", "and this one has 'passed'", "both say when it is done"),
        ("due 2027-01-01; due 3 weeks after enrolling", "only one bullet", "when it is due"),
        ("opens 2027-02-30", "there is no '2027-02-30'", "write it as 2027-02-01"),
        ("opens 2027-2-1", "there is no '2027-2-1'", "write it as 2027-02-01"),
        ("opens 0001-01-01", "there is no '0001-01-01'", "write it as"),
        ("closes 9999-12-31", "there is no '9999-12-31'", "write it as"),
        ("closes 2027-02-01 25:00", "there is no '2027-02-01 25:00'", "17:00"),
        ("closes 1 February 2027", "'closes 1 February 2027' cannot be read", "write it as"),
        ("due 0 weeks after enrolling", "due after 0 weeks", "from 1 week to 156"),
        ("due 3 weeks after enroling", "cannot be read", "due 3 weeks after enrolling"),
        ("opens aftr 1", "cannot be read", "did you mean opens after 2?"),
        ("closes 2027-01-10; opens 2027-01-11", "module 2 closes before it opens", "two dates"),
        ("opens 2027-01-10 09:00; closes 2027-01-10 09:00", "closes before it opens", "change"),
        ("opens 2027-01-10; due 2027-01-09", "module 2 is due before it opens", "change"),
        ("closes 2027-01-10; due 2027-01-11", "is due when it has closed already", "or before"),
        ("opens after 2", "module 2 cannot rest on module 2", "name one that comes before it"),
        ("opens after 3", "module 2 cannot rest on module 3", "name one that comes before it"),
    ],
)
def test_what_cannot_be_is_refused(bullets: str, message: str, fix: str) -> None:
    (found,) = find("", bullets)
    assert found.partition("\n  fix: ")[0].startswith(f"{PATH}:")
    assert message in found
    assert fix in found.partition("\n  fix: ")[2]


def test_a_module_cannot_close_before_the_one_it_waits_for_opens() -> None:
    (found,) = find("opens 2027-03-01", "opens after 1", "opens after 2; closes 2027-02-01")
    assert "module 3 closes before it opens, on 2027-03-01 at the earliest" in found


def test_a_follow_up_cannot_be_due_before_its_weeks_are_over() -> None:
    follow_up = "follow-up of 1 after 6 weeks; due 2027-02-01"
    (found,) = find("pre-test; opens 2027-01-01", follow_up)
    assert "module 2 is due before it opens, on 2027-02-12 at the earliest" in found


def test_a_follow_up_cannot_be_due_before_it_opens_by_weeks() -> None:
    (found,) = find("pre-test", "follow-up of 1 after 6 weeks; due 6 weeks after enrolling")
    assert "module 2 is due 6 weeks after enrolling, before it can open" in found
    assert find("pre-test", "follow-up of 1 after 6 weeks; due 7 weeks after enrolling") == []


def test_something_has_to_complete_a_course() -> None:
    (found,) = find("optional", "optional")
    assert "every module is optional, so that nothing completes the course" in found
    assert find("optional", "") == []


def check(kind: str, bullets: str) -> list[str]:
    module = LESSON.format(kind)
    files = {PATH: write(bullets), "courses/one/m1.md": module}
    found = check_files({path: text.encode() for path, text in files.items()}).findings
    return [each.message for each in found if each.file == PATH]


def test_what_is_passed_needs_a_pass_mark() -> None:
    assert check("lesson", "passed") == ["'courses/one/m1.md' has no pass mark of its own"]
    assert check("lesson", "pass mark 60%") == []
    assert check("quiz\npass_mark: 50", "passed") == []


def test_a_survey_cannot_be_passed() -> None:
    assert check("survey", "pass mark 60%") == ["a survey is not marked, and so cannot be passed"]
    assert check("survey", "seen") == []


def test_what_cannot_be_read_is_answered_with_the_bullets_that_begin_so() -> None:
    told = "fix: one of: due 2027-02-01, due 3 weeks after enrolling"
    assert told in "".join(find("due 2 weeks"))
