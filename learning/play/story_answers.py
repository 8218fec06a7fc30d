"""Turns an answer as an author writes it into one that can be handed in.

Knows the forms of questions and their words; not what is right.
"""

from collections.abc import Sequence

from learning.model.case import Question
from learning.model.form import (
    FreeText,
    Gaps,
    Judgement,
    Matching,
    Number,
    Option,
    Ordering,
    PlanForm,
    Scale,
    Ticks,
)
from learning.model.names import OptionId
from learning.play.naming import find_named
from learning.play.page_text import read_html
from learning.play.story import Lines, Missed, MissKind
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

_PLAN_CELLS = 5


def build_answer(question: Question, lines: Lines) -> Answer:
    """Make the answer that these lines stand for; raises Missed where they do not fit the question.

    Options are named by their words. Texts of gaps, prompts of a matching that are left unpaired
    and ratings of a judgement go by the order on the page.
    """
    items = [item for line in lines for item in line]
    single = [item[0] for item in items]
    match question.form:
        case Ticks(options) | Scale(options):
            return Chosen(frozenset(_find_option(each, options) for each in single))
        case Matching(prompts, options):
            return _match(items, prompts, options)
        case Ordering(options):
            return Ordered(tuple(_find_option(each, options) for each in single))
        case Gaps():
            return _fill(question.form, single)
        case Number():
            return Measured(" ".join(single))
        case FreeText():
            return Written("\n".join(single))
        case Judgement(situations):
            ratings = map(_read_rating, single)
            return Judged(
                tuple(sorted(zip((each.id for each in situations), ratings, strict=False)))
            )
        case PlanForm():
            return Planned(tuple(_read_row([item[0] for item in line]) for line in lines))


def _find_option(text: str, options: Sequence[Option]) -> OptionId:
    named = [(each.id, (read_html(each.html),)) for each in options]
    found = find_named(text, named)
    if not found:
        known = tuple(names[0] for _, names in named)
        raise Missed(MissKind.NO_SUCH, f"the question has no option “{text}”", text, known)
    return found[0]


def _match(
    items: Sequence[tuple[str, ...]], prompts: Sequence[Option], options: Sequence[Option]
) -> Matched:
    left = list(prompts)
    pairs: dict[OptionId, OptionId] = {}
    for item in items:
        prompt = _find_option(item[0], prompts) if len(item) > 1 else None
        if prompt is None:
            prompt = next((each.id for each in left if each.id not in pairs), None)
        if prompt is not None:
            pairs[prompt] = _find_option(item[-1], options)
    return Matched(tuple(sorted(pairs.items())))


def _fill(form: Gaps, texts: Sequence[str]) -> Filled:
    filled = {
        gap.id: _find_option(text, gap.menu) if gap.menu else text
        for gap, text in zip(form.gaps, texts, strict=False)
    }
    return Filled(tuple(sorted(filled.items())))


def _read_rating(text: str) -> int:
    plain = text.strip().replace("−", "-")
    if plain.lstrip("+-") not in {"0", "1", "2"}:
        raise Missed(MissKind.NOT_NOW, f"“{text}” is no judgement: write -2, -1, 0, +1 or +2")
    return int(plain)


def _read_row(cells: Sequence[str]) -> PlanRow:
    need, action, who, by_when, why = (*cells, *[""] * _PLAN_CELLS)[:_PLAN_CELLS]
    return PlanRow(need, action, who, by_when, why)
