"""Rules on scenes: ids, links to them, dead ends, the start."""

from learning.content.faults import Faults, Place
from learning.content.inlines import is_scene_link
from learning.content.parsed import (
    Choices,
    Document,
    Ending,
    Fenced,
    Run,
    Scene,
    list_choices,
    list_parts,
    list_questions,
)
from learning.content.quotes import names_ending

_KEPT = ("cue-", "not-a-cue")


def find_equal_ids(document: Document, faults: Faults) -> None:
    """S01: two scenes, or two questions, with one id; an id that is empty or kept for cues."""
    scenes: dict[str, Place] = {}
    for scene in document.scenes:
        _note_id(scenes, scene.id, scene.place, faults)
        if scene.id.startswith(_KEPT):
            message = f"the id '{scene.id}' is kept for cues"
            faults.add("S01", scene.place, message, fix="reword the heading")
    questions: dict[str, Place] = {}
    for scene in document.scenes:
        for question in list_questions(scene):
            if question.id:
                _note_id(questions, question.id, question.place, faults)


def _note_id(seen: dict[str, Place], identity: str, place: Place, faults: Faults) -> None:
    if not identity:
        faults.add("S01", place, "a heading without a letter or digit has no id")
    elif identity in seen:
        message = f"a second heading with the id '{identity}'; the first is on line"
        faults.add("S01", place, f"{message} {seen[identity].line}", fix="reword one of them")
    else:
        seen[identity] = place


def find_lost_links(document: Document, faults: Faults) -> None:
    """S02: a choice that leads to a scene that does not exist."""
    ids = [scene.id for scene in document.scenes]
    known = set(ids)
    for scene in document.scenes:
        for choice in list_choices(scene):
            if choice.target not in known:
                message = f"no scene '{choice.target[:60]}'"
                fix = faults.near(choice.target, ids)
                faults.add("S02", choice.target_place, message, fix=fix)


def count_lost_scenes(document: Document) -> int:
    """Say how many scenes may have lost their heading, and are part of the one above."""
    targets = {each.target for scene in document.scenes for each in list_choices(scene)}
    return len(targets - {scene.id for scene in document.scenes})


def _is_going_on(scene: Scene) -> bool:
    """Whether a scene has choices or an ending, or links that were meant as choices."""
    for part in list_parts(scene.parts):
        if isinstance(part, Choices | Ending):
            return True
        if isinstance(part, Run):
            inlines = [token for token in part.tokens if token.type == "inline"]
            children = (child for token in inlines for child in token.children or ())
            if any(map(is_scene_link, children)):
                return True
            if any(names_ending(token.content) for token in inlines):
                return True
    return False


def find_dead_ends(document: Document, faults: Faults) -> None:
    """S04 and S07: a scene of a case without choices and ending; a scene without anything.

    Where a heading or a fence is out of place, the scenes are not what was meant.
    """
    lost = any(map(faults.has, ("B01", "B05")))
    ends = [scene.place.line - 1 for scene in document.scenes[1:]] + [len(document.source.lines)]
    for scene, last in zip(document.scenes, ends, strict=False):
        if any(faults.has_within(code, scene.place.line, last) for code in ("S04", "S02")):
            # An ending or a choice that could not be read was meant to be the end of it.
            continue
        if scene.empty:
            faults.add("S07", scene.place, f"the scene '{scene.title[:60]}' is empty")
        elif document.is_case and not lost and not _is_going_on(scene):
            message = f"dead end: '{scene.title[:60]}' has no choices and no ending"
            fix = "add a list of links to scenes, or `> Ending (good): ...`"
            faults.add("S04", scene.place, message, fix=fix)


def find_empty_fences(document: Document, faults: Faults) -> None:
    """B02: a colon fence with nothing inside, which shows nothing to anybody."""
    for scene in document.scenes:
        for part in list_parts(scene.parts):
            if isinstance(part, Fenced) and not part.parts and not faults.broken:
                message = "nothing stands inside this fence"
                faults.add("B02", part.guard.place, message, fix="delete it, or write into it")


def find_useless_endings(document: Document, faults: Faults) -> None:
    """S04: an ending that never comes, because one before it always holds."""
    if faults.lost_fence:
        # What was to come on some paths alone is then read as coming always.
        return
    lost = count_lost_scenes(document)
    for scene in document.scenes:
        endings = [part for part in scene.parts if isinstance(part, Ending)]
        if lost and len(endings) > 1:
            lost -= 1
            continue
        for ending in endings[1:]:
            message = f"a second ending; the one on line {endings[0].place.line} always comes first"
            faults.add(
                "S04", ending.place, message, fix="put it inside an `::: if` before that one"
            )


def find_lost_start(document: Document, faults: Faults) -> None:
    """S06: no scene at all, or `start` names none."""
    front = document.front
    ids = [scene.id for scene in document.scenes]
    if not ids:
        place = Place(document.source.start + 1)
        faults.add("S06", place, "no scene at all", fix="start one with a heading `## ...`")
    elif front.start and front.start not in ids:
        message = f"`start` names no scene: '{front.start[:60]}'"
        faults.add("S06", front.place("start"), message, fix=faults.near(front.start, ids))


def find_lost_moves(document: Document, faults: Faults) -> None:
    """F03: `moved` leads to nothing, or from an id that is still in the file."""
    moved = document.front.moved
    questions = [each.id for scene in document.scenes for each in list_questions(scene)]
    known = [*(scene.id for scene in document.scenes), *questions]
    for old, new in moved.items():
        place = document.front.moved_places[old]
        if old in known:
            message = f"`moved` leads away from '{old[:60]}', which is still here"
            faults.add("F03", place, message, fix="delete this line, or rename the heading")
        elif new not in known:
            message = f"`moved` leads from '{old[:60]}' to nothing: '{new[:60]}'"
            fix = f"write {old}: {moved[new]}" if new in moved else faults.near(new, known)
            faults.add("F03", place, message, fix=fix)
