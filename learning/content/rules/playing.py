"""Rules that rest on playing a case through, from each side: what no reading of the text can tell.

The search is exact up to a cap; past it the findings say that they rest on the plays tried.
"""

from collections.abc import Mapping, Sequence

from learning.content.faults import Faults, Place
from learning.content.parsed import (
    Document,
    Fenced,
    RawCompare,
    Scene,
    list_choices,
    list_leaves,
    list_parts,
)
from learning.model.key import Module
from learning.model.names import ChoiceId, Role, SceneId
from learning.play.search import Exploration, Steady, explore

Explorations = Mapping[Role, Exploration]
_MOST_NAMED = 5


def find_play_faults(module: Module, document: Document, faults: Faults) -> None:
    """Search every play of each side, and say S03, S05, C03, C04 and V04 of what comes out."""
    explorations = {role: explore(module, role) for role in module.case.roles}
    note = "" if all(each.exact for each in explorations.values()) else " in the plays tried"
    _find_unreached(document, explorations, note=note, faults=faults)
    _find_untaken(document, explorations, note=note, faults=faults)
    _find_steady(document, explorations, note=note, faults=faults)
    if not _find_stuck(document, explorations, faults):
        _find_endless(document, explorations, faults)


def _tell_path(witness: Sequence[str]) -> str:
    if not witness:
        return "at the start"
    return "after " + " > ".join(f"“{text}”" for text in witness)


def _find_unreached(
    document: Document, explorations: Explorations, *, note: str, faults: Faults
) -> None:
    """S03: a scene that no play of any side comes to."""
    for scene in document.scenes:
        if not any(SceneId(scene.id) in each.reached for each in explorations.values()):
            faults.add("S03", scene.place, f"no play can reach '{scene.title[:60]}'{note}")


def _find_untaken(
    document: Document, explorations: Explorations, *, note: str, faults: Faults
) -> None:
    """C04: a choice that no play can take, in a scene that some play reaches."""
    taken = {pair for each in explorations.values() for pair in each.takeable}
    reached = {scene for each in explorations.values() for scene in each.reached}
    for scene in document.scenes:
        for choice in list_choices(scene):
            pair = (SceneId(scene.id), ChoiceId(choice.id))
            if pair[0] in reached and pair not in taken:
                faults.add("C04", choice.place, f"no play can take '{choice.text[:60]}'{note}")


def _list_comparisons(scene: Scene) -> list[RawCompare]:
    conditions = [
        part.guard.condition
        for part in list_parts(scene.parts)
        if isinstance(part, Fenced) and part.guard.condition
    ]
    for choice in list_choices(scene):
        conditions += [*choice.hidden, *choice.greyed]
    leaves = (leaf for condition in conditions for leaf in list_leaves(condition))
    return [leaf for leaf in leaves if isinstance(leaf, RawCompare)]


def _find_common(explorations: Explorations) -> set[Steady]:
    """Give the comparisons that are steady for every side that comes to their scene."""
    every = {steady for each in explorations.values() for steady in each.steady}
    return {
        steady
        for steady in every
        if all(
            steady in each.steady for each in explorations.values() if steady.scene in each.reached
        )
    }


def _find_steady(
    document: Document, explorations: Explorations, *, note: str, faults: Faults
) -> None:
    """V04: a comparison that comes out the same in every play."""
    outcomes = {
        (str(each.scene), str(each.comparison.counter), each.comparison.operator, value): each.value
        for each in _find_common(explorations)
        for value in [each.comparison.value]
    }
    for scene in document.scenes:
        for leaf in _list_comparisons(scene):
            outcome = outcomes.get((scene.id, leaf.counter, leaf.operator, leaf.value))
            if outcome is not None:
                written = f"{leaf.counter} {leaf.operator} {leaf.value}"
                message = f"`{written}` is always {str(outcome).lower()} here{note}"
                faults.add("V04", leaf.place, message)


def _find_stuck(document: Document, explorations: Explorations, faults: Faults) -> bool:
    """C03: a state in which a scene offers nothing; the message tells the path that leads there."""
    places = {scene.id: scene.place for scene in document.scenes}
    seen: set[SceneId] = set()
    for role, exploration in explorations.items():
        for scene, witness in exploration.stuck.items():
            if scene not in seen:
                message = f"every choice can be unavailable at once: for {role}, "
                fix = "let one choice be open always, or add an ending"
                faults.add("C03", places[scene], message + _tell_path(witness), fix=fix)
            seen.add(scene)
    return bool(seen)


def _find_endless(document: Document, explorations: Explorations, faults: Faults) -> None:
    """S05: scenes from which no ending can be reached, by any play or by some; one finding."""
    for role, exploration in explorations.items():
        lost = exploration.no_ending or exploration.traps
        scenes = [scene for scene in document.scenes if SceneId(scene.id) in lost]
        if not scenes:
            continue
        others = [f"'{scene.title[:60]}'" for scene in scenes[1 : _MOST_NAMED + 1]]
        also = f" (nor from {', '.join(others)})" if others else ""
        how = "" if exploration.no_ending else " in every state"
        message = f"no ending can be reached from '{scenes[0].title[:60]}'{also}{how}: for {role}, "
        path = _tell_path(lost[SceneId(scenes[0].id)])
        faults.add("S05", Place(*scenes[0].place), message + path)
        return
