"""Plain CommonMark is untouched: the examples of its specification come out as they should.

The reference is markdown-it-py itself, set to show raw HTML as text as we do.
"""

import json
import re
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from learning.content.faults import Faults
from learning.content.markdown import get_parser
from learning.content.reader import draft_module
from learning.model.case import Prose

FILE = Path(__file__).parent / "commonmark-0.31.2.json"
EXAMPLES = json.loads(FILE.read_text(encoding="utf-8"))["examples"]
TEXTS = {each["example"]: each["markdown"] for each in EXAMPLES}
REFERENCE = MarkdownIt("commonmark", {"html": False})
LESSON = """\
---
title: A lesson
kind: lesson
jurisdiction: England
law_checked: 2026-11-01
---
## Start

"""
# A `#` or `##` heading starts the cover or a scene and is shown above it, not in its text.
SCENES = {number for number, text in TEXTS.items() if re.search("<h[12]>", REFERENCE.render(text))}
# A code block that nobody closed would hold the rest of the file, answers and all: B01, no page.
UNCLOSED = {126, 127, 128, 139, 237}
# `*`, a no-break space and a word: a bullet that a word processor made (F05).
PASTED = {353}
# A link to a `.md` file leads to the page of that module.
MODULES = {484}


def compile_scene(text: str) -> str:
    """Give the HTML of a text as a lesson shows it, whether or not it may be published."""
    draft = draft_module("courses/a/b.md", (LESSON + text).encode(), Faults("courses/a/b.md"))
    assert draft.value
    (scene,) = draft.value.case.scenes.values()
    return "".join(block.html for block in scene.body if isinstance(block, Prose))


def level(html: str) -> str:
    """Leave out what a page adds to addresses: pictures come from /media, links tell nobody."""
    return re.sub(r'src="[^"]*/', 'src="', html.replace(' rel="noopener"', ""))


def test_all_examples_are_here() -> None:
    assert list(TEXTS) == list(range(1, 653))


@pytest.mark.parametrize("number", TEXTS)
def test_the_parser_renders_as_the_library_does(number: int) -> None:
    assert get_parser().render(TEXTS[number]) == REFERENCE.render(TEXTS[number])


def test_the_library_renders_as_the_specification_says_but_for_html() -> None:
    plain = [each for each in EXAMPLES if "<" not in each["markdown"]]
    pairs = [(each["html"], REFERENCE.render(each["markdown"])) for each in plain]
    assert len(plain) > 500
    assert [
        pair for pair in pairs if len({re.sub(r">\n?<", "><", html) for html in pair}) > 1
    ] == []


@pytest.mark.parametrize("number", sorted(set(TEXTS) - SCENES - UNCLOSED - PASTED - MODULES))
def test_a_scene_shows_what_the_library_renders(number: int) -> None:
    assert level(compile_scene(TEXTS[number])) == level(REFERENCE.render(TEXTS[number]))


@pytest.mark.parametrize("number", sorted(UNCLOSED))
def test_an_open_code_block_makes_no_page(number: int) -> None:
    faults = Faults("courses/a/b.md")
    assert draft_module(faults.file, (LESSON + TEXTS[number]).encode(), faults).value is None
    assert {finding.code for finding in faults.listed()} == {"B01"}


LINES = 'One\ntwo ![a\nb](c.png) [d](https://e.org "f\ng")\n'


def test_a_line_end_stays_one() -> None:
    assert level(compile_scene(LINES)) == level(REFERENCE.render(LINES))


@pytest.mark.parametrize("mark", ["#cue-housing", "#not-a-cue"])
def test_no_line_end_shows_where_a_cue_stands(mark: str) -> None:
    html = compile_scene(f'{LINES}\nThe\n[wall]({mark} "Black\nwith mould") is\nblack.\n')
    paragraphs = html.strip().split("\n")
    assert paragraphs[1:] == ["<p>The wall is black.</p>"]
