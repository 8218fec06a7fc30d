"""`learning new`: what it writes is clean, says what to do next, and takes nobody's place."""

from collections.abc import Callable
from pathlib import Path

import pytest

from learning.cli.commands import run
from learning.content.check import check_files
from learning.content.library import Library
from learning.model.key import Module
from learning.model.names import QuestionKind

Type = Callable[..., tuple[int, str, str]]
KINDS = ("case", "lesson", "quiz", "survey", "course")
NAMES = ("Damp in the nursery", 'A "quoted": \\ name', "Ärger", "1. <b>x</b> [y](z) *a* #")


@pytest.fixture
def learning(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Type:
    """Run commands in an empty folder; give the code, the output and the complaints."""
    monkeypatch.chdir(tmp_path)

    def type_in(*words: str) -> tuple[int, str, str]:
        code = run(words)
        said = capsys.readouterr()
        return code, said.out, said.err

    return type_in


def compile_file(path: str) -> Module:
    scan = Library(Path.cwd()).scan()
    return check_files(scan.files, beside=scan.beside).modules[path]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("kind", KINDS)
def test_what_is_written_is_clean(learning: Type, kind: str, name: str) -> None:
    learning("new", "course", "The only course")
    code, said, complaint = learning("new", kind, name)
    assert (code, complaint) == (0, "")
    assert said.startswith(f"Wrote {'cases' if kind == 'case' else 'courses'}/")
    assert learning("check", "--strict", ".") == (0, "", "")


def test_what_to_do_next_can_be_typed_as_it_stands(learning: Type) -> None:
    assert learning("new", "case", "Damp in the nursery")[1].splitlines() == [
        "Wrote cases/damp-in-the-nursery.md.",
        "See it while you write: learning preview cases/damp-in-the-nursery.md",
        "See what to mend:       learning check cases/damp-in-the-nursery.md",
    ]


def test_a_course_comes_with_modules_and_takes_in_more(learning: Type) -> None:
    said = learning("new", "course", "Hearing")[1]
    assert "and beside it where-do-you-start.md, a-first-lesson.md." in said
    more = learning("new", "lesson", "A second lesson")[1]
    assert "under ## Modules of courses/hearing/course.md: [A second lesson](a-second" in more


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_overwritten(learning: Type, kind: str) -> None:
    learning("new", "course", "Hearing")
    written = learning("new", kind, "Mine")[1].split()[1].removesuffix(".").removesuffix(",")
    Path(written).write_text("mine", encoding="utf-8")
    code, said, complaint = learning("new", kind, "Mine")
    assert (code, said) == (2, "")
    assert complaint.endswith("is there already, and stays as it is\n")
    assert Path(written).read_text(encoding="utf-8") == "mine"


def test_a_course_whose_first_lesson_is_there_is_not_begun(learning: Type) -> None:
    taken = Path("courses/hearing/a-first-lesson.md")
    taken.parent.mkdir(parents=True)
    taken.write_text("mine", encoding="utf-8")
    assert learning("new", "course", "Hearing")[0] == 2
    assert [each.name for each in taken.parent.iterdir()] == ["a-first-lesson.md"]


def test_it_is_asked_for_which_course_a_lesson_is(learning: Type) -> None:
    assert "make one first: learning new course NAME" in learning("new", "lesson", "One")[2]
    learning("new", "course", "A")
    learning("new", "course", "B")
    code, _, complaint = learning("new", "lesson", "One")
    assert (code, "--folder courses/a, --folder courses/b" in complaint) == (2, True)
    assert learning("new", "lesson", "One", "--folder", "courses/b")[0] == 0
    assert Path("courses/b/one.md").is_file()


def test_a_name_must_hold_letters(learning: Type) -> None:
    code, _, complaint = learning("new", "case", "?!")
    assert (code, "with letters or digits" in complaint) == (2, True)


def test_a_folder_that_cannot_be_written_is_said(learning: Type) -> None:
    Path("cases").write_text("a file", encoding="utf-8")
    assert "cannot be written" in learning("new", "case", "A")[2]


def test_an_outcome_is_one_that_there_is(learning: Type) -> None:
    Path("courses").mkdir()
    table = "| Id | Outcome |\n| --- | --- |\n| ask-openly | Ask openly |\n"
    Path("courses/outcomes.md").write_text(table, encoding="utf-8")
    learning("new", "course", "Hearing")
    assert compile_file("courses/hearing/a-first-lesson.md").case.outcomes == ("ask-openly",)


def test_the_case_shows_every_construct(learning: Type) -> None:
    learning("new", "case", "A")
    text = Path("cases/a.md").read_text(encoding="utf-8")
    for word in ("::: for health", "::: for law", "::: for facilitator", "::: if", "otherwise"):
        assert word in text
    for word in ("only if", "shown greyed", "once", "chose", "answered", "Hint (-25%)", "### Plan"):
        assert word in text
    endings = [
        each.grade for key in compile_file("cases/a.md").key.scenes.values() for each in key.endings
    ]
    assert sorted(endings) == ["good", "mixed", "poor"]


def test_the_quiz_and_the_survey_show_every_sort_of_question(learning: Type) -> None:
    learning("new", "course", "A")
    learning("new", "survey", "B")
    blocks = [
        block
        for path in ("courses/a/where-do-you-start.md", "courses/a/b.md")
        for scene in compile_file(path).case.scenes.values()
        for block in scene.body
    ]
    shown = {block.question.kind for block in blocks if hasattr(block, "question")}
    assert shown == set(QuestionKind) - {QuestionKind.PLAN}
