"""Certificates: issued once to who completed a course, checked by anyone who has the code, revoked.

What one says is what was so on the day; no later change of the course or the account alters it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import Connection

from learning.errors import NotAllowed, NotFound
from learning.model.course import Course, CourseModule
from learning.model.names import Rule
from learning.operations.accounts import Viewer
from learning.operations.catalogue import CourseDesk, show_course
from learning.operations.codes import draw_code, read_code
from learning.operations.moments import find_zone
from learning.operations.site import Site
from learning.operations.throttle import name_source
from learning.play.page_text import read_html
from learning.storage import audit, certificates, people, publications
from learning.storage.audit import Entry
from learning.storage.certificates import CertificateRow, DoneAttempt

NONE_HERE = "This course gives no certificate."
NOT_YET = "The certificate waits until every module is done that is not optional."
REVOKED = "Your certificate was revoked, so no other is issued. Ask whoever runs this site."
NO_CODE = "There is no certificate with this code"
# Three fifths of 100 are a little less than 60 in a computer.
ROUNDING = 1e-9
_PART_END = re.compile(r"</(?:p|li|h[1-6]|blockquote)>")


@dataclass(frozen=True, slots=True)
class Certificate:
    """A certificate. `words` are paragraphs of the course; `minutes` what the course says it takes.

    `revoked_why` is for its owner and for whoever runs the site. `own`: its owner is looking.
    """

    code: str
    path: str
    name: str
    title: str
    completed_on: date
    minutes: int | None
    outcomes: tuple[str, ...]
    words: tuple[str, ...]
    issued_at: datetime
    revoked_at: datetime | None = None
    revoked_why: str = ""
    own: bool = False


def find_mine(site: Site, viewer: Viewer | None, desk: CourseDesk) -> Certificate | None:
    """Give the certificate that a person was issued for a course, valid or revoked."""
    if viewer is None or not desk.course.certificate_html:
        return None
    with site.database.read() as connection:
        row = certificates.find_certificate(connection, viewer.person_id, desk.course.path)
    return _read(row) if row else None


def issue(site: Site, viewer: Viewer, path: str) -> Certificate:
    """Issue the certificate of a course, or give the one that was issued.

    Raises NotFound, or NotAllowed where the course is not completed, gives none, or it is revoked.
    """
    desk = show_course(site, viewer, path)
    if not desk.course.certificate_html:
        raise NotAllowed(NONE_HERE)
    if not desk.complete:
        raise NotAllowed(NOT_YET)
    row = _draft(site, viewer, desk)

    def store(connection: Connection) -> CertificateRow:
        people.lock_person(connection, viewer.person_id)
        known = certificates.find_certificate(connection, viewer.person_id, path)
        if known:
            return known
        if not certificates.add_certificate(connection, row):
            raise AssertionError("a code of 72 random bits was drawn twice")
        entry = _tell(site, row, who=viewer.person_id, action="certificate issued")
        audit.add_entry(connection, entry)
        return row

    issued = site.database.transact(store)
    if issued.revoked_at:
        raise NotAllowed(REVOKED)
    return _read(issued)


def open_mine(site: Site, viewer: Viewer, code: str) -> Certificate:
    """Give a person's own valid certificate, to be printed; raises NotFound or NotAllowed."""
    with site.database.read() as connection:
        row = certificates.load_certificate(connection, code)
    if row is None or row.person_id != viewer.person_id:
        raise NotFound(NO_CODE)
    if row.revoked_at:
        raise NotAllowed(REVOKED)
    return _read(row)


def verify(
    site: Site, typed: str, *, address: str, viewer: Viewer | None = None
) -> Certificate | None:
    """Find the certificate that a code stands for, whoever asks; wrong codes are counted.

    Raises TooMany. What cannot be a code at all is no guess, and costs no look.
    """
    code = read_code(typed)
    if code is None:
        return None
    guesser = name_source("", address).address
    site.guesses.refuse(guesser, site.clock())
    with site.database.read() as connection:
        row = certificates.load_certificate(connection, code)
    if row is None:
        site.guesses.count(guesser, site.clock())
        return None
    own = viewer is not None and row.person_id == viewer.person_id
    return replace(_read(row), revoked_why="", words=(), own=own)


def revoke(site: Site, typed: str, *, why: str, by: str) -> Certificate:
    """Revoke a certificate for a reason; raises NotFound, or NotAllowed where it is revoked."""
    return _change(site, typed, why=why, by=by, revoked=True)


def reinstate(site: Site, typed: str, *, why: str, by: str) -> Certificate:
    """Let a revoked certificate be valid again; raises NotFound, or NotAllowed where it is."""
    return _change(site, typed, why=why, by=by, revoked=False)


def list_all(site: Site) -> Sequence[Certificate]:
    """List every certificate, the first that was issued first."""
    with site.database.read() as connection:
        return [_read(row) for row in certificates.list_certificates(connection)]


def _change(site: Site, typed: str, *, why: str, by: str, revoked: bool) -> Certificate:
    why = " ".join(why.split())
    if not why:
        raise NotAllowed("Say why: it is kept, and the learner reads it.")

    def store(connection: Connection) -> CertificateRow:
        row = certificates.load_certificate(connection, read_code(typed) or "")
        if row is None:
            raise NotFound(NO_CODE)
        if bool(row.revoked_at) is revoked:
            raise NotAllowed(f"{row.id} {'is revoked already' if revoked else 'is not revoked'}.")
        people.lock_person(connection, row.person_id)
        at = site.clock() if revoked else None
        certificates.set_revocation(connection, row.id, at=at, why=why if revoked else "")
        action = "certificate revoked" if revoked else "certificate reinstated"
        audit.add_entry(connection, _tell(site, row, who=by, action=action, why=why))
        return replace(row, revoked_at=at, revoked_why=why if revoked else "")

    return _read(site.database.transact(store))


def _tell(site: Site, row: CertificateRow, *, who: str, action: str, why: str = "") -> Entry:
    """Make the audit entry of what became of a certificate, about the person it is of."""
    detail = f"{row.id} {row.path}" + (f": {why}" if why else "")
    return Entry(site.new_id(), site.clock(), who, action, row.person_id, detail)


def _draft(site: Site, viewer: Viewer, desk: CourseDesk) -> CertificateRow:
    course, needed = desk.course, _list_needed(desk.course)
    now = site.clock()
    with site.database.read() as connection:
        paths = [each.path for each in needed]
        alone = certificates.list_attempts(connection, viewer.person_id, paths)
        together = certificates.list_sessions(connection, viewer.person_id, paths)
        days = []
        for each in needed:
            done = together if each.shared_session else alone
            pass_mark = _find_pass_mark(site, connection, each)
            own = [one for one in done if one.path == each.path]
            days.append(find_done(each.rule, pass_mark, own))
    completed = max(filter(None, days), default=now)
    return CertificateRow(
        id=draw_code(),
        person_id=viewer.person_id,
        path=course.path,
        name=viewer.name,
        title=course.title,
        minutes=course.minutes,
        outcomes="\n".join(course.outcome_texts.get(each, each) for each in course.outcomes),
        words="\n".join(_split_words(course.certificate_html)),
        completed_on=completed.astimezone(find_zone(site)).date(),
        issued_at=now,
    )


def _list_needed(course: Course) -> list[CourseModule]:
    return [each for each in course.modules if not each.optional]


def _find_pass_mark(site: Site, connection: Connection, module: CourseModule) -> int:
    """Give the percent that a module takes: the course's, or where that names none its own."""
    if module.rule is not Rule.PASSED or module.pass_mark is not None:
        return module.pass_mark or 0
    version = publications.load_current(connection, module.path)
    if version is None:
        return 0
    return site.shelf.modules.get(connection, module.path, version.sha256).case.pass_mark or 0


def find_done(rule: Rule, pass_mark: int, attempts: Sequence[DoneAttempt]) -> datetime | None:
    """Say when a module was first done by its rule; where no single attempt shows it, the last."""
    if rule is Rule.SEEN:
        return min((each.started_at for each in attempts), default=None)
    whole = [(each.finished_at, _share(each)) for each in attempts]
    ends = [(at, share) for at, share in whole if at is not None and share is not None]
    enough = [at for at, share in ends if 100 * share + ROUNDING >= pass_mark]
    return min(enough) if enough else max((at for at, _ in ends), default=None)


def _share(attempt: DoneAttempt) -> float | None:
    """Give the share of the points; where there was nothing to earn, nothing is missing."""
    if attempt.best is None or attempt.earned is None:
        return None
    return attempt.earned / attempt.best if attempt.best else 1.0


def _split_words(html: str) -> list[str]:
    return [text for part in _PART_END.split(html) if (text := read_html(part))]


def _read(row: CertificateRow) -> Certificate:
    return Certificate(
        code=row.id,
        path=row.path,
        name=row.name,
        title=row.title,
        completed_on=row.completed_on,
        minutes=row.minutes,
        outcomes=tuple(filter(None, row.outcomes.split("\n"))),
        words=tuple(filter(None, row.words.split("\n"))),
        issued_at=row.issued_at,
        revoked_at=row.revoked_at,
        revoked_why=row.revoked_why,
    )
