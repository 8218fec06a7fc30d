"""Scenes of two versions: new, gone, renamed, and what differs in those that both have."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from learning.content.changing.change import Change, ChangeKind, Weight
from learning.content.changing.cues import list_cue_changes
from learning.content.changing.edition import Edition
from learning.content.changing.endings import list_end_changes, make_end
from learning.content.changing.pairing import Pairs, pair, pair_alike
from learning.content.changing.posed import Posed
from learning.content.changing.texts import Piece, list_pieces, list_text_changes
from learning.content.changing.ways import list_way_changes, make_way
from learning.content.changing.wording import quote, say_count, say_instead
from learning.model.case import Scene
from learning.model.key import SceneKey
from learning.model.names import SceneId
from learning.play.page_text import read_html


@dataclass(frozen=True, slots=True)
class Staged:
    """A scene of one version, with what stands in it. `known` is its id in the newer one."""

    scene: Scene
    key: SceneKey
    edition: Edition
    pieces: tuple[Piece, ...]
    known: SceneId

    @property
    def line(self) -> int:
        """Its line in the file of its version."""
        return self.scene.line

    def list_posed(self) -> Iterator[Posed]:
        """Give the questions that it asks."""
        for each in self.pieces:
            if each.question is not None:
                key = self.key.questions[each.question.id]
                yield Posed(each.question, key, self.edition, self.scene.id, each.guard)

    def collect_text(self) -> str:
        """Give most of what is read in it: by this a renamed scene may be known again."""
        asked = (each.question.title for each in self.pieces if each.question is not None)
        texts = (read_html(each.html) for each in self.pieces)
        return " ".join((*texts, *asked, *(each.text for each in self.key.choices)))


def stage_scenes(edition: Edition) -> tuple[Staged, ...]:
    """Give the scenes of a version in their order."""
    return tuple(_stage(edition, each) for each in edition.module.case.scenes.values())


def _stage(edition: Edition, scene: Scene) -> Staged:
    key = edition.module.key.scenes[scene.id]
    pieces = list_pieces(edition, key, scene.body, line=scene.line)
    return Staged(scene, key, edition, pieces, edition.scenes[scene.id])


def find_lines(olds: Iterable[Staged], news: Iterable[Staged]) -> Mapping[SceneId, int]:
    """Say where each older scene stands in the newer file; if gone, where the last before it does.

    Before the first that is still there, that is line 1.
    """
    there = {each.known: each.line for each in news}
    lines: dict[SceneId, int] = {}
    line = 1
    for each in olds:
        line = lines[each.scene.id] = there.get(each.known, line)
    return lines


def list_scene_changes(
    olds: Iterable[Staged], news: Iterable[Staged], *, lines: Mapping[SceneId, int]
) -> Iterator[Change]:
    """Say what differs between the scenes of two versions, their questions left aside."""
    pairs = pair(olds, news, lambda each: each.known)
    likely = {
        old.known: new
        for old, new in pair_alike(Pairs((), pairs.gone, pairs.new), Staged.collect_text).kept
    }
    for gone in pairs.gone:
        words = f"Scene {quote(gone.scene.title)} is gone{_hint(gone, likely.get(gone.known))}"
        yield Change(ChangeKind.SCENE, words, lines[gone.scene.id], _weigh(gone))
    for each in pairs.new:
        words = f"Scene {quote(each.scene.title)} is new{_say_cues(each)}"
        yield Change(ChangeKind.SCENE, words, each.line, _weigh(each))
    fresh = frozenset(each.scene.id for each in pairs.new)
    for old, other in pairs.kept:
        yield from _compare_names(old, other)
        yield from _compare_bodies(old, other)
        yield from _compare_next(old, other, fresh)


def _hint(gone: Staged, new: Staged | None) -> str:
    if new is None:
        return ""
    title, ids = quote(new.scene.title), f"{gone.scene.id}: {new.scene.id}"
    return f"; perhaps it is {title} now: name it under moved ({ids})"


def _say_cues(staged: Staged) -> str:
    count = sum(each.need is not None for each in staged.key.cues)
    spotted = say_count(count, "cue")
    return f", with {spotted} to spot" if count else ""


def _weigh(staged: Staged) -> Weight:
    """Cues are scored, and are not told one by one where the whole scene is new or gone."""
    return Weight.MARKS if staged.key.cues else Weight.WAY


def _compare_names(old: Staged, new: Staged) -> Iterator[Change]:
    was, now = quote(old.scene.title), quote(new.scene.title)
    words = ""
    if old.scene.id != new.scene.id:
        words = f"Scene {was} was renamed to {now} (named under moved)"
    elif was != now:
        words = f"The heading of scene {was} reads {now} now"
    if words:
        yield Change(ChangeKind.SCENE, words, new.line, Weight.WORDS)


def _compare_bodies(old: Staged, new: Staged) -> Iterator[Change]:
    title, line = new.scene.title, new.line
    yield from list_text_changes(old.pieces, new.pieces, title=title, line=line)
    if old.edition.read(old.key.prompt_html) != new.edition.read(new.key.prompt_html):
        words = f"The words above the choices of {quote(title)} changed"
        yield Change(ChangeKind.TEXT, words, line, Weight.WORDS)
    ways = [tuple(make_way(one.edition, each) for each in one.key.choices) for one in (old, new)]
    yield from list_way_changes(*ways, title=title, line=line)
    ends = [tuple(make_end(one.edition, each) for each in one.key.endings) for one in (old, new)]
    yield from list_end_changes(*ends, title=title, line=line)
    yield from list_cue_changes(old.key.cues, new.key.cues, title=title, line=line)


def _compare_next(old: Staged, new: Staged, fresh: frozenset[SceneId]) -> Iterator[Change]:
    """Say that a lesson runs on elsewhere, where that is not told by what is new or gone."""
    before, after = old.key.next, new.key.next
    was, now = old.edition.say_scene(before), new.edition.say_scene(after)
    lost = before is not None and old.edition.scenes[before] not in new.edition.scenes
    if was != now and after not in fresh and not lost:
        words = say_instead(f"The scene after {quote(new.scene.title)} is", was, now)
        yield Change(ChangeKind.SCENE, words, new.line, Weight.WAY)
