"""What each form of question compiles to: what is shown, and what is right."""

from decimal import Decimal
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning.content.reader import read_module
from learning.model import form, solution
from learning.model.case import Asked, Question
from learning.model.form import Form, Option
from learning.model.key import Hint, QuestionKey
from learning.model.names import GapId, OptionId, QuestionKind
from learning.model.solution import Solution
from tests.unit.content.fixture_reader import HEAD

SURVEY = "---\ntitle: A\nkind: survey\n---\n"
NUMBERS = [
    ("-5 to -1", "-5", "-1", ""),
    ("-5 °C to -1 °C", "-5", "-1", "°C"),
    ("14", "14", "14", ""),
    ("14 ± 1 days", "13", "15", "days"),
    ("14 +- 1 days", "13", "15", "days"),
    ("14 days +/- 1 day", "13", "15", "days"),
    ("12 to 16 days", "12", "16", "days"),
    ("12–16", "12", "16", ""),
    ("-3 to 3 °C", "-3", "3", "°C"),
    ("−2.5", "-2.5", "-2.5", ""),
    ("1,025.50", "1025.50", "1025.50", ""),
    ("£25.60 ± 0.10", "25.50", "25.70", "£"),
    ("£25.60 ± £0.10 a week", "25.50", "25.70", "£ a week"),
    ("25%", "25", "25", "%"),
    ("14 days.", "14", "14", "days"),
]


def compile_question(text: str, head: str = HEAD) -> tuple[Question, QuestionKey]:
    ending = "" if head == SURVEY else "\n\n> Ending (good): End."
    reading = read_module("cases/a.md", f"{head}## Start\n{text}{ending}\n".encode())
    assert reading.value is not None, reading.findings
    (asked,) = reading.value.case.scenes["start"].body
    assert isinstance(asked, Asked)
    (key,) = reading.value.key.scenes["start"].questions.values()
    return asked.question, key


def halves(text: str, head: str = HEAD) -> tuple[Form, Solution]:
    question, key = compile_question(f"### Question: A?\n{text}", head)
    return question.form, key.solution


def option(identity: str, html: str = "") -> Option:
    return Option(OptionId(identity), html or identity)


def list_rows(rows: list[tuple[str, str]]) -> str:
    return "".join(f"| {left} | {right} |\n" for left, right in rows)


def test_credits_are_kept_apart_from_the_words() -> None:
    options = "- [x] b (60%)\n- [ ] c (-25%)\n  > No.\n- [x] d"
    question, key = compile_question(f"### Question: A? (choose all)\n{options}")
    assert question.form == form.Ticks((option("b"), option("c"), option("d")), several=True)
    assert key.solution == solution.TicksSolution(
        frozenset({OptionId("b"), OptionId("d")}), {OptionId("b"): 60, OptionId("c"): -25}
    )


def test_percents_are_words_in_a_survey() -> None:
    shown, _ = halves("- [ ] some (50%)\n- [ ] all (100%)", SURVEY)
    assert [each.html for each in shown.options] == ["some (50%)", "all (100%)"]


def test_matching_with_a_distractor() -> None:
    shown, right = halves("| *Who* | What |\n|---|---|\n| a | x |\n| b | y |\n| | z |")
    assert shown.headings == ("<em>Who</em>", "What")
    assert shown.prompts == (option("a"), option("b"))
    assert {each.id for each in shown.options} == {"x", "y", "z"}
    assert right == solution.MatchingSolution({"a": "x", "b": "y"})


def test_ordering_keeps_the_order_to_itself() -> None:
    shown, right = halves("1. see\n   > First.\n2. ask\n3. tell")
    assert {each.id for each in shown.items} == set(right.right)
    assert right == solution.OrderingSolution(("see", "ask", "tell"))


def test_gaps_in_a_paragraph_a_list_and_a_table() -> None:
    shown, right = halves("In [[one month|1 month]]\n- x [[*a* | b]]\n\n|c|\n|-|\n|[[*d* \\| e]]|")
    assert "".join(shown.pieces).count("<td>") == 1
    assert len(shown.pieces) == len(shown.gaps) + 1 == 4
    assert [len(gap.menu) for gap in shown.gaps] == [0, 2, 2]
    assert right.gaps[GapId("gap-1")] == solution.GapSolution(("one month", "1 month"))
    assert right.gaps[GapId("gap-3")] == solution.GapSolution(("d",), OptionId("d"))


@pytest.mark.parametrize(("written", "low", "high", "unit"), NUMBERS)
def test_numbers(written: str, low: str, high: str, unit: str) -> None:
    shown, right = halves(f"= {written}")
    assert shown == form.Number(unit)
    assert (right.low, right.high) == (Decimal(low), Decimal(high))


def test_a_number_is_said_as_it_was_written() -> None:
    assert halves("= 14 +/- 1 days")[1].text == "14 ± 1 days"


def test_free_text_is_worth_what_its_rubric_comes_to() -> None:
    rubric = "| Points | Criterion |\n|---|---|\n| 2 | *Names* it |\n| 1 | Dates it |"
    question, key = compile_question(f"### Question: A?\n> Model answer:\n> Yes.\n\n{rubric}")
    assert (question.form, question.points) == (form.FreeText(), 3)
    assert key.solution == solution.FreeTextSolution(
        "<p>Yes.</p>\n",
        (solution.Criterion(2, "<em>Names</em> it"), solution.Criterion(1, "Dates it")),
    )


def test_free_text_in_a_survey_needs_no_model_answer() -> None:
    question, key = compile_question("### Question: A? (free text)\nSay it.", SURVEY)
    assert (question.kind, key.solution) == (
        QuestionKind.FREE_TEXT,
        solution.FreeTextSolution(""),
    )


def test_votes_of_a_judgement_stand_from_low_to_high() -> None:
    shown, right = halves(
        "| If you were thinking | and then you find | +2 | +1 | 0 | −1 | −2 |\n"
        "|---|---|---|---|---|---|---|\n| damp | a stain | 8 | 3 | 1 | | 0 |"
    )
    (situation,) = shown.situations
    assert (situation.thinking_html, situation.finding_html) == ("damp", "a stain")
    assert right == solution.JudgementSolution({situation.id: (0, 0, 1, 3, 8)})


def test_a_numbered_list_in_a_survey_is_a_scale() -> None:
    assert halves("1. low\n2. high", SURVEY) == (
        form.Scale((option("low"), option("high"))),
        solution.ScaleSolution(),
    )


def test_a_plan() -> None:
    table = "| Action | Need | Who | Why | By when |\n|---|---|---|---|---|\n| a | n | w | y | b |"
    question, key = compile_question(f"### Plan: A (team)\n{table}")
    assert (question.form, question.team) == (form.PlanForm(), True)
    assert key.solution == solution.PlanSolution((solution.PlannedStep("n", "a", "w", "b", "y"),))


def test_hints_come_in_order_with_their_cost() -> None:
    _, key = compile_question("### Question: A?\n= 1\n\n> Hint: b\n\n> Hint (−25 %): c")
    assert key.hints == (Hint("<p>b</p>\n"), Hint("<p>c</p>\n", 25))


def test_several_outcomes_in_one_quote() -> None:
    _, key = compile_question("### Question: A?\n= 1\n\n> Outcome: b, c\n\n> Outcome: d")
    assert key.outcomes == ("b", "c", "d")


def test_the_order_of_a_list_is_not_in_what_is_shown() -> None:
    lists = permutations(["Call!", "Call?", "Write"])
    shown = {halves("".join(f"1. {each}\n" for each in items))[0] for items in lists}
    assert len(shown) == 1


@given(st.permutations(["Damp team", "Money adviser", "Florist"]))
def test_which_belong_together_is_not_in_what_is_shown(options: list[str]) -> None:
    left = ("damp", "debt", "")
    shown, right = halves(
        f"| a | b |\n|---|---|\n{list_rows(list(zip(left, options, strict=True)))}"
    )
    asked, _ = halves(
        "| a | b |\n|---|---|\n| damp | Damp team |\n| debt | Florist |\n| | Money adviser |"
    )
    assert shown == asked
    names = {each.html: each.id for each in shown.options}
    assert right.right == {"damp": names[options[0]], "debt": names[options[1]]}


@pytest.mark.parametrize("star", range(3))
def test_the_right_one_of_a_menu_looks_like_the_others(star: int) -> None:
    words = ["a day", "a week", "a year"]
    words[star] = f"*{words[star]}*"
    shown, right = halves(f"In [[{' | '.join(words)}]].")
    assert shown == halves("In [[a day|a week|*a year*]].")[0]
    assert right.gaps["gap-1"].accepted == (words[star].strip("*"),)


@pytest.mark.parametrize("answer", ["[[b]]", "[[c | d]]"])
def test_what_fits_a_gap_is_not_in_what_is_shown(answer: str) -> None:
    question, _ = compile_question(f"### Question: A?\nIn *{answer}*.")
    shown = form.Gaps(("<p>In <em>", "</em>.</p>\n"), (form.Gap(GapId("gap-1")),))
    assert (question.form, question.body_html) == (shown, "")
