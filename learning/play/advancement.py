"""How far an attempt has come: steps left, and the share done, which never falls.

Knows one attempt and the ways of its module; nothing is searched that is not searched once and
kept (`distance.steps_left`).
"""

from collections.abc import Iterator
from fractions import Fraction

from learning.model.key import Module
from learning.model.names import QuestionId, SceneId
from learning.play.distance import steps_left
from learning.play.draw import draw_questions, list_asked
from learning.play.pages import list_pages
from learning.play.standing import Standing
from learning.play.state import State


def count_left(module: Module, state: State, now: Standing) -> tuple[int | None, int | None]:
    """Give the fewest and the most steps left from the scene as it stands, None where unknown."""
    if now.may_finish or state.finished:
        return 0, 0
    pages = list_pages(module, state)
    if pages is not None and state.scene in pages:
        left = len(pages) - 1 - pages.index(state.scene)
        return left, left
    return steps_left(module, state.role, state.scene, may_end_here=now.todo > 0)


def measure_share(module: Module, state: State) -> float:
    """Give how much of the attempt is done, from 0 to 1, which it is only when finished.

    It never falls, whatever move is made: it rests on what an attempt only ever gains (scenes
    entered, questions answered, scenes spotted in), measured against what does not change.

    - Where pages follow one another: pages left behind, required questions answered and scenes
      spotted in, of all there are for this side and draw. Handing in is one step more. A question
      whose fence stays shut is never answered, so that the last step may be a longer one.
    - Where ways part: how much nearer an ending the farthest scene is than the start is. Steps left
      are counted by the longest way where no way leads round in a circle, as a promise that is
      kept; else by the shortest, the only one known.
    """
    if state.finished:
        return 1.0
    pages = list_pages(module, state)
    done = _measure_ways(module, state) if pages is None else _measure_pages(module, state, pages)
    return float(done)


def _measure_pages(module: Module, state: State, pages: tuple[SceneId, ...]) -> Fraction:
    keys = module.key.scenes
    cued = [page for page in pages if keys[page].cues]
    asked = [each for page in pages for each in _list_required(module, state, page)]
    entered = sum(page in state.visited for page in pages)
    done = sum(each in state.answers for each in asked)
    done += entered - 1 + sum(page in state.spotted for page in cued)
    return Fraction(done, len(pages) + len(asked) + len(cued))


def _list_required(module: Module, state: State, page: SceneId) -> Iterator[QuestionId]:
    drawn = draw_questions(module, state.role, state.seed)
    for question in list_asked(module, page, state.role):
        if not question.optional and (drawn is None or question.id in drawn):
            yield question.id


def _measure_ways(module: Module, state: State) -> Fraction:
    start, role = module.case.start, state.role

    def left(scene: SceneId) -> tuple[int | None, int | None]:
        return steps_left(module, role, scene, may_end_here=True)

    least, most = left(start)
    which, whole = (0, least) if most is None else (1, most)
    if whole is None:
        return Fraction(0)
    ahead = [steps for scene in state.visited if (steps := left(scene)[which]) is not None]
    return Fraction(max(0, whole - min(ahead, default=whole)), whole + 1)
