"""Where a shared case session stands: seats, teams, and what each team has done scene by scene.

Made by `apply` from the events of a session alone, so that replaying them gives the same session.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from learning.model.names import ChoiceId, PersonId, QuestionId, Role, SceneId, TeamId
from learning.play.state import Answered, State
from learning.quiz.answer import Answer, Confidence, CueScore


class Stage(StrEnum):
    """What the whole session is at."""

    LOBBY = "lobby"
    RUNNING = "running"
    PAUSED = "paused"
    ENDED = "ended"


class Phase(StrEnum):
    """What a team is at. The first seven come once for each scene, as far as it has them."""

    BRIEF = "brief"
    ALONE = "alone"
    SHARE = "share"
    DECIDE = "decide"
    REVEAL = "reveal"
    APPEAL = "appeal"
    CONSEQUENCE = "consequence"
    PLAN = "plan"
    DEBRIEF = "debrief"
    REFLECTION = "reflection"
    OVER = "over"


class Way(StrEnum):
    """How a team decides. When the time is up, what most of them want is taken in any case."""

    AGREE = "all agree"
    MAJORITY = "majority"
    REPORTER = "reporter"


class Pace(StrEnum):
    """Whether people meet (minutes, whoever is here is waited for) or not (days, everybody is)."""

    LIVE = "live"
    DAYS = "days"


@dataclass(frozen=True, slots=True)
class Options:
    """How a session is run. `limits` are the times of phases; a phase without one has no end."""

    facilitated: bool = True
    pace: Pace = Pace.LIVE
    way: Way = Way.AGREE
    appeals: bool = True
    limits: Mapping[Phase, timedelta] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Seat:
    """A person's place. `here`: a page of theirs is open. `team` is None until they are in one.

    `former` are the teams they were moved out of after the start, `left`: they gave the seat up.
    `took_part`: they did something in a team after the start.
    """

    person: PersonId
    side: Role
    team: TeamId | None = None
    here: bool = True
    former: tuple[TeamId, ...] = ()
    left: bool = False
    took_part: bool = False


@dataclass(frozen=True, slots=True)
class Given:
    """What a member answered alone: how sure, why in their words, and what it was worth."""

    answered: Answered
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Proposal:
    """The choice that a member proposed alone."""

    choice: ChoiceId
    confidence: Confidence | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Commit:
    """What a member locked in a scene, alone. `done`: nothing they must do there is left."""

    replies: Mapping[QuestionId, Given] = field(default_factory=dict)
    spotted: CueScore | None = None
    spotted_sure: Confidence | None = None
    proposal: Proposal | None = None
    done: bool = False


@dataclass(frozen=True, slots=True)
class Ballot:
    """What a member wants the team to answer (or to choose), since which event of the session."""

    answer: Answer | ChoiceId
    seq: int


# A question's id, or CHOICE for the way on: no question has an id in brackets.
Item = QuestionId
CHOICE = QuestionId("(choice)")


@dataclass(frozen=True, slots=True)
class Appeal:
    """A team's argument for its answer, and what the facilitator said to it.

    `accepted` is None until then.
    """

    question: QuestionId
    by: PersonId
    words: str
    source: str
    accepted: bool | None = None
    reply: str = ""


@dataclass(frozen=True, slots=True)
class Turn:
    """A team in one scene. `phases` are those that it goes through there, in order.

    `sides` were in the team when it came: what it decides together does not change with who joins.
    `told` are the private passages that each member said to have told, by the ids of their prose.
    `choice` is the way on that was decided. `void`: the facilitator led the team back from here.
    """

    scene: SceneId
    phases: tuple[Phase, ...]
    commits: Mapping[PersonId, Commit] = field(default_factory=dict)
    told: Mapping[PersonId, frozenset[str]] = field(default_factory=dict)
    ballots: Mapping[Item, Mapping[PersonId, Ballot]] = field(default_factory=dict)
    decided: frozenset[QuestionId] = frozenset()
    choice: ChoiceId | None = None
    revealed: bool = False
    appeals: tuple[Appeal, ...] = ()
    void: bool = False
    sides: tuple[Role, ...] = ()


@dataclass(frozen=True, slots=True)
class Cell:
    """One field of the joint plan. `texts` are its versions, the last is what stands there.

    `rival` is what somebody else wrote at the same time and could not be merged, with its writer.
    """

    texts: tuple[str, ...] = ("",)
    by: PersonId | None = None
    rival: str | None = None
    rival_by: PersonId | None = None

    @property
    def version(self) -> int:
        """The number of the text that stands there; an empty cell nobody wrote in has 0."""
        return len(self.texts) - 1

    @property
    def text(self) -> str:
        """What stands there."""
        return self.texts[-1]


class Column(StrEnum):
    """The columns of a joint plan."""

    NEED = "need"
    ACTION = "action"
    WHO = "who"
    BY_WHEN = "by_when"
    WHY = "why"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the joint plan; `removed` ones are kept, and can be put back."""

    number: int
    cells: Mapping[Column, Cell] = field(default_factory=dict)
    removed: bool = False


@dataclass(frozen=True, slots=True)
class Team:
    """People who work one case together. `play` is where their decisions have led.

    The last of `turns` is the one they are in. `ready` are the members who want to go on from the
    phase they are in, `ends_at` when its time is up (None: it has no end). `feedback` is by writer
    and reader.
    """

    id: TeamId
    members: tuple[PersonId, ...]
    play: State
    turns: tuple[Turn, ...]
    phase: Phase = Phase.BRIEF
    ready: frozenset[PersonId] = frozenset()
    began_at: datetime | None = None
    ends_at: datetime | None = None
    reporter: PersonId | None = None
    plan: tuple[Line, ...] = ()
    reflections: Mapping[PersonId, str] = field(default_factory=dict)
    feedback: Mapping[tuple[PersonId, PersonId], str] = field(default_factory=dict)

    @property
    def turn(self) -> Turn:
        """The scene that the team is in."""
        return self.turns[-1]

    @property
    def waiting(self) -> bool:
        """Whether it has decided, and its decisions are not shown yet."""
        return self.phase is Phase.REVEAL and not self.turn.revealed

    @property
    def position(self) -> str:
        """The team's place as forms carry it: the number of the turn and the phase.

        Waiting for the others to decide is a place of its own.
        """
        return f"{len(self.turns)}.{'waiting' if self.waiting else self.phase}"


@dataclass(frozen=True, slots=True)
class Announcement:
    """What the facilitator said to a team, or (None) to all."""

    words: str
    team: TeamId | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Session:
    """A whole session after `seq` events. `proposed` are teams made in the lobby, before the start.

    `paused_at` is when it was paused, `deserted` that this was because nobody was left.
    """

    options: Options
    opened_by: PersonId
    facilitator: PersonId | None
    seq: int = 1
    stage: Stage = Stage.LOBBY
    seats: Mapping[PersonId, Seat] = field(default_factory=dict)
    teams: Mapping[TeamId, Team] = field(default_factory=dict)
    announcements: tuple[Announcement, ...] = ()
    facilitator_here: bool = True
    paused_at: datetime | None = None
    deserted: bool = False


class Refusal(StrEnum):
    """Why an event does not count. LATE: the phase it was meant for is over.

    NOT_NOW: it is not its time yet, or there is nothing that it could change.
    """

    LATE = "late"
    NOT_YOURS = "not-yours"
    NOT_NOW = "not-now"
    PAUSED = "paused"
    ENDED = "ended"
    UNKNOWN = "unknown"
    LOCKED = "locked"
    NOT_IN_TEXT = "not-in-text"
    TOO_MANY = "too-many"
    TOO_LONG = "too-long"
    INCOMPLETE = "incomplete"
    NOT_A_NUMBER = "not-a-number"
    NOTHING_CHOSEN = "nothing-chosen"
    FULL = "full"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class Refused:
    """An event that changed nothing. `part` names the field or words it is about, where it does."""

    why: Refusal
    part: str = ""
