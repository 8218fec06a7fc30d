"""What members answered alone, side by side, and what each side has still to tell the other.

Knows `team.shown` only: it says whose answer may be seen by whom.
"""

from dataclasses import dataclass

from learning.model.names import PersonId
from learning.play.shown import ShownQuestion
from learning.quiz.answer import Confidence
from learning.team.asking import word_answer
from learning.team.shown import MateAnswer, MateMarks, MateProposal, PrivateText, SharePart
from learning.web.pages.session_page import Sitting
from learning.web.pages.session_people import People
from learning.web.pages.session_words import say_side_of
from learning.web.pages.words import NEED_WORDS, say_count

SURE_WORDS = {
    Confidence.GUESS: "a guess",
    Confidence.FAIRLY_SURE: "fairly sure",
    Confidence.SURE: "sure",
}


@dataclass(frozen=True, slots=True)
class SaidRow:
    """What one member answered or proposed: `side` is their side, `sure` "" where nobody asked."""

    name: str
    side: str
    side_words: str
    html: str
    sure: str
    reason: str


@dataclass(frozen=True, slots=True)
class SharedQuestion:
    """A question with the members' answers; `differs`: they are not all the same."""

    anchor: str
    title_html: str
    side: str
    rows: tuple[SaidRow, ...]
    differs: bool


@dataclass(frozen=True, slots=True)
class MarkedRow:
    """What one member noticed: (words, need). `kept_words` says how much is theirs to tell."""

    name: str
    side: str
    side_words: str
    marks: tuple[tuple[str, str], ...]
    kept_words: str
    sure: str


@dataclass(frozen=True, slots=True)
class PrivateRow:
    """A passage that one's own side alone reads. `value` names it in a form."""

    value: str
    anchor: str
    html: str
    told: bool
    told_words: str


@dataclass(frozen=True, slots=True)
class ShareStage:
    """What `_share.html` prints; `live` is what team-mates change while one reads."""

    questions: tuple[SharedQuestion, ...]
    proposals: tuple[SaidRow, ...]
    proposals_differ: bool
    marks: tuple[MarkedRow, ...]
    absent_words: str
    private: tuple[PrivateRow, ...]
    left_to_tell: int
    errors: tuple[tuple[str, str], ...] = ()
    kind: str = "share"


def make_share(sitting: Sitting, part: SharePart) -> ShareStage:
    """Put what members answered beside each other."""
    people = sitting.people
    proposals = tuple(_say_proposal(each, people) for each in part.proposals)
    return ShareStage(
        questions=tuple(_share(shown, given, people) for shown, given in part.questions),
        proposals=proposals,
        proposals_differ=len({row.html for row in proposals}) > 1,
        marks=tuple(_list_marks(each, people) for each in part.marks),
        absent_words=_say_absent(part.absent, people),
        private=tuple(
            _show_private(number, each, people) for number, each in enumerate(part.private, 1)
        ),
        left_to_tell=sum(not each.told for each in part.private),
    )


def _share(shown: ShownQuestion, given: tuple[MateAnswer, ...], people: People) -> SharedQuestion:
    rows = tuple(
        _say(
            people,
            each.person,
            html=word_answer(shown.question, each.answer),
            sure=each.confidence,
            reason=each.reason,
        )
        for each in given
    )
    differs = len({row.html for row in rows}) > 1
    anchor = f"shared-{shown.question.id}"
    return SharedQuestion(anchor, shown.question.title_html, shown.role or "", rows, differs)


def _say_proposal(proposal: MateProposal, people: People) -> SaidRow:
    return _say(
        people,
        proposal.person,
        html=proposal.html,
        sure=proposal.confidence,
        reason=proposal.reason,
    )


def _say(
    people: People, person: PersonId, *, html: str, sure: Confidence | None, reason: str
) -> SaidRow:
    side = people.sides.get(person)
    return SaidRow(
        name=people.call(person),
        side=side or "",
        side_words=say_side_of(side) if side else "",
        html=html,
        sure=SURE_WORDS[sure] if sure else "",
        reason=reason,
    )


def _list_marks(marks: MateMarks, people: People) -> MarkedRow:
    side = people.sides.get(marks.person)
    rows = tuple((each.words, NEED_WORDS[each.need]) for each in marks.marks)
    more = "more " if rows else ""
    kept = f"And {say_count(marks.kept, f'{more}mark')} on words that you cannot read: ask."
    return MarkedRow(
        people.call(marks.person),
        side or "",
        say_side_of(side) if side else "",
        rows,
        kept if marks.kept else "",
        SURE_WORDS[marks.confidence] if marks.confidence else "",
    )


def _say_absent(absent: tuple[PersonId, ...], people: People) -> str:
    if not absent:
        return ""
    verb = "have" if len(absent) > 1 or people.me in absent else "has"
    return f"{people.call_all(absent)} {verb} not handed anything in here."


def _show_private(number: int, text: PrivateText, people: People) -> PrivateRow:
    others = tuple(each for each in text.told_by if each != people.me)
    words = f"{people.call_all(others)} told this." if others else ""
    return PrivateRow(text.prose, f"private-{number}", text.html, text.told, words)
