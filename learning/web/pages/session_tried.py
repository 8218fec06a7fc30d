"""A question that a team is asked again: what it tried cannot be wanted once more.

Knows the fields of forms and the tries that were not right, never what is right.
"""

from collections.abc import Collection
from dataclasses import replace
from itertools import permutations

from learning.model.names import OptionId
from learning.quiz.answer import Answer, Chosen, Ordered
from learning.team.deciding import TRIED
from learning.team.shown import DecideItem
from learning.web.forms.attempts import Typed
from learning.web.forms.replies import Sent, read_reply
from learning.web.pages.entries import Entry, SlotsEntry, TicksEntry
from learning.web.pages.questions import QuestionPart, make_question
from learning.web.pages.refusals import Faults
from learning.web.pages.tries import make_tries, say_tries_left

AGAIN = "Your team has tried this, and it is not right. Choose another answer"


def ask_again(item: DecideItem, typed: Typed) -> QuestionPart:
    """Make an undecided question, its tries told beside it and none of them in its fields."""
    shown = replace(item.question, tries=item.tries)
    tried = frozenset(each.answer for each in item.tries)
    part = make_question(replace(shown, tries=()), _forget(typed, tried))
    entry = None if part.entry is None else close_tried(part.entry, tried)
    place = entry.slots[0].id if isinstance(entry, SlotsEntry) else part.field
    refused = typed.reply is not None and typed.reply.question == part.value
    again = refused and typed.reply is not None and typed.reply.part == TRIED
    return replace(
        part,
        entry=entry,
        tries=make_tries(shown),
        so_far=say_tries_left(shown),
        faults=Faults(AGAIN, ((AGAIN, f"#{place}"),)) if again else part.faults,
    )


def close_tried(entry: Entry, tried: Collection[Answer]) -> Entry:
    """Close the options that were tried; where a script takes items as they lie, lie otherwise."""
    match entry:
        case TicksEntry(chosen=chosen, several=False):
            closed = frozenset(
                one for each in tried if isinstance(each, Chosen) for one in each.options
            )
            left = tuple(each for each in chosen if each not in closed)
            return replace(entry, closed=tuple(sorted(closed)), chosen=left)
        case SlotsEntry(kind="ordering", slots=slots) if not any(each.value for each in slots):
            orders = [each.items for each in tried if isinstance(each, Ordered)]
            fresh = (
                order
                for order in permutations(slots)
                if tuple(OptionId(each.part) for each in order) not in orders
            )
            return replace(entry, slots=next(fresh, slots))
        case _:
            return entry


def _forget(typed: Typed, tried: Collection[Answer]) -> Typed:
    """Leave out what was typed and not sent, where the team has tried it meanwhile."""
    kept = {name: sent for name, sent in typed.kept.items() if not _holds(sent, tried)}
    return replace(typed, kept=kept)


def _holds(sent: Sent, tried: Collection[Answer]) -> bool:
    read = read_reply(sent.fields)
    return not isinstance(read, Sent) and read.answer in tried
