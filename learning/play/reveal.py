"""Questions and cues as a learner may see them: bare before they are done, with reasons after.

Knows keys and one attempt; pages and debriefs are made of what it gives.
"""

from dataclasses import replace
from hashlib import blake2b

from learning.model.case import Question
from learning.model.form import Form, Option, Ticks
from learning.model.key import CueKey, Module, QuestionKey, SceneKey
from learning.model.names import Need, QuestionId, Role
from learning.play.shown import ShownCue, ShownQuestion, Told
from learning.play.state import Answered, State
from learning.quiz.answer import CueScore, Result, Spot, SpotResult
from learning.quiz.verdicts import give_verdict


def show_question(
    module: Module, state: State, question: Question, *, role: Role | None
) -> ShownQuestion:
    """Show a question: as asked, with hints, until it is answered; then with mark and reasons."""
    key = _find_key(module, question.id)
    given = state.answers.get(question.id)
    return ShownQuestion(
        question,
        order_form(question, state.seed) if module.case.shuffle else question.form,
        role,
        answer=None if given is None else given.answer,
        told=None if given is None else _tell(question, key, given),
        hints_html=tuple(hint.html for hint in key.hints) if given is None else (),
    )


def order_form(question: Question, seed: str) -> Form:
    """Shuffle what can be shuffled in a form for one attempt."""
    form = question.form
    if isinstance(form, Ticks):
        return replace(form, options=order_options(question.id, form.options, seed))
    return form


def order_options(
    question: QuestionId, options: tuple[Option, ...], seed: str
) -> tuple[Option, ...]:
    """Shuffle the options for one attempt.

    The order comes from a hash keyed by the attempt's seed: the same at every look at the page,
    another in another attempt, and nothing about it needs to be stored.
    """
    key = blake2b(seed.encode()).digest()

    def place(option: Option) -> bytes:
        return blake2b(f"{question}\0{option.id}".encode(), key=key, digest_size=16).digest()

    return tuple(sorted(options, key=place))


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


def _tell(question: Question, key: QuestionKey, given: Answered) -> Told:
    verdict = give_verdict(question, key, given.answer)
    return Told(given.mark, verdict, key.feedback, _list_reasons(key, given), key.sources_html)


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
