"""What an attempt has earned so far, of what its own path and the best path hold."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import islice

from learning.evidence.spotting import NeedTally
from learning.model.key import Module
from learning.model.names import Feedback, Kind, Need, QuestionId, SceneId
from learning.play.draw import draw_questions
from learning.play.path import list_moments, list_played
from learning.play.points import best_play
from learning.play.shown import Score, Totals
from learning.play.standing import look_around
from learning.play.state import Answered, State
from learning.quiz.answer import Spot
from learning.quiz.cues import hit_cues
from learning.quiz.marking import is_marked


def total(module: Module, state: State) -> Totals:
    """Add up an attempt: derived from its state alone, so that it can be derived again.

    Scenes that were walked over at the beginning count for nothing.
    """
    return Totals(
        score=make_score(module, state),
        whole=state.walked == 0,
        answered=tuple(state.answers),
        spotting=tally_needs(module, state),
        scenes_seen=len(list_played(state)),
        scenes_in_case=len(module.case.scenes),
        grade=state.ending,
        finished=state.finished,
    )


def make_score(module: Module, state: State) -> Score:
    """Add up the points; those of the best path are searched for once a module and side.

    `reachable` counts every question and cue that stood on the path, left out or not; where a wrong
    answer opened questions that no right one does, it is no more than the best play of all. In a
    survey there is nothing to earn.
    """
    if module.case.kind is Kind.SURVEY:
        return Score(0.0, 0.0, 0.0, best_exact=True)
    marks = [given.mark for given in list_counting(module, state).values()]
    marks += [score.mark for score in state.spotted.values()]
    earned = sum(mark.earned for mark in marks)
    reachable = sum(mark.possible for mark in marks) + sum(list_left(module, state).values())
    drawn = draw_questions(module, state.role, state.seed)
    best = best_play(module, state.role, drawn)
    return Score(earned, min(reachable, best.points), best.points, best.exact)


def list_counting(module: Module, state: State) -> Mapping[QuestionId, Answered]:
    """Give the answers that count.

    Those are all of them, except where answers can be changed until all is handed in: there only
    those to questions that are still asked, had the last answers been given from the beginning. So
    nobody answers wrongly, earns what that opens, and then puts the answer right.
    """
    fenced = any(key.passages for key in module.key.scenes.values())
    if module.case.feedback is Feedback.IMMEDIATE or not fenced:
        return state.answers
    asked = {
        question.id
        for moment in _list_steps(state)
        for question in look_around(module, moment).questions
    }
    return {question: given for question, given in state.answers.items() if question in asked}


def _list_steps(state: State) -> Iterator[State]:
    """Give the state at each time a scene was left, and before that at each answer in it."""
    done = 0
    for moment in list_moments(state):
        for number in range(min(done, len(moment.answers)), len(moment.answers)):
            yield replace(moment, answers=dict(islice(moment.answers.items(), number)))
        yield moment
        done = len(moment.answers)


def tally_needs(module: Module, state: State) -> Mapping[Need, NeedTally]:
    """Count spotting by legal need, in the order of `Need`, needs that came up only.

    A cue that was marked with another need is missed. A false alarm counts for the need it named.
    """
    hits: Counter[Need] = Counter()
    misses: Counter[Need] = Counter()
    alarms: Counter[Need] = Counter()
    for scene, score in state.spotted.items():
        found = hit_cues(score)
        for cue in module.key.scenes[scene].cues:
            if cue.need is not None:
                hits[cue.need] += cue.id in found
                misses[cue.need] += cue.id in score.missed
        alarms.update(each.noticed.need for each in score.results if each.spot is Spot.FALSE_ALARM)
    return {
        need: NeedTally(hits[need], misses[need], alarms[need])
        for need in Need
        if hits[need] + misses[need] + alarms[need]
    }


def list_left(module: Module, state: State) -> Mapping[tuple[SceneId, QuestionId | None], float]:
    """Give the points of questions and (None) cues on the path that were left or are to do."""
    left: dict[tuple[SceneId, QuestionId | None], float] = {}
    for moment in list_moments(state):
        now = look_around(module, moment)
        keys = module.key.scenes[moment.scene].questions
        for question in now.questions:
            if question.id not in state.answers and is_marked(keys[question.id]):
                left[moment.scene, question.id] = float(question.points)
        if moment.scene not in state.spotted:
            left[moment.scene, None] = float(sum(cue.need is not None for cue in now.cues))
    return {where: points for where, points in left.items() if points}
