"""Which work of the studio a content path belongs to, and what a file in one may be called.

Knows names alone: not which works there are.
"""

from posixpath import basename, dirname, splitext
from unicodedata import normalize

from learning.content.library import is_module_file
from learning.content.media import find_media_type
from learning.content.slugs import make_slug
from learning.content.targets import is_shared, is_story_file
from learning.exchange.package_names import MOST_NAME, find_name_faults

CASES, COURSES = "cases", "courses"
LONGEST_SLUG = 60
_MOST_BYTES = MOST_NAME - len("-300.test.md")
# Folders beside the cases and courses of a content folder, and notes that are no module.
TAKEN_NAMES = frozenset({"shared", "img", "media", "readme", "licence", "outcomes", "course"})


def find_prefix(path: str) -> str:
    """Give the prefix of the work that a path belongs to if there is one; "" if it can be none.

    >>> find_prefix("cases/damp.md"), find_prefix("cases/damp.test.md")
    ('cases/damp', 'cases/damp')
    >>> find_prefix("courses/one/shared/law.md"), find_prefix("cases/damp/img/wall.jpg")
    ('courses/one', 'cases/damp')
    >>> find_prefix("courses/outcomes.md"), find_prefix("cases/shared/law.md"), find_prefix("x.md")
    ('', '', '')
    """
    top, _, rest = path.partition("/")
    name, slash, below = rest.partition("/")
    if top not in (CASES, COURSES) or (slash and not below):
        return ""
    if not slash:
        # A file right below `courses/` belongs to no course.
        name = _strip_endings(name) if top == CASES else ""
    return f"{top}/{name}" if name and name not in TAKEN_NAMES else ""


def _strip_endings(name: str) -> str:
    return name.removesuffix(".md").removesuffix(".test") if name.endswith(".md") else ""


def is_prefix(prefix: str) -> bool:
    """Whether this can be the prefix of a work.

    >>> is_prefix("cases/damp"), is_prefix("cases/damp.md"), is_prefix("cases/shared")
    (True, False, False)
    """
    top, _, name = prefix.partition("/")
    return top in (CASES, COURSES) and is_plain_name(name) and name not in TAKEN_NAMES


def is_plain_name(name: str) -> bool:
    """Whether this may be a part of a path: small letters, digits, hyphens, good on any disk."""
    fits = len(name) <= LONGEST_SLUG and make_slug(name) == name
    return bool(name.strip("-_")) and fits and not any(find_name_faults(name))


def _make_name(title: str, number: int = 1) -> str:
    """Give what a title becomes as a part of a path, on whichever computer it lies one day.

    >>> _make_name("The Wall"), _make_name("The Wall", 2), _make_name("Con"), _make_name("?")
    ('the-wall', 'the-wall-2', 'con-1', '')
    """
    # Two names are one on some disks if they differ in their case, or in how accents are stored.
    slug = make_slug(normalize("NFC", title.casefold()))[:LONGEST_SLUG]
    # How long a name may be is counted in bytes; a number and an ending come to it.
    name = slug.encode()[:_MOST_BYTES].decode(errors="ignore").strip("-_")
    is_odd = any(find_name_faults(name))
    return f"{name}-{number}" if name and (number > 1 or is_odd) else name


def name_work(kind: str, title: str) -> str:
    """Give the prefix of a new case or course with this title; "" where nothing is left of it.

    >>> name_work("case", "Damp in the nursery"), name_work("course", "!?")
    ('cases/damp-in-the-nursery', '')
    """
    prefix = f"{kind}s/{_make_name(title)}"
    return prefix if is_prefix(prefix) else ""


def name_main(prefix: str) -> str:
    """Give the path of the file a work begins with.

    >>> name_main("cases/damp"), name_main("courses/one")
    ('cases/damp.md', 'courses/one/course.md')
    """
    return f"{prefix}.md" if prefix.startswith(f"{CASES}/") else f"{prefix}/course.md"


def is_text(path: str) -> bool:
    """Whether a file of this name is written, and not uploaded."""
    return path.endswith(".md")


def is_module(path: str) -> bool:
    """Whether a file of a work is published by itself: no story, and nothing that is included.

    >>> [is_module(f"courses/one/{name}") for name in ("a.md", "a.test.md", "shared/law.md")]
    [True, False, False]
    """
    return is_module_file(basename(path)) and not is_shared(path)


def name_medium(prefix: str, name: str, number: int = 1) -> str:
    """Give the path of an uploaded medium; "" for what is none by its name.

    >>> name_medium("cases/damp", "The Wall (2).JPG"), name_medium("cases/damp", "notes.txt")
    ('cases/damp/img/the-wall-2.jpg', '')
    """
    stem, ending = splitext(basename(name.replace("\\", "/")))
    if find_media_type(f"x{ending}") is None:
        return ""
    slug = _make_name(stem, number) or _make_name("medium", number)
    return f"{prefix}/img/{slug}{ending.lower()}"


def name_file(prefix: str, kind: str, title: str) -> str:
    """Give the path of a new file of text in a work; "" where it has no such files, or no name.

    >>> name_file("courses/one", "lesson", "First steps"), name_file("cases/damp", "story", "")
    ('courses/one/first-steps.md', 'cases/damp.test.md')
    >>> name_file("courses/one", "shared", "The law"), name_file("cases/damp", "lesson", "More")
    ('courses/one/shared/the-law.md', '')
    """
    slug = _make_name(title)
    is_case = prefix.startswith(f"{CASES}/")
    if kind == "story":
        # The stories of a case; those of a module of a course have its name as their title.
        return f"{prefix}.test.md" if is_case else f"{prefix}/{slug}.test.md" if slug else ""
    if not slug or slug in TAKEN_NAMES:
        return ""
    if kind == "shared":
        return f"{prefix}/shared/{slug}.md"
    return "" if is_case else f"{prefix}/{slug}.md"


def find_story_of(path: str) -> str:
    """Give the module that a file of stories is about; "" for any other file."""
    return f"{path.removesuffix('.test.md')}.md" if is_story_file(path) else ""


def name_sibling(path: str, name: str) -> str:
    """Give the path of a file of text beside another, by what it is to be called; "" for none.

    >>> name_sibling("courses/one/first.md", "First steps.md")
    'courses/one/first-steps.md'
    >>> name_sibling("courses/one/first.test.md", "steps"), name_sibling("courses/one/a.md", "!")
    ('courses/one/steps.test.md', '')
    """
    slug = _make_name(name.removesuffix(".md").removesuffix(".test"))
    ending = ".test.md" if is_story_file(path) else ".md"
    return f"{dirname(path)}/{slug}{ending}" if slug and slug not in TAKEN_NAMES else ""
