"""Every route of the application with an address for it, so that none is left out of a test."""

import re
from collections.abc import Mapping

from flask import Flask
from werkzeug.routing import Rule

SAFE = {"GET", "HEAD", "OPTIONS"}
# What stands in an address for each kind of part; a route with a new kind must add its own.
PARTS: Mapping[str, str] = {
    "slug": "the-cold-kitchen",
    "course": "listening",
    "module": "a-word-first",
    "attempt_id": "01930000-0000-7000-8000-000000000000",
    "message_id": "01930000-0000-7000-8000-000000000001",
    "recall_id": "01930000-0000-7000-8000-000000000001",
    "text_id": "01930000000070008000000000000001",
    "session_id": "01930000-0000-7000-8000-000000000002",
    "cohort_id": "01930000-0000-7000-8000-000000000004",
    "review_id": "01930000-0000-7000-8000-000000000005",
    "person_id": "01930000-0000-7000-8000-000000000003",
    "code": "7K2M9-QXR4T-DW0CE",
    "token_id": "0123456789abcdef0123",
    "topic": "moves",
    "question": "write-to-the-council",
    "digest": "0123456789abcdef0123",
    "play_id": "0123456789ab",
    "action": "choose",
    "prefix": "cases/none",
    "path": "cases/img/damp.jpg",
}


def own_rules(app: Flask) -> list[Rule]:
    return sorted(app.url_map.iter_rules(), key=lambda each: each.rule)


def unsafe_rules(app: Flask) -> list[Rule]:
    return [each for each in own_rules(app) if (each.methods or set()) - SAFE]


def safe_rules(app: Flask) -> list[Rule]:
    return [each for each in own_rules(app) if "GET" in (each.methods or set())]


def address_of(rule: Rule, **parts: str) -> str:
    """Fill the parts of a route's address."""
    url = rule.rule
    for name in rule.arguments:
        known = {**PARTS, **parts}
        assert name in known, f"say in tests/features/routes.py what {name} of {url} may be"
        url = re.sub(rf"<(?:path:|any\([^)]*\):)?{name}>", known[name], url)
    assert "<" not in url, f"{rule.rule} has a part with a converter of its own: fill it here"
    return url
