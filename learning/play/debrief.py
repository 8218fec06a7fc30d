"""The page after the ending: the path, what each choice moved, and everything with its reasons.

Whoever calls sees to it that the attempt is finished: this gives the answers away.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from learning.model.case import Asked, Counter, Prose
from learning.model.key import Module
from learning.model.names import SceneId
from learning.play.casemap import draw_map
from learning.play.left import list_left
from learning.play.missed import list_missed
from learning.play.path import list_moments, list_played, list_walked, played_steps
from learning.play.reveal import list_false_alarms, show_cues, show_question
from learning.play.score import list_counting, total
from learning.play.shown import (
    ChainLink,
    Debrief,
    Meter,
    Missed,
    SceneReview,
    ShownCue,
    ShownQuestion,
    Text,
)
from learning.play.sifted import list_blocks
from learning.play.sources import list_debrief_texts, list_sources
from learning.play.standing import (
    find_choice,
    find_ending,
    may_tell,
    visible_blocks,
    visible_choices,
)
from learning.play.state import State, Step
from learning.quiz.answer import CueScore


def make_debrief(module: Module, state: State, *, reviewed: bool = True) -> Debrief:
    """Look back at an attempt; not `reviewed`, without what was right in it, question by question.

    Every scene is shown as it stood for the learner when it was left. The meters' changes are over
    the whole attempt; scenes that were walked over at its beginning count as not seen.
    """
    scenes = module.case.scenes
    ending = find_ending(module.key.scenes[state.scene], state)
    played = list_played(state)
    totals = total(module, state)
    debrief = Debrief(
        case_title=module.case.title,
        grade=state.ending,
        ending_html="" if ending is None else ending.html,
        score=totals.score,
        map=draw_map(module, state),
        chain=tuple(_make_chain(module, state)),
        reviews=tuple(_list_reviews(module, state, reviewed=reviewed)),
        spotting=totals.spotting if reviewed else {},
        never_seen=tuple(
            (scene.id, scene.title) for scene in scenes.values() if scene.id not in played
        ),
        other_side=tuple(_list_other_side(module, state)),
        counters=tuple(
            Meter(counter, values[-1], values[-1] - values[0])
            for counter, values in _list_values(module, state)
        ),
        over_time=_list_values(module, state),
        sources=(),
        came_by=tuple(scenes[scene].title for scene in list_walked(state)),
        kind=module.case.kind,
        feedback=module.case.feedback,
        pass_mark=module.case.pass_mark,
        missed=list_missed(module, state) if reviewed else Missed((), ()),
        left=list_left(module, state),
    )
    read = (*_list_read(module, state), *list_debrief_texts(debrief))
    return replace(debrief, sources=list_sources(module, read))


def _list_read(module: Module, state: State) -> Iterator[str]:
    """Give the cover and the prose that the learner had on the way."""
    yield module.case.cover_html
    for moment in list_moments(state):
        for each in visible_blocks(module, moment):
            if isinstance(each.block, Prose):
                yield each.block.html


def _make_chain(module: Module, state: State) -> Iterator[ChainLink]:
    for step, moment in zip(played_steps(state), list_moments(state), strict=False):
        key = module.key.scenes[step.scene]
        taken = find_choice(key, step.choice)
        if taken is not None:
            yield ChainLink(
                step.scene,
                module.case.scenes[step.scene].title,
                taken.html,
                taken.feedback_html,
                changes=_list_changes(module.case.counters, step),
                others_html=tuple(
                    each.key.html for each in visible_choices(key, moment) if each.key != taken
                ),
            )


def _list_changes(
    counters: tuple[Counter, ...], step: Step
) -> tuple[tuple[Counter, int, int], ...]:
    return tuple(
        (counter, step.before[counter.name], step.after[counter.name])
        for counter in counters
        if step.before[counter.name] != step.after[counter.name]
    )


def _list_reviews(module: Module, state: State, *, reviewed: bool) -> Iterator[SceneReview]:
    """Give the scenes that had something to answer or to notice."""
    moments = list_moments(state)
    for scene in list_played(state):
        here = [moment for moment in moments if moment.scene == scene]
        questions = tuple(_list_answered(module, state, here, reviewed=reviewed))
        score = state.spotted.get(scene) if may_tell(module, state, reviewed=reviewed) else None
        if questions or score is not None:
            yield SceneReview(
                scene,
                module.case.scenes[scene].title,
                questions,
                cues=() if score is None else _list_cues(module, here, score),
                false_alarms=() if score is None else list_false_alarms(score),
            )


def _list_answered(
    module: Module, state: State, here: Sequence[State], *, reviewed: bool
) -> Iterator[ShownQuestion]:
    seen = [each for moment in here for each in visible_blocks(module, moment)]
    sides = {each.block.question.id: each.role for each in seen if isinstance(each.block, Asked)}
    counting = list_counting(module, state)
    # Not from what was seen on leaving: an answer may have closed the fence around its question.
    for block, _ in list_blocks(module, state.role, here[0].scene):
        if isinstance(block, Asked) and block.question.id in counting:
            side = sides.get(block.question.id)
            yield show_question(module, state, block.question, role=side, reviewed=reviewed)


def _list_cues(module: Module, here: Sequence[State], score: CueScore) -> tuple[ShownCue, ...]:
    seen = [each.block for moment in here for each in visible_blocks(module, moment)]
    shown = frozenset(block.id for block in seen if isinstance(block, Prose))
    return show_cues(module.key.scenes[here[0].scene], score, shown)


def _list_other_side(
    module: Module, state: State
) -> Iterator[tuple[SceneId, str, tuple[Text, ...]]]:
    """Give what the other sides could read in the scenes played, and this side could not."""
    moments = list_moments(state)
    for scene in list_played(state):
        texts = [
            text
            for moment in moments
            if moment.scene == scene
            for text in _list_hidden(module, moment)
        ]
        if texts:
            yield scene, module.case.scenes[scene].title, tuple(dict.fromkeys(texts))


def _list_hidden(module: Module, moment: State) -> Iterator[Text]:
    own = {each.block for each in visible_blocks(module, moment)}
    for role in module.case.roles:
        if role == moment.role:
            continue
        for each in visible_blocks(module, replace(moment, role=role)):
            if isinstance(each.block, Prose) and each.block not in own:
                yield Text(each.block.html, role)


def _list_values(module: Module, state: State) -> tuple[tuple[Counter, tuple[int, ...]], ...]:
    """Give each counter's values: at the beginning, then after every step."""
    steps = played_steps(state)
    first = steps[0].before if steps else state.counters
    over_time = [first, *(step.after for step in steps)]
    return tuple(
        (counter, tuple(values[counter.name] for values in over_time))
        for counter in module.case.counters
    )
