"""Spotting: finding a learner's marks in the text and scoring them against its cues and lures.

Knows words, cues and marks; not who marked, nor which text was theirs to see.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from learning.model.key import CueKey
from learning.model.names import CueId
from learning.model.words import split_words
from learning.quiz.answer import CueScore, Mark, Noticed, Result, Spot, SpotResult

MAX_MARKS = 20
MAX_WORDS = 30
FALSE_ALARM_COST = 0.5
CONTENT_LETTERS = 4


@dataclass(frozen=True, slots=True)
class ProseWords:
    """The normalised words of one visible stretch of prose, by the id that cues name it with."""

    prose: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """A run of words in a stretch of prose; `first` and `last` are both inside."""

    prose: str
    first: int
    last: int


class MarkFault(StrEnum):
    """Why a list of marks cannot be taken; the values are those of `play`'s refusals."""

    TOO_MANY = "too-many"
    TOO_LONG = "too-long"
    NOT_IN_TEXT = "not-in-text"


def find_words(words: Sequence[ProseWords], run: tuple[str, ...]) -> tuple[Place, ...]:
    """Find every place where the words of `run` stand side by side in one stretch of prose.

    Both sides are normalised (`split_words`), so that copying with another apostrophe, case or line
    break still finds them. A run never reaches over from one stretch to the next.

    >>> text = [ProseWords("p1", ("the", "damp", "wall", "is", "the", "damp", "wall"))]
    >>> find_words(text, ("damp", "wall"))
    (Place(prose='p1', first=1, last=2), Place(prose='p1', first=5, last=6))
    >>> find_words(text, ())
    ()
    """
    if not run:
        return ()
    return tuple(
        Place(each.prose, first, first + len(run) - 1)
        for each in words
        for first in range(len(each.words) - len(run) + 1)
        if each.words[first : first + len(run)] == run
    )


def find_mark_fault(
    words: Sequence[ProseWords], marks: tuple[Noticed, ...]
) -> tuple[MarkFault, str] | None:
    """Say what keeps the marks from being scored, and the words it is about; None if nothing does.

    The caps (20 marks of at most 30 words) keep "mark the whole page" from being an answer.

    >>> from learning.model.names import Need
    >>> text = [ProseWords("p1", ("the", "damp", "wall"))]
    >>> find_mark_fault(text, (Noticed("dry wall", Need.HOUSING),))
    (<MarkFault.NOT_IN_TEXT: 'not-in-text'>, 'dry wall')
    """
    if len(marks) > MAX_MARKS:
        return MarkFault.TOO_MANY, ""
    for mark in marks:
        run = split_words(mark.words)
        if len(run) > MAX_WORDS:
            return MarkFault.TOO_LONG, mark.words
        if not find_words(words, run):
            return MarkFault.NOT_IN_TEXT, mark.words
    return None


def score_cues(
    words: Sequence[ProseWords], cues: tuple[CueKey, ...], marks: tuple[Noticed, ...]
) -> CueScore:
    """Score marks that `find_mark_fault` let through against the cues and lures of the same text.

    - A mark touches a cue when some place of its words shares a word that carries meaning with it
      (four letters or more, or with a digit), or holds the whole cue: nobody marks exactly the
      author's words, and sharing only "the" is no finding.
    - HIT: it touches a cue of the need it names. MISNAMED: it touches a cue, but of another need;
      the cue still counts as missed, for naming the need is the task. FALSE_ALARM: it touches a
      lure, or nothing. Where the words stand several times, the best reading counts.
    - One point a cue. A mark counts once, so that one long mark cannot collect a page; a cue counts
      once, and hitting it again is neither gain nor loss. Marks go to cues so that most cues are
      hit: their order makes no difference. The same mark made twice is one mark.
    - A false alarm costs half a point, never below nothing: marking everything must not pay.

    >>> from learning.model.names import Need
    >>> text = [ProseWords("p1", tuple("the wall behind the cot is black and she is glad".split()))]
    >>> cue = CueKey(CueId("c1"), Need.HOUSING, "wall behind the cot is black", "Damp", "p1", 1, 6)
    >>> lure = CueKey(CueId("c2"), None, "she is glad", "A strength", "p1", 8, 10)
    >>> score = score_cues(text, (cue, lure), (Noticed("black", Need.HOUSING),))
    >>> score.results[0].spot, score.mark.earned
    (<Spot.HIT: 'hit'>, 1.0)
    >>> score = score_cues(text, (cue, lure), (Noticed("the wall", Need.DEBT),))
    >>> score.results[0].spot, score.missed
    (<Spot.MISNAMED: 'misnamed'>, ('c1',))
    >>> marks = (Noticed("the cot", Need.DEBT), Noticed("Black", Need.HOUSING),
    ...          Noticed("glad", Need.BENEFITS))
    >>> score = score_cues(text, (cue, lure), marks)
    >>> [result.spot.value for result in score.results], score.mark.earned
    (['false-alarm', 'hit', 'false-alarm'], 0.0)
    """
    distinct = tuple(dict.fromkeys(marks))
    touched = [_touch(words, cues, mark) for mark in distinct]
    wishes = [
        [cue.id for cue in those if cue.need is mark.need]
        for mark, those in zip(distinct, touched, strict=True)
    ]
    taken = _pair(wishes)
    own = {number: cue for cue, number in taken.items()}
    results = tuple(
        SpotResult(mark, *_judge(own.get(number), wishes[number], touched[number]))
        for number, mark in enumerate(distinct)
    )
    missed = tuple(cue.id for cue in cues if cue.need is not None and cue.id not in taken)
    return CueScore(results, missed, _mark(len(taken), len(missed), results))


def hit_cues(score: CueScore) -> frozenset[CueId]:
    """Give the cues that were hit, each once.

    >>> hit_cues(CueScore((), (CueId("c1"),), Mark(0.0, 1.0, Result.WRONG)))
    frozenset()
    """
    return frozenset(
        each.cue for each in score.results if each.spot is Spot.HIT and each.cue is not None
    )


def _touch(words: Sequence[ProseWords], cues: Iterable[CueKey], mark: Noticed) -> list[CueKey]:
    places = find_words(words, split_words(mark.words))
    texts = {each.prose: each.words for each in words}
    return [cue for cue in cues if any(_overlaps(place, cue, texts) for place in places)]


def _overlaps(place: Place, cue: CueKey, texts: Mapping[str, tuple[str, ...]]) -> bool:
    first, last = max(place.first, cue.first), min(place.last, cue.last)
    if place.prose != cue.prose or first > last:
        return False
    whole = (first, last) == (cue.first, cue.last)
    return whole or any(map(_carries_meaning, texts[place.prose][first : last + 1]))


def _carries_meaning(word: str) -> bool:
    return len(word) >= CONTENT_LETTERS or any(map(str.isdigit, word))


def _judge(
    own: CueId | None, wishes: Sequence[CueId], touched: Sequence[CueKey]
) -> tuple[Spot, CueId | None]:
    if wishes:
        return Spot.HIT, own or wishes[0]
    for cue in touched:
        if cue.need is not None:
            return Spot.MISNAMED, cue.id
    return Spot.FALSE_ALARM, touched[0].id if touched else None


def _pair(wishes: Sequence[Sequence[CueId]]) -> dict[CueId, int]:
    """Give each cue to at most one mark and each mark at most one cue, so that most are given.

    Kuhn's augmenting paths; at most 20 marks, so the plain form is quick enough.
    """
    taken: dict[CueId, int] = {}

    def settle(number: int, tried: set[CueId]) -> bool:
        for cue in wishes[number]:
            if cue in tried:
                continue
            tried.add(cue)
            if cue not in taken or settle(taken[cue], tried):
                taken[cue] = number
                return True
        return False

    for number in range(len(wishes)):
        settle(number, set())
    return taken


def _mark(hits: int, misses: int, results: tuple[SpotResult, ...]) -> Mark:
    alarms = sum(each.spot is Spot.FALSE_ALARM for each in results)
    earned = max(0.0, hits - FALSE_ALARM_COST * alarms)
    if not misses and not alarms:
        return Mark(earned, float(hits), Result.RIGHT)
    return Mark(earned, float(hits + misses), Result.PARTLY if earned else Result.WRONG)
