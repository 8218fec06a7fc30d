"""The pages of publishing, in words: what would change, for whom, and what is in the way."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from learning.model.finding import Finding
from learning.operations.forecast import Forecast, Outlook
from learning.operations.remarking import Foreseen
from learning.storage.editions import Edited, Older
from learning.web.pages.words import say_count, say_date

_NOBODY = Outlook()
ACTIONS = {"published": "Published", "withdrawn": "Withdrawn", "re-marked": "Marked again"}


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """A file that would be published or withdrawn, and what that means for attempts."""

    path: str
    what: str
    tone: str
    words: tuple[str, ...]
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FindingRow:
    """One finding of the checker: where, what, and how to mend it."""

    place: str
    words: str
    fix: str


@dataclass(frozen=True, slots=True)
class BrokenRow:
    """A file that cannot be published, with what is to be mended in it."""

    path: str
    findings: tuple[FindingRow, ...]


@dataclass(frozen=True, slots=True)
class OlderRow:
    """A module whose finished attempts could be marked again."""

    title: str
    url: str


@dataclass(frozen=True, slots=True)
class PublishingPage:
    """Everything the template prints. `overtaken`: this is not what was shown before."""

    lede: str
    changes: tuple[ChangeRow, ...]
    broken: tuple[BrokenRow, ...]
    warnings: tuple[FindingRow, ...]
    unchanged: tuple[str, ...]
    older: tuple[OlderRow, ...]
    digest: str
    left: tuple[str, ...] = ()
    overtaken: bool = False


@dataclass(frozen=True, slots=True)
class MarksPage:
    """What marking a module's finished attempts again would change."""

    title: str
    path: str
    url: str
    rows: tuple[tuple[str, str], ...]
    questions: tuple[tuple[str, str, str], ...]
    unfit: str
    reasons: tuple[str, ...]
    told: str
    digest: str
    overtaken: bool = False


@dataclass(frozen=True, slots=True)
class EditRow:
    """Something that was published, withdrawn or marked again."""

    what: str
    path: str
    who: str
    when: str
    detail: str


def make_publishing(
    forecast: Forecast, older: Iterable[Older], *, overtaken: bool = False
) -> PublishingPage:
    """Put a forecast into words."""
    report = forecast.report
    changes = (
        *(_make_change(forecast, path) for path in report.published),
        *(_make_withdrawn(forecast, path) for path in report.withdrawn),
    )
    return PublishingPage(
        lede=_say_lede(len(changes), len(report.broken)),
        changes=changes,
        broken=tuple(
            BrokenRow(path, tuple(_make_finding(each, path) for each in found))
            for path, found in report.broken.items()
        ),
        warnings=tuple(_make_finding(each, "") for each in report.warnings),
        unchanged=report.unchanged,
        older=tuple(OlderRow(each.title, url_of_marks(each.path)) for each in older),
        digest=forecast.digest,
        left=report.left,
        overtaken=overtaken,
    )


def make_marks(foreseen: Foreseen, *, overtaken: bool = False) -> MarksPage:
    """Put what marking again would change into words."""
    unfit = f"{say_count(foreseen.unfit, 'attempt')} cannot be marked again and would stay as told."
    return MarksPage(
        title=foreseen.title,
        path=foreseen.path,
        url=url_of_marks(foreseen.path),
        rows=(
            ("Marks that would rise", f"{foreseen.rising:,}"),
            ("Marks that would fall", f"{foreseen.falling:,}"),
            ("Marks that would stay as they are", f"{foreseen.staying:,}"),
        )
        if foreseen.moving
        else (),
        questions=tuple(
            (each.name, f"{each.rising:,}", f"{each.falling:,}") for each in foreseen.questions
        ),
        unfit=unfit if foreseen.unfit else "",
        reasons=tuple(f"{count:,} {reason}" for reason, count in foreseen.reasons),
        told=_say_told(foreseen),
        digest=foreseen.digest,
        overtaken=overtaken,
    )


def make_edits(edits: Sequence[Edited], zone: ZoneInfo) -> tuple[EditRow, ...]:
    """List what was done lately, by the clock of that zone."""
    return tuple(
        EditRow(
            what=ACTIONS[each.action],
            path=each.path,
            who=each.name or each.who,
            when=_say_moment(each.at.astimezone(zone)),
            detail=each.detail,
        )
        for each in edits
    )


def url_of_marks(path: str) -> str:
    """Give the address of the page that marks a module's attempts again."""
    return f"/publishing/marks/{path}"


def say_published(forecast: Forecast) -> str:
    """Say what was done, for the page after it."""
    report = forecast.report
    outlooks = forecast.outlooks.values()
    parts = [f"Published {say_count(len(report.published), 'file')}"]
    if report.withdrawn:
        parts.append(f"withdrew {len(report.withdrawn)}")
    going_on, staying = (
        sum(each.going_on for each in outlooks),
        sum(each.staying for each in outlooks),
    )
    said = " and ".join(parts) + "."
    if going_on or staying:
        said += (
            f" {say_count(going_on, 'attempt')} under way can go on with the new version;"
            f" {staying} stay on their own."
        )
    return said


def say_marked(foreseen: Foreseen) -> str:
    """Say that attempts were marked again, for the page after it."""
    told = say_count(foreseen.learners, "learner")
    return f"Marked {foreseen.title} again. A message waits for {told}."


def _say_moment(at: datetime) -> str:
    return f"{say_date(at)}, {at:%H:%M}"


def _say_lede(changes: int, broken: int) -> str:
    if not changes and not broken:
        return "Nothing has changed since it was last published."
    said = [f"{say_count(changes, 'file')} would change for learners"] if changes else []
    if broken:
        said.append(f"{say_count(broken, 'file')} cannot be published yet")
    return ", and ".join(said) + "."


def _make_change(forecast: Forecast, path: str) -> ChangeRow:
    outlook = forecast.outlooks.get(path, _NOBODY)
    new = path in forecast.added
    words, reasons = _say_outlook(outlook)
    return ChangeRow(path, "New" if new else "Changed", "primary", words, reasons)


def _make_withdrawn(forecast: Forecast, path: str) -> ChangeRow:
    words, _ = _say_outlook(forecast.outlooks.get(path, _NOBODY))
    gone = "Its file is gone, so it would leave the catalogue."
    return ChangeRow(path, "Withdrawn", "warn", (gone, *words), ())


def _say_outlook(outlook: Outlook) -> tuple[tuple[str, ...], tuple[str, ...]]:
    words = []
    if outlook.going_on:
        words.append(
            f"{say_count(outlook.going_on, 'attempt')} under way would go on with the new version."
        )
    if outlook.staying:
        words.append(
            f"{say_count(outlook.staying, 'attempt')} under way would stay on the version begun."
        )
    if outlook.finished:
        words.append(f"{say_count(outlook.finished, 'finished attempt')} would keep every mark.")
    return tuple(words), tuple(f"{count:,} {reason}" for reason, count in outlook.reasons)


def _make_finding(finding: Finding, path: str) -> FindingRow:
    place = f"line {finding.line}, column {finding.column}"
    where = place if finding.file == path else f"{finding.file}, {place}"
    return FindingRow(where, f"{finding.message} ({finding.code})", finding.fix)


def _say_told(foreseen: Foreseen) -> str:
    if not foreseen.learners:
        return "Nobody’s mark would change, so nobody would be told."
    who = say_count(foreseen.learners, "learner")
    return f"{who} would find a message on the first page, saying how their mark changed."
