"""Appeals as the facilitator hears them: the team's answer, what is right, and the tutor's words.

Tells what is right, so only a facilitator is shown it.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from learning.model.case import Asked
from learning.model.key import Module
from learning.model.names import TeamId
from learning.play.shown import ShownQuestion
from learning.team.asking import tell
from learning.team.scenery import list_blocks
from learning.team.session import Appeal, Session, Team, Turn


@dataclass(frozen=True, slots=True)
class Hearing:
    """An appeal that is not ruled on yet. `tutor_html` are the words for the tutor on it."""

    team: TeamId
    appeal: Appeal
    shown: ShownQuestion
    tutor_html: tuple[str, ...]


def list_hearings(module: Module, session: Session) -> tuple[Hearing, ...]:
    """List the appeals that wait for the facilitator, by team and scene."""
    return tuple(
        hearing
        for team in session.teams.values()
        for turn in team.turns
        for hearing in _hear(module, team, turn)
    )


def _hear(module: Module, team: Team, turn: Turn) -> Iterator[Hearing]:
    blocks = list_blocks(module, turn.scene)
    questions = {each.question.id: each.question for each in blocks if isinstance(each, Asked)}
    for appeal in turn.appeals:
        if appeal.accepted is None:
            shown = tell(module, team.play, questions[appeal.question])
            key = module.key.scenes[turn.scene].questions[appeal.question]
            yield Hearing(team.id, appeal, shown, key.tutor_html)
