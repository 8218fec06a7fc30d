"""The way an attempt has come: its states as they stood whenever a scene was left."""

from dataclasses import replace
from itertools import islice

from learning.model.names import SceneId
from learning.play.state import State, Step


def played_steps(state: State) -> tuple[Step, ...]:
    """Give the steps the learner took, without those that were walked over at the beginning."""
    return state.steps[state.walked :]


def list_walked(state: State) -> tuple[SceneId, ...]:
    """Give the scenes that were walked over at the beginning, each once, in order."""
    return tuple(dict.fromkeys(step.scene for step in state.steps[: state.walked]))


def list_moments(state: State) -> tuple[State, ...]:
    """Give the state at each time the learner left a scene, and last the state as it is.

    Exactly those of then: counters, answers, what was visited. So a debrief can show what stood
    there, and not what would stand there now.
    """
    numbers = range(state.walked, len(state.steps))
    return (*(_stand_at(state, number) for number in numbers), state)


def list_played(state: State) -> tuple[SceneId, ...]:
    """Give the scenes the learner played, each once, in the order of first entering."""
    return tuple(dict.fromkeys(moment.scene for moment in list_moments(state)))


def _stand_at(state: State, number: int) -> State:
    step = state.steps[number]
    entered = (state.visited[0], *(each.target for each in state.steps[:number]))
    return replace(
        state,
        scene=step.scene,
        counters=step.before,
        visited=tuple(dict.fromkeys(entered)),
        steps=state.steps[:number],
        answers=dict(islice(state.answers.items(), step.answered)),
        ending=None,
        finished=False,
    )
