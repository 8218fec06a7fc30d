"""The way a team has come, scene by scene: its play as each scene was entered, and as it was left.

Kept for the plays in use, so that what is asked of the same moment again is known to be the same.
"""

from dataclasses import replace
from functools import lru_cache
from itertools import islice

from learning.model.names import SceneId
from learning.play.path import list_moments
from learning.play.state import State
from learning.team.session import Team, Turn

MOST_KEPT = 512


class SamePlay:
    """Equal to a key of the very same play: to compare all that is in it would take too long."""

    __slots__ = ("play",)

    def __init__(self, play: State) -> None:
        self.play = play

    def __eq__(self, other: object) -> bool:
        return isinstance(other, SamePlay) and self.play is other.play

    def __hash__(self) -> int:
        return id(self.play)


def list_path(team: Team) -> tuple[SceneId, ...]:
    """List the scenes of the way that counts, each once: none that the team was led back from."""
    return tuple(dict.fromkeys(turn.scene for turn in list_turns(team)))


def list_turns(team: Team) -> tuple[Turn, ...]:
    """List the turns of the way that counts: none that the team was led back from."""
    return tuple(turn for turn in team.turns if not turn.void)


def list_left(team: Team) -> tuple[Team, ...]:
    """Give the team as it left each scene of the way that counts, and last as it is."""
    moments = _list_moments(SamePlay(team.play))
    return _stand(team, moments)


def list_entered(team: Team) -> tuple[Team, ...]:
    """Give the team as it came into each scene of the way that counts, every time it did."""
    return _stand(team, _list_entered(SamePlay(team.play)))


def _stand(team: Team, moments: tuple[State, ...]) -> tuple[Team, ...]:
    turns = zip(list_turns(team), moments, strict=True)
    return tuple(replace(team, play=moment, turns=(turn,)) for turn, moment in turns)


@lru_cache(MOST_KEPT)
def _list_moments(same: SamePlay) -> tuple[State, ...]:
    return list_moments(same.play)


@lru_cache(MOST_KEPT)
def _list_entered(same: SamePlay) -> tuple[State, ...]:
    counts = (0, *(step.answered for step in same.play.steps))
    answers = same.play.answers.items()
    return tuple(
        replace(moment, answers=dict(islice(answers, count)))
        for moment, count in zip(_list_moments(same), counts, strict=True)
    )
