"""What is said of a certificate: on its public page, on the printed one, and on the course page."""

from dataclasses import dataclass

from learning.operations.catalogue import CourseDesk
from learning.operations.certificates import Certificate
from learning.web.pages.catalogue import url_of
from learning.web.pages.words import say_count, say_date

NO_CODE = "That cannot be the code of a certificate. It has 15 letters and figures in three groups"


@dataclass(frozen=True, slots=True)
class CertificatePage:
    """A certificate in words. `revoked` is the day it was, or nothing.

    `course_url` and `print_url` are for its owner: the way back, and the file while it is valid.
    """

    code: str
    name: str
    title: str
    completed: str
    hours: str
    outcomes: tuple[str, ...]
    words: tuple[str, ...]
    revoked: str
    course_url: str = ""
    print_url: str = ""

    def facts(self) -> list[tuple[str, str]]:
        """List what is certified, as pairs for a summary list."""
        rows = [("Name", self.name), ("Course", self.title), ("Completed on", self.completed)]
        return [*rows, *([("Time it takes", self.hours)] if self.hours else [])]


@dataclass(frozen=True, slots=True)
class OfferPage:
    """The certificate on the page of its course: to be earned, asked for, had, or revoked."""

    stage: str
    ask_url: str
    code: str = ""
    url: str = ""
    print_url: str = ""
    revoked: str = ""
    why: str = ""


def make_certificate(certificate: Certificate) -> CertificatePage:
    """Put a certificate into words."""
    may_print = certificate.own and certificate.revoked_at is None
    return CertificatePage(
        code=certificate.code,
        name=certificate.name,
        title=certificate.title,
        completed=say_date(certificate.completed_on),
        hours=say_hours(certificate.minutes),
        outcomes=certificate.outcomes,
        words=certificate.words,
        revoked=say_date(certificate.revoked_at) if certificate.revoked_at else "",
        course_url=url_of(certificate.path) if certificate.own else "",
        print_url=f"/certificates/{certificate.code}/pdf" if may_print else "",
    )


def make_offer(desk: CourseDesk, certificate: Certificate | None) -> OfferPage:
    """Say where a person is with the certificate of a course."""
    ask_url = f"{url_of(desk.course.path)}/certificate"
    if certificate is None:
        return OfferPage("ready" if desk.complete else "later", ask_url)
    own = f"/certificates/{certificate.code}"
    if certificate.revoked_at:
        day = say_date(certificate.revoked_at)
        why = certificate.revoked_why
        return OfferPage("revoked", ask_url, certificate.code, own, revoked=day, why=why)
    return OfferPage("issued", ask_url, certificate.code, own, f"{own}/pdf")


def say_hours(minutes: int | None) -> str:
    """Write how long a course takes in hours and minutes, or nothing where that is not known.

    >>> say_hours(90), say_hours(60), say_hours(45), say_hours(None)
    ('1 hour 30 minutes', '1 hour', '45 minutes', '')
    """
    hours, rest = divmod(minutes or 0, 60)
    parts = [say_count(hours, "hour")] if hours else []
    return " ".join([*parts, *([say_count(rest, "minute")] if rest else [])])
