"""Texts for the other side: offered in the transaction that stores them, shown to their author.

Knows attempts and their pages; marking a text is in `marking.py`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy import Connection

from learning.model.key import Module
from learning.model.names import HEALTH, LAW, QuestionId, Role
from learning.operations.accounts import Viewer
from learning.operations.moments import find_zone
from learning.operations.practice import find_telling, start_of_day
from learning.operations.site import Site
from learning.operations.tutor_marks import make_marks
from learning.play.marked import Stands, is_told_by_peers, list_done
from learning.play.moving import follow_question
from learning.play.shown import PeerMarks, PeerStand, ShownBlock
from learning.play.state import Move, State
from learning.quiz.answer import Marker
from learning.storage import peer_texts
from learning.storage.attempts import AttemptRow, NewMove
from learning.storage.peer_texts import MarkRow, NewText, TextRow

# So long an author waits for somebody else before marking their own text.
WAIT = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class DoneText:
    """A text that was just settled, and from when on the other side may read it."""

    id: str
    question: QuestionId
    title: str
    text: str
    side: Role
    offered_at: datetime


def list_texts(
    site: Site, module: Module, move: Move, *, after: State, at: datetime
) -> tuple[DoneText, ...]:
    """List the texts for the other side that a move has settled.

    None is offered before its author may be told by what it is marked.
    """
    done = tuple(list_done(module, move, after))
    told_from = find_telling(site, module.case) if done else None
    if told_from is None:
        return ()
    return tuple(
        DoneText(
            _draw_name(site), question.id, question.title, text, after.role, max(at, told_from)
        )
        for question, text in done
    )


def offer_texts(
    connection: Connection,
    person_id: str,
    row: AttemptRow,
    *,
    new: NewMove,
    texts: Iterable[DoneText],
) -> None:
    """Offer texts to the other side, in the transaction that stores their move."""
    for each in texts:
        offered = NewText(
            id=each.id,
            attempt_id=new.attempt_id,
            question=each.question,
            path=row.path,
            publication_id=row.publication_id,
            author_id=person_id,
            side=each.side,
            title=each.title,
            text=each.text,
            written_at=new.made_at,
            offered_at=each.offered_at,
        )
        peer_texts.add_text(connection, offered)


def find_stands(
    site: Site,
    viewer: Viewer,
    module: Module,
    *,
    attempt_id: str,
    shown: Iterable[ShownBlock],
) -> Stands:
    """Say by question what came of an attempt's texts; nothing is asked where there are none."""
    if not any(map(is_told_by_peers, shown)):
        return {}
    with site.database.read() as connection:
        rows = peer_texts.list_of_attempt(connection, attempt_id, viewer.person_id)
        marks = list_marks(connection, rows)
    # A newer version may know the question by another name.
    return {
        follow_question(module, QuestionId(row.question)): make_stand(site, row, marks[row.id])
        for row in rows
    }


def list_marks(connection: Connection, rows: Sequence[TextRow]) -> Mapping[str, Sequence[MarkRow]]:
    """List by text the marks that were given, the first first."""
    marks = peer_texts.list_marks(connection, [row.id for row in rows]) if rows else ()
    return {row.id: [each for each in marks if each.text_id == row.id] for row in rows}


def make_stand(site: Site, row: TextRow, marks: Sequence[MarkRow]) -> PeerStand:
    """Say what came of a text, for its author."""
    own_at = find_own_time(site, row)
    return PeerStand(
        text_id=row.id,
        side=HEALTH if row.side == LAW else LAW,
        own_from=own_at.astimezone(find_zone(site)).date(),
        marks=tuple(map(_load_marks, marks)),
        may_rate=not marks and site.clock() >= own_at,
    )


def find_own_time(site: Site, row: TextRow) -> datetime:
    """Say from when on an author may mark a text that nobody has marked: the beginning of a day."""
    zone = find_zone(site)
    return start_of_day((row.offered_at.astimezone(zone) + WAIT).date(), zone)


def _load_marks(row: MarkRow) -> PeerMarks:
    return make_marks(row.points, row.words, by=Marker.SELF if row.own else Marker.PEER)


def _draw_name(site: Site) -> str:
    # An id tells when it was drawn, and whoever marks a text is not to know when it was written.
    return sha256(site.new_id().encode()).hexdigest()[:32]
