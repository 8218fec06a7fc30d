"""Marking what a cohort's learners wrote, as their tutor: what waits, one text, the marks given.

Texts of finished attempts at modules of the cohort's courses, each by the rubric of the version it
was written on. Marks are only ever added: the last one holds. They change no points.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from learning.errors import NotFound, Stale
from learning.model.case import Question
from learning.model.names import Kind, QuestionId
from learning.model.solution import Criterion
from learning.operations.accounts import Viewer, note
from learning.operations.messages import TutorMarked, tell_tutor_marked
from learning.operations.practice import find_telling
from learning.operations.site import Site
from learning.operations.teaching_evidence import Desk, open_desk, open_module
from learning.operations.tutor_marks import Pairs, load_pairs
from learning.play.marked import list_written
from learning.play.moving import follow_question
from learning.play.record import load_move
from learning.play.state import Rate, Reply
from learning.quiz.answer import Marker, Written
from learning.quiz.json_values import write_json
from learning.storage import cohorts, tutor_marks
from learning.storage.tutor_marks import AnswerRow, TutorMarkRow, WrittenLine

NO_TEXT = "There is no such text of a learner of this cohort"
OVERTAKEN = (
    "Somebody has marked this text while you read it. Their marks hold. Look at them, and mark it"
    " again if you see it otherwise."
)


@dataclass(frozen=True, slots=True)
class Answer:
    """A text, and what it was given: shares of the points, None where there is no such mark.

    `tutor` is there once a tutor marked it, with or without points.
    """

    line: WrittenLine
    name: str
    tutor: TutorMarkRow | None
    by_tutor: float | None
    by_peers: tuple[float, ...]
    by_self: float | None

    @property
    def counts(self) -> tuple[Marker, float | None] | None:
        """Whose marks count: a tutor's before those of others, these before one's own."""
        if self.tutor:
            return Marker.TUTOR, self.by_tutor
        if self.by_peers:
            return Marker.PEER, sum(self.by_peers) / len(self.by_peers)
        return None if self.by_self is None else (Marker.SELF, self.by_self)


@dataclass(frozen=True, slots=True)
class WrittenQuestion:
    """A question that asks for a text, and the texts, the oldest first.

    `title` is empty where the module no longer asks it; it is called `name` in either case.
    """

    path: str
    module: str
    name: QuestionId
    title: str
    answers: tuple[Answer, ...]

    @property
    def waiting(self) -> tuple[Answer, ...]:
        """The texts that no tutor has marked."""
        return tuple(each for each in self.answers if each.tutor is None)


@dataclass(frozen=True, slots=True)
class Marking:
    """All texts of a cohort."""

    desk: Desk
    questions: tuple[WrittenQuestion, ...]


@dataclass(frozen=True, slots=True)
class Task:
    """A text with all it is marked by. `no` is what marks given now will be counted as.

    `name` is what its question is called now, `before` the marks that hold, where there are any.
    """

    desk: Desk
    row: AnswerRow
    key: tuple[str, str]
    name: QuestionId
    module: str
    question: Question
    model_html: str
    rubric: tuple[Criterion, ...]
    text: str
    no: int
    before: TutorMarkRow | None
    told_from: datetime | None

    @property
    def pairs(self) -> Pairs:
        """The marks that hold, as points given of how many."""
        return load_pairs(self.before.points) if self.before else ()


def load_marking(site: Site, viewer: Viewer, cohort_id: str) -> Marking:
    """Show what a cohort's learners wrote, question by question, to who teaches it."""
    with site.database.read() as connection:
        desk = open_desk(site, connection, viewer, cohort_id=cohort_id)
        at = (connection, cohort_id, _list_paths(desk))
        lines = tutor_marks.list_written(*at)
        marks = _Marks(
            {each.person_id: each.name for each in cohorts.list_learners(connection, cohort_id)},
            tutor_marks.list_tutors(*at),
            tutor_marks.list_rated(*at),
            _list_given(tutor_marks.list_given(*at)),
        )
        questions = tuple(_list_questions(site, connection, desk, lines=lines, marks=marks))
    return Marking(desk, questions)


def find_next(marking: Marking, path: str, question: str) -> Answer | None:
    """Give the oldest text to a question that waits, or else to any."""
    asked = sorted(marking.questions, key=lambda each: (each.path, each.name) != (path, question))
    return next((waiting for each in asked for waiting in each.waiting), None)


def open_task(site: Site, viewer: Viewer, cohort_id: str, *, key: tuple[str, str]) -> Task:
    """Show a text to whoever teaches its author; raises NotFound."""
    with site.database.read() as connection:
        desk = open_desk(site, connection, viewer, cohort_id=cohort_id)
        row = tutor_marks.find_answer(connection, cohort_id, _list_paths(desk), key=key)
        if row is None:
            raise NotFound(NO_TEXT)
        module = site.shelf.modules.get(connection, row.path, row.sha256)
        newest = open_module(site, connection, desk, path=row.path)
        before = tutor_marks.find_last(connection, *key)
    # An attempt that was taken over to a newer version is asked by the names of that.
    asked = list_written(module).get(follow_question(module, QuestionId(key[1])))
    move = load_move(row.body)
    if asked is None or not isinstance(move, Reply) or not isinstance(move.answer, Written):
        raise NotFound(NO_TEXT)
    question, solution = asked
    return Task(
        desk=desk,
        row=row,
        key=key,
        name=follow_question(newest, QuestionId(key[1])),
        module=module.case.title,
        question=question,
        model_html=solution.model_html,
        rubric=solution.rubric,
        text=move.answer.text,
        no=before.no + 1 if before else 1,
        before=before,
        told_from=find_telling(site, module.case),
    )


def give_marks(
    site: Site, viewer: Viewer, task: Task, *, no: int, given: tuple[Sequence[int], str]
) -> None:
    """Store marks as number `no`, tell the author, and note who gave them.

    The same marks sent twice count once. Raises Stale where somebody else was quicker.
    """
    points, words = given
    pairs = [[each, of.points] for each, of in zip(points, task.rubric, strict=True)]
    mark = TutorMarkRow(*task.key, no, viewer.person_id, write_json(pairs), words, site.clock())

    def store(connection: Connection) -> None:
        last = tutor_marks.find_last(connection, *task.key)
        if (last.no if last else 0) != no - 1 or not tutor_marks.add_mark(connection, mark):
            _repeat(connection, task, mark)
            return
        if task.told_from is not None and task.told_from <= mark.given_at:
            told = TutorMarked(task.module, task.question.title, task.row.attempt_id)
            person_id, path = task.row.person_id, task.row.path
            tell_tutor_marked(site, connection, told, person_id=person_id, path=path)
        action = "text marked by tutor"
        note(site, connection, who=viewer.person_id, action=action, subject=task.row.person_id)

    site.database.transact(store)


def _repeat(connection: Connection, task: Task, mark: TutorMarkRow) -> None:
    last = tutor_marks.find_last(connection, *task.key)
    same = last is not None and (last.no, last.marker_id, last.points, last.words)
    if same != (mark.no, mark.marker_id, mark.points, mark.words):
        raise Stale(OVERTAKEN)


@dataclass(frozen=True, slots=True)
class _Marks:
    """Who wrote, and all marks, by attempt and question as it was called when it was handed in."""

    names: Mapping[str, str]
    tutors: Mapping[tuple[str, str], TutorMarkRow]
    rated: Mapping[tuple[str, str], str]
    given: Mapping[tuple[str, str, bool], tuple[float, ...]]

    def find(self, line: WrittenLine, rubric: Sequence[Criterion]) -> Answer:
        key = (line.attempt_id, line.question)
        tutor, own = self.tutors.get(key), self.given.get((*key, True), ())
        move = load_move(self.rated[key]) if key in self.rated else None
        most = sum(each.points for each in rubric)
        rated = (sum(move.points) / most,) if isinstance(move, Rate) and most else ()
        return Answer(
            line=line,
            name=self.names.get(line.person_id, ""),
            tutor=tutor,
            by_tutor=_find_share(load_pairs(tutor.points)) if tutor else None,
            by_peers=self.given.get((*key, False), ()),
            by_self=next(iter((*own, *rated)), None),
        )


def _list_given(
    rows: Sequence[tutor_marks.GivenLine],
) -> Mapping[tuple[str, str, bool], tuple[float, ...]]:
    given: dict[tuple[str, str, bool], tuple[float, ...]] = {}
    for row in rows:
        key = (row.attempt_id, row.question, row.own)
        share = _find_share(load_pairs(row.points))
        if share is not None:
            given[key] = (*given.get(key, ()), share)
    return given


def _find_share(pairs: Pairs) -> float | None:
    most = sum(of for _, of in pairs)
    return sum(given for given, _ in pairs) / most if most else None


def _list_paths(desk: Desk) -> tuple[str, ...]:
    return tuple(path for path, _, _ in desk.list_modules(Kind.CASE, Kind.LESSON, Kind.QUIZ))


def _list_questions(
    site: Site,
    connection: Connection,
    desk: Desk,
    *,
    lines: Sequence[WrittenLine],
    marks: _Marks,
) -> Iterator[WrittenQuestion]:
    """Sort texts by question, in the order of the courses; those no longer asked come last."""
    for path, title, _ in desk.list_modules(Kind.CASE, Kind.LESSON, Kind.QUIZ):
        own = [each for each in lines if each.path == path]
        if not own:
            continue
        module = site.shelf.modules.get(connection, path, desk.taught.versions[path].sha256)
        written = list_written(module)
        texts: dict[QuestionId, list[Answer]] = {name: [] for name in written}
        for line in own:
            name = follow_question(module, QuestionId(line.question))
            rubric = written[name][1].rubric if name in written else ()
            texts.setdefault(name, []).append(marks.find(line, rubric))
        for name, answers in texts.items():
            if answers:
                asked = written[name][0].title if name in written else ""
                yield WrittenQuestion(path, title, name, asked, tuple(answers))
