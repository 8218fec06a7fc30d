"""What can happen in a session: one frozen class for each, with who caused it and when.

Serialised by `team/record.py`. What a member does carries the `position` (turn and phase) of the
page it was done on, so that what comes late is known to be late.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from learning.model.names import ChoiceId, PersonId, QuestionId, Role, TeamId
from learning.quiz.answer import Answer, Confidence, Noticed
from learning.team.session import Column, Options


@dataclass(frozen=True, slots=True)
class Open:
    """Open a session; it is the first event, and no other may be."""

    options: Options


@dataclass(frozen=True, slots=True)
class Join:
    """Take a seat on a side, or come back to it; in the lobby the side can be changed by it.

    Who joins a session under way is put into a team at once, where one needs the side most.
    """

    side: Role


@dataclass(frozen=True, slots=True)
class Leave:
    """Give up one's seat in the lobby; later on it is kept, and counts as not here."""


@dataclass(frozen=True, slots=True)
class Drop:
    """The server saw no page of a person open for a while."""

    person: PersonId


@dataclass(frozen=True, slots=True)
class Return:
    """A page of a person who was not here is open again."""

    person: PersonId


@dataclass(frozen=True, slots=True)
class MakeTeams:
    """Divide the people in the lobby into these teams."""

    teams: tuple[tuple[PersonId, ...], ...]


@dataclass(frozen=True, slots=True)
class MovePerson:
    """Put a person into a team; a number that no team has makes a new one, in the lobby only."""

    person: PersonId
    team: TeamId


@dataclass(frozen=True, slots=True)
class Start:
    """Begin to play; people without a team are put into teams first."""


@dataclass(frozen=True, slots=True)
class Pause:
    """Stop the clock, and take nothing in until it is resumed."""


@dataclass(frozen=True, slots=True)
class Resume:
    """Let the clock run on; phases end as much later as the pause was long."""


@dataclass(frozen=True, slots=True)
class Extend:
    """Give a team, or (None) all, more time for the phase they are in."""

    by: timedelta
    team: TeamId | None = None


@dataclass(frozen=True, slots=True)
class Close:
    """End the phase that a team, or (None) each team, is in, as if its time were up.

    `position` is that of the team where one is named, so that two clicks close one phase.
    """

    team: TeamId | None = None
    position: str = ""


@dataclass(frozen=True, slots=True)
class Reveal:
    """Show all decisions of this turn now; teams still deciding have decided."""


@dataclass(frozen=True, slots=True)
class GoBack:
    """Lead a team back to turn `turn` (from 1): its scene stands again, answers stay given."""

    team: TeamId
    turn: int


@dataclass(frozen=True, slots=True)
class Announce:
    """Say something to a team, or (None) to all."""

    words: str
    team: TeamId | None = None


@dataclass(frozen=True, slots=True)
class TakeOver:
    """Another educator becomes the facilitator."""


@dataclass(frozen=True, slots=True)
class End:
    """End the session; what was not done stays undone."""


@dataclass(frozen=True, slots=True)
class Tick:
    """The clock: phases whose time is up by now are over."""


@dataclass(frozen=True, slots=True)
class Ready:
    """Want to go on from this phase (or, `ready` False, not yet)."""

    position: str
    ready: bool = True


@dataclass(frozen=True, slots=True)
class Notice:
    """Alone: lock what one noticed in the scene."""

    position: str
    marks: tuple[Noticed, ...]
    confidence: Confidence | None = None


@dataclass(frozen=True, slots=True)
class Reply:
    """Alone: lock one's answer to a question."""

    position: str
    question: QuestionId
    answer: Answer
    confidence: Confidence | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Propose:
    """Alone: lock the choice one proposes."""

    position: str
    choice: ChoiceId
    confidence: Confidence | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Tell:
    """Tick (or untick) a private passage of one's side as told to the others."""

    position: str
    prose: str
    told: bool = True


@dataclass(frozen=True, slots=True)
class Vote:
    """Say what the team should answer to a question."""

    position: str
    question: QuestionId
    answer: Answer


@dataclass(frozen=True, slots=True)
class VoteChoice:
    """Say which way the team should go."""

    position: str
    choice: ChoiceId


@dataclass(frozen=True, slots=True)
class NameReporter:
    """Name the member whose vote decides, where the team decides so."""

    person: PersonId


@dataclass(frozen=True, slots=True)
class MakeAppeal:
    """Argue for the team's answer to a question, with a source."""

    position: str
    question: QuestionId
    words: str
    source: str


@dataclass(frozen=True, slots=True)
class Rule:
    """Say to an appeal whether the answer is accepted after all, and why."""

    team: TeamId
    question: QuestionId
    accepted: bool
    words: str


@dataclass(frozen=True, slots=True)
class Write:
    """Write a field of the joint plan, starting from its version `base`.

    `line` 0 begins a new line. A cell that has moved on since `base` is merged.
    """

    line: int
    column: Column
    base: int
    text: str


@dataclass(frozen=True, slots=True)
class RemoveLine:
    """Take a line out of the joint plan, or (`removed` False) put it back."""

    line: int
    removed: bool = True


@dataclass(frozen=True, slots=True)
class Reflect:
    """Write one's own reflection; writing again replaces it."""

    words: str


@dataclass(frozen=True, slots=True)
class GiveFeedback:
    """Write to a team-mate what helped and what could; writing again replaces it."""

    to: PersonId
    words: str


Act = (
    Open | Join | Leave | Drop | Return | MakeTeams | MovePerson | Start | Pause | Resume | Extend
    | Close | Reveal | GoBack | Announce | TakeOver | End | Tick | Ready | Notice | Reply | Propose
    | Tell | Vote | VoteChoice | NameReporter | MakeAppeal | Rule | Write | RemoveLine | Reflect
    | GiveFeedback
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Event:
    """An act, by whom (None: the server itself) and when."""

    act: Act
    by: PersonId | None
    at: datetime
