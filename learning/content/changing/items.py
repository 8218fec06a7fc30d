"""Options, prompts and other lines of an answer that two versions have: new, gone, reworded."""

from collections.abc import Container, Iterator

from learning.content.changing.change import Change, ChangeKind, Weight
from learning.content.changing.pairing import Pairs, pair, pair_alike
from learning.content.changing.posed import Item, Turn
from learning.content.changing.wording import quote
from learning.model.names import OptionId


def pair_items(olds: tuple[Item, ...], news: tuple[Item, ...]) -> Pairs[Item]:
    """Pair the lines of two answers by their ids, and what is reworded by most of its words."""
    return pair_alike(pair(olds, news, lambda each: each.id), lambda each: each.text)


def list_item_changes(
    turn: Turn, pairs: Pairs[Item], noun: str, *, marked: Container[str] | None = None
) -> Iterator[Change]:
    """Say what lines of an answer are new, gone or reworded.

    `marked` are the ids of those that earn something, None for all. A line with other words has
    another id, and an answer that names the old one does not fit the newer version.
    """
    answer = ChangeKind.ANSWER
    for gone in pairs.gone:
        right = "right " if marked is not None and gone.id in marked else ""
        words = f"The {right}{noun} {quote(gone.text)} of {turn.name} is gone"
        yield turn.tell(answer, _weigh(gone, marked), words)
    for new in pairs.new:
        suffix = ", and right" if marked is not None and new.id in marked else ""
        words = f"{quote(new.text)} is a new {noun} of {turn.name}{suffix}"
        yield turn.tell(answer, _weigh(new, marked), words)
    for old, new in pairs.kept:
        yield from _compare(turn, old, new, noun=noun)


def _compare(turn: Turn, old: Item, new: Item, *, noun: str) -> Iterator[Change]:
    ids = OptionId(old.id), OptionId(new.id)
    told = [
        posed.edition.read(posed.key.feedback.get(name, ""))
        for posed, name in zip((turn.old, turn.new), ids, strict=True)
    ]
    if told[0] != told[1]:
        words = f"What is told of {quote(new.text)} in {turn.name} changed"
        yield turn.tell(ChangeKind.FEEDBACK, Weight.WORDS, words)
    if old.text != new.text or old.id != new.id:
        words = f"The {noun} {quote(old.text)} of {turn.name} reads {quote(new.text)} now"
        yield turn.tell(ChangeKind.ANSWER, Weight.WORDS if old.id == new.id else Weight.WAY, words)
    elif old.html != new.html:
        words = f"The {noun} {quote(new.text)} of {turn.name} is set differently"
        yield turn.tell(ChangeKind.ANSWER, Weight.WORDS, words)


def is_reordered(olds: tuple[Item, ...], news: tuple[Item, ...], pairs: Pairs[Item]) -> bool:
    """Whether the lines that both versions have stand in another order."""
    partners = {new.id: old.id for old, new in pairs.kept}
    kept = set(partners.values())
    before = [each.id for each in olds if each.id in kept]
    return before != [partners[each.id] for each in news if each.id in partners]


def _weigh(item: Item, marked: Container[str] | None) -> Weight:
    return Weight.MARKS if marked is None or item.id in marked else Weight.WAY
