"""What members locked alone, gathered over the turns in which they were in a scene.

Led back to a scene, or moved into another team, people find there what they answered before.
"""

from dataclasses import replace

from learning.model.names import PersonId, SceneId
from learning.team.session import Commit, Session, Team
from learning.team.sight import list_commits


def find_locked(session: Session, team: Team, person: PersonId, *, scene: SceneId) -> Commit:
    """Give what a member locked in a scene, however often they were in it.

    Answers and marks stand; the choice they proposed is that of the turn their team is in.
    """
    found = Commit()
    for where, commit in list_commits(session, team, person):
        if where == scene:
            found = Commit(
                {**found.replies, **commit.replies},
                found.spotted or commit.spotted,
                found.spotted_sure or commit.spotted_sure,
            )
    now = team.turn.commits.get(person)
    return found if now is None else replace(found, proposal=now.proposal, done=now.done)


def has_locked(commit: Commit) -> bool:
    """Say whether anything is locked: who locked nothing was absent, which is never wrong."""
    return bool(commit.replies) or commit.spotted is not None or commit.proposal is not None
