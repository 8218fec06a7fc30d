"""A Twee story -> the skeleton of a case: a scene for each passage, a choice for each link."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from learning.content.slugs import make_slug
from learning.exchange.carried import Carried, Left, carry
from learning.exchange.escaping import escape_words
from learning.exchange.front import Front, write_front
from learning.exchange.twee import TweePassage, TweeStory
from learning.exchange.twee_text import TweeLink, TweeText, read_passage

ENDING = "> Ending (mixed): The story ends here."
_TOLD = frozenset({"StoryTitle", "StoryData"})
_NOT_SCENES = frozenset({"script", "stylesheet", "widget", "header", "footer", "startup", "init"})


def write_case(front: Front, story: TweeStory) -> Carried:
    """Write the skeleton of a case, and say what of the story is not in it.

    >>> from learning.exchange.twee import read_story
    >>> from learning.model.names import Kind
    >>> carried = write_case(Front("Damp", Kind.CASE), read_story(":: Start\\nA wall.\\n"))
    >>> carried.count, carried.left[0].what
    (1, "'Start' has no links: say how the case ends there, and whether well")
    """
    writer = _Writer()
    scenes = [passage for passage in story.passages if not _is_special(passage)]
    titles = writer.name_all(scenes)
    left = [*_list_special(story), *_list_unnamed(scenes)]
    blocks = []
    for passage, title in zip(scenes, titles, strict=True):
        read = read_passage(passage.text)
        left += [Left(passage.line, f"{what}, in '{passage.name}'") for what in read.left]
        if not read.links:
            what = f"'{passage.name}' has no links: say how the case ends there, and whether well"
            left.append(Left(passage.line, what))
        blocks += [f"## {escape_words(title)}", *writer.write_scene(read)]
    start = writer.slugs.get(story.start, next(iter(writer.slugs.values()), ""))
    text = (
        "\n\n".join([write_front(front, start=start), f"# {escape_words(front.title)}", *blocks])
        + "\n"
    )
    return carry(text, len(scenes), left)


def _is_special(passage: TweePassage) -> bool:
    if passage.name in _TOLD or not _NOT_SCENES.isdisjoint(passage.tags):
        return True
    return passage.name.startswith(("Story", "Passage")) and " " not in passage.name


def _list_special(story: TweeStory) -> Iterator[Left]:
    for passage in story.passages:
        if _is_special(passage) and passage.name not in _TOLD and passage.text.strip():
            yield Left(passage.line, f"the special passage '{passage.name}'")


def _list_unnamed(scenes: Sequence[TweePassage]) -> Iterator[Left]:
    names = {passage.name for passage in scenes}
    for passage in scenes:
        for link in read_passage(passage.text).links:
            if link.target not in names:
                yield Left(passage.line, f"the passage '{link.target}' that a link leads to")
        if passage.tags:
            yield Left(passage.line, f"the tags {', '.join(passage.tags)} of '{passage.name}'")


@dataclass(slots=True)
class _Writer:
    """Knows the id of each passage, so that links and headings agree."""

    slugs: dict[str, str] = field(default_factory=dict)

    def name_all(self, scenes: Sequence[TweePassage]) -> list[str]:
        titles = []
        used: set[str] = set()
        for passage in scenes:
            title, number = passage.name, 1
            while not make_slug(title) or make_slug(title) in used:
                number += 1
                title = f"{passage.name} ({number})"
            used.add(make_slug(title))
            self.slugs.setdefault(passage.name, make_slug(title))
            titles.append(title)
        return titles

    def write_scene(self, read: TweeText) -> list[str]:
        if not read.links:
            return [each for each in (read.markdown, ENDING) if each]
        choices = [self.write_choice(link) for link in _tell_apart(read.links)]
        return [each for each in (read.markdown, "\n".join(choices)) if each]

    def write_choice(self, link: TweeLink) -> str:
        target = self.slugs.get(link.target) or make_slug(link.target)
        return f"- [{escape_words(link.words)}](#{target})"


def _tell_apart(links: Sequence[TweeLink]) -> Iterator[TweeLink]:
    """Leave out a link that stands twice, and number equal words that lead to different places."""
    used: set[str] = set()
    for link in dict.fromkeys(links):
        words, number = link.words, 1
        while make_slug(words) in used:
            number += 1
            words = f"{link.words} ({number})"
        used.add(make_slug(words))
        yield TweeLink(words, link.target)
