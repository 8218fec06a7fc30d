"""The files that are ours, which the house rules are held against."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PURE = ("exchange", "content", "team", "play", "evidence", "quiz", "access", "model")


@cache
def kept_files() -> tuple[str, ...]:
    """List the paths that git keeps or would keep."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout.split("\0")
    return tuple(sorted({each for each in listed if each and (ROOT / each).is_file()}))


def own_files() -> list[str]:
    """List the kept paths without what others wrote."""
    return [each for each in kept_files() if not each.startswith("static/vendor/")]


def under(folder: str, suffix: str) -> list[str]:
    return [each for each in own_files() if each.startswith(f"{folder}/") and each.endswith(suffix)]


def read(path: str) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


def module_name(path: str) -> str:
    """Turn `learning/quiz/__init__.py` into `learning.quiz`."""
    return path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


Function = ast.FunctionDef | ast.AsyncFunctionDef


def functions(source: str) -> Iterator[Function]:
    return (each for each in ast.walk(ast.parse(source)) if isinstance(each, Function))
