"""One learner's whole story in the courses of a cohort, for those who teach it.

Surveys are never in it but for having been done. That it was read is noted once a day for each
reader and learner: who asks can be told who looked, and a teacher who comes back to the page all
day does not bury the rest of the record.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from learning.errors import NotFound
from learning.evidence.calibration import Calibration, SureAnswer, calibrate
from learning.evidence.spotting import Period, Sitting, Spotting, add_up, list_periods
from learning.model.key import Module
from learning.model.names import Kind
from learning.operations.accounts import Viewer
from learning.operations.cohorts import CohortView, open_cohort
from learning.operations.moments import find_zone
from learning.operations.site import Site
from learning.operations.tallies import load_spotting
from learning.operations.teaching import Column, Line, Taught, load_taught, read_glance
from learning.play.marked import list_written
from learning.play.path import list_moments
from learning.play.record import load_state
from learning.play.state import State
from learning.quiz.answer import Confidence, Mark, Result, Written
from learning.quiz.json_values import as_list, as_record, as_text, read_json
from learning.storage import audit, standings, teaching_evidence, teaching_story
from learning.storage.audit import Entry
from learning.storage.standings import SessionStanding
from learning.storage.teaching_story import AttemptLine, CertificateLine, GivenMark, RecallLine

MOST_ATTEMPTS = 100
MOST_ANSWERS = 1000
NOBODY = "There is no such learner in this cohort"
# A row of practice knows no points: what is partly right counts as half.
_SHARES = {Result.RIGHT: 1.0, Result.PARTLY: 0.5, Result.WRONG: 0.0, Result.UNMARKED: 0.0}


@dataclass(frozen=True, slots=True)
class Text:
    """What somebody wrote to a question, the marks that it was given, and those of its writer.

    `rated` is what its writer gave it by its rubric, and of how many points; None until then.
    """

    title: str
    text: str
    marks: tuple[GivenMark, ...]
    rated: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class Played:
    """An attempt: the scenes it went through by their titles, and the texts written in it.

    Of a survey there are none of these, and no points.
    """

    line: AttemptLine
    scenes: tuple[str, ...]
    texts: tuple[Text, ...]

    @property
    def is_survey(self) -> bool:
        """Whether nothing may be told of it but that it was done."""
        return self.line.kind == Kind.SURVEY


@dataclass(frozen=True, slots=True)
class Recalled:
    """How many questions came back and were answered, and how many of these were right."""

    answers: int
    right: int


@dataclass(frozen=True, slots=True)
class Story:
    """All of one learner's story. Attempts come in the order of time, the latest of very many."""

    cohort: CohortView
    line: Line
    columns: tuple[Column, ...]
    attempts: tuple[Played, ...]
    all_attempts: bool
    spotting: Spotting
    periods: tuple[Period, ...]
    calibration: Calibration | None
    recalled: Recalled
    sessions: tuple[SessionStanding, ...]
    certificates: tuple[CertificateLine, ...]


def load_story(site: Site, viewer: Viewer, cohort_id: str, *, person_id: str) -> Story:
    """Show a learner's story to who teaches the cohort; raises NotFound for everybody else."""
    with site.database.read() as connection:
        cohort = open_cohort(connection, viewer, cohort_id)
        story = _read(site, connection, cohort, person_id=person_id)
        entry = _make_entry(site, viewer, cohort, person_id=person_id)
        noted = audit.is_noted(connection, entry)
    if not noted:
        with site.database.write() as connection:
            audit.add_entry(connection, entry)
    return story


def take_story(site: Site, viewer: Viewer, cohort_id: str, *, person_id: str) -> Story:
    """Give the same to be taken away, and note that it was."""
    with site.database.write() as connection:
        cohort = open_cohort(connection, viewer, cohort_id)
        story = _read(site, connection, cohort, person_id=person_id)
        action, who = "learner's story taken away", viewer.person_id
        detail = f"cohort {cohort.name}"
        entry = Entry(site.new_id(), site.clock(), who, action, person_id, detail)
        audit.add_entry(connection, entry)
        return story


def _make_entry(site: Site, viewer: Viewer, cohort: CohortView, *, person_id: str) -> Entry:
    now = site.clock()
    day = now.astimezone(find_zone(site)).date()
    detail = f"cohort {cohort.name}, on {day.isoformat()}"
    return Entry(site.new_id(), now, viewer.person_id, "learner's story read", person_id, detail)


def _read(site: Site, connection: Connection, cohort: CohortView, *, person_id: str) -> Story:
    glance = read_glance(site, connection, cohort)
    line = next((each for each in glance.lines if each.learner.person_id == person_id), None)
    if line is None:
        raise NotFound(NOBODY)
    taught = load_taught(site, connection, cohort.id)
    paths = taught.paths
    found = teaching_story.list_attempts(connection, person_id, paths, most=MOST_ATTEMPTS + 1)
    marks = teaching_story.list_marks(connection, person_id, paths)
    sittings = [*_list_sittings(site, connection, taught, cohort_id=cohort.id, person_id=person_id)]
    recalls = teaching_story.list_recalls(connection, person_id, paths, most=MOST_ANSWERS)
    courses = [each.path for each in taught.courses]
    return Story(
        cohort=cohort,
        line=line,
        columns=taught.columns,
        attempts=tuple(
            _play(site, connection, each, marks=marks) for each in reversed(found[:MOST_ATTEMPTS])
        ),
        all_attempts=len(found) <= MOST_ATTEMPTS,
        spotting=add_up(each.spotting for each in sittings),
        periods=list_periods(sittings),
        calibration=calibrate(_list_sure(connection, paths, person_id)),
        recalled=_count_recalls(recalls),
        sessions=_list_sessions(connection, paths, person_id),
        certificates=tuple(teaching_story.list_certificates(connection, person_id, courses)),
    )


def _play(
    site: Site, connection: Connection, line: AttemptLine, *, marks: Sequence[GivenMark]
) -> Played:
    state = _load_state(line)
    if state is None or line.kind == Kind.SURVEY:
        return Played(line, (), ())
    module = site.shelf.modules.get(connection, line.path, line.sha256)
    titles = {scene.id: scene.title for scene in module.case.scenes.values()}
    scenes = [titles[each.scene] for each in list_moments(state) if each.scene in titles]
    own = [each for each in marks if each.attempt_id == line.id]
    return Played(line, tuple(scenes), tuple(_list_texts(module, state, marks=own)))


def _load_state(line: AttemptLine) -> State | None:
    """Give where an attempt stands; None where it was stored in a form no longer read."""
    try:
        return load_state(line.state)
    except ValueError:
        return None


def _list_texts(module: Module, state: State, *, marks: Sequence[GivenMark]) -> Iterator[Text]:
    asked = list_written(module)
    for name, given in state.answers.items():
        if isinstance(given.answer, Written) and name in asked:
            question, solution = asked[name]
            own = tuple(each for each in marks if each.question == name)
            most = sum(each.points for each in solution.rubric)
            rated = (sum(given.rubric.points), most) if given.rubric else None
            yield Text(question.title, given.answer.text, own, rated)


def _list_sittings(
    site: Site, connection: Connection, taught: Taught, *, cohort_id: str, person_id: str
) -> Iterator[Sitting]:
    titles: Mapping[str, str] = {each.module.path: each.module.title for each in taught.columns}
    found = teaching_evidence.list_first_spotting(
        connection, cohort_id, taught.paths, person_id=person_id
    )
    for each in found:
        day = each.finished_at.astimezone(find_zone(site)).date()
        yield Sitting(day, titles[each.path], load_spotting(each.spotting))


def _list_sure(
    connection: Connection, paths: Sequence[str], person_id: str
) -> Iterator[SureAnswer]:
    for each in teaching_story.list_sure(connection, person_id, paths, most=MOST_ANSWERS):
        result = Result(each.result)
        yield SureAnswer(Mark(_SHARES[result], 1, result), Confidence(each.confidence))


def _count_recalls(recalls: Sequence[RecallLine]) -> Recalled:
    results = [as_list(as_record(read_json(each.outcome)).get("mark")) for each in recalls]
    right = sum(as_text(each[-1]) == Result.RIGHT for each in results if each)
    return Recalled(len(recalls), right)


def _list_sessions(
    connection: Connection, paths: Sequence[str], person_id: str
) -> tuple[SessionStanding, ...]:
    found = standings.list_standings(connection, person_id).sessions
    return tuple(each for each in reversed(found) if each.path in paths and each.side is not None)
