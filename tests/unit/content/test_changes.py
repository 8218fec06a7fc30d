"""The difference between two versions of a module in words: scenes, ways, texts, front matter."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning.content.changes import Weight, list_changes
from learning.content.changing.pairing import pair, pair_alike
from tests.unit.content.changed import (
    BESIDE,
    CASE,
    QUIZ,
    SURVEY,
    compile_text,
    edit,
    find_changes,
    say,
)

ACT = ("[^act]: The Act.", "[^act]: The Act of 1985.")
NEW_SCENE = """## The call

She [lost her job](#cue-employment "Dismissed").

> Ending (good): She is heard.

[^act]:"""
LESSON = """\
---
title: A lesson
kind: lesson
jurisdiction: England
law_checked: 2026-11-01
---
## A
One.
## B
Two.
## C
Three.
"""

ENDING = "way: The good ending in “The letter”"
WALL = "“wall behind the cot is black”"
EDITS = [
    (
        "a scene is new",
        [("[^act]:", NEW_SCENE), ("[Go home](#the-letter)", "[Go home](#the-call)")],
        [
            "marks: Scene “The call” is new, with 1 cue to spot",
            "way: The choice “Go home” leads to “The call” instead of “The letter”",
        ],
    ),
    (
        "a heading is written differently",
        [("## Home", "## Home!")],
        ["words: The heading of scene “Home” reads “Home!” now"],
    ),
    ("a text", [("landlord.", "council.")], ["words: The text of “The letter” changed"]),
    (
        "a private text",
        [("rooms aired", "rooms warm")],
        ["words: The private text for law in “Home” changed"],
    ),
    (
        "a text for the other side",
        [("for law", "for health")],
        ["way: The private text for law in “Home” is shown for health now"],
    ),
    (
        "a text made private",
        [("It is from the landlord.", "::: for law\nIt is from the landlord.\n:::")],
        [
            "words: The text of “The letter” changed",
            "words: The private text for law in “The letter” is new",
        ],
    ),
    (
        "a text made private in whole",
        [
            (
                "It is from the landlord.\n\n![A letter](img/damp.png)",
                "::: if trust > 3\nIt is from the landlord.\n\n![A letter](img/damp.png)\n:::",
            )
        ],
        ["way: The text of “The letter” is shown if trust > 3 now"],
    ),
    (
        "a question before the text",
        [
            (
                "### What now?",
                "She waits.\n\n### Question: Why? (optional)\n\n- [x] A\n- [ ] B\n\n### What now?",
            ),
        ],
        [
            "marks: The question “Why?” (1 point) is new",
            "words: The text of “Home” changed",
        ],
    ),
    (
        "the prompt",
        [("What now?", "And now?")],
        ["words: The words above the choices of “Home” changed"],
    ),
    (
        "an effect",
        [("trust +1", "trust +2")],
        ["way: The choice “Ask about the letter” changes trust by +2 instead of +1"],
    ),
    (
        "an effect that sets",
        [("trust +1", "trust = 5")],
        ["way: The choice “Ask about the letter” changes trust by setting it to 5 instead of +1"],
    ),
    (
        "a condition",
        [("trust >= 1", "trust >= 2")],
        ["way: The choice “Go home” is open only if trust >= 2 instead of only if trust >= 1"],
    ),
    (
        "hidden rather than greyed",
        [(", otherwise shown greyed", "")],
        ["way: The choice “Go home” is hidden while it is closed"],
    ),
    ("once", [("  - once\n", "")], ["way: The choice “Go home” can be taken again and again now"]),
    (
        "after a choice",
        [("She nods", "He nods")],
        ["words: What is told after “Ask about the letter” changed"],
    ),
    (
        "a choice reworded",
        [("Call the adviser", "Call the housing adviser")],
        ["way: The choice “Call the adviser” reads “Call the housing adviser” now"],
    ),
    (
        "a choice gone",
        [("- [Ask about the *letter*](#the-letter)\n  - trust +1\n  > She nods.\n", "")],
        ["way: The choice “Ask about the letter” in “Home” is gone"],
    ),
    (
        "a choice set differently",
        [("the *letter*](", "the letter](")],
        ["words: The choice “Ask about the letter” is set differently"],
    ),
    (
        "a grade",
        [("Ending (poor)", "Ending (mixed)")],
        ["way: The ending in “The letter” is mixed instead of poor"],
    ),
    (
        "an ending gone",
        [("::: if not visited home\n> Ending (good): All is *well*.\n:::\n", "")],
        ["way: The good ending in “The letter”, if not visited “Home”, is gone"],
    ),
    (
        "an ending at another time",
        [("if not visited home", "if visited home")],
        [f"{ENDING} comes if visited “Home” instead of if not visited “Home”"],
    ),
    (
        "an ending's text",
        [("Nothing is", "All is lost")],
        ["words: The text of the poor ending in “The letter” changed"],
    ),
    (
        "another need",
        [("#cue-housing", "#cue-debt")],
        [f"marks: {WALL} in “Home” is a cue for debt instead of a cue for housing"],
    ),
    (
        "a cue gone",
        [('[likes the nursery](#not-a-cue "A strength")', "likes the nursery")],
        ["marks: “likes the nursery” in “Home” is no longer a lure"],
    ),
    (
        "a cue new",
        [("the landlord.", 'the [landlord](#cue-community-care "Care").')],
        ["marks: “landlord” in “The letter” is a cue for community care now"],
    ),
    (
        "a cue's reason",
        [('"Damp"', '"Mould"')],
        ["words: The reason given for “wall behind the cot is black” in “Home” changed"],
    ),
    (
        "a cue of fewer words",
        [
            (
                "wall behind the cot is black](",
                "wall behind the cot](",
            ),
            ('Damp")', 'Damp") is black'),
        ],
        [f"marks: A cue for housing in “Home” is “wall behind the cot” now, where it was {WALL}"],
    ),
    ("the cover", [("*winter*", "*spring*")], ["words: The text of the cover changed"]),
    ("a source", [ACT], ["words: The text of the source act changed"]),
    (
        "the title",
        [("title: The cold flat", "title: Cold")],
        ["words: The title is “Cold” instead of “The cold flat”"],
    ),
    ("the minutes", [("minutes: 10\n", "")], ["words: The expected time is no longer 10 min"]),
    ("the summary", [("third chest", "fourth chest")], ["words: The summary changed"]),
    (
        "the day of the law",
        [("2026-11-01", "2026-12-01")],
        ["words: The day on which the law was checked is 2026-12-01 instead of 2026-11-01"],
    ),
    ("the roles", [("needs:", "roles: [health, law]\nneeds:")], []),
    (
        "the start",
        [("minutes:", "start: the-letter\nminutes:")],
        ["way: The scene that it begins in is “The letter” instead of “Home”"],
    ),
    (
        "a counter's start",
        [("start: 2", "start: 3")],
        ["way: The counter trust starts at 3 instead of 2"],
    ),
    (
        "a counter's range",
        [("max: 5", "max: 9")],
        ["way: The counter trust runs from 0 to 9 instead of 0 to 5"],
    ),
    (
        "a new counter",
        [("  trust:", "  hope: {start: 0}\n  trust:"), ("trust +1", "trust +1, hope +1")],
        [
            "way: The counter hope is new",
            "way: The choice “Ask about the letter” changes hope by +1 now",
        ],
    ),
]


@pytest.mark.parametrize(
    ("edits", "said"), [each[1:] for each in EDITS], ids=[each[0] for each in EDITS]
)
def test_an_edit_in_words(edits: list[tuple[str, str]], said: list[str]) -> None:
    assert say(CASE, *edits) == said


@pytest.mark.parametrize("text", [CASE, QUIZ, SURVEY, LESSON])
def test_a_version_and_itself_have_no_differences(text: str) -> None:
    assert say(text) == []


def test_what_is_only_written_differently_is_no_change() -> None:
    assert say(CASE, ("\n\n", "\n\n\n"), ("She nods.", "She\n  > nods.")) == []


def test_a_first_version_is_one_change() -> None:
    (change,) = list_changes(None, compile_text(CASE))
    assert change.words == "The case “The cold flat” is new, with 2 scenes and 1 question"


def test_a_rename_under_moved_changes_nothing_else() -> None:
    edits = ("## Home", "## At home"), ("visited home", "visited at-home")
    said = say(CASE, *edits, ("minutes:", "moved: {home: at-home}\nminutes:"))
    assert said == ["words: Scene “Home” was renamed to “At home” (named under moved)"]


def test_a_rename_that_is_not_named_is_guessed() -> None:
    said = say(CASE, ("## Home", "## At home"), ("visited home", "visited at-home"))
    hint = "perhaps it is “At home” now: name it under moved (home: at-home)"
    assert said[0] == f"marks: Scene “Home” is gone; {hint}"


def test_a_scene_of_other_words_is_no_rename() -> None:
    said = say(LESSON, ("## B\nTwo.", "## D\nFour."))
    assert said == ["way: Scene “B” is gone", "way: Scene “D” is new"]


def test_scenes_that_change_places_run_on_elsewhere() -> None:
    said = say(LESSON, ("## B\nTwo.\n## C\nThree.", "## C\nThree.\n## B\nTwo."))
    assert "way: The scene after “A” is “C” instead of “B”" in said
    assert "way: The scene after “C” is “B” now" in said


def test_a_new_footnote_changes_no_text_but_its_own() -> None:
    said = say(CASE, ("It is *winter*.", "It is *winter*.[^x]"), ("[^act]:", "[^x]: X.\n\n[^act]:"))
    assert said == ["words: The text of the cover changed", "words: The source x is new"]


def test_another_picture_of_the_same_name_changes_no_text() -> None:
    beside = replace(BESIDE, media=dict.fromkeys(BESIDE.media, "cd" * 32))
    changes = list_changes(compile_text(CASE), compile_text(CASE, beside))
    assert [each.words for each in changes] == [
        "courses/one/img/damp.png is another file under the same name"
    ]


def test_texts_in_another_order_are_told_as_such() -> None:
    fence = "::: for law\nThe tenancy says to keep rooms aired.[^lease]\n:::\n\n"
    said = say(CASE, (fence, ""), ("The [wall", f"{fence}The [wall"))
    assert said == ["words: What stands in “Home” stands in another order"]


def test_choices_in_another_order_are_told_as_such() -> None:
    last = "- [Go home](#the-letter)\n  - only if trust >= 1, otherwise shown greyed\n  - once\n"
    said = say(CASE, (last, ""), ("- [Ask about", f"{last}- [Ask about"))
    assert said == ["words: The choices of “Home” stand in another order"]


def test_endings_in_another_order_matter() -> None:
    first = "::: if not visited home\n> Ending (good): All is *well*.\n:::\n"
    second = "::: if trust >= 2\n> Ending (mixed): Some is.\n:::\n"
    both = CASE.replace(first, f"{first}\n{second}")
    words = "The endings of “The letter” stand in another order: the first that holds counts"
    assert say(both, (f"{first}\n{second}", f"{second}\n{first}")) == [f"way: {words}"]


def test_the_weightiest_comes_first_and_then_what_stands_first() -> None:
    edits = ("landlord.", "council."), ("trust +1", "trust +2"), ("The heating", "Heat")
    changes = find_changes(CASE, *edits, ("#cue-housing", "#cue-debt"), ("*winter*", "May"))
    order = [(list(Weight).index(each.weight), each.line) for each in changes]
    assert len(order) > 4
    assert order == sorted(order)


def test_a_change_stands_where_the_draft_has_it() -> None:
    text = edit(CASE, ("It is *winter*.", "It is\n*winter*."))
    (change,) = find_changes(text, ("[Go home](#the-letter)", "[Go home](#home)"))
    assert "Go home" in text.split("\n")[change.line - 1]


def test_what_is_gone_stands_where_what_came_before_it_does() -> None:
    (change,) = find_changes(LESSON, ("## B\nTwo.\n", ""))
    assert LESSON.split("\n")[change.line - 1] == "## A"


@given(st.lists(st.sampled_from("abcdef")), st.lists(st.sampled_from("abcdef")))
def test_pairing_loses_and_doubles_nothing(olds: list[str], news: list[str]) -> None:
    pairs = pair_alike(pair(olds, news, str), str)
    assert sorted([*pairs.gone, *(old for old, _ in pairs.kept)]) == sorted(olds)
    assert sorted([*pairs.new, *(new for _, new in pairs.kept)]) == sorted(news)
    assert not set(pairs.gone) & set(pairs.new)
