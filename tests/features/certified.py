"""A course of one page that gives a certificate, and completing it."""

from collections.abc import Mapping
from pathlib import Path

from learning.operations.publishing import publish
from learning.operations.site import Site
from tests.features.playing import begin, move
from tests.features.visitor import Page, Visitor

COURSE = "/courses/asking"
LESSON = f"{COURSE}/how-to-ask"
PATH = "courses/asking/course.md"
NOTHING: Mapping[str, str] = {}
HEAD = "jurisdiction: England\nlaw_checked: 2026-11-21\nauthors: [A. Tester]\nlicence: CC BY 4.0\n"
FILES = {
    "courses/outcomes.md": (
        "# Outcomes\n\n| Id | Outcome |\n| --- | --- |\n| ask-openly | Ask a kind question |\n"
    ),
    PATH: (
        "---\ntitle: Asking well\nkind: course\nsummary: One page.\nminutes: 90\n"
        "outcomes: [ask-openly]\nauthors: [A. Tester]\nlicence: CC BY 4.0\n---\n\n"
        "# Asking well\n\nWelcome.\n\n## Modules\n\n1. [How to ask](how-to-ask.md)\n"
        "2. [More](more.md)\n   - optional\n\n## Certificate\n\nYou asked, and *listened*.\n"
    ),
    "courses/asking/how-to-ask.md": (
        f"---\ntitle: How to ask\nkind: lesson\nsummary: A page.\n{HEAD}---\n\n"
        "# How to ask\n\nA lesson.\n\n## Ask\n\nAsk one thing, and wait.\n"
    ),
    "courses/asking/more.md": (
        f"---\ntitle: More\nkind: lesson\nsummary: A page.\n{HEAD}---\n\n"
        "# More\n\nMore of it.\n\n## Wait\n\nWait a little longer.\n"
    ),
}


def write_course(folder: Path, changed: Mapping[str, str] = NOTHING) -> Path:
    """Write the course; `changed` puts other words in the place of some."""
    for path, words in FILES.items():
        text = words
        for old, new in changed.items():
            text = text.replace(old, new)
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    return folder


def publish_course(site: Site, folder: Path, changed: Mapping[str, str] = NOTHING) -> Site:
    """Publish the course."""
    assert publish(site, write_course(folder, changed), "tests").broken == {}
    return site


def complete(visitor: Visitor) -> Page:
    """Finish the one module that counts, and come back to the course."""
    begin(visitor, LESSON)
    move(visitor, "finish")
    return visitor.get(COURSE)


def certify(visitor: Visitor) -> str:
    """Complete the course and ask for the certificate; give its code."""
    complete(visitor)
    return visitor.post(f"{COURSE}/certificate").url.rpartition("/")[2]
