"""The words on a page, as a story looks for them, and what comes nearest to those it misses.

Knows modules and one attempt; whatever a page shows is in here, and nothing else.
"""

from collections.abc import Iterator, Sequence
from re import split

from learning.model.key import Module
from learning.model.words import split_words
from learning.play.debrief import make_debrief
from learning.play.page_text import read_html
from learning.play.sources import list_debrief_texts, list_texts
from learning.play.state import State
from learning.play.view import view_scene

_NEAR = 0.5
_LONGEST = 120


def list_page(module: Module, state: State) -> tuple[str, ...]:
    """Give the stretches of text on the page where an attempt stands; once finished, the debrief.

    The words of answers are among them, and the reasons of cues once they are told.
    """
    if state.finished:
        debrief = make_debrief(module, state)
        return tuple(filter(None, map(read_html, list_debrief_texts(debrief))))
    return tuple(filter(None, _list_stretches(module, state)))


def _list_stretches(module: Module, state: State) -> Iterator[str]:
    view = view_scene(module, state)
    yield view.title
    yield from map(read_html, list_texts(view))
    yield from (choice.closed_reason or "" for choice in view.choices)
    if view.cues is not None:
        yield from (cue.reason for cue in view.cues.cues)
    yield from (read_html(source.html) for source in view.sources)


def has_words(page: Sequence[str], words: str) -> str | None:
    """Give the sentence in which words stand side by side, None where they do not.

    Letters' case and punctuation are left aside; words do not reach from one stretch to another.

    >>> has_words(["It is late.", "She puts the DIARY down. He waits."], "puts the “diary” down")
    'She puts the DIARY down.'
    """
    run = split_words(words)
    for stretch in page:
        if _holds(split_words(stretch), run):
            sentences = [each for each in _sentences(stretch) if _holds(split_words(each), run)]
            return _cut(sentences[0] if sentences else stretch)
    return None


def find_nearest(page: Sequence[str], words: str) -> str:
    """Give the sentence of a page that shares most words with these, "" where none shares half.

    >>> find_nearest(["She waits. She takes three letters out."], "takes four letters out")
    'She takes three letters out.'
    """
    wanted = set(split_words(words))
    best, most = "", _NEAR
    for sentence in (each for stretch in page for each in _sentences(stretch)):
        share = len(wanted & set(split_words(sentence))) / max(len(wanted), 1)
        if share > most:
            best, most = sentence, share
    return _cut(best)


def _holds(words: Sequence[str], run: Sequence[str]) -> bool:
    width = len(run)
    return any(
        words[at] == run[0] and words[at : at + width] == run
        for at in range(len(words) - width + 1 if width else 0)
    )


def _sentences(text: str) -> list[str]:
    return split(r"(?<=[.!?…])[”’\")]*\s+", text)


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else text[:_LONGEST].rsplit(" ", 1)[0] + " …"
