"""A question of every kind over HTTP: answered, refused beside the very part, and told in words."""

import pytest
from flask import Flask

from learning.operations.site import Site
from tests.features.playing import begin, hint, newcomer, publish_small, rate, reply
from tests.features.visitor import Page, Visitor

QUIZ = "/courses/listening/every-kind"


@pytest.fixture(scope="module")
def site(site: Site) -> Site:
    return publish_small(site)


@pytest.fixture
def amina(app: Flask, site: Site) -> Visitor:
    visitor = newcomer(app, site)
    begin(visitor, QUIZ)
    return visitor


def told(page: Page, title: str) -> str:
    """Give the words of an answered question."""
    return page.texts(f"section[aria-label='{title}']")[0]


def errors(page: Page) -> list[tuple[str, str]]:
    """Give what is to be mended, with the name of the field that each line leads to."""
    links = page.soup.select(".nhsuk-error-summary a")
    return [(each.get_text(), named(page, str(each["href"])[1:])) for each in links]


def named(page: Page, place: str) -> str:
    target = page.soup.find(id=place)
    assert target
    return str(target.get("name", target.name))


SURE = {"confidence": "3"}


def test_one_of_several(amina: Visitor) -> None:
    page = reply(amina, "Whom do you ring first?", {"answer": "shown-the-adviser", **SURE})
    said = told(page, "Whom do you ring first?")
    assert "Right: 1 of 1 point You said that you were sure." in said
    assert "SHOWN The adviser You chose this, and it is right." in said


def test_several_of_several_count_by_their_percents(amina: Visitor) -> None:
    ticked = {"answer": ["the-council", "the-grocer"], **SURE}
    said = told(reply(amina, "Which two help?", ticked), "Which two help?")
    assert "Partly right: 0.5 of 2 points" in said
    assert "The grocer You chose this. It is not right." in said


def test_pairs_stand_beside_what_belongs_to_them(amina: Visitor) -> None:
    pairs = {"answer-damp": "the-council", "answer-debt": "the-grocer", **SURE}
    said = told(reply(amina, "Who deals with what?", pairs), "Who deals with what?")
    assert "Partly right: 1 of 2 points" in said
    assert "Damp You chose The council That is right." in said
    assert "Debt You chose The grocer What goes with it The adviser That is not it." in said


ORDER = ("call-the-council", "write-to-the-landlord", "wait-a-month")


def in_order(*items: str) -> dict[str, str]:
    return {f"answer-{item}": str(place) for place, item in enumerate(items, 1)}


def test_an_order_stands_beside_the_right_one(amina: Visitor) -> None:
    said = told(reply(amina, "In which order?", in_order(*ORDER) | SURE), "In which order?")
    assert "Partly right: 1 of 2 points" in said
    assert "Your order Call the council Write to the landlord Wait a month follows rightly" in said
    assert "The right order Write to the landlord Wait a month Call the council" in said
    assert "1 of 2 steps follow on the right one before." in said


def test_gaps_forgive_a_slip_and_say_so(amina: Visitor) -> None:
    gaps = {
        "answer-gap-1": "two-weeks",
        "answer-gap-2": "secrettribnual",
        "answer-gap-3": "a priest <b>",
    }
    said = told(reply(amina, "Fill the gaps", gaps | SURE), "Fill the gaps")
    assert "Partly right: 1 of 3 points" in said
    assert "Gap 1: you chose two weeks What fits one month That is not it." in said
    assert "We read this as “SECRETTRIBUNAL”, and that is right. Check the spelling." in said
    assert "Gap 3: you wrote a priest <b> What fits solicitor That is not it." in said


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("13 days", "Right: 1 of 1 point"),
        ("15.0", "You entered 15.0 days What is right 14 ± 1 days That is right."),
        ("16", "Not this time: 0 of 1 point"),
    ],
)
def test_a_number_is_held_against_its_range(amina: Visitor, typed: str, words: str) -> None:
    page = reply(amina, "How many days?", {"answer": typed, **SURE})
    assert words in told(page, "How many days?")


JUDGED = "What does each finding do?"
ASTHMA = "answer-asthma-from-damp-he-is-well-elsewhere"
ALLERGY = "answer-an-allergy-the-cat-has-left"


def test_a_judgement_is_set_beside_the_panel(amina: Visitor) -> None:
    said = told(reply(amina, JUDGED, {ASTHMA: "1", ALLERGY: "2", **SURE}), JUDGED)
    assert "Partly right: 0.5 of 2 points" in said
    assert "You said: more likely 3 of 10 votes say so too." in said
    assert "No vote says so." in said
    assert "10 votes: 1 no change, 3 more likely and 6 much more likely." in said


PLAN = "What happens next?"


def test_a_plan_stands_beside_the_model_plan(amina: Visitor) -> None:
    rows = {
        "need": ["housing", "other"],
        "action": ["Write <today>", ""],
        "who": ["Ben", ""],
        "by_when": ["Friday", ""],
        "why": ["It is wet", "to rest"],
    }
    said = told(reply(amina, PLAN, rows), PLAN)
    assert "Your answer is kept." in said
    assert "Your plan Housing Write <today> Who Ben By when Friday Why It is wet" in said
    assert "Something else" in said
    assert "A model plan Housing SECRET-PLAN-ACTION Who The doctor" in said


def test_a_plan_grows_by_a_row_without_losing_a_word(amina: Visitor) -> None:
    rows = {"need": ["housing", ""], "action": ["Write", ""], "more": "1"}
    page = reply(amina, PLAN, rows)
    assert [each.get_text().strip() for each in page.soup.select("textarea[name=action]")] == [
        "Write",
        "",
        "",
    ]
    assert page.soup.select_one("select[name=need] option[selected][value=housing]")


def test_a_plan_of_twelve_rows_grows_no_more(amina: Visitor) -> None:
    page = reply(amina, PLAN, {"action": ["Write"] * 12, "more": "1"})
    assert len(page.soup.select("textarea[name=action]")) == 12
    assert not page.soup.select("button[name=more]")


TEXT = "What do you write to the landlord?"


def test_a_text_is_marked_by_whoever_wrote_it(amina: Visitor) -> None:
    page = reply(amina, TEXT, {"answer": "Dear all,\r\n<hello>"})
    said = told(page, TEXT)
    assert "Your answer is kept." in said
    assert "Your answer Dear all, <hello> A model answer SECRET-MODEL-ANSWER" in said
    assert f"Mark your answer to “{TEXT}”" in page.texts(".todo__step")
    said = told(rate(amina, {"points-1": "2", "points-2": "0"}), TEXT)
    assert "You gave yourself 2 of 3 points." in said
    assert "2 of 2 SECRET-CRITERION-ONE" in said


def test_a_criterion_left_out_is_asked_for(amina: Visitor) -> None:
    reply(amina, TEXT, {"answer": "Dear all"})
    page = rate(amina, {"points-1": "2"}, 422)
    assert errors(page) == [
        (
            "Choose how many points you would give for “SECRET-CRITERION-TWO Asks for a visit”",
            "points-2",
        )
    ]
    assert page.soup.select_one("input[name=points-1][value='2'][checked]")


@pytest.mark.parametrize(
    ("title", "form", "wanted"),
    [
        ("Whom do you ring first?", SURE, [("Choose an answer first", "answer")]),
        (
            "Which two help?",
            {"answer": ["the-council", "the-adviser", "the-grocer"], **SURE},
            [("Choose 2; you have chosen 3", "answer")],
        ),
        (
            "Who deals with what?",
            {"answer-damp": "the-council", **SURE},
            [("Choose what goes with “Debt”", "answer-debt")],
        ),
        (
            "In which order?",
            in_order(*ORDER[:2]) | {"answer-wait-a-month": ""} | SURE,
            [("Give “Wait a month” a place", "answer-wait-a-month")],
        ),
        (
            "Fill the gaps",
            {"answer-gap-1": "one-month", "answer-gap-2": " ", "answer-gap-3": "", **SURE},
            [
                ("Gap 2 of 3: fill this gap", "answer-gap-2"),
                ("Gap 3 of 3: fill this gap", "answer-gap-3"),
            ],
        ),
        ("How many days?", {"answer": "", **SURE}, [("Enter a number", "answer")]),
        (
            "How many days?",
            {"answer": "a fortnight", **SURE},
            [("Enter a number, such as 14 or 2.5", "answer")],
        ),
        (TEXT, {"answer": " \n"}, [("Write your answer first", "answer")]),
        (
            JUDGED,
            {ASTHMA: "1", **SURE},
            [("Say what the finding does to “an allergy”", ALLERGY)],
        ),
        (
            PLAN,
            {"need": [""], "action": [" "]},
            [("Write at least one step, and say in each what is to be done", "need")],
        ),
    ],
)
def test_what_is_left_out_is_asked_for_where_it_belongs(
    amina: Visitor, title: str, form: dict[str, str], wanted: list[tuple[str, str]]
) -> None:
    assert errors(reply(amina, title, form, 422)) == wanted


def test_two_items_at_one_place_are_both_named(amina: Visitor) -> None:
    twice = in_order(*ORDER) | {"answer-wait-a-month": "1"} | SURE
    page = reply(amina, "In which order?", twice, 422)
    assert {name for _, name in errors(page)} == {"answer-call-the-council", "answer-wait-a-month"}


KEPT = [
    ("Who deals with what?", {"answer-damp": "the-grocer"}, "[name=answer-damp] [value$=grocer]"),
    ("In which order?", {"answer-wait-a-month": "2"}, "[name=answer-wait-a-month] [value='2']"),
    ("Fill the gaps", {"answer-gap-2": "a <b>"}, "input[name=answer-gap-2][value='a <b>']"),
    ("How many days?", {"answer": "soon"}, "input[name=answer][value=soon]"),
    (JUDGED, {ASTHMA: "-2"}, f"input[name={ASTHMA}][value='-2'][checked]"),
    ("Whom do you ring first?", SURE, "input[name=confidence][value='3'][checked]"),
]


@pytest.mark.parametrize(("title", "form", "found"), KEPT)
def test_what_was_typed_comes_back(
    amina: Visitor, title: str, form: dict[str, str], found: str
) -> None:
    page = reply(amina, title, form, 422)
    fields = page.soup.select(f"section[aria-label='{title}'] {found}")
    assert len(fields) == 1
    assert fields[0].name != "option" or fields[0].has_attr("selected")


def test_a_text_too_long_comes_back_whole(amina: Visitor) -> None:
    page = reply(amina, TEXT, {"answer": "x" * 20_001}, 422)
    assert errors(page) == [("Shorten your answer to 20,000 characters or fewer", "answer")]
    assert "x" * 20_001 in page.html


def test_a_hint_says_its_cost_comes_alone_and_stays(amina: Visitor) -> None:
    title = "Whom do you ring first?"
    assert "Show a hint (costs a quarter of the points)" in amina.page.texts("button[name=hint]")
    page = hint(amina, title, {"answer": "the-grocer", "confidence": "2"})
    assert page.texts(".hint") == ["Hint 1 SECRET-HINT-ONE"]
    assert page.texts("button[name=hint]") == ["Show another hint (costs half of the points)"]
    asked = page.soup.select(f"section[aria-label='{title}'] input[checked]")
    assert [each["value"] for each in asked] == ["the-grocer", "2"]
    assert hint(amina, title).texts(".hint")[1] == "Hint 2 SECRET-HINT-TWO"
    said = told(reply(amina, title, {"answer": "shown-the-adviser", **SURE}), title)
    assert "Right: 0.25 of 1 point, after hints" in said
    assert "Hint 2, which you took SECRET-HINT-TWO" in said


def test_a_hint_asked_for_twice_is_one_hint(amina: Visitor) -> None:
    url = amina.page.url
    form = {"no": "1", "question": "whom-do-you-ring-first", "hint": "1"}
    no = str(amina.page.soup.select_one("input[name=no]")["value"])
    sent = {"csrf_token": amina.token(), **form, "no": no}
    assert [amina.send(f"{url}/hint", sent).status_code for _ in range(2)] == [303, 303]
    assert amina.get(url).texts(".hint") == ["Hint 1 SECRET-HINT-ONE"]


@pytest.mark.parametrize("kind", ["matching", "plan", "poem", ""])
def test_a_changed_kind_leads_back(amina: Visitor, kind: str) -> None:
    url = amina.page.url
    reply(amina, "How many days?", {"kind": kind, "answer": "14", **SURE}, 409)
    assert amina.page.link("Go to where you are") == url


def test_a_page_overtaken_gives_back_every_text(amina: Visitor) -> None:
    stale = str(amina.page.soup.select_one("input[name=no]")["value"])
    reply(amina, "How many days?", {"answer": "14", **SURE})
    gaps = {"no": stale, "answer-gap-2": "a tribunal", "answer-gap-3": "Ben & Amina"}
    page = reply(amina, "Fill the gaps", gaps | SURE, 409)
    assert page.texts(".kept li") == ["a tribunal", "Ben & Amina"]
    amina.get(page.link("Go to where you are"))
    page = reply(amina, PLAN, {"no": stale, "action": ["Ring"], "why": ["It is wet"]}, 409)
    assert page.texts(".kept li") == ["Ring", "It is wet"]
