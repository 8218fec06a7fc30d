"""Which reviews of works somebody was given, as their own browser keeps it.

It proves nothing: whether a review lets somebody see a work is asked anew each time.
"""

from flask import session

from learning.operations.studio_paths import find_prefix

REVIEWS, MOST = "reviews", 5


def note_review(prefix: str, review_id: str) -> None:
    """Remember which review of a work somebody looks at, of the works looked at last."""
    others = [each for each in session.get(REVIEWS, []) if each[0] != prefix]
    session[REVIEWS] = [*others, [prefix, review_id]][-MOST:]


def find_review(path: str) -> str:
    """Give the review by which somebody looks at a file of a work, "" where there is none."""
    found: str = dict(session.get(REVIEWS, [])).get(find_prefix(path), "")
    return found
