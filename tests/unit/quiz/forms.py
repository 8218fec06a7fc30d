"""A random question of every form with its key, its right answer, and any other answer to it.

Drawn whole from a seed, as the worlds of play are. What is right is told by markers: no marker may
be on a page before its time.
"""

from decimal import Decimal
from random import Random

from learning.model.form import (
    FreeText,
    Gap,
    Gaps,
    Judgement,
    Matching,
    Number,
    Ordering,
    PlanForm,
    Scale,
    Situation,
    Ticks,
)
from learning.model.key import Hint
from learning.model.names import QuestionKind
from learning.model.solution import (
    Criterion,
    FreeTextSolution,
    GapSolution,
    GapsSolution,
    JudgementSolution,
    MatchingSolution,
    NumberSolution,
    OrderingSolution,
    PlannedStep,
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
    Matched,
    Measured,
    Ordered,
    Planned,
    PlanRow,
    Written,
)
from tests.unit.factories import Quizzed, make_asked, make_options

LETTERS = "abcdef"
ANY_KIND = tuple(QuestionKind)
WRITTEN = {
    QuestionKind.NUMBER: [Measured(str(number)) for number in range(-30, 30)],
    QuestionKind.FREE_TEXT: [Written("My own words."), Written("Ü\n☃")],
    QuestionKind.PLAN: [Planned((PlanRow("housing", "Ask", "Ben", "Friday", "Damp"),))],
}
OPEN = {
    FreeTextSolution: Written("As I see it"),
    ScaleSolution: Chosen(frozenset("b")),
    PlanSolution: Planned((PlanRow("housing", "Ask", "", "", ""),)),
}


def make_sample(rng: Random, kind: QuestionKind, name: str = "q", **rest: object) -> Quizzed:
    """Make a question of that kind."""
    form, solution = _MAKERS[kind](rng, name)
    hints = [Hint(f"hint {name} {number}", rng.choice([0, 25, 60])) for number in range(2)]
    return make_asked(name, form, solution, hints, points=rng.randint(1, 4), **rest)


def find_right(solution: Solution) -> Answer:
    """Give the right answer, or some answer where there is none."""
    match solution:
        case TicksSolution(right):
            return Chosen(right)
        case MatchingSolution(pairs):
            return Matched(tuple(pairs.items()))
        case OrderingSolution(order):
            return Ordered(order)
        case GapsSolution(gaps):
            return Filled(tuple((gap, _find_fit(each)) for gap, each in gaps.items()))
        case NumberSolution(low):
            return Measured(f" {low} days")
        case JudgementSolution(panels):
            modal = ((each, votes.index(max(votes)) - 2) for each, votes in panels.items())
            return Judged(tuple(modal))
        case _:
            return OPEN[type(solution)]


def _find_fit(solution: GapSolution) -> str:
    return solution.option or f"  {solution.accepted[0].upper()}. "


def make_answer(rng: Random, quizzed: Quizzed) -> Answer:
    """Make some answer that can be taken."""
    match quizzed.question.form:
        case Ticks(options, several, choose):
            most = (choose or len(options)) if several else 1
            ticked = rng.sample([each.id for each in options], rng.randint(1, most))
            return Chosen(frozenset(ticked))
        case Scale(options):
            return Chosen(frozenset({rng.choice(options).id}))
        case Matching(prompts, options):
            return Matched(tuple((each.id, rng.choice(options).id) for each in prompts))
        case Ordering(items):
            return Ordered(tuple(rng.sample([each.id for each in items], len(items))))
        case Gaps(_, gaps):
            return Filled(tuple((gap.id, _fill(rng, gap)) for gap in gaps))
        case Judgement(situations):
            return Judged(tuple((each.id, rng.randint(-2, 2)) for each in situations))
        case _:
            return rng.choice(WRITTEN[quizzed.question.kind])


def _fill(rng: Random, gap: Gap) -> str:
    return (
        rng.choice(gap.menu).id if gap.menu else rng.choice(["yes", "Right Words", "rihgt words"])
    )


def _tick_one(rng: Random, _: str):
    right = frozenset({rng.choice(LETTERS)})
    percents = {letter: rng.choice([-50, 25, 50]) for letter in LETTERS if letter not in right}
    return Ticks(make_options(LETTERS)), TicksSolution(right, rng.choice([{}, percents]))


def _tick_several(rng: Random, _: str):
    right = frozenset(rng.sample(LETTERS, rng.randint(2, 4)))
    # Every wrong option costs, so that no answer but the right one is full.
    percents = {letter: rng.choice([-50, -10]) for letter in LETTERS if letter not in right}
    solution = TicksSolution(right, rng.choice([{}, percents]))
    choose = rng.choice([None, len(right)])
    return Ticks(make_options(LETTERS), several=True, choose=choose), solution


def _match(rng: Random, _: str):
    pairs = dict(zip("pqr", rng.sample(LETTERS, 3), strict=True))
    form = Matching(make_options("pqr"), make_options(LETTERS))
    return form, MatchingSolution(pairs)


def _order(rng: Random, _: str):
    right = tuple(rng.sample(LETTERS, rng.randint(3, 6)))
    return Ordering(make_options(sorted(right))), OrderingSolution(right)


def _gaps(rng: Random, name: str):
    typed, menu = Gap("g1"), Gap("g2", make_options(LETTERS))
    option = rng.choice(LETTERS)
    accepted = ("Right words", f"secret {name}")
    solution = GapsSolution({"g1": GapSolution(accepted), "g2": GapSolution((), option)})
    return Gaps(("In ", " and ", "."), (typed, menu)), solution


def _number(rng: Random, name: str):
    low = Decimal(rng.randint(-20, 20))
    return Number("days"), NumberSolution(low, low + rng.randint(0, 3), f"secret {name}")


def _write(_: Random, name: str):
    rubric = (Criterion(2, f"secret criterion {name}"), Criterion(1, f"secret criterion {name}"))
    return FreeText(), FreeTextSolution(f"secret model {name}", rubric)


def _judge(rng: Random, _: str):
    panels = {each: tuple(rng.randint(0, 9) for _ in range(5)) for each in "st"}
    panels["s"] = (*panels["s"][:4], 10)
    form = Judgement(tuple(Situation(each, f"If {each}", f"Then {each}") for each in "st"))
    return form, JudgementSolution(panels)


def _scale(_: Random, __: str):
    return Scale(make_options("abcd")), ScaleSolution()


def _plan(_: Random, name: str):
    steps = (PlannedStep("housing", *(f"secret {part} {name}" for part in "abcd")),)
    return PlanForm(), PlanSolution(steps)


_MAKERS = {
    QuestionKind.SINGLE: _tick_one,
    QuestionKind.MULTIPLE: _tick_several,
    QuestionKind.MATCHING: _match,
    QuestionKind.ORDERING: _order,
    QuestionKind.GAP: _gaps,
    QuestionKind.NUMBER: _number,
    QuestionKind.FREE_TEXT: _write,
    QuestionKind.JUDGEMENT: _judge,
    QuestionKind.SCALE: _scale,
    QuestionKind.PLAN: _plan,
}
