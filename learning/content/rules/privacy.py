"""B06: words for one role that stand in the text for everyone too."""

from collections.abc import Iterator, Sequence

from learning.content.faults import Faults, Place
from learning.content.parsed import Document, Fenced, Part, Run
from learning.content.prose import read_words

_RUN = 8


def _list_runs(words: Sequence[str]) -> Iterator[tuple[str, ...]]:
    return (tuple(words[at : at + _RUN]) for at in range(len(words) - _RUN + 1))


def _list_texts(parts: Sequence[Part], private: bool) -> Iterator[tuple[bool, Run]]:
    for part in parts:
        if isinstance(part, Run):
            yield private, part
        elif isinstance(part, Fenced):
            yield from _list_texts(part.parts, private or bool(part.guard.roles))


def find_repeated_words(document: Document, faults: Faults) -> None:
    """B06: eight words in a row inside `::: for` that common text of the file holds as well."""
    texts = [each for scene in document.scenes for each in _list_texts(scene.parts, False)]
    private = [run for is_private, run in texts if is_private]
    if not private:
        return
    common = {
        words
        for is_private, run in texts
        if not is_private
        for words in _list_runs(read_words(run.tokens))
    }
    for run in private:
        found = next((each for each in _list_runs(read_words(run.tokens)) if each in common), None)
        if found:
            message = f"private words stand in common text too: '{' '.join(found)}'"
            faults.add("B06", Place(run.line + 1), message)
