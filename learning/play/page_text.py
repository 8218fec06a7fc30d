"""What a reader sees of a piece of rendered text: its words, without tags and source numbers.

Knows the HTML that `content` makes; not who may see it.
"""

import re
from html import unescape

from learning.model.words import split_words

_SOURCE = re.compile(r"<sup><a href=\"#source-\d+\"[^>]*>\d+</a></sup>")
_PICTURE = re.compile(r"<img\b[^>]*\balt=\"([^\"]*)\"[^>]*>")
_INLINE = re.compile(r"</?(?:a|abbr|b|code|em|i|s|small|span|strong|sub|sup|u)\b[^>]*>")
_TAG = re.compile(r"<[^>]*>")


def read_html(html: str) -> str:
    """Give the text of a piece of HTML; what stands in blocks of its own is parted by blanks.

    >>> read_html('<p>Don’t <em>w</em>ait.<sup><a href="#source-2">2</a></sup></p><p>A&amp;B</p>')
    'Don’t wait. A&B'
    """
    text = _PICTURE.sub(r" \1 ", _SOURCE.sub("", html))
    return " ".join(unescape(_TAG.sub(" ", _INLINE.sub("", text))).split())


def count_words(*pieces: str) -> int:
    """Count the words in pieces of HTML.

    >>> count_words("<p>The wall is <b>black</b>.</p>", "<p>Why?</p>")
    5
    """
    return sum(len(split_words(read_html(html))) for html in pieces)
