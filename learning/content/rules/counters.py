"""V02: counters that are declared for nothing."""

from learning.content.faults import Faults
from learning.content.parsed import (
    Document,
    RawCompare,
    list_choices,
    list_conditions,
    list_leaves,
)


def find_idle_counters(document: Document, faults: Faults) -> None:
    """V02: a counter that no choice changes, or that no condition reads."""
    if faults.has("V03"):
        # What could not be read may be where the counter is changed or read.
        return
    front = document.front
    choices = [choice for scene in document.scenes for choice in list_choices(scene)]
    changed = {effect.counter for choice in choices for effect in choice.effects}
    leaves = (leaf for each in list_conditions(document.scenes) for leaf in list_leaves(each))
    read = {leaf.counter for leaf in leaves if isinstance(leaf, RawCompare)}
    for counter in front.counters:
        lacks = "changed" * (counter.name not in changed)
        lacks = lacks or "read by a condition" * (counter.name not in read)
        if lacks:
            place = front.counter_places[counter.name]
            faults.add("V02", place, f"counter `{counter.name}` is never {lacks}")
