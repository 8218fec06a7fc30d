"""What a member does alone: notice, answer, propose. What is locked stands there as it was given.

Knows `team.shown` only: nothing here is told to be right or wrong.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from learning.model.names import QuestionKind
from learning.play.shown import CuePanel, ShownQuestion
from learning.quiz.answer import Noticed
from learning.team.session import Phase
from learning.team.shown import AlonePart
from learning.web.forms.attempts import Typed
from learning.web.forms.replies import CONFIDENCE, Sent
from learning.web.forms.session_acts import PROPOSAL, SPOTTING, WHY
from learning.web.pages.attempts import ChoiceRow, StepRow, letter_choices
from learning.web.pages.questions import GUESS, HOW_SURE, QuestionPart, Rules, make_question
from learning.web.pages.saving import Doubt, make_doubt
from learning.web.pages.session_page import Returned, Sitting
from learning.web.pages.spotting import SpottingPart, make_spotting
from learning.web.pages.words import NEED_WORDS, say_count

SURE_HINT = "Your team will see it once everybody has locked theirs. It changes no points."
WHY_TEAM = "Why? Your team will read this"
WHY_SIDE = "Why? Those of your team who are on your side will read this"
NOTHING_CHOSEN = "Choose the way that you propose"
TOO_LONG = "Shorten what you wrote"


@dataclass(frozen=True, slots=True)
class AskedAlone:
    """A question to answer alone, or as it was answered; `why` is the reason given or typed.

    It is None where the answer itself is in words; `why_label` says who will read it.
    """

    part: QuestionPart
    why: str | None
    why_label: str


@dataclass(frozen=True, slots=True)
class Proposing:
    """The ways on, one of which is proposed; `chosen` is set once one is, or was typed.

    `value` to `meant` are as in a question.
    """

    prompt_html: str
    choices: tuple[ChoiceRow, ...]
    proposed_html: str
    chosen: str
    chosen_sure: str
    why: str
    error: str = ""
    saved: str = ""
    unsaved: bool = False
    doubt: Doubt | None = None
    meant: str = ""
    how_sure: tuple[tuple[str, str, None], ...] = HOW_SURE
    sure_hint: str = SURE_HINT


@dataclass(frozen=True, slots=True)
class AlonePage:
    """All of it. `steps` are what there is to do, `left_words` how much of it is left.

    `noticed` are (words, need) once they are locked, None before; `spotting` is None after.
    """

    spotting: SpottingPart | None
    noticed: tuple[tuple[str, str], ...] | None
    questions: tuple[AskedAlone, ...]
    proposing: Proposing | None
    steps: tuple[StepRow, ...]
    left_words: str
    done: bool
    errors: tuple[tuple[str, str], ...]
    how_sure: tuple[tuple[str, str, None], ...] = HOW_SURE
    sure_hint: str = SURE_HINT
    noticed_sure: str = GUESS
    kind: str = "alone"

    @property
    def marking(self) -> bool:
        """Whether words of the text can be marked."""
        return self.spotting is not None


def make_alone(sitting: Sitting, part: AlonePart) -> AlonePage:
    """Put into words what a member does alone."""
    typed = sitting.returned.typed
    spotting = make_spotting(CuePanel(None), typed) if _may_notice(part) else None
    questions = tuple(_ask(part, each, typed) for each in part.questions)
    proposing = _propose(part, sitting.returned)
    steps = tuple(_list_steps(sitting, part, questions))
    return AlonePage(
        spotting=spotting,
        noticed=_list_noticed(part.noticed),
        questions=questions,
        proposing=proposing,
        steps=steps,
        left_words=_say_left(part, steps),
        done=part.done,
        errors=tuple(_list_errors(typed, spotting, questions, proposing)),
        noticed_sure=_find_sure(sitting.returned),
    )


def find_sent(typed: Typed, name: str) -> Sent:
    """Give what was sent in the form of this name and not taken, or saved; else nothing."""
    if typed.reply is not None and typed.reply.question == name:
        return typed.reply
    return typed.kept.get(name, Sent(name, {}))


def say_fault(sent: Sent, empty: str) -> str:
    """Say what to mend in a form of words: `empty` where something was left out."""
    if sent.why is None:
        return ""
    return TOO_LONG if sent.why.value == "too-long" else empty


def _find_sure(returned: Returned) -> str:
    """Give how sure somebody said to be of their marks: as just sent, or as saved."""
    sent = "".join(returned.fields.get(CONFIDENCE, ())[:1])
    return sent or find_sent(returned.typed, SPOTTING).text(CONFIDENCE) or GUESS


def _may_notice(part: AlonePart) -> bool:
    return part.spotting and part.noticed is None


def _ask(part: AlonePart, shown: ShownQuestion, typed: Typed) -> AskedAlone:
    asked = make_question(shown, typed, Rules(ask_confidence=True))
    why = part.reasons.get(shown.question.id, "") or find_sent(typed, shown.question.id).text(WHY)
    label = WHY_SIDE if shown.role else WHY_TEAM
    in_words = shown.question.kind is QuestionKind.FREE_TEXT
    return AskedAlone(replace(asked, sure_hint=SURE_HINT), None if in_words else why, label)


def _list_noticed(noticed: tuple[Noticed, ...] | None) -> tuple[tuple[str, str], ...] | None:
    if noticed is None:
        return None
    return tuple((each.words, NEED_WORDS[each.need]) for each in noticed)


def _propose(part: AlonePart, returned: Returned) -> Proposing | None:
    if not part.choices:
        return None
    sent = find_sent(returned.typed, PROPOSAL)
    proposed = next((each.html for each in part.choices if each.id == part.proposed), "")
    return Proposing(
        prompt_html=part.prompt_html,
        choices=tuple(letter_choices(part.choices)),
        proposed_html=proposed,
        chosen=sent.text("choice"),
        chosen_sure=sent.text(CONFIDENCE) or GUESS,
        why=sent.text(WHY),
        error=say_fault(sent, NOTHING_CHOSEN),
        saved=sent.saved,
        unsaved=sent.touched and not sent.saved,
        doubt=make_doubt(sent.doubts),
        meant=" ".join(sent.fields.get("as_it_is", ())),
    )


def _list_steps(
    sitting: Sitting, part: AlonePart, questions: tuple[AskedAlone, ...]
) -> Iterator[StepRow]:
    if part.spotting:
        yield StepRow("Mark what you noticed", "spotting", part.noticed is not None)
    for each in questions:
        if not each.part.optional:
            yield StepRow(f"Answer “{each.part.title}”", each.part.anchor, each.part.answered)
    if part.choices or (part.todo and Phase.CONSEQUENCE in sitting.view.board.phases):
        anchor = "onward" if part.choices else ""
        yield StepRow("Propose a way on", anchor, part.proposed is not None)


def _say_left(part: AlonePart, steps: tuple[StepRow, ...]) -> str:
    if part.done:
        return "You have locked all of yours. Your team goes on when everybody has."
    left = sum(not each.done for each in steps)
    return f"{say_count(left, 'thing')} left to do."


def _list_errors(
    typed: Typed,
    spotting: SpottingPart | None,
    questions: tuple[AskedAlone, ...],
    proposing: Proposing | None,
) -> Iterator[tuple[str, str]]:
    yield from typed.errors
    if spotting and spotting.doubt:
        yield spotting.doubt.words, "#words-1"
    for each in questions:
        yield from each.part.faults.listed
    if proposing and proposing.error:
        yield proposing.error, "#choice"
    if proposing and proposing.doubt:
        yield proposing.doubt.words, "#why-proposal"
