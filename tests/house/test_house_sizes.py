"""What we write stays small enough to read in one go, and says what it is for."""

import ast
import io
import re
import tokenize
from pathlib import Path
from statistics import median, quantiles

import pytest

from tests.house.own_files import PURE, Function, functions, module_name, own_files, read, under

MODULES = under("learning", ".py")
TEST_MODULES = under("tests", ".py")
LINES = {"templates": (".html", 120), "static": (".js", 200), "learning": (".py", 400)}
FORBIDDEN_NAMES = set(
    "common data handler handlers helper helpers info manager managers misc service services "
    "util utils".split()
)
REASONED_IGNORE = re.compile(r"#\s*type:\s*ignore\[[\w,\s-]+\]\s*#\s*\w.{8,}")


def length(function: Function) -> int:
    """Count a function's lines without its docstring, which may be as long as it needs to be."""
    lines = (function.end_lineno or 0) - function.lineno + 1
    if ast.get_docstring(function) is None:
        return lines
    text = function.body[0]
    return lines - ((text.end_lineno or 0) - text.lineno + 1)


def positional(function: Function) -> int:
    names = [each.arg for each in (*function.args.posonlyargs, *function.args.args)]
    return len(names) - (names[:1] in (["self"], ["cls"]))


def too_big(source: str) -> list[str]:
    """Name the functions that are too long, or take more than the five that one can keep in mind.

    Three may be positional, as in `advance(case, state, move)`; what comes after them is named, so
    that a call far away can be read. Private functions may differ: some fill a library's slot.
    """
    found = []
    for each in functions(source):
        if length(each) > 50:
            found.append(f"{each.name}: {length(each)} lines")
        count = positional(each)
        if (count > 3 and not each.name.startswith("_")) or count + len(each.args.kwonlyargs) > 5:
            found.append(f"{each.name}: {count} positional, {len(each.args.kwonlyargs)} named")
    return found


def too_long(path: str, text: str) -> str | None:
    _, most = LINES[Path(path).parts[0]]
    lines = len(text.splitlines())
    return f"{path}: {lines} lines, at most {most}" if lines > most else None


def opening_fault(source: str) -> str | None:
    """Say what is wrong with a module's opening: one to five lines on what it is for."""
    text = ast.get_docstring(ast.parse(source))
    if source.strip() and not text:
        return "no docstring"
    lines = len((text or "").splitlines())
    return f"{lines} lines of docstring" if lines > 5 else None


def vague_names(path: str) -> list[str]:
    words = re.split(r"[/_.-]", path)
    return [each for each in words if each in FORBIDDEN_NAMES]


def loose_types(source: str) -> list[str]:
    names = [
        f"Any in line {each.lineno}"
        for each in ast.walk(ast.parse(source))
        if (isinstance(each, ast.Name) and each.id == "Any")
        or (isinstance(each, ast.Attribute) and each.attr == "Any")
    ]
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    comments = [each.string for each in tokens if each.type == tokenize.COMMENT]
    ignores = [each for each in comments if re.match(r"#\s*type:\s*ignore", each)]
    return names + [each for each in ignores if not REASONED_IGNORE.match(each)]


def undocumented(source: str) -> list[str]:
    return [
        each.name
        for each in ast.parse(source).body
        if isinstance(each, Function)
        and not each.name.startswith("_")
        and not ast.get_docstring(each)
    ]


@pytest.mark.parametrize("path", MODULES + TEST_MODULES)
def test_no_function_is_too_big(path: str) -> None:
    source = read(path)
    faults = too_big(source)
    if path in TEST_MODULES:
        # A fixture's or a table's parameters are its own business.
        faults = [each for each in faults if each.endswith(" lines")]
    assert faults == []


def test_most_functions_are_short() -> None:
    lengths = [length(each) for path in MODULES for each in functions(read(path))]
    assert median(lengths) <= 8
    assert quantiles(lengths, n=20)[-1] < 30


def test_most_tests_are_short() -> None:
    lengths = [
        length(each)
        for path in TEST_MODULES
        for each in functions(read(path))
        if each.name.startswith("test_")
    ]
    assert median(lengths) < 12


@pytest.mark.parametrize(
    "path", [path for folder, (suffix, _) in LINES.items() for path in under(folder, suffix)]
)
def test_no_file_is_too_long(path: str) -> None:
    assert too_long(path, read(path)) is None


@pytest.mark.parametrize("path", MODULES)
def test_every_module_says_what_it_is_for(path: str) -> None:
    assert opening_fault(read(path)) is None


@pytest.mark.parametrize("path", MODULES)
def test_types_are_exact(path: str) -> None:
    assert loose_types(read(path)) == []


@pytest.mark.parametrize("path", [each for each in MODULES if each.split("/")[1] in PURE])
def test_public_pure_functions_are_documented(path: str) -> None:
    assert undocumented(read(path)) == [], module_name(path)


def test_no_file_has_a_vague_name() -> None:
    code = [each for each in own_files() if each.endswith((".py", ".html", ".js", ".css"))]
    assert [each for each in code if vague_names(each)] == []


def test_a_long_function_is_found_and_its_docstring_is_not_counted() -> None:
    line = "    x = 1\n"
    assert too_big("def f():\n" + line * 50) == ["f: 51 lines"]
    assert too_big("def f():\n" + line * 49) == []
    assert too_big('def f():\n    """' + "A.\n" * 60 + '    """\n' + line) == []


def test_many_parameters_are_found() -> None:
    assert too_big("def f(a, b, c, d): ...")
    assert too_big("def _f(a, b, c, d): ...") == []
    assert too_big("def _f(a, b, c, d, e, g): ...")
    assert too_big("def f(a, b, c, *, d, e, g): ...")
    assert too_big("class A:\n    def f(self, a, b, c, *, d, e): ...") == []


@pytest.mark.parametrize(
    ("path", "most"), [("templates/a.html", 120), ("static/js/a.js", 200), ("learning/a.py", 400)]
)
def test_a_long_file_is_found(path: str, most: int) -> None:
    assert too_long(path, "x\n" * most) is None
    assert too_long(path, "x\n" * (most + 1))


def test_a_missing_or_rambling_opening_is_found() -> None:
    assert opening_fault("x = 1") == "no docstring"
    assert opening_fault('"""' + "A.\n" * 6 + '"""') == "6 lines of docstring"
    assert opening_fault('"""What it is for."""') is None
    assert opening_fault("") is None


def test_a_vague_name_is_found() -> None:
    assert vague_names("learning/web/form_helpers.py") == ["helpers"]
    assert vague_names("static/js/utils.js") == ["utils"]
    assert vague_names("learning/storage/moves.py") == []


@pytest.mark.parametrize(
    "source",
    [
        "from typing import Any\nx: Any = 1",
        "import typing\nx: list[typing.Any] = []",
        "x = 1  # type: ignore",
        "x = 1  # type: ignore[misc]",
    ],
)
def test_a_loose_type_is_found(source: str) -> None:
    assert loose_types(source)


def test_an_ignored_type_with_its_reason_is_left_alone() -> None:
    assert loose_types("x = 1  # type: ignore[misc]  # the stubs call it read-only") == []


def test_a_public_function_without_words_is_found() -> None:
    assert undocumented("def grade(): ...\ndef _inner(): ...") == ["grade"]
