"""A thousand cases checked at once, and published again when one of them has changed."""

import resource
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from statistics import median
from time import perf_counter

from markdown_it import MarkdownIt

from learning.content.beside import Beside
from learning.operations.compiling import check_apart
from learning.operations.publishing import PublishReport, publish
from learning.operations.site import Site, open_site
from learning.operations.upkeep import upgrade
from learning.settings import Settings
from tests.bench.written import write_cases

CASES = 1_000
EDITS = 9
Line = tuple[str, str, str]


def list_publish_times() -> Iterator[Line]:
    """Give the lines of the table."""
    files = write_cases(CASES)
    yield from _check_all(files)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        site = _open(folder)
        yield from _publish_all(site, folder / "content", files)
        site.close()


def _check_all(files: Mapping[str, bytes]) -> Iterator[Line]:
    plain = MarkdownIt("commonmark").enable("table")
    # Half before and half after, so that a machine that slows down slows both.
    halves = [list(files.values())[start::2] for start in (0, 1)]
    theirs = _time(lambda: [plain.parse(raw.decode()) for raw in halves[0]])
    before = _children_seconds()
    ours = _time(lambda: _demand_sound(files))
    worked = _children_seconds() - before
    theirs += _time(lambda: [plain.parse(raw.decode()) for raw in halves[1]])
    size = sum(map(len, files.values())) / len(files) / 1024
    yield (
        f"check and compile {len(files):,} cases of {size:.0f} KiB",
        f"{ours:.1f} s",
        f"{ours / theirs:.2f}x plain parsing ({theirs:.1f} s); the bar is 2x",
    )
    # On a machine that others use too, this tells more than the clock.
    yield (
        "  of which work, on all cores",
        f"{worked:.1f} s",
        f"{worked / theirs:.2f}x plain parsing",
    )


def _children_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _demand_sound(files: Mapping[str, bytes]) -> None:
    reports = check_apart(files, beside=Beside(modules=files))
    assert all(each.compiled for each in reports.values()), "the bench's own cases have errors"


def _open(folder: Path) -> Site:
    url = f"sqlite:///{folder / 'learning.db'}"
    settings = Settings(database_url=url, instance_folder=folder, secret="k7Xw2-pQz9" * 4)
    upgrade(settings)
    return open_site(settings)


def _publish_all(site: Site, content: Path, files: Mapping[str, bytes]) -> Iterator[Line]:
    for path, raw in files.items():
        (content / path).parent.mkdir(parents=True, exist_ok=True)
        (content / path).write_bytes(raw)
    first = _time(lambda: _publish(site, content, len(files)))
    yield f"publish {len(files):,} cases", f"{first:.1f} s", ""
    none = median(_time(lambda: _publish(site, content, 0)) for _ in range(EDITS))
    one = median(_edit(site, content, list(files)[at]) for at in range(EDITS))
    yield "publish again, nothing changed", f"{none * 1000:.0f} ms", "reading and comparing files"
    yield "publish again, one case changed", f"{one * 1000:.0f} ms", "the bar is 100 ms"


def _edit(site: Site, content: Path, path: str) -> float:
    file = content / path
    file.write_text(file.read_text().replace("She ", "She now ", 1) + "\nIt is so.\n")
    return _time(lambda: _publish(site, content, 1))


def _publish(site: Site, content: Path, count: int) -> PublishReport:
    report = publish(site, content, "bench")
    assert len(report.published) == count, report.broken
    return report


def _time(work: Callable[[], object]) -> float:
    start = perf_counter()
    work()
    return perf_counter() - start
