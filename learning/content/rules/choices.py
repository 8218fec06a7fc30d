"""Rules on the choices of a scene."""

from learning.content.faults import Faults, Place
from learning.content.parsed import Choices, Document, Fenced, list_choices, list_parts
from learning.content.rules.scenes import count_lost_scenes


def find_second_lists(document: Document, faults: Faults) -> None:
    """C01: a second list of choices outside fences; a learner sees all choices as one list."""
    lost = count_lost_scenes(document)
    for scene in document.scenes:
        lists = [part for part in scene.parts if isinstance(part, Choices)]
        if lost and len(lists) > 1:
            lost -= 1
            continue
        # A list that was cut in three was cut in one place.
        for second in lists[1:2]:
            message = f"a second list of choices; the first is on line {lists[0].place.line}"
            faults.add("C01", second.place, message, fix="join the two lists")


def find_lone_choices(document: Document, faults: Faults) -> None:
    """C02: only one choice, with a consequence or condition: then it is no choice."""
    # One that was refused may be the other choice.
    for scene in document.scenes if not faults.has("C01") else ():
        lists = [part for part in list_parts(scene.parts) if isinstance(part, Choices)]
        choices = list_choices(scene) if all(each.whole for each in lists) else ()
        only = choices[0] if len(choices) == 1 else None
        fenced = any(isinstance(part, Fenced) and _has_choices(part) for part in scene.parts)
        if only and (fenced or only.effects or only.hidden or only.greyed or only.once):
            message = "only one choice, and it has a consequence or condition"
            faults.add("C02", only.place, message, fix="add another, or take these away")


def _has_choices(part: Fenced) -> bool:
    return any(isinstance(inner, Choices) for inner in list_parts(part.parts))


def find_equal_choices(document: Document, faults: Faults) -> None:
    """C05: two choices of a scene with the same text, or one without any."""
    for scene in document.scenes:
        seen: dict[str, Place] = {}
        for choice in list_choices(scene):
            if not choice.id:
                faults.add("C05", choice.place, "a choice without a word has no id")
            elif choice.id in seen:
                message = f"the same choice stands on line {seen[choice.id].line}"
                faults.add("C05", choice.place, message, fix="reword one of the two")
            else:
                seen[choice.id] = choice.place
