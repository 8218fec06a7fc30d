"""Text without our constructs is CommonMark with tables, rendered as markdown-it-py renders it.

But a table stands in a box, which scrolls where the page is narrow.
"""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from learning.content.beside import Beside
from learning.content.reader import read_module
from learning.model.case import Prose
from learning.model.words import split_words
from tests.unit.content.fixture_reader import HEAD

PLAIN = MarkdownIt("commonmark", {"html": False}).enable("table")
BLOCKS = (
    "A paragraph with *emphasis*, **strong** and `code`.",
    "Two lines\nof one paragraph  \nand a hard break \\\nor two.",
    "### A heading with *emphasis*",
    "Setext heads are too large here, so #### this is text",
    "- a\n- b\n  - c\n\n    more of c",
    "1. one\n2. two\n   > quoted",
    "> She says that it is *worse* at night.\n>\n> - and more",
    "| a | b |\n| --- | --- |\n| 1 | *2* |",
    "```python\nprint('<b>')\n::: for law\n```",
    "    indented code & more",
    "***",
    "Entities &amp; &copy; and escapes \\* \\_.",
    'A title ![a wall](/media/cases/x.png "t") aside.',
    "[a link][ref] and <https://www.gov.uk>\n\n[ref]: https://example.org/a?b=c 'Title'",
    "A colon: and ::: in the middle of a line.",
    "Brackets [ ] and [x] in a line.",
)


def render(text: str, *media: str) -> str:
    raw = f"{HEAD}## Start\n\n{text}\n\n> Ending (good): End.\n".encode()
    beside = Beside(media=dict.fromkeys(media, "0123456789abcdef" * 4))
    reading = read_module("cases/a.md", raw, beside)
    assert reading.value is not None, reading.findings
    return "".join(b.html for b in reading.value.case.scenes["start"].body if isinstance(b, Prose))


def expect(text: str) -> str:
    html = PLAIN.render(text).replace('src="/media/cases/', 'src="')
    html = html.replace("<table>", '<div class="table-scroll">\n<table>')
    html = html.replace("</table>", "</table>\n</div>")
    return html.replace('href="https://www.gov.uk"', 'href="https://www.gov.uk" rel="noopener"')


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from([b for b in BLOCKS if "![" not in b and "[ref]" not in b]), max_size=8)
)
def test_plain_markdown_is_rendered_as_the_library_does(blocks: list[str]) -> None:
    text = "\n\n".join(blocks)
    assert render(text) == expect(text)


def test_pictures_come_from_beside_the_file() -> None:
    html = render('![a *wall*](img/my%20wall.png "t")', "cases/img/my wall.png")
    source = "/media/0123456789abcdef0123/cases/img/my%20wall.png"
    assert html == f'<p><img src="{source}" alt="a wall" title="t" /></p>\n'


def test_links_to_modules_lead_to_their_pages() -> None:
    html = render("[one](other.md) and [two](../courses/a/course.md)")
    assert html == '<p><a href="/cases/other">one</a> and <a href="/courses/a">two</a></p>\n'


@pytest.mark.parametrize("scheme", ["javascript:alert(1)", "data:text/html,x", "http://a.example"])
@pytest.mark.parametrize("form", ["[a]({})", "[a][r]\n\n[r]: {}", "<{}>"])
def test_other_schemes_are_refused(form: str, scheme: str) -> None:
    raw = f"{HEAD}## Start\n{form.format(scheme)}\n\n> Ending (good): End.\n".encode()
    assert [finding.code for finding in read_module("cases/a.md", raw).findings] == ["S02"]


def test_cells_are_aligned_by_a_class() -> None:
    assert '<td class="align-right">1</td>' in render("| a |\n| ---: |\n| 1 |")


def test_raw_html_is_shown_as_text() -> None:
    assert render('A <b onclick="x">word</b>.') == (
        "<p>A &lt;b onclick=&quot;x&quot;&gt;word&lt;/b&gt;.</p>\n"
    )


@given(st.text())
def test_words_cut_again_are_the_same_words(text: str) -> None:
    words = split_words(text)
    assert split_words(" ".join(words)) == words


def test_no_line_end_shows_where_a_cue_was_cut_out() -> None:
    html = render('She says\n[the wall is black](#cue-housing "Mould")\nand likes\nnursery.')
    assert html == "<p>She says the wall is black and likes nursery.</p>\n"
