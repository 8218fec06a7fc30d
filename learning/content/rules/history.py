"""S08: ids that learners' attempts rest on and that a new version no longer has."""

from collections.abc import Iterable

from learning.content.faults import Faults, Place
from learning.model.key import Module


def list_ids(module: Module) -> tuple[str, ...]:
    """Give what attempts rest on, each as `scene the-letter` or `question what-now`."""
    scenes = module.key.scenes
    questions = [each for key in scenes.values() for each in key.questions]
    return (*(f"scene {each}" for each in scenes), *(f"question {each}" for each in questions))


def find_lost_ids(before: Iterable[str], after: Module, faults: Faults) -> None:
    """S08: a scene or question of the published version that is gone and not under `moved`."""
    known = {each.partition(" ")[2] for each in list_ids(after)}
    for each in before:
        sort, _, identity = each.partition(" ")
        if identity not in known and identity not in after.case.moved:
            near = faults.near(identity, sorted(known))
            new = near.removeprefix("did you mean ").removesuffix("?") or "new-id"
            fix = f"say in the front matter where it went: moved: {{{identity}: {new}}}"
            message = f"the {sort} '{identity}' was published and is gone"
            faults.add("S08", Place(1), message, fix=fix)
