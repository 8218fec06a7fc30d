"""Things that people might do in a session, fitting and not, drawn by chance from how it stands."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from random import Random

from learning.model.case import Question
from learning.model.key import Module
from learning.quiz.answer import Confidence
from learning.team import events as acts
from learning.team.alone import may_notice
from learning.team.deciding import list_undecided
from learning.team.events import Act
from learning.team.session import Column, Phase, Session, Team
from learning.team.sight import (
    list_own_questions,
    list_own_ways,
    list_private,
    list_team_questions,
    list_ways,
)
from tests.unit.factories import Quizzed
from tests.unit.quiz.forms import make_answer
from tests.unit.team.playing import BLACK, RIGHT

SURE = (None, *Confidence)


def draw_act(rng: Random, module: Module, session: Session, person: str) -> Act:
    """Draw an act of a member: mostly one that their phase takes."""
    seat = session.seats.get(person)
    team = session.teams.get(seat.team) if seat and seat.team else None
    if team is None or not team.turns:
        return acts.Ready("1.brief")
    fitting = _FITTING.get(team.phase, _get_ready)
    draw = fitting if rng.random() < 0.8 else rng.choice([*_FITTING.values(), _meddle])
    return draw(rng, module, session, team, person)


def draw_steering(rng: Random, session: Session) -> Act:
    """Draw an act of a facilitator."""
    number = rng.choice([None, *session.teams, 99])
    team = session.teams.get(number)
    place = team.position if team and team.turns and rng.random() < 0.5 else ""
    return rng.choice(
        [
            acts.Pause(),
            acts.Resume(),
            acts.Extend(timedelta(minutes=rng.choice([-1, 3, 10**7])), number),
            acts.Close(number, place),
            acts.Close(),
            acts.Reveal(),
            acts.GoBack(number or 1, rng.randint(0, 4)),
            acts.Announce(rng.choice(["Five minutes left", " ", "x" * 1001]), number),
            acts.Rule(number or 1, rng.choice(["first", "q"]), rng.random() < 0.6, "I see"),
        ]
    )


def draw_teams(rng: Random, session: Session) -> acts.MakeTeams:
    """Divide people by chance, some of them left out and sometimes one of them twice."""
    people = [each for each in session.seats if rng.random() < 0.9]
    rng.shuffle(people)
    people += people[:1] * (rng.random() < 0.1)
    count = rng.randint(1, 3)
    return acts.MakeTeams(tuple(tuple(people[at::count]) for at in range(count)))


def work(rng: Random, module: Module, session: Session, team: Team) -> Iterator[tuple[Act, str]]:
    """Give what it takes to end the phase that a team is in; some of it may be refused."""
    place = team.position
    wanted = _draw_vote(rng, module, session, team)
    for person in team.members:
        mine = module, session, team
        if team.phase is Phase.DECIDE and wanted:
            yield wanted, person
        elif team.phase is Phase.ALONE:
            if may_notice(*mine, person=person):
                yield acts.Notice(place, BLACK[: rng.randint(0, 1)]), person
            for question in list_own_questions(*mine, person=person):
                yield _reply(rng, module, team, question), person
            ways = list_own_ways(*mine, person=person)
            yield acts.Propose(place, rng.choice(ways).id if ways else "nowhere"), person
        yield acts.Ready(place), person


def _draw_vote(rng: Random, module: Module, session: Session, team: Team) -> Act | None:
    if team.phase is not Phase.DECIDE:
        return None
    for question in list_undecided(module, session, team):
        return acts.Vote(team.position, question.id, _answer(rng, module, team, question))
    ways = list_ways(module, session, team)
    return acts.VoteChoice(team.position, rng.choice(ways).id) if ways else None


def _work_alone(rng: Random, module: Module, session: Session, team: Team, person: str) -> Act:
    place = team.position
    questions = list_own_questions(module, session, team, person=person)
    ways = list_own_ways(module, session, team, person=person)
    options: list[Act] = [acts.Notice(place, BLACK[: rng.randint(0, 1)], rng.choice(SURE))]
    options += [_reply(rng, module, team, each) for each in questions]
    options += [acts.Propose(place, each.id, rng.choice(SURE), "So there") for each in ways]
    return rng.choice([*options, acts.Ready(place, rng.random() < 0.8)])


def _tell(rng: Random, module: Module, session: Session, team: Team, person: str) -> Act:
    private = list_private(module, session, team, person=person)
    told = [acts.Tell(team.position, each.id, rng.random() < 0.7) for each in private]
    return rng.choice([*told, acts.Ready(team.position)])


def _decide(rng: Random, module: Module, session: Session, team: Team, person: str) -> Act:
    place = team.position
    questions = list_team_questions(module, session, team)
    votes = [acts.Vote(place, each.id, _answer(rng, module, team, each)) for each in questions]
    ways = [acts.VoteChoice(place, each.id) for each in list_ways(module, session, team)]
    return rng.choice([*votes, *ways, acts.Ready(place)])


def _appeal(rng: Random, module: Module, session: Session, team: Team, person: str) -> Act:
    question = rng.choice([*team.turn.decided, "first"])
    appeal = acts.MakeAppeal(team.position, question, "It can be read so", "The guidance")
    return rng.choice([appeal, acts.Ready(team.position)])


def _write(rng: Random, module: Module, session: Session, team: Team, person: str) -> Act:
    line, column = rng.randint(0, 2), rng.choice(list(Column))
    return rng.choice(
        [
            acts.Write(line, column, rng.randint(0, 1), rng.choice(["", "Ring", "Write"])),
            acts.RemoveLine(line, rng.random() < 0.7),
            acts.Ready(team.position),
        ]
    )


def _reflect(rng: Random, module: Module, session: Session, team: Team, person: str) -> Act:
    given = acts.GiveFeedback(rng.choice([*team.members, "eve"]), "You listened")
    return rng.choice([acts.Reflect("I rushed"), given, acts.Ready(team.position)])


def _get_ready(rng: Random, module: Module, session: Session, team: Team, person: str) -> Act:
    return acts.Ready(team.position, rng.random() < 0.9)


def _meddle(rng: Random, module: Module, session: Session, team: Team, person: str) -> Act:
    """Do what no page offers."""
    place = rng.choice(["", "9.alone", "1.decide", "1.share", team.position])
    return rng.choice(
        [
            acts.NameReporter(rng.choice([*team.members, "eve"])),
            acts.Vote(place, "nowhere", RIGHT),
            acts.VoteChoice(place, "nowhere"),
            acts.Propose(place, "nowhere"),
            acts.Tell(place, "chart"),
            acts.End(),
            acts.Tick(),
            acts.Pause(),
        ]
    )


def _reply(rng: Random, module: Module, team: Team, question: Question) -> acts.Reply:
    answer = _answer(rng, module, team, question)
    return acts.Reply(team.position, question.id, answer, rng.choice(SURE), "Because")


def _answer(rng: Random, module: Module, team: Team, question: Question) -> object:
    key = module.key.scenes[team.turn.scene].questions[question.id]
    return make_answer(rng, Quizzed(question, key))


Draw = Callable[[Random, Module, Session, Team, str], Act]
_FITTING: dict[Phase, Draw] = {
    Phase.ALONE: _work_alone,
    Phase.SHARE: _tell,
    Phase.DECIDE: _decide,
    Phase.REVEAL: _appeal,
    Phase.APPEAL: _appeal,
    Phase.PLAN: _write,
    Phase.REFLECTION: _reflect,
}
