"""Texts that a tutor marks: which questions ask for one, and the marks shown where they are told.

Knows one module and what is shown of an attempt; who marked, and what they gave, is handed in.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from learning.model.case import Asked, Question
from learning.model.form import FreeText
from learning.model.key import Module
from learning.model.names import Kind, QuestionId
from learning.model.solution import FreeTextSolution
from learning.play.shown import Debrief, PeerMarks, SceneView, ShownBlock, ShownQuestion
from learning.play.sifted import list_blocks

TutorMarks = Mapping[QuestionId, PeerMarks]
# What is written in a survey is never read by name.
KINDS = (Kind.CASE, Kind.LESSON, Kind.QUIZ)


def list_written(module: Module) -> Mapping[QuestionId, tuple[Question, FreeTextSolution]]:
    """Give the questions that ask for a text, whichever side is asked, with its rubric."""
    if module.case.kind not in KINDS:
        return {}
    found = {}
    for scene, key in module.key.scenes.items():
        for role in module.case.roles:
            for block, _ in list_blocks(module, role, scene):
                if isinstance(block, Asked) and isinstance(block.question.form, FreeText):
                    solution = key.questions[block.question.id].solution
                    assert isinstance(solution, FreeTextSolution)
                    found[block.question.id] = (block.question, solution)
    return found


def is_open(shown: ShownBlock) -> bool:
    """Say whether it is a text of which it may be told by now what it is marked by."""
    return (
        isinstance(shown, ShownQuestion)
        and isinstance(shown.question.form, FreeText)
        and shown.told is not None
    )


def show_on_page(view: SceneView, marks: TutorMarks) -> SceneView:
    """Show on the page of a scene what a tutor gave each text in it."""
    return replace(view, blocks=tuple(_add(each, marks) for each in view.blocks))


def show_in_debrief(debrief: Debrief, marks: TutorMarks) -> Debrief:
    """Show in a debrief what a tutor gave each text."""
    reviews = (
        replace(each, questions=tuple(_add_all(each.questions, marks))) for each in debrief.reviews
    )
    return replace(debrief, reviews=tuple(reviews))


def _add_all(questions: Iterable[ShownQuestion], marks: TutorMarks) -> Iterator[ShownQuestion]:
    for each in questions:
        yield replace(each, tutor=marks.get(each.question.id)) if is_open(each) else each


def _add(block: ShownBlock, marks: TutorMarks) -> ShownBlock:
    return next(iter(_add_all([block], marks))) if isinstance(block, ShownQuestion) else block
