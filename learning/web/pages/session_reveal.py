"""All teams' decisions beside each other, what was right and why, and the argument against it.

Knows `team.shown` only: before the reveal there is nothing of other teams in it.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace

from learning.model.names import QuestionId
from learning.play.shown import ShownQuestion
from learning.play.state import Refusal
from learning.quiz.answer import Result
from learning.team.session import Appeal
from learning.team.shown import RevealPart, TeamDecision
from learning.web.forms.replies import AS_IT_IS, Sent
from learning.web.pages.questions import RESULTS, TONES, QuestionPart, make_question
from learning.web.pages.saving import Doubt, make_doubt
from learning.web.pages.session_accepted import accept
from learning.web.pages.session_page import Returned, Sitting
from learning.web.pages.session_people import People
from learning.web.pages.session_words import say_team
from learning.web.pages.spotting import FoundRow, list_found, plain_alarms, say_spotting
from learning.web.pages.words import say_count, say_number

NOT_SO = "This appeal cannot be taken as it is"
APPEAL_FAULTS = {
    Refusal.INCOMPLETE: "Write why your answer should count, and name a source for it",
    Refusal.TOO_LONG: "Shorten it",
    Refusal.UNKNOWN: "There can be one appeal for each question, and there is one already",
}


@dataclass(frozen=True, slots=True)
class OtherRow:
    """What another team decided, and what that came to."""

    team: str
    html: str
    verdict: str
    tone: str


@dataclass(frozen=True, slots=True)
class AppealRow:
    """An appeal: who argued what, and what the facilitator said to it."""

    name: str
    words: str
    source: str
    ruling: str
    tone: str
    reply: str


@dataclass(frozen=True, slots=True)
class AppealForm:
    """The fields of an appeal, with what was typed in them and not taken."""

    part: str
    words: str
    source: str
    error: str
    doubt: Doubt | None
    meant: str
    saved: str
    unsaved: bool


@dataclass(frozen=True, slots=True)
class Decided:
    """A question the team decided, the other teams' decisions, and the appeals."""

    question: QuestionPart
    others: tuple[OtherRow, ...]
    appeals: tuple[AppealRow, ...]
    form: AppealForm | None


@dataclass(frozen=True, slots=True)
class RevealStage:
    """What `_reveal.html` prints."""

    revealed: bool
    decided: tuple[Decided, ...]
    ways: tuple[OtherRow, ...]
    own: tuple[QuestionPart, ...]
    found: tuple[FoundRow, ...]
    found_words: str
    errors: tuple[tuple[str, str], ...] = ()
    kind: str = "reveal"


def make_reveal(sitting: Sitting, part: RevealPart) -> RevealStage:
    """Put the decisions beside each other; before the reveal there is only one's own team's."""
    own_team = sitting.view.board.team
    forms = {each: _make_form(each, sitting.returned) for each in part.may_appeal}
    appeals = [(each.question, _show_appeal(each, sitting.people)) for each in part.appeals]
    accepted = {each.question for each in part.appeals if each.accepted}
    decided = tuple(
        Decided(
            question=_name(_make_decided(shown, accepted), "team"),
            others=tuple(_list_others(part.others.get(shown.question.id, ()))),
            appeals=tuple(row for question, row in appeals if question == shown.question.id),
            form=forms.get(shown.question.id),
        )
        for shown in part.questions
    )
    cues = part.own_cues
    score = cues.score if cues else None
    return RevealStage(
        revealed=part.revealed,
        decided=decided,
        ways=tuple(
            replace(row, team="Your team") if each.team == own_team else row
            for each, row in zip(part.ways, _list_others(part.ways), strict=True)
        ),
        own=tuple(_name(make_question(shown), "own") for shown in part.own),
        found=list_found(cues.cues, plain_alarms(score)) if cues and score else (),
        found_words=say_spotting(score) if score else "",
        errors=tuple(_list_errors(forms.values())),
    )


def _make_decided(shown: ShownQuestion, accepted: Collection[QuestionId]) -> QuestionPart:
    part = make_question(shown)
    return accept(part) if shown.question.id in accepted else part


def _name(question: QuestionPart, owner: str) -> QuestionPart:
    """Give a question a place of its own: the same one can stand on the page twice."""
    return replace(
        question,
        anchor=f"{owner}-{question.value}",
        field=f"{owner}-answer-{question.value}",
        entry=None,
    )


def _list_others(decisions: tuple[TeamDecision, ...]) -> Iterator[OtherRow]:
    for each in decisions:
        verdict, tone = "", "plain"
        if each.mark is not None and each.mark.result is not Result.UNMARKED:
            points = f"{say_number(each.mark.earned)} of {say_count(each.mark.possible, 'point')}"
            tries = f", at try {each.tries}" if each.tries > 1 else ""
            verdict, tone = f"{RESULTS[each.mark.result]}: {points}{tries}", TONES[each.mark.result]
        yield OtherRow(say_team(each.team), each.html, verdict, tone)


RULINGS = {
    None: ("Your facilitator has not answered yet", "plain"),
    True: ("Accepted: your team’s answer counts in full", "good"),
    False: ("Not accepted", "warn"),
}


def _show_appeal(appeal: Appeal, people: People) -> AppealRow:
    ruling, tone = RULINGS[appeal.accepted]
    name = people.call(appeal.by)
    return AppealRow(name, appeal.words, appeal.source, ruling, tone, appeal.reply)


def _make_form(question: QuestionId, returned: Returned) -> AppealForm:
    part = f"appeal-{question}"
    sent = _find_sent(part, returned)
    return AppealForm(
        part=part,
        words=sent.text("words"),
        source=sent.text("source"),
        error=APPEAL_FAULTS.get(sent.why, NOT_SO) if sent.why else "",
        doubt=make_doubt(sent.doubts),
        meant=sent.text(AS_IT_IS),
        saved=sent.saved,
        unsaved=sent.touched and not sent.saved,
    )


def _find_sent(part: str, returned: Returned) -> Sent:
    typed = returned.typed
    if typed.reply and typed.reply.question == part:
        return typed.reply
    return typed.kept.get(part, Sent("", {}))


def _list_errors(forms: Iterable[AppealForm]) -> Iterator[tuple[str, str]]:
    for form in forms:
        if form.error:
            yield form.error, f"#{form.part}-words"
        elif form.doubt:
            yield form.doubt.words, f"#{form.part}-words"
