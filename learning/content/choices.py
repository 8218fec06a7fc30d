"""Lists of choices: items that start with a link to a scene, with bullets and quotes under it."""

from collections.abc import Sequence
from itertools import takewhile

from markdown_it.token import Token

from learning.content.consequences import Bullets, is_bullet, read_bullet
from learning.content.faults import Faults, Place
from learning.content.inlines import is_refused_link, is_scene_link
from learning.content.markdown import LISTS, Block, find_lead, list_leads
from learning.content.parsed import Choice, Choices
from learning.content.prose import collect_text
from learning.content.quotes import check_quote, read_inside
from learning.content.slugs import make_slug
from learning.content.source import Extract, Piece, Source
from learning.content.targets import get_href


def is_choice(lead: Token | None) -> bool:
    """Whether the words that an item starts with are a link to a scene."""
    return bool(lead and lead.children and is_scene_link(lead.children[0]))


def is_choice_list(block: Block) -> bool:
    """Whether any item of a list starts with a link to a scene."""
    return any(map(is_choice, list_leads(block)))


class _ChoiceReader:
    """Reads the items of one list."""

    def __init__(self, source: Source, faults: Faults) -> None:
        self.source = source
        self.faults = faults

    def extract(self, inline: Token) -> Extract:
        return Extract(inline.content, (inline.map or [0])[0], self.source)

    def read_item(self, item: Block) -> Choice | None:
        lead = find_lead(item.tokens)
        if lead is None or not is_choice(lead):
            self.refuse_item(item, lead)
            return None
        children = lead.children or []
        label = tuple(takewhile(lambda token: token.type != "link_close", children[1:]))
        self.check_rest(children[len(label) + 2 :], lead)
        bullets, feedback = self.read_nested(item.inner[1:])
        text = collect_text(label)
        return Choice(
            id=make_slug(text),
            text=text,
            label=label,
            target=get_href(children[0]).removeprefix("#"),
            place=self.extract(lead).place(),
            target_place=children[0].meta["place"],
            effects=tuple(bullets.effects),
            hidden=tuple(bullets.hidden),
            greyed=tuple(bullets.greyed),
            once=bullets.once,
            feedback=feedback,
        )

    def refuse_item(self, item: Block, lead: Token | None) -> None:
        words = lead.content if lead else ""
        place = Extract(words, item.line, self.source).place()
        if lead and any(map(is_refused_link, lead.children or ())):
            return
        message = "a plain item in a list of choices"
        fix = "start it with a link to a scene, or move it out of the list"
        if is_bullet(words):
            if self.faults.has_within("C01", place.line - 1, place.line - 1):
                # It lost its indent with the one above.
                return
            message = "a consequence or condition that is not indented"
            fix = "put two blanks before its `-`"
        self.faults.add("C01", place, message, fix=fix)

    def check_rest(self, rest: Sequence[Token], lead: Token) -> None:
        """Refuse words after the link: they are neither the choice nor what it does."""
        words = collect_text(rest)
        if words:
            place = self.extract(lead).place_of(words.split("\n")[0])
            message = f"words after the link of a choice: '{words[:40]}'"
            fix = "put them inside its brackets, or into a bullet or quote under it"
            self.faults.add("C01", place, message, fix=fix)

    def read_nested(self, blocks: Sequence[Block]) -> tuple[Bullets, tuple[Token, ...]]:
        bullets = Bullets()
        feedback: list[Token] = []
        for block in blocks:
            if block.kind == "blockquote_open":
                check_quote(block, self.source, self.faults)
                feedback.extend(read_inside(block))
            elif block.kind in LISTS:
                self.read_bullets(block, bullets)
            else:
                message = "only bullets and a quote may stand under a choice"
                self.faults.add("C01", Place(block.line + 1), message, fix="make it a quote: > ...")
        return bullets, tuple(feedback)

    def read_bullets(self, block: Block, bullets: Bullets) -> None:
        for item in block.inner:
            lead = find_lead(item.tokens)
            if lead is None or len(item.inner) > 1:
                message = "a consequence or condition is one plain line"
                self.faults.add("V03", Place(item.line + 1), message)
                continue
            read_bullet(Piece(lead.content, 0, self.extract(lead)), bullets, self.faults)


def read_choices(
    block: Block, prompt: Sequence[Token], source: Source, *, faults: Faults
) -> Choices:
    """Read a list of choices; what cannot be read in it is a C01 or V03."""
    reader = _ChoiceReader(source, faults)
    read = [reader.read_item(item) for item in block.inner]
    choices = tuple(choice for choice in read if choice)
    lost = any(map(_holds_choice, choices))
    whole = len(choices) == len(read) and not lost and all(choice.id for choice in choices)
    return Choices(tuple(prompt), choices, Place(block.line + 1), whole)


def _holds_choice(choice: Choice) -> bool:
    """Whether another choice, which lost its dash, runs on in the words told after this one."""
    return any(is_scene_link(child) for token in choice.feedback for child in token.children or ())
