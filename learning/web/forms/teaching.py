"""What those who teach ask of a page about their learners: which of them, and in which order."""

from collections.abc import Mapping

from learning.access.professions import PROFESSIONS
from learning.web.pages.teaching_asked import SHOWN, SORTED, Asked

LONGEST_ID = 20


def read_asked(asked: Mapping[str, str]) -> Asked:
    """Read what is asked for; what is no such thing counts as not asked for."""
    sort, show = asked.get("sort", ""), asked.get("show", "")
    profession, page = asked.get("profession", ""), asked.get("page", "1")
    number = int(page) if page.isascii() and page.isdecimal() and len(page) < 6 else 1
    return Asked(
        sort=sort if sort in SORTED else "",
        show=show if show in SHOWN else "",
        profession=profession if profession in PROFESSIONS else "",
        module=asked.get("module", "")[:LONGEST_ID],
        number=max(number, 1),
    )
