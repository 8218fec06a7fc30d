"""The check that every page passes through sees each kind of fault."""

import pytest

from tests.features.page_faults import page_faults, parse

PAGE = (
    '<!doctype html><html lang="en"><head><title>Help</title></head>'
    "<body><main><h1>Help</h1>{}</main></body></html>"
)


def test_a_sound_page_has_no_fault() -> None:
    assert page_faults(parse(PAGE.format('<p id="why">Because.</p><a href="#why">Why</a>'))) == []


@pytest.mark.parametrize(
    ("part", "fault"),
    [
        ("<p>One</div>", "line 1: End tag (div) seen too early"),
        ('<p id="a" id="b">One</p>', "line 1: Dropped duplicate attribute"),
        ("<h1>Again</h1>", "2 h1"),
        ('<p id="a">One</p><p id="a">Two</p>', "id 'a' stands 2 times"),
        ('<p aria-describedby="gone">One</p>', "aria-describedby='gone' leads nowhere"),
        ('<a href="#gone">Gone</a>', "#gone leads nowhere"),
        ('<input name="q">', "field 'q' has no label"),
        ("<button></button>", "empty button"),
        ('<img src="/static/a.png">', "no alt"),
        ('<p onclick="go()">One</p>', "onclick attribute on p"),
        ("<script>go()</script>", "script without a nonce"),
        ('<img alt="" src="//elsewhere/a.png">', "img loads //elsewhere/a.png"),
        ('<form method="post" action="/go"></form>', "form '/go' has no token"),
    ],
)
def test_a_fault_is_seen(part: str, fault: str) -> None:
    found = page_faults(parse(PAGE.format(part)))
    assert [each.startswith(fault) for each in found] == [True], found
