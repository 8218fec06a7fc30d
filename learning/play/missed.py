"""What an attempt could have found: on the path it took, and in scenes that it never came to.

For debriefs only: it tells what was right to do. Of scenes not seen it gives what they hold, the
way there and nothing of their text.
"""

from collections.abc import Iterator, Mapping
from functools import lru_cache

from learning.model.key import Module
from learning.model.names import QuestionId, Role, SceneId
from learning.play.draw import draw_questions
from learning.play.path import list_played, played_steps
from learning.play.plan import Plan, Way, make_plan
from learning.play.points import CAP, best_play
from learning.play.same import Same
from learning.play.score import list_counting, list_left
from learning.play.shown import Hop, LeftScene, Missed, MissedQuestion, UnseenScene
from learning.play.sifted import Sifted, sift
from learning.play.space import fill_space
from learning.play.standing import may_tell
from learning.play.state import Answered, State
from learning.quiz.answer import Mark, Result
from learning.quiz.marking import is_marked

Route = tuple[tuple[SceneId, Way], ...]


def list_missed(module: Module, state: State) -> Missed:
    """List what could have been found; nothing at all where what was right is never told."""
    if not may_tell(module, state):
        return Missed((), ())
    drawn = draw_questions(module, state.role, state.seed)
    sifted = {each.scene: each for each in sift(module, state.role, drawn=drawn)}
    return Missed(
        tuple(_list_left(module, state, sifted)), tuple(_list_unseen(module, state, sifted))
    )


def _list_left(
    module: Module, state: State, sifted: Mapping[SceneId, Sifted]
) -> Iterator[LeftScene]:
    left, counting = list_left(module, state), list_counting(module, state)
    for scene in list_played(state):
        questions = tuple(_list_questions(counting, sifted[scene], left))
        score = state.spotted.get(scene)
        mark = (
            Mark(0.0, left.get((scene, None), 0.0), Result.WRONG) if score is None else score.mark
        )
        cues = int(mark.possible) if score is None else len(score.missed)
        lost = mark.possible - mark.earned
        points = lost + sum(each.points for each in questions)
        if points:
            title = module.case.scenes[scene].title
            yield LeftScene(scene, title, cues, cues_lost=lost, questions=questions, points=points)


def _list_questions(
    counting: Mapping[QuestionId, Answered],
    scene: Sifted,
    left: Mapping[tuple[SceneId, QuestionId | None], float],
) -> Iterator[MissedQuestion]:
    for each in scene.questions:
        question = each.question
        given = counting.get(question.id)
        if given is not None and given.mark.earned < given.mark.possible:
            lost = given.mark.possible - given.mark.earned
            yield MissedQuestion(question.title, given.mark.result, lost)
        elif (scene.scene, question.id) in left:
            yield MissedQuestion(question.title, None, left[scene.scene, question.id])


def _list_unseen(
    module: Module, state: State, sifted: Mapping[SceneId, Sifted]
) -> Iterator[UnseenScene]:
    """Give the scenes with points that were not seen and can be reached, those worth most first."""
    drawn = draw_questions(module, state.role, state.seed)
    best = best_play(module, state.role, drawn).by_scene
    routes = _find_routes(Same(module), state.role)
    seen = set(list_played(state))
    found = []
    for scene, route in routes.items():
        cues = sum(cue.need is not None for cue, _ in sifted[scene].cues)
        marked = [each.question for each in sifted[scene].questions if is_marked(each.key)]
        if scene in seen or not (cues or marked):
            continue
        unseen = UnseenScene(
            scene,
            module.case.scenes[scene].title,
            cues=cues,
            questions=len(marked),
            most=float(cues + sum(each.points for each in marked)),
            on_best=best.get(scene, 0.0),
            way=tuple(_make_hops(module, state, route)),
        )
        found.append(unseen)
    yield from sorted(found, key=lambda each: (-each.on_best, -each.most))


def _make_hops(module: Module, state: State, route: Route) -> Iterator[Hop]:
    """Tell a way there, without what this attempt did at its beginning just the same."""
    taken = [(step.scene, step.choice) for step in played_steps(state)] if not state.walked else []
    steps = [(scene, way.choice) for scene, way in route if way.answered is None]
    same = 0
    while same < min(len(taken), len(steps) - 1) and taken[same] == steps[same]:
        same += 1
    done = 0
    for scene, way in route:
        if done >= same:
            yield Hop(module.case.scenes[scene].title, way.text, is_choice=way.choice is not None)
        done += way.answered is None


@lru_cache(maxsize=512)
def _find_routes(same: Same, role: Role) -> Mapping[SceneId, Route]:
    """Keep a shortest way to each scene for the modules in use: every debrief asks."""
    plan = make_plan(same.module, role, scoring=False)
    space = fill_space(plan, CAP)
    first: dict[SceneId, int] = {}
    for number in range(len(space.nodes)):
        first.setdefault(space.scene(number).id, number)
    return {scene: _trace(plan, space.ways_to(number)) for scene, number in first.items()}


def _trace(plan: Plan, ways: tuple[Way, ...]) -> Route:
    places = [plan.scenes[plan.start].id, *(plan.scenes[way.target].id for way in ways)]
    return tuple(zip(places, ways, strict=False))
