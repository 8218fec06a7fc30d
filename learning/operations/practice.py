"""What an attempt adds to practice: its marked answers, question by question."""

from datetime import datetime

from learning.model.key import Module
from learning.play.state import State
from learning.quiz.answer import Result
from learning.storage.practice import PracticeAnswer


def list_practised(module: Module, state: State, *, at: datetime) -> tuple[PracticeAnswer, ...]:
    """List the answers of an attempt that were marked."""
    keys = {
        question: key
        for scene in module.key.scenes.values()
        for question, key in scene.questions.items()
    }
    return tuple(
        PracticeAnswer(
            question=question,
            outcomes=" ".join(keys[question].outcomes),
            result=given.mark.result,
            confidence=given.confidence,
            right=int(given.mark.result is Result.RIGHT),
            answered_at=at,
        )
        for question, given in state.answers.items()
        if given.mark.result is not Result.UNMARKED
    )
