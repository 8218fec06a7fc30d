"""The mark of a finished attempt as another version gives it, beside the one that it has."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection

from learning.model.key import Module
from learning.model.names import QuestionId
from learning.operations.fits import Unfit, fit_play
from learning.operations.messages import Points
from learning.operations.site import Site
from learning.operations.tallies import dump_spotting
from learning.play.answering import was_known
from learning.play.moving import follow_question
from learning.play.path import list_moments
from learning.play.record import load_state
from learning.play.score import total
from learning.play.shown import Totals
from learning.play.standing import look_around
from learning.play.state import STATE_FORMAT, State
from learning.quiz.answer import Mark
from learning.storage.attempts import Result
from learning.storage.progress import share
from learning.storage.replays import FinishedPlay

# Less is no difference: it is how binary fractions add up.
_HAIR = 1e-9


@dataclass(frozen=True, slots=True)
class NewMark:
    """An attempt marked again: its mark before and after, and where it stands.

    `answers` are the marks of each question, by its id in the new version, and `known` the ids of
    those that were right at first. `parts` says of each question or scene of cues whether its mark
    rises (1), falls (-1) or stays (0).
    """

    done: FinishedPlay
    state: State
    totals: Totals
    answers: dict[QuestionId, tuple[Mark, Mark]]
    known: frozenset[QuestionId]
    parts: tuple[tuple[str, int], ...]

    @property
    def before(self) -> Points:
        done = self.done
        return Points(done.earned, done.reachable if done.best is None else done.best)

    @property
    def after(self) -> Points:
        score = self.totals.score
        return Points(score.earned, score.best if self.totals.whole else score.reachable)

    @property
    def turn(self) -> int:
        """Whether the mark rises (1), falls (-1) or stays (0), as a share of what is possible."""
        before, after = self.before, self.after
        return _compare(share(before.earned, before.possible), share(after.earned, after.possible))

    @property
    def result(self) -> Result:
        """What is kept of the attempt."""
        score = self.totals.score
        best = score.best if self.totals.whole else None
        spotting = dump_spotting(self.totals.spotting)
        grade, finished_at = self.totals.grade, self.done.finished_at
        return Result(finished_at, score.earned, score.reachable, best, grade, spotting)


def mark_again(
    site: Site, connection: Connection, module: Module, *, done: FinishedPlay
) -> NewMark | Unfit:
    """Mark a finished attempt on this version, or say why that cannot be."""
    state = fit_play(module, done.play)
    if isinstance(state, Unfit):
        return state
    older = site.shelf.modules.get(connection, module.case.path, done.play.sha256)
    if unseen := _find_unseen(older, module, state):
        return Unfit(f"was never asked a question that is new: {unseen}")
    before = _load_before(older, done)
    answers = {
        follow_question(module, question): (given.mark, state.answers[new].mark)
        for question, given in before.answers.items()
        if (new := follow_question(module, question)) in state.answers
    }
    parts = tuple(_list_parts(before, state, answers))
    known = frozenset(
        follow_question(module, each) for each in before.answers if was_known(before, each)
    )
    return NewMark(done, state, total(module, state), answers, known, parts)


def _load_before(older: Module, done: FinishedPlay) -> State:
    """Give the state that the attempt was finished in, with the marks of then."""
    if done.state_format == STATE_FORMAT:
        return load_state(done.state)
    state = fit_play(older, done.play)
    # What was played on a version fits that version.
    assert isinstance(state, State), state
    return state


def _find_unseen(older: Module, module: Module, state: State) -> QuestionId | None:
    """Find a question on the path that the older version did not have: nobody left that out."""
    asked = {each for scene in older.key.scenes.values() for each in scene.questions}
    known = {follow_question(module, each) for each in asked}
    for moment in list_moments(state):
        for question in look_around(module, moment).questions:
            if question.id not in known:
                return question.id
    return None


def _list_parts(
    before: State, after: State, answers: dict[QuestionId, tuple[Mark, Mark]]
) -> Iterator[tuple[str, int]]:
    for question, (old, new) in answers.items():
        yield question, _turn(old, new)
    # The same moves in the same order, whatever the scenes are called.
    for (scene, new_score), old_score in zip(
        after.spotted.items(), before.spotted.values(), strict=False
    ):
        yield f"cues of {scene}", _turn(old_score.mark, new_score.mark)


def _turn(old: Mark, new: Mark) -> int:
    return _compare(share(old.earned, old.possible), share(new.earned, new.possible))


def _compare(before: float, after: float) -> int:
    if abs(after - before) < _HAIR:
        return 0
    return 1 if after > before else -1
