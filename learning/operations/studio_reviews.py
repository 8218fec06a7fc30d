"""Review of a work by a second educator, who agrees to one exact state of it, or says "not yet".

Whoever was given the address of a review, and is an educator, may read and answer it while it is
open; afterwards it is for those who write the work, and for who answered.
"""

from dataclasses import dataclass

from sqlalchemy import Connection

from learning.access.identity import tidy_email
from learning.access.rules import Asker
from learning.content.differences import Hunk, list_differences
from learning.errors import InvalidInput, NotAllowed, NotFound, Stale
from learning.operations.accounts import LEARNER, note
from learning.operations.messages import ReviewAsked, tell_review_asked
from learning.operations.publishing import Draft
from learning.operations.site import Site
from learning.operations.studio import demand_work, may_write
from learning.operations.studio_publishing import Outcome, forecast_work
from learning.operations.studio_reviewers import may_answer
from learning.operations.turns import take_turn
from learning.storage import people, publications, studio, studio_reviews
from learning.storage.studio_reviews import AGREED, NOT_YET, Answer, ReviewRow

LONGEST_WORDS = 2000
NO_REVIEW = "There is no such review for you"
ANSWERED = "Somebody has answered this review already."
CHANGED = "This has changed since the review was asked for. It needs a new look."
WROTE_ALL = "You wrote all of this change: somebody else has to agree to it."
WROTE = "They wrote all of this change: ask another educator"
NOBODY = "No other educator here signs in with this address: check it, or leave it empty"


@dataclass(frozen=True, slots=True)
class ReadText:
    """A file that would change, and what changed of what learners have: nothing in a new one."""

    path: str
    text: str
    hunks: tuple[Hunk, ...]


@dataclass(frozen=True, slots=True)
class Review:
    """A review with what publishing would do now; `is_same`: it is what was asked about.

    `wrote_all`: all of the change is the viewer's own. `texts` are the files that would change,
    while it is the same, for those who cannot open the editor.
    """

    row: ReviewRow
    asked_by: str
    answered_by: str
    outcome: Outcome
    is_same: bool
    wrote_all: bool
    may_answer: bool
    may_write: bool
    texts: tuple[ReadText, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """A state of a work that somebody is to look at; `email` names whom, "" all who write it."""

    digest: str
    email: str = ""
    words: str = ""


def ask_review(site: Site, viewer: Asker, prefix: str, *, asked: Asked) -> str:
    """Ask for a look at what publishing would do, and give the review's id.

    Raises NotFound, InvalidInput, and Stale where it is no longer what was shown.
    """
    with site.database.read() as connection:
        demand_work(connection, viewer, prefix)
        named = _find_named(connection, viewer, asked.email) if asked.email.strip() else None
    with take_turn(site):
        draft, outcome = forecast_work(site, prefix)
    if draft.digest != asked.digest or not outcome.has_changes or outcome.broken:
        raise Stale(CHANGED)
    if {named} == outcome.writers:
        raise InvalidInput({"email": WROTE})
    row = ReviewRow(
        site.new_id(), prefix, asked.digest, _tidy(asked.words), viewer.person_id, site.clock()
    )

    def ask(connection: Connection) -> None:
        work = demand_work(connection, viewer, prefix)
        studio_reviews.add_review(connection, row)
        note(site, connection, who=viewer.person_id, action="review asked", subject=prefix)
        to = {named} if named else {work.owner_id, *work.editors}
        alone = outcome.writers if len(outcome.writers) == 1 else frozenset()
        for person_id in sorted(to - alone - {viewer.person_id}):
            told = ReviewAsked(outcome.title, row.id)
            tell_review_asked(site, connection, told, person_id=person_id, path=prefix)

    site.database.transact(ask)
    return row.id


def look_at_review(site: Site, viewer: Asker, review_id: str) -> Review:
    """Give a review to who may see it; raises NotFound for anybody else, TooMany."""
    with site.database.read() as connection:
        row = _demand_review(connection, viewer, review_id)
        work = studio.load_work(connection, row.prefix)
        asked = people.load_line(connection, row.asked_by)
        answered = people.load_line(connection, row.answered_by) if row.answered_by else None
    with take_turn(site):
        draft, outcome = forecast_work(site, row.prefix)
    is_same, wrote_all = draft.digest == row.digest, outcome.writers == {viewer.person_id}
    return Review(
        row=row,
        asked_by=asked.name if asked else "",
        answered_by=answered.name if answered else "",
        outcome=outcome,
        is_same=is_same,
        wrote_all=wrote_all,
        may_answer=row.verdict is None and may_answer(viewer, row) and not wrote_all,
        may_write=work is not None and may_write(viewer, work),
        texts=_read_texts(site, draft) if is_same else (),
    )


def _read_texts(site: Site, draft: Draft) -> tuple[ReadText, ...]:
    with site.database.read() as connection:
        return tuple(_read_text(connection, draft, path) for path in sorted(draft.ready))


def _read_text(connection: Connection, draft: Draft, path: str) -> ReadText:
    text, version = draft.scan.files[path].decode(errors="replace"), draft.current.get(path)
    if version is None:
        return ReadText(path, text, ())
    before = publications.load_source(connection, version.sha256)[0]
    return ReadText(path, text, list_differences(before.decode(errors="replace"), text))


def answer_review(site: Site, viewer: Asker, review_id: str, *, verdict: str, words: str) -> None:
    """Agree to a state of a work, or say "not yet".

    Raises NotFound for who may not, NotAllowed for who wrote all of the change, InvalidInput, and
    Stale where it has changed since, or somebody has answered.
    """
    with site.database.read() as connection:
        row = _demand_review(connection, viewer, review_id)
    if not may_answer(viewer, row):
        raise NotFound(NO_REVIEW)
    if verdict not in (AGREED, NOT_YET):
        raise InvalidInput({"verdict": "Choose whether you agree"})
    if verdict == NOT_YET and not words.strip():
        raise InvalidInput({"words": "Say what is to be mended"})
    with take_turn(site):
        draft, outcome = forecast_work(site, row.prefix)
    if draft.digest != row.digest:
        raise Stale(CHANGED)
    if outcome.writers == {viewer.person_id}:
        raise NotAllowed(WROTE_ALL)
    answer = Answer(verdict, _tidy(words), viewer.person_id, site.clock())

    def store(connection: Connection) -> None:
        if not studio_reviews.answer_review(connection, review_id, answer):
            raise Stale(ANSWERED)
        action = "review agreed" if verdict == AGREED else "review not yet"
        note(site, connection, who=viewer.person_id, action=action, subject=row.prefix)

    site.database.transact(store)


def _demand_review(connection: Connection, viewer: Asker, review_id: str) -> ReviewRow:
    row = studio_reviews.load_review(connection, review_id)
    work = studio.load_work(connection, row.prefix) if row else None
    if row is None or work is None:
        raise NotFound(NO_REVIEW)
    is_open = row.verdict is None and may_answer(viewer, row)
    if not (is_open or may_write(viewer, work) or viewer.person_id == row.answered_by):
        raise NotFound(NO_REVIEW)
    return row


def _find_named(connection: Connection, viewer: Asker, email: str) -> str:
    known = people.load_by_email(connection, tidy_email(email))
    person = people.load_line(connection, known.person_id) if known else None
    is_educator = person and person.standing != LEARNER and not person.suspended_at
    if person is None or not is_educator or person.id == viewer.person_id:
        raise InvalidInput({"email": NOBODY})
    return person.id


def _tidy(words: str) -> str:
    if len(words) > LONGEST_WORDS:
        raise InvalidInput({"words": f"Write at most {LONGEST_WORDS:,} characters"})
    return words.strip()
