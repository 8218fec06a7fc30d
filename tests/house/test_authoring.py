"""The tour for authors is true: examples compile, commands answer so, pictures are there."""

import contextlib
import io
import re
import shlex
import shutil
from collections.abc import Iterator
from datetime import date
from doctest import ELLIPSIS, OutputChecker
from pathlib import Path

import pytest

from learning.cli.commands import run
from learning.content.check import check_files
from learning.content.codes import SEVERITIES
from learning.content.front_matter import KEYS
from learning.content.quotes import LABELS
from tests.house.own_files import ROOT, read
from tests.unit.content.fixture_reader import HEAD, TRUST

PAGE = read("docs/authoring.md")
TOUR = ROOT / "docs" / "tour"
FILES = {path.relative_to(TOUR).as_posix(): path.read_text("utf-8") for path in TOUR.rglob("*.md")}
EXAMPLE = re.compile(r"^```markdown\n(.*?)^```\n(?:\n```text\n(.*?)^```$)?", re.M | re.S)
EXAMPLES = EXAMPLE.findall(PAGE)
QUOTED = [text for text, said in EXAMPLES if not said]
FAULTY = [(text, said) for text, said in EXAMPLES if said]
PICTURE = re.compile(r"!\[([^\]]+)\]\((img/authoring/[^)]+)\)")
PICTURES = PICTURE.findall(re.sub(r"^```.*?^```$", "", PAGE, flags=re.M | re.S))
BROUGHT_IN = {"gift": "moodle.gift", "twee": "late-bus.twee"}
LARGEST = 2 * 1024 * 1024


def test_the_modules_of_the_tour_are_as_clean_as_published_ones(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["check", "--strict", str(TOUR)]) == 0
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("text", QUOTED)
def test_an_example_stands_word_for_word_in_a_module_of_the_tour(text: str) -> None:
    assert [path for path, whole in FILES.items() if f"\n{text}" in f"\n{whole}"]


def frame(text: str) -> str:
    """Put a faulty example where it stands: scenes in a case, a question in a scene of one."""
    head = TRUST if "trust" in text else HEAD
    if "## " in re.sub(r"^###.*", "", text, flags=re.M):
        return head + text
    return f"{head}## Here\n\n{text}\n> Ending (good): Done.\n"


@pytest.mark.parametrize(("text", "said"), FAULTY)
def test_a_faulty_example_gives_just_the_finding_that_is_named(text: str, said: str) -> None:
    report = check_files({"cases/a.md": frame(text).encode()}, today=date(2026, 12, 1))
    assert [f"{str(each).partition(' ')[2]}\n" for each in report.findings] == [said]


def list_steps() -> Iterator[tuple[str, str]]:
    """Give what a reader does, in turn: files to save by name, and commands with their answer."""
    names = {whole: path for path, whole in FILES.items()}
    for sort, text in re.findall(r"^```(\w+)\n(.*?)^```$", PAGE, re.M | re.S):
        if sort == "console":
            yield from re.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", text, re.M)
        elif sort in BROUGHT_IN:
            yield BROUGHT_IN[sort], text
        elif text in names:
            yield names[text], text


def answer(command: str) -> str:
    told = io.StringIO()
    with contextlib.redirect_stdout(told), contextlib.redirect_stderr(io.StringIO()):
        assert run(shlex.split(command)[1:]) == 0, command
    return told.getvalue()


def test_who_follows_it_word_for_word_sees_what_it_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(TOUR, tmp_path, dirs_exist_ok=True)
    (tmp_path / "cases/the-first-visit.md").unlink()
    monkeypatch.chdir(tmp_path)
    done = 0
    for step, expected in list_steps():
        if not step.startswith("learning "):
            (tmp_path / step).write_text(expected, encoding="utf-8")
            continue
        said = answer(step)
        assert OutputChecker().check_output(expected, said, ELLIPSIS), f"{step}\n{said}"
        done += 1
    assert done > 8


def test_every_picture_is_there_and_every_file_is_shown() -> None:
    shown = {path for _, path in PICTURES}
    files = {f"img/authoring/{each.name}" for each in (ROOT / "docs/img/authoring").iterdir()}
    assert shown == files
    tool = read("tools/pictures.py")
    kept = set(re.findall(r'keep\(\s*"([a-z-]+)"', tool))
    told = re.findall(r'tell\(camera, "([a-z-]+)"', tool)
    kept |= {f"{name}-{when}" for name in told for when in ("asked", "told")}
    assert {Path(each).stem for each in files} == kept


def test_a_picture_is_told_in_words_and_all_are_small() -> None:
    assert [path for words, path in PICTURES if len(words.split()) < 6] == []
    sizes = [(ROOT / "docs" / path).stat().st_size for _, path in PICTURES]
    assert 0 < sum(sizes) < LARGEST


def test_every_key_label_and_code_has_its_place() -> None:
    assert [key for key in KEYS if f"`{key}`" not in PAGE] == []
    assert [label for label in LABELS if f"`> {label}:`" not in PAGE] == []
    assert [code for code in SEVERITIES if f"[{code}](check/{code}.md)" not in PAGE] == []


def rows(reference: str, head: str) -> list[str]:
    """Give the first cells of the reference's table that begins with this head."""
    [table] = re.findall(rf"^\| {head} \|.*\n\|[- |]+\n((?:\|.*\n)+)", reference, re.M)
    return [line.split(" | ")[0].removeprefix("| ") for line in table.splitlines()]


SECTIONS = {
    "options": "One right option",
    "matching": "Matching",
    "ordering": "Ordering",
    "gaps": "Gaps",
    "number": "A number",
    "free text": "Free text",
    "judgement": "Judgement",
    "scale": "Scale",
    "plan": "Plan",
}


def test_every_sort_of_question_has_a_section_with_a_picture() -> None:
    assert rows(read("docs/case-markdown.md"), "sort") == list(SECTIONS)
    for title in (*SECTIONS.values(), "Several right options"):
        [section] = re.findall(rf"^## {title}\n(.*?)(?=^## )", PAGE, re.M | re.S)
        assert "```markdown" in section, title
        assert PICTURE.search(section), title


def test_every_entry_in_brackets_and_every_condition_is_told() -> None:
    reference = read("docs/case-markdown.md")
    brackets = re.findall(r"`([^`]+)`", " ".join(rows(reference, "in brackets")))
    assert [each for each in brackets if f"`({each})`" not in PAGE] == []
    words = [each.strip("`").split()[0] for each in rows(reference, "condition")]
    assert [each for each in words if f"| `{each} " not in PAGE] == []


def test_links_lead_somewhere() -> None:
    prose = re.sub(r"^```.*?^```$", "", PAGE, flags=re.M | re.S).replace("`[", "")
    files = re.findall(r"\]\(([^)#]+\.md)\)", re.sub(r"`[^`]*`", "", prose))
    assert [each for each in files if not (ROOT / "docs" / each).exists()] == []
    titles = re.findall(r"^#+ (.+)$", prose, re.M)
    slugs = {re.sub(r"[^\w -]", "", each.lower()).replace(" ", "-") for each in titles}
    anchors = set(re.findall(r"\]\(#([^)]+)\)", re.sub(r"`[^`]*`", "", prose)))
    assert anchors <= slugs
