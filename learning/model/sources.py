"""Which sources a piece of rendered text mentions, by their numbers.

The links are made by `content`; whoever shows a page asks here which sources to list below it.
"""

import re

_REFERENCE = re.compile(r'href="#source-(\d+)"')


def find_mentions(html: str) -> frozenset[int]:
    """Give the numbers of the sources that this HTML points to.

    >>> sorted(find_mentions('<p>Repairs<sup><a href="#source-2">2</a></sup></p>'))
    [2]
    """
    return frozenset(map(int, _REFERENCE.findall(html)))
