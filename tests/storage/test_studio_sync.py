"""Pushes of one work at the same moment: none is half stored, and nobody's words are lost."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TypeVar

import pytest

from learning.operations.accounts import Viewer
from learning.operations.site import Site
from learning.operations.studio_sync import Clashing, pull_work, push_work
from tests.features.pushed import PNG, TEXT, add_files, make_pushed
from tests.storage.test_studio import make_educator

T = TypeVar("T")
PREFIX = "cases/damp"
PATH, PICTURE = f"{PREFIX}.md", f"{PREFIX}/img/wall.png"


def together(*acts: Callable[[], T]) -> list[T]:
    """Do all of them at once, and give what came of each."""
    with ThreadPoolExecutor(len(acts)) as threads:
        return list(threads.map(lambda act: act(), acts))


@pytest.fixture
def cole(site: Site) -> Viewer:
    viewer = make_educator(site, "Cole")
    add_files(site, viewer, PREFIX, {PATH: TEXT.encode(), PICTURE: PNG})
    return viewer


def edit(site: Site, viewer: Viewer, new: str, *, old: str, request: str) -> str:
    """Push another text and another picture; say what came of it."""
    text = TEXT.replace(old, new).encode()
    pushed = make_pushed({PATH: (1, text), f"{PREFIX}/img/{new}.png": (0, PNG)}, request)
    try:
        return " ".join(push_work(site, viewer, pushed, prefix=PREFIX).merged)
    except Clashing as clashing:
        return f"clash in {clashing.clashes[0].path}"


def test_one_of_two_that_clash_stores_nothing(site: Site, cole: Viewer) -> None:
    words = ("weeps", "sneezes")
    acts = [partial(edit, site, cole, word, old="coughs", request=word) for word in words]
    said = together(*acts)
    assert sorted(said) == ["", f"clash in {PATH}"]
    won = words[said.index("")]
    _, files = pull_work(site, cole, PREFIX)
    assert files[PATH].decode() == TEXT.replace("coughs", won)
    assert sorted(files) == sorted([PATH, PICTURE, f"{PREFIX}/img/{won}.png"])


def test_both_of_two_that_fit_are_kept(site: Site, cole: Viewer) -> None:
    pairs = (("weeps", "coughs"), ("write", "ring"))
    together(*(partial(edit, site, cole, new, old=old, request=new) for new, old in pairs))
    _, files = pull_work(site, cole, PREFIX)
    assert files[PATH].decode() == TEXT.replace("coughs", "weeps").replace("ring", "write")
    assert len(files) == 4


def test_the_same_push_sent_twice_at_once_counts_once(site: Site, cole: Viewer) -> None:
    act = partial(edit, site, cole, "weeps", old="coughs", request="same")
    assert together(act, act) == ["", ""]
    stamps, _ = pull_work(site, cole, PREFIX)
    assert [each.no for each in stamps if each.path == PATH] == [2]


def test_a_new_work_of_two_at_once_is_made_once(site: Site, cole: Viewer) -> None:
    fresh = {"cases/fresh.md": (0, b"# Fresh\n")}

    def make(request: str) -> int:
        taken = push_work(site, cole, make_pushed(fresh, request), prefix="cases/fresh")
        return taken.stamps[0].no

    assert together(partial(make, "one"), partial(make, "two")) == [1, 1]
