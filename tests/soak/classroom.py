"""A class in one session: everybody joins, listens and plays, and what came of it is checked."""

import asyncio
import random
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from learning.model.names import PersonId
from learning.operations.sessions import act, visit
from learning.operations.site import Site
from learning.team.events import MakeTeams
from learning.team.seats import propose_teams
from learning.team.session import Options
from tests.soak.crowd import Visitor, add_facilitator, add_people, list_stored, open_for
from tests.soak.history import Sent, Stored, list_delays, list_faults, percentile
from tests.soak.member import Member
from tests.soak.wire import read_forms

Disturb = Callable[[], Awaitable[None]]
LASTS = 900.0
SETTLES = 30.0


@dataclass(frozen=True)
class Plan:
    """How a class is made up, and how slowly people answer.

    Every `cut` seconds (0: never) a share of all streams is cut.
    """

    people: int
    in_team: int = 5
    hold: float = 5.0
    cut: float = 0.0
    cut_share: float = 0.2
    join_within: float = 10.0
    seed: int = 7


@dataclass(frozen=True)
class Outcome:
    """What a class came to: its faults, and its times in seconds."""

    faults: list[str]
    log: Sequence[Stored]
    waits: list[float]
    spreads: list[float]
    delays: list[float]
    seconds: float

    def say(self) -> str:
        """Say it in a line."""
        return (
            f"{len(self.log)} events in {self.seconds:.0f} s; answered p50 "
            f"{percentile(self.waits, 50) * 1000:.0f} p95 {percentile(self.waits, 95) * 1000:.0f} "
            f"max {max(self.waits) * 1000:.0f} ms; a team sees a new phase within "
            f"{max(self.spreads, default=0) * 1000:.0f} ms of its first member; an act told to "
            f"its team p95 {percentile(self.delays, 95) * 1000:.0f} "
            f"max {max(self.delays) * 1000:.0f} ms; "
            f"{len(self.faults)} faults"
        )


async def hold_class(
    site: Site, ports: list[int], plan: Plan, disturb: Disturb | None = None
) -> Outcome:
    """Hold a session from the lobby to its end, and check it. `disturb` happens beside it."""
    facilitator, people = add_facilitator(site), add_people(site, plan.people)
    session_id, code = open_for(site, facilitator, Options(appeals=False))
    dice = random.Random(plan.seed)

    def seat(visitor: Visitor) -> Member:
        own = random.Random(dice.random())
        return Member(visitor, ports, session_id, code, own, hold=plan.hold)

    leader, members = seat(facilitator), [seat(each) for each in people]
    streams = [asyncio.create_task(leader.listen())]

    async def come(member: Member, wait: float) -> None:
        await asyncio.sleep(wait)
        await member.join()
        streams.append(asyncio.create_task(member.listen()))

    await asyncio.gather(*(come(each, dice.uniform(0, plan.join_within)) for each in members))
    divide(site, facilitator, session_id, plan)
    beside = asyncio.create_task(disturb()) if disturb else None
    cutting = asyncio.create_task(_cut_streams(plan, members, dice)) if plan.cut else None
    began = time.monotonic()
    await _start(leader)
    await asyncio.wait_for(asyncio.gather(*(each.play() for each in members)), LASTS)
    seconds = time.monotonic() - began
    if beside:
        await beside
    if cutting:
        cutting.cancel()
    await asyncio.wait_for(asyncio.gather(*streams), SETTLES)
    for each in (leader, *members):
        each.browser.close()
    return _look_back(site, session_id, [leader, *members], seconds)


def divide(site: Site, facilitator: Visitor, session_id: str, plan: Plan) -> None:
    """Make teams of the size that is wanted, both sides in each."""
    session = visit(site, facilitator.viewer, session_id).opened.session
    teams = propose_teams(session.seats, plan.in_team)
    made = act(site, facilitator.viewer, session_id, act=MakeTeams(teams), request_id="teams")
    assert made.refused is None, made.refused


async def _cut_streams(plan: Plan, members: Sequence[Member], dice: random.Random) -> None:
    while True:
        await asyncio.sleep(plan.cut)
        for each in dice.sample(members, round(len(members) * plan.cut_share)):
            each.cut_off()


async def _start(leader: Member) -> None:
    page = await leader.browser.get(f"{leader.url}/console")
    forms = read_forms(page.body)
    form = next(each for each in forms if each.action.endswith("/start"))
    assert await leader.send(form) == 303


def _look_back(site: Site, session_id: str, members: Sequence[Member], seconds: float) -> Outcome:
    log = list_stored(site, session_id)
    diaries = [each.diary for each in members]
    waits = [wait for each in members for wait in each.waits]
    by_person = {PersonId(each.visitor.viewer.person_id): each for each in members}
    teams = [
        [by_person[person] for person in team]
        for team in visit_teams(site, members[0].visitor, session_id)
    ]
    spreads = [spread for team in teams for spread in _list_spreads(team)]
    delays = [delay for team in teams for delay in list_delays([each.diary for each in team], log)]
    diaries[0].sent += [Sent(name, 0.0, None) for name in ("opening", "teams")]
    return Outcome(list_faults(diaries, log), log, waits, spreads, delays, seconds)


def visit_teams(
    site: Site, facilitator: Visitor, session_id: str
) -> Sequence[tuple[PersonId, ...]]:
    """Give the members of each team."""
    session = visit(site, facilitator.viewer, session_id).opened.session
    return [team.members for team in session.teams.values()]


def _list_spreads(team: Sequence[Member]) -> list[float]:
    """Give, for each position of a team, how long after the first its last member was told."""
    positions = set(team[0].seen) - {"lobby"}
    times = [[each.seen[at] for each in team if at in each.seen] for at in positions]
    return [max(each) - min(each) for each in times]
