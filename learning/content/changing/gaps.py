"""Gaps of a question in two versions: what is around them, what is offered, and what fits."""

from collections.abc import Iterator
from dataclasses import dataclass

from learning.content.changing.change import Change, ChangeKind, Weight
from learning.content.changing.items import list_item_changes, pair_items
from learning.content.changing.pairing import pair
from learning.content.changing.posed import Turn
from learning.content.changing.wording import quote, say_instead
from learning.model.form import Gap, Gaps
from learning.model.solution import GapSolution, GapsSolution

_ANSWER, _MARKS = ChangeKind.ANSWER, Weight.MARKS


@dataclass(frozen=True, slots=True)
class Hole:
    """A gap and what fits it; `number` counts from 1."""

    number: int
    gap: Gap
    solution: GapSolution

    @property
    def key(self) -> tuple[str, ...]:
        """By what fits them, gaps are known again where another was put before them."""
        return (*self.solution.accepted, self.solution.option or "")


def list_gap_changes(turn: Turn) -> Iterator[Change]:
    """Say what differs between the gaps of a question: by what fits them, else by their number."""
    old, new = turn.forms(Gaps)
    before, after = turn.solutions(GapsSolution)
    olds, news = _list_holes(old, before), _list_holes(new, after)
    pairs = pair(olds, news, lambda each: each.key, lambda each: each.number)
    for gone in pairs.gone:
        words = f"The gap for {quote(gone.solution.accepted[0])} in {turn.name} is gone"
        yield turn.tell(_ANSWER, _MARKS, words)
    for added in pairs.new:
        words = f"The gap for {quote(added.solution.accepted[0])} in {turn.name} is new"
        yield turn.tell(_ANSWER, _MARKS, words)
    for one, other in pairs.kept:
        yield from _compare_holes(turn, one, other)
    places = [other.number for one, other in sorted(pairs.kept, key=lambda each: each[0].number)]
    if places != sorted(places):
        yield turn.tell(_ANSWER, _MARKS, f"The gaps of {turn.name} stand in another order")
    if _read(turn.old.edition.read_all(old.pieces)) != _read(turn.new.edition.read_all(new.pieces)):
        words = f"The text around the gaps of {turn.name} changed"
        yield turn.tell(_ANSWER, Weight.WORDS, words)


def _list_holes(form: Gaps, solution: GapsSolution) -> tuple[Hole, ...]:
    return tuple(
        Hole(number, gap, solution.gaps[gap.id]) for number, gap in enumerate(form.gaps, start=1)
    )


def _compare_holes(turn: Turn, old: Hole, new: Hole) -> Iterator[Change]:
    name = f"gap {new.number} of {turn.name}"
    if bool(old.gap.menu) != bool(new.gap.menu):
        how = "chosen from a menu" if new.gap.menu else "typed"
        yield turn.tell(_ANSWER, _MARKS, f"What is in {name} is {how} now")
        return
    pairs = pair_items(*turn.make_items(old.gap.menu, new.gap.menu))
    yield from list_item_changes(turn, pairs, f"option in gap {new.number}", marked=())
    for weight, words in _compare_fitting(old.solution, new.solution, name):
        yield turn.tell(_ANSWER, weight, words)


def _read(pieces: str) -> str:
    """A gap more or less parts the same text elsewhere."""
    return pieces.replace("\n", "")


def _compare_fitting(old: GapSolution, new: GapSolution, name: str) -> Iterator[tuple[Weight, str]]:
    if new.option:
        if (old.accepted, old.option) != (new.accepted, new.option):
            said = [quote(each.accepted[0]) for each in (old, new)]
            yield _MARKS, say_instead(f"What is right in {name} is", *said)
        return
    for each in new.accepted:
        if each not in old.accepted:
            yield _MARKS, f"{quote(each)} fits {name} now"
    for each in old.accepted:
        if each not in new.accepted:
            yield _MARKS, f"{quote(each)} no longer fits {name}"
    if set(old.accepted) == set(new.accepted) and old.accepted[:1] != new.accepted[:1]:
        yield Weight.WORDS, f"{quote(new.accepted[0])} is shown as what fits {name} now"
