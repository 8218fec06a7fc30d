"""The studio's list and a work's own page in words."""

from dataclasses import dataclass
from datetime import date
from posixpath import basename
from urllib.parse import quote

from learning.access.rules import Asker
from learning.model.names import Kind
from learning.operations.studio_list import (
    LAW_DAYS,
    LAW_SOON_DAYS,
    Findings,
    Listed,
    OnDisk,
    State,
    StudioView,
    sum_findings,
)
from learning.operations.studio_paths import is_module, name_main
from learning.operations.studio_works import WorkPageView
from learning.storage.studio_lists import FileLine
from learning.web.forms.studio import ListSheet
from learning.web.pages.accounts import FormPage
from learning.web.pages.studio_edit import paste_medium, say_counts
from learning.web.pages.words import join_words, say_date

KINDS = {Kind.CASE: "Case", Kind.COURSE: "Course"}
STATES = {
    State.DRAFT: ("Draft, never published", "plain"),
    State.SAME: ("Published and unchanged", "good"),
    State.CHANGED: ("Changed since it was published", "warn"),
}
NOT_CHECKED = "Not checked yet."
NEW_KINDS = (
    ("case", "Case", "A story that branches, for one learner or a shared session"),
    ("course", "Course", "A folder of lessons, quizzes and surveys, and cases it leads to"),
)
BEGIN = (
    ("starter", "A text that shows each thing it can hold", None),
    ("blank", "A blank page with the title", None),
)
FILE_KINDS = (
    ("lesson", "Lesson", "Read in order"),
    ("quiz", "Quiz", "Questions that are marked"),
    ("survey", "Survey", "Nothing is right or wrong"),
)
CASE_KINDS = (
    ("story", "Stories", "Plays through it that have to stay possible"),
    ("shared", "Shared passage", "A text that others take in with Include"),
)


@dataclass(frozen=True, slots=True)
class WorkRow:
    """A work in the list."""

    title: str
    url: str
    kind: str
    state: str
    tone: str
    findings: str
    law: str
    shared: str
    saved: str


@dataclass(frozen=True, slots=True)
class DiskRow:
    """A course or case of the content folder."""

    title: str
    prefix: str
    kind: str
    copy: str


@dataclass(frozen=True, slots=True)
class StudioPage:
    """The list, as it was asked for."""

    rows: tuple[WorkRow, ...]
    on_disk: tuple[DiskRow, ...]
    waiting: tuple[tuple[str, str], ...]
    sheet: ListSheet
    sees_all: bool


@dataclass(frozen=True, slots=True)
class FileRow:
    """A file on the page of its work."""

    name: str
    path: str
    title: str
    words: str
    is_text: bool
    is_first: bool
    paste: str


@dataclass(frozen=True, slots=True)
class WorkPage:
    """One work, with its files and people, and the forms about it."""

    title: str
    prefix: str
    main: str
    kind: str
    state: str
    tone: str
    findings: str
    law: str
    files: tuple[FileRow, ...]
    media: tuple[FileRow, ...]
    gone: tuple[FileRow, ...]
    owner: str
    editors: tuple[tuple[str, str, str], ...]
    may_share: bool
    review_needed: bool
    file_kinds: tuple[tuple[str, str, str | None], ...]
    begin: tuple[tuple[str, str, str | None], ...]
    adding: bool
    form: FormPage


def make_studio(view: StudioView, sheet: ListSheet, viewer: Asker, *, today: date) -> StudioPage:
    """Show the list, filtered by words and by whose works are wanted."""
    works = (
        each for each in view.works if not sheet.mine or each.work.owner_id == viewer.person_id
    )
    rows = (_make_row(each, viewer, today=today) for each in works)
    disk = (_make_disk_row(each) for each in view.on_disk)
    return StudioPage(
        rows=tuple(each for each in rows if _has_words(sheet.words, each.title, each.url)),
        on_disk=tuple(each for each in disk if _has_words(sheet.words, each.title, each.prefix)),
        waiting=tuple((each.title, f"/studio/review/{each.review_id}") for each in view.waiting),
        sheet=sheet,
        sees_all=viewer.is_admin,
    )


def _has_words(words: str, *places: str) -> bool:
    return any(words.lower() in each.lower() for each in places)


def _make_row(listed: Listed, viewer: Asker, *, today: date) -> WorkRow:
    state, tone = STATES[listed.state]
    return WorkRow(
        title=listed.title,
        url=f"/studio/works/{quote(listed.work.prefix)}",
        kind=KINDS[listed.kind],
        state=state,
        tone=tone,
        findings=say_findings(listed.findings),
        law=say_law(listed.law_checked, today),
        shared=_say_shared(listed, viewer),
        saved=say_date(listed.saved_at),
    )


def _say_shared(listed: Listed, viewer: Asker) -> str:
    """Say whose it is and with whom it is shared; nothing of one's own that is not shared."""
    editors = tuple(listed.editors)
    shared = f"Shared with {join_words(editors)}." if editors else ""
    own = listed.work.owner_id == viewer.person_id
    return shared if own else f"Belongs to {listed.work.owner}. {shared}".strip()


def say_findings(findings: Findings | None) -> str:
    """Say what the checker found.

    >>> say_findings(None), say_findings(Findings(1, 0))
    ('Not checked yet.', '1 error.')
    """
    return NOT_CHECKED if findings is None else say_counts(findings.errors, findings.warnings)


def say_law(checked: date | None, today: date) -> str:
    """Say whether the law has to be checked again, or will have to soon.

    >>> say_law(date(2025, 10, 1), date(2026, 11, 1))
    'Law due for a check: it was last checked on 1 October 2025.'
    >>> say_law(date(2026, 10, 1), date(2026, 11, 1))
    ''
    """
    days = (today - checked).days if checked else 0
    if checked is None or days < LAW_SOON_DAYS:
        return ""
    due = "due for a check" if days > LAW_DAYS else "soon due for a check"
    return f"Law {due}: it was last checked on {say_date(checked)}."


def _make_disk_row(each: OnDisk) -> DiskRow:
    return DiskRow(each.title, each.prefix, KINDS[each.kind], f"copy-{each.prefix}")


def make_work(view: WorkPageView, form: FormPage, *, today: date) -> WorkPage:
    """Show one work, and the forms as they stand or as they were sent."""
    work, listed = view.work, view.listed
    state, tone = STATES[listed.state]
    main = name_main(work.prefix)
    is_course = listed.kind is Kind.COURSE
    return WorkPage(
        title=work.title,
        prefix=work.prefix,
        main=main,
        kind=KINDS[listed.kind],
        state=state,
        tone=tone,
        findings=say_findings(listed.findings),
        law=say_law(listed.law_checked, today),
        files=tuple(_make_file(each, main) for each in view.lines if not each.gone),
        media=tuple(_make_medium(each.path, main) for each in work.files if each.text is None),
        gone=tuple(_make_file(each, main) for each in view.lines if each.gone),
        owner=work.owner.name,
        editors=tuple((each.person_id, each.name, each.email) for each in work.editors),
        may_share=view.may_share,
        review_needed=work.work.review_needed,
        file_kinds=(*FILE_KINDS, *CASE_KINDS) if is_course else CASE_KINDS,
        begin=BEGIN,
        adding=not {"kind", "title"}.isdisjoint(form.errors),
        form=form,
    )


def _make_file(line: FileLine, main: str) -> FileRow:
    words = []
    if line.path != main:
        words.append(line.title)
    if is_module(line.path):
        if line.is_current is None:
            words.append("not published")
        elif not line.is_current:
            words.append("changed since it was published")
        words.append(say_findings(sum_findings((line,))).removesuffix(".").lower())
    return FileRow(
        name=_shorten(line.path, main),
        path=line.path,
        title=line.title,
        words=", ".join(words),
        is_text=True,
        is_first=line.path == main,
        paste="",
    )


def _make_medium(path: str, main: str) -> FileRow:
    paste = "" if path.endswith(".vtt") else paste_medium(main, path)
    return FileRow(_shorten(path, main), path, basename(path), "", False, False, paste)


def _shorten(path: str, main: str) -> str:
    """Give a path from the folder of the work's first file.

    >>> _shorten("courses/one/img/a.png", "courses/one/course.md")
    'img/a.png'
    """
    return path.removeprefix(main.rpartition("/")[0] + "/")
