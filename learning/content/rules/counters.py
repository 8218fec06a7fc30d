"""V02 and V04: counters that are declared for nothing, comparisons that decide nothing."""

from collections.abc import Callable
from operator import eq, ge, gt, le, lt, ne

from learning.content.faults import Faults
from learning.content.parsed import (
    Choices,
    Document,
    RawCompare,
    list_choices,
    list_conditions,
    list_leaves,
    list_parts,
)


def find_idle_counters(document: Document, faults: Faults) -> None:
    """V02: a counter that no choice changes, or that no condition reads."""
    parts = [part for scene in document.scenes for part in list_parts(scene.parts)]
    whole = all(part.whole for part in parts if isinstance(part, Choices))
    if faults.has("V03") or not whole:
        # What could not be read may be where the counter is changed or read.
        return
    front = document.front
    choices = [choice for scene in document.scenes for choice in list_choices(scene)]
    changed = {effect.counter for choice in choices for effect in choice.effects}
    leaves = (leaf for each in list_conditions(document.scenes) for leaf in list_leaves(each))
    read = {leaf.counter for leaf in leaves if isinstance(leaf, RawCompare)}
    if not changed | read <= front.declared:
        # So may what is misspelt, there or where it is declared.
        return
    for counter in front.counters:
        lacks = "changed" * (counter.name not in changed)
        lacks = lacks or "read by a condition" * (counter.name not in read)
        if lacks:
            place = front.counter_places[counter.name]
            faults.add("V02", place, f"counter `{counter.name}` is never {lacks}")


_COMPARE: dict[str, Callable[[int, int], bool]] = {
    ">=": ge,
    ">": gt,
    "<=": le,
    "<": lt,
    "=": eq,
    "!=": ne,
}


def find_idle_comparisons(document: Document, faults: Faults) -> None:
    """V04: a comparison that comes out the same for every value the counter can have."""
    counters = {str(counter.name): counter for counter in document.front.counters}
    leaves = (leaf for each in list_conditions(document.scenes) for leaf in list_leaves(each))
    for leaf in leaves:
        if not isinstance(leaf, RawCompare) or leaf.counter not in counters:
            continue
        counter = counters[leaf.counter]
        least, most = counter.minimum, counter.maximum
        # Between its neighbours' values a comparison can only change at the value itself.
        telling = {least, most} | {n for n in (leaf.value,) if least <= n <= most}
        outcomes = {_COMPARE[leaf.operator](value, leaf.value) for value in telling}
        if len(outcomes) == 1:
            written = f"{leaf.counter} {leaf.operator} {leaf.value}"
            always = str(outcomes.pop()).lower()
            span = f"`{leaf.counter}` runs from {least} to {most}"
            faults.add("V04", leaf.place, f"`{written}` is always {always}: {span}")
