"""Rows of publications: every version of every module and course, and which is current."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, bindparam, insert, select, text, update

from learning.content.beside import Beside
from learning.model.course import stands_alone
from learning.model.key import Assets
from learning.model.names import Kind
from learning.storage.cohort_terms import TERMS, TERMS_COLUMNS, Terms, join_terms
from learning.storage.inserts import values_of
from learning.storage.schema import Enrolment, Publication, PublicationAsset


@dataclass(frozen=True, slots=True)
class Version:
    """Which version of which file, and the ids that attempts on it rest on, one a line."""

    id: str
    path: str
    kind: str
    sha256: str
    ids: str


@dataclass(frozen=True, slots=True)
class CourseVersion:
    """The current version of a course, and since when the person who asks takes it.

    `terms` are those on which they take it in cohorts, where these were asked for.
    """

    path: str
    sha256: str
    enrolled_at: datetime | None
    terms: Terms | None = None


@dataclass(frozen=True, slots=True)
class Hours:
    """When a module itself opens and closes, in local time without a zone, as in `Case`.

    `alone` is there where cohorts give it to the person who asks without a course around it.
    """

    opens: datetime | None = None
    closes: datetime | None = None
    alone: CourseVersion | None = None


# The current courses, and the paths of all that is current with the hours of each.
Offer = tuple[Sequence[CourseVersion], Mapping[str, Hours]]


@dataclass(frozen=True, slots=True)
class Card:
    """What a list shows of a current publication."""

    path: str
    kind: str
    title: str
    summary: str
    needs: str
    jurisdiction: str
    law_checked: date | None
    setting: str | None
    minutes: int | None


@dataclass(frozen=True, slots=True)
class NewAsset:
    """What a version takes in: an included file with its text, or a medium by its digest alone."""

    publication_id: str
    path: str
    sha256: str
    source: bytes | None


@dataclass(frozen=True, slots=True)
class NewPublication:
    """A version as it is first stored, current from then on."""

    id: str
    path: str
    kind: str
    sha256: str
    source: bytes
    title: str
    summary: str
    needs: str
    jurisdiction: str
    law_checked: date | None
    setting: str | None
    minutes: int | None
    opens: datetime | None
    closes: datetime | None
    silent: bool
    ids: str
    published_at: datetime
    published_by: str


_CURRENT = Publication.is_current.is_(True)
_AT = Publication.path == bindparam("at_path")
_VERSIONS = select(
    Publication.id, Publication.path, Publication.kind, Publication.sha256, Publication.ids
).where(_CURRENT)
_VERSION_AT = _VERSIONS.where(_AT)
_SILENT = select(Publication.path).where(Publication.silent.is_(True)).distinct()
_OFFERED = (
    select(Publication.path, Publication.sha256, Enrolment.enrolled_at)
    .join(
        Enrolment,
        (Enrolment.path == Publication.path) & (Enrolment.person_id == bindparam("person_id")),
        isouter=True,
    )
    .where(_CURRENT)
    .order_by(Publication.path)
)
_COURSES = _OFFERED.where(Publication.kind == "course")
_OFFERED_ALL = _OFFERED.add_columns(
    Publication.kind, Publication.opens, Publication.closes, *TERMS_COLUMNS
).join(TERMS, TERMS.c.course == Publication.path, isouter=True)
_COURSE_AT = _COURSES.where(_AT)
_CARDS = (
    select(
        Publication.path,
        Publication.kind,
        Publication.title,
        Publication.summary,
        Publication.needs,
        Publication.jurisdiction,
        Publication.law_checked,
        Publication.setting,
        Publication.minutes,
    )
    .where(_CURRENT)
    .order_by(Publication.title, Publication.path)
)
_CARDS_OF_KIND = _CARDS.where(Publication.kind == bindparam("kind"))
# Versions with one digest are the same in every byte, so that any of them will do.
_SOURCE = (
    select(Publication.id, Publication.source)
    .where(Publication.sha256 == bindparam("sha256"))
    .limit(1)
)
_ASSETS = select(PublicationAsset.path, PublicationAsset.sha256, PublicationAsset.source).where(
    PublicationAsset.publication_id == bindparam("at_id")
)
_TAKEN = (
    select(
        Publication.path,
        PublicationAsset.path,
        PublicationAsset.sha256,
        PublicationAsset.source.is_not(None),
    )
    .join(Publication, Publication.id == PublicationAsset.publication_id)
    .where(_CURRENT)
)
_MEDIA = (
    select(PublicationAsset.sha256)
    .where(PublicationAsset.path == bindparam("at_path"), PublicationAsset.source.is_(None))
    .distinct()
)
_ADD_ASSET = insert(PublicationAsset)
_ADD = insert(Publication).values(is_current=True, withdrawn_at=None)
_RETIRE = update(Publication).where(_CURRENT, _AT).values(is_current=False)
_WITHDRAW = _RETIRE.values(withdrawn_at=bindparam("at"))
# Two nodes that start together publish one after the other.
_LOCK = text("LOCK TABLE publication IN SHARE ROW EXCLUSIVE MODE")


def load_current(connection: Connection, path: str) -> Version | None:
    """Find the current version of a path."""
    row = connection.execute(_VERSION_AT, {"at_path": path}).one_or_none()
    return Version(*row) if row else None


def list_current(connection: Connection) -> Sequence[Version]:
    """List what is current."""
    return [Version(*row) for row in connection.execute(_VERSIONS)]


def list_silent(connection: Connection) -> frozenset[str]:
    """List the paths of quizzes that tell no marks, or did not in some version."""
    return frozenset(connection.execute(_SILENT).scalars())


def load_course(connection: Connection, path: str, *, person_id: str) -> CourseVersion | None:
    """Find a current course, and whether this person takes it."""
    values = {"at_path": path, "person_id": person_id}
    row = connection.execute(_COURSE_AT, values).one_or_none()
    return CourseVersion(*row) if row else None


def list_courses(connection: Connection, *, person_id: str) -> Sequence[CourseVersion]:
    """List the current courses, and which of them this person takes."""
    rows = connection.execute(_COURSES, {"person_id": person_id})
    return [CourseVersion(*row) for row in rows]


def list_offered(connection: Connection, *, person_id: str) -> Offer:
    """List the current courses, and all that is current with its hours, in one statement.

    The terms are told on which the person takes courses, and cases by themselves, in cohorts.
    """
    rows = connection.execute(_OFFERED_ALL, {"person_id": person_id}).all()
    versions: dict[str, CourseVersion] = {}
    courses: dict[str, CourseVersion] = {}
    for path, sha256, enrolled_at, kind, _, _, *rest in rows:
        terms = Terms(*rest) if rest[0] is not None else None
        if kind == Kind.COURSE or (terms and stands_alone(path)):
            known = versions.get(path)
            joined = join_terms(known.terms, terms) if known else terms
            versions[path] = CourseVersion(path, sha256, enrolled_at, joined)
        if kind == Kind.COURSE:
            courses[path] = versions[path]
    alone = {path: each for path, each in versions.items() if path not in courses}
    return [*courses.values()], {row[0]: Hours(row[4], row[5], alone.get(row[0])) for row in rows}


def list_cards(connection: Connection, *, kind: str | None = None) -> Sequence[Card]:
    """List what is current by title, all of it or one kind."""
    if kind is None:
        return [Card(*row) for row in connection.execute(_CARDS)]
    return [Card(*row) for row in connection.execute(_CARDS_OF_KIND, {"kind": kind})]


def load_source(connection: Connection, sha256: str) -> tuple[bytes, Beside]:
    """Give the text of a version, and what it takes in."""
    identity, source = connection.execute(_SOURCE, {"sha256": sha256}).one()
    rows = connection.execute(_ASSETS, {"at_id": identity}).all()
    includes = {row.path: row.source for row in rows if row.source is not None}
    media = {row.path: row.sha256 for row in rows if row.source is None}
    return source, Beside(includes, media)


def list_taken(connection: Connection) -> Mapping[str, Assets]:
    """Give what each current version takes in, by its path; none that takes in nothing."""
    taken: dict[str, tuple[dict[str, str], dict[str, str]]] = {}
    for path, asset, digest, is_text in connection.execute(_TAKEN):
        includes, media = taken.setdefault(path, ({}, {}))
        (includes if is_text else media)[asset] = digest
    return {path: Assets(*each) for path, each in taken.items()}


def list_media(connection: Connection, path: str) -> Sequence[str]:
    """List the digests of the media that versions took in from a path."""
    return connection.execute(_MEDIA, {"at_path": path}).scalars().all()


def lock_publications(connection: Connection) -> None:
    """Let nobody else publish until the transaction ends. SQLite has one writer anyway."""
    if connection.dialect.name == "postgresql":
        connection.execute(_LOCK)


def add_publication(
    connection: Connection, publication: NewPublication, assets: Iterable[NewAsset] = ()
) -> None:
    """Make this the current version of its path; the one before it stays, for its attempts."""
    connection.execute(_RETIRE, {"at_path": publication.path})
    connection.execute(_ADD, values_of(publication))
    for each in assets:
        connection.execute(_ADD_ASSET, values_of(each))


def withdraw_publication(connection: Connection, path: str, *, at: datetime) -> None:
    """Take a path out of the catalogue; attempts on it go on."""
    connection.execute(_WITHDRAW, {"at_path": path, "at": at})
