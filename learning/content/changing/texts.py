"""What is read in a scene, by who reads it and when: new, gone, changed, or shown to others."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from learning.content.changing.change import Change, ChangeKind, Weight
from learning.content.changing.edition import Edition
from learning.content.changing.pairing import pair
from learning.content.changing.wording import quote
from learning.model.case import Asked, Block, Prose, Question, Sealed
from learning.model.condition import Guard
from learning.model.key import SceneKey


@dataclass(frozen=True, slots=True)
class Piece:
    """A text or a question of a scene. `guard` says who sees it and when, "" for everybody.

    `known` is the id by which both versions know the question.
    """

    guard: str
    html: str
    line: int
    question: Question | None = None
    known: str = ""


def list_pieces(
    edition: Edition, key: SceneKey, blocks: Iterable[Block], *, line: int
) -> tuple[Piece, ...]:
    """Give what stands in a scene in its order, passages opened up; `line` is the scene's."""
    return tuple(_open(edition, key, blocks, guards=(), line=line))


def _open(
    edition: Edition,
    key: SceneKey,
    blocks: Iterable[Block],
    *,
    guards: tuple[Guard, ...],
    line: int,
) -> Iterator[Piece]:
    for block in blocks:
        match block:
            case Prose(html=html):
                yield Piece(edition.say_guards(guards), edition.read(html), line)
            case Asked(question):
                known = edition.questions[question.id]
                yield Piece(edition.say_guards(guards), "", question.line, question, known)
            case Sealed(name):
                inner = key.passages[name]
                within = (*guards, inner.guard)
                yield from _open(edition, key, inner.blocks, guards=within, line=inner.line)


def list_text_changes(
    olds: tuple[Piece, ...], news: tuple[Piece, ...], *, title: str, line: int
) -> Iterator[Change]:
    """Say what differs between the pieces of a scene that both versions have."""
    before, after = _join(olds), _join(news)
    lines = {each.guard: each.line for each in reversed(news) if each.guard}
    pairs = pair(before, after, str, lambda guard: before.get(guard) or after[guard])
    text = ChangeKind.TEXT
    for old, new in pairs.kept:
        at = lines.get(new, line)
        if old != new:
            words = f"{_name(old, title)} is shown {new or 'to everybody'} now"
            yield Change(text, words, at, Weight.WAY)
        elif before[old] != after[new]:
            yield Change(text, f"{_name(new, title)} changed", at, Weight.WORDS)
    for each in pairs.gone:
        yield Change(text, f"{_name(each, title)} is gone", line, Weight.WORDS)
    for each in pairs.new:
        yield Change(text, f"{_name(each, title)} is new", lines.get(each, line), Weight.WORDS)
    if before == after and _lay_out(olds, news) != _lay_out(news, olds):
        words = f"What stands in {quote(title)} stands in another order"
        yield Change(text, words, line, Weight.WORDS)


def _join(pieces: Iterable[Piece]) -> Mapping[str, str]:
    """Give all text for the same readers as one: a question between two halves parts no text."""
    texts: dict[str, str] = {}
    for each in pieces:
        if each.question is None:
            texts[each.guard] = texts.get(each.guard, "") + each.html
    return texts


def _lay_out(pieces: Iterable[Piece], others: Iterable[Piece]) -> list[tuple[str, str, str]]:
    """Give texts and questions in their order; what is told as new or gone makes none."""
    there = {(each.guard, each.known) for each in others}
    shown = (each for each in pieces if (each.guard, each.known) in there)
    runs = groupby(shown, key=lambda each: (each.guard, each.known))
    return [(*name, "".join(each.html for each in run)) for name, run in runs]


def _name(guard: str, title: str) -> str:
    if not guard:
        return f"The text of {quote(title)}"
    private = "private " if guard.startswith("for ") else ""
    return f"The {private}text {guard} in {quote(title)}"
