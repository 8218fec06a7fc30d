"""Whether going back over pages, or changing answers, can earn what playing straight on cannot.

Knows what conditions ask after, for one side; not states.
"""

from collections.abc import Iterator, Sequence

from learning.model.condition import Answered, Visited
from learning.model.key import Module
from learning.model.names import Feedback, QuestionId, Role, SceneId
from learning.play.compiled import Leaf, list_leaves
from learning.play.sifted import Conditions, Sifted, sift


def may_gain_by_going_back(
    module: Module, role: Role, drawn: frozenset[QuestionId] | None = None
) -> bool:
    """Say whether some point hangs on what only comes later, or on an answer that can be changed.

    A search plays straight on, so there it would not find all. Where ways part, any condition that
    decides something is taken for such a one.
    """
    if module.case.feedback is Feedback.IMMEDIATE:
        return False
    sifted = {each.scene: each for each in sift(module, role, drawn=drawn)}
    if any(scene.choices for scene in sifted.values()):
        return any(True for scene in sifted.values() for _ in scene.deciding())
    pages = [sifted[page] for page in _list_pages(module)]
    return any(_asks_ahead(page, pages[number:]) for number, page in enumerate(pages, 1))


def _list_pages(module: Module) -> Iterator[SceneId]:
    seen: set[SceneId] = set()
    page: SceneId | None = module.case.start
    while page is not None and page not in seen:
        seen.add(page)
        yield page
        page = module.key.scenes[page].next


def _asks_ahead(page: Sifted, ahead: Sequence[Sifted]) -> bool:
    # What was noticed stays so, whatever becomes of the answer that brought it to light.
    noticed = [leaf for _, when in page.cues for leaf in _list_all(when)]
    if any(isinstance(leaf, Answered) for leaf in noticed):
        return True
    later = {each.question.id for scene in ahead for each in scene.questions}
    scenes = {scene.scene for scene in ahead}
    asked = [leaf for each in page.questions for leaf in _list_all(each.when)]
    return any(
        (isinstance(leaf, Answered) and leaf.question in later)
        or (isinstance(leaf, Visited) and leaf.scene in scenes)
        for leaf in (*asked, *noticed)
    )


def _list_all(when: Conditions) -> Iterator[Leaf]:
    for condition in when:
        yield from list_leaves(condition)
