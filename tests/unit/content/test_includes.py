"""Includes: what a module takes in, how much, and what its version is made of."""

from learning.content.beside import Beside
from learning.content.check import check_files
from learning.content.course_reader import read_course
from learning.content.reader import read_module
from learning.model.key import Module
from tests.unit.content.fixture_reader import HEAD

TEXT = f"{HEAD}## A\n[Include: the box](shared/box.md)\n\n> Ending (good): End.\n"
BOX = "cases/shared/box.md"


def read(files: dict[str, str]) -> Module:
    beside = Beside({path: text.encode() for path, text in files.items()})
    reading = read_module("cases/a.md", TEXT.encode(), beside)
    assert reading.value, reading.findings
    return reading.value


def refuse(files: dict[str, bytes]) -> list[str]:
    reading = read_module("cases/a.md", TEXT.encode(), Beside(files))
    return [f"{each.file} {each.code} {each.message}" for each in reading.findings]


def test_an_include_reads_as_if_it_stood_there() -> None:
    scene = read({BOX: "One *word*.\n\n- two\n"}).case.scenes["a"]
    assert [block.html for block in scene.body] == [
        "<p>One <em>word</em>.</p>\n<ul>\n<li>two</li>\n</ul>\n"
    ]


def test_a_version_is_made_of_all_that_it_includes() -> None:
    one, two = read({BOX: "One."}), read({BOX: "Two."})
    assert set(one.assets.includes) == {BOX}
    assert one.sha256 != two.sha256
    assert read({BOX: "One.", "cases/shared/unused.md": "x"}).sha256 == one.sha256


def test_an_include_inside_another_is_found_from_its_own_folder() -> None:
    module = read({BOX: "[Include: more](deep/more.md)", "cases/shared/deep/more.md": "Deep."})
    assert set(module.assets.includes) == {BOX, "cases/shared/deep/more.md"}


def test_the_lines_of_an_included_file_come_after_those_of_its_own() -> None:
    (found,) = refuse({BOX: b"\xff"})
    assert found == f"{BOX} F01 not UTF-8: byte 0xff"


def test_includes_deeper_than_eight() -> None:
    files = {f"cases/shared/{n}.md": f"[Include: x]({n + 1}.md)".encode() for n in range(12)}
    (found,) = refuse({**files, BOX: b"[Include: x](0.md)"})
    assert found == "cases/shared/6.md N01 too many includes: at most 64, and 8 within each other"


def test_includes_that_double_at_each_level() -> None:
    twice = "[Include: x]({0}.md)\n\n[Include: x]({0}.md)\n"
    files = {f"cases/shared/{n}.md": twice.format(n + 1).encode() for n in range(8)}
    found = refuse({**files, "cases/shared/8.md": b"x", BOX: b"[Include: x](0.md)"})
    assert {each.split()[1] for each in found} == {"N01"}


def test_all_that_is_included_has_one_size() -> None:
    (found,) = refuse({BOX: b"[Include: x](more.md)\n", "cases/shared/more.md": b"x\n" * 65_500})
    assert found.endswith("with all that it includes the file is over 128 KiB")


def test_tables_are_counted_across_includes() -> None:
    tables = "|a|\n|-|\n|b|\n\n" * 30
    files = {
        BOX: f"{tables}\n[Include: x](more.md)".encode(),
        "cases/shared/more.md": tables.encode(),
    }
    (found,) = refuse(files)
    assert "F07 too many tables for one page: 60" in found


def test_a_course_includes_too() -> None:
    text = b"---\ntitle: A\n---\n[Include: x](../shared/x.md)\n## Modules\n1. [A](a.md)\n"
    reading = read_course("courses/a/course.md", text, Beside({"courses/shared/x.md": b"Welcome."}))
    assert reading.value
    assert reading.value.welcome_html == "<p>Welcome.</p>\n"
    assert set(reading.value.assets.includes) == {"courses/shared/x.md"}


def test_a_shared_file_can_be_checked_by_itself() -> None:
    text = b"# Box\n\nSome <b>words</b>[^a] and a [way](../nowhere.md).\n\n- One\n"
    found = check_files({BOX: text}).findings
    assert [(each.file, each.line, each.code) for each in found] == [
        (BOX, 3, "F06"),
        (BOX, 3, "S02"),
    ]
