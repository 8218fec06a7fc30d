"""The tables of the studio, as typed classes: courses and cases that are written in the browser.

Saves and reviews are only ever added to, save where a line says so.
"""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from learning.storage.peer_schema import Base

__all__ = [
    "AccessToken",
    "Base",
    "DraftFile",
    "DraftSave",
    "Medium",
    "Work",
    "WorkEditor",
    "WorkReview",
]


class Work(Base):
    """One course (`courses/NAME`) or case (`cases/NAME`) that is written in the studio.

    It owns `PREFIX.md`, `PREFIX.test.md` and all below `PREFIX/`; publishing the content folder
    leaves these alone. `review_needed`: a second educator has to agree before it is published.
    """

    __tablename__ = "work"

    prefix: Mapped[str] = mapped_column(primary_key=True)
    owner_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    review_needed: Mapped[bool]
    made_at: Mapped[datetime]


class WorkEditor(Base):
    """That somebody besides its owner writes a work. Removed when it is no longer so."""

    __tablename__ = "work_editor"

    prefix: Mapped[str] = mapped_column(ForeignKey("work.prefix"), primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), primary_key=True, index=True)
    added_at: Mapped[datetime]


class DraftFile(Base):
    """One file of a work as it stands now, after its save number `no`.

    `text` is that of Markdown; None for a medium, which `Medium` holds by its digest. A file that
    is `gone` was removed, and keeps its saves. `title`, `law_checked`, `errors` and `warnings` are
    what the list of works shows; None of the counts: not checked since.
    """

    __tablename__ = "draft_file"

    path: Mapped[str] = mapped_column(primary_key=True)
    prefix: Mapped[str] = mapped_column(ForeignKey("work.prefix"), index=True)
    no: Mapped[int]
    sha256: Mapped[str]
    text: Mapped[bytes | None]
    title: Mapped[str]
    law_checked: Mapped[date | None]
    errors: Mapped[int | None]
    warnings: Mapped[int | None]
    gone: Mapped[bool]
    saved_at: Mapped[datetime]
    saved_by: Mapped[str] = mapped_column(ForeignKey("person.id"))


class DraftSave(Base):
    """One save of a file of text, number `no` from 1; `packed` is the text, compressed by zlib.

    What its page called it, `request_id`, makes it count once however often it is sent. Old ones
    are thinned out: the newest of each day stays.
    """

    __tablename__ = "draft_save"
    __table_args__ = (Index("uq_draft_save_request", "path", "request_id", unique=True),)

    path: Mapped[str] = mapped_column(ForeignKey("draft_file.path"), primary_key=True)
    no: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    sha256: Mapped[str]
    packed: Mapped[bytes]
    request_id: Mapped[str]
    saved_at: Mapped[datetime]
    saved_by: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)


class Medium(Base):
    """A picture, sound or video of the studio, by the SHA-256 of its content."""

    __tablename__ = "medium"

    sha256: Mapped[str] = mapped_column(primary_key=True)
    content: Mapped[bytes]
    stored_at: Mapped[datetime]


class WorkReview(Base):
    """That a state of a work, named by its digest, was shown to a second educator.

    `verdict` is None until they answer, then agreed or not-yet; only the answer is ever changed.
    """

    __tablename__ = "work_review"
    __table_args__ = (Index(None, "prefix", "asked_at"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    prefix: Mapped[str] = mapped_column(ForeignKey("work.prefix"))
    digest: Mapped[str]
    words: Mapped[str]
    asked_by: Mapped[str] = mapped_column(ForeignKey("person.id"))
    asked_at: Mapped[datetime]
    verdict: Mapped[str | None]
    answer: Mapped[str]
    answered_by: Mapped[str | None] = mapped_column(ForeignKey("person.id"))
    answered_at: Mapped[datetime | None]


class AccessToken(Base):
    """A key with which somebody's own programs read and write their works, kept as a hash."""

    __tablename__ = "access_token"
    __table_args__ = (
        Index(
            "ix_access_token_person",
            "person_id",
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
    )

    token_hash: Mapped[str] = mapped_column(primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"))
    name: Mapped[str]
    made_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
