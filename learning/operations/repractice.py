"""Practice after marking again: what was counted as right or wrong is counted as it is now.

An answer that came back later is not marked again: it was to another day's question.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from sqlalchemy import Connection

from learning.model.key import Module
from learning.model.names import QuestionId
from learning.operations.marks import NewMark
from learning.operations.practice import Practised, list_practised, plan_answer
from learning.operations.site import Site
from learning.play.moving import follow_question
from learning.storage import remarks
from learning.storage.practice import PracticeAnswer
from learning.storage.remarks import PracticeRow


def practise_again(
    site: Site, connection: Connection, module: Module, *, marks: Sequence[NewMark]
) -> None:
    """Bring a person's practice on a path into step with attempts that were marked again."""
    person_id, path = marks[0].done.person_id, module.case.path
    before = remarks.load_practice(connection, person_id, path)
    after = _rename(module, before.values())
    for mark in marks:
        practised = list_practised(site, module, mark.state, at=mark.done.finished_at)
        for answer in practised.answers:
            row, question = after.get(answer.question), QuestionId(answer.question)
            if row is not None and question in mark.answers:
                was_right = question in mark.known
                row = replace(row, right=row.right + answer.right - was_right)
                after[answer.question] = _tell_latest(row, answer, practised)
    remarks.put_practice(connection, person_id, path, before=before, after=after)


def _rename(module: Module, rows: Iterable[PracticeRow]) -> dict[str, PracticeRow]:
    """Give rows by the ids of this version; two of one question are added up."""
    named: dict[str, PracticeRow] = {}
    for row in sorted(rows, key=lambda each: each.answered_at):
        name = follow_question(module, QuestionId(row.question))
        known = named.get(name)
        earlier, right = (known.answered, known.right) if known else (0, 0)
        named[name] = replace(
            row, question=name, answered=row.answered + earlier, right=row.right + right
        )
    return named


def _tell_latest(row: PracticeRow, answer: PracticeAnswer, practised: Practised) -> PracticeRow:
    """Say how the latest answer went, if that is the one that was marked again."""
    if (row.attempt_id, row.answered_at) != (answer.attempt_id, answer.answered_at):
        return row
    changed = row.result != answer.result
    row = replace(
        row,
        title=answer.title,
        outcomes=answer.outcomes,
        result=answer.result,
        told_at=answer.told_at,
    )
    # Whatever else is remembered of the question rests on more than this answer.
    if changed and (row.answered == 1 or row.card is None):
        planned = plan_answer(answer, practised, None)
        row = replace(row, due_at=planned.due_at, card=planned.card)
    return row
