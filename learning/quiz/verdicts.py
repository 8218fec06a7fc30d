"""What came of each part of an answer, made from the question, its key and the answer."""

from learning.model.case import Question
from learning.model.key import QuestionKey
from learning.model.solution import TicksSolution
from learning.quiz.answer import Answer, Chosen
from learning.quiz.verdict import TickVerdict, Verdict


def give_verdict(question: Question, key: QuestionKey, answer: Answer) -> Verdict:
    """Say part by part what is right and what was given."""
    assert isinstance(key.solution, TicksSolution)
    assert isinstance(answer, Chosen)
    return TickVerdict(key.solution.right, answer.options)
