"""Turns of phrase that every sort of change is told with."""

import re

_LONGEST = 80
_ADDRESS = re.compile(r"/media/[0-9a-f]{1,64}/")


def quote(text: str) -> str:
    """Put a text in quotation marks, cut where it is long.

    >>> quote("The call"), quote("x" * 200)[-5:]
    ('“The call”', 'xxx…”')
    """
    text = " ".join(text.split())
    return f"“{text if len(text) <= _LONGEST else f'{text[:_LONGEST].rstrip()}…'}”"


def say_instead(subject: str, old: str, new: str) -> str:
    """Say that something has another value; "" is none. `subject` ends in its verb.

    >>> say_instead("The title is", "A", "B"), say_instead("The title is", "", "B")
    ('The title is B instead of A', 'The title is B now')
    >>> say_instead("The pass mark is", "50%", "")
    'The pass mark is no longer 50%'
    """
    if not new:
        return f"{subject} no longer {old}"
    return f"{subject} {new} instead of {old}" if old else f"{subject} {new} now"


def say_count(count: int, noun: str) -> str:
    """Count things in words.

    >>> say_count(1, "point"), say_count(3, "point")
    ('1 point', '3 points')
    """
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def name_files(html: str) -> str:
    """Give HTML with the names of its media: their addresses hold a digest of each file.

    >>> name_files('<img src="/media/0123456789abcdef0123/cases/img/a.png">')
    '<img src="cases/img/a.png">'
    """
    return _ADDRESS.sub("", html)
