"""Choices of a scene that two versions have: new, gone, reworded, leading elsewhere."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import assert_never

from learning.content.changing.change import Change, ChangeKind, Weight
from learning.content.changing.edition import Edition
from learning.content.changing.pairing import pair, pair_alike
from learning.content.changing.wording import quote, say_instead
from learning.model.condition import Effect
from learning.model.key import ChoiceKey

_ALWAYS = "always"


@dataclass(frozen=True, slots=True)
class Way:
    """A choice in the names that both versions share."""

    choice: ChoiceKey
    html: str
    target: str
    effects: Mapping[str, str]
    condition: str
    guard: str
    feedback: str

    @property
    def key(self) -> str:
        """The id that attempts know it by."""
        return self.choice.id

    @property
    def greyed(self) -> bool:
        """Whether it is shown while it is closed."""
        return self.choice.greyed_reason is not None


def make_way(edition: Edition, choice: ChoiceKey) -> Way:
    """Tell a choice in the names that both versions share."""
    effects: dict[str, str] = {}
    for each in choice.effects:
        said = effects.get(each.counter)
        effects[each.counter] = ", then ".join(filter(None, (said, _say_effect(each))))
    return Way(
        choice,
        edition.read(choice.html),
        edition.say_scene(choice.target),
        effects,
        edition.say_condition(choice.condition),
        edition.say_guards(choice.guards),
        edition.read(choice.feedback_html),
    )


def _say_effect(effect: Effect) -> str:
    match effect.operator:
        case "+":
            return f"+{effect.amount}"
        case "-":
            return f"−{effect.amount}"
        case "=":
            return f"setting it to {effect.amount}"
        case _:
            assert_never(effect.operator)


def list_way_changes(
    olds: tuple[Way, ...], news: tuple[Way, ...], *, title: str, line: int
) -> Iterator[Change]:
    """Say what differs between the choices of a scene; `line` is the scene's."""
    pairs = pair_alike(pair(olds, news, lambda each: each.key), lambda each: each.choice.text)
    scene = quote(title)
    for gone in pairs.gone:
        words = f"The choice {_name(gone)} in {scene} is gone"
        yield Change(ChangeKind.CHOICE, words, line, Weight.WAY)
    for new in pairs.new:
        words = f"The choice {_name(new)} in {scene} is new"
        yield Change(ChangeKind.CHOICE, words, new.choice.line, Weight.WAY)
    for old, new in pairs.kept:
        for weight, words in _compare(old, new):
            yield Change(ChangeKind.CHOICE, words, new.choice.line, weight)
    partners = {new.key: old.key for old, new in pairs.kept}
    kept = set(partners.values())
    if [each.key for each in olds if each.key in kept] != [
        partners[each.key] for each in news if each.key in partners
    ]:
        words = f"The choices of {scene} stand in another order"
        yield Change(ChangeKind.CHOICE, words, line, Weight.WORDS)


def _name(way: Way) -> str:
    return quote(way.choice.text)


def _compare(old: Way, new: Way) -> Iterator[tuple[Weight, str]]:
    name = f"The choice {_name(new)}"
    if old.key != new.key:
        yield Weight.WAY, f"The choice {_name(old)} reads {_name(new)} now"
    elif old.choice.text != new.choice.text:
        yield Weight.WORDS, f"The choice {_name(old)} reads {_name(new)} now"
    elif old.html != new.html:
        yield Weight.WORDS, f"{name} is set differently"
    if old.target != new.target:
        yield Weight.WAY, f"{name} leads to {new.target} instead of {old.target}"
    for words in (*_compare_effects(old, new, name), *_compare_terms(old, new, name)):
        yield Weight.WAY, words
    if old.feedback != new.feedback:
        yield Weight.WORDS, f"What is told after {_name(new)} changed"


def _compare_effects(old: Way, new: Way, name: str) -> Iterator[str]:
    for counter in dict.fromkeys((*old.effects, *new.effects)):
        before, after = old.effects.get(counter, ""), new.effects.get(counter, "")
        if not after:
            yield f"{name} does not change {counter} any more"
        elif before != after:
            yield say_instead(f"{name} changes {counter} by", before, after)


def _compare_terms(old: Way, new: Way, name: str) -> Iterator[str]:
    if old.condition != new.condition:
        terms = [f"only if {each}" if each else _ALWAYS for each in (old.condition, new.condition)]
        yield say_instead(f"{name} is open", *terms)
    if old.guard != new.guard:
        sides = [each or "to everybody, always" for each in (old.guard, new.guard)]
        yield say_instead(f"{name} is shown", *sides)
    if old.condition and new.condition and old.greyed != new.greyed:
        yield f"{name} is {'shown greyed' if new.greyed else 'hidden'} while it is closed"
    if old.choice.once != new.choice.once:
        yield f"{name} can be taken {'only once' if new.choice.once else 'again and again'} now"
