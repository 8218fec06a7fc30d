"""The difference between two versions of a course in words."""

import pytest

from learning.content.changes import list_course_changes
from tests.unit.content.changed import COURSE, compile_course, edit

AFTER = "open only {} weeks after what it follows"
EDITS = {
    "the welcome": ([("Welcome.", "Hello.")], ["words: The welcome changed"]),
    "the certificate": ([("*did*", "have done")], ["words: The certificate changed"]),
    "the picture": ([("bridge", "reading")], ["words: The picture is reading instead of bridge"]),
    "an outcome": (
        [("outcomes: [ask-openly]\n", "")],
        ["words: The outcomes are no longer ask-openly"],
    ),
    "a title": (
        [("[Finish]", "[The end]")],
        ["words: The module “Finish” is called “The end” now"],
    ),
    "a file": (
        [("finish.md", "end.md")],
        ["way: The file of “Finish” is courses/one/end.md instead of courses/one/finish.md"],
    ),
    "a rule": (
        [("pass mark 60%", "finished")],
        ["marks: “Damp” is done once finished instead of done once passed with 60%"],
    ),
    "optional": ([("   - optional\n", "")], ["way: “Later” is required instead of optional"]),
    "a session": (
        [("   - shared session\n", "")],
        ["way: “Damp” is worked alone instead of worked in a shared session"],
    ),
    "what opens it": (
        [("   - opens after 1\n", "")],
        ["way: “Damp” is no longer open only after “Start”"],
    ),
    "when it opens": (
        [("2027-01-10", "2027-01-11")],
        ["way: “Start” is open from 2027-01-11 instead of open from 2027-01-10"],
    ),
    "when it closes": (
        [("2027-03-01", "2027-03-02")],
        ["way: “Start” is open until 2027-03-02 instead of open until 2027-03-01"],
    ),
    "when it is due": (
        [("due 2027-02-01 17:00", "due 2027-02-01")],
        ["way: “Start” is due by 2027-02-01 instead of due by 2027-02-01 17:00"],
    ),
    "weeks": (
        [("due 3 weeks", "due 1 week")],
        ["way: “Damp” is due 1 week after enrolling instead of due 3 weeks after enrolling"],
    ),
    "a follow-up": (
        [("after 6 weeks", "after 8 weeks")],
        [
            f"way: “Later” is {AFTER.format(8)} instead of {AFTER.format(6)}",
        ],
    ),
    "crossed": ([("   - crossed\n", "")], ["way: “Finish” is no longer crossed with its pre-test"]),
    "a module new": (
        [("## Certificate", "5. [More](more.md)\n\n## Certificate")],
        ["way: The module “More” is new"],
    ),
    "a module gone": (
        [("4. [Later](later.md)\n   - follow-up of 1 after 6 weeks\n   - optional\n", "")],
        ["way: The module “Later” is gone"],
    ),
    "a module before the others": (
        [
            ("1. [Start]", "1. [First](first.md)\n2. [Start]"),
            ("opens after 1", "opens after 2"),
            ("post-test of 1", "post-test of 2"),
            ("follow-up of 1", "follow-up of 2"),
        ],
        ["way: The module “First” is new"],
    ),
}


@pytest.mark.parametrize("name", EDITS)
def test_an_edit_in_words(name: str) -> None:
    edits, said = EDITS[name]
    changes = list_course_changes(compile_course(COURSE), compile_course(edit(COURSE, *edits)))
    assert [f"{each.weight}: {each.words}" for each in changes] == said


def test_a_course_and_itself_have_no_differences() -> None:
    assert list_course_changes(compile_course(COURSE), compile_course(COURSE)) == ()


def test_a_first_version_is_one_change() -> None:
    (change,) = list_course_changes(None, compile_course(COURSE))
    assert change.words == "The course “One” is new, with 4 modules"


def test_modules_in_another_order_are_told_as_such() -> None:
    before = edit(COURSE, ("## Certificate", "5. [A](a.md)\n6. [B](b.md)\n\n## Certificate"))
    after = edit(before, ("5. [A](a.md)\n6. [B](b.md)", "5. [B](b.md)\n6. [A](a.md)"))
    (change,) = list_course_changes(compile_course(before), compile_course(after))
    assert change.words == "The modules stand in another order"


def test_what_is_gone_stands_where_what_came_before_it_does() -> None:
    last = "4. [Later](later.md)\n   - follow-up of 1 after 6 weeks\n   - optional\n"
    after = edit(COURSE, (last, ""))
    (change,) = list_course_changes(compile_course(COURSE), compile_course(after))
    assert after.split("\n")[change.line - 1] == "3. [Finish](finish.md)"
