"""Questions and cues as a learner may see them: bare before they are done, with reasons after.

Knows keys and one attempt; pages and debriefs are made of what it gives.
"""

from hashlib import blake2b

from learning.model.case import Option, Question
from learning.model.key import CueKey, Module, QuestionKey, SceneKey
from learning.model.names import Need, QuestionId, Role
from learning.play.shown import ShownCue, ShownOption, ShownQuestion
from learning.play.state import Answered, State
from learning.quiz.answer import CueScore, Result, Spot, SpotResult


def show_question(
    module: Module, state: State, question: Question, *, role: Role | None
) -> ShownQuestion:
    """Show a question: as asked, with hints, until it is answered; then with mark and reasons."""
    options = order_options(question, state.seed) if module.case.shuffle else question.options
    given = state.answers.get(question.id)
    key = _find_key(module, question.id)
    if given is None:
        bare = tuple(ShownOption(option.id, option.html) for option in options)
        return ShownQuestion(question, bare, role, hints_html=key.hints_html)
    shown = tuple(_show_option(option, key, given) for option in options)
    reasons = _list_reasons(key, given)
    return ShownQuestion(question, shown, role, given.mark, reasons, key.sources_html)


def order_options(question: Question, seed: str) -> tuple[Option, ...]:
    """Shuffle the options for one attempt.

    The order comes from a hash keyed by the attempt's seed: the same at every look at the page,
    another in another attempt, and nothing about it needs to be stored.
    """
    key = blake2b(seed.encode()).digest()

    def place(option: Option) -> bytes:
        return blake2b(f"{question.id}\0{option.id}".encode(), key=key, digest_size=16).digest()

    return tuple(sorted(question.options, key=place))


def show_cues(key: SceneKey, score: CueScore, shown: frozenset[str]) -> tuple[ShownCue, ...]:
    """Show what the marks were scored on, and the lures of the prose in `shown`, with verdicts.

    Only for a scene whose marks are in. A cue is HIT where any mark hit it, else MISNAMED.
    """
    scored = {*score.missed, *(each.cue for each in score.results)}
    return tuple(
        _show_cue(cue, score)
        for cue in key.cues
        if cue.id in scored or (cue.need is None and cue.prose in shown)
    )


def list_false_alarms(score: CueScore) -> tuple[tuple[str, Need], ...]:
    """Give the marks that touched neither cue nor lure, with the need named for each."""
    return tuple(
        (each.noticed.words, each.noticed.need)
        for each in score.results
        if each.spot is Spot.FALSE_ALARM and each.cue is None
    )


def _find_key(module: Module, question: QuestionId) -> QuestionKey:
    return next(
        scene.questions[question]
        for scene in module.key.scenes.values()
        if question in scene.questions
    )


def _show_option(option: Option, key: QuestionKey, given: Answered) -> ShownOption:
    return ShownOption(
        option.id,
        option.html,
        chosen=option.id in given.answer.options,
        right=option.id in key.right,
        feedback_html=key.feedback.get(option.id, ""),
    )


def _list_reasons(key: QuestionKey, given: Answered) -> tuple[str, ...]:
    right = given.mark.result is Result.RIGHT
    return (*(key.correct_html if right else key.incorrect_html), *key.why_html)


def _show_cue(cue: CueKey, score: CueScore) -> ShownCue:
    mark = _best_mark(cue, score)
    if mark is None:
        return ShownCue(cue.id, cue.text, cue.need, cue.reason, None)
    return ShownCue(cue.id, cue.text, cue.need, cue.reason, mark.spot, mark.noticed.need)


def _best_mark(cue: CueKey, score: CueScore) -> SpotResult | None:
    marks = [each for each in score.results if each.cue == cue.id]
    return next((each for each in marks if each.spot is Spot.HIT), marks[0] if marks else None)
