"""Cues and lures of a scene that two versions have: new, gone, of another need."""

from collections.abc import Iterable, Iterator

from learning.content.changing.change import Change, ChangeKind, Weight
from learning.content.changing.pairing import pair, pair_alike
from learning.content.changing.wording import quote
from learning.model.key import CueKey
from learning.model.names import Need
from learning.model.words import split_words


def list_cue_changes(
    olds: Iterable[CueKey], news: Iterable[CueKey], *, title: str, line: int
) -> Iterator[Change]:
    """Say what differs between the cues of a scene; `line` is the scene's.

    Cues are told apart by their words: their numbers shift with every cue before them.
    """
    pairs = pair_alike(pair(olds, news, _key), lambda cue: cue.text)
    cue, marks = ChangeKind.CUE, Weight.MARKS
    for gone in pairs.gone:
        words = f"{quote(gone.text)} in {quote(title)} is no longer {_say(gone.need)}"
        yield Change(cue, words, line, marks)
    for new in pairs.new:
        words = f"{quote(new.text)} in {quote(title)} is {_say(new.need)} now"
        yield Change(cue, words, new.line, marks)
    for old, new in pairs.kept:
        name = f"{quote(new.text)} in {quote(title)}"
        if _key(old) != _key(new):
            words = f"{_say(new.need).capitalize()} in {quote(title)} is {quote(new.text)} now"
            yield Change(cue, f"{words}, where it was {quote(old.text)}", new.line, marks)
        if old.need is not new.need:
            words = f"{name} is {_say(new.need)} instead of {_say(old.need)}"
            yield Change(cue, words, new.line, marks)
        if old.reason != new.reason:
            yield Change(cue, f"The reason given for {name} changed", new.line, Weight.WORDS)


def _key(cue: CueKey) -> tuple[str, ...]:
    return split_words(cue.text)


def _say(need: Need | None) -> str:
    return f"a cue for {need.replace('-', ' ')}" if need else "a lure"
