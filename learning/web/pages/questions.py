"""A question on a page, as asked or with what came of it, in words first.

Knows `play.shown` only: nothing is right or wrong here until play tells it.
"""

from dataclasses import dataclass, replace
from fractions import Fraction

from learning.model.form import FreeText, Ticks
from learning.model.names import Feedback, Kind, QuestionKind
from learning.play.shown import ShownQuestion
from learning.quiz.answer import Chosen, Confidence, Mark, Planned, Result, Written
from learning.web.forms.attempts import Typed
from learning.web.forms.given import write_fields
from learning.web.forms.replies import AS_IT_IS, CONFIDENCE, Sent
from learning.web.pages.entries import Entry, make_entry
from learning.web.pages.outcomes import Marked, make_marked
from learning.web.pages.refusals import Faults, find_faults
from learning.web.pages.saving import Doubt, make_doubt
from learning.web.pages.tries import TryPart, make_tries, say_tries, say_tries_left
from learning.web.pages.words import join_words, say_count, say_number
from learning.web.pages.written import PlanOutcome, WrittenOutcome, make_plan, make_written

Outcome = Marked | WrittenOutcome | PlanOutcome


@dataclass(frozen=True, slots=True)
class Rules:
    """How a module asks: what sort it is, when it tells what was right, and how sure one must say.

    `over`: it is handed in. `tries` is how often a question may be tried, `try_cost` the share of
    its points that each of them costs.
    """

    kind: Kind = Kind.CASE
    feedback: Feedback = Feedback.IMMEDIATE
    ask_confidence: bool = False
    over: bool = False
    tries: int = 1
    try_cost: Fraction = Fraction(0)


@dataclass(frozen=True, slots=True)
class HintPart:
    """Hints taken, each with its heading, and the words of the button for the next one."""

    taken: tuple[tuple[str, str], ...]
    next_number: int
    next_words: str


@dataclass(frozen=True, slots=True)
class QuestionPart:
    """A question. `anchor` is its id on the page, `field` that of its first field.

    `entry` are the fields while it may be answered, first or anew, `outcome` what came of it once
    it is; `tries` were not right, `so_far` says how many are left. `changing`: a new answer is
    begun, and not handed in. `done` once there is nothing left to do here. `how_sure` is asked
    where there is something to choose from. `saved` says when what stands in the fields was saved,
    `unsaved` that some of it was not; `doubt` asks whether it is about a real person, `meant` names
    the kinds of details of which that was said.
    """

    value: str
    anchor: str
    field: str
    form_kind: str
    title: str
    title_html: str
    body_html: str
    hint: str
    optional: bool
    side: str
    entry: Entry | None
    outcome: Outcome | None
    how_sure: tuple[tuple[str, str, None], ...]
    chosen_sure: str
    sure_hint: str
    hints: HintPart
    result: str
    tone: str
    sure: str
    reasons_html: tuple[str, ...]
    sources_html: tuple[str, ...]
    faults: Faults
    done: bool
    tries: tuple[TryPart, ...] = ()
    so_far: str = ""
    changing: bool = False
    saved: str = ""
    unsaved: bool = False
    doubt: Doubt | None = None
    meant: str = ""
    kind: str = "question"

    @property
    def answered(self) -> bool:
        """Whether an answer is stored."""
        return self.outcome is not None


TONES = {Result.RIGHT: "good", Result.PARTLY: "warn", Result.WRONG: "bad", Result.UNMARKED: "plain"}
RESULTS = {Result.RIGHT: "Right", Result.PARTLY: "Partly right", Result.WRONG: "Not this time"}
KEPT = "Your answer is kept."
LATER = "Your answer is kept. You will see what was right when you hand in."
GUESS = str(int(Confidence.GUESS))
HOW_SURE = (("1", "A guess", None), ("2", "Fairly sure", None), ("3", "Sure", None))
HOW_SURE_COUNTS = (
    "Being right scores +1, +2 or +3 the surer you are, being wrong 0, −2 or −6; this is summed up"
    " apart and changes no points."
)
SAID_SURE = {
    Confidence.GUESS: "You said that this was a guess.",
    Confidence.FAIRLY_SURE: "You said that you were fairly sure.",
    Confidence.SURE: "You said that you were sure.",
}
TASKS = {
    QuestionKind.SINGLE: "Choose one",
    QuestionKind.MULTIPLE: "Choose all that fit",
    QuestionKind.MATCHING: "Choose what goes with each",
    QuestionKind.ORDERING: "Put these in order",
    QuestionKind.GAP: "Fill the gaps",
    QuestionKind.NUMBER: "Enter a number",
    QuestionKind.FREE_TEXT: "Write your answer",
    QuestionKind.JUDGEMENT: "Say what each finding does to the thought",
    QuestionKind.SCALE: "Choose one",
    QuestionKind.PLAN: "Write your plan, a step a row",
}
WILL_BE_READ = (
    " Somebody of the other side, health or law, will read this and mark it. They are not told who"
    " you are: leave out your name, and write about no real patient or client."
)
WITHOUT_POINTS = {QuestionKind.FREE_TEXT, QuestionKind.SCALE, QuestionKind.PLAN}


def make_question(
    shown: ShownQuestion, typed: Typed | None = None, rules: Rules | None = None
) -> QuestionPart:
    """Put a question into words; `typed` brings back what was sent and refused."""
    rules = rules or Rules()
    if rules.over:
        shown = replace(shown, may_rate=False)
    question, told = shown.question, shown.told
    field = f"answer-{question.id}"
    sent = _find_sent(shown, typed)
    may_answer = shown.answer is None or (shown.may_replace and not rules.over)
    filled = sent if sent.fields else _fill_in(shown)
    entry = make_entry(shown.form, field, filled) if may_answer else None
    outcome = _make_outcome(shown, sent)
    asks = rules.ask_confidence and _is_marked(shown, rules)
    return QuestionPart(
        value=question.id,
        anchor=f"question-{question.id}",
        field=field,
        form_kind=question.kind.value,
        title=question.title,
        title_html=question.title_html,
        body_html=question.body_html,
        hint=_say_task(shown, rules),
        optional=question.optional,
        side=shown.role or "",
        entry=entry,
        outcome=outcome,
        how_sure=HOW_SURE if asks else (),
        chosen_sure=filled.text(CONFIDENCE) or GUESS,
        sure_hint=HOW_SURE_COUNTS,
        hints=_make_hints(shown, marked=_is_marked(shown, rules)),
        result=_say_result(shown, rules),
        tone=TONES[told.mark.result] if told else "plain",
        sure=SAID_SURE[shown.confidence] if shown.confidence else "",
        reasons_html=told.reasons_html if told else (),
        sources_html=told.sources_html if told else (),
        faults=find_faults(shown, sent, entry or outcome),
        done=outcome is not None and not shown.may_rate,
        tries=make_tries(shown),
        so_far=say_tries_left(shown),
        changing=bool(sent.fields) and outcome is not None and entry is not None,
        saved=sent.saved,
        unsaved=sent.touched and not sent.saved,
        doubt=make_doubt(sent.doubts),
        meant=" ".join(sent.fields.get(AS_IT_IS, ())),
    )


def _find_sent(shown: ShownQuestion, typed: Typed | None) -> Sent:
    if typed is None:
        return Sent("", {})
    if typed.reply and typed.reply.question == shown.question.id:
        return typed.reply
    return typed.kept.get(shown.question.id, Sent("", {}))


def _fill_in(shown: ShownQuestion) -> Sent:
    """Let the answer that may be replaced, or the last try, stand in the fields."""
    if shown.answer is not None:
        return Sent("", write_fields(shown.answer, shown.confidence))
    last = shown.tries[-1] if shown.tries else None
    return Sent("", write_fields(last.answer, last.confidence) if last else {})


def _make_outcome(shown: ShownQuestion, sent: Sent) -> Outcome | None:
    match shown.answer:
        case None:
            return None
        case Written() as answer:
            return make_written(shown, answer, sent)
        case Planned() as answer:
            return make_plan(answer, shown.told)
        case answer:
            chosen = (each.answer for each in shown.tries)
            tried = {one for each in chosen if isinstance(each, Chosen) for one in each.options}
            return make_marked(shown.form, answer, shown.told, tried=tried)


def _make_hints(shown: ShownQuestion, *, marked: bool) -> HintPart:
    several = len(shown.hints_html) > 1 or shown.next_hint is not None
    taken = tuple(
        (f"Hint {number}" if several else "Hint", html)
        for number, html in enumerate(shown.hints_html, 1)
    )
    cost = shown.next_hint if marked else 0
    words = "" if shown.next_hint is None else _say_next_hint(len(taken), cost or 0)
    return HintPart(taken, len(taken) + 1, words)


def _say_next_hint(taken: int, cost: int) -> str:
    """Say what the button does and what it costs."""
    offer = "Show another hint" if taken else "Show a hint"
    return f"{offer} (costs {say_share(cost)} of the points)" if cost else offer


def say_share(percent: int) -> str:
    """Write a share of something as one says it: `a quarter`, `half`, `10%`."""
    return {25: "a quarter", 33: "a third", 50: "half", 75: "three quarters", 100: "all"}.get(
        percent, f"{percent}%"
    )


def _say_task(shown: ShownQuestion, rules: Rules) -> str:
    question = shown.question
    task = TASKS[question.kind]
    if isinstance(question.form, Ticks) and question.form.choose:
        task = f"Choose {question.form.choose}"
    marked = _is_marked(shown, rules)
    points = say_count(question.points, "point") if marked else ""
    tries = say_tries(rules.tries, rules.try_cost) if marked and shown.answer is None else ""
    rest = [each for each in ("optional" if question.optional else "", points, tries) if each]
    said = ". ".join((task, *([", ".join(rest).capitalize()] if rest else []))) + "."
    return said + WILL_BE_READ if shown.form == FreeText(peer=True) else said


def _is_marked(shown: ShownQuestion, rules: Rules) -> bool:
    return shown.question.kind not in WITHOUT_POINTS and rules.kind is not Kind.SURVEY


def _say_result(shown: ShownQuestion, rules: Rules) -> str:
    told = shown.told
    if told is not None and told.mark.result is not Result.UNMARKED:
        return _say_mark(told.mark, shown)
    later = rules.feedback is Feedback.DEFERRED and not rules.over and rules.kind is Kind.QUIZ
    return LATER if later and told is None else KEPT


def _say_mark(mark: Mark, shown: ShownQuestion) -> str:
    points = f"{say_number(mark.earned)} of {say_count(mark.possible, 'point')}"
    words = f"{RESULTS[mark.result]}: {points}"
    if mark.result is not Result.RIGHT or mark.earned == mark.possible:
        return words
    # Nothing but hints and tries takes points from what is right.
    took = ("hints",) * bool(shown.hints_html) + ("other tries",) * bool(shown.tries)
    return f"{words}, after {join_words(took)}"
