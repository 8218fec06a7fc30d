"""Aiken quizzes as Case Markdown."""

from learning.exchange.aiken import read_aiken
from learning.exchange.items import Head, Tick, TickItem


def test_a_question_comes_over_with_its_right_option() -> None:
    items, left = read_aiken("Who repairs\na flat?\nA) The tenant\nB. The landlord\nANSWER: b\n")
    options = (Tick("The tenant", False), Tick("The landlord", True))
    assert items == [TickItem(Head("Who repairs a flat?"), options)]
    assert left == []


def test_what_is_no_question_is_said_by_its_line() -> None:
    _, left = read_aiken("One?\nA. a\nstray\nANSWER: C\n\nTwo?\nA. a\n")
    assert [str(each) for each in left] == [
        "line 3: 'stray': neither an option nor an answer",
        "line 1: the question 'One?': its answer C is missing",
        "line 6: the question 'Two?': it has no ANSWER:",
    ]
