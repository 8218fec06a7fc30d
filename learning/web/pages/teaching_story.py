"""One learner's story as their teachers see it: what they did, in the order of time, in words."""

from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass
from datetime import datetime
from itertools import groupby
from operator import itemgetter
from zoneinfo import ZoneInfo

from learning.model.names import Grade
from learning.operations.teaching_story import Played, Story, Text
from learning.quiz.json_values import as_list, as_whole, read_json
from learning.storage.standings import SessionStanding
from learning.storage.teaching_story import CertificateLine, GivenMark
from learning.web.pages.certainty import CertaintyPart, LevelRow, make_part
from learning.web.pages.over_time import OverTime, plot_over_time
from learning.web.pages.plots import NeedRow, plot_needs
from learning.web.pages.teaching import say_cell, say_seen
from learning.web.pages.teaching_asked import name_profession
from learning.web.pages.teaching_tables import Table
from learning.web.pages.words import GRADE_WORDS, say_count, say_date, say_points

_TIME = ("Day", "What", "How it went", "Scenes", "Question", "Text", "Marks")
_LEVELS = ("They said", "Answers", "Right", "Fits", "How they used it")
_POINTS = ("Of", "Accuracy", "Mean points", "Bonus", "Accuracy and bonus")
_OVER_TIME = ("When", "Cues heard", "False alarms", "Over-referral")
_NEED_OVER_TIME = ("When", "Legal need", "Heard", "Missed", "False alarms")


@dataclass(frozen=True, slots=True)
class TextRow:
    """What somebody wrote, and in words the marks that it was given."""

    title: str
    text: str
    marks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened: facts in pairs, the scenes in order, and texts."""

    at: datetime
    day: str
    title: str
    words: str
    scenes: tuple[str, ...] = ()
    texts: tuple[TextRow, ...] = ()


@dataclass(frozen=True, slots=True)
class StoryPage:
    """Everything the template of the story prints."""

    cohort_id: str
    cohort: str
    name: str
    url: str
    facts: tuple[tuple[str, str], ...]
    courses: tuple[tuple[str, tuple[tuple[str, str, str], ...]], ...]
    events: tuple[Event, ...]
    all_events: bool
    needs: tuple[NeedRow, ...]
    over_time: OverTime | None
    certainty: CertaintyPart | None
    recall: str


def make_story(story: Story, zone: ZoneInfo) -> StoryPage:
    """Put a learner's story into words."""
    learner, recalled = story.line.learner, story.recalled
    url = f"/cohorts/{story.cohort.id}"
    came_back = say_count(recalled.answers, "question that came back was", "that came back were")
    return StoryPage(
        cohort_id=story.cohort.id,
        cohort=story.cohort.name,
        name=learner.name,
        url=f"{url}/learners/{learner.person_id}",
        facts=tuple(_list_facts(story, zone)),
        courses=tuple(_list_courses(story)),
        events=tuple(sorted(_list_events(story, zone), key=lambda each: each.at)),
        all_events=story.all_attempts,
        needs=plot_needs(story.spotting),
        over_time=plot_over_time(story.periods),
        certainty=make_part(story.calibration, ()) if story.calibration else None,
        recall=f"{came_back} answered, {recalled.right} rightly." if recalled.answers else "",
    )


def list_tables(page: StoryPage, zone: ZoneInfo) -> Iterator[Table]:
    """Give all that the page shows as tables."""
    recall = (("What came back", page.recall),) if page.recall else ()
    yield Table("About", ("What", "Says"), (("Name", page.name), *page.facts, *recall))
    modules = [(course, title, words) for course, rows in page.courses for title, _, words in rows]
    yield Table("Modules", ("Course", "Module", "How far"), tuple(modules))
    yield Table("In the order of time", _TIME, tuple(_list_lines(page.events, zone)))
    needs = ((row.label, str(row.hits), str(row.total), str(row.alarms)) for row in page.needs)
    yield Table("By legal need", ("Need", "Heard", "Cues", "False alarms"), tuple(needs))
    if page.over_time:
        yield Table("Spotting over time", _OVER_TIME, page.over_time.rows)
        yield Table("Spotting by need over time", _NEED_OVER_TIME, page.over_time.need_rows)
    if page.certainty:
        yield Table("Level by level", _LEVELS, tuple(map(_list_level, page.certainty.levels)))
        yield Table("Certainty points", _POINTS, tuple(map(astuple, page.certainty.figures)))


def _list_level(row: LevelRow) -> tuple[str, ...]:
    return row.label, str(row.answers), row.accuracy, row.fits, row.verdict


def _list_lines(events: Iterable[Event], zone: ZoneInfo) -> Iterator[tuple[str, ...]]:
    for event in events:
        day = event.at.astimezone(zone).date().isoformat()
        about = (day, event.title, event.words, " > ".join(event.scenes))
        for text in event.texts or (TextRow("", "", ()),):
            yield *about, text.title, text.text, "; ".join(text.marks)


def _list_facts(story: Story, zone: ZoneInfo) -> Iterator[tuple[str, str]]:
    line = story.line
    needed = sum(not each.module.optional for each in story.columns)
    yield "Email address", line.learner.email
    yield "Profession", name_profession(line.learner.profession)
    yield "In the cohort since", say_date(line.learner.joined_at.astimezone(zone))
    late = f", {line.overdue} overdue" if line.overdue else ""
    yield "Done", f"{line.done} of {say_count(needed, 'module')}{late}"
    seen = say_seen(line.moved_at, zone)
    yield "Seen", f"{seen[0].upper()}{seen[1:]}"


def _list_courses(story: Story) -> Iterator[tuple[str, tuple[tuple[str, str, str], ...]]]:
    rows = [
        (
            (column.course.path, column.course.title),
            (
                f"{column.module.number}. {column.module.title}",
                "overdue" if cell.overdue else cell.state.value,
                say_cell(cell),
            ),
        )
        for column, cell in zip(story.columns, story.line.cells, strict=True)
    ]
    for (_, title), each in groupby(rows, itemgetter(0)):
        yield title, tuple(row for _, row in each)


def _list_events(story: Story, zone: ZoneInfo) -> Iterator[Event]:
    yield from (_make_attempt(each, zone) for each in story.attempts)
    yield from (_make_session(each, zone) for each in story.sessions)
    yield from (_make_certificate(each, zone) for each in story.certificates)


def _make_attempt(played: Played, zone: ZoneInfo) -> Event:
    line = played.line
    return Event(
        at=line.started_at,
        day=say_date(line.started_at.astimezone(zone)),
        title=line.title,
        words=_say_attempt(played, zone),
        scenes=played.scenes,
        texts=tuple(_make_text(each) for each in played.texts),
    )


def _say_attempt(played: Played, zone: ZoneInfo) -> str:
    line = played.line
    if line.finished_at is None:
        return "Begun, not finished"
    day, begun = (each.astimezone(zone).date() for each in (line.finished_at, line.started_at))
    words = "Finished" if day == begun else f"Finished on {say_date(day)}"
    if played.is_survey:
        return f"{words}. What was answered in a survey is told to nobody by name"
    earned, possible = line.earned or 0.0, line.reachable if line.best is None else line.best
    words += f": {say_points(earned, possible or 0.0, whole=line.best is not None)}"
    return f"{words}. {GRADE_WORDS[Grade(line.grade)]}" if line.grade else words


def _make_text(text: Text) -> TextRow:
    marks = [_say_mark(each) for each in text.marks]
    if text.rated:
        given, of = text.rated
        marks.append(f"Themselves, by the rubric: {given} of {say_count(of, 'point')}")
    return TextRow(text.title, text.text, tuple(marks))


def _say_mark(mark: GivenMark) -> str:
    pairs = [as_list(each, 2) for each in as_list(read_json(mark.points))]
    given, of = (sum(as_whole(pair[place]) for pair in pairs) for place in (0, 1))
    who = mark.by or ("Themselves" if mark.own else "Somebody of the other side")
    words = f"{who}: {given} of {say_count(of, 'point')}"
    return f"{words}. {mark.words}" if mark.words else words


def _make_session(session: SessionStanding, zone: ZoneInfo) -> Event:
    at = session.finished_at or session.opened_at
    words = f"Shared session, {session.side} side"
    if session.finished_at is None:
        return Event(at, say_date(at.astimezone(zone)), session.title, f"{words}. Under way")
    own = _say_part(session.earned, session.possible)
    team = _say_part(session.team_earned, session.team_possible)
    grade = f" {GRADE_WORDS[Grade(session.grade)]}." if session.grade else ""
    words = f"{words}. Own part: {own}. The team’s, apart from it: {team}.{grade}"
    return Event(at, say_date(at.astimezone(zone)), session.title, words)


def _say_part(earned: float | None, possible: float | None) -> str:
    return say_points(earned or 0.0, possible) if possible else "nothing to earn"


def _make_certificate(line: CertificateLine, zone: ZoneInfo) -> Event:
    words = "Certificate issued" + (", revoked since" if line.revoked_at else "")
    return Event(line.issued_at, say_date(line.issued_at.astimezone(zone)), line.title, words)
