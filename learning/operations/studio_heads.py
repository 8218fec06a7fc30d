"""What lists show of a draft, read from its front matter without compiling it.

Knows no database. What cannot be read gives the name of the file, and no date.
"""

import re
from dataclasses import dataclass
from datetime import date
from posixpath import basename

from learning.content.faults import Faults
from learning.content.front_matter import read_front_matter
from learning.content.source import read_source
from learning.operations.studio_paths import is_module

LONGEST_TITLE = 200
_HEADING = re.compile(r"^# +(\S.*)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Head:
    """The title of a draft, and when its law was last checked."""

    title: str
    law_checked: date | None = None


def read_head(path: str, raw: bytes) -> Head:
    """Read the title and the date of a draft, however broken it is.

    >>> read_head("cases/damp.md", b"---\\ntitle: Damp\\nlaw_checked: 2026-02-01\\n---\\n")
    Head(title='Damp', law_checked=datetime.date(2026, 2, 1))
    >>> read_head("cases/damp.md", b"---")
    Head(title='damp.md', law_checked=None)
    >>> read_head("cases/damp.md", b"# Damp in the hall").title
    'Damp in the hall'
    """
    name = Head(basename(path))
    if not is_module(path):
        return name
    faults = Faults(path)
    source = read_source(path, raw, faults)
    if source is None:
        return name
    front = read_front_matter(source, faults)
    heading = _HEADING.search(source.body)
    title = front.title or (heading[1] if heading else "")
    return Head(" ".join(title.split())[:LONGEST_TITLE] or name.title, front.law_checked)
