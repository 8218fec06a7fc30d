"""Which names the entries of a package may have, on whichever computer it is unpacked one day.

Knows names alone: neither what is in the files nor how they are packed.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from posixpath import basename, splitext
from unicodedata import normalize

from learning.content.library import FOLDERS
from learning.content.media import find_media_type
from learning.content.source import MAX_BYTES
from learning.exchange.zip_frames import Words

MOST_NAME, MOST_PATH = 100, 240
# What a work was when a site gave it away: the one hidden file that is read (package_manifest.py).
MANIFEST = ".side-by-side-work.json"
_TEXT = ".md"
_KIB, _MIB = 1024, 1024 * 1024
_LITTER = {".DS_Store", "Icon\r", "Thumbs.db", "desktop.ini"}
# Names that Windows keeps for devices, with any ending ("Naming Files, Paths, and Namespaces").
_DEVICE = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])[ .]*(?:\.|$)", re.I)
_ODD = re.compile(r'[<>:"|?*]')
_NEARLY_TEXT = (".md", ".markdown", ".mdown", ".mkd", ".md.txt")
_ARCHIVES = frozenset(
    ".zip .7z .rar .tar .gz .tgz .bz2 .tbz .xz .txz .zst .lz .lzma .cab .iso .jar .dmg".split()
)
_RENAME = "Give it another name."


def _any_part(test: Callable[[str], object]) -> Callable[[str], bool]:
    return lambda path: any(test(part) for part in path.lstrip("/").split("/"))


def _is_hidden(part: str) -> bool:
    return part.startswith(".") and part not in (".", "..")


def _is_too_long(path: str) -> bool:
    parts = path.split("/")
    longest = max(len(each.encode(errors="replace")) for each in parts)
    return longest > MOST_NAME or len(path.encode(errors="replace")) > MOST_PATH


_RULES: tuple[tuple[Callable[[str], bool], str, str], ...] = (
    (
        lambda path: path.startswith("/"),
        "its name begins with a slash",
        "Make the zip file again from inside the folder.",
    ),
    (
        lambda path: "\\" in path,
        "there is a backslash in its name",
        "Make the zip file again with the program that came with your computer.",
    ),
    (
        _any_part(lambda part: part in ("", ".", "..")),
        "its name leads out of its folder, or in a circle",
        "Make the zip file again from inside the folder.",
    ),
    (
        lambda path: bool(_ODD.search(path)),
        'there is one of < > : " | ? * in its name',
        "Use letters, digits and hyphens.",
    ),
    (
        # What stands where bytes were no UTF-8.
        lambda path: "\ufffd" in path,
        "its name is not written in UTF-8",
        "Use letters, digits and hyphens.",
    ),
    (
        lambda path: not path.isprintable(),
        "there is a character in its name that cannot be seen",
        "Use letters, digits and hyphens.",
    ),
    (
        _is_too_long,
        "its name is too long",
        f"Use at most {MOST_NAME} plain letters, and {MOST_PATH} with the names of its folders.",
    ),
    (
        _any_part(lambda part: part.strip(" ") != part or part.rstrip(". ") not in (part, "")),
        "its name begins with a blank, or ends in a blank or a dot",
        _RENAME,
    ),
    (_any_part(_DEVICE.match), "Windows keeps its name for a device", _RENAME),
    (_any_part(_is_hidden), "it is hidden, as its name begins with a dot", "Leave it out."),
)


def find_name_faults(path: str) -> Iterator[Words]:
    """Say everything that is wrong with a name.

    >>> [what for what, _ in find_name_faults("cases/damp.md")]
    []
    >>> [what for what, _ in find_name_faults("../aux.md")]
    ['its name leads out of its folder, or in a circle', 'Windows keeps its name for a device']
    """
    return ((what, mend) for rule, what, mend in _RULES if rule(path))


def find_kind_faults(path: str, size: int) -> Iterator[Words]:
    """Say whether a file of this name may be in a package, and be so large.

    >>> list(find_kind_faults("cases/damp.md", 5000)), list(find_kind_faults("img/A.PNG", 5000))
    ([], [])
    >>> list(find_kind_faults("cases/damp.md", 200_000))
    [('it is over 128 KiB', 'Make two files of it.')]
    """
    medium = find_media_type(path)
    # Modules, stories, what they include, `outcomes.md`, LICENCE.md and README.md: all end so.
    if path.endswith(_TEXT):
        if size > MAX_BYTES:
            yield f"it is over {MAX_BYTES // _KIB} KiB", "Make two files of it."
    elif medium is None:
        yield _refuse_kind(path)
    elif size > medium.most:
        yield f"it is over {medium.most // _MIB} MiB", "Save it smaller, or cut it."


def _refuse_kind(path: str) -> Words:
    name = basename(path).lower()
    ending = splitext(name)[1]
    if name.endswith(_NEARLY_TEXT):
        return "a Markdown file is read only if its name ends in .md", "Let its name end in .md."
    if ending in _ARCHIVES:
        return "it is an archive inside the zip file", "Put the files that are in it there instead."
    if ending == ".svg":
        return "an SVG picture may hold a program", "Save it as PNG."
    kind = f"files that end in {ending}" if ending else "files without an ending"
    return f"{kind} are no part of a course or case", "Leave it out."


def find_twins(paths: Sequence[str]) -> Iterator[tuple[str, Words]]:
    """Say which files would be one where capitals do not count (Unicode, D145); folders end in `/`.

    >>> [path for path, _ in find_twins(["a.md", "b.md", "A.md", "b.md/", "c.md", "c.md"])]
    ['A.md', 'b.md/', 'c.md']
    """
    spelt: dict[str, str] = {}
    seen: set[str] = set()
    for path in paths:
        if path in seen and not path.endswith("/"):
            yield path, ("it is in the zip file twice", "Leave one of the two out.")
        for each in _list_steps(path):
            first = spelt.setdefault(_fold(each), each)
            if first != each and each not in seen:
                yield path, (f"on some computers its name is the same as {first}", _RENAME)
            seen.add(each)


def _list_steps(path: str) -> list[str]:
    """Give the folders on the way to a path, and the path."""
    ends = [place for place, letter in enumerate(path) if letter == "/"]
    steps = [path[: end + 1] for end in ends]
    return steps if path.endswith("/") else [*steps, path]


def _fold(path: str) -> str:
    return normalize("NFD", normalize("NFD", path.rstrip("/")).casefold())


def is_litter(path: str) -> bool:
    """Whether a computer left this in the folder by itself.

    >>> is_litter("__MACOSX/cases/._damp.md"), is_litter("cases/.DS_Store"), is_litter("a.md")
    (True, True, False)
    """
    name = basename(path)
    return path.startswith("__MACOSX/") or name in _LITTER or name.startswith("._")


def find_top(paths: Sequence[str]) -> str:
    """Give the folder that all files lie in, unless it says where in a site they belong.

    >>> find_top(["damp-main/cases/a.md", "damp-main/courses/b/course.md"])
    'damp-main/'
    >>> find_top(["cases/a.md"]), find_top(["one/course.md", "LICENCE.md"]), find_top([])
    ('', '', '')
    """
    tops = {path.partition("/")[0] if "/" in path else "" for path in paths}
    top = tops.pop() if len(tops) == 1 else ""
    stays = not top or top in FOLDERS or any(find_name_faults(top))
    return "" if stays else f"{top}/"
