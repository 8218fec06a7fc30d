"""What a learner may see now: the only form in which content reaches a page or a stream.

Built by `play/view.py` and `play/debrief.py`; holds no condition, key or unchosen consequence.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from learning.evidence.spotting import NeedTally
from learning.model.case import Counter, Question, Source
from learning.model.form import Form
from learning.model.names import (
    ChoiceId,
    CueId,
    Feedback,
    Grade,
    Kind,
    Need,
    OptionId,
    QuestionId,
    Role,
    SceneId,
)
from learning.quiz.answer import Answer, Confidence, CueScore, Mark, Result, RubricMarks, Spot
from learning.quiz.verdict import Verdict


@dataclass(frozen=True, slots=True)
class Text:
    """Prose. `role` is set when only that side sees it."""

    html: str
    role: Role | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """What is told of a stored answer once the learner may know: verdicts and reasons."""

    mark: Mark
    verdict: Verdict
    feedback: Mapping[OptionId, str]
    reasons_html: tuple[str, ...]
    sources_html: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ShownTry:
    """A try that was not right, and what was told of it: whether some of it was, never what.

    `feedback` is that of the wrong options it ticked, and of no others.
    """

    answer: Answer
    mark: Mark
    feedback: Mapping[OptionId, str]
    confidence: Confidence | None = None


@dataclass(frozen=True, slots=True)
class PeerMarks:
    """Marks by the rubric as it was then, each of `most`, with words; nobody's name.

    `rubric` says whether they are the author's own, somebody's of the other side, or a tutor's.
    """

    rubric: RubricMarks
    most: tuple[int, ...]
    words: str


@dataclass(frozen=True, slots=True)
class PeerStand:
    """What has come of a text that `side` is to mark. Its author may mark it from `own_from` on.

    `may_rate`: that day has come, and nobody has marked it.
    """

    text_id: str
    side: Role
    own_from: date
    marks: tuple[PeerMarks, ...] = ()
    may_rate: bool = False


@dataclass(frozen=True, slots=True)
class ShownQuestion:
    """A question as asked, in this attempt's order, and what has come of it so far.

    `told` is None until it is answered, and after that while the quiz holds its feedback back.
    `hints_html` are those taken, `next_hint` the cost in percent of the one that can be taken now
    (None: there is no further one). `may_rate`: the learner is to mark the answer by the rubric.
    `tries` are those before the answer that were not right, `tries_left` how often it can still be
    answered (0: not any more). `may_replace`: the answer is in, and another may be given for it.
    `peers` is set once a text was offered to the other side, `tutor` once a tutor marked it.
    """

    question: Question
    form: Form
    role: Role | None = None
    answer: Answer | None = None
    confidence: Confidence | None = None
    told: Told | None = None
    rubric: RubricMarks | None = None
    may_rate: bool = False
    hints_html: tuple[str, ...] = ()
    next_hint: int | None = None
    tries: tuple[ShownTry, ...] = ()
    tries_left: int = 0
    may_replace: bool = False
    peers: PeerStand | None = None
    tutor: PeerMarks | None = None


ShownBlock = Text | ShownQuestion


@dataclass(frozen=True, slots=True)
class ShownCue:
    """A cue or lure after marking: its words, need (None: a lure), reason, and the verdict.

    `spot` is None where nobody marked it; `named` is the need that was named for it.
    """

    id: CueId
    text: str
    need: Need | None
    reason: str
    spot: Spot | None
    named: Need | None = None


@dataclass(frozen=True, slots=True)
class CuePanel:
    """The spotting step of a scene. `score` is None until it is done."""

    score: CueScore | None
    cues: tuple[ShownCue, ...] = ()


@dataclass(frozen=True, slots=True)
class ShownChoice:
    """A choice to take, or a greyed one with its reason."""

    id: ChoiceId
    html: str
    closed_reason: str | None = None


@dataclass(frozen=True, slots=True)
class Meter:
    """A counter now; `change` is what the last step moved it by."""

    counter: Counter
    value: int
    change: int = 0


@dataclass(frozen=True, slots=True)
class Arrival:
    """What happened on the way here: the choice taken and what was told after it."""

    chosen_html: str
    feedback_html: str


@dataclass(frozen=True, slots=True)
class AskedLine:
    """A question of a quiz in a list of them all: on which page it is, and whether answered."""

    question: QuestionId
    title: str
    page: int
    here: bool
    answered: bool


@dataclass(frozen=True, slots=True)
class SceneView:
    """Everything on the page of a scene for one learner at one moment.

    `todo` counts the steps (spotting, questions) that must be done before the choices open.
    `least` and `most` are the fewest and most steps left to an ending, None where unknown.
    `sources` are those that something on the page mentions. `came_by` names the scenes that were
    walked over, on the first page of an attempt that began in the middle. `feedback` says when
    what was right is told, `ask_confidence` that each answer comes with how sure the learner is.
    `tries` is how often a question may be answered while it is not right, `try_cost` the share of
    its points that each try costs which was not. `number` is that of the page where pages follow
    one another, else it counts the scenes played. `share` is how much is done, from 0 to 1: it
    never falls from one move to the next, and is 1 when all is handed in. `asked` are all questions
    of a quiz, on its last page.
    """

    case_title: str
    scene: SceneId
    title: str
    number: int
    blocks: tuple[ShownBlock, ...]
    cues: CuePanel | None
    prompt_html: str
    choices: tuple[ShownChoice, ...]
    todo: int
    meters: tuple[Meter, ...]
    arrival: Arrival | None
    ending_grade: Grade | None
    ending_html: str
    may_continue: bool
    may_finish: bool
    least: int | None = None
    most: int | None = None
    sources: tuple[Source, ...] = ()
    came_by: tuple[str, ...] = ()
    kind: Kind = Kind.CASE
    feedback: Feedback = Feedback.IMMEDIATE
    ask_confidence: bool = False
    tries: int = 1
    try_cost: Fraction = Fraction(0)
    may_go_back: bool = False
    share: float = 0.0
    asked: tuple[AskedLine, ...] = ()


@dataclass(frozen=True, slots=True)
class MapStop:
    """A scene on the map. `column` and `row` are grid places; `order` is when first entered.

    Orders count from 1; None is a scene that was never entered. `begun` is where an attempt began
    that began in the middle of the case.
    """

    scene: SceneId
    title: str
    column: int
    row: int
    order: int | None
    grade: Grade | None = None
    begun: bool = False


@dataclass(frozen=True, slots=True)
class MapLine:
    """A way from one scene to another; `taken` if the learner went it."""

    source: SceneId
    target: SceneId
    taken: bool


@dataclass(frozen=True, slots=True)
class CaseMap:
    """The whole case as stops and lines on a grid of `columns` by `rows`."""

    stops: tuple[MapStop, ...]
    lines: tuple[MapLine, ...]
    columns: int
    rows: int


@dataclass(frozen=True, slots=True)
class ChainLink:
    """One choice of the path, what it moved, and what was told after it."""

    scene: SceneId
    scene_title: str
    chosen_html: str
    feedback_html: str
    changes: tuple[tuple[Counter, int, int], ...]
    others_html: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SceneReview:
    """A scene gone through, with its questions answered and its cues, each with reasons."""

    scene: SceneId
    title: str
    questions: tuple[ShownQuestion, ...]
    cues: tuple[ShownCue, ...]
    false_alarms: tuple[tuple[str, Need], ...]


@dataclass(frozen=True, slots=True)
class Score:
    """Points. `reachable` is the best on the path taken, `best` the best in the whole case.

    `best_exact` is False where the search hit its cap and `best` is an upper bound.
    """

    earned: float
    reachable: float
    best: float
    best_exact: bool


@dataclass(frozen=True, slots=True)
class MissedQuestion:
    """A marked question on the path that did not bring all its points; `result` None: left out."""

    title: str
    result: Result | None
    points: float


@dataclass(frozen=True, slots=True)
class LeftScene:
    """A scene of the path with `points` left in it: cues missed, and questions not right.

    `cues_lost` counts points, those that false alarms took away among them.
    """

    scene: SceneId
    title: str
    cues: int
    cues_lost: float
    questions: tuple[MissedQuestion, ...]
    points: float


@dataclass(frozen=True, slots=True)
class Hop:
    """One step of a way: in this scene a choice to take, or else what to do, in words."""

    title: str
    words: str
    is_choice: bool


@dataclass(frozen=True, slots=True)
class UnseenScene:
    """A scene that was never reached: what it holds at `most`, and on the best path.

    `way` leads there, from where it parts from the path that was taken.
    """

    scene: SceneId
    title: str
    cues: int
    questions: int
    most: float
    on_best: float
    way: tuple[Hop, ...]


@dataclass(frozen=True, slots=True)
class Missed:
    """What an attempt could have found: on its own path, and elsewhere."""

    on_path: tuple[LeftScene, ...]
    elsewhere: tuple[UnseenScene, ...]


@dataclass(frozen=True, slots=True)
class Debrief:
    """The page after the ending. `came_by` is as in `SceneView`, whenever it began so.

    `pass_mark` is the percent that passes a quiz (None: any), `left` the points of each marked
    question that was left out.
    """

    case_title: str
    grade: Grade | None
    ending_html: str
    score: Score
    map: CaseMap
    chain: tuple[ChainLink, ...]
    reviews: tuple[SceneReview, ...]
    spotting: Mapping[Need, NeedTally]
    never_seen: tuple[tuple[SceneId, str], ...]
    other_side: tuple[tuple[SceneId, str, tuple[Text, ...]], ...]
    counters: tuple[Meter, ...]
    over_time: tuple[tuple[Counter, tuple[int, ...]], ...]
    sources: tuple[Source, ...]
    came_by: tuple[str, ...] = ()
    kind: Kind = Kind.CASE
    feedback: Feedback = Feedback.IMMEDIATE
    pass_mark: int | None = None
    left: tuple[int, ...] = ()
    missed: Missed = Missed((), ())


@dataclass(frozen=True, slots=True)
class Totals:
    """What progress keeps of an attempt: derived from its state, stored beside it.

    `score` says of what the points are. `whole` is False where play began in the middle of a case:
    such an attempt cannot be held against the best path.
    """

    score: Score
    whole: bool
    answered: tuple[QuestionId, ...]
    spotting: Mapping[Need, NeedTally]
    scenes_seen: int
    scenes_in_case: int
    grade: Grade | None
    finished: bool
