"""B06: words for one role that stand in the text for everyone too."""

from collections.abc import Iterator, Sequence

from learning.content.faults import Faults, Place
from learning.model.case import Block, Prose, Sealed
from learning.model.key import Module, SceneKey

_RUN = 8


def _list_runs(words: Sequence[str]) -> Iterator[tuple[str, ...]]:
    return zip(*(words[at:] for at in range(_RUN)), strict=False)


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


def find_repeated_words(module: Module, faults: Faults) -> None:
    """B06: eight words in a row inside `::: for` that common text of the file holds as well."""
    keys = module.key.scenes
    texts = [
        text
        for scene in module.case.scenes.values()
        for text in _list_texts(scene.body, keys[scene.id])
    ]
    common = {run for line, prose in texts if not line for run in _list_runs(prose.words)}
    for line, prose in texts:
        found = next((run for run in _list_runs(prose.words) if line and run in common), None)
        if found:
            message = f"private words stand in common text too: '{' '.join(found)}'"
            faults.add("B06", Place(line), message)
