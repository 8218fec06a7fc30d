"""How long a page takes: the time to read it, and to do what it asks.

Knows one module for one side, its words and its steps; not paths.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from learning.model.case import Asked, Prose, Question
from learning.model.form import list_form_html
from learning.model.key import Module, QuestionKey
from learning.model.names import ChoiceId, Role, SceneId
from learning.play.compiled import Counts, Layout, Test, always, compile_all
from learning.play.distance import is_for
from learning.play.page_text import count_words
from learning.play.plan import Plan
from learning.play.sifted import list_blocks

# Adults read plain non-fiction silently at about 238 words a minute (Brysbaert, 2019). To study
# from a screen takes a little longer.
WORDS_A_MINUTE = 200
# Thinking time on top of the reading, each time for a first visit only.
QUESTION_MINUTES = 1.0
SPOTTING_MINUTES = 3.0
CHOICE_MINUTES = 0.5
DEBRIEF_MINUTES = 5.0


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a page: minutes to read it, minutes to do it the first time, when it is there."""

    reading: float
    doing: float
    is_there: Test


@dataclass(frozen=True, slots=True)
class Pace:
    """The parts of every scene's page, by the scene's number; minutes for what a choice tells.

    `around` are the minutes before and after: for the cover, and for the debrief.
    """

    pages: tuple[tuple[Piece, ...], ...]
    told: Mapping[tuple[SceneId, ChoiceId], float]
    around: float = 0.0

    def measure(self, scene: int, flags: int, counts: Counts, *, first: bool) -> float:
        """Give the minutes that a page takes as it stands in a state, at a first visit or later."""
        there = [each for each in self.pages[scene] if each.is_there(counts, flags)]
        return sum(each.reading + each.doing * first for each in there)


def make_pace(module: Module, role: Role, plan: Plan) -> Pace:
    """Measure every page of a module for one side; `plan` is one that watches all pages show."""
    return Pace(
        tuple(_merge(_list_pieces(module, role, each.id, plan.layout)) for each in plan.scenes),
        {
            (scene, choice.id): _minutes(choice.feedback_html)
            for scene, key in module.key.scenes.items()
            for choice in key.choices
        },
        around=_minutes(module.case.cover_html) + DEBRIEF_MINUTES,
    )


def _merge(pieces: Iterable[Piece]) -> tuple[Piece, ...]:
    """Make one piece of all that is always there: pages are measured by the ten thousand."""
    pieces = list(pieces)
    fixed = [each for each in pieces if each.is_there is always]
    whole = Piece(sum(each.reading for each in fixed), sum(each.doing for each in fixed), always)
    return (whole, *(each for each in pieces if each.is_there is not always))


def _minutes(*pieces: str) -> float:
    return count_words(*pieces) / WORDS_A_MINUTE


def _list_pieces(module: Module, role: Role, scene: SceneId, layout: Layout) -> Iterator[Piece]:
    key = module.key.scenes[scene]
    # Marking is one step, however many stretches of text hold cues: it goes with the first.
    marked = next((cue.prose for cue in key.cues), None)
    for block, when in list_blocks(module, role, scene):
        is_there = compile_all(when, layout)
        if isinstance(block, Asked):
            own = key.questions[block.question.id]
            reading = _read_question(block.question, own)
            share = _share_drawn(module)
            yield Piece(reading * share, QUESTION_MINUTES * share, is_there)
        elif isinstance(block, Prose):
            doing = SPOTTING_MINUTES if block.id == marked else 0.0
            yield Piece(_minutes(block.html), doing, is_there)
    for ending in key.endings:
        if is_for(ending, role):
            conditions = [each.condition for each in ending.guards if each.condition is not None]
            yield Piece(_minutes(ending.html), 0.0, compile_all(conditions, layout))
    yield from _list_choice_pieces(module, role, scene, layout)


def _share_drawn(module: Module) -> float:
    """Give the share of its questions that an attempt is asked."""
    questions = sum(len(key.questions) for key in module.key.scenes.values())
    return 1.0 if module.case.draw is None else min(module.case.draw / max(questions, 1), 1.0)


def _list_choice_pieces(
    module: Module, role: Role, scene: SceneId, layout: Layout
) -> Iterator[Piece]:
    key = module.key.scenes[scene]
    choices = [each for each in key.choices if is_for(each, role)]
    if choices:
        yield Piece(_minutes(key.prompt_html), CHOICE_MINUTES, compile_all((), layout))
    for each in choices:
        conditions = [guard.condition for guard in each.guards if guard.condition is not None]
        yield Piece(_minutes(each.html), 0.0, compile_all(conditions, layout))


def _read_question(question: Question, key: QuestionKey) -> float:
    """Give the minutes to read a question and what is told after it, of feedback the longest."""
    asked = (question.title_html, question.body_html, *list_form_html(question.form))
    own = max((count_words(html) for html in key.feedback.values()), default=0)
    return _minutes(*asked, *key.why_html) + own / WORDS_A_MINUTE
