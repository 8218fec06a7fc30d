"""The pages that explain the site."""

import pytest

from tests.features.visitor import Visitor


@pytest.mark.parametrize(
    ("url", "h1"),
    [
        ("/", "One patient, two halves of the story"),
        ("/about", "About Side by Side"),
        ("/accessibility", "Accessibility"),
        ("/privacy", "Privacy"),
    ],
)
def test_everybody_may_read_it(visitor: Visitor, url: str, h1: str) -> None:
    assert visitor.get(url).h1 == h1


def test_the_accessibility_statement_says_what_was_not_tested(visitor: Visitor) -> None:
    assert "not yet been tested with screen readers" in visitor.get("/accessibility").text


def test_reading_sets_no_cookie(visitor: Visitor) -> None:
    for url in ("/", "/about", "/accessibility", "/privacy"):
        assert "Set-Cookie" not in visitor.get(url).headers


def test_the_privacy_page_names_the_cookies_there_are(visitor: Visitor) -> None:
    named = visitor.get("/privacy").texts("code")
    answer = visitor.client.get("/sign-in")
    assert answer.headers["Set-Cookie"].split("=")[0] in named
    assert len(named) == 2
