"""The reading age of a module: which words are long, and which text is counted."""

import pytest

from learning.content.reader import read_module
from learning.play.reading_age import count_syllables, find_reading_age, smog_age
from tests.unit.content.fixture_reader import HEAD

COUNTED = {
    1: "damp night breathed the mould closed place rhythm",
    2: "landlord letter housing wanted people table needed council nurses quiet",
    3: "hospital adviser medicine another benefit decided family services",
    4: "information association accommodate authority",
    5: "investigation administrative",
}
EASY = "She sat down by the bed. "
HARD = "Administrative investigation organisations deteriorated considerably. "


@pytest.mark.parametrize(
    ("count", "word"),
    [(count, word) for count, words in COUNTED.items() for word in words.split()],
)
def test_syllables_are_those_that_are_heard(count: int, word: str) -> None:
    assert count_syllables(word) == count


def test_the_age_is_that_of_the_published_formula() -> None:
    # McLaughlin's grade for 64 long words in 30 sentences, and five years to the age.
    assert smog_age(30, 64) == pytest.approx(1.0430 * 8 + 3.1291 + 5)


def measure(text: str) -> tuple[float, int] | None:
    module = read_module("cases/a.md", f"{HEAD}{text}".encode()).value
    assert module is not None
    age = find_reading_age(module)
    return None if age is None else (round(age.years, 1), age.words)


def end(scene: str) -> str:
    return f"\n## {scene}\n\n> Ending (good): Done.\n"


def test_few_sentences_are_not_judged() -> None:
    assert measure(f"## A\n\n{HARD * 8}\n\n- [B](#b)\n- [C](#b)\n{end('B')}") is None


def test_plain_words_are_young_and_long_words_old() -> None:
    way = "\n\n- [B](#b)\n- [C](#b)\n"
    assert measure(f"## A\n\n{EASY * 10}{way}{end('B')}") == (8.1, 61)
    hard = measure(f"## A\n\n{HARD * 10}{way}{end('B')}")
    assert hard is not None
    assert hard[0] > 16


def test_what_each_side_reads_and_what_is_told_after_a_choice_counts() -> None:
    told = f"- [B](#b)\n  > {HARD * 5}\n- [C](#b)\n"
    found = measure(f"## A\n\n::: for law\n{HARD * 5}\n:::\n\n{told}{end('B')}")
    assert found is not None
    assert found[1] == 51
