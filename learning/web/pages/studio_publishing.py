"""The pages of publishing a work, in words: what would change, who agreed, and what was before."""

from collections.abc import Iterable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from learning.content.changes import Change, Weight
from learning.model.finding import Finding
from learning.operations.studio_paths import name_main
from learning.operations.studio_publishing import Outcome
from learning.operations.studio_reviews import ReadText, Review
from learning.operations.studio_versions import Versions
from learning.storage.studio_reviews import AGREED, NOT_YET, VersionRow
from learning.web.pages.accounts import FormPage
from learning.web.pages.publishing import ChangeRow, OlderRow, make_publishing
from learning.web.pages.words import say_count, say_date

MOST_TOLD = 60
UNREADABLE = "The published version can be read no more, so that no differences can be told."
SAME = "Nothing that learners see or that is marked has changed."
WEIGHTS = {Weight.MARKS: "Marks", Weight.WAY: "The way through", Weight.WORDS: "Words"}


@dataclass(frozen=True, slots=True)
class ToldRow:
    """A file that would change, with its differences in words by what they matter to."""

    row: ChangeRow
    versions_url: str
    told: tuple[tuple[str, tuple[str, ...]], ...]
    note: str


@dataclass(frozen=True, slots=True)
class ErrorRow:
    """An error that stands in the way; `url` leads to its line in the editor."""

    place: str
    words: str
    fix: str
    url: str


@dataclass(frozen=True, slots=True)
class ReviewLine:
    """A review of what is shown, and what came of it."""

    words: str
    url: str


@dataclass(frozen=True, slots=True)
class PublishPage:
    """Everything that the page of publishing a work prints."""

    title: str
    prefix: str
    lede: str
    changes: tuple[ToldRow, ...]
    errors: tuple[ErrorRow, ...]
    warnings: tuple[ErrorRow, ...]
    shown: tuple[str, ...]
    older: tuple[OlderRow, ...]
    reviews: tuple[ReviewLine, ...]
    review_needed: bool
    is_agreed: bool
    has_changes: bool
    may_publish: bool
    digest: str
    form: FormPage
    overtaken: bool = False


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """What a second educator is shown, and the form in which they answer."""

    id: str
    title: str
    prefix: str
    asked: str
    words: str
    answer: str
    answer_words: str
    changes: tuple[ToldRow, ...]
    texts: tuple[ReadText, ...]
    is_same: bool
    wrote_all: bool
    may_answer: bool
    may_write: bool
    preview_url: str
    verdicts: tuple[tuple[str, str, None], ...]
    form: FormPage


@dataclass(frozen=True, slots=True)
class VersionLine:
    """One version in the list."""

    id: str
    words: str
    attempts: str
    state: str
    shown: bool


@dataclass(frozen=True, slots=True)
class VersionsPage:
    """The versions of a file, and the one looked at; `first` says so of the first of them."""

    path: str
    prefix: str
    versions: tuple[VersionLine, ...]
    chosen: VersionLine | None
    first: str
    over_before: tuple[str, ...]
    going_back: tuple[str, ...]
    current: str
    may_go_back: bool
    review_needed: bool


def make_publish(outcome: Outcome, form: FormPage, *, overtaken: bool = False) -> PublishPage:
    """Put what publishing a work would do into words."""
    page = make_publishing(outcome.forecast, outcome.older)
    return PublishPage(
        title=outcome.title,
        prefix=outcome.work.prefix,
        lede=page.lede,
        changes=_tell_changes(outcome),
        errors=_make_errors(each for found in outcome.broken.values() for each in found),
        warnings=_make_errors(outcome.forecast.report.warnings),
        shown=tuple(outcome.shown),
        older=page.older,
        reviews=_tell_reviews(outcome),
        review_needed=outcome.work.review_needed,
        is_agreed=outcome.is_agreed,
        has_changes=outcome.has_changes,
        may_publish=outcome.may_publish,
        digest=outcome.forecast.digest,
        form=form,
        overtaken=overtaken,
    )


def make_review(review: Review, form: FormPage) -> ReviewPage:
    """Put a review into words."""
    row, outcome = review.row, review.outcome
    answers = {AGREED: "agrees to this", NOT_YET: "says: not yet"}
    return ReviewPage(
        id=row.id,
        title=outcome.title,
        prefix=row.prefix,
        asked=f"{review.asked_by} asked for this look on {say_date(row.asked_at)}.",
        words=row.words,
        answer=f"{review.answered_by} {answers[row.verdict]}." if row.verdict else "",
        answer_words=row.answer,
        changes=_tell_changes(outcome) if review.is_same else (),
        texts=review.texts,
        is_same=review.is_same,
        wrote_all=review.wrote_all,
        may_answer=review.may_answer,
        may_write=review.may_write,
        preview_url=(
            f"/studio/preview/{name_main(row.prefix)}"
            if review.may_write or review.may_answer
            else ""
        ),
        verdicts=((AGREED, "I agree: publish it as it is", None), (NOT_YET, "Not yet", None)),
        form=form,
    )


def make_versions(view: Versions, zone: ZoneInfo) -> VersionsPage:
    """Put the versions of a file into words, by the clock of that zone."""
    lines = tuple(_make_version(view, each, zone) for each in view.versions)
    chosen, current = view.chosen, view.current
    return VersionsPage(
        path=view.path,
        prefix=view.prefix,
        versions=lines,
        chosen=next((each for each in lines if each.shown), None),
        first=_say_first(view),
        over_before=_say_changes(view.over_before),
        going_back=_say_changes(view.going_back),
        current=current.id if current else "",
        may_go_back=chosen is not None and not chosen.is_current and view.going_back is not None,
        review_needed=view.review_needed,
    )


def _tell_changes(outcome: Outcome) -> tuple[ToldRow, ...]:
    rows = make_publishing(outcome.forecast, ()).changes
    return tuple(_tell_file(outcome, row) for row in rows)


def _tell_file(outcome: Outcome, row: ChangeRow) -> ToldRow:
    changes = outcome.changes.get(row.path, ())
    is_new = row.path in outcome.forecast.added
    versions_url = "" if is_new else f"/studio/versions/{row.path}"
    if row.path not in outcome.changes:
        return ToldRow(row, versions_url, (), "")
    if changes is None:
        return ToldRow(row, versions_url, (), UNREADABLE)
    more = len(changes) - MOST_TOLD
    note = f"And {say_count(more, 'more change')}." if more > 0 else "" if changes else SAME
    told = (
        (words, tuple(each.words for each in changes[:MOST_TOLD] if each.weight is weight))
        for weight, words in WEIGHTS.items()
    )
    return ToldRow(row, versions_url, tuple(each for each in told if each[1]), note)


def _make_errors(findings: Iterable[Finding]) -> tuple[ErrorRow, ...]:
    return tuple(
        ErrorRow(
            f"{each.file}, line {each.line}",
            f"{each.message} ({each.code})",
            each.fix,
            f"/studio/edit/{each.file}?line={each.line}",
        )
        for each in findings
    )


def _tell_reviews(outcome: Outcome) -> tuple[ReviewLine, ...]:
    said = {AGREED: "A second educator agrees to this", NOT_YET: "A second educator says: not yet"}
    return tuple(
        ReviewLine(
            f"{said.get(each.verdict or '', 'Not answered yet')}"
            f" (asked for on {say_date(each.asked_at)})",
            f"/studio/review/{each.id}",
        )
        for each in outcome.reviews
    )


def _make_version(view: Versions, row: VersionRow, zone: ZoneInfo) -> VersionLine:
    at = row.published_at.astimezone(zone)
    withdrawn = "Withdrawn" if row.withdrawn_at else ""
    return VersionLine(
        id=row.id,
        words=f"{say_date(at)}, {at:%H:%M}, by {row.name or row.who}",
        attempts=say_count(view.attempts.get(row.id, 0), "attempt"),
        state="What learners have now" if row.is_current else withdrawn,
        shown=view.chosen is not None and row.id == view.chosen.id,
    )


def _say_first(view: Versions) -> str:
    held = f": {view.holds}" if view.holds else ""
    return f"This is the first version that was published{held}." if view.is_first else ""


def _say_changes(changes: tuple[Change, ...] | None) -> tuple[str, ...]:
    if changes is None:
        return (UNREADABLE,)
    return tuple(each.words for each in changes[:MOST_TOLD]) or (SAME,)
