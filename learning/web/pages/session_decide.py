"""What a team decides: what its members want, tries that were not right, and the ways on.

Knows `team.shown` only: what was right comes with a question once the team has decided it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from learning.model.names import PersonId, QuestionId
from learning.team.asking import word_answer, write_key
from learning.team.session import Way
from learning.team.shown import Board, DecideItem, DecidePart, MateAnswer, Wish
from learning.web.pages.attempts import letter_choices
from learning.web.pages.questions import QuestionPart, make_question
from learning.web.pages.session_page import Sitting
from learning.web.pages.session_people import People
from learning.web.pages.session_share import ShareStage, make_share
from learning.web.pages.session_tried import ask_again

CREDIT_WORDS = {
    1.0: "Right at the first try, it earns all of its points.",
    0.5: "The next try can earn half of its points.",
    0.25: "The next try can earn a quarter of its points.",
    0.0: "The next try is the last. It earns no points; after it you are told what is right.",
}
WAYS = {
    Way.AGREE: "An answer counts as soon as all of you want it. If you meet live, you need not "
    "wait for anybody who is away. When the time is up, what most of you want is taken.",
    Way.MAJORITY: "An answer is your team’s as soon as more than half of you want it; where you "
    "meet, only those who are here count. When the time is up, what most of you want is taken.",
}
NO_REPORTER = (
    "One of you answers for the team. Agree who that is and name them; until then everybody who "
    "is here has to want the same."
)
MY_REPORTER = "You answer for your team: what you want is taken at once. Hear the others first."


@dataclass(frozen=True, slots=True)
class WishRow:
    """What some want, or answered alone. `value` is what a form sends to want it too."""

    html: str
    words: str
    value: str
    mine: bool


@dataclass(frozen=True, slots=True)
class DecideRow:
    """A question: what is wanted, what was answered alone besides (`alone`), and one's own form.

    `split`: all have said what they want, and it differs. `open`: the own form stands open, as
    there is nothing to agree with, or something to mend.
    """

    part: QuestionPart
    wishes: tuple[WishRow, ...]
    alone: tuple[WishRow, ...]
    split: bool
    credit: str
    decided: bool
    open: bool


@dataclass(frozen=True, slots=True)
class WayRow:
    """A way on, with who wants it; closed where `reason` is set."""

    letter: str
    value: str
    html: str
    reason: str | None
    words: str
    mine: bool
    chosen: bool


@dataclass(frozen=True, slots=True)
class ReporterRow:
    """Somebody who may be named to answer for the team."""

    value: str
    name: str
    named: bool


@dataclass(frozen=True, slots=True)
class DecidePage:
    """All of it. `way` says how the team decides, `reporters` who may be named (none: nobody)."""

    rows: tuple[DecideRow, ...]
    prompt_html: str
    ways: tuple[WayRow, ...]
    split: bool
    left: tuple[tuple[str, str], ...]
    way: str
    reporters: tuple[ReporterRow, ...]
    share: ShareStage
    errors: tuple[tuple[str, str], ...]
    kind: str = "decide"


def make_decide(sitting: Sitting, part: DecidePart) -> DecidePage:
    """Put into words what a team decides."""
    given = {shown.question.id: mates for shown, mates in part.share.questions}
    rows = tuple(_make_row(sitting, item, given) for item in part.items)
    return DecidePage(
        rows=rows,
        prompt_html=part.prompt_html,
        ways=tuple(_list_ways(sitting.people, part)),
        split=part.split,
        left=tuple((row.part.title, row.part.anchor) for row in rows if _is_left(row)),
        way=_say_way(sitting.view.board, sitting.people),
        reporters=tuple(_list_reporters(sitting.view.board, sitting.people)),
        share=make_share(sitting, part.share),
        errors=tuple(_list_errors(sitting, rows)),
    )


def _make_row(
    sitting: Sitting, item: DecideItem, given: dict[QuestionId, tuple[MateAnswer, ...]]
) -> DecideRow:
    shown, typed = item.question, sitting.returned.typed
    part = make_question(shown, typed) if item.decided else ask_again(item, typed)
    wishes = tuple(_make_wish(sitting.people, wish) for wish in item.wishes)
    wanted = {wish.key for wish in item.wishes}
    alone = _list_alone(sitting.people, item, given.get(shown.question.id, ()))
    open_now = not (wishes or alone or item.decided) or bool(part.faults.listed or part.unsaved)
    marked = "point" in part.hint
    return DecideRow(
        part=part,
        wishes=wishes,
        alone=tuple(each for each in alone if each.value not in wanted),
        split=item.split,
        credit=CREDIT_WORDS.get(item.credit, "") if marked and not item.decided else "",
        decided=item.decided,
        open=open_now or bool(part.saved),
    )


def _make_wish(people: People, wish: Wish) -> WishRow:
    words = _say_who(people, wish.people, "wants this", "want this")
    return WishRow(wish.html, words, wish.key, people.me in wish.people)


def _list_alone(
    people: People, item: DecideItem, given: tuple[MateAnswer, ...]
) -> tuple[WishRow, ...]:
    """Give what was answered alone, each answer once and with its people: one may want it."""
    tried = {write_key(each.answer) for each in item.tries}
    who: dict[str, list[MateAnswer]] = {}
    for each in given:
        who.setdefault(write_key(each.answer), []).append(each)
    return tuple(
        WishRow(
            word_answer(item.question.question, mates[0].answer),
            _say_who(
                people,
                (each.person for each in mates),
                "answered this alone",
                "answered this alone",
            ),
            key,
            False,
        )
        for key, mates in who.items()
        if key not in tried
    )


def _say_who(people: People, who: Iterable[PersonId], one: str, many: str) -> str:
    named = tuple(who)
    several = len(named) > 1 or people.me in named
    return f"{people.call_all(named)} {many if several else one}"


def _list_ways(people: People, part: DecidePart) -> Iterator[WayRow]:
    wishes = {wish.key: wish for wish in part.wishes}
    proposed: dict[str, list[PersonId]] = {}
    for each in part.share.proposals:
        proposed.setdefault(each.html, []).append(each.person)
    for row in letter_choices(part.choices):
        wish = wishes.get(row.value)
        words = [_say_who(people, wish.people, "wants this", "want this")] if wish else []
        if row.html in proposed:
            words.append(_say_who(people, proposed[row.html], "proposed it", "proposed it"))
        yield WayRow(
            letter=row.letter,
            value=row.value,
            html=row.html,
            reason=row.reason,
            words=". ".join(words),
            mine=wish is not None and people.me in wish.people,
            chosen=row.value == part.choice,
        )


def _is_left(row: DecideRow) -> bool:
    return not row.decided and not row.part.optional


def _say_way(board: Board, people: People) -> str:
    if board.way is not Way.REPORTER:
        return WAYS[board.way]
    if board.reporter is None:
        return NO_REPORTER
    if board.reporter == people.me:
        return MY_REPORTER
    return f"{people.name(board.reporter)} answers for your team: what they want is taken."


def _list_reporters(board: Board, people: People) -> Iterator[ReporterRow]:
    if board.way is not Way.REPORTER:
        return
    for mate in board.mates:
        yield ReporterRow(mate.person, people.call(mate.person), mate.person == board.reporter)


def _list_errors(sitting: Sitting, rows: tuple[DecideRow, ...]) -> Iterator[tuple[str, str]]:
    yield from sitting.returned.typed.errors
    for row in rows:
        yield from row.part.faults.listed
