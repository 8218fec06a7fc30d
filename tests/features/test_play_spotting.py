"""Marking what one noticed, by rows of a form: what is taken, what comes back, what is said."""

import pytest
from flask import Flask

from learning.operations.site import Site
from tests.features.playing import (
    BOTH_CUES,
    begin,
    move,
    newcomer,
    publish_small,
)
from tests.features.visitor import Page, Visitor


@pytest.fixture(scope="module")
def site(site: Site) -> Site:
    return publish_small(site)


@pytest.fixture
def amina(app: Flask, site: Site) -> Visitor:
    """Somebody at the first step of the case."""
    visitor = newcomer(app, site)
    begin(visitor)
    return visitor


def typed(page: Page) -> list[str]:
    return [str(each.get("value", "")) for each in page.soup.select("input[name=words]")]


def test_three_rows_wait_at_first_and_more_keep_what_was_typed(amina: Visitor) -> None:
    assert typed(amina.page) == ["", "", ""]
    rows = {"words": ["the boiler", "soup", "May"], "need": ["housing", "debt", ""], "more": "1"}
    page = move(amina, "notice", rows)
    assert typed(page) == ["the boiler", "soup", "May", ""]
    assert [each["value"] for each in page.soup.select("option[selected]")][:2] == [
        "housing",
        "debt",
    ]


def test_it_is_said_that_marks_count_once_handed_in(amina: Visitor) -> None:
    assert "once you hand them in" in amina.page.texts("#spotting .unsent")[0]
    assert not move(amina, "notice", BOTH_CUES).texts(".unsent")


@pytest.mark.parametrize(
    ("rows", "said", "field"),
    [
        ({"words": "the boiler", "need": ""}, "Mark 1: Choose the legal need", "need-1"),
        ({"words": "", "need": "debt"}, "Mark 1: Enter the words you", "words-1"),
        ({"words": "a broken pipe", "need": "debt"}, "not in the text", "words-1"),
        ({"words": "May " * 31, "need": "debt"}, "at most 30 words", "words-1"),
        ({"words": "x" * 20001, "need": "debt"}, "at most 20,000 characters", "words-1"),
        ({"words": "the boiler", "need": "astrology"}, "Choose the legal need", "need-1"),
        ({"words": "", "need": ""}, "Mark at least one thing", "spotting"),
        ({"words": ["the boiler"] * 21, "need": ["debt"] * 21}, "at most 20", "spotting"),
        ({"words": "the boiler", "need": "debt", "nothing": "1"}, "Empty the rows", "spotting"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(
    amina: Visitor, rows: dict[str, str | list[str]], said: str, field: str
) -> None:
    page = move(amina, "notice", rows, status=422)
    assert page.title.startswith("Error: ")
    assert said in page.texts(f".nhsuk-error-summary a[href='#{field}']")[0]
    sent = [rows["words"]] if isinstance(rows["words"], str) else rows["words"]
    assert typed(page)[: len(sent)] == [each.strip() for each in sent]


def test_hits_misses_and_false_alarms_come_with_reasons(amina: Visitor) -> None:
    rows = {
        "words": ["the boiler broke", "makes good soup", "Her hands"],
        "need": ["debt", "education", "benefits"],
    }
    page = move(amina, "notice", rows)
    found = page.texts(".found__row")
    assert [each.split(" “")[0] for each in found] == [
        "You marked this, but as debt",
        "You passed over this",
        "You marked this as education: a false alarm",
        "You marked this as benefits: a false alarm",
    ]
    assert "SECRET-CUE-HOUSING" in found[0]
    assert "SECRET-CUE-DEBT" in found[1]
    assert "SECRET-LURE" in found[2]
    assert "You heard 0 of 2 cues, with 2 false alarms. That earns 0 of 2 points." in page.text


def test_hearing_everything_is_said_plainly(amina: Visitor) -> None:
    page = move(amina, "notice", BOTH_CUES)
    assert "You heard 2 of 2 cues. That earns 2 of 2 points." in page.text
    assert page.texts(".found__verdict")[-1] == "You rightly let this pass"


def test_nothing_hints_at_where_the_cues_are(amina: Visitor) -> None:
    prose = amina.page.soup.select_one(".prose[data-words]")
    assert not prose.select("a:not(sup a), mark, em, [class]")
    assert "cue" not in str(prose)
