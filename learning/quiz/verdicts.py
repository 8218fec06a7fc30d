"""What came of each part of an answer, made from the question, its key and the answer."""

from collections.abc import Mapping

from learning.model.case import Question
from learning.model.form import Gaps, Number
from learning.model.key import QuestionKey
from learning.model.names import GapId, OptionId
from learning.model.solution import (
    FreeTextSolution,
    GapsSolution,
    JudgementSolution,
    MatchingSolution,
    NumberSolution,
    OrderingSolution,
    PlanSolution,
    ScaleSolution,
    TicksSolution,
)
from learning.quiz.answer import (
    Answer,
    Chosen,
    Filled,
    Judged,
    Matched,
    Measured,
    Ordered,
    Planned,
    Written,
)
from learning.quiz.gaps import fit_gaps
from learning.quiz.judgements import credit_rating
from learning.quiz.matching import find_joined
from learning.quiz.numbers import is_between, read_number
from learning.quiz.verdict import (
    GapsVerdict,
    GapVerdict,
    JudgedVerdict,
    MatchVerdict,
    NumberVerdict,
    OrderVerdict,
    PlanVerdict,
    ScaleVerdict,
    TickVerdict,
    Verdict,
    WrittenVerdict,
)


def give_verdict(question: Question, key: QuestionKey, answer: Answer) -> Verdict:
    """Say part by part what is right and what was given.

    >>> from learning.model.names import OptionId, QuestionId
    >>> identity, order = QuestionId("q"), tuple(map(OptionId, "abc"))
    >>> from learning.model.form import Ordering
    >>> give_verdict(Question(identity, "In what order?", "", "", Ordering(())),
    ...              QuestionKey(identity, OrderingSolution(order), {}),
    ...              Ordered(tuple(map(OptionId, "cab"))))
    OrderVerdict(right=('a', 'b', 'c'), given=('c', 'a', 'b'), joined=frozenset({('a', 'b')}))
    """
    match question.form, key.solution, answer:
        case _, TicksSolution(right), Chosen(options):
            return TickVerdict(right, options)
        case _, MatchingSolution(pairs), Matched(given):
            return MatchVerdict(pairs, dict(given))
        case _, OrderingSolution(order), Ordered(items):
            return OrderVerdict(order, items, find_joined(order, items))
        case Gaps() as form, GapsSolution() as solution, Filled(texts):
            return _judge_gaps(form, solution, dict(texts))
        case _, JudgementSolution(panels), Judged(ratings):
            return _judge_ratings(panels, dict(ratings))
        case Number(unit), NumberSolution(low, high, told), Measured(text):
            return NumberVerdict(text, is_between(low, high, read_number(text, unit)), told)
        case _:
            return _set_beside(key, answer)


def _set_beside(key: QuestionKey, answer: Answer) -> Verdict:
    """Set an answer beside what there is to compare it with; nothing in it is right or wrong."""
    match key.solution, answer:
        case FreeTextSolution(model, rubric), Written(text):
            return WrittenVerdict(text, model, rubric)
        case ScaleSolution(), Chosen(options):
            return ScaleVerdict(next(iter(options)))
        case PlanSolution(steps), Planned():
            return PlanVerdict(steps)
        case _:
            raise TypeError(f"{answer} does not answer question {key.id}")


def _judge_gaps(form: Gaps, solution: GapsSolution, given: Mapping[GapId, str]) -> GapsVerdict:
    return GapsVerdict(
        {
            gap: GapVerdict(
                given[gap], fit, solution.gaps[gap].option or solution.gaps[gap].accepted[0]
            )
            for gap, fit in fit_gaps(form, solution, given).items()
        }
    )


def _judge_ratings(
    panels: Mapping[OptionId, tuple[int, ...]], given: Mapping[OptionId, int]
) -> JudgedVerdict:
    worth = {each: float(credit_rating(votes, given[each])) for each, votes in panels.items()}
    return JudgedVerdict(panels, given, worth)
