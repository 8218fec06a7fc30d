"""Who may answer a review, and until when its work is shown to them.

A reviewer who does not write the work sees it while the review is open and nothing was saved since
it was asked for: the very state that they are to answer for.
"""

from sqlalchemy import Connection

from learning.access.rules import Action, Asker, Thing, can
from learning.operations.studio import may_write
from learning.storage import studio, studio_reviews
from learning.storage.studio import WorkRow
from learning.storage.studio_reviews import ReviewRow


def may_answer(asker: Asker, row: ReviewRow) -> bool:
    """Say whether somebody is an educator other than who asked."""
    return can(asker, Action.REVIEW_WORK, Thing(owner=row.asked_by))


def may_look(connection: Connection, asker: Asker, work: WorkRow, *, review_id: str) -> bool:
    """Say whether somebody writes a work, or is to answer this review of how it stands."""
    if may_write(asker, work):
        return True
    row = studio_reviews.load_review(connection, review_id) if review_id else None
    if row is None or row.prefix != work.prefix or row.verdict is not None:
        return False
    saved = studio.find_last_save(connection, work.prefix)
    return may_answer(asker, row) and (saved is None or saved <= row.asked_at)
