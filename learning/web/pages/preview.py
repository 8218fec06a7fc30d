"""What a preview shows around a learner's page: the file, its findings, whose eyes one looks with.

Knows the whole file, as its author does; the learner's page is made elsewhere.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from learning.model.course import Course
from learning.model.finding import Finding, Severity
from learning.model.key import Module
from learning.model.names import FACILITATOR
from learning.operations.catalogue import CourseDesk, make_desk
from learning.operations.courses import When, make_stops
from learning.operations.previews import Edition
from learning.operations.trials import Seat, list_roles
from learning.play.staging import Fit
from learning.storage.publications import Hours
from learning.web.pages.catalogue import url_of
from learning.web.pages.course import CoursePage
from learning.web.pages.staging import PlacePart, list_titles, make_place
from learning.web.pages.words import say_count, say_side

FITS = {
    Fit.WHOLE: "",
    Fit.SCENE: "Your moves no longer fit, so you stand in the same scene with the same counters.",
    Fit.NEAREST: "The scene you were in is gone, so you stand in the nearest one on your way.",
}
TONES = {Severity.ERROR: "bad", Severity.WARNING: "warn"}
STOPPED = "The preview has stopped. Start it again in the terminal, and this page goes on."
NOTHING_YET = "This file has errors. There is nothing to play until they are mended."


@dataclass(frozen=True, slots=True)
class Desk:
    """Where a preview stands on its server.

    `base` comes before `/plays/`; `file_url` begins the file anew and `edit_url` is its editor, ""
    for what follows from the file or is not there. `often` is how many milliseconds a page lets
    pass before it asks for news, `stopped` what it says where nobody answers.
    """

    base: str = ""
    file_url: str = ""
    edit_url: str = ""
    often: int = 350
    stopped: str = STOPPED

    def find_url(self, play_id: str) -> str:
        """Give the address of a play."""
        return f"{self.base}/plays/{play_id}"


@dataclass(frozen=True, slots=True)
class FindingRow:
    """A finding: where, what, and how to mend it."""

    place: str
    code: str
    severity: str
    tone: str
    message: str
    fix: str


@dataclass(frozen=True, slots=True)
class SideRow:
    """Somebody with whose eyes the file can be seen."""

    value: str
    text: str
    current: bool


@dataclass(frozen=True, slots=True)
class TutorRow:
    """What a question says to the facilitator alone."""

    title: str
    texts_html: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PreviewBar:
    """Everything a preview prints around the learner's page.

    `number` and `checked` say of which state of the file the page is; `stale` and `note` are empty
    where there is nothing to say.
    """

    url: str
    file: str
    file_url: str
    line: int
    edit_url: str
    often: int
    stopped: str
    number: int
    checked: bool
    sides: tuple[SideRow, ...]
    begun: bool
    stale: str
    note: str
    place: PlacePart | None
    total: str
    findings: tuple[FindingRow, ...]
    errors: bool
    tutor: tuple[TutorRow, ...]


def make_bar(play_id: str, seat: Seat, edition: Edition, *, desk: Desk) -> PreviewBar:
    """Put what a preview says into words."""
    module = edition.compiled if isinstance(edition.compiled, Module) else None
    line = _find_line(module, seat)
    return PreviewBar(
        url=desk.find_url(play_id),
        file=edition.path,
        file_url=desk.file_url or url_of(edition.path),
        line=line,
        edit_url=f"{desk.edit_url}#line-{line}" if desk.edit_url else "",
        often=desk.often,
        stopped=desk.stopped,
        number=edition.number,
        checked=edition.checked,
        sides=tuple(_list_sides(seat, edition)) if module else (),
        begun=seat.state is not None,
        stale=_say_stale(edition),
        note=FITS[seat.fit],
        place=make_place(module, seat) if module else None,
        total=_sum_up(edition),
        findings=tuple(map(_make_finding, edition.findings)),
        errors=edition.count(Severity.ERROR) > 0,
        tutor=tuple(_list_tutor(module, seat)) if module else (),
    )


def make_course_desk(course: Course, known: frozenset[str], when: When) -> CourseDesk:
    """Show a course to somebody who has just enrolled; `known` are the modules that exist."""
    stops = make_stops(course, {}, dict.fromkeys(known, Hours()), when=when)
    return make_desk(course, stops, when)


def lead_on(page: CoursePage, course: Course, lead: Callable[[str], str]) -> CoursePage:
    """Let the modules of a course lead to their previews."""
    urls = {url_of(each.path): lead(each.path) for each in course.modules}
    rows = tuple(replace(row, url=urls.get(row.url, row.url)) for row in page.modules)
    return replace(page, modules=rows, next_url=urls.get(page.next_url, page.next_url))


def _find_line(module: Module | None, seat: Seat) -> int:
    """Give the line on which the scene at hand begins."""
    scene = module.case.scenes.get(seat.state.scene) if module and seat.state else None
    return scene.line if scene else 1


def _list_sides(seat: Seat, edition: Edition) -> Iterator[SideRow]:
    for role in list_roles(edition):
        words = say_side(role).removeprefix("the ")
        yield SideRow(role, words[:1].upper() + words[1:], role == seat.trial.role)


def _say_stale(edition: Edition) -> str:
    if edition.fresh:
        return ""
    if edition.compiled is None:
        return NOTHING_YET
    since = edition.since.astimezone()
    return (
        f"This file has errors. What you see is the last version without any, of {since:%H:%M:%S}."
    )


def _sum_up(edition: Edition) -> str:
    counts = [(edition.count(each), each.value) for each in Severity]
    said = ", ".join(say_count(count, word) for count, word in counts if count)
    if edition.checked:
        return said or "No findings"
    return f"{said}; still checking" if said else "Checking"


def _make_finding(finding: Finding) -> FindingRow:
    return FindingRow(
        f"{finding.file}:{finding.line}:{finding.column}",
        finding.code,
        finding.severity.value,
        TONES[finding.severity],
        finding.message,
        finding.fix,
    )


def _list_tutor(module: Module, seat: Seat) -> Iterator[TutorRow]:
    if seat.state is None or seat.trial.role != FACILITATOR:
        return
    titles = dict(list_titles(module))
    for name, key in module.key.scenes[seat.state.scene].questions.items():
        if key.tutor_html:
            yield TutorRow(titles[name], key.tutor_html)
