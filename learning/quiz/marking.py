"""What an answer to a question earns. Knows the question and its key, not who answered or when."""

from learning.model.case import Question
from learning.model.form import Form, Ticks
from learning.model.key import QuestionKey
from learning.model.solution import Solution, TicksSolution
from learning.quiz.answer import Answer, Chosen, Mark, Result


def mark_answer(question: Question, key: QuestionKey, answer: Answer, *, hints: int = 0) -> Mark:
    """Mark a stored answer.

    A single choice earns all points or none. A multiple choice earns the share "right ticks less
    wrong ticks, of the right options", never below nothing: ticking everything must not pay, and
    one slip must not cost the whole answer. Only the exact set is `right`. A question without a
    right option (a survey's) has nothing to earn and no wrong answer. `hints` were taken before.

    >>> from learning.model.names import OptionId, QuestionId
    >>> a, b, c, d = (OptionId(letter) for letter in "abcd")
    >>> question = Question(QuestionId("q"), "Which?", "", "", Ticks((), True), points=2)
    >>> key = QuestionKey(QuestionId("q"), TicksSolution(frozenset({a, b})), feedback={})
    >>> mark_answer(question, key, Chosen(frozenset({a, b})))
    Mark(earned=2.0, possible=2.0, result=<Result.RIGHT: 'right'>)
    >>> mark_answer(question, key, Chosen(frozenset({a}))).earned
    1.0
    >>> mark_answer(question, key, Chosen(frozenset({a, b, c}))).earned
    1.0
    >>> mark_answer(question, key, Chosen(frozenset({a, c, d}))).result
    <Result.WRONG: 'wrong'>
    """
    if not is_marked(key):
        return Mark(0.0, 0.0, Result.UNMARKED)
    credit = _credit(question.form, key.solution, answer)
    return Mark(credit * question.points, float(question.points), judge(credit))


def judge(credit: float) -> Result:
    """Name a share of the points, from 0 to 1.

    >>> judge(0.5)
    <Result.PARTLY: 'partly'>
    """
    if credit >= 1:
        return Result.RIGHT
    return Result.PARTLY if credit > 0 else Result.WRONG


def best_wrong(question: Question, key: QuestionKey) -> float:
    """Give the most points that an answer which is not right can earn.

    One slip in a multiple choice with n right options leaves (n - 1)/n of the points.

    >>> from learning.model.names import OptionId, QuestionId
    >>> question = Question(QuestionId("q"), "Which?", "", "", Ticks((), True))
    >>> solution = TicksSolution(frozenset(map(OptionId, "ab")))
    >>> best_wrong(question, QuestionKey(QuestionId("q"), solution, {}))
    0.5
    """
    solution = key.solution
    if not isinstance(solution, TicksSolution) or not is_marked(key):
        return 0.0
    return (len(solution.right) - 1) / len(solution.right) * question.points


def is_marked(key: QuestionKey) -> bool:
    """Say whether there is anything to earn: whether some answer is right and some is not.

    >>> from learning.model.names import QuestionId
    >>> is_marked(QuestionKey(QuestionId("q"), TicksSolution(frozenset()), {}))
    False
    """
    return isinstance(key.solution, TicksSolution) and bool(key.solution.right)


def _credit(form: Form, solution: Solution, answer: Answer) -> float:
    assert isinstance(solution, TicksSolution)
    assert isinstance(form, Ticks)
    assert isinstance(answer, Chosen)
    chosen, right = answer.options, solution.right
    if not form.several:
        return float(chosen == right)
    return max(0, len(chosen & right) - len(chosen - right)) / len(right)
