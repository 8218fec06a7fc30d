"""The check of looks finds what it is there for: faults of the page, and of one look alone."""

import pytest
from playwright.sync_api import Page

from tests.browser.looks import check_looks

PAGE = """<!doctype html><html lang="en"><head><title>A page</title><meta name="viewport"
content="width=device-width"><style>{style}</style></head>
<body><main><h1>A page</h1>{body}</main></body></html>"""
WORDS = "<p>Words to be read.</p>"


@pytest.mark.parametrize(
    ("style", "body", "told"),
    [
        ("", '<img src="a.png">', "image-alt"),
        ("@media (prefers-color-scheme: dark) { p { color: #eee } }", WORDS, "color-contrast"),
        ("p { width: 400px }", WORDS, "wide at 320"),
        ("@media (min-width: 1000px) { button { width: 9px } }", "<button></button>", "button"),
    ],
)
def test_a_fault_is_told(page: Page, style: str, body: str, told: str) -> None:
    page.set_content(PAGE.format(style=style, body=body))
    with pytest.raises(AssertionError, match=told):
        check_looks(page)


def test_a_page_without_a_fault_passes(page: Page) -> None:
    page.set_content(PAGE.format(style="", body=WORDS))
    check_looks(page)
