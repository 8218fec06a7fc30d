"""Imports point down only, and pure packages import nothing that waits, guesses or keeps."""

import ast
from collections.abc import Iterator

import pytest

from tests.house.own_files import PURE, module_name, read, under

ROWS = (
    ("__main__",),
    ("app",),
    ("web", "cli"),
    ("operations",),
    ("storage", "broadcast"),
    ("exchange",),
    ("content",),
    ("team",),
    ("play",),
    ("evidence",),
    ("quiz",),
    ("access",),
    ("model",),
    ("settings",),
    ("errors", "places", "learning"),
)
ROW = {package: row for row, packages in enumerate(ROWS) for package in packages}
# These commands are wiring too: they hand the application to a server.
WIRING = {("learning.cli.serve", "app"), ("learning.cli.preview", "app")}
READS_FILES = "learning.content.library"

IMPURE_MODULES = set(
    "alembic asyncio flask flask_login flask_wtf glob gunicorn http io jinja2 multiprocessing os "
    "psycopg random redis requests secrets shutil signal socket sqlalchemy sqlite3 subprocess "
    "tempfile threading time urllib.request uuid werkzeug wtforms".split()
)
IMPURE_CALLS = {"now", "utcnow", "today", "open", "print", "input"}
# Paths as names, without a disk.
PURE_NAMES = {"pathlib.PurePath", "pathlib.PurePosixPath"}
FILE_CALLS = {"read_text", "read_bytes", "write_text", "write_bytes", "iterdir", "rglob", "glob"}


def imports(source: str) -> Iterator[str]:
    """Give every imported name in full, wherever in the file it is imported."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Import(names=names):
                yield from (each.name for each in names)
            case ast.ImportFrom(module=module, names=names, level=0):
                yield from (f"{module}.{each.name}" for each in names)
            case ast.ImportFrom():
                yield "a relative import"


def package_of(module: str) -> str:
    """Give the row name of a module of ours: `quiz` for `learning.quiz.marks`."""
    first, *rest = module.split(".")
    return rest[0] if rest and rest[0] in ROW else first


def wrong_arrows(module: str, source: str) -> list[str]:
    own = package_of(module)
    if own not in ROW or (own == "learning" and module != "learning"):
        return [f"{module} is in no room of the house"]
    found = []
    for name in imports(source):
        other = package_of(name)
        ours = name == "a relative import" or name.split(".")[0] == "learning"
        allowed = other == own or ROW.get(other, -1) > ROW[own] or (module, other) in WIRING
        if ours and not allowed:
            found.append(f"{module} imports {name}")
    return found


def called(source: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Call(func=ast.Attribute(attr=name)) | ast.Call(func=ast.Name(id=name)):
                yield name


def impurities(module: str, source: str) -> list[str]:
    if package_of(module) not in PURE:
        return []
    reads_files = module == READS_FILES
    forbidden = IMPURE_MODULES if reads_files else IMPURE_MODULES | {"pathlib"}
    calls = IMPURE_CALLS if reads_files else IMPURE_CALLS | FILE_CALLS
    imported = set(imports(source)) - PURE_NAMES
    names = [each for each in sorted(imported) if any(_is_in(each, one) for one in forbidden)]
    return [f"{module} imports {each}" for each in names] + [
        f"{module} calls {each}()" for each in called(source) if each in calls
    ]


def _is_in(name: str, module: str) -> bool:
    return f"{name}.".startswith(f"{module}.")


@pytest.mark.parametrize("path", under("learning", ".py"))
def test_imports_point_down(path: str) -> None:
    assert wrong_arrows(module_name(path), read(path)) == []


@pytest.mark.parametrize("path", under("learning", ".py"))
def test_pure_packages_are_pure(path: str) -> None:
    assert impurities(module_name(path), read(path)) == []


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("learning.quiz.marks", "from learning.play.state import State"),
        ("learning.quiz.marks", "import learning.play.state"),
        ("learning.quiz.marks", "from learning import operations"),
        ("learning.quiz.marks", "def late():\n    from learning.web import pages"),
        ("learning.quiz.marks", "from . import grade"),
        ("learning.web.scene", "from learning.cli import check"),
        ("learning.storage.moves", "from learning.broadcast import tell"),
        ("learning.places", "from learning.settings import Settings"),
        ("learning.errors", "from learning.places import PACKAGE"),
        ("learning.cli.check", "from learning.app import create_app"),
        ("learning.operations.join", "from learning import __main__"),
        ("learning.extras.thing", ""),
        ("learning.extras", ""),
    ],
)
def test_a_wrong_arrow_is_found(module: str, source: str) -> None:
    assert wrong_arrows(module, source)


@pytest.mark.parametrize(
    ("module", "source"),
    [
        (
            "learning.play.advance",
            "from learning.quiz import grade\nimport learning.model",
        ),
        ("learning.play.advance", "from learning.play.state import State\nimport re"),
        ("learning.web.scene", "from learning import errors, operations"),
        ("learning.cli.version", "from learning import __version__"),
        ("learning.cli.serve", "from learning.app import create_app"),
        ("learning.__main__", "from learning.app import create_app\nimport learning.cli.serve"),
    ],
)
def test_a_right_arrow_is_left_alone(module: str, source: str) -> None:
    assert wrong_arrows(module, source) == []


@pytest.mark.parametrize(
    "source",
    [
        "import flask",
        "from sqlalchemy.engine import Connection",
        "from urllib import request",
        "import random",
        "from time import monotonic",
        "import os.path",
        "from datetime import datetime\nat = datetime.now()",
        "from pathlib import Path",
        "text = open('case.md')",
        "text = path.read_text()",
    ],
)
def test_an_impurity_is_found(source: str) -> None:
    assert impurities("learning.quiz.marks", source)
    assert impurities("learning.web.scene", source) == []


@pytest.mark.parametrize(
    "source", ["from datetime import date, datetime", "from pathlib import PurePosixPath"]
)
def test_a_type_that_asks_nothing_is_pure(source: str) -> None:
    assert impurities("learning.content.dates", source) == []


def test_only_the_library_of_content_reads_files() -> None:
    source = "from pathlib import Path\ntext = Path('a').read_text()"
    assert impurities("learning.content.library", source) == []
    assert impurities("learning.content.reader", source)
