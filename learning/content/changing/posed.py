"""A question as one version poses it, and the same question in two versions side by side."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from learning.content.changing.change import Change, ChangeKind, Weight
from learning.content.changing.edition import Edition
from learning.content.changing.wording import quote
from learning.model.case import Question
from learning.model.form import Option
from learning.model.key import QuestionKey
from learning.model.names import QuestionId, SceneId
from learning.play.page_text import read_html

Part = TypeVar("Part")


@dataclass(frozen=True, slots=True)
class Posed:
    """A question in its version. `scene` is where it stands, `guard` who is asked and when."""

    question: Question
    key: QuestionKey
    edition: Edition
    scene: SceneId
    guard: str

    @property
    def id(self) -> QuestionId:
        """The id by which the newer version knows it."""
        return self.edition.questions[self.question.id]


@dataclass(frozen=True, slots=True)
class Turn:
    """A question that both versions have."""

    old: Posed
    new: Posed

    @property
    def name(self) -> str:
        """What the newer version calls it, in quotation marks."""
        return quote(self.new.question.title)

    def forms(self, sort: type[Part]) -> tuple[Part, Part]:
        """Give what both versions ask for, where both ask for this."""
        old, new = self.old.question.form, self.new.question.form
        assert isinstance(old, sort)
        assert isinstance(new, sort)
        return old, new

    def solutions(self, sort: type[Part]) -> tuple[Part, Part]:
        """Give what is right in both versions, where both ask for the same sort of answer."""
        old, new = self.old.key.solution, self.new.key.solution
        assert isinstance(old, sort)
        assert isinstance(new, sort)
        return old, new

    def make_items(
        self, olds: Iterable[Option], news: Iterable[Option]
    ) -> "tuple[tuple[Item, ...], tuple[Item, ...]]":
        """Give options of both versions as they are compared."""
        old, new = self.old.edition, self.new.edition
        return (
            tuple(make_item(old, each.id, each.html) for each in olds),
            tuple(make_item(new, each.id, each.html) for each in news),
        )

    def tell(self, what: ChangeKind, weight: Weight, words: str) -> Change:
        """Make a change that stands where the question does."""
        return Change(what, words, self.new.question.line, weight)


@dataclass(frozen=True, slots=True)
class Item:
    """An option, a prompt, a line of an answer: its words, and its HTML as it is compared."""

    id: str
    text: str
    html: str


def make_item(edition: Edition, identity: str, *pieces: str) -> Item:
    """Give something that is written in one or more pieces of HTML as it is compared."""
    text = " – ".join(filter(None, map(read_html, pieces)))
    return Item(identity, text, edition.read_all(pieces))
