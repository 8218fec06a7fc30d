"""Bytes of all kinds as lines of cells."""

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from learning.exchange.sheets import (
    MOST_BYTES,
    SEPARATORS,
    Text,
    Unreadable,
    cut_lines,
    decode_file,
    drop_separator,
)
from learning.exchange.tables import unguard, write_row

LINE_END = re.compile(r"\r\n|\r|\n")
separators = pytest.mark.parametrize("separator", SEPARATORS)


def cut(words: str, separator: str = ",") -> list[tuple[int, tuple[str, ...]]]:
    return [(each.number, each.cells) for each in cut_lines(words, separator)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_unicode_is_read_with_its_mark_and_utf_8_without(encoding) -> None:
    assert decode_file("Zoë, Ж".encode(encoding)) == Text("Zoë, Ж")


@pytest.mark.parametrize("mark", [b"\xff\xfe", b"\xfe\xff"])
def test_both_orders_of_utf_16_are_read(mark) -> None:
    order = "utf-16-le" if mark == b"\xff\xfe" else "utf-16-be"
    assert decode_file(mark + "Ž".encode(order)) == Text("Ž")


def test_windows_1252_is_read_and_said() -> None:
    text = decode_file("Zoë’s".encode("cp1252"))
    assert isinstance(text, Text)
    assert text.words == "Zoë’s"
    assert "Windows-1252" in text.note


@pytest.mark.parametrize(
    "data",
    [
        b"PK\x03\x04rest",
        b"\xd0\xcf\x11\xe0rest",
        b"%PDF-1.7",
        b"Name\0",
        "Name".encode("utf-16-le"),
        "Name".encode("utf-32"),
        b"\xff\xfeodd",
        b"\xef\xbb\xbfZo\xeb",
        b"Zo\xeb \x81",
        b"a" * (MOST_BYTES + 1),
    ],
)
def test_what_is_no_text_is_refused(data) -> None:
    assert isinstance(decode_file(data), Unreadable)


def test_the_largest_file_is_read() -> None:
    assert isinstance(decode_file(b"a" * MOST_BYTES), Text)


@separators
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_separator_and_line_end_cuts(separator, end) -> None:
    words = f"a{separator}b{end}{end}c{separator}{end}"
    assert cut(words, separator) == [(1, ("a", "b")), (3, ("c", ""))]


def test_line_ends_may_be_mixed() -> None:
    assert [number for number, _ in cut("a\rb\r\nc\nd")] == [1, 2, 3, 4]


def test_a_cell_over_several_lines_moves_the_number_of_what_follows() -> None:
    assert cut('"a\r\nb\rc",d\ne') == [(1, ("a\r\nb\rc", "d")), (4, ("e",))]


def test_blanks_around_quotes_are_no_matter() -> None:
    assert cut('a, "b, c" ,d') == [(1, ("a", "b, c", "d"))]


def test_quotes_inside_a_cell_stay() -> None:
    assert cut('"the ""old"" one",5" nail') == [(1, ('the "old" one', '5" nail'))]


@pytest.mark.parametrize("slip", ['"a,b', '"a" x,b', 'a,"b'])
def test_an_open_quote_swallows_no_other_line(slip) -> None:
    lines = list(cut_lines(f'{slip}\n"c","d"\n', ","))
    assert [each.broken for each in lines] == [True, False]
    assert lines[1].cells == ("c", "d")


def test_lines_of_empty_cells_are_blank() -> None:
    assert cut(" ,, \n\na\n,\n") == [(3, ("a",))]


def test_a_first_line_for_excel_keeps_the_numbers_right() -> None:
    words, separators = drop_separator("SEP=;\r\na;b")
    assert separators == (";",)
    assert cut(words, ";") == [(2, ("a", "b"))]


@settings(deadline=None)
@given(st.lists(st.lists(st.text("ab,\"\r\n;\t '=", max_size=5)), max_size=5))
def test_a_table_we_wrote_is_cut_into_its_cells_by_its_lines(rows) -> None:
    written = [write_row(["x", *row]) for row in rows]
    starts = [1 + len(LINE_END.findall("".join(written[:at]))) for at in range(len(rows))]
    read = cut("".join(written))
    assert [number for number, _ in read] == starts
    assert [[*map(unguard, cells)] for _, cells in read] == [["x", *row] for row in rows]


@pytest.mark.parametrize("words", [",", '"\n', '"a\n', '"""\n', '"\n""'])
def test_many_slips_keep_nobody_waiting(words) -> None:
    beginning = time.process_time()
    assert [*cut_lines('"' + words * 40_000, ",")]
    assert time.process_time() - beginning < 5
