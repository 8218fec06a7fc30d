"""Rules that rest on playing a case through, from each side: what no reading of the text can tell.

The search is exact up to a cap; past it the findings say that they rest on the plays tried.
"""

from collections.abc import Mapping, Sequence

from learning.content.faults import Faults, Place
from learning.content.parsed import Document, list_choices
from learning.model.key import Module
from learning.model.names import ChoiceId, Role, SceneId
from learning.play.search import Overview, look_over

Overviews = Mapping[Role, Overview]
_MOST_NAMED = 5
# A quarter of a second for each side; `learning play-test` searches further.
_MOST_STATES = 20_000
_MOST_WAYS = 80_000


def find_play_faults(module: Module, document: Document, faults: Faults) -> None:
    """Search every play of each side, and say S03, S05, C03 and C04 of what comes out."""
    widest = max((len(key.choices) for key in module.key.scenes.values()), default=1)
    cap = min(_MOST_STATES, _MOST_WAYS // max(widest, 1) + 1)
    overviews = {role: look_over(module, role, cap=cap) for role in module.case.roles}
    note = "" if all(each.exact for each in overviews.values()) else " in the plays tried"
    _find_unreached(document, overviews, note=note, faults=faults)
    _find_untaken(document, overviews, note=note, faults=faults)
    if not _find_stuck(document, overviews, faults):
        _find_endless(document, overviews, faults)


def _tell_path(witness: Sequence[str]) -> str:
    if not witness:
        return "at the start"
    return "after " + " > ".join(f"“{text}”" for text in witness)


def _find_unreached(document: Document, overviews: Overviews, *, note: str, faults: Faults) -> None:
    """S03: a scene that no play of any side comes to."""
    for scene in document.scenes:
        if not any(SceneId(scene.id) in each.reached for each in overviews.values()):
            faults.add("S03", scene.place, f"no play can reach '{scene.title[:60]}'{note}")


def _find_untaken(document: Document, overviews: Overviews, *, note: str, faults: Faults) -> None:
    """C04: a choice that no play can take, in a scene that some play reaches."""
    taken = {pair for each in overviews.values() for pair in each.takeable}
    reached = {scene for each in overviews.values() for scene in each.reached}
    for scene in document.scenes:
        for choice in list_choices(scene):
            pair = (SceneId(scene.id), ChoiceId(choice.id))
            if pair[0] in reached and pair not in taken:
                faults.add("C04", choice.place, f"no play can take '{choice.text[:60]}'{note}")


def _find_stuck(document: Document, overviews: Overviews, faults: Faults) -> bool:
    """C03: a state in which a scene offers nothing; the message tells the path that leads there."""
    places = {scene.id: scene.place for scene in document.scenes}
    seen: set[SceneId] = set()
    for role, found in overviews.items():
        for scene, witness in found.stuck.items():
            if scene not in seen:
                message = f"every choice can be unavailable at once: for {role}, "
                fix = "let one choice be open always, or add an ending"
                faults.add("C03", places[scene], message + _tell_path(witness), fix=fix)
            seen.add(scene)
    return bool(seen)


def _find_endless(document: Document, overviews: Overviews, faults: Faults) -> None:
    """S05: scenes from which no ending can be reached, by any play or by some; one finding."""
    for role, found in overviews.items():
        lost = found.no_ending or found.traps
        scenes = [scene for scene in document.scenes if SceneId(scene.id) in lost]
        if not scenes:
            continue
        others = [f"'{scene.title[:60]}'" for scene in scenes[1 : _MOST_NAMED + 1]]
        also = f" (nor from {', '.join(others)})" if others else ""
        how = "" if found.no_ending else " in every state"
        message = f"no ending can be reached from '{scenes[0].title[:60]}'{also}{how}: for {role}, "
        path = _tell_path(lost[SceneId(scenes[0].id)])
        faults.add("S05", Place(*scenes[0].place), message + path)
        return
