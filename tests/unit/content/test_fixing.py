"""`--fix` mends what needs no guess, changes nothing else, and leaves nothing for a second time."""

import re
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from learning.content.fixing import mend_file
from learning.content.reader import read_module
from tests.unit.content.fixture_reader import HEAD, TRUST, Fixture, read_fixtures

CASE = f"""{TRUST}
# A case

## Start

Nadia sits down.

- [Ask her](#talk)
  - trust +1
  > She nods.
- [Stop – now](#talk)
  - trust -1

## Talk

::: if trust >= 3 and chose "Ask her"
She “stays”.
:::

### Question: What first?

- [x] The day
- [ ] The shoes
  > No.

> Why: The day decides.

> Ending (good): She writes.
"""
# What stood there, and what a word processor makes of it: the file still means the same.
PASTED = [
    ("- [Ask her]", "• [Ask her]"),
    ("- [Stop", "–\u00a0[Stop"),
    ("  - trust +1", "  -\u00a0trust +1"),
    ("trust -1", "trust −1"),
    (">= 3", "≥ 3"),
    ('"Ask her"\n', "“Ask her”\n"),
    ("## Talk", "##\u00a0Talk"),
    ("- [x] The day", "•\u00a0[x] The day"),
]
# Faults for which a file is refused, and that need no guess.
FAULTS = [
    ("---\ntitle", "\n \n---\ntitle"),
    ("## Talk", "##Talk"),
    ("  > She nods.", "> She nods."),
    ("  > No.", "> No."),
    ("  > No.\n\n> Why", "  > No.\n\n> Hint: Think.\n> Why"),
    ("> Why: The", "Why: The"),
    ("- [x] The day", "- [x]The day"),
    ("- [ ] The shoes", "- [] The shoes"),
    ("- [ ] The shoes", "- [  ] The shoes"),
    ("She “stays”.\n", "> She stays.\n| a |\n| - |\n"),
]


def mend(text: str) -> str:
    return mend_file("cases/a.md", text.encode()).raw.decode()


def compile_case(text: str) -> object:
    reading = read_module("cases/a.md", text.encode())
    assert reading.value, reading.findings
    return replace(reading.value, sha256="")


def codes(text: str) -> list[str]:
    return [finding.code for finding in read_module("cases/a.md", text.encode()).findings]


@pytest.mark.parametrize(("old", "new"), PASTED)
def test_what_a_word_processor_put_in(old: str, new: str) -> None:
    assert CASE.count(old) == 1
    assert codes(CASE.replace(old, new)) == ["F05"]
    assert mend(CASE.replace(old, new)) == CASE


@pytest.mark.parametrize(("old", "new"), FAULTS)
def test_a_fault_that_needs_no_guess(old: str, new: str) -> None:
    assert CASE.count(old) == 1
    broken = CASE.replace(old, new)
    assert codes(broken) != []
    assert codes(mend(broken)) == []


@settings(max_examples=60, deadline=None)
@given(st.sets(st.sampled_from(PASTED)), st.sampled_from(["\n", "\r\n", "\r"]))
def test_a_valid_file_means_the_same_when_it_is_mended(
    slips: set[tuple[str, str]], end: str
) -> None:
    text = CASE
    for old, new in slips:
        text = text.replace(old, new)
    text = text.replace("\n", end)
    assert compile_case(text) == compile_case(CASE)
    mended = mend(text)
    assert compile_case(mended) == compile_case(CASE)
    assert mended == CASE.replace("\n", end)


@settings(max_examples=60, deadline=None)
@given(st.sets(st.sampled_from(PASTED + FAULTS)), st.booleans())
def test_mending_twice_is_mending_once(slips: set[tuple[str, str]], marked: bool) -> None:
    text = "\ufeff" * marked + CASE
    for old, new in sorted(slips):
        text = text.replace(old, new, 1)
    once = mend(text)
    assert mend(once) == once
    assert len(codes(once)) <= len(codes(text))


GROUPS = sorted(each.stem for each in (Path(__file__).parent / "fixtures").glob("*.txt"))
FIXTURES = [fixture for group in GROUPS for fixture in read_fixtures(group)]


@pytest.mark.parametrize("fixture", FIXTURES, ids=lambda each: each.title)
def test_no_word_is_lost_and_no_error_is_made(fixture: Fixture) -> None:
    text = fixture.text
    mended = mend(text)
    assert Counter(re.findall(r"\w+", mended)) == Counter(re.findall(r"\w+", text))
    assert mend(mended) == mended
    assert len(codes(mended)) <= len(codes(text))


def test_text_before_the_front_matter_moves_to_the_cover() -> None:
    ending = "## One\n> Ending (good): End.\n"
    mended = mend_file("cases/a.md", f"\nMy case\n\n{HEAD}{ending}".encode())
    assert mended.raw.decode() == f"{HEAD}\nMy case\n\n{ending}"
    assert "cover page" in mended.fixes[0].said


@pytest.mark.parametrize(
    "slip",
    [
        ("trust +1", "turst +1"),
        ("::: if", "::: fi"),
        ("(#talk)", "(#tolk)"),
        ("[x] The", "[y] The"),
    ],
)
def test_what_needs_a_guess_is_left_alone(slip: tuple[str, str]) -> None:
    broken = CASE.replace(*slip)
    assert mend_file("cases/a.md", broken.encode()).fixes == ()
    assert mend(broken) == broken


def test_what_is_no_text_is_left_alone() -> None:
    assert mend_file("cases/a.md", b"\xff---").raw == b"\xff---"
