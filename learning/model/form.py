"""What a question asks for, as a learner sees it before answering.

Nothing in here says what is right, not even by its order: where the file's order would tell, the
reader puts options into another. What is right is in `solution.py`.
"""

from dataclasses import dataclass
from typing import assert_never

from learning.model.names import GapId, OptionId, QuestionKind


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to tick, match, order or choose from a menu."""

    id: OptionId
    html: str


@dataclass(frozen=True, slots=True)
class Ticks:
    """Options to tick: one of them, or `several` (exactly `choose` of them where that is given)."""

    options: tuple[Option, ...]
    several: bool = False
    choose: int | None = None


@dataclass(frozen=True, slots=True)
class Matching:
    """Each prompt wants one of the options; more options than prompts are distractors.

    The options stand in an order that tells nothing. `headings` are what stands over each, as HTML.
    """

    prompts: tuple[Option, ...]
    options: tuple[Option, ...]
    headings: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True)
class Ordering:
    """Items to put in order; they stand in an order that tells nothing."""

    items: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Gap:
    """A gap in a text: typed, or with a `menu` chosen from it (in an order that tells nothing)."""

    id: GapId
    menu: tuple[Option, ...] = ()


@dataclass(frozen=True, slots=True)
class Gaps:
    """A text with gaps: `pieces[0]`, gap 0, `pieces[1]`, gap 1, ... and a last piece, as HTML.

    The pieces are balanced only when joined: a gap may stand in a list or in a table cell.
    """

    pieces: tuple[str, ...]
    gaps: tuple[Gap, ...]


@dataclass(frozen=True, slots=True)
class Number:
    """A number to type, in this unit ("" for none)."""

    unit: str = ""


@dataclass(frozen=True, slots=True)
class FreeText:
    """A text to write; `peer`: somebody of the other side is to mark it by its rubric."""

    peer: bool = False


@dataclass(frozen=True, slots=True)
class Situation:
    """One line of a judgement: what you were thinking, and what you then find."""

    id: OptionId
    thinking_html: str
    finding_html: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """Script concordance: what each finding does to each thought, -2 to +2."""

    situations: tuple[Situation, ...]


@dataclass(frozen=True, slots=True)
class Scale:
    """One of these labels, from low to high. It has no right answer."""

    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class PlanForm:
    """Rows to write: need, action, who, by when, why."""


Form = Ticks | Matching | Ordering | Gaps | Number | FreeText | Judgement | Scale | PlanForm


def name_kind(form: Form) -> QuestionKind:
    """Name the sort of question that a form makes.

    >>> name_kind(Ticks((), several=True))
    <QuestionKind.MULTIPLE: 'multiple'>
    """
    if isinstance(form, Ticks):
        return QuestionKind.MULTIPLE if form.several else QuestionKind.SINGLE
    return _KINDS[type(form)]


def list_form_html(form: Form) -> tuple[str, ...]:
    """Give every piece of rendered text in a form, in its order.

    >>> list_form_html(Ordering((Option(OptionId("a"), "A"), Option(OptionId("b"), "B"))))
    ('A', 'B')
    """
    match form:
        case Ticks(options) | Ordering(options) | Scale(options):
            return tuple(each.html for each in options)
        case Matching(prompts, options, headings):
            return (*headings, *(each.html for each in (*prompts, *options)))
        case Gaps(pieces, gaps):
            return (*pieces, *(each.html for gap in gaps for each in gap.menu))
        case Judgement(situations):
            return tuple(
                html for each in situations for html in (each.thinking_html, each.finding_html)
            )
        case Number() | FreeText() | PlanForm():
            return ()
        case _:
            assert_never(form)


_KINDS: dict[type[Form], QuestionKind] = {
    Matching: QuestionKind.MATCHING,
    Ordering: QuestionKind.ORDERING,
    Gaps: QuestionKind.GAP,
    Number: QuestionKind.NUMBER,
    FreeText: QuestionKind.FREE_TEXT,
    Judgement: QuestionKind.JUDGEMENT,
    Scale: QuestionKind.SCALE,
    PlanForm: QuestionKind.PLAN,
}
