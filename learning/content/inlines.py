"""One pass over the text of a file: cues, links and pictures.

Links to cues become marks without a trace in the HTML. Links to scenes are left for `choices.py`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice
from urllib.parse import quote

from markdown_it.token import Token

from learning.content.faults import Faults, Place
from learning.content.figures import Gallery
from learning.content.includes import refuse_inner_include
from learning.content.raw import (
    UNREAD_LINK,
    check_code,
    check_line_start,
    check_span,
    check_text,
)
from learning.content.source import Extract, Source
from learning.content.targets import SCHEME, get_href, resolve_path
from learning.model.names import Need
from learning.model.words import split_words

_LURE = "#not-a-cue"
_CUE = "#cue-"
_MEANT_CUE = re.compile(
    r"#(?:cues?(?:[-_ ].*)?|(?:not?|non)[-_ ]?(?:an?[-_ ]?)?cue|lure)", re.IGNORECASE
)
_NEEDS = frozenset(Need)


@dataclass(frozen=True, slots=True)
class FileLink:
    """A link to another module: its path from the content root, and where the link stands."""

    path: str
    place: Place


@dataclass(slots=True)
class _Pass:
    source: Source
    gallery: Gallery
    faults: Faults
    links: list[FileLink] = field(default_factory=list)


def is_scene_link(token: Token) -> bool:
    """Whether this token opens a link to a scene of the same file."""
    return token.type == "link_open" and get_href(token).startswith("#")


def is_refused_link(token: Token) -> bool:
    """Whether this is a link that an S02 was said of: to what cannot be linked, or not closed."""
    if token.type == "text":
        return bool(UNREAD_LINK.search(token.content))
    return bool(token.meta.get("refused"))


def _place(token: Token, extract: Extract) -> Place:
    at = token.meta.get("at")
    return extract.place(at) if isinstance(at, int) else extract.place_of(get_href(token))


def _names_cue(href: str) -> bool:
    """Whether an address was meant for a cue or a lure, such as `#Cue-housing` or `#not-cue`."""
    return bool(_MEANT_CUE.fullmatch(href))


def _read_cue(children: list[Token], index: int, extract: Extract, run: _Pass) -> None:
    opener, href = children[index], get_href(children[index])
    end = next(at for at in range(index, len(children)) if children[at].type == "link_close")
    place = _place(opener, extract)
    need = href.removeprefix(_CUE) if href != _LURE else ""
    if href != _LURE and not href.startswith(_CUE):
        fix = f"write {_CUE}NEED or {_LURE}"
        run.faults.add("Q13", place, f"'{href[:40]}' marks neither a cue nor a lure", fix=fix)
        need = ""
    elif href != _LURE and need not in _NEEDS:
        fix = run.faults.near(need, Need) or f"one of: {', '.join(Need)}"
        run.faults.add("Q13", place, f"no legal need '{need}'", fix=fix)
        need = ""
    if not split_words("".join(token.content for token in children[index:end])):
        run.faults.add("Q13", place, "a cue or lure without a word")
    reason = str(opener.attrs.get("title", "")).strip()
    if not reason:
        fix = 'write it as the link\'s title: (#... "why")'
        run.faults.add("Q12", place, "a cue or lure without a reason", fix=fix)
    opener.type, children[end].type = "cue_open", "cue_close"
    opener.meta.update(need=need, reason=reason, place=place)


def _read_link(children: list[Token], index: int, extract: Extract, run: _Pass) -> None:
    token = children[index]
    href = get_href(token)
    place = _place(token, extract)
    token.meta["place"] = place
    if children[index + 1].content.lower().startswith("include:"):
        refuse_inner_include(place, run.faults)
    elif href == _LURE or href.startswith(_CUE) or _names_cue(href):
        _read_cue(children, index, extract, run)
    elif href.startswith("https://"):
        token.attrSet("rel", "noopener")
    elif SCHEME.match(href):
        message = f"a link to {href[:60]}: only https:// pages, modules and scenes can be linked"
        run.faults.add("S02", place, message)
        token.meta["refused"] = True
    elif not href.startswith("#"):
        _read_file_link(token, href, extract.line, run)


def _read_file_link(token: Token, href: str, line: int, run: _Pass) -> None:
    place: Place = token.meta["place"]
    path = resolve_path(run.source.name_file(line), href)
    if path is None or not path.endswith(".md"):
        message = f"'{href[:60]}' is not a module of this content folder"
        fix = "link to a .md file, an https:// page, or to a scene with # before its name"
        run.faults.add("S02", place, message, fix=fix)
        token.meta["refused"] = True
        return
    token.attrSet("href", "/" + quote(path.removesuffix(".md").removesuffix("/course")))
    token.meta["path"] = path
    run.links.append(FileLink(path, place))


def _read_image(children: list[Token], index: int, extract: Extract, run: _Pass) -> None:
    token = children[index]
    at = token.meta.get("at")
    place = extract.place(at) if isinstance(at, int) else extract.place()
    run.gallery.show(token, run.source.name_file(extract.line), place)


def _read_text(children: list[Token], index: int, extract: Extract, run: _Pass) -> None:
    text = children[index].content
    check_text(text, extract, run.faults)
    first = not any(child.content for child in islice(children, index))
    if first or children[index - 1].type.endswith("break"):
        check_line_start(text, extract, run.faults)


def _read_span(children: list[Token], index: int, extract: Extract, run: _Pass) -> None:
    check_span(children[index], extract, run.faults)


_READERS = {
    "link_open": _read_link,
    "image": _read_image,
    "text": _read_text,
    "code_inline": _read_span,
}


def _read_inline(inline: Token, run: _Pass) -> None:
    extract = Extract(inline.content, (inline.map or [0])[0], run.source)
    children = inline.children or []
    for index, child in enumerate(children):
        reader = _READERS.get(child.type)
        if reader:
            reader(children, index, extract, run)


def read_inlines(
    tokens: Sequence[Token], source: Source, gallery: Gallery, *, faults: Faults
) -> tuple[FileLink, ...]:
    """Read all links, pictures and text of a token stream, in place; give the links to modules.

    The media go into the gallery.
    """
    run = _Pass(source, gallery, faults)
    for token in tokens:
        if token.type == "inline":
            _read_inline(token, run)
        elif token.type in ("th_open", "td_open") and "style" in token.attrs:
            # Inline styles are blocked by the page's content security policy.
            align = str(token.attrs.pop("style")).removeprefix("text-align:")
            token.attrSet("class", f"align-{align}")
        elif token.type in ("fence", "code_block"):
            check_code(token, source, faults)
    return tuple(run.links)
