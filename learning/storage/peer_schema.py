"""The tables of texts that somebody of the other side marks, as typed classes.

A mark is only ever added; of a text only the count of its marks is changed.
"""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from learning.storage.session_schema import Base

__all__ = ["Base", "PeerMark", "PeerText"]


class PeerText(Base):
    """A text that somebody of the other side is to mark, as it was handed in on a version.

    `side` is its author's, `title` the question in words. It is offered from `offered_at` on, when
    its author may be told what was right. `marks` counts those that others gave.
    """

    __tablename__ = "peer_text"
    __table_args__ = (
        Index("uq_peer_text_answer", "attempt_id", "question", unique=True),
        Index(None, "author_id", "path", "question"),
        Index(
            "ix_peer_text_waiting",
            "path",
            "question",
            sqlite_where=text("marks < 2"),
            postgresql_where=text("marks < 2"),
        ),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    attempt_id: Mapped[str] = mapped_column(ForeignKey("attempt.id"))
    question: Mapped[str]
    path: Mapped[str]
    publication_id: Mapped[str] = mapped_column(ForeignKey("publication.id"))
    author_id: Mapped[str] = mapped_column(ForeignKey("person.id"))
    side: Mapped[str]
    title: Mapped[str]
    text: Mapped[str]
    marks: Mapped[int]
    written_at: Mapped[datetime]
    offered_at: Mapped[datetime]


class PeerMark(Base):
    """What somebody gave a text by its rubric, with a few words; its author may do so too.

    `points` are pairs as JSON, one a criterion: points given, of how many. Never changed, never
    removed.
    """

    __tablename__ = "peer_mark"
    __table_args__ = (Index(None, "marker_id"),)

    text_id: Mapped[str] = mapped_column(ForeignKey("peer_text.id"), primary_key=True)
    marker_id: Mapped[str] = mapped_column(ForeignKey("person.id"), primary_key=True)
    points: Mapped[str]
    words: Mapped[str]
    given_at: Mapped[datetime]
