"""A question of every kind, built by hand: as asked, refused, answered and held back."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from learning.model.case import Question
from learning.model.form import (
    Form,
    FreeText,
    Gap,
    Gaps,
    Judgement,
    Matching,
    Number,
    Option,
    Ordering,
    PlanForm,
    Scale,
    Situation,
    Ticks,
)
from learning.model.names import Feedback, GapId, Kind, OptionId, QuestionId
from learning.model.solution import Criterion, PlannedStep
from learning.play.shown import ShownQuestion, Told
from learning.play.state import Refusal
from learning.quiz.answer import (
    Answer,
    Chosen,
    Confidence,
    Filled,
    Judged,
    Mark,
    Marker,
    Matched,
    Measured,
    Ordered,
    Planned,
    PlanRow,
    Result,
    RubricMarks,
    Written,
)
from learning.quiz.verdict import (
    Fit,
    GapsVerdict,
    GapVerdict,
    JudgedVerdict,
    MatchVerdict,
    NumberVerdict,
    OrderVerdict,
    PlanVerdict,
    ScaleVerdict,
    TickVerdict,
    Verdict,
    WrittenVerdict,
)
from learning.web.forms.attempts import Typed
from learning.web.forms.replies import Fields, Sent
from learning.web.pages.questions import QuestionPart, Rules, make_question


@dataclass(frozen=True)
class Specimen:
    """A question with an answer to it, what came of that, and fields that will be refused."""

    question: Question
    answer: Answer
    verdict: Verdict
    mark: Mark
    slip: Fields
    why: Refusal
    part: str = ""


def option(name: str, html: str) -> Option:
    return Option(OptionId(name), html)


def ids(*names: str) -> list[OptionId]:
    return [OptionId(name) for name in names]


def ask(name: str, title: str, form: Form, body: str = "") -> Question:
    return Question(QuestionId(name), title, title, body, form, points=2)


WAYS = (
    option("council", "The council’s environmental health team"),
    option("adviser", "The <em>adviser</em> upstairs"),
    option("grocer", "The grocer"),
)
TICKS = Specimen(
    ask("who", "Who can help today?", Ticks(WAYS, several=True)),
    Chosen(frozenset(ids("council", "grocer"))),
    TickVerdict(frozenset(ids("council", "adviser")), frozenset(ids("council", "grocer"))),
    Mark(0, 2, Result.WRONG),
    {},
    Refusal.NOTHING_CHOSEN,
)
SINGLE = Specimen(
    ask("first", "What do you ask about first?", Ticks(WAYS), "<p>She has ten minutes.</p>"),
    Chosen(frozenset(ids("adviser"))),
    TickVerdict(frozenset(ids("adviser")), frozenset(ids("adviser"))),
    Mark(2, 2, Result.RIGHT),
    {},
    Refusal.NOTHING_CHOSEN,
)
MATCHING = Specimen(
    ask(
        "whose",
        "Who deals with what?",
        Matching(
            (option("damp", "Damp in a rented flat"), option("rent", "Rent arrears")),
            (*WAYS[:2], option("court", "The county court")),
        ),
    ),
    Matched(((OptionId("damp"), OptionId("council")), (OptionId("rent"), OptionId("court")))),
    MatchVerdict(
        dict(zip(ids("damp", "rent"), ids("council", "adviser"), strict=True)),
        dict(zip(ids("damp", "rent"), ids("council", "court"), strict=True)),
    ),
    Mark(1, 2, Result.PARTLY),
    {"answer-damp": ["council"], "answer-rent": [""]},
    Refusal.INCOMPLETE,
    "rent",
)
LONG = "A letter before claim, which says what is wrong and what you will do if it is not put right"
LETTERED = Specimen(
    ask(
        "which",
        "Which paper does what?",
        Matching(
            (option("warn", "Warns the landlord"), option("prove", "Shows the damp")),
            (option("letter", LONG), option("photo", "A dated photograph")),
        ),
    ),
    Matched(((OptionId("prove"), OptionId("letter")), (OptionId("warn"), OptionId("letter")))),
    MatchVerdict(
        dict(zip(ids("warn", "prove"), ids("letter", "photo"), strict=True)),
        dict(zip(ids("warn", "prove"), ids("letter", "letter"), strict=True)),
    ),
    Mark(1, 2, Result.PARTLY),
    {"answer-warn": ["letter"]},
    Refusal.INCOMPLETE,
    "prove",
)
STEPS = (
    option("write", "Write to the landlord"),
    option("photo", "Take dated photographs"),
    option("wait", "Wait a reasonable time for the work to be done"),
    option("court", "Go to court"),
)
ORDERING = Specimen(
    ask("order", "In which order?", Ordering(STEPS)),
    Ordered(tuple(ids("photo", "wait", "court", "write"))),
    OrderVerdict(
        tuple(ids("photo", "write", "wait", "court")),
        tuple(ids("photo", "wait", "court", "write")),
        frozenset({(OptionId("wait"), OptionId("court"))}),
    ),
    Mark(0.67, 2, Result.PARTLY),
    {"answer-write": ["1"], "answer-photo": ["1"], "answer-wait": ["3"], "answer-court": [""]},
    Refusal.INCOMPLETE,
    "court",
)
GAPS = Specimen(
    ask(
        "gaps",
        "Complete the rule",
        Gaps(
            (
                "<p>A person may ask for another look within ",
                " of the decision. After that one may appeal to the ",
                ", or write to the ",
                ".</p>",
            ),
            (
                Gap(GapId("1"), (option("month", "one month"), option("weeks", "two weeks"))),
                Gap(GapId("2")),
                Gap(GapId("3")),
            ),
        ),
    ),
    Filled(((GapId("1"), "weeks"), (GapId("2"), "tribnual"), (GapId("3"), "the <Queen>"))),
    GapsVerdict(
        {
            GapId("1"): GapVerdict("weeks", Fit.WRONG, "month"),
            GapId("2"): GapVerdict("tribnual", Fit.NEARLY, "tribunal"),
            GapId("3"): GapVerdict("the <Queen>", Fit.WRONG, "Member of Parliament"),
        }
    ),
    Mark(0.67, 2, Result.PARTLY),
    {"answer-1": ["month"], "answer-2": [""], "answer-3": ["the <Queen>"]},
    Refusal.INCOMPLETE,
    "2",
)
NUMBER = Specimen(
    ask("days", "How many days are there to answer?", Number("days")),
    Measured("10"),
    NumberVerdict("10", right=False, text="14 ± 1 days"),
    Mark(0, 2, Result.WRONG),
    {"answer": ["a fortnight"]},
    Refusal.NOT_A_NUMBER,
)
RUBRIC = (
    Criterion(2, "Says when the damp began, and that the landlord was told"),
    Criterion(1, "Asks for an inspection by a date"),
)
FREE_TEXT = Specimen(
    ask("letter", "What do you write to the landlord?", FreeText()),
    Written("Dear Mr Fox,\n\nthe wall is <black>.\nPlease look at it."),
    WrittenVerdict(
        "Dear Mr Fox,\n\nthe wall is <black>.\nPlease look at it.",
        "<p>Dear Mr Fox, since October the wall has been black, as we told you then.</p>",
        RUBRIC,
    ),
    Mark(0, 0, Result.UNMARKED),
    {"answer": [""]},
    Refusal.NOTHING_CHOSEN,
)
SITUATIONS = (
    Situation(OptionId("asthma"), "asthma made worse by the flat", "he is well at his gran’s"),
    Situation(OptionId("allergy"), "an allergy to the cat", "the cat left in June"),
)
JUDGEMENT = Specimen(
    ask("likely", "What does each finding do to the thought?", Judgement(SITUATIONS)),
    Judged(((OptionId("allergy"), -1), (OptionId("asthma"), 1))),
    JudgedVerdict(
        {OptionId("asthma"): (0, 0, 1, 3, 6), OptionId("allergy"): (2, 6, 2, 0, 0)},
        {OptionId("asthma"): 1, OptionId("allergy"): -1},
        {OptionId("asthma"): 0.5, OptionId("allergy"): 1.0},
    ),
    Mark(1.5, 2, Result.PARTLY),
    {"answer-asthma": ["1"]},
    Refusal.INCOMPLETE,
    "allergy",
)
AGREE = ("Strongly disagree", "Disagree", "Neither", "Agree", "Strongly agree")
SCALE = Specimen(
    ask(
        "feel",
        "I know whom to ask when a patient’s home makes them ill",
        Scale(tuple(option(str(at), words) for at, words in enumerate(AGREE))),
    ),
    Chosen(frozenset(ids("3"))),
    ScaleVerdict(OptionId("3")),
    Mark(0, 0, Result.UNMARKED),
    {},
    Refusal.NOTHING_CHOSEN,
)
PLAN = Specimen(
    ask("plan", "What happens next?", PlanForm()),
    Planned((PlanRow("housing", "Ask for an inspection", "Ben", "Friday", "It is dangerous"),)),
    PlanVerdict(
        (
            PlannedStep(
                "housing", "Report the damp", "The doctor", "This week", "The child is ill"
            ),
            PlannedStep("Health", "Review the inhaler", "The practice nurse", "Two weeks", ""),
        )
    ),
    Mark(0, 0, Result.UNMARKED),
    {"need": ["housing"], "action": [""], "who": ["Ben"], "by_when": [""], "why": [""]},
    Refusal.INCOMPLETE,
)
SPECIMENS: Mapping[str, Specimen] = {
    "single": SINGLE,
    "multiple": TICKS,
    "matching": MATCHING,
    "lettered": LETTERED,
    "ordering": ORDERING,
    "gap": GAPS,
    "number": NUMBER,
    "free-text": FREE_TEXT,
    "judgement": JUDGEMENT,
    "scale": SCALE,
    "plan": PLAN,
}


def show(specimen: Specimen) -> ShownQuestion:
    """Show a question as asked."""
    return ShownQuestion(specimen.question, specimen.question.form)


def answer(specimen: Specimen) -> ShownQuestion:
    """Show a question answered, and told."""
    told = Told(
        specimen.mark,
        specimen.verdict,
        {OptionId("grocer"): "<p>He is kind, and has no power here.</p>"},
        ("<p>Repairs are the landlord’s.</p>",),
        ("<p>Landlord and Tenant Act 1985, s.11</p>",),
    )
    return replace(show(specimen), answer=specimen.answer, told=told)


def refuse(specimen: Specimen) -> tuple[ShownQuestion, Typed]:
    """Show a question with what was sent and refused."""
    sent = Sent(specimen.question.id, specimen.slip, specimen.why, specimen.part)
    return show(specimen), Typed(reply=sent)


def rename(shown: ShownQuestion, state: str) -> ShownQuestion:
    """Give a question an id and a name of its own, to stand on a page beside its like."""
    question = shown.question
    name, title = QuestionId(f"{question.id}-{state}"), f"{question.title} ({state})"
    return replace(shown, question=replace(question, id=name, title=title))


def make_parts(state: str) -> Iterator[QuestionPart]:
    """Give every question in one state: asked, refused, answered or kept."""
    asking = Rules(Kind.QUIZ, Feedback.DEFERRED, ask_confidence=True)
    for specimen in SPECIMENS.values():
        match state:
            case "asked":
                hinted = replace(
                    show(specimen), hints_html=("<p>Think of October.</p>",), next_hint=25
                )
                yield make_question(hinted, None, asking)
            case "refused":
                shown, typed = refuse(specimen)
                yield make_question(shown, typed, asking)
            case "answered":
                yield make_question(replace(answer(specimen), confidence=Confidence.FAIRLY_SURE))
            case "kept":
                yield make_question(replace(answer(specimen), told=None), None, asking)
    if state == "answered":
        marked = RubricMarks((2, 0), Marker.SELF)
        yield make_question(rename(replace(answer(FREE_TEXT), may_rate=True), "to-rate"))
        yield make_question(rename(replace(answer(FREE_TEXT), rubric=marked), "rated"))
