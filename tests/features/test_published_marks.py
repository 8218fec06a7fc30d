"""Published figures, written as a quiz file and played over HTTP: what is earned and what is said.

The situations are those of Moodle's own tests: behaviours interactive, interactivecountback and
deferredcbm, question types multichoice, match, numerical and ordering.
"""

from pathlib import Path

import pytest
from flask import Flask

from learning.operations.publishing import publish
from learning.operations.site import Site
from tests.features.playing import begin, move, newcomer, reply
from tests.features.previewing import write
from tests.features.visitor import Fields, Visitor

FRONT = """---
title: {name}
kind: quiz
jurisdiction: England
law_checked: 2026-11-01
shuffle: false
{more}
---

# {name}
"""
FROG = """
### Question: Frog? (3 points)

- [x] Frog
- [ ] Newt
- [ ] Toad
"""
# Two options at 50% and two at -100%.
MULTIPLE = """
### Question: Odd? (choose all, 3 points)

- [x] One (50%)
- [ ] Two (-100%)
- [x] Three (50%)
- [ ] Four (-100%)
"""
MATCH = """
### Question: Classify (12 points)

| Animal | Class |
| --- | --- |
| Dog | Mammal |
| Frog | Amphibian |
| Newt | Insect |
| Cat | Bird |
"""
ORDER = """
### Question: Order (5 points)

1. Modular
2. Object
3. Oriented
4. Dynamic
5. Learning
6. Environment
"""
NUMBER = """
### Question: Seven?

= 7 ± 1
"""
TRUE = "".join(
    f"\n### Question: {title} (3 points)\n\n- [x] True\n- [ ] False\n" for title in ("A", "B", "C")
)
# What each try costs, by the quiz that says so; a third is what Moodle takes where nothing is said.
COSTS = {"third": "", "none": "0%", "tenth": "10%", "half": "50%", "all": "100%"}


@pytest.fixture(scope="module")
def site(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Site:
    folder = tmp_path_factory.mktemp("published")
    for name, cost in COSTS.items():
        more = f"tries: 3\ntry_cost: {cost}" if cost else "tries: 3"
        write_quiz(folder, name, more, FROG + MULTIPLE + MATCH + ORDER + NUMBER)
    more = "tries: 3\ntry_cost: 10%\npass_mark: 80\nkeeps: mean"
    write_quiz(folder, "border", more, FROG)
    write_quiz(folder, "cbm", "confidence: ask\nfeedback: deferred", TRUE)
    assert publish(site, folder, "tests").broken == {}
    return site


@pytest.fixture
def amina(app: Flask, site: Site) -> Visitor:
    return newcomer(app, site)


def write_quiz(folder: Path, name: str, more: str, text: str) -> None:
    write(folder, f"courses/one/{name}.md", FRONT.format(name=name, more=more) + text)


def try_all(visitor: Visitor, quiz: str, title: str, *tries: Fields) -> str:
    """Begin that quiz and answer that question so, try by try; give what is said in the end."""
    begin(visitor, f"/courses/one/{quiz}")
    for answers in tries:
        page = reply(visitor, title, answers)
    return page.texts(f"section[aria-label='{title}']")[0]


def tick(*options: str) -> Fields:
    return {"answer": list(options)}


@pytest.mark.parametrize(
    ("quiz", "tries", "said"),
    [
        ("third", ["frog"], "Right: 3 of 3 points"),
        ("third", ["newt", "frog"], "Right: 2 of 3 points"),
        ("third", ["newt", "toad", "frog"], "Right: 1 of 3 points"),
        ("third", ["newt", "toad", "newt"], "Not this time: 0 of 3 points"),
        ("none", ["newt", "toad", "frog"], "Right: 3 of 3 points"),
        ("tenth", ["newt", "frog"], "Right: 2.7 of 3 points"),
        ("tenth", ["newt", "toad", "frog"], "Right: 2.4 of 3 points"),
        ("half", ["newt", "frog"], "Right: 1.5 of 3 points"),
        ("half", ["newt", "toad", "frog"], "Right: 0 of 3 points"),
        ("all", ["newt", "frog"], "Right: 0 of 3 points"),
    ],
)
def test_one_of_several_in_several_tries(amina, quiz, tries, said) -> None:
    assert said in try_all(amina, quiz, "Frog?", *map(tick, tries))


@pytest.mark.parametrize(
    ("quiz", "tries", "said"),
    [
        ("third", [("one", "three")], "Right: 3 of 3 points"),
        ("third", [("one",), ("three",), ("one", "three")], "Right: 1 of 3 points"),
        ("third", [("two",), ("one",), ("three",)], "Partly right: 0 of 3 points"),
        ("tenth", [("one", "three", "two"), ("one",), ("three",)], "Partly right: 0.9 of 3 points"),
        ("none", [("two",), ("one", "four"), ("one",)], "Partly right: 1.5 of 3 points"),
        ("none", [("one",), ("three",), ("two", "one")], "Not this time: 0 of 3 points"),
    ],
)
def test_percents_in_several_tries(amina, quiz, tries, said) -> None:
    """Only the last try counts, with its own share: one that was better before does not stand."""
    assert said in try_all(amina, quiz, "Odd?", *(tick(*each) for each in tries))


def match(*classes: str) -> Fields:
    animals = ("dog", "frog", "newt", "cat")
    return {f"answer-{each}": kind for each, kind in zip(animals, classes, strict=True)}


PAIRS = match("mammal", "amphibian", "insect", "bird")


@pytest.mark.parametrize(
    ("tries", "said"),
    [
        ([PAIRS], "Right: 12 of 12 points"),
        # 10 there, where what was right from the first try on is not charged for the second.
        ([match("mammal", "insect", "amphibian", "bird"), PAIRS], "Right: 8 of 12 points"),
        (
            [match("mammal", "bird", "bird", "mammal")] * 3,
            "Partly right: 0 of 12 points",
        ),
    ],
)
def test_pairs_are_marked_whole_try_by_try(amina, tries, said) -> None:
    assert said in try_all(amina, "third", "Classify", *tries)


ITEMS = "modular object oriented dynamic learning environment"


@pytest.mark.parametrize(
    ("order", "said"),
    [
        (ITEMS, "Right: 5 of 5 points"),
        (" ".join(reversed(ITEMS.split())), "Not right yet"),
        ("environment object oriented dynamic learning modular", "Partly right: 3 of 5 points"),
        ("oriented object dynamic learning environment modular", "Partly right: 2 of 5 points"),
    ],
)
def test_an_order_counts_relative_to_the_next_item_excluding_the_last(amina, order, said) -> None:
    given = {f"answer-{item}": str(place) for place, item in enumerate(order.split(), 1)}
    tries = 3 if said.startswith("Partly") else 1
    assert said in try_all(amina, "none", "Order", *[given] * tries)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("5.99", "Not right yet"),
        ("6", "Right: 1 of 1 point"),
        ("8", "Right: 1 of 1 point"),
        ("8.01", "Not right yet"),
    ],
)
def test_a_number_within_its_tolerance(amina, typed, said) -> None:
    assert said in try_all(amina, "third", "Seven?", {"answer": typed})


def test_a_pass_mark_met_exactly_is_met(amina: Visitor) -> None:
    """Binary fractions make 2.4 of 3 a hair less than 80%."""
    assert 2.4 / 3 < 0.8
    for _ in range(3):
        try_all(amina, "border", "Frog?", *map(tick, ("newt", "toad", "frog")))
        page = move(amina, "finish")
        assert page.texts(".verdict--whole") == ["Passed: 80%, with 80% needed"]
    assert (
        "The mean of your attempts counts: 80%. You have passed."
        in amina.get("/courses/one/border").text
    )


def test_a_summary_of_certainty_and_the_points_beside_it(amina: Visitor) -> None:
    begin(amina, "/courses/one/cbm")
    for title, answer, sure in (("A", "true", "3"), ("B", "true", "2"), ("C", "false", "2")):
        reply(amina, title, {"answer": answer, "confidence": sure})
    page = move(amina, "finish")
    assert page.texts(".lede") == ["You earned 6 of 9 points."]
    assert page.texts("[aria-label='Certainty points'] tbody tr") == ["3 questions 67% 1 +3% 70%"]
    assert page.texts("[aria-label='Level by level'] tbody tr") == [
        "A guess 0 – 0% to 67% Not used",
        "Fairly sure 2 50% 67% to 80% A bit over-confident",
        "Sure 1 100% 80% to 100% As it should be",
    ]
