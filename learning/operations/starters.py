"""Texts to begin a file from, which show each thing its kind can hold."""

import re
from datetime import date
from importlib.resources import files

OUTCOME = "spot-legal-need"
FIRST = (("quiz", "Where do you start?"), ("lesson", "A first lesson"))
KINDS = ("case", "lesson", "quiz", "survey", "course")


def write_starter(kind: str, title: str, *, today: date, outcome: str = OUTCOME) -> str:
    """Give the text of a new file of a kind with this title, its law checked today."""
    folder = files("learning.operations").joinpath("starter_texts")
    text = folder.joinpath(f"{kind}.md").read_text(encoding="utf-8")
    words = {
        "quoted": quote_title(title),
        "title": plain_title(title),
        "today": today.isoformat(),
        "outcome": outcome,
    }
    return re.sub(r"\{(quoted|title|today|outcome)\}", lambda found: words[found[1]], text)


def write_blank(kind: str, title: str) -> str:
    """Give the text of a file with its title and nothing else.

    >>> print(write_blank("lesson", "Asking"), end="")
    ---
    title: "Asking"
    kind: lesson
    ---
    <BLANKLINE>
    # Asking
    <BLANKLINE>
    """
    head = f'---\ntitle: "{quote_title(title)}"\nkind: {kind}\n---\n'
    return f"{head}\n# {plain_title(title)}\n\n"


def quote_title(title: str) -> str:
    r"""Give a title as it stands between double quotes in front matter.

    >>> print(quote_title('Say "no"'))
    Say \"no\"
    """
    return title.replace("\\", "\\\\").replace('"', '\\"')


def plain_title(title: str) -> str:
    """Give a title as a heading has it.

    What Markdown would read as its own is left to the front matter, which every page shows.

    >>> plain_title("Damp [in] the *nursery*")
    'Damp in the nursery'
    """
    return re.sub(r"[\\`*_{}\[\]<>#|~]", "", title)
