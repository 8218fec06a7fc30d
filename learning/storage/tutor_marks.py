"""Rows of answers in free text for a cohort's tutors, and of the marks that tutors give them.

An answer is known by its attempt and by the question as it was called when it was handed in.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from sqlalchemy import BindParameter, Connection, bindparam, case, func, select

from learning.storage.cohort_schema import TutorMark
from learning.storage.inserts import NewRow, values_of
from learning.storage.peer_schema import PeerMark, PeerText
from learning.storage.schema import Attempt, Move, Person, Publication
from learning.storage.teaching_evidence import learner_ids

# As `play.record` writes a reply with a text: in this order, whatever the text holds.
_WRITTEN = '{"answer":{"written":"%'
_REPLY = '%,"move":"reply","question":"%'
_RATED = '{"move":"rate",%'
_QUESTION = re.compile(r'"question":"([^"]+)"}$')
# Longer than any question's id, and than what stands behind it.
_TAIL = 200


@dataclass(frozen=True, slots=True)
class WrittenLine:
    """A text as it was last handed in to a question of a finished attempt."""

    attempt_id: str
    person_id: str
    path: str
    sha256: str
    question: str
    written_at: datetime


@dataclass(frozen=True, slots=True)
class TutorMarkRow:
    """Marks that a tutor gave an answer; of several the greatest `no` holds. `points` are JSON."""

    attempt_id: str
    question: str
    no: int
    marker_id: str
    points: str
    words: str
    given_at: datetime


@dataclass(frozen=True, slots=True)
class GivenLine:
    """Marks by others or (`own`) by the author of a text that the other side was to mark."""

    attempt_id: str
    question: str
    points: str
    own: bool


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """An answer to be marked: whose, on which version, its move, and how often it was marked."""

    attempt_id: str
    person_id: str
    name: str
    path: str
    sha256: str
    role: str
    finished_at: datetime
    body: str
    written_at: datetime


_Answer = tuple[str, str, str, str, str, str, datetime, str, datetime]
_LEARNERS = learner_ids()
_PATHS: BindParameter[Sequence[str]] = bindparam("paths", expanding=True)
_MINE = (
    Attempt.person_id.in_(_LEARNERS),
    Attempt.path.in_(_PATHS),
    Attempt.finished_at.is_not(None),
)
_LENGTH = func.length(Move.body)
_END = func.substr(Move.body, case((_LENGTH > _TAIL, _LENGTH - _TAIL + 1), else_=1))
_WRITTEN_LINES = (
    select(Attempt.id, Attempt.person_id, Attempt.path, Publication.sha256, _END, Move.made_at)
    .join(Attempt, Attempt.id == Move.attempt_id)
    .join(Publication, Publication.id == Attempt.publication_id)
    .where(*_MINE, Move.body.like(_WRITTEN), Move.body.like(_REPLY))
    .order_by(Attempt.path, Attempt.finished_at, Attempt.id, Move.no)
)
_RATED_LINES = (
    select(Attempt.id, Move.body)
    .join(Attempt, Attempt.id == Move.attempt_id)
    .where(*_MINE, Move.body.like(_RATED))
)
_GIVEN = (
    select(
        PeerText.attempt_id,
        PeerText.question,
        PeerMark.points,
        PeerMark.marker_id == PeerText.author_id,
    )
    .join(PeerText, PeerText.id == PeerMark.text_id)
    .where(PeerText.author_id.in_(_LEARNERS), PeerText.path.in_(_PATHS))
    .order_by(PeerMark.given_at)
)
_TUTOR_COLUMNS = tuple(getattr(TutorMark, name) for name in TutorMarkRow.__slots__)
_ALL_GIVEN = (
    select(*_TUTOR_COLUMNS)
    .join(Attempt, Attempt.id == TutorMark.attempt_id)
    .where(*_MINE)
    .order_by(TutorMark.no)
)
_OF_ATTEMPTS = (
    select(*_TUTOR_COLUMNS)
    .where(TutorMark.attempt_id.in_(bindparam("attempt_ids", expanding=True)))
    .order_by(TutorMark.no)
)
_LAST = (
    select(*_TUTOR_COLUMNS)
    .where(
        TutorMark.attempt_id == bindparam("attempt_id"),
        TutorMark.question == bindparam("question"),
    )
    .order_by(TutorMark.no.desc())
    .limit(1)
)
_ANSWER = (
    select(
        Attempt.id,
        Attempt.person_id,
        Person.name,
        Attempt.path,
        Publication.sha256,
        Attempt.role,
        Attempt.finished_at,
        Move.body,
        Move.made_at,
    )
    .join(Move, Move.attempt_id == Attempt.id)
    .join(Person, Person.id == Attempt.person_id)
    .join(Publication, Publication.id == Attempt.publication_id)
    .where(
        *_MINE,
        Attempt.id == bindparam("attempt_id"),
        Move.body.like(_WRITTEN),
        Move.body.like(bindparam("reply_to"), escape="\\"),
    )
    .order_by(Move.no.desc())
    .limit(1)
)
_ADD = NewRow(TutorMark)


def list_written(
    connection: Connection, cohort_id: str, paths: Sequence[str]
) -> Sequence[WrittenLine]:
    """List the texts of the learners' finished attempts, each as it was last handed in."""
    found: dict[tuple[str, str], WrittenLine] = {}
    values = {"cohort_id": cohort_id, "paths": list(paths)}
    for attempt_id, person_id, path, sha256, end, made_at in connection.execute(
        _WRITTEN_LINES, values
    ):
        if question := _find_question(end):
            line = WrittenLine(attempt_id, person_id, path, sha256, question, made_at)
            found[attempt_id, question] = line
    return [*found.values()]


def list_rated(
    connection: Connection, cohort_id: str, paths: Sequence[str]
) -> Mapping[tuple[str, str], str]:
    """Give by attempt and question the move in which its author marked a text."""
    values = {"cohort_id": cohort_id, "paths": list(paths)}
    rows = connection.execute(_RATED_LINES, values)
    return {(attempt_id, _find_question(body)): body for attempt_id, body in rows}


def list_given(connection: Connection, cohort_id: str, paths: Sequence[str]) -> Sequence[GivenLine]:
    """List the marks of texts that the other side was to mark, the first given first."""
    values = {"cohort_id": cohort_id, "paths": list(paths)}
    return [GivenLine(*row[:3], own=bool(row[3])) for row in connection.execute(_GIVEN, values)]


def list_tutors(
    connection: Connection, cohort_id: str, paths: Sequence[str]
) -> Mapping[tuple[str, str], TutorMarkRow]:
    """Give by attempt and question the marks by a tutor that hold."""
    values = {"cohort_id": cohort_id, "paths": list(paths)}
    rows = [TutorMarkRow(*row) for row in connection.execute(_ALL_GIVEN, values)]
    return {(row.attempt_id, row.question): row for row in rows}


def list_of_attempts(
    connection: Connection, attempt_ids: Sequence[str]
) -> Mapping[tuple[str, str], TutorMarkRow]:
    """Give by attempt and question the marks by a tutor that hold."""
    values = {"attempt_ids": list(attempt_ids)}
    rows = [TutorMarkRow(*row) for row in connection.execute(_OF_ATTEMPTS, values)]
    return {(row.attempt_id, row.question): row for row in rows}


def find_answer(
    connection: Connection, cohort_id: str, paths: Sequence[str], *, key: tuple[str, str]
) -> AnswerRow | None:
    """Find the last text to a question in a finished attempt of a learner of the cohort."""
    attempt_id, question = key
    escaped = re.sub(r"([\\%_])", r"\\\1", question)
    values = {
        "cohort_id": cohort_id,
        "paths": list(paths),
        "attempt_id": attempt_id,
        "reply_to": f'%,"move":"reply","question":"{escaped}"}}',
    }
    row = connection.execute(_ANSWER, values).one_or_none()
    return AnswerRow(*cast(_Answer, row)) if row else None


def find_last(connection: Connection, attempt_id: str, question: str) -> TutorMarkRow | None:
    """Find the marks by a tutor that hold for an answer."""
    values = {"attempt_id": attempt_id, "question": question}
    row = connection.execute(_LAST, values).one_or_none()
    return TutorMarkRow(*row) if row else None


def add_mark(connection: Connection, mark: TutorMarkRow) -> bool:
    """Store marks; give False where somebody has given marks of this number already."""
    return _ADD.add(connection, values_of(mark))


def _find_question(end: str) -> str:
    found = _QUESTION.search(end)
    return found[1] if found else ""
