"""What a cohort's learners wrote, for their tutor to mark: what waits, one text, and the marks.

Names are left out unless they are asked for.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from learning.operations.tutor_marking import Answer, Marking, Task, WrittenQuestion
from learning.quiz.answer import Marker
from learning.web.forms.marking import MAX_WORDS_CHARACTERS, WORDS, Given
from learning.web.pages.attempts import OvertakenPage
from learning.web.pages.teaching_tables import NOTHING, Table, say_share
from learning.web.pages.words import say_count, say_date
from learning.web.pages.written import CriterionRow, ask_criterion

COUNTS = {Marker.TUTOR: "a tutor", Marker.PEER: "the other side", Marker.SELF: "oneself"}
GONE = "A question that is no longer asked"


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """A question and what waits to it. `next_url` leads to the text to mark first, "" for none."""

    title: str
    module: str
    words: str
    state: str
    url: str
    next_url: str


@dataclass(frozen=True, slots=True)
class MarkingPage:
    """All questions to which a cohort wrote."""

    cohort: str
    cohort_id: str
    url: str
    lede: str
    rows: tuple[QuestionRow, ...]


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """A text in the list of a question's; `name` stands for whoever wrote it."""

    name: str
    when: str
    state: str
    tag: str
    tone: str
    url: str


@dataclass(frozen=True, slots=True)
class AnswersPage:
    """The texts to one question. `names`: they are shown, and `other_url` hides them again."""

    cohort: str
    cohort_id: str
    title: str
    module: str
    lede: str
    names: bool
    other_url: str
    rows: tuple[AnswerLine, ...]


@dataclass(frozen=True, slots=True)
class TaskPage:
    """A text to mark; `before` says what it was given already, with `before_words`."""

    cohort: str
    cohort_id: str
    url: str
    module: str
    title: str
    title_html: str
    body_html: str
    model_html: str
    name: str
    other_url: str
    names: bool
    list_url: str
    when: str
    text: str
    told: str
    before: str
    before_words: str
    no: int
    rows: tuple[CriterionRow, ...]
    words: str
    fault: str
    limit: int
    errors: tuple[tuple[str, str], ...]


def answer_url(cohort_id: str, attempt_id: str, question: str) -> str:
    """Give the address of one text."""
    return f"/cohorts/{cohort_id}/answers/{attempt_id}/{question}"


def make_marking(marking: Marking) -> MarkingPage:
    """Show the questions to which a cohort wrote, and what waits."""
    home = f"/cohorts/{marking.desk.cohort.id}"
    waiting = sum(len(each.waiting) for each in marking.questions)
    texts = sum(len(each.answers) for each in marking.questions)
    lede = f"{say_count(texts, 'text')}, {waiting or 'none'} of them not marked by a tutor yet."
    return MarkingPage(
        cohort=marking.desk.cohort.name,
        cohort_id=marking.desk.cohort.id,
        url=f"{home}/marking",
        lede=lede if texts else "No text waits: nobody has finished a module with one in it.",
        rows=tuple(_make_row(marking, each) for each in marking.questions),
    )


def _make_row(marking: Marking, each: WrittenQuestion) -> QuestionRow:
    cohort_id, waiting = marking.desk.cohort.id, each.waiting
    first = waiting[0].line if waiting else None
    return QuestionRow(
        title=each.title or GONE,
        module=each.module,
        words=f"{say_count(len(each.answers), 'text')}, {len(waiting) or 'none'} waiting",
        state=_say_states(each),
        url=f"/cohorts/{cohort_id}/marking/{each.name}/{each.path}",
        next_url=answer_url(cohort_id, first.attempt_id, first.question) if first else "",
    )


def _say_states(each: WrittenQuestion) -> str:
    """Say whose marks count for how many, and what these come to."""
    shares = [answer.counts for answer in each.answers if answer.counts]
    parts = [
        f"{sum(by is marker for by, _ in shares)} by {words}" for marker, words in COUNTS.items()
    ]
    told = [share for _, share in shares if share is not None]
    mean = f"; mean {say_share(sum(told) / len(told))} of the points" if told else ""
    unmarked = len(each.answers) - len(shares)
    return f"Marks that hold: {', '.join(parts)}{mean}. Not marked: {unmarked or 'none'}."


def make_answers(marking: Marking, each: WrittenQuestion, *, names: bool) -> AnswersPage:
    """Show the texts to one question, each with whose marks count."""
    url = f"/cohorts/{marking.desk.cohort.id}/marking/{each.name}/{each.path}"
    return AnswersPage(
        cohort=marking.desk.cohort.name,
        cohort_id=marking.desk.cohort.id,
        title=each.title or GONE,
        module=each.module,
        lede=_say_states(each),
        names=names,
        other_url=url if names else f"{url}?names=shown",
        rows=tuple(
            _make_line(marking, answer, number, names=names)
            for number, answer in enumerate(each.answers, 1)
        ),
    )


def _make_line(marking: Marking, answer: Answer, number: int, *, names: bool) -> AnswerLine:
    line, more = answer.line, "?names=shown" if names else ""
    url = answer_url(marking.desk.cohort.id, line.attempt_id, line.question)
    return AnswerLine(
        name=answer.name if names else f"Text {number}",
        when=say_date(line.written_at),
        state=_say_state(answer),
        tag="Marked" if answer.tutor else "Waits for you",
        tone="good" if answer.tutor else "primary",
        url=f"{url}{more}",
    )


def _say_state(answer: Answer) -> str:
    """Say what each marker gave, the one that counts first."""
    parts = [f"by a tutor {_say_given(answer.by_tutor)}"] if answer.tutor else []
    parts += [f"by the other side {say_share(each)}" for each in answer.by_peers]
    parts += [] if answer.by_self is None else [f"by oneself {say_share(answer.by_self)}"]
    return f"Marked {', '.join(parts)}." if parts else "Marked by nobody."


def _say_given(share: float | None) -> str:
    return "in words" if share is None else say_share(share)


def make_task(task: Task, *, zone_day: str, names: bool, given: Given | None = None) -> TaskPage:
    """Show a text with its rubric; `given` brings back what was sent, with what to mend."""
    alike = [of for _, of in task.pairs] == [each.points for each in task.rubric]
    before = tuple(points for points, _ in task.pairs) if alike else (None,) * len(task.rubric)
    points = given.points if given else before
    url = answer_url(task.desk.cohort.id, *task.key)
    rows = tuple(
        ask_criterion(
            criterion,
            number,
            chosen="" if chosen is None else str(chosen),
            missing=given is not None and chosen is None,
        )
        for number, (criterion, chosen) in enumerate(zip(task.rubric, points, strict=True), 1)
    )
    fault = given.fault if given else ""
    errors = [(row.error, f"#{row.id}") for row in rows if row.error]
    return TaskPage(
        cohort=task.desk.cohort.name,
        cohort_id=task.desk.cohort.id,
        url=url,
        module=task.module,
        title=task.question.title,
        title_html=task.question.title_html,
        body_html=task.question.body_html,
        model_html=task.model_html,
        name=task.row.name if names else "",
        other_url=url if names else f"{url}?names=shown",
        names=names,
        list_url=f"/cohorts/{task.desk.cohort.id}/marking/{task.name}/{task.row.path}",
        when=zone_day,
        text=task.text,
        told=_say_told(task),
        before=_say_before(task),
        before_words=task.before.words if task.before else "",
        no=task.no,
        rows=rows,
        words=given.words if given else "",
        fault=fault,
        limit=MAX_WORDS_CHARACTERS,
        errors=(*errors, *([(fault, f"#{WORDS}")] if fault else [])),
    )


def _say_told(task: Task) -> str:
    if task.told_from is None:
        return "This module never tells what was right: its author is not shown your marks either."
    return "Its author is shown your marks and your words, as their tutor’s, where they wrote it."


def _say_before(task: Task) -> str:
    if task.before is None:
        return ""
    given = f"{sum(one for one, _ in task.pairs)} of {sum(of for _, of in task.pairs)}"
    points = f"gave it {given} points" if task.pairs else "wrote to its author"
    return (
        f"A tutor {points} on {say_date(task.before.given_at)}. What you give now holds in their"
        " place; both are kept."
    )


def make_late(task: Task, why: str, given: Given) -> OvertakenPage:
    """Say why marks were not stored, and give back the words."""
    url = answer_url(task.desk.cohort.id, *task.key)
    return OvertakenPage(url, why, (given.words,) if given.words else ())


def make_table(marking: Marking) -> Table:
    """Give all texts with what each was given, and whose marks count; no text itself."""
    head = ("Learner", "Module", "Question", "Written", "Tutor", "Other side", "Oneself", "Counts")
    return Table("Texts", (*head, "Share that counts"), tuple(_list_rows(marking)))


def _list_rows(marking: Marking) -> Iterator[tuple[str, ...]]:
    for question in marking.questions:
        for each in question.answers:
            counts = each.counts
            yield (
                each.name,
                question.module,
                question.title or GONE,
                f"{each.line.written_at:%Y-%m-%d}",
                _say_given(each.by_tutor) if each.tutor else NOTHING,
                ", ".join(map(say_share, each.by_peers)) or NOTHING,
                say_share(each.by_self),
                COUNTS[counts[0]] if counts else NOTHING,
                say_share(counts[1] if counts else None),
            )
