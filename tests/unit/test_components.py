"""The macros against NHS.UK frontend's own markup, and the colours against WCAG's contrast."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag
from jinja2 import ChainableUndefined, Environment, PackageLoader, UndefinedError
from markupsafe import Markup

from learning.model.names import Picture, Setting
from tools.specimen import ROOT, make_environment, render_page

OURS = make_environment()
THEIRS = Environment(
    loader=PackageLoader("nhsuk_frontend_jinja"), undefined=ChainableUndefined, autoescape=True
)
BASE_CSS = (ROOT / "static/css/base.css").read_text("utf-8")
WIRING = (
    "id",
    "for",
    "role",
    "name",
    "type",
    "value",
    "href",
    "scope",
    "aria-describedby",
    "aria-label",
    "aria-controls",
    "checked",
    "selected",
    "hidden",
    "autocomplete",
)


def render(macro_name: str, /, *args: object, **options: object) -> BeautifulSoup:
    """One of our macros, parsed."""
    macro = getattr(OURS.get_template(f"components/{macro_name}.html").module, macro_name)
    return BeautifulSoup(macro(*args, **options), "html.parser")


def render_theirs(component: str, macro: str, params: dict[str, object]) -> BeautifulSoup:
    """The same part by NHS.UK frontend's macro, parsed."""
    path = f"nhsuk/components/{component}/macro.jinja"
    source = f'{{% from "{path}" import {macro} %}}{{{{ {macro}(p) }}}}'
    return BeautifulSoup(THEIRS.from_string(source).render(p=params), "html.parser")


def skeleton(node: Tag) -> Iterator[tuple[int, str, frozenset[tuple[str, str]], frozenset[str]]]:
    """Depth, element, wiring and NHS.UK's classes of each element, in the order of the source."""
    for element in node.find_all(True):
        wiring = {key: str(element[key]) for key in WIRING if key in element.attrs}
        classes = {name for name in element.get("class", []) if name.startswith("nhsuk-")}
        depth = len(list(element.parents))
        yield depth, element.name, frozenset(wiring.items()), frozenset(classes)


FIELD = {"label": {"text": "L"}, "hint": {"text": "H"}, "errorMessage": {"text": "E"}}
SET = {
    "fieldset": {"legend": {"text": "L", "size": "m"}},
    "hint": {"text": "H"},
    "errorMessage": {"text": "E"},
}
OPTIONS = [("a", "A", None), ("b", "B", "why")]
THEIR_OPTIONS = [
    {"value": "a", "text": "A"},
    {"value": "b", "text": "B", "checked": True, "hint": {"text": "why"}},
]
SAME = [
    (
        render("button", "Go on", name="n", value="v"),
        ("button", "button", {"text": "Go on", "name": "n", "value": "v"}),
    ),
    (
        render(
            "text_input",
            "n",
            "L",
            value="v",
            error="E",
            hint="H",
            type="email",
            autocomplete="email",
            width=20,
        ),
        (
            "input",
            "input",
            {
                "name": "n",
                "value": "v",
                "type": "email",
                "autocomplete": "email",
                "width": 20,
                **FIELD,
            },
        ),
    ),
    (
        render("password_input", "n", "L", error="E", hint="H"),
        (
            "password-input",
            "passwordInput",
            {"name": "n", "autocomplete": "current-password", **FIELD},
        ),
    ),
    (
        render("textarea", "n", "L", value="v", error="E", hint="H", limit=200),
        (
            "character-count",
            "characterCount",
            {"name": "n", "value": "v", "maxlength": 200, **FIELD},
        ),
    ),
    (
        render("textarea", "n", "L", value="v"),
        ("textarea", "textarea", {"name": "n", "value": "v", "label": {"text": "L"}}),
    ),
    (
        render("select", "n", "L", [("a", "A"), ("b", "B")], selected="b", error="E", hint="H"),
        (
            "select",
            "select",
            {
                "name": "n",
                "value": "b",
                "items": [{"value": "a", "text": "A"}, {"value": "b", "text": "B"}],
                **FIELD,
            },
        ),
    ),
    (
        render("radios", "n", "L", OPTIONS, selected="b", error="E", hint="H"),
        ("radios", "radios", {"name": "n", "items": THEIR_OPTIONS, **SET}),
    ),
    (
        render("checkboxes", "n", "L", OPTIONS, selected=["b"], error="E", hint="H"),
        ("checkboxes", "checkboxes", {"name": "n", "items": THEIR_OPTIONS, **SET}),
    ),
    (
        render("error_summary", [("E", "#n")]),
        (
            "error-summary",
            "errorSummary",
            {"titleText": "There is a problem", "errorList": [{"text": "E", "href": "#n"}]},
        ),
    ),
    (
        render("summary_list", [("K", "V"), ("k", "v")]),
        (
            "summary-list",
            "summaryList",
            {
                "rows": [
                    {"key": {"text": "K"}, "value": {"text": "V"}},
                    {"key": {"text": "k"}, "value": {"text": "v"}},
                ]
            },
        ),
    ),
    (
        render("breadcrumbs", [("A", "/a"), ("B", "/b")]),
        (
            "breadcrumb",
            "breadcrumb",
            {"items": [{"text": "A", "href": "/a"}, {"text": "B", "href": "/b"}]},
        ),
    ),
    (
        render("table", "C", ["A", "B"], [["a", 1]], numeric=[1]),
        (
            "tables",
            "table",
            {
                "caption": "C",
                "firstCellIsHeader": True,
                "head": [{"text": "A"}, {"text": "B", "format": "numeric"}],
                "rows": [[{"text": "a"}, {"text": "1"}]],
            },
        ),
    ),
    (render("tag", "T"), ("tag", "tag", {"text": "T"})),
]


@pytest.mark.parametrize(("ours", "theirs"), SAME, ids=[theirs[0] for _, theirs in SAME])
def test_markup_is_nhsuk_frontends(
    ours: BeautifulSoup, theirs: tuple[str, str, dict[str, object]]
) -> None:
    assert list(skeleton(ours)) == list(skeleton(render_theirs(*theirs)))


def test_a_label_is_escaped_unless_it_is_markup() -> None:
    options = [("a", "<b>x</b>", None), ("b", Markup("<b>y</b>"), None)]
    field = render("radios", "n", "<i>L</i>", options)
    assert [b.text for b in field.find_all("b")] == ["y"]
    assert not field.find("i")


@pytest.mark.parametrize("value", ["<script>", '"><script>'])
def test_values_are_escaped(value: str) -> None:
    for part in (
        render("text_input", "n", value, value=value),
        render("textarea", "n", value, value=value),
    ):
        assert not part.find("script")


def test_a_closed_choice_is_text_with_its_reason() -> None:
    part = render("choice_button", "A", "Ask", "choice", "a", disabled_reason="Open later")
    assert not part.find("button")
    assert "Open later" in part.text


@pytest.mark.parametrize(
    ("args", "text", "filled"),
    [
        ((3, 0, 5), "3 of 5", 3),
        ((-1, -3, 3), "-1 from -3 to 3", 2),
        ((9, 0, 5), "9 of 5", 5),
        ((0, 0, 0), "0 of 0", 0),
    ],
)
def test_a_meter_says_what_it_draws(args: tuple[int, int, int], text: str, filled: int) -> None:
    value, minimum, maximum = args
    part = render("meter", "Trust", value, minimum=minimum, maximum=maximum)
    assert " ".join(part.text.split()) == f"Trust {text}"
    assert len(part.select(".bar__fill")) == filled


def test_a_long_bar_is_filled_in_proportion() -> None:
    part = render("progress_bar", 5, 20, "modules done")
    assert part.select_one(".bar__fill")["width"] == "25.0"
    assert "5 of 20 modules done" in part.text


@pytest.mark.parametrize("side", ["health", "law", "facilitator"])
def test_a_side_is_told_by_word_and_shape(side: str) -> None:
    source = (
        '{% from "components/side_note.html" import side_note %}'
        "{% call side_note(side) %}x{% endcall %}"
    )
    part = BeautifulSoup(OURS.from_string(source).render(side=side), "html.parser")
    assert side in part.select_one(".side-note__title").text
    assert part.select_one("svg").find(
        {"health": "circle", "law": "rect", "facilitator": "path"}[side]
    )


@pytest.mark.parametrize("page", ["specimen", "scene"])
def test_pages_have_no_inline_style_or_handler(page: str) -> None:
    soup = BeautifulSoup(render_page(f"{page}.html.jinja"), "html.parser")
    attributes = {key for element in soup.find_all(True) for key in element.attrs}
    assert "style" not in attributes
    assert not {key for key in attributes if key.startswith("on")}
    assert all(element["nonce"] for element in soup.find_all(["style", "script"]))


@pytest.mark.parametrize("page", ["specimen", "scene"])
def test_ids_are_unique_and_wired(page: str) -> None:
    soup = BeautifulSoup(render_page(f"{page}.html.jinja"), "html.parser")
    ids = [element["id"] for element in soup.find_all(id=True)]
    assert len(ids) == len(set(ids))
    for key in ("for", "aria-describedby", "aria-labelledby", "aria-controls"):
        for element in soup.find_all(attrs={key: True}):
            assert set(element[key].split()) <= set(ids)


def test_signed_out_the_head_offers_the_way_in() -> None:
    soup = BeautifulSoup(render_page("scene.html.jinja", viewer=None), "html.parser")
    links = [a["href"] for a in soup.select("header a")]
    assert links == ["/", "/courses", "/cases", "/sign-in", "/register"]
    assert not soup.select("header form")


def test_a_missing_variable_is_an_error() -> None:
    with pytest.raises(UndefinedError):
        OURS.get_template("layouts/page.html").render()


def read_tokens(start: str) -> dict[str, str]:
    """The custom properties of the first rule after `start`."""
    block = BASE_CSS.split(start, 1)[1].split("}", 1)[0]
    return dict(re.findall(r"--([a-z-]+): (#[0-9A-F]{6})\b", block))


def contrast(one: str, other: str) -> float:
    """WCAG 2's contrast ratio of two sRGB colours.

    >>> round(contrast("#FFFFFF", "#000000"))
    21
    """

    def luminance(colour: str) -> float:
        channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    low, high = sorted([luminance(one), luminance(other)])
    return (high + 0.05) / (low + 0.05)


LIGHT = read_tokens("  :root {")
DARK = LIGHT | read_tokens(':root[data-scheme="dark"] {')
INKS = ["ink", "quiet", "primary", "primary-deep", "health", "law", "good", "warn", "bad"]


def test_dark_by_device_and_by_choice_are_the_same() -> None:
    assert LIGHT | read_tokens(':root:not([data-scheme="light"]) {') == DARK


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_text_stands_out_from_every_ground(tokens: dict[str, str]) -> None:
    for ink in INKS:
        for ground in ("paper", "card"):
            assert contrast(tokens[ink], tokens[ground]) >= 5.9, (ink, ground)
    for tone in ("primary", "health", "law", "good", "warn", "bad"):
        for ink in ("ink", tone):
            assert contrast(tokens[ink], tokens[f"{tone}-tint"]) >= 5.5, (ink, tone)


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_controls_and_bars_stand_out(tokens: dict[str, str]) -> None:
    assert contrast(tokens["on-primary"], tokens["primary"]) >= 5.9
    for pair in (("control", "card"), ("control", "paper"), ("primary", "track")):
        assert contrast(*(tokens[name] for name in pair)) >= 3, pair


def test_every_icon_and_drawing_named_in_a_macro_exists() -> None:
    folder = Path(ROOT / "templates/components")
    for need in (
        "benefits",
        "housing",
        "debt",
        "employment",
        "education",
        "community-care",
        "immigration",
    ):
        assert (folder / f"icons/{need}.svg").is_file()
    for name in (*Setting, *Picture, "hero"):
        assert (folder / f"drawings/{name}.svg").is_file()
        assert len(str(render("drawing", name, told=True).span["aria-label"])) > 20
