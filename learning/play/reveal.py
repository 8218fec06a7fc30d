"""Questions and cues as a learner may see them: bare before they are done, with reasons after.

Knows keys and one attempt; pages and debriefs are made of what it gives.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import assert_never

from learning.model.case import Question
from learning.model.form import Form, Gaps, Matching, Option, Ordering, Ticks
from learning.model.key import CueKey, Module, QuestionKey, SceneKey
from learning.model.names import Need, QuestionId, Role
from learning.model.solution import TicksSolution
from learning.play.lots import cast_lots
from learning.play.shown import ShownCue, ShownQuestion, ShownTry, Told
from learning.play.standing import count_tries, may_rate, may_replace, may_tell
from learning.play.state import Answered, State
from learning.quiz.answer import Chosen, CueScore, Result, Spot, SpotResult
from learning.quiz.marking import is_marked
from learning.quiz.verdicts import give_verdict


def show_question(
    module: Module, state: State, question: Question, *, role: Role | None, reviewed: bool = True
) -> ShownQuestion:
    """Show a question: as asked until it is answered; then with mark and reasons, once they may be.

    Of its hints those that were taken are shown, and before the answer what the next one costs.
    """
    key = _find_key(module, question.id)
    form = order_form(question, state.seed) if module.case.shuffle else question.form
    taken = state.hints.get(question.id, 0)
    hints_html = tuple(hint.html for hint in key.hints[:taken])
    bare = ShownQuestion(
        question,
        form,
        role,
        hints_html=hints_html,
        tries=tuple(_show_tries(state, key)) if reviewed or not state.finished else (),
    )
    given = state.answers.get(question.id)
    if given is None:
        ahead = None if state.finished else next(iter(key.hints[taken:]), None)
        cost = None if ahead is None else ahead.cost
        return replace(bare, next_hint=cost, tries_left=_count_tries_left(module, state, key))
    return replace(
        bare,
        answer=given.answer,
        confidence=given.confidence,
        told=_tell(question, key, given) if may_tell(module, state, reviewed=reviewed) else None,
        rubric=given.rubric,
        may_rate=may_rate(module, state, question),
        may_replace=may_replace(module, state),
    )


def order_form(question: Question, seed: str) -> Form:
    """Shuffle what can be shuffled in a form for one attempt: never prompts, scales, situations."""
    form = question.form
    match form:
        case Ticks(options) | Matching(_, options):
            return replace(form, options=order_options(question.id, options, seed))
        case Ordering(items):
            return replace(form, items=order_options(question.id, items, seed))
        case Gaps(_, gaps):
            menus = [order_options(f"{question.id}/{gap.id}", gap.menu, seed) for gap in gaps]
            ordered = (replace(gap, menu=menu) for gap, menu in zip(gaps, menus, strict=True))
            return replace(form, gaps=tuple(ordered))
        case _:
            return form


def order_options(about: str, options: tuple[Option, ...], seed: str) -> tuple[Option, ...]:
    """Shuffle the options for one attempt, by lots: nothing about it needs to be stored."""
    places = {option.id: option for option in options}
    return tuple(places[each] for each in cast_lots(places, about, seed))


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


def _show_tries(state: State, key: QuestionKey) -> Iterator[ShownTry]:
    """Show the tries that were not right: what is told of a right option would name it."""
    right = key.solution.right if isinstance(key.solution, TicksSolution) else frozenset()
    for tried in state.tried.get(key.id, ()):
        ticked = tried.answer.options if isinstance(tried.answer, Chosen) else frozenset()
        told = {each: html for each, html in key.feedback.items() if each in ticked - right}
        yield ShownTry(tried.answer, tried.mark, told, tried.confidence)


def _count_tries_left(module: Module, state: State, key: QuestionKey) -> int:
    if state.finished:
        return 0
    return count_tries(module) - len(state.tried.get(key.id, ())) if is_marked(key) else 1


def _tell(question: Question, key: QuestionKey, given: Answered) -> Told:
    verdict = give_verdict(question, key, given.answer)
    return Told(given.mark, verdict, key.feedback, _list_reasons(key, given), key.sources_html)


def _list_reasons(key: QuestionKey, given: Answered) -> tuple[str, ...]:
    match given.mark.result:
        case Result.RIGHT:
            return (*key.correct_html, *key.why_html)
        case Result.PARTLY | Result.WRONG:
            return (*key.incorrect_html, *key.why_html)
        case Result.UNMARKED:
            return key.why_html
        case result:
            assert_never(result)


def _show_cue(cue: CueKey, score: CueScore) -> ShownCue:
    mark = _best_mark(cue, score)
    if mark is None:
        return ShownCue(cue.id, cue.text, cue.need, cue.reason, None)
    return ShownCue(cue.id, cue.text, cue.need, cue.reason, mark.spot, mark.noticed.need)


def _best_mark(cue: CueKey, score: CueScore) -> SpotResult | None:
    marks = [each for each in score.results if each.cue == cue.id]
    return next((each for each in marks if each.spot is Spot.HIT), marks[0] if marks else None)
