"""Where a browser may be sent: paths of this site only. Knows addresses, not pages."""

from urllib.parse import quote, urlsplit

HOME = "/courses"


def safe_path(target: str, default: str = HOME) -> str:
    """Give the target if it is a path of this site, else the default.

    Browsers read `\\\\` as `/` and drop tabs and line ends, so neither may be in a target at all.

    >>> safe_path("/cases/damp?from=mail")
    '/cases/damp?from=mail'
    >>> safe_path("//evil.example"), safe_path("https:evil.example"), safe_path("/\\\\evil.example")
    ('/courses', '/courses', '/courses')
    """
    if not target.startswith("/") or target.startswith("//"):
        return default
    if "\\" in target or not target.isprintable():
        return default
    try:
        parts = urlsplit(target)
    except ValueError:
        return default
    return default if parts.scheme or parts.netloc else target


def sign_in_url(target: str) -> str:
    """Give the address of the sign-in page that leads on to the target.

    >>> sign_in_url("/progress?")
    '/sign-in?next=/progress'
    """
    return "/sign-in?next=" + quote(safe_path(target.removesuffix("?")), safe="/")
