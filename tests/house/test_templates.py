"""Templates: they compile, name what exists, and trust no text but what `content` rendered."""

import re

import pytest
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from tests.house.own_files import ROOT, read, under

TEMPLATES = under("templates", ".html")
FOLDER = FileSystemLoader(ROOT / "templates")
ENVIRONMENT = Environment(loader=FOLDER, undefined=StrictUndefined, autoescape=True)
ASSET = re.compile(r"""asset\(\s*["']([^"']+)["']\s*\)""")
SAFE = re.compile(r"([\w.\[\]()]+)\s*\|\s*safe\b")
# What the reader of Markdown rendered ends in `_html`; the icons are our own drawings.
TRUSTED = re.compile(r"(html|_html|paths\[name\])$")


def unsafe_marks(source: str) -> list[str]:
    """Name what is printed unescaped without coming from the reader."""
    return [each for each in SAFE.findall(source) if not TRUSTED.search(each)]


@pytest.mark.parametrize("path", TEMPLATES)
def test_it_compiles(path: str) -> None:
    ENVIRONMENT.get_template(path.removeprefix("templates/"))


@pytest.mark.parametrize("path", TEMPLATES)
def test_its_static_files_exist(path: str) -> None:
    named = ASSET.findall(read(path))
    assert [each for each in named if not (ROOT / "static" / each).is_file()] == []


@pytest.mark.parametrize("path", TEMPLATES)
def test_it_trusts_only_what_the_reader_rendered(path: str) -> None:
    source = read(path)
    assert unsafe_marks(source) == []
    assert "autoescape false" not in source


@pytest.mark.parametrize("path", TEMPLATES)
def test_it_has_no_inline_style_or_handler(path: str) -> None:
    assert not re.search(r"<[^>]*\s(style|on[a-z]+)=", read(path))


def test_a_trusted_text_that_nobody_rendered_is_found() -> None:
    assert unsafe_marks("{{ page.name | safe }}") == ["page.name"]
    assert unsafe_marks("{{ block.html | safe }}{{ choice.feedback_html|safe }}") == []
