"""S08: ids that learners' attempts rest on and that a new version no longer has."""

from collections.abc import Iterator

from learning.content.faults import Faults, Place
from learning.model.key import Module


def _list_ids(module: Module) -> Iterator[tuple[str, str]]:
    for scene, key in module.key.scenes.items():
        yield "scene", scene
        yield from (("question", question) for question in key.questions)


def find_lost_ids(before: Module, after: Module, faults: Faults) -> None:
    """S08: a scene or question of the published version that is gone and not under `moved`."""
    known = {identity for _, identity in _list_ids(after)}
    for sort, identity in _list_ids(before):
        if identity not in known and identity not in after.case.moved:
            near = faults.near(identity, sorted(known))
            fix = near or f"say where it went: moved: {{{identity}: new-id}}"
            message = f"the {sort} '{identity}' was published and is gone"
            faults.add("S08", Place(1), message, fix=fix)
