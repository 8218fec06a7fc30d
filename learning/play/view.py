"""The page of a scene for one learner at one moment, and nothing that is not theirs to see yet."""

from collections.abc import Iterator
from dataclasses import replace

from learning.model.case import Prose
from learning.model.key import Module
from learning.play.advancement import count_left, measure_share
from learning.play.overview import list_asked
from learning.play.pages import count_page, page_before
from learning.play.path import list_walked
from learning.play.reveal import show_cues, show_question
from learning.play.shown import (
    Arrival,
    CuePanel,
    Meter,
    SceneView,
    ShownBlock,
    ShownChoice,
    Text,
)
from learning.play.sources import list_sources, list_texts
from learning.play.standing import (
    Standing,
    VisibleBlock,
    count_tries,
    find_choice,
    look_around,
    may_replace,
    may_tell,
)
from learning.play.state import State, Step


def view_scene(module: Module, state: State, *, reviewed: bool = True) -> SceneView:
    """Show the scene where the attempt stands; `reviewed` is as for `make_debrief`.

    Choices, their prompt and the ending come only when no step is left to do.
    """
    now = look_around(module, state)
    scene = module.case.scenes[state.scene]
    least, most = count_left(module, state, now)
    ways_open = bool(now.choices)
    view = SceneView(
        case_title=module.case.title,
        scene=scene.id,
        title=scene.title,
        number=count_page(module, state),
        blocks=tuple(_show_block(module, state, each, reviewed=reviewed) for each in now.blocks),
        cues=_show_panel(module, state, now, reviewed=reviewed),
        prompt_html=module.key.scenes[scene.id].prompt_html if ways_open else "",
        choices=tuple(
            ShownChoice(each.key.id, each.key.html, each.closed_reason) for each in now.choices
        ),
        todo=now.todo,
        meters=show_meters(module, state),
        arrival=show_arrival(module, state),
        ending_grade=None if now.ending is None else now.ending.grade,
        ending_html="" if now.ending is None else now.ending.html,
        may_continue=now.next is not None,
        may_finish=now.may_finish,
        least=least,
        most=most,
        came_by=tuple(_list_passed(module, state)),
        kind=module.case.kind,
        feedback=module.case.feedback,
        ask_confidence=module.case.ask_confidence,
        tries=count_tries(module),
        try_cost=module.case.try_cost,
        may_go_back=may_replace(module, state) and page_before(module, state) is not None,
        share=measure_share(module, state),
        asked=list_asked(module, state),
    )
    return replace(view, sources=list_sources(module, list_texts(view)))


def last_step(state: State) -> Step | None:
    """Give the step that led here, unless the learner has played none yet."""
    return state.steps[-1] if len(state.steps) > state.walked else None


def _list_passed(module: Module, state: State) -> Iterator[str]:
    if len(state.steps) == state.walked:
        yield from (module.case.scenes[scene].title for scene in list_walked(state))


def _show_block(module: Module, state: State, each: VisibleBlock, *, reviewed: bool) -> ShownBlock:
    if isinstance(each.block, Prose):
        return Text(each.block.html, each.role)
    return show_question(module, state, each.block.question, role=each.role, reviewed=reviewed)


def _show_panel(module: Module, state: State, now: Standing, *, reviewed: bool) -> CuePanel | None:
    score = state.spotted.get(state.scene)
    if score is not None and not may_tell(module, state, reviewed=reviewed):
        return None
    if score is not None:
        shown = frozenset(each.prose for each in now.words)
        return CuePanel(score, show_cues(module.key.scenes[state.scene], score, shown))
    return CuePanel(None) if now.cues else None


def show_meters(module: Module, state: State) -> tuple[Meter, ...]:
    """Show the counters as they stand, and what the last step that was played moved them by."""
    step = last_step(state)
    return tuple(
        Meter(
            counter,
            state.counters[counter.name],
            change=step.after[counter.name] - step.before[counter.name] if step else 0,
        )
        for counter in module.case.counters
    )


def show_arrival(module: Module, state: State) -> Arrival | None:
    """Show what was told after the choice that led here, unless none did."""
    step = last_step(state)
    choice = step and find_choice(module.key.scenes[step.scene], step.choice)
    return Arrival(choice.html, choice.feedback_html) if choice else None
