"""HTML in the texts of a quiz -> Markdown, as far as Markdown goes; says which tags it dropped.

Only what teachers' editors write in question texts; no page is ever read with it.
"""

from html.parser import HTMLParser

from learning.exchange.escaping import escape_lines, escape_words

_MARKS = {"b": "**", "strong": "**", "i": "*", "em": "*"}
_BLOCKS = frozenset({"p", "div", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote"})
_SILENT = frozenset({"span", "html", "body", "tbody"})


def read_html(html: str) -> tuple[str, tuple[str, ...]]:
    """Give the Markdown of some HTML, and the tags that it could not carry over, each once.

    >>> read_html("<p>A <b>damp</b> wall</p><p>and <u>mould</u></p>")
    ('A **damp** wall\\n\\nand mould', ('u',))
    """
    reader = _Reader()
    reader.feed(html)
    reader.close()
    paragraphs = "".join(reader.pieces).split("\n\n")
    shown = [paragraph.strip() for paragraph in paragraphs]
    return "\n\n".join(filter(None, shown)), tuple(dict.fromkeys(reader.dropped))


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self.dropped: list[str] = []
        self.lists: list[int] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _MARKS:
            self.pieces.append(_MARKS[tag])
        elif tag == "br":
            self.pieces.append("\n")
        elif tag == "li":
            self.pieces.append(f"\n{self._number_item()} ")
        elif tag in _BLOCKS:
            self.pieces.append("\n\n")
            if tag in ("ul", "ol"):
                self.lists.append(0 if tag == "ol" else -1)
        elif tag not in _SILENT:
            source = dict(attrs).get("src") or dict(attrs).get("href")
            self.dropped.append(f"{tag} ({source})" if source else tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in _MARKS:
            self._close_mark(_MARKS[tag])
        elif tag in _BLOCKS:
            self.pieces.append("\n\n")
            if tag in ("ul", "ol") and self.lists:
                self.lists.pop()

    def handle_data(self, data: str) -> None:
        at_start = not self.pieces or self.pieces[-1].endswith("\n")
        self.pieces.append(escape_lines(data) if at_start else escape_words(data))

    def _number_item(self) -> str:
        if not self.lists or self.lists[-1] < 0:
            return "-"
        self.lists[-1] += 1
        return f"{self.lists[-1]}."

    def _close_mark(self, mark: str) -> None:
        """Let the mark stand right after a word: `**a **` would not be read as bold."""
        last = self.pieces.pop() if self.pieces else ""
        kept = last.rstrip(" ")
        self.pieces.append(f"{kept}{mark}{last[len(kept) :]}" if kept != mark else "")
