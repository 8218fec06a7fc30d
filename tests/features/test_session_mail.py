"""Emails about sessions: wanted or not, as each person says on their account page."""

import pytest
from flask import Flask

from learning.operations.site import Site
from tests.features.playing import newcomer, publish_small


@pytest.fixture(scope="module")
def site(site: Site) -> Site:
    return publish_small(site)


def test_who_wants_no_emails_can_turn_them_off_and_on_again(app: Flask, site: Site) -> None:
    amina = newcomer(app, site)
    assert "You get an email when a shared session" in amina.get("/account").text
    page = amina.submit("/account/reminders")
    assert "You get no more emails about your shared sessions." in page.text
    assert "This is turned off: you get no emails" in page.text
    page = amina.submit("/account/reminders")
    assert "You get an email when a shared session" in page.text
