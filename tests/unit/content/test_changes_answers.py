"""The difference between two versions of a question in words: the answer key above all."""

import pytest

from tests.unit.content.changed import CASE, QUIZ, SURVEY, say

FIRST = "“What do you ask about first?”"
TICKS = "“Which of these help?”"
PAIRS = "“Who helps with what?”"
MOULD = f"marks: In {PAIRS}, what belongs to “Mould behind the cot” is"
GAPS = "“What does the form say?”"
AWAY = "“For how long is he away?”"
TEXT = "“What do you write?”"
PANEL = "“What does each finding do?”"
PLAN = "“What happens now?”"
OLD_VOTES = " instead of 0, 0, 1, 4, 7"
ILL = "“The flat makes him ill – He is well when away”"
RUBRIC = f"the rubric of {TEXT}"
SEVERAL = "several options to tick"
OPTIONS = CASE[CASE.index("- [x] The heating") : CASE.index("\n\n> Hint")]
EDITS = {
    "a right answer": (
        CASE,
        [("[x] The heating", "[ ] The heating"), ("[ ] The boiler", "[x] The boiler")],
        [
            f"marks: “The heating” is no longer a right answer to {FIRST}",
            f"marks: “The boiler” is now a right answer to {FIRST}",
        ],
    ),
    "points": (
        CASE,
        [("(2 points)", "(3 points)")],
        [f"marks: The question {FIRST} is worth 3 points instead of 2"],
    ),
    "an option new": (
        CASE,
        [("- [ ] Their smoking", "- [ ] Their smoking\n- [ ] The rent")],
        [f"way: “The rent” is a new option of {FIRST}"],
    ),
    "a right option new": (
        QUIZ,
        [
            ("- [ ] A lecture (-25%)", "- [x] A visit (10%)\n- [ ] A lecture (-25%)"),
            ("choose 2", "choose 3"),
            ("(60%)", "(50%)"),
        ],
        [
            f"marks: “A visit” is a new option of {TICKS}, and right",
            f"marks: “A letter” in {TICKS} earns 50% instead of 60%",
            f"marks: The number of options to tick in {TICKS} is exactly 3 instead of exactly 2",
        ],
    ),
    "an option gone": (
        CASE,
        [("- [ ] Their smoking\n", "")],
        [f"way: The option “Their smoking” of {FIRST} is gone"],
    ),
    "an option reworded": (
        CASE,
        [("- [ ] Their smoking", "- [ ] How smoking is")],
        [
            f"way: The option “Their smoking” of {FIRST} is gone",
            f"way: “How smoking is” is a new option of {FIRST}",
        ],
    ),
    "an option slightly reworded": (
        CASE,
        [("- [x] The heating", "- [x] The heating system")],
        [f"way: The option “The heating” of {FIRST} reads “The heating system” now"],
    ),
    "an option's letters": (
        CASE,
        [("- [x] The heating", "- [x] The Heating")],
        [f"words: The option “The heating” of {FIRST} reads “The Heating” now"],
    ),
    "options in another order": (
        CASE,
        [("- [x] The heating\n", ""), ("- [ ] Their", "- [x] The heating\n- [ ] Their")],
        [f"words: The options of {FIRST} stand in another order"],
    ),
    "what is told of an option": (
        CASE,
        [("heard it before", "known it long")],
        [f"words: What is told of “The boiler” in {FIRST} changed"],
    ),
    "credit": (
        QUIZ,
        [("(-25%)", "(-50%)")],
        [f"marks: “A lecture” in {TICKS} earns -50% instead of -25%"],
    ),
    "no credit of its own": (
        QUIZ,
        [(" (-25%)", "")],
        [f"marks: “A lecture” in {TICKS} earns its usual share instead of -25%"],
    ),
    "several rather than one": (
        CASE,
        [("(2 points)", "(2 points, choose all)")],
        [
            f"marks: The question {FIRST} asks for {SEVERAL} instead of one option to tick",
        ],
    ),
    "another sort of answer": (
        CASE,
        [
            (
                OPTIONS,
                "= 3 days",
            )
        ],
        [f"marks: The question {FIRST} asks for a number instead of one option to tick"],
    ),
    "a pair": (
        QUIZ,
        [("cot | Housing adviser", "cot | Housing officer")],
        [
            f"marks: The option “Housing adviser” of {PAIRS} is gone",
            f"marks: “Housing officer” is a new option of {PAIRS}",
            f"{MOULD} “Housing officer” instead of “Housing adviser”",
        ],
    ),
    "an option of a pair reworded": (
        QUIZ,
        [
            ("Estate agent", "Estate agent here"),
            ("cot | Housing adviser", "cot | The housing adviser"),
        ],
        [
            f"way: The option “Housing adviser” of {PAIRS} reads “The housing adviser” now",
            f"way: The option “Estate agent” of {PAIRS} reads “Estate agent here” now",
        ],
    ),
    "headings": (
        QUIZ,
        [("| Trouble |", "| Worry |")],
        [f"words: The headings over the pairs of {PAIRS} changed"],
    ),
    "an order": (
        QUIZ,
        [("1. Notice it\n2. Ask about it", "1. Ask about it\n2. Notice it")],
        ["marks: The right order of “In which order?” is now “Ask about it”, “Notice it”, “Refer”"],
    ),
    "what fits a gap": (
        QUIZ,
        [("one month | 1 month", "one month | 4 weeks")],
        [
            f"marks: “4 weeks” fits gap 1 of {GAPS} now",
            f"marks: “1 month” no longer fits gap 1 of {GAPS}",
        ],
    ),
    "what is shown of a gap": (
        QUIZ,
        [("one month | 1 month", "1 month | one month")],
        [f"words: “1 month” is shown as what fits gap 1 of {GAPS} now"],
    ),
    "what is right in a menu": (
        QUIZ,
        [("*writing* | person", "writing | *person*")],
        [f"marks: What is right in gap 2 of {GAPS} is “person” instead of “writing”"],
    ),
    "an option in a menu": (
        QUIZ,
        [("| person]]", "| person | time]]")],
        [f"way: “time” is a new option in gap 2 of {GAPS}"],
    ),
    "typed rather than chosen": (
        QUIZ,
        [("[[*writing* | person]]", "[[writing]]")],
        [f"marks: What is in gap 2 of {GAPS} is typed now"],
    ),
    "a gap more": (
        QUIZ,
        [("She answers", "She [[surely]] answers")],
        [
            f"marks: The gap for “surely” in {GAPS} is new",
            f"words: The text around the gaps of {GAPS} changed",
        ],
    ),
    "gaps in another order": (
        QUIZ,
        [
            (
                "[[one month | 1 month]], in [[*writing* | person]]",
                "[[*writing* | person]], in [[one month | 1 month]]",
            )
        ],
        [f"marks: The gaps of {GAPS} stand in another order"],
    ),
    "around a gap": (
        QUIZ,
        [("answers within", "replies within")],
        [f"words: The text around the gaps of {GAPS} changed"],
    ),
    "a number": (
        QUIZ,
        [("± 1 days", "± 2 days")],
        [f"marks: The right answer to {AWAY} is 14 ± 2 days instead of 14 ± 1 days"],
    ),
    "a number written differently": (
        QUIZ,
        [("14 ± 1 days", "13 to 15 days")],
        [f"words: The right answer to {AWAY} is 13 to 15 days instead of 14 ± 1 days"],
    ),
    "a rubric's points": (
        QUIZ,
        [("| 2 | Names", "| 1 | Names"), ("| 1 | Says", "| 2 | Says")],
        [
            f"marks: “Names the damp” in the rubric of {TEXT} is worth 1 point instead of 2",
            f"marks: “Says since when” in the rubric of {TEXT} is worth 2 points instead of 1",
        ],
    ),
    "a criterion": (
        QUIZ,
        [("| Names the damp", "| Names the black damp")],
        [f"words: The criterion “Names the damp” in {RUBRIC} reads “Names the black damp” now"],
    ),
    "a model answer": (
        QUIZ,
        [("wall is black", "wall is wet")],
        [f"words: The model answer to {TEXT} changed"],
    ),
    "who marks": (
        QUIZ,
        [(" (marked by the other side)", "")],
        [f"marks: The text for {TEXT} is no longer marked by the other side"],
    ),
    "a panel": (
        QUIZ,
        [("| 1 | 4 | 7 |", "| 1 | 7 | 4 |")],
        [
            f"marks: The votes of the panel on {ILL} in {PANEL} are 0, 0, 1, 7, 4{OLD_VOTES}",
        ],
    ),
    "for whom": (
        QUIZ,
        [("(team)", "(individual)")],
        [f"way: In sessions, the question {PANEL} is for each one alone instead of the team"],
    ),
    "a step of the plan": (
        QUIZ,
        [("| Friday |", "| Monday |")],
        [f"words: The step “Write to the landlord” in the model plan of {PLAN} changed"],
    ),
    "a new step of the plan": (
        QUIZ,
        [("notice |\n", "notice |\n| debt | Call them | Ann | Friday | To stop it |\n")],
        [f"words: “Call them” is a new step of the model plan of {PLAN}"],
    ),
    "a label of a scale": (
        SURVEY,
        [("3. Sure", "3. Sure\n4. Certain")],
        ["way: “Certain” is a new label of “How sure are you now?”"],
    ),
    "labels in another order": (
        SURVEY,
        [("1. Not sure\n2. Rather sure", "1. Rather sure\n2. Not sure")],
        ["way: The labels of “How sure are you now?” stand in another order"],
    ),
    "a hint's cost": (
        CASE,
        [("(-25%)", "(-50%)")],
        [f"marks: Hint 1 of the question {FIRST} costs 50% instead of 25%"],
    ),
    "a hint more": (
        CASE,
        [("> Why:", "> Hint: Warm?\n\n> Why:")],
        [f"marks: The question {FIRST} has 2 hints instead of 1"],
    ),
    "a hint": (
        CASE,
        [("the lungs", "the liver")],
        [f"words: Hint 1 of the question {FIRST} changed"],
    ),
    "a reason": (
        CASE,
        [("Cold homes", "Cold rooms")],
        [f"words: The reason (Why) of the question {FIRST} changed"],
    ),
    "an outcome": (
        CASE,
        [("> Outcome: ask-openly\n\n", "")],
        [f"marks: The outcomes of {FIRST} are no longer ask-openly"],
    ),
    "what leads in": (
        CASE,
        [("the family", "the child")],
        [f"words: The text that leads into the question {FIRST} changed"],
    ),
    "optional": (
        CASE,
        [("(2 points)", "(2 points, optional)")],
        [f"way: The question {FIRST} is optional now"],
    ),
    "letters of a question": (
        CASE,
        [("about first?", "about First?")],
        [f"words: The question {FIRST} reads “What do you ask about First?” now"],
    ),
    "terms of a quiz": (
        QUIZ,
        [("pass_mark: 60%", "pass_mark: 50%"), ("attempts: 2\n", ""), ("2027-02-01", "2027-02-03")],
        [
            "marks: The pass mark is 50% instead of 60%",
            "way: The number of attempts is unlimited instead of 2",
            "way: The time until which it is open is 2027-02-03 instead of 2027-02-01",
        ],
    ),
}


@pytest.mark.parametrize("name", EDITS)
def test_an_edit_in_words(name: str) -> None:
    text, edits, said = EDITS[name]
    assert say(text, *edits) == said


def test_a_question_renamed_under_moved_is_followed() -> None:
    moved = "moved: {for-how-long-is-he-away: how-long}\ndraw:"
    said = say(QUIZ, ("For how long is he away?", "How long?"), ("draw:", moved), ("± 1", "± 2"))
    assert said == [
        "marks: The right answer to “How long?” is 14 ± 2 days instead of 14 ± 1 days",
        f"words: The question {AWAY} was renamed to “How long?” (named under moved)",
    ]


def test_a_question_renamed_without_moved_is_guessed() -> None:
    said = say(
        CASE,
        ("What do you ask about first?", "What would you ask about first?"),
        ("answered what-do-you", "answered what-would-you"),
    )
    ids = "what-do-you-ask-about-first: what-would-you-ask-about-first"
    hint = f"perhaps it reads “What would you ask about first?” now: name it under moved ({ids})"
    assert f"marks: The question {FIRST} is gone; {hint}" in said


def test_a_question_that_is_gone_is_told_once() -> None:
    start, end = QUIZ.index("### Question: For how"), QUIZ.index("### Question: What do you write")
    said = say(QUIZ, (QUIZ[start:end], ""), ("draw: 6", "draw: all"))
    assert said == [
        "marks: The number of questions drawn for an attempt is all instead of 6",
        f"marks: The question {AWAY} is gone",
    ]


def test_a_question_that_moved_keeps_its_answers() -> None:
    start, end = QUIZ.index("### Question: For how"), QUIZ.index("### Question: What do you write")
    text = QUIZ[start:end]
    said = say(QUIZ, (text, ""), ("## Two", f"{text}## Two"))
    assert said == [f"way: The question {AWAY} stands in “One” instead of “Two”"]


def test_a_question_for_one_side_is_told_as_such() -> None:
    start, end = CASE.index("### Question"), CASE.index("### What now?")
    text = CASE[start:end]
    said = say(CASE, (text, f"::: for law\n{text}:::\n\n"))
    assert f"way: The question {FIRST} is asked for law instead of always, to everybody" in said
