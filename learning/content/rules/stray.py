"""Constructs that stand where they mean nothing: they would be shown raw, or tell an answer."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markdown_it.token import Token

from learning.content.faults import Faults, Place
from learning.content.inlines import is_scene_link
from learning.content.markdown import Block
from learning.content.parsed import Choices, Document, Ending, Part, Question, Run, list_parts
from learning.content.prose import collect_text
from learning.content.questions import has_box, is_question
from learning.content.quotes import LABELS, NOT_YET, find_label, is_ending

Tokens = Sequence[Token]


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Some tokens, and whether they are the text of a scene, where cues stand."""

    tokens: Tokens
    cues: bool = False


def _list_question(question: Question) -> Iterator[Tokens]:
    yield question.body
    yield [Token("inline", "", 0, children=list(question.label))]
    for option in question.options:
        yield [Token("inline", "", 0, children=list(option.label))]
        yield option.feedback
    for quotes in question.quotes.values():
        yield from quotes


def _list_part(part: Part) -> Iterator[Tokens]:
    if isinstance(part, Question):
        yield from _list_question(part)
    elif isinstance(part, Ending):
        yield part.tokens
    elif isinstance(part, Choices):
        yield part.prompt
        for choice in part.choices:
            yield [Token("inline", "", 0, children=list(choice.label))]
            yield choice.feedback


def _list_stretches(document: Document) -> Iterator[_Stretch]:
    yield _Stretch(document.cover)
    for note in document.notes:
        yield _Stretch(note.tokens)
    for scene in document.scenes:
        for part in list_parts(scene.parts):
            if isinstance(part, Run):
                yield _Stretch(part.tokens, cues=True)
            else:
                yield from map(_Stretch, _list_part(part))


def find_stray(document: Document, faults: Faults) -> None:
    """Say C01, Q01, Q06 or Q13 of every construct out of its place."""
    for stretch in _list_stretches(document):
        for index, token in enumerate(stretch.tokens):
            if token.type == "inline":
                _check_children(token, cues=stretch.cues, faults=faults)
            elif token.nesting == 1:
                _check_block(stretch.tokens, index, faults)


def _check_children(inline: Token, *, cues: bool, faults: Faults) -> None:
    for child in inline.children or ():
        if is_scene_link(child):
            message = "a link to a scene outside a list of choices"
            faults.add("C01", child.meta["place"], message, fix="start a list item with it")
        elif child.type == "cue_open" and not cues:
            message = "a cue or lure outside the text of a scene"
            faults.add("Q13", child.meta["place"], message, fix="move it into the scene's own text")


def _check_block(tokens: Tokens, index: int, faults: Faults) -> None:
    token = tokens[index]
    block = Block(tokens[index : index + 4])
    place = Place(block.line + 1)
    if token.type == "blockquote_open":
        _check_quote(block, place, faults)
    elif token.type == "heading_open" and is_question(block):
        message = "a question belongs under a `##` heading, outside lists and quotes"
        faults.add("Q01", place, message)
    elif token.type == "list_item_open" and len(block.tokens) > 2 and has_box(block.tokens[2]):
        fix = "write a heading `### Question: ...` before the list"
        faults.add("Q01", place, "a task list that belongs to no question", fix=fix)


def _find_bold_label(block: Block) -> str:
    """Give the label of a quote that was set in bold or italics: it is not read as one."""
    children = block.tokens[2].children if len(block.tokens) > 2 else None
    if not children or children[0].content.strip():
        return ""
    words = collect_text(children).partition(":")[0].strip()
    bare = words.partition("(")[0].strip().capitalize()
    return bare if bare in (*LABELS, *NOT_YET, "Ending") else ""


def _check_quote(block: Block, place: Place, faults: Faults) -> None:
    label = find_label(block) or _find_bold_label(block)
    if label in NOT_YET:
        faults.add("Q01", place, f"`> {label}:` is not supported yet")
    elif label:
        message = f"`> {label}:` is not read as one: it belongs to no question, or is not plain"
        fix = "put it after the options of a question, without bold or italics"
        faults.add("Q06", place, message, fix=fix)
    elif is_ending(block):
        message = "an ending belongs under a `##` heading, outside lists and quotes"
        faults.add("S04", place, message)
