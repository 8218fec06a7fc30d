"""What an answer to a question earns. Knows the question and its key, not who answered or when."""

from fractions import Fraction
from typing import assert_never

from learning.model.case import Question
from learning.model.form import Form, Gaps, Number, Ticks
from learning.model.key import QuestionKey
from learning.model.solution import (
    FreeTextSolution,
    GapsSolution,
    JudgementSolution,
    MatchingSolution,
    NumberSolution,
    OrderingSolution,
    PlanSolution,
    ScaleSolution,
    Solution,
    TicksSolution,
)
from learning.quiz.answer import (
    Answer,
    Chosen,
    Filled,
    Judged,
    Mark,
    Matched,
    Measured,
    Ordered,
    Result,
)
from learning.quiz.gaps import credit_gaps
from learning.quiz.judgements import best_wrong_judgements, credit_judgements
from learning.quiz.matching import credit_order, credit_pairs
from learning.quiz.numbers import is_between, read_number
from learning.quiz.ticks import best_wrong_ticks, credit_ticks
from learning.quiz.tries import Tried, credit_try

_FIRST = Tried()


def mark_answer(
    question: Question,
    key: QuestionKey,
    answer: Answer,
    *,
    hints: int = 0,
    tried: Tried = _FIRST,
) -> Mark:
    """Mark a stored answer that `find_answer_fault` let through.

    The answer earns a share of the points, from 0 to 1; each form of question has its own rule
    (`ticks`, `matching`, `gaps`, `judgements`). A number earns all within its range, both ends in
    it, and nothing outside. RIGHT is the whole share, WRONG none. The first `hints` of the key were
    taken before and cost their percents of the points, never more than was earned; they change the
    points and not the result, for with their help the answer was right all the same. So do tries
    before this one that were not right (`tries`). Where nothing can be right there is nothing to
    earn: UNMARKED.

    >>> from learning.model.key import Hint
    >>> from learning.model.names import OptionId, QuestionId
    >>> a, b = OptionId("a"), OptionId("b")
    >>> question = Question(QuestionId("q"), "Which?", "", "", Ticks((), True), points=2)
    >>> key = QuestionKey(QuestionId("q"), TicksSolution(frozenset({a, b})), {},
    ...                   hints=(Hint("free"), Hint("dear", 25)))
    >>> mark_answer(question, key, Chosen(frozenset({a})))
    Mark(earned=1.0, possible=2.0, result=<Result.PARTLY: 'partly'>)
    >>> mark_answer(question, key, Chosen(frozenset({a, b})), hints=2)
    Mark(earned=1.5, possible=2.0, result=<Result.RIGHT: 'right'>)
    """
    if not is_marked(key):
        return Mark(0.0, 0.0, Result.UNMARKED)
    credit = _credit(question.form, key.solution, answer)
    cost = Fraction(sum(hint.cost for hint in key.hints[:hints]), 100)
    earned = max(credit_try(credit, tried) - cost, Fraction(0)) * question.points
    return Mark(float(earned), float(question.points), judge(credit))


def judge(credit: Fraction) -> Result:
    """Name a share of the points, from 0 to 1.

    >>> judge(Fraction(1, 2))
    <Result.PARTLY: 'partly'>
    """
    if credit >= 1:
        return Result.RIGHT
    return Result.PARTLY if credit > 0 else Result.WRONG


def best_wrong(question: Question, key: QuestionKey) -> float:
    """Give the most points that an answer which is not right can earn, without hints.

    One slip among n parts leaves (n - 1)/n of the points; in an order of n it tears one of n - 1
    neighbours apart at least.

    >>> from learning.model.names import OptionId, QuestionId
    >>> question = Question(QuestionId("q"), "Which?", "", "", Ticks((), True))
    >>> solution = TicksSolution(frozenset(map(OptionId, "ab")))
    >>> best_wrong(question, QuestionKey(QuestionId("q"), solution, {}))
    0.5
    """
    return float(_best_wrong(question.form, key.solution) * question.points)


def is_marked(key: QuestionKey) -> bool:
    """Say whether there is anything to earn: whether some answer is right and some is not.

    >>> from learning.model.names import QuestionId
    >>> is_marked(QuestionKey(QuestionId("q"), TicksSolution(frozenset()), {}))
    False
    """
    match key.solution:
        case TicksSolution(right):
            return bool(right)
        case JudgementSolution(panels):
            return any(any(votes) for votes in panels.values())
        case MatchingSolution(pairs):
            return bool(pairs)
        case GapsSolution(gaps):
            return bool(gaps)
        case OrderingSolution() | NumberSolution():
            return True
        case FreeTextSolution() | ScaleSolution() | PlanSolution():
            return False
        case _:
            assert_never(key.solution)


def _credit(form: Form, solution: Solution, answer: Answer) -> Fraction:
    match form, solution, answer:
        case Ticks(), TicksSolution(), Chosen(options):
            return credit_ticks(form, solution, options)
        case _, MatchingSolution(right), Matched(pairs):
            return credit_pairs(right, dict(pairs))
        case _, OrderingSolution(order), Ordered(items):
            return credit_order(order, items)
        case Gaps(), GapsSolution(), Filled(gaps):
            return credit_gaps(form, solution, dict(gaps))
        case Number(unit), NumberSolution(low, high), Measured(text):
            return Fraction(is_between(low, high, read_number(text, unit)))
        case _, JudgementSolution(panels), Judged(ratings):
            return credit_judgements(panels, dict(ratings))
        case _:
            raise TypeError(f"{type(answer).__name__} does not answer a {type(form).__name__}")


def _best_wrong(form: Form, solution: Solution) -> Fraction:
    match solution:
        case TicksSolution(right):
            assert isinstance(form, Ticks)
            return best_wrong_ticks(form, solution) if right else Fraction(0)
        case MatchingSolution(pairs):
            return _miss_one(len(pairs))
        case OrderingSolution(order):
            return _miss_one(len(order) - 1)
        case GapsSolution(gaps):
            return _miss_one(len(gaps))
        case JudgementSolution(panels):
            return best_wrong_judgements(panels)
        case NumberSolution() | FreeTextSolution() | ScaleSolution() | PlanSolution():
            return Fraction(0)
        case _:
            assert_never(solution)


def _miss_one(parts: int) -> Fraction:
    return Fraction(parts - 1, parts) if parts > 1 else Fraction(0)
