"""Where the files people see and write are: at a checkout's top level, or in the wheel.

Knows folders, not what is in them, and no settings.
"""

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent
SHIPPED = PACKAGE / "_shipped"


def is_checkout(package: Path = PACKAGE) -> bool:
    """Whether the package lies in a checkout of the project and not among installed packages."""
    return (package.parent / "pyproject.toml").is_file()


def asset_folder(name: str, package: Path = PACKAGE) -> Path:
    """Give a folder such as `templates`, `courses` or `docs/check`, whether or not it exists.

    A checkout's own folder comes first, so that an educator publishes what lies in front of them; a
    wheel carries a copy of each (see `sources` in pyproject.toml).

    >>> asset_folder("cases", Path("/opt/site-packages/learning")).as_posix()
    '/opt/site-packages/learning/_shipped/cases'
    """
    return package.parent / name if is_checkout(package) else package / "_shipped" / name
