"""An answer block -> what may be seen of it, and what is right: the two halves never meet again.

Ids come from words and orders from ids, so that neither says what is right.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from types import MappingProxyType
from typing import assert_never

from learning.content.asking.answers import (
    Item,
    RawAnswer,
    RawFreeText,
    RawGap,
    RawGaps,
    RawJudgement,
    RawMatching,
    RawNumber,
    RawOrdering,
    RawPlan,
    RawScale,
    RawStep,
    RawTicks,
)
from learning.content.asking.gaps import MARK
from learning.content.markdown import render, render_inline
from learning.content.parsed import Terms
from learning.content.slugs import make_slug
from learning.model import form as public
from learning.model import solution as private
from learning.model.names import GapId, OptionId

_LONGEST = 60
Feedback = Mapping[OptionId, str]
_RawChosen = RawTicks | RawMatching | RawOrdering | RawScale


@dataclass(frozen=True, slots=True)
class Built:
    """Both halves of an answer block, and what is said of single options."""

    form: public.Form
    solution: private.Solution
    feedback: Feedback = field(default_factory=dict)


def name_items(texts: Iterable[str]) -> list[OptionId]:
    """Give each item an id by its words. Those with one slug are told apart by a hash of them.

    A number would say which of them the author wrote first.

    >>> name_items(["A letter", "Call!", "Call?"])
    ['a-letter', 'call-ef194a56', 'call-78d79db1']
    """
    texts = list(texts)
    slugs = [make_slug(text)[:_LONGEST] or "option" for text in texts]
    counts = Counter(slugs)
    return [
        OptionId(slug if counts[slug] == 1 else f"{slug}-{sha256(text.encode()).hexdigest()[:8]}")
        for slug, text in zip(slugs, texts, strict=True)
    ]


def shuffle(options: Iterable[public.Option]) -> tuple[public.Option, ...]:
    """Put options into an order that has nothing to do with the author's."""
    return tuple(sorted(options, key=lambda option: sha256(option.id.encode()).digest()))


def _name(items: Sequence[Item]) -> list[OptionId]:
    return name_items(item.text for item in items)


def _show(names: Sequence[OptionId], items: Sequence[Item]) -> tuple[public.Option, ...]:
    pairs = zip(names, items, strict=True)
    return tuple(public.Option(name, render_inline(item.label)) for name, item in pairs)


def _tell(names: Sequence[OptionId], items: Sequence[Item]) -> Feedback:
    pairs = zip(names, items, strict=True)
    return MappingProxyType({name: render(item.feedback) for name, item in pairs if item.feedback})


def _build_ticks(raw: RawTicks, terms: Terms) -> Built:
    items = [option.item for option in raw.options]
    names = _name(items)
    pairs = list(zip(names, raw.options, strict=True))
    credited = {name: option.credit for name, option in pairs if option.credit is not None}
    return Built(
        public.Ticks(_show(names, items), several=terms.many, choose=terms.choose),
        private.TicksSolution(
            frozenset(name for name, option in pairs if option.right), MappingProxyType(credited)
        ),
        _tell(names, items),
    )


def _build_matching(raw: RawMatching) -> Built:
    prompts = [pair.prompt for pair in raw.pairs if pair.prompt]
    prompt_names = _name(prompts)
    options = [pair.option for pair in raw.pairs]
    names = _name(options)
    answers = [name for name, pair in zip(names, raw.pairs, strict=True) if pair.prompt]
    right = dict(zip(prompt_names, answers, strict=True))
    prompt_head, option_head = (render_inline(each.label) for each in raw.headings)
    form = public.Matching(
        _show(prompt_names, prompts),
        shuffle(_show(names, options)),
        headings=(prompt_head, option_head),
    )
    return Built(form, private.MatchingSolution(MappingProxyType(right)))


def _build_ordering(raw: RawOrdering) -> Built:
    names = _name(raw.items)
    form = public.Ordering(shuffle(_show(names, raw.items)))
    return Built(form, private.OrderingSolution(tuple(names)), _tell(names, raw.items))


def _build_gap(identity: GapId, raw: RawGap) -> tuple[public.Gap, private.GapSolution]:
    if raw.right is None:
        return public.Gap(identity), private.GapSolution(tuple(each.text for each in raw.options))
    names = _name(raw.options)
    shown = shuffle(_show(names, raw.options))
    right = raw.options[raw.right].text
    return public.Gap(identity, shown), private.GapSolution((right,), names[raw.right])


def _build_gaps(raw: RawGaps) -> Built:
    names = [GapId(f"gap-{number}") for number, _ in enumerate(raw.gaps, start=1)]
    built = [_build_gap(name, gap) for name, gap in zip(names, raw.gaps, strict=True)]
    form = public.Gaps(tuple(render(raw.tokens).split(MARK)), tuple(gap for gap, _ in built))
    solutions = dict(zip(names, (solution for _, solution in built), strict=True))
    return Built(form, private.GapsSolution(MappingProxyType(solutions)))


def _build_writing(raw: RawFreeText, terms: Terms) -> Built:
    rubric = tuple(
        private.Criterion(each.points, render_inline(each.criterion.label)) for each in raw.rubric
    )
    solution = private.FreeTextSolution(render(raw.model), rubric)
    return Built(public.FreeText(peer=terms.peer), solution)


def _build_judgement(raw: RawJudgement) -> Built:
    names = name_items(f"{each.thinking.text} {each.finding.text}" for each in raw.situations)
    pairs = list(zip(names, raw.situations, strict=True))
    situations = (
        public.Situation(
            name, render_inline(each.thinking.label), render_inline(each.finding.label)
        )
        for name, each in pairs
    )
    panels = MappingProxyType({name: each.votes for name, each in pairs})
    return Built(public.Judgement(tuple(situations)), private.JudgementSolution(panels))


def _build_scale(raw: RawScale) -> Built:
    return Built(public.Scale(_show(_name(raw.labels), raw.labels)), private.ScaleSolution())


def _build_step(raw: RawStep) -> private.PlannedStep:
    return private.PlannedStep(raw.need, *(render_inline(cell.label) for cell in raw.cells))


def _build_chosen(raw: _RawChosen, terms: Terms) -> Built:
    match raw:
        case RawTicks():
            return _build_ticks(raw, terms)
        case RawMatching():
            return _build_matching(raw)
        case RawOrdering():
            return _build_ordering(raw)
        case RawScale():
            return _build_scale(raw)
        case _:
            assert_never(raw)


def build_answer(raw: RawAnswer | None, terms: Terms) -> Built:
    """Build both halves of an answer block; of one that could not be read, empty ones."""
    match raw:
        case RawGaps():
            return _build_gaps(raw)
        case RawNumber(low, high, unit, text):
            return Built(public.Number(unit), private.NumberSolution(low, high, text))
        case RawFreeText():
            return _build_writing(raw, terms)
        case RawJudgement():
            return _build_judgement(raw)
        case RawPlan(steps):
            return Built(public.PlanForm(), private.PlanSolution(tuple(map(_build_step, steps))))
        case _:
            return _build_chosen(raw or RawTicks(()), terms)
