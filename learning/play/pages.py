"""The pages of an attempt that follow one another without a choice, and which of them are asked.

Knows scenes, draws and the path; not what stands on a page, nor what is open.
"""

from collections.abc import Iterator

from learning.model.key import Module
from learning.model.names import Feedback, QuestionId, SceneId
from learning.play.draw import draw_questions
from learning.play.state import State


def next_page(module: Module, state: State) -> SceneId | None:
    """Give the page that the learner's scene runs on to, None where it does not run on.

    Where questions are drawn, pages whose questions were all left out are passed over.
    """
    return next(_list_following(module, state), None)


def first_page(module: Module, state: State) -> SceneId:
    """Give the page on which an attempt begins that stands at the start: usually that one."""
    drawn = draw_questions(module, state.role, state.seed)
    if not _is_passed_over(module, state.scene, drawn):
        return state.scene
    return next_page(module, state) or state.scene


def page_before(module: Module, state: State) -> SceneId | None:
    """Give the page that ran on to the learner's scene when they first came to it.

    None on the first page, after a choice, and where that page was walked over.
    """
    if state.scene == state.visited[0]:
        return None
    came = [at for at, step in enumerate(state.steps) if step.target == state.scene]
    if not came or came[0] < state.walked:
        return None
    step = state.steps[came[0]]
    return step.scene if step.choice is None else None


def list_pages(module: Module, state: State) -> tuple[SceneId, ...] | None:
    """Give the pages of an attempt in their order; None where ways part."""
    if any(key.choices for key in module.key.scenes.values()):
        return None
    begun = state.visited[0]
    return tuple(dict.fromkeys((begun, *_list_following(module, state, begun))))


def count_parts(module: Module, state: State) -> int | None:
    """Count the pages of an attempt at a module that runs straight on; None where ways part."""
    pages = list_pages(module, state)
    return None if pages is None else len(pages)


def count_page(module: Module, state: State) -> int:
    """Count the pages up to the learner's: its number where pages follow one another.

    Where ways part it counts the scenes that the learner has played, each time it was entered.
    """
    pages = list_pages(module, state) or ()
    if state.scene in pages:
        return pages.index(state.scene) + 1
    if module.case.feedback is not Feedback.IMMEDIATE:
        return state.visited.index(state.scene) + 1
    return len(state.steps) - state.walked + 1


def _list_following(
    module: Module, state: State, scene: SceneId | None = None
) -> Iterator[SceneId]:
    """Give the pages after a scene (None: the learner's), each once, as far as they run on."""
    drawn = draw_questions(module, state.role, state.seed)
    seen: set[SceneId] = set()
    page = module.key.scenes[scene or state.scene].next
    while page is not None and page not in seen:
        seen.add(page)
        if not _is_passed_over(module, page, drawn):
            yield page
        page = module.key.scenes[page].next


def _is_passed_over(module: Module, scene: SceneId, drawn: frozenset[QuestionId] | None) -> bool:
    """Say whether a page asks questions and none of them was drawn.

    One where something is to be noticed or chosen, or where a case ends, is gone to all the same.
    """
    key = module.key.scenes[scene]
    if drawn is None or not key.questions or key.cues or key.choices or key.endings:
        return False
    return drawn.isdisjoint(key.questions)
