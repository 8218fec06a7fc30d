"""What an answer to a question earns. Knows the question and its key, not who answered or when."""

from learning.model.case import Question
from learning.model.key import QuestionKey
from learning.model.names import QuestionKind
from learning.quiz.answer import Answer, Mark, Result


def mark_answer(question: Question, key: QuestionKey, answer: Answer) -> Mark:
    """Mark a stored answer.

    A single choice earns all points or none. A multiple choice earns the share "right ticks less
    wrong ticks, of the right options", never below nothing: ticking everything must not pay, and
    one slip must not cost the whole answer. Only the exact set is `right`. A question without a
    right option (a survey's) has nothing to earn and no wrong answer.

    >>> from learning.model.names import OptionId, QuestionId
    >>> from learning.quiz.answer import Chosen
    >>> a, b, c, d = (OptionId(letter) for letter in "abcd")
    >>> question = Question(QuestionId("q"), QuestionKind.MULTIPLE, "Which?", "", "", (), points=2)
    >>> key = QuestionKey(QuestionId("q"), right=frozenset({a, b}), feedback={})
    >>> mark_answer(question, key, Chosen(frozenset({a, b})))
    Mark(earned=2.0, possible=2.0, result=<Result.RIGHT: 'right'>)
    >>> mark_answer(question, key, Chosen(frozenset({a}))).earned
    1.0
    >>> mark_answer(question, key, Chosen(frozenset({a, b, c}))).earned
    1.0
    >>> mark_answer(question, key, Chosen(frozenset({a, c, d}))).result
    <Result.WRONG: 'wrong'>
    """
    if not key.right:
        return Mark(0.0, 0.0, Result.RIGHT)
    credit = _credit(question.kind, key, answer)
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
    >>> question = Question(QuestionId("q"), QuestionKind.MULTIPLE, "Which?", "", "", ())
    >>> best_wrong(question, QuestionKey(QuestionId("q"), frozenset(map(OptionId, "ab")), {}))
    0.5
    """
    if question.kind is QuestionKind.SINGLE or not key.right:
        return 0.0
    return (len(key.right) - 1) / len(key.right) * question.points


def _credit(kind: QuestionKind, key: QuestionKey, answer: Answer) -> float:
    chosen = answer.options
    if kind is QuestionKind.SINGLE:
        return float(chosen == key.right)
    return max(0, len(chosen & key.right) - len(chosen - key.right)) / len(key.right)
