"""Where links, pictures and includes lead: their addresses as paths from the content root."""

import re
from posixpath import dirname, join, normpath
from urllib.parse import unquote

from markdown_it.token import Token

SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)


def get_href(token: Token) -> str:
    """Give the address of a link as the author wrote it."""
    return unquote(str(token.attrs.get("href", "")))


def resolve_path(file: str, relative: str) -> str | None:
    """Give the path from the content root; None when it leads outside of it.

    >>> resolve_path("courses/one/start.md", "../../cases/img/damp.jpg")
    'cases/img/damp.jpg'
    >>> resolve_path("cases/a.md", "../../secret.md")
    """
    path = normpath(join(dirname(file), relative))
    outside = relative.startswith("/") or path.startswith("..") or ":" in relative
    return None if outside or "\\" in path or not path.isprintable() else path


def is_shared(path: str) -> bool:
    """Whether a path lies in a folder named `shared`: such files are included, and no modules.

    >>> is_shared("cases/shared/ihelp.md"), is_shared("cases/shared.md")
    (True, False)
    """
    return "shared" in dirname(path).split("/")


def is_story_file(name: str) -> bool:
    """Whether a file of this name holds the stories of the module beside it.

    >>> is_story_file("damp.test.md"), is_story_file("damp.md")
    (True, False)
    """
    return name.endswith(".test.md")
