"""What a stand-in does where a story does not say it: marks nothing, answers rightly.

Knows modules and one attempt; not what the story is about.
"""

from collections.abc import Iterator
from decimal import Decimal

from learning.model.case import Question
from learning.model.form import Gaps, Judgement, Matching, Scale, Ticks
from learning.model.key import Module, QuestionKey
from learning.model.solution import (
    FreeTextSolution,
    GapsSolution,
    JudgementSolution,
    MatchingSolution,
    NumberSolution,
    OrderingSolution,
    PlanSolution,
    Solution,
    TicksSolution,
)
from learning.play.advance import advance
from learning.play.page_text import read_html
from learning.play.standing import find_rubric, look_around, may_rate
from learning.play.state import Move, Notice, Rate, Reply, State
from learning.quiz.answer import (
    Answer,
    Chosen,
    Filled,
    Judged,
    Matched,
    Measured,
    Ordered,
    Planned,
    PlanRow,
    Result,
    Written,
)
from learning.quiz.marking import mark_answer

_NO_WORD = "qqq"
_RATINGS = range(-2, 3)
# Answering can bring up more questions; this is far more than any page holds.
_MOST_STEPS = 200


def do_steps(module: Module, state: State) -> State:
    """Do the steps of the page that must be done before it can be left."""
    for _ in range(_MOST_STEPS):
        move = find_step(module, state)
        after = None if move is None else advance(module, state, move)
        if not isinstance(after, State):
            break
        state = after
    return state


def find_step(module: Module, state: State) -> Move | None:
    """Give the next step of the page that must be done before it can be left."""
    now = look_around(module, state)
    if state.finished or not now.todo:
        return None
    if now.cues and state.scene not in state.spotted:
        return Notice(())
    for question in now.questions:
        key = module.key.scenes[state.scene].questions[question.id]
        if not question.optional and question.id not in state.answers:
            return Reply(question.id, answer_rightly(question, key))
        if not question.optional and may_rate(module, state, question):
            rubric = find_rubric(module, state.scene, question)
            return Rate(question.id, tuple(each.points for each in rubric))
    return None


def answer_rightly(question: Question, key: QuestionKey) -> Answer:
    """Give a right answer; where nothing is right or wrong, the first that can be handed in.

    >>> from learning.model.names import OptionId, QuestionId
    >>> a, b = OptionId("a"), OptionId("b")
    >>> key = QuestionKey(QuestionId("q"), TicksSolution(frozenset({b})), {})
    >>> answer_rightly(Question(QuestionId("q"), "?", "", "", Ticks(())), key)
    Chosen(options=frozenset({'b'}))
    """
    match key.solution:
        case TicksSolution(right):
            return Chosen(right) if right else _tick_first(question)
        case MatchingSolution(pairs):
            return Matched(tuple(sorted(pairs.items())))
        case OrderingSolution(order):
            return Ordered(order)
        case GapsSolution(gaps):
            filled = {gap: each.option or each.accepted[0] for gap, each in gaps.items()}
            return Filled(tuple(sorted(filled.items())))
        case _:
            return _write_rightly(question, key.solution)


def _write_rightly(question: Question, solution: Solution) -> Answer:
    match solution:
        case NumberSolution(low, high):
            return Measured(_write((low + high) / 2 if low.is_finite() else low))
        case FreeTextSolution(model_html):
            return Written(read_html(model_html) or "-")
        case JudgementSolution(panels):
            return Judged(tuple(sorted((each, _modal(votes)) for each, votes in panels.items())))
        case PlanSolution(steps):
            rows = (
                (each.need, each.action_html, each.who_html, each.by_when_html, each.why_html)
                for each in steps
            )
            return Planned(tuple(PlanRow(*map(read_html, row)) for row in rows))
        case _:
            return _tick_first(question)


def answer_wrongly(question: Question, key: QuestionKey) -> Answer | None:
    """Give an answer that earns as little as can be; None where none is wrong."""
    marked = [(mark_answer(question, key, each), each) for each in _list_wrong(question, key)]
    wrong = [each for mark, each in marked if mark.result is Result.WRONG]
    partly = [each for mark, each in marked if mark.result is Result.PARTLY]
    return next(iter([*wrong, *partly]), None)


def _tick_first(question: Question) -> Chosen:
    form = question.form
    options = form.options if isinstance(form, Ticks | Scale) else ()
    wanted = form.choose or 1 if isinstance(form, Ticks) else 1
    return Chosen(frozenset(each.id for each in options[:wanted]))


def _write(number: Decimal) -> str:
    return f"{number:f}"


def _modal(votes: tuple[int, ...]) -> int:
    return _RATINGS[votes.index(max(votes))]


def _list_wrong(question: Question, key: QuestionKey) -> Iterator[Answer]:
    match question.form, key.solution:
        case Ticks(options), TicksSolution(right):
            yield from (Chosen(frozenset({each.id})) for each in options if each.id not in right)
            yield from (Chosen(right - {each}) for each in sorted(right) if len(right) > 1)
        case Matching(prompts, options), _:
            ids = [each.id for each in options]
            for turn in range(len(ids)):
                turned = ids[turn:] + ids[:turn]
                pairs = zip((each.id for each in prompts), turned, strict=False)
                yield Matched(tuple(sorted(pairs)))
        case _, OrderingSolution(order):
            yield from (Ordered(order[turn:] + order[:turn]) for turn in range(1, len(order)))
            yield Ordered(order[::-1])
        case Gaps(_, gaps), GapsSolution(right_gaps):
            filled = {
                gap.id: next(
                    (each.id for each in gap.menu if each.id != right_gaps[gap.id].option), _NO_WORD
                )
                for gap in gaps
            }
            yield Filled(tuple(sorted(filled.items())))
        case _, NumberSolution(low, high):
            yield from (Measured(_write(each)) for each in (high + 1, low - 1))
        case Judgement(situations), _:
            for rating in _RATINGS:
                yield Judged(tuple(sorted((each.id, rating) for each in situations)))
