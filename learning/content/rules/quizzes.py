"""Rules on how a quiz is taken."""

from learning.content.faults import Faults
from learning.content.parsed import Document, list_questions


def find_long_draws(document: Document, faults: Faults) -> None:
    """F03: `draw` asks for more questions than there are."""
    draw = document.front.quiz.draw
    count = sum(len(list_questions(scene)) for scene in document.scenes)
    if draw is not None and draw > count:
        message = f"`draw: {draw}` is more than the number of questions, {count}"
        faults.add("F03", document.front.place("draw"), message, fix="write a smaller number")
