"""Members who do in a session what their own pages offer them, and nothing else."""

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from random import Random

from learning.model.form import (
    FreeText,
    Gap,
    Gaps,
    Judgement,
    Matching,
    Number,
    Ordering,
    Scale,
    Ticks,
)
from learning.model.key import Module
from learning.model.names import HEALTH, LAW, PersonId, Role
from learning.play.shown import ShownQuestion
from learning.quiz.answer import (
    Answer,
    Chosen,
    Filled,
    Judged,
    Matched,
    Measured,
    Ordered,
    Written,
)
from learning.team import events as acts
from learning.team.apply import apply
from learning.team.events import Act, Event
from learning.team.session import Options, Phase, Refused, Session, Stage
from learning.team.shown import (
    AlonePart,
    DecideItem,
    DecidePart,
    MemberView,
    PlanPart,
    ReflectionPart,
    RevealPart,
    SharePart,
)
from learning.team.view import view_member

# What to take of several things: a test's own choice.
Pick = Callable[[Sequence[object]], object]
COLE = PersonId("cole")
NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


def take_first(things: Sequence[object]) -> object:
    return things[0]


class Room:
    """A session under way, with what has happened in it."""

    def __init__(self, module: Module, options: Options | None = None) -> None:
        self.module = module
        self.at = NOON
        self.session: Session | None = None
        self.do(acts.Open(options or Options()), COLE)

    def do(self, act: Act, by: PersonId | str | None = None) -> Refused | None:
        """Let an act happen, a second after the one before; gives a refusal, if it is refused."""
        self.at += timedelta(seconds=1)
        event = Event(act, None if by is None else PersonId(by), self.at)
        after = apply(self.module, self.session, event)
        if isinstance(after, Refused):
            return after
        self.session = after
        return None

    def seat(self, *teams: str) -> "Room":
        """Seat people and start: teams are words like `ha hb la`, side's letter and name."""
        people = [[PersonId(each) for each in team.split()] for team in teams]
        for person in (each for team in people for each in team):
            self.do(acts.Join(find_side(person)), person)
        self.do(acts.MakeTeams(tuple(map(tuple, people))), COLE)
        assert self.do(acts.Start(), COLE) is None
        return self

    def view(self, person: PersonId | str) -> MemberView:
        return view_member(self.module, self.session, PersonId(person))

    def phases(self) -> list[str]:
        return [team.position for team in self.session.teams.values()]

    def step(self, person: PersonId | str, pick: Pick = take_first) -> bool:
        """Let a member do the next thing that their page offers, if it offers anything."""
        act = next(offer(self.view(person), pick), None)
        refused = None if act is None else self.do(act, person)
        assert refused is None, (person, act, refused)
        return act is not None

    def go(self, pick: Pick = take_first) -> None:
        """Let somebody do something; where nobody can, the facilitator shows the decisions."""
        waiting = list(self.session.seats)
        while waiting:
            person = pick(waiting)
            waiting.remove(person)
            if self.step(person, pick):
                return
        assert self.do(acts.Reveal(), COLE) is None

    def run(self, pick: Pick = take_first, *, until: Phase | None = None, most: int = 600) -> None:
        """Let members do what their pages offer, one by one, until a team is at a phase."""
        for _ in range(most):
            teams = self.session.teams.values()
            if self.session.stage is not Stage.RUNNING or any(t.phase is until for t in teams):
                return
            self.go(pick)
        raise AssertionError(f"still at {self.phases()} after {most} acts")


def find_side(person: str) -> Role:
    return HEALTH if person.startswith("h") else LAW


def offer(view: MemberView, pick: Pick) -> Iterator[Act]:
    """Give what a member's page asks of them next."""
    position = view.board.position
    match view.part:
        case AlonePart() as part:
            yield from _offer_alone(part, position, pick)
        case SharePart() as part:
            yield from (
                acts.Tell(position, each.prose) for each in part.private[:1] if not each.told
            )
        case DecidePart() as part:
            yield from _offer_votes(part, view.me, position, pick)
        case RevealPart(may_appeal=[question, *_]):
            yield acts.MakeAppeal(position, question, "We read it so.", "The Act")
        case PlanPart(lines=lines, may_write=True):
            if len(lines) < 2:
                yield acts.Write(0, acts.Column.ACTION, 0, f"Plan of {view.me}")
        case ReflectionPart(given=given, words=words):
            mates = [
                each.person for each in view.board.mates if each.person not in (view.me, *given)
            ]
            if not words:
                yield acts.Reflect(f"reflection of {view.me}")
            yield from (acts.GiveFeedback(to, f"feedback {view.me} {to}") for to in mates)
    if view.may_ready and not view.ready:
        yield acts.Ready(position)


def _offer_alone(part: AlonePart, position: str, pick: Pick) -> Iterator[Act]:
    if part.spotting and part.noticed is None:
        yield acts.Notice(position, ())
    for question in part.questions:
        if question.answer is None:
            yield acts.Reply(position, question.question.id, make_answer(question, pick))
    if part.choices and part.proposed is None:
        ways = [each for each in part.choices if each.closed_reason is None]
        yield acts.Propose(position, pick(ways).id)


def _offer_votes(part: DecidePart, me: PersonId, position: str, pick: Pick) -> Iterator[Act]:
    for item in part.items:
        if item.decided or any(me in wish.people for wish in item.wishes):
            continue
        answer = item.wishes[0].answer if item.wishes else make_untried(item, pick)
        yield acts.Vote(position, item.question.question.id, answer)
    if part.choices and not any(me in wish.people for wish in part.wishes):
        ways = [each.id for each in part.choices if each.closed_reason is None]
        yield acts.VoteChoice(position, part.wishes[0].key if part.wishes else pick(ways))


def make_untried(item: DecideItem, pick: Pick) -> Answer:
    """Give an answer that the team has not tried: chosen, or the first that is left."""
    tried = {each.answer for each in item.tries}
    answers = [make_answer(item.question, pick)]
    answers += [make_answer(item.question, Random(at).choice) for at in range(50)]
    return next(each for each in answers if each not in tried)


def make_answer(shown: ShownQuestion, pick: Pick) -> Answer:
    match shown.form:
        case Ticks(options, _, choose):
            first = options.index(pick(options))
            count = choose or 1
            return Chosen(frozenset(each.id for each in (options * 2)[first : first + count]))
        case Scale(options):
            return Chosen(frozenset({pick(options).id}))
        case Matching(prompts, options):
            return Matched(tuple(sorted((each.id, pick(options).id) for each in prompts)))
        case Ordering(items):
            first = items.index(pick(items))
            return Ordered(tuple(each.id for each in items[first:] + items[:first]))
        case Gaps(_, gaps):
            return Filled(tuple((gap.id, _fill(gap, pick)) for gap in gaps))
        case Number():
            return Measured(pick(("1", "14", "2", "3")))
        case FreeText():
            return Written(pick(("words", "more words", "other words", "no words")))
        case Judgement(situations):
            return Judged(tuple(sorted((each.id, pick((-1, 0, 1))) for each in situations)))
        case form:
            raise TypeError(form)


def _fill(gap: Gap, pick: Pick) -> str:
    return pick(gap.menu).id if gap.menu else pick(("x", "y", "z", "w"))
