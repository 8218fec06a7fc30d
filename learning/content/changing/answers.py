"""What is asked for and what is right, in two versions of a question: the answer key in words."""

from collections.abc import Callable, Iterator, Mapping

from learning.content.changing.change import Change, ChangeKind, Weight
from learning.content.changing.gaps import list_gap_changes
from learning.content.changing.items import is_reordered, list_item_changes, pair_items
from learning.content.changing.pairing import Pairs
from learning.content.changing.posed import Item, Turn, make_item
from learning.content.changing.wording import quote, say_instead
from learning.content.changing.writing import list_plan_changes, list_writing_changes
from learning.model.form import (
    Form,
    FreeText,
    Gaps,
    Judgement,
    Matching,
    Number,
    Ordering,
    PlanForm,
    Scale,
    Ticks,
)
from learning.model.names import OptionId, QuestionKind
from learning.model.solution import (
    JudgementSolution,
    MatchingSolution,
    NumberSolution,
    OrderingSolution,
    TicksSolution,
)

_ASKS: Mapping[QuestionKind, str] = {
    QuestionKind.SINGLE: "one option to tick",
    QuestionKind.MULTIPLE: "several options to tick",
    QuestionKind.MATCHING: "pairs",
    QuestionKind.ORDERING: "an order",
    QuestionKind.GAP: "gaps to fill",
    QuestionKind.NUMBER: "a number",
    QuestionKind.FREE_TEXT: "a text",
    QuestionKind.JUDGEMENT: "a judgement",
    QuestionKind.SCALE: "a place on a scale",
    QuestionKind.PLAN: "a plan",
}
_ANSWER, _MARKS = ChangeKind.ANSWER, Weight.MARKS


def list_answer_changes(turn: Turn) -> Iterator[Change]:
    """Say what differs between the answer blocks of a question."""
    old, new = turn.old.question, turn.new.question
    if old.kind is not new.kind:
        words = f"The question {turn.name} asks for {_ASKS[new.kind]} instead of {_ASKS[old.kind]}"
        yield turn.tell(_ANSWER, _MARKS, words)
    if type(old.form) is type(new.form):
        yield from _COMPARE[type(new.form)](turn)


def _compare_ticks(turn: Turn) -> Iterator[Change]:
    forms, keys = turn.forms(Ticks), turn.solutions(TicksSolution)
    items = turn.make_items(forms[0].options, forms[1].options)
    pairs = pair_items(*items)
    yield from list_item_changes(turn, pairs, "option", marked=keys[0].right | keys[1].right)
    yield from _compare_right(turn, pairs, keys)
    old, new = (each.choose for each in forms)
    if old != new:
        said = [f"exactly {each}" if each else "any number" for each in (old, new)]
        words = say_instead(f"The number of options to tick in {turn.name} is", *said)
        yield turn.tell(_ANSWER, _MARKS, words)
    if is_reordered(*items, pairs):
        words = f"The options of {turn.name} stand in another order"
        yield turn.tell(_ANSWER, Weight.WORDS, words)


def _compare_right(
    turn: Turn, pairs: Pairs[Item], keys: tuple[TicksSolution, TicksSolution]
) -> Iterator[Change]:
    for old, new in pairs.kept:
        ids = OptionId(old.id), OptionId(new.id)
        before, after = ids[0] in keys[0].right, ids[1] in keys[1].right
        if before != after:
            turned = "now a right answer" if after else "no longer a right answer"
            words = f"{quote(new.text)} is {turned} to {turn.name}"
            yield turn.tell(_ANSWER, _MARKS, words)
        earned = [_say_percent(key.credits.get(name)) for key, name in zip(keys, ids, strict=True)]
        if earned[0] != earned[1]:
            words = say_instead(f"{quote(new.text)} in {turn.name} earns", *earned)
            yield turn.tell(ChangeKind.POINTS, _MARKS, words)


def _say_percent(percent: int | None) -> str:
    return "its usual share" if percent is None else f"{percent}%"


def _compare_matching(turn: Turn) -> Iterator[Change]:
    old, new = turn.forms(Matching)
    prompts = pair_items(*turn.make_items(old.prompts, new.prompts))
    options = pair_items(*turn.make_items(old.options, new.options))
    yield from list_item_changes(turn, prompts, "prompt")
    yield from list_item_changes(turn, options, "option")
    yield from _compare_partners(turn, prompts, options)
    headings = [
        each.edition.read_all(form.headings)
        for each, form in zip((turn.old, turn.new), (old, new), strict=True)
    ]
    if headings[0] != headings[1]:
        words = f"The headings over the pairs of {turn.name} changed"
        yield turn.tell(_ANSWER, Weight.WORDS, words)


def _compare_partners(turn: Turn, prompts: Pairs[Item], options: Pairs[Item]) -> Iterator[Change]:
    before, after = turn.solutions(MatchingSolution)
    # A reworded option is the same one; what is gone is known by its words alone.
    texts = {old.id: old.text for old in options.gone} | {
        old.id: new.text for old, new in options.kept
    }
    now_texts = {new.id: new.text for new in (*options.new, *(new for _, new in options.kept))}
    for old, new in prompts.kept:
        was, now = before.right[OptionId(old.id)], after.right[OptionId(new.id)]
        said = [quote(texts.get(was, was)), quote(now_texts.get(now, now))]
        if said[0] != said[1]:
            subject = f"In {turn.name}, what belongs to {quote(new.text)} is"
            yield turn.tell(_ANSWER, _MARKS, say_instead(subject, *said))


def _compare_ordering(turn: Turn) -> Iterator[Change]:
    forms, (before, after) = turn.forms(Ordering), turn.solutions(OrderingSolution)
    items = turn.make_items(forms[0].items, forms[1].items)
    pairs = pair_items(*items)
    yield from list_item_changes(turn, pairs, "item")
    placed = [
        tuple(each for name in order.right for each in side if each.id == name)
        for side, order in zip(items, (before, after), strict=True)
    ]
    if is_reordered(placed[0], placed[1], pairs):
        said = ", ".join(quote(each.text) for each in placed[1])
        yield turn.tell(_ANSWER, _MARKS, f"The right order of {turn.name} is now {said}")


def _compare_number(turn: Turn) -> Iterator[Change]:
    forms, (old, new) = turn.forms(Number), turn.solutions(NumberSolution)
    if old != new:
        words = say_instead(f"The right answer to {turn.name} is", old.text, new.text)
        same = (old.low, old.high) == (new.low, new.high)
        yield turn.tell(_ANSWER, Weight.WORDS if same else _MARKS, words)
    if forms[0].unit != forms[1].unit:
        units = [each.unit and quote(each.unit) for each in forms]
        words = say_instead(f"The unit of {turn.name} is", *units)
        yield turn.tell(_ANSWER, Weight.WORDS, words)


def _compare_judgement(turn: Turn) -> Iterator[Change]:
    forms, (before, after) = turn.forms(Judgement), turn.solutions(JudgementSolution)
    items = [
        tuple(
            make_item(each.edition, one.id, one.thinking_html, one.finding_html)
            for one in form.situations
        )
        for each, form in zip((turn.old, turn.new), forms, strict=True)
    ]
    pairs = pair_items(items[0], items[1])
    yield from list_item_changes(turn, pairs, "situation")
    for old, new in pairs.kept:
        votes = before.panels[OptionId(old.id)], after.panels[OptionId(new.id)]
        if votes[0] != votes[1]:
            said = [", ".join(map(str, each)) for each in votes]
            subject = f"The votes of the panel on {quote(new.text)} in {turn.name} are"
            yield turn.tell(_ANSWER, _MARKS, say_instead(subject, *said))
    if is_reordered(items[0], items[1], pairs):
        words = f"The situations of {turn.name} stand in another order"
        yield turn.tell(_ANSWER, Weight.WORDS, words)


def _compare_scale(turn: Turn) -> Iterator[Change]:
    forms = turn.forms(Scale)
    items = turn.make_items(forms[0].options, forms[1].options)
    pairs = pair_items(*items)
    yield from list_item_changes(turn, pairs, "label", marked=())
    if is_reordered(*items, pairs):
        words = f"The labels of {turn.name} stand in another order"
        yield turn.tell(_ANSWER, Weight.WAY, words)


_COMPARE: Mapping[type[Form], Callable[[Turn], Iterator[Change]]] = {
    Ticks: _compare_ticks,
    Matching: _compare_matching,
    Ordering: _compare_ordering,
    Gaps: list_gap_changes,
    Number: _compare_number,
    FreeText: list_writing_changes,
    Judgement: _compare_judgement,
    Scale: _compare_scale,
    PlanForm: list_plan_changes,
}
