"""Taking a whole work out of the database: rows alone, and no rule of who may or when."""

from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, delete, exists, func, or_, select

from learning.storage.schema import Publication, PublicationAsset
from learning.storage.studio_schema import (
    DraftFile,
    DraftSave,
    Medium,
    Work,
    WorkEditor,
    WorkReview,
)


@dataclass(frozen=True, slots=True)
class Held:
    """What a work holds: texts and media, gone ones too, and all saves of the texts."""

    texts: int
    media: int
    saves: int


_PREFIX = bindparam("at_prefix", type_=Work.prefix.type)
_PATHS = select(DraftFile.path).where(DraftFile.prefix == _PREFIX)
_PUBLISHED = select(Publication.id).where(
    or_(Publication.path.in_(_PATHS), Publication.path.startswith(_PREFIX + "/"))
)
_LAST_SAVED = select(func.max(DraftFile.saved_at)).where(DraftFile.prefix == _PREFIX)
# A review of what was changed since can be answered no more.
_WAITING = select(WorkReview.id).where(
    WorkReview.prefix == _PREFIX,
    WorkReview.verdict.is_(None),
    WorkReview.asked_at >= _LAST_SAVED.scalar_subquery(),
)
_COUNTS = select(func.count(DraftFile.text), func.count()).where(DraftFile.prefix == _PREFIX)
_SAVES = select(func.count()).select_from(DraftSave).where(DraftSave.path.in_(_PATHS))
_MEDIA = select(DraftFile.sha256).where(DraftFile.prefix == _PREFIX, DraftFile.text.is_(None))
_DROPS = (
    delete(DraftSave).where(DraftSave.path.in_(_PATHS)),
    delete(DraftFile).where(DraftFile.prefix == _PREFIX),
    delete(WorkEditor).where(WorkEditor.prefix == _PREFIX),
    delete(WorkReview).where(WorkReview.prefix == _PREFIX),
    delete(Work).where(Work.prefix == _PREFIX),
)
# What another work or a published version shows stays.
_DROP_MEDIUM = delete(Medium).where(
    Medium.sha256 == bindparam("at_sha256"),
    ~exists().where(DraftFile.sha256 == Medium.sha256),
    ~exists().where(PublicationAsset.sha256 == Medium.sha256),
)


def was_published(connection: Connection, prefix: str) -> bool:
    """Whether any file of a work was ever published, also before it was a work."""
    values = {"at_prefix": prefix}
    return connection.execute(_PUBLISHED.limit(1), values).first() is not None


def is_reviewed(connection: Connection, prefix: str) -> bool:
    """Whether somebody was asked for a look at a work as it stands, and has not answered."""
    return connection.execute(_WAITING.limit(1), {"at_prefix": prefix}).first() is not None


def count_held(connection: Connection, prefix: str) -> Held:
    """Count what a work holds."""
    values = {"at_prefix": prefix}
    texts, files = connection.execute(_COUNTS, values).one()
    return Held(texts, files - texts, connection.execute(_SAVES, values).scalar_one())


def drop_work(connection: Connection, prefix: str) -> None:
    """Take a work away with its files, their saves, its people, reviews and media."""
    values = {"at_prefix": prefix}
    media = connection.execute(_MEDIA, values).scalars().all()
    for statement in _DROPS:
        connection.execute(statement, values)
    for each in set(media):
        connection.execute(_DROP_MEDIUM, {"at_sha256": each})
