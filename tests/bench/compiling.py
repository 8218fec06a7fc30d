"""How long a case takes to compile, against plain Markdown parsing of the same text."""

from collections.abc import Callable, Iterator
from statistics import median
from time import perf_counter

from markdown_it import MarkdownIt

from learning.content.reader import read_module
from learning.places import asset_folder

RUNS = 15


def list_compile_times() -> Iterator[tuple[str, str, str]]:
    """Give a line of the table for each shipped case."""
    plain = MarkdownIt("commonmark").enable("table")
    for file in sorted(asset_folder("cases").glob("*.md")):
        raw = file.read_bytes()
        path = f"cases/{file.name}"
        if read_module(path, raw).value is None:
            continue
        ours = time_of(lambda path=path, raw=raw: read_module(path, raw))
        theirs = time_of(lambda raw=raw: plain.render(raw.decode()))
        yield (
            f"compile {path} ({len(raw) / 1024:.0f} KiB)",
            f"{ours:.1f} ms",
            f"{ours / theirs:.1f}x plain parsing and rendering; the bar is 100 ms",
        )


def time_of(work: Callable[[], object]) -> float:
    """Give the median of some runs in milliseconds."""
    times = []
    for _ in range(RUNS):
        start = perf_counter()
        work()
        times.append(perf_counter() - start)
    return median(times) * 1000
