"""A member's own reflection, and short feedback to and from team-mates: one form for all."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from learning.team.session import Phase, Stage
from learning.team.shown import Mate, ReflectionPart
from learning.web.forms.replies import AS_IT_IS, Sent
from learning.web.forms.session_acts import REFLECTION, mark_words, name_feedback
from learning.web.pages.saving import Doubt, make_doubt
from learning.web.pages.session_alone import find_sent, say_fault
from learning.web.pages.session_page import Sitting
from learning.web.pages.session_words import say_side_of

EMPTY = "Write something first"


@dataclass(frozen=True, slots=True)
class WordsField:
    """Something to write: `value` is what stands in it, `sent` that it was sent so.

    `was` marks what was sent before. `to` and `label` say whom it is for.
    """

    name: str
    value: str
    sent: bool
    error: str
    was: str
    to: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True)
class Received:
    """What a team-mate wrote."""

    name: str
    words: str


@dataclass(frozen=True, slots=True)
class ReflectionStage:
    """What `_reflection.html` prints; `open` while there may be written.

    `saved` to `meant` are of the whole form, as in a question.
    """

    own: WordsField
    mates: tuple[WordsField, ...]
    received: tuple[Received, ...]
    open: bool
    saved: str
    unsaved: bool
    doubt: Doubt | None
    meant: str
    errors: tuple[tuple[str, str], ...]
    kind: str = "reflection"


def make_reflection(sitting: Sitting, part: ReflectionPart) -> ReflectionStage:
    """Put the reflection into words."""
    board, people = sitting.view.board, sitting.people
    sent = find_sent(sitting.returned.typed, REFLECTION)
    mates = tuple(
        _make_feedback(sitting, mate, part.given.get(mate.person, ""), sent)
        for mate in board.mates
        if mate.person != sitting.view.me
    )
    own = _make_field(sent, "", part.words)
    doubt = make_doubt(sent.doubts)
    return ReflectionStage(
        own=own,
        mates=mates,
        received=tuple(Received(people.name(by), words) for by, words in part.received.items()),
        open=board.phase is Phase.REFLECTION and board.stage is Stage.RUNNING,
        saved=sent.saved,
        unsaved=bool(sent.fields) and not sent.saved,
        doubt=doubt,
        meant=" ".join(sent.fields.get(AS_IT_IS, ())),
        errors=tuple(_list_errors((own, *mates), doubt)),
    )


def _make_feedback(sitting: Sitting, mate: Mate, given: str, sent: Sent) -> WordsField:
    name, side = sitting.people.name(mate.person), say_side_of(mate.side)
    field = _make_field(sent, mate.person, given)
    return replace(field, to=mate.person, label=f"To {name} ({side})")


def _make_field(sent: Sent, to: str, stored: str) -> WordsField:
    name = name_feedback(to) if to else REFLECTION
    people = ("", *sent.fields.get("to", ()))
    typed = dict(zip(people, sent.fields.get("words", ()), strict=False))
    return WordsField(
        name=name,
        value=typed.get(to, stored),
        sent=bool(stored) and typed.get(to, stored).strip() == stored,
        error=say_fault(sent, EMPTY) if sent.part in (name, "") else "",
        was=mark_words(stored),
    )


def _list_errors(fields: tuple[WordsField, ...], doubt: Doubt | None) -> Iterator[tuple[str, str]]:
    for field in fields:
        if field.error:
            yield field.error, f"#{field.name}"
    if doubt:
        yield doubt.words, f"#{REFLECTION}"
