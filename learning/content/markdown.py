"""The Markdown parser, set up once: CommonMark, tables, footnotes and colon lines; no raw HTML.

A file is parsed once and slices of its tokens are rendered. Knows tokens, not what cases are.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_inline import StateInline, image, link
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.footnote.index import footnote_ref

from learning.content.colons import use_colons

# Measured: deeper nesting costs several times the time on hostile input.
DEEPEST = 20
_LONGEST_LABEL = 200
LISTS = ("bullet_list_open", "ordered_list_open")
_Rule = Callable[[StateInline, bool], bool]


@dataclass(frozen=True, slots=True)
class Block:
    """The tokens of one block, from its opening to its closing one."""

    tokens: Sequence[Token]

    @property
    def kind(self) -> str:
        """The type of its first token, such as `bullet_list_open`."""
        return self.tokens[0].type

    @property
    def line(self) -> int:
        """The line it starts on, from 0."""
        return (self.tokens[0].map or [0])[0]

    @property
    def inline(self) -> Token:
        """Its inline token: only for headings and paragraphs."""
        return self.tokens[1]

    @property
    def inner(self) -> list["Block"]:
        """The blocks right inside it."""
        return split_blocks(self.tokens[1:-1])


def find_lead(tokens: Sequence[Token]) -> Token | None:
    """Give the inline token that a list item starts with, of the tokens from its opening one on."""
    starts = len(tokens) > 3 and tokens[1].type == "paragraph_open"
    return tokens[2] if starts else None


def list_leads(block: Block) -> Iterator[Token | None]:
    """Give what each item of a list starts with; nothing for other blocks."""
    if block.kind in LISTS:
        level = block.tokens[0].level + 1
        for index, token in enumerate(block.tokens):
            if token.level == level and token.type == "list_item_open":
                yield find_lead(block.tokens[index : index + 4])


def split_blocks(tokens: Sequence[Token]) -> list[Block]:
    """Cut a token stream into its outermost blocks."""
    blocks, start, depth = [], 0, 0
    for number, token in enumerate(tokens):
        depth += token.nesting
        if depth == 0:
            blocks.append(Block(tokens[start : number + 1]))
            start = number + 1
    return blocks


def _placed(rule: _Rule) -> _Rule:
    """Let the token that a rule pushes remember where in the text the rule began."""

    def read(state: StateInline, silent: bool) -> bool:
        begin, count = state.pos, len(state.tokens)
        found = rule(state, silent)
        if found and not silent:
            made = next(token for token in state.tokens[count:] if token.type != "text")
            made.meta["at"] = begin
        return found

    return read


def _refer(state: StateInline, silent: bool) -> bool:
    """Read a footnote's mark, which ends soon; the plugin would look on to the end of the text."""
    near = state.src.find("]", state.pos, state.pos + _LONGEST_LABEL) > 0
    return near and footnote_ref(state, silent, always_match=True)


def _render_reference(
    _renderer: RendererHTML, tokens: Sequence[Token], at: int, _options: OptionsDict, _env: EnvType
) -> str:
    number = int(tokens[at].meta["number"])
    return f'<sup><a href="#source-{number}" aria-label="Source {number}">{number}</a></sup>'


def _render_nothing(
    _renderer: RendererHTML,
    _tokens: Sequence[Token],
    _at: int,
    _options: OptionsDict,
    _env: EnvType,
) -> str:
    return ""


def _render_line_end(
    _renderer: RendererHTML, tokens: Sequence[Token], at: int, _options: OptionsDict, _env: EnvType
) -> str:
    return tokens[at].content or "\n"


def _render_table_start(
    _renderer: RendererHTML,
    _tokens: Sequence[Token],
    _at: int,
    _options: OptionsDict,
    _env: EnvType,
) -> str:
    # A table of many columns is wider than a phone: it alone scrolls, and not the page.
    return '<div class="table-scroll">\n<table>\n'


def _render_table_end(
    _renderer: RendererHTML,
    _tokens: Sequence[Token],
    _at: int,
    _options: OptionsDict,
    _env: EnvType,
) -> str:
    return "</table>\n</div>\n"


def blank_line_ends(tokens: Iterable[Token]) -> None:
    """Let no line end of these tokens come into the page.

    Where a line is short because a cue and its reason were cut out of it, the page's source would
    show where the cues are.
    """
    for token in tokens:
        for child in token.children or ():
            if child.type == "softbreak":
                child.content = " "
                if token.type == "image":
                    # Alternative text is made without asking the renderer's rules.
                    child.type = "text"
            if "title" in child.attrs:
                child.attrSet("title", " ".join(str(child.attrs["title"]).split()))
        blank_line_ends(token.children or ())


class _Parser(MarkdownIt):
    """Lets links of every scheme through to `inlines.py`, which says what is wrong with them."""

    def validateLink(self, url: str) -> bool:  # noqa: N802 (the library's name)
        return True


@cache
def get_parser() -> MarkdownIt:
    """Give the parser that every file goes through. It keeps nothing between files."""
    md = _Parser("commonmark", {"html": False, "maxNesting": DEEPEST, "store_labels": True})
    md.enable("table")
    footnote_plugin(md, inline=False, move_to_end=False, always_match_refs=True)
    use_colons(md)
    md.inline.ruler.at("footnote_ref", _refer)
    md.inline.ruler.at("link", _placed(link))
    md.inline.ruler.at("image", _placed(image))
    md.add_render_rule("footnote_ref", _render_reference)
    md.add_render_rule("softbreak", _render_line_end)
    md.add_render_rule("table_open", _render_table_start)
    md.add_render_rule("table_close", _render_table_end)
    md.add_render_rule("cue_open", _render_nothing)
    md.add_render_rule("cue_close", _render_nothing)
    return md


def parse_markdown(text: str) -> list[Token]:
    """Parse a whole file into one flat stream of tokens."""
    return get_parser().parse(text, {})


def render(tokens: Sequence[Token]) -> str:
    """Render a balanced slice of the stream as HTML."""
    md = get_parser()
    return str(md.renderer.render(tokens, md.options, {}))


def render_inline(tokens: Sequence[Token]) -> str:
    """Render inline tokens, such as the words of a choice."""
    wrapper = Token("inline", "", 0, children=list(tokens))
    return render([wrapper])
