"""What people in a session may see now: the only form in which a session reaches page or stream.

Built by `team/view.py`, `team/overview.py` and `team/aftermath.py`; holds no key, no private text
of a side that is present, and nobody else's answer before it is to be shared.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from learning.evidence.spotting import NeedTally
from learning.model.case import Source
from learning.model.names import ChoiceId, Grade, Need, PersonId, QuestionId, Role, SceneId, TeamId
from learning.model.solution import PlannedStep
from learning.play.shown import (
    Arrival,
    CaseMap,
    CuePanel,
    Meter,
    ShownChoice,
    ShownQuestion,
    ShownTry,
    Text,
)
from learning.quiz.answer import Answer, Confidence, Mark, Noticed
from learning.team.session import (
    Announcement,
    Appeal,
    Column,
    Phase,
    Stage,
    Way,
)


@dataclass(frozen=True, slots=True)
class Mate:
    """A member as the whole team may see them. `done`: they have done what the phase asks."""

    person: PersonId
    side: Role
    here: bool
    done: bool


@dataclass(frozen=True, slots=True)
class Board:
    """How a team stands: the same for every member, and nothing in it tells of an answer.

    `phases` are those of the scene it is in (or, after the last, of what follows). `waiting`: it
    has decided, and others have not. `missing` are the sides that nobody in the team reads.
    """

    team: TeamId
    stage: Stage
    deserted: bool
    phase: Phase
    phases: tuple[Phase, ...]
    position: str
    turn: int
    scene_title: str
    ends_at: datetime | None
    mates: tuple[Mate, ...]
    announcements: tuple[Announcement, ...]
    waiting: bool
    way: Way
    reporter: PersonId | None
    missing: tuple[Role, ...]


@dataclass(frozen=True, slots=True)
class SceneText:
    """The scene as a member reads it: blocks without questions, and what a missing side would read.

    `blocks` of the member's own side alone have their role set.
    """

    scene: SceneId
    title: str
    blocks: tuple[Text, ...]
    missing: tuple[Text, ...]
    meters: tuple[Meter, ...]
    arrival: Arrival | None
    sources: tuple[Source, ...]
    ending_grade: Grade | None = None
    ending_html: str = ""


@dataclass(frozen=True, slots=True)
class AlonePart:
    """What a member does alone. What is locked is shown as given, and never what was right.

    `cues` is None where there is nothing to notice; `noticed` are the marks once handed in.
    `choices` come when nothing else is left to do; `proposed` is the one that was locked.
    """

    questions: tuple[ShownQuestion, ...]
    reasons: Mapping[QuestionId, str]
    spotting: bool
    noticed: tuple[Noticed, ...] | None
    prompt_html: str
    choices: tuple[ShownChoice, ...]
    proposed: ChoiceId | None
    todo: int
    done: bool


@dataclass(frozen=True, slots=True)
class MateAnswer:
    """What a team-mate answered alone, and why."""

    person: PersonId
    answer: Answer
    confidence: Confidence | None
    reason: str


@dataclass(frozen=True, slots=True)
class MateProposal:
    """The way a team-mate proposed."""

    person: PersonId
    html: str
    confidence: Confidence | None
    reason: str


@dataclass(frozen=True, slots=True)
class MateMarks:
    """What a team-mate noticed in the scene.

    `kept` counts marks on words that the reader cannot read: those are for telling. `confidence`
    is of all of them.
    """

    person: PersonId
    marks: tuple[Noticed, ...]
    kept: int = 0
    confidence: Confidence | None = None


@dataclass(frozen=True, slots=True)
class PrivateText:
    """A passage that only the member's side reads, and whether they ticked it as told.

    `told_by` are all who ticked it, the member among them.
    """

    prose: str
    html: str
    told: bool
    told_by: tuple[PersonId, ...] = ()


@dataclass(frozen=True, slots=True)
class SharePart:
    """Answers side by side. A question of one side alone is listed for its members only."""

    questions: tuple[tuple[ShownQuestion, tuple[MateAnswer, ...]], ...]
    proposals: tuple[MateProposal, ...]
    marks: tuple[MateMarks, ...]
    absent: tuple[PersonId, ...]
    private: tuple[PrivateText, ...]


@dataclass(frozen=True, slots=True)
class Wish:
    """An answer or way that some members want the team to give, in the order of first wanting it.

    `key` is what a form sends to agree with it: the answer as canonical JSON, or the choice's id.
    """

    key: str
    answer: Answer | None
    html: str
    people: tuple[PersonId, ...]


@dataclass(frozen=True, slots=True)
class DecideItem:
    """A question for the team, with what members want, and the tries that were not right.

    `credit` is the share of its points that the next try can earn. `question.told` is set once it
    is decided. `split`: all that are awaited have said what they want, and it differs.
    """

    question: ShownQuestion
    wishes: tuple[Wish, ...]
    tries: tuple[ShownTry, ...]
    credit: float
    decided: bool
    split: bool = False


@dataclass(frozen=True, slots=True)
class DecidePart:
    """What the team decides. `choices` come when the questions that must be are decided.

    `split` is of the way on, as in an item.
    """

    items: tuple[DecideItem, ...]
    prompt_html: str
    choices: tuple[ShownChoice, ...]
    wishes: tuple[Wish, ...]
    choice: ChoiceId | None
    share: SharePart
    split: bool = False


@dataclass(frozen=True, slots=True)
class TeamDecision:
    """What a team decided for a question or the way on. `mark` is None where none is given."""

    team: TeamId
    answer: Answer | None
    html: str
    mark: Mark | None
    tries: int


@dataclass(frozen=True, slots=True)
class RevealPart:
    """All teams' decisions, once they may be seen; before that one's own team's `questions` only.

    `questions` are one's team's with what was right; `own` what the member answered alone and
    noticed, with its marks. `others` are the other teams' answers by question, `ways` the choices
    of all, one's own among them; teams in other scenes are left out of both.
    """

    revealed: bool
    questions: tuple[ShownQuestion, ...]
    others: Mapping[QuestionId, tuple[TeamDecision, ...]]
    ways: tuple[TeamDecision, ...]
    own: tuple[ShownQuestion, ...]
    own_cues: CuePanel | None
    appeals: tuple[Appeal, ...]
    may_appeal: tuple[QuestionId, ...]


@dataclass(frozen=True, slots=True)
class ConsequencePart:
    """Where the decision leads: what is told after it, and what it moves."""

    chosen_html: str
    feedback_html: str
    changes: tuple[Meter, ...]


@dataclass(frozen=True, slots=True)
class CellShown:
    """A field of the plan as it stands, with a rival text where two wrote at once."""

    column: Column
    text: str
    version: int
    by: PersonId | None
    rival: str | None
    rival_by: PersonId | None


@dataclass(frozen=True, slots=True)
class LineShown:
    """A line of the plan."""

    number: int
    cells: tuple[CellShown, ...]
    removed: bool


@dataclass(frozen=True, slots=True)
class PlanPart:
    """The joint plan, edited together. `task_html` is the case's own words for it, if it has any.

    `model` is None until the plan is closed (the debrief shows it beside), and where the case has
    none.
    """

    title: str
    task_html: str
    lines: tuple[LineShown, ...]
    may_write: bool
    model: tuple[PlannedStep, ...] | None
    reasons_html: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Points:
    """Points earned of those possible."""

    earned: float
    possible: float


@dataclass(frozen=True, slots=True)
class Untold:
    """A private passage of one side in a scene, and whether anyone ticked it as told."""

    scene: SceneId
    scene_title: str
    text: Text
    told: bool


@dataclass(frozen=True, slots=True)
class TeamPath:
    """The way a team went: scenes by title with what it chose there (""), and how it ended."""

    team: TeamId
    path: tuple[tuple[str, str], ...]
    grade: Grade | None
    map: CaseMap


@dataclass(frozen=True, slots=True)
class DebriefPart:
    """A team looks back. `own` are the member's points, `team` those of what the team decided.

    `mean_own` is the mean share, from 0 to 1, that members earned alone on the questions that the
    team decided as well, `gain` by how much the team's share of the same was more; both are None
    where there are none. `missed` are the cues that each side left unseen (side, need, words,
    reason), `untold` every private passage on the path. `path` is the titles of the scenes in
    order, each with the choice that was made there. `others` are the ways of the teams that are
    through the case.
    """

    map: CaseMap
    path: tuple[tuple[str, str], ...]
    grade: Grade | None
    ending_html: str
    meters: tuple[Meter, ...]
    own: Points
    mean_own: float | None
    team: Points
    gain: float | None
    missed: tuple[tuple[Role, Need, str, str], ...]
    untold: tuple[Untold, ...]
    spotting: Mapping[Need, NeedTally]
    plan: PlanPart
    sources: tuple[Source, ...]
    others: tuple[TeamPath, ...] = ()


@dataclass(frozen=True, slots=True)
class ReflectionPart:
    """One's own reflection and feedback to team-mates; `received` once the session is over."""

    words: str
    given: Mapping[PersonId, str]
    received: Mapping[PersonId, str]


Part = (
    AlonePart
    | SharePart
    | DecidePart
    | RevealPart
    | ConsequencePart
    | PlanPart
    | DebriefPart
    | ReflectionPart
    | None
)


@dataclass(frozen=True, slots=True)
class MemberView:
    """Everything on a member's page. `part` is that of the phase (None: brief, over).

    `ready`: they want to go on; `may_ready`: the phase waits for that. `debrief` and `reflection`
    stay to be looked at once their phase has been reached, or the session has ended.
    """

    board: Board
    me: PersonId
    side: Role
    case_title: str
    scene: SceneText
    part: Part
    ready: bool
    may_ready: bool
    debrief: DebriefPart | None = None
    reflection: ReflectionPart | None = None
