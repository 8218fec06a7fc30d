"""Rows of one learner's story: attempts, marks of texts, recall and certificates, of some modules.

Bounded, whatever the history. Who marked a text for the other side is given to nobody.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from sqlalchemy import BindParameter, Connection, bindparam, select

from learning.storage.cohort_schema import TutorMark
from learning.storage.peer_schema import PeerMark, PeerText
from learning.storage.schema import Attempt, Certificate, Person, Practice, Publication, Recall


@dataclass(frozen=True, slots=True)
class AttemptLine:
    """An attempt as it stands; points are those of the table."""

    id: str
    path: str
    sha256: str
    kind: str
    title: str
    role: str
    started_at: datetime
    finished_at: datetime | None
    earned: float | None
    reachable: float | None
    best: float | None
    grade: str | None
    state: str


@dataclass(frozen=True, slots=True)
class GivenMark:
    """Marks that a text was given: by a tutor (`by` is their name), by others or by its author.

    `points` is JSON; `by` is empty for others, `own` for its author.
    """

    attempt_id: str
    question: str
    by: str
    own: bool
    points: str
    words: str
    at: datetime


@dataclass(frozen=True, slots=True)
class RecallLine:
    """An answer to a question that came back; `outcome` is JSON with its mark."""

    path: str
    outcome: str
    at: datetime


@dataclass(frozen=True, slots=True)
class SureLine:
    """The latest answer to a question, and how sure it was, whether its result was told or not."""

    result: str
    confidence: int


@dataclass(frozen=True, slots=True)
class CertificateLine:
    """A certificate of a course of the cohort."""

    title: str
    issued_at: datetime
    revoked_at: datetime | None


# More columns than the library's own types can count.
_Attempt = tuple[
    str,
    str,
    str,
    str,
    str,
    str,
    datetime,
    datetime | None,
    float | None,
    float | None,
    float | None,
    str | None,
    str,
]
_PERSON: BindParameter[str] = bindparam("person_id")
_PATHS: BindParameter[str] = bindparam("paths", expanding=True)
_MOST: BindParameter[int] = bindparam("most")
_ATTEMPTS = (
    select(
        Attempt.id,
        Attempt.path,
        Publication.sha256,
        Publication.kind,
        Publication.title,
        Attempt.role,
        Attempt.started_at,
        Attempt.finished_at,
        Attempt.earned,
        Attempt.reachable,
        Attempt.best,
        Attempt.grade,
        Attempt.state,
    )
    .join(Publication, Publication.id == Attempt.publication_id)
    .where(Attempt.person_id == _PERSON, Attempt.path.in_(_PATHS))
    .order_by(Attempt.started_at.desc(), Attempt.id.desc())
    .limit(_MOST)
)
_BY_TUTORS = (
    select(
        TutorMark.attempt_id,
        TutorMark.question,
        Person.name,
        TutorMark.points,
        TutorMark.words,
        TutorMark.given_at,
    )
    .join(Attempt, Attempt.id == TutorMark.attempt_id)
    .join(Person, Person.id == TutorMark.marker_id)
    .where(Attempt.person_id == _PERSON, Attempt.path.in_(_PATHS))
    .order_by(TutorMark.attempt_id, TutorMark.question, TutorMark.no)
)
_BY_OTHERS = (
    select(
        PeerText.attempt_id,
        PeerText.question,
        PeerMark.marker_id == PeerText.author_id,
        PeerMark.points,
        PeerMark.words,
        PeerMark.given_at,
    )
    .join(PeerMark, PeerMark.text_id == PeerText.id)
    .where(PeerText.author_id == _PERSON, PeerText.path.in_(_PATHS))
    .order_by(PeerMark.given_at)
)
_RECALLS = (
    select(Recall.path, Recall.outcome, Recall.answered_at)
    .where(Recall.person_id == _PERSON, Recall.path.in_(_PATHS))
    .order_by(Recall.answered_at.desc())
    .limit(_MOST)
)
_SURE = (
    select(Practice.result, Practice.confidence)
    .where(
        Practice.person_id == _PERSON, Practice.path.in_(_PATHS), Practice.confidence.is_not(None)
    )
    .order_by(Practice.answered_at.desc(), Practice.path, Practice.question)
    .limit(_MOST)
)
_CERTIFICATES = (
    select(Certificate.title, Certificate.issued_at, Certificate.revoked_at)
    .where(Certificate.person_id == _PERSON, Certificate.path.in_(_PATHS))
    .order_by(Certificate.issued_at)
)


def list_attempts(
    connection: Connection, person_id: str, paths: Sequence[str], *, most: int
) -> Sequence[AttemptLine]:
    """List the attempts of a person at these modules, the last begun first."""
    values = {"person_id": person_id, "paths": list(paths), "most": most}
    rows = connection.execute(_ATTEMPTS, values)
    return [AttemptLine(*cast(_Attempt, row)) for row in rows]


def list_marks(connection: Connection, person_id: str, paths: Sequence[str]) -> Sequence[GivenMark]:
    """List the marks that a person's texts were given: of a tutor's for one text the last."""
    values = {"person_id": person_id, "paths": list(paths)}
    tutors = {
        (row[0], row[1]): GivenMark(row[0], row[1], row[2], False, *row[3:])
        for row in connection.execute(_BY_TUTORS, values)
    }
    others = [
        GivenMark(row[0], row[1], "", row[2], *row[3:])
        for row in connection.execute(_BY_OTHERS, values)
    ]
    return [*tutors.values(), *others]


def list_recalls(
    connection: Connection, person_id: str, paths: Sequence[str], *, most: int
) -> Sequence[RecallLine]:
    """List a person's answers to questions of these modules that came back, the last first."""
    values = {"person_id": person_id, "paths": list(paths), "most": most}
    return [RecallLine(*row) for row in connection.execute(_RECALLS, values)]


def list_sure(
    connection: Connection, person_id: str, paths: Sequence[str], *, most: int
) -> Sequence[SureLine]:
    """List how sure a person was of their latest answers to these modules, the last first."""
    values = {"person_id": person_id, "paths": list(paths), "most": most}
    rows = connection.execute(_SURE, values)
    return [SureLine(result, sure) for result, sure in rows if sure is not None]


def list_certificates(
    connection: Connection, person_id: str, paths: Sequence[str]
) -> Sequence[CertificateLine]:
    """List a person's certificates of these courses, the first issued first."""
    values = {"person_id": person_id, "paths": list(paths)}
    return [CertificateLine(*row) for row in connection.execute(_CERTIFICATES, values)]
