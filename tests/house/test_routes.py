"""Every route says who may call it, and in one way only."""

import pytest
from flask import Flask
from werkzeug.routing import Rule

from learning.app import BLUEPRINTS
from learning.web.guards import anyone, educator, signed_in, who_may_call


def make_plain() -> Flask:
    app = Flask("routes", static_folder=None)
    for each in BLUEPRINTS:
        app.register_blueprint(each)
    return app


PLAIN = make_plain()
RULES = sorted(PLAIN.url_map.iter_rules(), key=lambda each: each.rule)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.endpoint)
def test_it_says_who_may_call_it(rule: Rule) -> None:
    assert who_may_call(PLAIN.view_functions[rule.endpoint])


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.endpoint)
def test_one_route_reads_or_writes_but_not_both(rule: Rule) -> None:
    assert not {"GET", "POST"} <= rule.methods
    assert rule.methods <= {"GET", "HEAD", "OPTIONS", "POST"}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.endpoint)
def test_its_address_is_plain(rule: Rule) -> None:
    fixed = rule.rule.replace("<", "").replace(">", "").replace("_id", "")
    assert fixed == fixed.lower()
    assert "_" not in fixed


def test_a_view_cannot_say_it_twice() -> None:
    with pytest.raises(TypeError):
        educator(signed_in(lambda: ""))


def test_a_view_that_says_nothing_has_no_mark() -> None:
    assert who_may_call(lambda: "") is None
    assert who_may_call(anyone(lambda: ""))
