"""Quizzes of ours as GIFT, and back."""

from datetime import date
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning.content.reader import read_module
from learning.exchange.carried import Carried
from learning.exchange.front import Front, write_front
from learning.exchange.gift import read_gift
from learning.exchange.gift_writer import write_gift
from learning.exchange.quiz_writer import write_quiz
from learning.model.case import Asked, Question
from learning.model.form import Ticks
from learning.model.key import Module
from learning.model.names import Kind

KNOWN = {"jurisdiction": "England", "law_checked": date(2026, 11, 1)}
FRONT = write_front(Front("Q", Kind.QUIZ, **KNOWN)) + "\n# Q\n\n## Page\n\n"


def compile_quiz(text: str) -> Module:
    reading = read_module("courses/a/q.md", text.encode())
    assert reading.value is not None, [str(each) for each in reading.findings]
    return reading.value


def export(body: str) -> Carried:
    return write_gift(compile_quiz(FRONT + body))


SORTS = {
    "### Question: A?\n\n- [x] b\n- [ ] c (50%)\n  > No.\n": (
        "::A?::[html]<p>A?</p>{\n  =b\n  ~%50%c#<p>No.</p>\n}"
    ),
    "### Question: A? (choose all)\n\n- [x] b\n- [x] c\n- [x] d\n- [ ] e\n": (
        "~%33.33333%b\n  ~%33.33333%c\n  ~%33.33333%d\n  ~%-33.33333%e"
    ),
    "### Question: A? (choose all)\n\n- [x] b (70%)\n- [x] c\n- [ ] d\n": (
        "~%70%b\n  ~%30%c\n  ~%-50%d"
    ),
    "### Question: A?\n\nThe [[big | large]] wall\n": "The {=big =large} wall",
    "### Question: A?\n\n= 14 ± 1 days\n": "<p>(days)</p>{#14:1}",
    "### Question: A?\n\n= 12 to 16\n": "{#14:2}",
    "### Question: A? (free text)\n\n> Model answer: Yes = so.\n": "{####<p>Yes \\= so.</p>}",
}


@pytest.mark.parametrize("body", SORTS, ids=lambda body: body[:60])
def test_each_sort_of_question_goes_out(body: str) -> None:
    carried = export(body)
    assert SORTS[body] in carried.text
    assert carried.left == ()


def test_pairs_and_distractors_go_out() -> None:
    rows = "| a | b |\n| - | - |\n| 1 | one |\n| 2 | two |\n| 3 | three |\n| | four |\n"
    written = export(f"### Question: A?\n\n{rows}").text
    assert "=1 -> one\n  =2 -> two\n  =3 -> three\n  = -> four" in written


def test_what_gift_has_no_words_for_is_said() -> None:
    body = (
        "### Question: A? (2 points)\n\n- [x] b\n- [ ] c\n\n> Hint: d\n\n> Correct: e\n\n"
        "### Question: F?\n\n1. g\n2. h\n3. i\n"
    )
    assert [str(each) for each in export(body).left] == [
        "line 11: the 2 points of 'A?'",
        "line 11: the hints of 'A?'",
        "line 11: when `Correct` and `Incorrect` of 'A?' are shown",
        "line 20: the question 'F?': GIFT has no ordering questions",
    ]


WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Co", "Zl", "Zp")),
    min_size=1,
    max_size=60,
).map(lambda text: " ".join(text.split()))


@given(question=WORDS, right=WORDS, wrong=WORDS)
def test_any_words_come_in_as_they_were(question: str, right: str, wrong: str) -> None:
    words = (f"A{question}?", f"r{right}", f"w{wrong}")
    items, _ = read_gift("[plain]{}{{={} ~{}}}".format(*map(_escape, words)))
    asked = find_question(compile_quiz(write_quiz(Front("Q", Kind.QUIZ, **KNOWN), items)))
    assert isinstance(asked.form, Ticks)
    shown = (asked.title_html, *(option.html for option in asked.form.options))
    assert tuple(map(unescape, shown)) == words


def find_question(module: Module) -> Question:
    (scene,) = module.case.scenes.values()
    return next(block.question for block in scene.body if isinstance(block, Asked))


def _escape(text: str) -> str:
    return "".join(f"\\{each}" if each in "~=#{}:\\" else each for each in text)
