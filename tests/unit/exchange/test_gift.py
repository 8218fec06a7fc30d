"""GIFT quizzes as Case Markdown: each sort of question, and what cannot come along."""

import pytest

from learning.exchange.front import Front
from learning.exchange.gift import list_titles, read_gift
from learning.exchange.quiz_writer import write_quiz
from learning.model.names import Kind

FRONT = Front("Housing", Kind.QUIZ)


def carry(gift: str) -> str:
    """Give what a GIFT text becomes, without front matter, title and page heading."""
    items, _ = read_gift(gift)
    return write_quiz(FRONT, items).partition("## Questions\n\n")[2].strip()


def left(gift: str) -> list[str]:
    return [str(each) for each in read_gift(gift)[1]]


SORTS = {
    "Who repairs?{=The landlord#Right. ~The tenant#Not alone.}": """\
### Question: Who repairs?

- [x] The landlord
  > Right.
- [ ] The tenant
  > Not alone.""",
    "Who?{~%50%Ann ~%50%Ben ~%-50%Cy}": """\
### Question: Who? (choose all)

- [x] Ann
- [x] Ben
- [ ] Cy""",
    "Who?{~%50%Ann ~%50%Ben ~%-100%Cy}": """\
### Question: Who? (choose all)

- [x] Ann (50%)
- [x] Ben (50%)
- [ ] Cy (-100%)""",
    "Who?{=Ann ~%50%Ben ~Cy}": """\
### Question: Who?

- [x] Ann
- [ ] Ben (50%)
- [ ] Cy""",
    "Mould is damp.{T#No.#Yes.}": """\
### Question: Mould is damp.

- [x] True
  > Yes.
- [ ] False
  > No.""",
    "Match.{=damp -> housing =sanction -> benefits = -> debt}": """\
### Question: Match.

| This | belongs to |
| --- | --- |
| damp | housing |
| sanction | benefits |
|  | debt |""",
    "Black stuff?{=mould =mold ####Both spellings.}": """\
### Question: Black stuff?

[[mould | mold]]

> Why: Both spellings.""",
    "The {=landlord ~tenant} repairs.": """\
### Question: Fill the gap

The [[*landlord* | tenant]] repairs.""",
    "Days?{#14:1}": "### Question: Days?\n\n= 14 ± 1",
    "Days?{#12..16}": "### Question: Days?\n\n= 12 to 16",
    "Days?{#=14:0 =%50%14:2}": "### Question: Days?\n\n= 14",
    "Say why.{}": "### Question: Say why. (free text)\n\n> Model answer: To be written.",
    "::Note::Read the letter first.": "### Note\n\nRead the letter first.",
}


@pytest.mark.parametrize("gift", SORTS, ids=lambda gift: gift[:40])
def test_each_sort_of_question_comes_over(gift: str) -> None:
    assert carry(gift) == SORTS[gift]


LOST = {
    "Days?{#=14:0 =%50%14:2}": "line 1: the further answer '14:2': a number has one",
    "A?{=b =%50%c}": "line 1: the part credit of 'c': a gap has none",
    "A?{=b#Yes}": "line 1: the feedback on 'b': a gap has none",
    "A?{=b*}": "line 1: the wildcard in 'b*' is a plain star now",
    "\n\nA?{=b": "line 3: the question 'A?': its { is never closed",
    "A?{~b ~c}": "line 1: the question 'A?': no answer in it is right",
    "A?{#many}": "line 1: the question 'A?': its number cannot be read",
    "[html]<u>A</u>?{T}": "line 1: the HTML tag u",
    "[html]A <img src='x.png'>?{T}": "line 1: the HTML tag img (x.png)",
    "::Q1::A?{T}": "line 1: the name 'Q1': the question is its own heading",
    "$CATEGORY: $course$/a/b\n\nA?{T}": "line 1: the folders above the category '$course$/a/b'",
    "A?{T}\n\n$CATEGORY: Debt": "line 3: the category 'Debt': nothing is in it",
    "// [id:d1] [tag:damp]\nA?{T}": "line 1: the label '[tag:damp]' of a question",
    "The {=a#yes ~b} c.": "line 1: the feedback on 'a': a gap has none",
}


@pytest.mark.parametrize("gift", LOST, ids=lambda gift: gift[:40])
def test_what_cannot_come_along_is_said(gift: str) -> None:
    assert LOST[gift] in left(gift)


def test_a_question_that_comes_over_whole_leaves_nothing() -> None:
    assert left("Who repairs?{=The landlord ~The tenant}") == []


def test_escapes_comments_and_blank_lines_are_read_as_moodle_reads_them() -> None:
    gift = "// not this\nIs 1 \\= 1 \\{sure\\}?{=Yes\\: it is ~No}\n\n\nB?{T}\n"
    carried = carry(gift)
    assert "### Question: Is 1 = 1 {sure}?" in carried
    assert "- [x] Yes: it is" in carried
    assert "not this" not in carried


def test_categories_become_pages_and_equal_headings_are_told_apart() -> None:
    items, _ = read_gift("$CATEGORY: Housing\n\nA?{T}\n\n$CATEGORY: Debt\n\nA?{T}")
    text = write_quiz(FRONT, items)
    for heading in ("## Housing", "## Debt", "### Question: A?", "### Question: A? (2)"):
        assert f"\n{heading}\n" in text


def test_plain_text_stays_plain_in_markdown() -> None:
    assert carry("Is *this* [[it]] # or not?{=1. yes ~- no}").splitlines()[0] == (
        "### Question: Is \\*this\\* \\[\\[it\\]\\] # or not?"
    )


def test_html_becomes_markdown() -> None:
    carried = carry("::Q::[html]<p>A <b>black</b> wall</p><ul><li>one</li><li>two</li></ul>{T}")
    assert "A **black** wall\n\n- one\n- two" in carried


def test_questions_are_parted_although_a_blank_line_is_missing() -> None:
    gift = "::A::Who?{\n=x\n~y\n}\n// a comment\nWhat?{T}\n"
    gift += "::B::When?{#3}\n::C::Read this.\n::D::Say \\{?{F}"
    titles = list(list_titles(read_gift(gift)[0]))
    assert titles == ["Who?", "What?", "When?", "Say {?"]


def test_an_answer_may_be_of_another_format_than_its_question() -> None:
    carried = carry("Which?{=[html]<b>Damp</b>#[plain]<b> ~[markdown]*Dry*}")
    assert "- [x] **Damp**\n  > \\<b>\n- [ ] *Dry*" in carried
