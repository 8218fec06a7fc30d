"""Endings of a scene that two versions have: new, gone, better or worse, met at other times."""

from collections.abc import Iterator
from dataclasses import dataclass

from learning.content.changing.change import Change, ChangeKind, Weight
from learning.content.changing.edition import Edition
from learning.content.changing.pairing import pair
from learning.content.changing.wording import quote, say_instead
from learning.model.key import EndingKey


@dataclass(frozen=True, slots=True)
class End:
    """An ending in the names that both versions share."""

    ending: EndingKey
    guard: str
    html: str


def make_end(edition: Edition, ending: EndingKey) -> End:
    """Tell an ending in the names that both versions share."""
    return End(ending, edition.say_guards(ending.guards), edition.read(ending.html))


def list_end_changes(
    olds: tuple[End, ...], news: tuple[End, ...], *, title: str, line: int
) -> Iterator[Change]:
    """Say what differs between the endings of a scene; the first whose guards hold is the one."""
    pairs = pair(olds, news, lambda each: each.guard, lambda each: each.html)
    for gone in pairs.gone:
        yield Change(ChangeKind.ENDING, f"{_name(gone, title)} is gone", line, Weight.WAY)
    for new in pairs.new:
        words = f"{_name(new, title)} is new"
        yield Change(ChangeKind.ENDING, words, new.ending.line, Weight.WAY)
    for old, new in pairs.kept:
        for weight, words in _compare(old, new, title):
            yield Change(ChangeKind.ENDING, words, new.ending.line, weight)
    partners = {new.guard: old.guard for old, new in pairs.kept}
    kept = [each.guard for each in olds if each.guard in partners.values()]
    if kept != [partners[each.guard] for each in news if each.guard in partners]:
        words = f"The endings of {quote(title)} stand in another order: the first that holds counts"
        yield Change(ChangeKind.ENDING, words, line, Weight.WAY)


def _name(end: End, title: str) -> str:
    return f"The {end.ending.grade} ending {_place(end, title)}"


def _place(end: End, title: str) -> str:
    return f"in {quote(title)}{end.guard and f', {end.guard},'}"


def _compare(old: End, new: End, title: str) -> Iterator[tuple[Weight, str]]:
    if old.ending.grade is not new.ending.grade:
        subject = f"The ending {_place(new, title)} is"
        yield Weight.WAY, say_instead(subject, old.ending.grade, new.ending.grade)
    if old.guard != new.guard:
        terms = [each.guard or "always" for each in (old, new)]
        subject = f"The {new.ending.grade} ending in {quote(title)} comes"
        yield Weight.WAY, say_instead(subject, *terms)
    if old.html != new.html:
        words = f"The text of the {new.ending.grade} ending {_place(new, title)} changed"
        yield Weight.WORDS, words
