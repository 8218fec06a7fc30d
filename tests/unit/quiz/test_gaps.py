"""How what is typed into a gap fits, and which slips are forgiven."""

import pytest

from learning.model.form import Gap, Gaps, Option
from learning.model.solution import GapSolution, GapsSolution
from learning.quiz.answer import Filled
from learning.quiz.gaps import fit_gaps
from learning.quiz.marking import mark_answer
from learning.quiz.verdict import Fit, GapVerdict
from learning.quiz.verdicts import give_verdict
from tests.unit.factories import make_asked, make_options

FORM = Gaps(("", " ", " ", "."), (Gap("who"), Gap("other"), Gap("menu", make_options(["repair"]))))
SOLUTION = GapsSolution(
    {
        "who": GapSolution(("landlord", "the housing association", "the tenant’s council", "s 11")),
        "other": GapSolution(("landlady", "discrimination")),
        "menu": GapSolution((), "repair"),
    }
)


def fit(typed: str, gap: str = "who") -> Fit:
    return fit_gaps(FORM, SOLUTION, {gap: typed})[gap]


@pytest.mark.parametrize(
    "typed",
    [
        "landlord",
        " LANDLORD ",
        "Landlord.",
        "the\u00a0housing  association",
        "the tenant's council",
    ],
)
def test_case_white_space_quotes_and_a_full_stop_make_no_difference(typed) -> None:
    assert fit(typed) is Fit.RIGHT


@pytest.mark.parametrize(
    "typed",
    ["landlrod", "landlor", "landllord", "lendlord", "alndlord", "the huosing asociation"],
)
def test_a_small_slip_is_forgiven_and_said(typed) -> None:
    assert fit(typed) is Fit.NEARLY


def test_a_long_word_may_have_two_slips_and_not_three() -> None:
    assert fit("discriminaton", "other") is Fit.NEARLY
    assert fit("discrimnaton", "other") is Fit.NEARLY
    assert fit("dscrimnaton", "other") is Fit.WRONG


@pytest.mark.parametrize(
    "typed", ["landlady", "lord", "landord's", "band", "s 12", "s 1", "", "the council", "tandlord"]
)
def test_another_word_is_no_slip(typed) -> None:
    assert fit(typed) is Fit.WRONG


@pytest.mark.parametrize(
    ("expected", "typed"),
    [("employer", "employee"), ("lessees", "lessers"), ("moral", "amoral"), ("ensure", "insure")],
)
def test_a_word_that_means_the_opposite_is_no_slip(expected, typed) -> None:
    form, solution = Gaps(("", ""), (Gap("g"),)), GapsSolution({"g": GapSolution((expected,))})
    assert fit_gaps(form, solution, {"g": typed})["g"] is Fit.WRONG


@pytest.mark.parametrize(
    ("offered", "fit"), [("<b>agents</b>", Fit.NEARLY), ("<b>Landlords</b>", Fit.WRONG)]
)
def test_a_word_of_a_menu_is_no_slip(offered, fit) -> None:
    form = Gaps(("", "", ""), (Gap("who"), Gap("menu", (Option("o", offered),))))
    solution = GapsSolution({"who": GapSolution(("landlord",)), "menu": GapSolution((), "o")})
    assert fit_gaps(form, solution, {"who": "landlords", "menu": "o"})["who"] is fit


def test_a_forgiven_slip_costs_nothing_and_its_right_form_is_told() -> None:
    quizzed = make_asked("q", FORM, SOLUTION, points=3)
    answer = Filled((("menu", "repair"), ("other", "a lodger"), ("who", "lanlord")))
    assert mark_answer(quizzed.question, quizzed.key, answer).earned == 2
    told = give_verdict(quizzed.question, quizzed.key, answer).gaps
    assert told["who"] == GapVerdict("lanlord", Fit.NEARLY, "landlord")
    assert told["other"] == GapVerdict("a lodger", Fit.WRONG, "landlady")
    assert told["menu"] == GapVerdict("repair", Fit.RIGHT, "repair")
