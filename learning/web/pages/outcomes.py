"""What came of an answer, by kind: what was given, and beside it what is right once that is told.

Words first; a `tone` repeats them as shape and colour. Before anything is told it is "plain".
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace

from learning.model.form import (
    Form,
    Gap,
    Gaps,
    Judgement,
    Matching,
    Number,
    Option,
    Ordering,
    Scale,
    Ticks,
)
from learning.model.names import OptionId
from learning.play.shown import Told
from learning.quiz.answer import (
    Answer,
    Chosen,
    Filled,
    Judged,
    Matched,
    Measured,
    Ordered,
    Result,
)
from learning.quiz.verdict import (
    Fit,
    GapsVerdict,
    GapVerdict,
    MatchVerdict,
    NumberVerdict,
    OrderVerdict,
    TickVerdict,
)
from learning.web.pages.panels import JudgementOutcome, make_judgement
from learning.web.pages.words import say_count


@dataclass(frozen=True, slots=True)
class OptionRow:
    """An option and what became of it."""

    html: str
    chosen: bool
    verdict: str
    tone: str
    feedback_html: str = ""


@dataclass(frozen=True, slots=True)
class TicksOutcome:
    """All options of a question, ticked or not."""

    options: tuple[OptionRow, ...]
    kind: str = "ticks"


@dataclass(frozen=True, slots=True)
class PairRow:
    """A prompt, what was given for it, and what belongs to it (the same: "")."""

    prompt_html: str
    given_html: str
    right_html: str
    verdict: str
    tone: str


@dataclass(frozen=True, slots=True)
class MatchingOutcome:
    """All pairs."""

    rows: tuple[PairRow, ...]
    kind: str = "matching"


@dataclass(frozen=True, slots=True)
class OrderingOutcome:
    """The items as (HTML, follows rightly on the one before it), and in the right order.

    There each comes with what is told of it ("" for nothing).
    """

    given: tuple[tuple[str, bool], ...]
    right: tuple[tuple[str, str], ...]
    words: str
    kind: str = "ordering"


@dataclass(frozen=True, slots=True)
class GapRow:
    """A gap: what stands in it (rendered where it came from a menu), and what was made of it."""

    given: str
    given_html: str
    verdict: str
    tone: str
    right: str = ""
    right_html: str = ""


@dataclass(frozen=True, slots=True)
class GapsOutcome:
    """The text with its gaps filled."""

    pieces: tuple[str, ...]
    gaps: tuple[GapRow, ...]
    told: bool
    kind: str = "gap"


@dataclass(frozen=True, slots=True)
class NumberOutcome:
    """The number typed."""

    given: str
    verdict: str
    tone: str
    range: str
    kind: str = "number"


Marked = (
    TicksOutcome
    | MatchingOutcome
    | OrderingOutcome
    | GapsOutcome
    | NumberOutcome
    | JudgementOutcome
)


def make_marked(
    form: Form, answer: Answer, told: Told | None, *, tried: Collection[OptionId] = ()
) -> Marked:
    """Say what came of an answer; raises TypeError where it does not fit its form.

    `tried` are the options that were ticked in tries before it.
    """
    match form, answer:
        case ((Ticks() | Scale()), Chosen()):
            return make_ticks(form, answer, told, tried=tried)
        case Matching(), Matched():
            return make_matching(form, answer, told)
        case Ordering(), Ordered():
            return make_ordering(form, answer, told)
        case Gaps(), Filled():
            return make_gaps(form, answer, told)
        case Number(), Measured():
            return make_number(form, answer, told)
        case Judgement(), Judged():
            return make_judgement(form, answer, told)
        case _:
            raise TypeError(f"{answer} answers no {form}")


def make_ticks(
    form: Ticks | Scale,
    answer: Chosen,
    told: Told | None,
    *,
    tried: Collection[OptionId] = (),
) -> TicksOutcome:
    """Say of each option whether it was chosen, and whether rightly."""
    rows = (_make_option(each, answer, told) for each in form.options)
    return TicksOutcome(
        tuple(
            replace(row, verdict=EARLIER) if row.verdict == LEFT and each.id in tried else row
            for each, row in zip(form.options, rows, strict=True)
        )
    )


def _make_option(option: Option, answer: Chosen, told: Told | None) -> OptionRow:
    chosen = option.id in answer.options
    feedback = told.feedback.get(option.id, "") if told else ""
    if told and isinstance(told.verdict, TickVerdict) and told.mark.result is not Result.UNMARKED:
        right = option.id in told.verdict.right
        full = told.mark.result is Result.RIGHT
        verdict, tone = _judge(chosen=chosen, right=right, full=full)
        return OptionRow(option.html, chosen, verdict, tone, feedback)
    return OptionRow(option.html, chosen, "You chose this." if chosen else "", "plain", feedback)


LEFT = "You left this out, rightly."
EARLIER = "You chose this at an earlier try. It is not right."


def _judge(*, chosen: bool, right: bool, full: bool) -> tuple[str, str]:
    match chosen, right:
        case True, True:
            return "You chose this, and it is right.", "good"
        case True, False:
            return "You chose this. It is not right.", "bad"
        case False, True if full:
            return "This would have been right too.", "plain"
        case False, True:
            return "You left this out; it is right.", "warn"
        case _:
            return LEFT, "plain"


def make_matching(form: Matching, answer: Matched, told: Told | None) -> MatchingOutcome:
    """Set what was given beside what belongs to each prompt."""
    html = {each.id: each.html for each in form.options}
    given = dict(answer.pairs)
    verdict = told.verdict if told else None
    right = verdict.right if isinstance(verdict, MatchVerdict) else None
    return MatchingOutcome(
        tuple(_make_pair(each, given[each.id], right, html) for each in form.prompts)
    )


def _make_pair(
    prompt: Option,
    given: OptionId,
    right: Mapping[OptionId, OptionId] | None,
    html: Mapping[OptionId, str],
) -> PairRow:
    if right is None:
        return PairRow(prompt.html, html[given], "", "", "plain")
    if right[prompt.id] == given:
        return PairRow(prompt.html, html[given], "", "That is right.", "good")
    return PairRow(prompt.html, html[given], html[right[prompt.id]], "That is not it.", "bad")


def make_ordering(form: Ordering, answer: Ordered, told: Told | None) -> OrderingOutcome:
    """Set the order given beside the right one, and say how many steps follow rightly."""
    html = {each.id: each.html for each in form.items}
    verdict = told.verdict if told else None
    if not isinstance(verdict, OrderVerdict):
        return OrderingOutcome(tuple((html[each], False) for each in answer.items), (), "")
    before = (None, *verdict.given)
    joined = [pair in verdict.joined for pair in zip(before, verdict.given, strict=False)]
    steps = len(verdict.given) - 1
    words = f"{sum(joined)} of {say_count(steps, 'step')} follow on the right one before."
    feedback = told.feedback if told else {}
    return OrderingOutcome(
        tuple((html[item], follows) for item, follows in zip(verdict.given, joined, strict=True)),
        tuple((html[item], feedback.get(item, "")) for item in verdict.right),
        words,
    )


def make_gaps(form: Gaps, answer: Filled, told: Told | None) -> GapsOutcome:
    """Fill the gaps, and say of each how it fits."""
    given = dict(answer.gaps)
    verdict = told.verdict if told else None
    verdicts = verdict.gaps if isinstance(verdict, GapsVerdict) else {}
    rows = (_make_gap(each, given[each.id], verdicts.get(each.id)) for each in form.gaps)
    return GapsOutcome(form.pieces, tuple(rows), told=told is not None)


def _make_gap(gap: Gap, given: str, verdict: GapVerdict | None) -> GapRow:
    html = {str(each.id): each.html for each in gap.menu}
    given_html = html.get(given, "")
    if verdict is None:
        return GapRow(given, given_html, "", "plain")
    match verdict.fit:
        case Fit.RIGHT:
            return GapRow(given, given_html, "Right.", "good")
        case Fit.NEARLY:
            words = f"We read this as “{verdict.right}”, and that is right. Check the spelling."
            return GapRow(given, given_html, words, "good")
        case Fit.WRONG:
            right = verdict.right
            return GapRow(given, given_html, "That is not it.", "bad", right, html.get(right, ""))


def make_number(form: Number, answer: Measured, told: Told | None) -> NumberOutcome:
    """Say what was typed, and the range that is right."""
    given = " ".join((answer.text.strip(), *_add_unit(answer.text, form.unit)))
    verdict = told.verdict if told else None
    if not isinstance(verdict, NumberVerdict):
        return NumberOutcome(given, "", "plain", "")
    if verdict.right:
        return NumberOutcome(given, "That is right.", "good", verdict.text)
    return NumberOutcome(given, "That is not it.", "bad", verdict.text)


def _add_unit(typed: str, unit: str) -> Iterator[str]:
    if unit and not typed.strip().endswith(unit):
        yield unit
