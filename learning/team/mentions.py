"""What is written in the part of a phase, for the sources that it mentions to be listed below it.

Knows what is shown, and so nothing that is not.
"""

from collections.abc import Iterable, Iterator

from learning.play.shown import ShownChoice, ShownQuestion
from learning.play.sources import list_question_texts
from learning.team.shown import (
    AlonePart,
    ConsequencePart,
    DecidePart,
    Part,
    PlanPart,
    RevealPart,
    SharePart,
)


def list_part_texts(part: Part) -> Iterator[str]:
    """Give every piece of rendered text in the part of a phase.

    A debrief has sources of its own.
    """
    match part:
        case AlonePart():
            yield from _list_asked(part.questions)
            yield from (part.prompt_html, *_list_choices(part.choices))
        case SharePart():
            yield from _list_shared(part)
        case DecidePart():
            yield from _list_asked(item.question for item in part.items)
            yield from (part.prompt_html, *_list_choices(part.choices))
            yield from _list_shared(part.share)
        case RevealPart():
            yield from _list_asked((*part.questions, *part.own))
            yield from (way.html for way in part.ways)
        case ConsequencePart():
            yield from (part.chosen_html, part.feedback_html)
        case PlanPart():
            yield part.task_html
        case _:
            return


def _list_shared(part: SharePart) -> Iterator[str]:
    yield from _list_asked(shown for shown, _ in part.questions)
    yield from (proposal.html for proposal in part.proposals)
    yield from (text.html for text in part.private)


def _list_asked(questions: Iterable[ShownQuestion]) -> Iterator[str]:
    for shown in questions:
        yield from list_question_texts(shown)


def _list_choices(choices: Iterable[ShownChoice]) -> Iterator[str]:
    return (choice.html for choice in choices)
