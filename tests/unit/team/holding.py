"""What must hold of a session after every event, by rules that the package does not share."""

from collections.abc import Iterator
from datetime import datetime

from learning.model.key import Module
from learning.team import events as acts
from learning.team.events import Act, Event
from learning.team.phases import settle_all
from learning.team.session import Phase, Session, Stage, Team, Turn
from learning.team.touched import is_team_touched
from learning.team.view import view_board

ORDER = tuple(Phase)
LAST = ORDER[ORDER.index(Phase.PLAN) :]


def check(module: Module, before: Session, after: Session, event: Event) -> None:
    """Assert what is true of every session, and of one that went on by an event."""
    assert after.seq == before.seq + 1
    check_people(after)
    for team in after.teams.values():
        if team.turns:
            check_votes(team)
            check_marks(team)
            check_phases(team)
    check_settled(module, after, event.at)
    check_order(before, after)
    check_decided(before, after, event.act)
    check_revealed(before, after)
    check_untouched(before, after)
    check_boards(module, before, after)
    if isinstance(event.act, acts.Tick):
        assert all(team.ends_at is None or team.ends_at > event.at for team in after.teams.values())


def check_people(session: Session) -> None:
    """Everybody is in one team at most, and their seat says which."""
    members = [(each, team.id) for team in session.teams.values() for each in team.members]
    seated = [(seat.person, seat.team) for seat in session.seats.values() if seat.team is not None]
    assert sorted(members) == sorted(seated)
    assert all(len(team.members) <= 8 for team in session.teams.values())
    assert session.facilitator not in session.seats
    if session.stage in (Stage.RUNNING, Stage.PAUSED):
        assert all(seat.team is not None for seat in session.seats.values())


def check_votes(team: Team) -> None:
    """Nobody votes, is ready or reports in a team that they are not in."""
    voters = {each for cast in team.turn.ballots.values() for each in cast}
    assert voters <= set(team.members)
    assert team.ready <= set(team.members)
    assert team.reporter is None or team.reporter in team.members


def check_marks(team: Team) -> None:
    given = [*team.play.answers.values(), *(one for two in team.play.tried.values() for one in two)]
    commits = [commit for turn in team.turns for commit in turn.commits.values()]
    marks = [each.mark for each in given]
    marks += [each.answered.mark for commit in commits for each in commit.replies.values()]
    marks += [commit.spotted.mark for commit in commits if commit.spotted]
    assert all(0 <= mark.earned <= mark.possible for mark in marks)
    assert all(len(tries) <= 3 for tries in team.play.tried.values())


def check_phases(team: Team) -> None:
    """A team is in a phase that its scene has, in order; what waits or is over has no end."""
    phases = team.turn.phases
    assert list(phases) == sorted(set(phases), key=ORDER.index)
    assert phases[0] is Phase.BRIEF
    assert team.phase in phases or team.phase in LAST
    assert (team.phase in LAST) == team.play.finished
    assert team.turn.scene == team.play.scene
    if team.waiting or team.phase is Phase.OVER or not team.members:
        assert team.ends_at is None


def check_settled(module: Module, session: Session, at: datetime) -> None:
    """Nothing is left that should have happened by now, to a phase or to a reveal."""
    assert settle_all(module, session, session.teams, at=at) == session


def check_order(before: Session, after: Session) -> None:
    for old, new in _pairs(before, after):
        if len(old.turns) == len(new.turns):
            assert ORDER.index(new.phase) >= ORDER.index(old.phase)
        else:
            assert len(new.turns) > len(old.turns)
        if old.position != new.position:
            assert not new.ready


def check_decided(before: Session, after: Session, act: Act) -> None:
    """What was decided or locked stays; an appeal accepted gives one answer its points."""
    for old, new in _pairs(before, after):
        for then, now in _turns(old, new):
            assert then.decided <= now.decided
            assert then.choice in (None, now.choice)
            for question in then.decided - _find_granted(act, old):
                assert new.play.answers[question] == old.play.answers[question]
            for person, commit in then.commits.items():
                locked = now.commits[person]
                assert commit.replies.items() <= locked.replies.items()
                assert commit.spotted in (None, locked.spotted)
                assert commit.proposal in (None, locked.proposal)


def check_revealed(before: Session, after: Session) -> None:
    """Votes stand once shown; and all who wait in one depth are shown at once."""
    shown, waiting = set(), set()
    for old, new in _pairs(before, after):
        for then, now in _turns(old, new):
            assert then.revealed <= now.revealed
            if then.revealed and old.members == new.members:
                assert now.ballots == then.ballots
        depth = sum(not turn.void for turn in new.turns)
        waiting |= {depth} if new.waiting else set()
        shown |= {depth} if new.turns and _is_shown_now(old, new) else set()
    assert not shown & waiting


def check_untouched(before: Session, after: Session) -> None:
    """What is equal is the same object: pages tell by that whether they must be drawn again."""
    for number, team in after.teams.items():
        assert before.teams.get(number) != team or before.teams[number] is team
    for person, seat in after.seats.items():
        assert before.seats.get(person) != seat or before.seats[person] is seat


def check_boards(module: Module, before: Session, after: Session) -> None:
    """The board of a team that nothing touched is as it was: it is not drawn again."""
    for old, new in _pairs(before, after):
        if not is_team_touched(before, after, new.id):
            assert view_board(module, before, old) == view_board(module, after, new)


def _is_shown_now(old: Team, new: Team) -> bool:
    same = len(old.turns) == len(new.turns)
    return same and new.turn.revealed and not old.turn.revealed


def _find_granted(act: Act, team: Team) -> set[str]:
    granted = isinstance(act, acts.Rule) and act.accepted and act.team == team.id
    return {act.question} if granted else set()


def _pairs(before: Session, after: Session) -> Iterator[tuple[Team, Team]]:
    for number, old in before.teams.items():
        if old.turns:
            yield old, after.teams[number]


def _turns(old: Team, new: Team) -> Iterator[tuple[Turn, Turn]]:
    yield from zip(old.turns, new.turns, strict=False)
