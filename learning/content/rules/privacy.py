"""B06: words for one role that stand in the text for everyone too."""

import re
from collections.abc import Iterator, Sequence, Set
from html import unescape

from learning.content.faults import Faults, Place
from learning.model.case import Block, Prose, Sealed
from learning.model.key import Module, SceneKey
from learning.model.words import split_words

_RUN = 8
_TAG = re.compile(r"<[^>]*>")
_WORD = re.compile(r"[^\W\d_][\w’']*")


def _read_text(html: str) -> str:
    return unescape(_TAG.sub(" ", html))


def _list_common_words(texts: Sequence[Prose]) -> frozenset[str]:
    """Give the words that are written small somewhere: all but names, months and numbers."""
    written = (word for each in texts for word in _WORD.findall(_read_text(each.html)))
    small = " ".join({word for word in written if word[0].islower()})
    return frozenset(split_words(small))


def _list_runs(words: Sequence[str], common: frozenset[str]) -> Iterator[tuple[str, ...]]:
    """Give every row of eight words in a text, names and numbers left out."""
    counted = [word for word in words if word in common]
    return zip(*(counted[at:] for at in range(_RUN)), strict=False)


def _list_texts(
    blocks: Sequence[Block], key: SceneKey, line: int = 0
) -> Iterator[tuple[int, Prose]]:
    """Give all prose of a scene with the line of the `::: for` around it, 0 for common text."""
    for block in blocks:
        if isinstance(block, Prose):
            yield line, block
        elif isinstance(block, Sealed):
            passage = key.passages[block.passage]
            private = passage.line if passage.guard.roles else line
            yield from _list_texts(passage.blocks, key, private)


def _find_repeated(
    runs: Sequence[tuple[str, ...]], common: Set[tuple[str, ...]], quoted: Set[tuple[str, ...]]
) -> tuple[str, ...] | None:
    """Give the first row that common text holds and that shares no word with a quoted one."""
    near = {at + by for at, run in enumerate(runs) if run in quoted for by in range(1 - _RUN, _RUN)}
    return next((run for at, run in enumerate(runs) if run in common and at not in near), None)


def find_repeated_words(module: Module, faults: Faults) -> None:
    """B06: eight words in a row inside `::: for` that common text of the file holds as well.

    Names, dates and numbers do not count, nor do words that a footnote quotes.
    """
    if faults.lost_fence:
        # What was to be private is then read as common.
        return
    keys = module.key.scenes
    texts = [
        text
        for scene in module.case.scenes.values()
        for text in _list_texts(scene.body, keys[scene.id])
    ]
    if not any(line for line, _ in texts):
        return
    counted = _list_common_words([prose for _, prose in texts])
    common = {run for line, prose in texts if not line for run in _list_runs(prose.words, counted)}
    sources = (*module.case.sources, *module.key.sources)
    quoted = {
        run
        for source in sources
        for run in _list_runs(split_words(_read_text(source.html)), counted)
    }
    for line, prose in texts:
        runs = list(_list_runs(prose.words, counted)) if line else []
        found = _find_repeated(runs, common, quoted)
        if found:
            message = f"private words stand in common text too: '{' '.join(found)}'"
            faults.add("B06", Place(line), message)
