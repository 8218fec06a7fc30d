"""Nothing we keep names a place that only one machine has, or where packages are fetched from."""

import re

import pytest

from tests.house.own_files import ROOT, kept_files

# Written in parts, or this file would be the first that it finds.
HOSTS = tuple(
    ".".join(parts)
    for parts in (
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("npmjs", "org"),
        ("npmjs", "com"),
        ("yarnpkg", "com"),
        ("deb", "debian", "org"),
        ("crates", "io"),
    )
)
FOLDERS = ("work", "root", "opt/wheels", "opt/pypi", "Users/[a-z]+", "home/[a-z]+")
FORBIDDEN = re.compile(
    "|".join(
        [re.escape(host) for host in HOSTS]
        + [rf"(?<![\w./-])/{folder}/[\w.]" for folder in FOLDERS]
        + [r"--(?:extra-)?index-url|--find[-]links|file:[/]{3}"]
    )
)


def places_named(text: str) -> list[str]:
    return [match.group() for match in FORBIDDEN.finditer(text)]


def text_of(path: str) -> str:
    return (ROOT / path).read_bytes().decode("utf-8", errors="ignore")


def test_no_file_names_a_registry_or_a_machine() -> None:
    named = {each: places_named(text_of(each)) for each in kept_files()}
    assert {path: found for path, found in named.items() if found} == {}


@pytest.mark.parametrize(
    "text",
    [
        f"https://{HOSTS[0]}/simple",
        f'"resolved": "https://registry.{HOSTS[2]}/x.tgz"',
        "see " + "/work" + "/main/notes.md",
        "'" + "/root" + "/.cache'",
        "--extra-" + "index-url x",
        "file:/" + "//opt",
    ],
)
def test_a_place_is_found(text: str) -> None:
    assert places_named(text)


@pytest.mark.parametrize("text", ["/course/work/1", "at work/root", "not in /root", "docs/root/a"])
def test_other_words_are_left_alone(text: str) -> None:
    assert places_named(text) == []
