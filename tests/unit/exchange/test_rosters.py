"""A cohort's roster: everything that can be wrong with it is told by its line."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from learning.access.identity import LONGEST_NAME, is_email, is_readable, tidy_email, tidy_name
from learning.access.professions import PROFESSIONS
from learning.exchange.rosters import (
    MOST_EXTRA_TIME,
    MOST_FAULTS,
    MOST_ROWS,
    Column,
    Roster,
    RosterRow,
    read_roster,
    write_roster,
)

LABELS = {each.label: code for code, each in PROFESSIONS.items()}
AMINA = RosterRow(2, "Amina Yusuf", "amina@example.org")

names = st.text("'=+- aé\u200c\",;\n", min_size=1, max_size=9) | st.text(min_size=1, max_size=90)
rows = st.builds(
    RosterRow,
    line=st.just(0),
    name=names.map(tidy_name).filter(lambda each: is_readable(each) and len(each) <= LONGEST_NAME),
    email=(names.map("{}@a.org".format) | st.emails()).map(tidy_email).filter(is_email),
    profession=st.none() | st.sampled_from([*PROFESSIONS]),
    extra_time=st.none() | st.integers(0, MOST_EXTRA_TIME),
    teaches=st.booleans(),
)


def read(text: str | bytes) -> Roster:
    return read_roster(text if isinstance(text, bytes) else text.encode(), professions=LABELS)


def read_one(heading: str, cell: str) -> Roster:
    return read(f"Name;Email;{heading}\nAmina Yusuf;amina@example.org;{cell}\n")


def places(roster: Roster) -> list[tuple[int, str]]:
    return [(each.line, each.column) for each in roster.faults]


@settings(deadline=None)
@given(st.binary(max_size=300))
@example(b"\xff\xfe")
@example(b"sep=;")
def test_no_bytes_break_it(data) -> None:
    roster = read(data)
    assert roster.faults
    assert all(map(str, roster.faults))


@settings(deadline=None)
@given(st.lists(st.text("a@.\",;\t\n\r1%'\x00\x1b é", max_size=30), max_size=9))
def test_no_cells_break_it(lines) -> None:
    roster = read("\n".join(["Last name,Email,Extra time,First name,Programme,Role", *lines]))
    found = {each.line for each in roster.faults}
    assert not found & {row.line for row in roster.rows}
    assert found or roster.rows


@settings(max_examples=50, deadline=None)
@given(st.lists(rows, min_size=1, max_size=6, unique_by=lambda row: row.email))
def test_what_was_written_is_read_again(written) -> None:
    roster = read(write_roster(written))
    assert roster.faults == roster.notes == ()
    assert roster.rows == tuple(
        RosterRow(line, each.name, each.email, each.profession, each.extra_time, each.teaches)
        for line, each in enumerate(written, start=2)
    )


@settings(max_examples=20, deadline=None)
@given(rows, st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]))
def test_the_encoding_makes_no_difference(row, encoding) -> None:
    text = write_roster([row]).removeprefix("\ufeff")
    assert read(text.encode(encoding)) == read(text)


@pytest.mark.parametrize(
    "header",
    ["Name,Email", "FULL NAME,E-mail address", "Student;e_mail", "Display name\tMail", "sep=,\n"],
)
def test_headings_are_known_by_many_words(header) -> None:
    separator = next(each for each in "\t;," if each in header)
    header = header if "\n" not in header else f"{header}Name,Email"
    roster = read(f"{header}\nAmina Yusuf{separator}Amina@Example.org")
    assert [(row.name, row.email) for row in roster.rows] == [(AMINA.name, AMINA.email)]


def test_commas_in_a_heading_do_not_make_it_the_separator() -> None:
    roster = read("Name;Email;Year, term, group, tutor\nAmina Yusuf;amina@example.org;1, 2, A, B")
    assert roster.rows == (AMINA,)


def test_empty_cells_at_the_end_are_no_matter() -> None:
    assert read("Name,Email,,\nAmina Yusuf,amina@example.org,,,,").rows == (AMINA,)


def test_first_and_last_name_are_put_together() -> None:
    roster = read("Surname,Email,First name\nYusuf, Amina@example.org ,Amina\n")
    assert roster.rows == (AMINA,)
    assert roster.columns == {Column.FIRST, Column.LAST, Column.EMAIL}


def test_a_whole_name_goes_before_its_parts() -> None:
    roster = read("First name,Name,Last name,Email\nA,Amina Yusuf,Y,amina@example.org")
    assert roster.rows == (AMINA,)
    assert roster.notes == ("Columns left out, as we do not know them: 'First name', 'Last name'",)


def test_unknown_columns_are_named_once_and_no_fault() -> None:
    headings = ",".join(f"Field {number}" for number in range(12))
    roster = read(f"Name,Email,,{headings}\n" + "Amina Yusuf,amina@example.org" + "," * 13)
    assert roster.rows == (AMINA,)
    assert len(roster.notes) == 1
    assert roster.notes[0].endswith("'Field 8' and 3 more")


def test_windows_1252_is_noted() -> None:
    roster = read("Name;Email\nZoë;zoe@example.org".encode("cp1252"))
    assert roster.rows[0].name == "Zoë"
    assert "Windows-1252" in roster.notes[0]


@pytest.mark.parametrize(
    ("cell", "percent"),
    [
        ("", 0),
        ("None", 0),
        ("25", 25),
        ("25 %", 25),
        ("'+100", 100),
        ("50.0", 50),
        ("50,0", 50),
        ("10 per cent", 10),
        ("Unlimited", None),
        ("no time limit", None),
        ("untimed", None),
    ],
)
def test_extra_time_is_told_in_many_ways(cell, percent) -> None:
    roster = read_one("Extra time (%)", cell)
    assert roster.faults == ()
    assert roster.rows[0].extra_time == percent


@pytest.mark.parametrize("cell", ["101", "-1", "12.5", "a lot", "²", "٣", "9" * 99, "25 25"])
def test_other_extra_time_is_a_fault(cell) -> None:
    roster = read_one("Extra time", cell)
    assert places(roster) == [(2, "Extra time")]
    assert roster.rows == ()


def test_a_site_may_allow_less_extra_time() -> None:
    data = b"Name,Email,Extra time\nA,a@example.org,50\nB,b@example.org,51"
    roster = read_roster(data, professions=(), most_extra_time=50)
    assert [row.extra_time for row in roster.rows] == [50]
    assert "0 to 50" in roster.faults[0].fix


@pytest.mark.parametrize("cell", ["other-law", "Other law", "Something else in law or advice"])
def test_a_profession_is_named_by_code_or_label(cell) -> None:
    assert read_one("Programme", cell).rows[0].profession == "other-law"


def test_professions_may_be_codes_alone() -> None:
    data = b"Name,Email,Profession\nA,a@example.org,LAW"
    assert read_roster(data, professions=["law"]).rows[0].profession == "law"


def test_an_unknown_profession_is_told_with_those_there_are() -> None:
    (fault,) = read_one("Profession", "Alchemy").faults
    assert (fault.line, fault.column, fault.text) == (2, "Profession", "Alchemy")
    assert all(label in fault.fix for label in LABELS)


@pytest.mark.parametrize(("cell", "teaches"), [("", False), ("Student", False), ("Tutor", True)])
def test_a_role_says_who_teaches(cell, teaches) -> None:
    assert read_one("Role", cell).rows[0].teaches is teaches


def test_an_unknown_role_is_a_fault() -> None:
    assert places(read_one("Role", "owner")) == [(2, "Role")]


@pytest.mark.parametrize(
    ("line", "column"),
    [
        ("Amina,", "Email"),
        ("Amina,amina", "Email"),
        ("Amina,a@example.org; b@example.org", "Email"),
        (",amina@example.org", "Name"),
        ("--,amina@example.org", "Name"),
        ("A\x1b[2J,amina@example.org", "Name"),
        ("A\u202e,amina@example.org", "Name"),
        ("A,am\x07ina@example.org", "Email"),
        (f"{'A' * (LONGEST_NAME + 1)},amina@example.org", "Name"),
        ("Amina", ""),
        ("Yusuf, Amina,amina@example.org", ""),
        ('"Amina,amina@example.org', ""),
    ],
)
def test_a_fault_has_its_line_and_column_and_hides_no_other_line(line, column) -> None:
    roster = read(f"Name,Email\nDee,dee@example.org\n\n{line}\nBen,ben@example.org")
    assert places(roster) == [(4, column)]
    assert [row.line for row in roster.rows] == [2, 5]


@pytest.mark.parametrize("column", ["Last name", "Email", "Programme", "Extra time", "Role"])
def test_control_characters_are_told_once_and_by_that_name(column) -> None:
    cells = {"First name": "A", "Last name": "B", "Email": "a@example.org", "Programme": "law"}
    cells |= {"Extra time": "25", "Role": "tutor"}
    cells[column] += "\x07"
    (fault,) = read("\n".join([",".join(cells), ",".join(cells.values())])).faults
    assert fault.column == column.replace("Programme", "Profession")
    assert "control characters" in fault.message


def test_a_line_after_a_cell_of_several_lines_has_its_number() -> None:
    roster = read('Name,Email\n"Amina\nYusuf",amina@example.org\nBen,ben')
    assert roster.rows == (AMINA,)
    assert places(roster) == [(4, "Email")]


def test_the_same_address_twice_names_both_lines() -> None:
    roster = read("Name,Email\nA,a@example.org\nB,b@example.org\nC, A@EXAMPLE.org")
    (fault,) = roster.faults
    assert (fault.line, fault.column) == (4, "Email")
    assert "Lines 2 and 4" in fault.message
    assert [row.name for row in roster.rows] == ["A", "B"]


def test_all_faults_of_a_line_are_told() -> None:
    roster = read("Email,Name,Profession,Extra time,Role\nx,,x,x,x")
    columns = {"Email", "Name", "Profession", "Extra time", "Role"}
    assert {column for _, column in places(roster)} == columns


@pytest.mark.parametrize(
    ("header", "column"),
    [
        ("Name,Year", "Email"),
        ("Email,Year", "Name"),
        ("Email,First name", "Name"),
        ("Email,Name,E-mail", "Email"),
        ("Amina,amina@example.org", ""),
        ('Email,"Name', ""),
    ],
)
def test_a_first_line_that_names_too_little_or_too_much_is_a_fault(header, column) -> None:
    roster = read(f"\n{header}\na,b,c")
    assert places(roster) == [(2, column)]
    assert roster.rows == ()


@pytest.mark.parametrize(
    "data", [b"", b"\n \n", b"\xef\xbb\xbf", b"Name,Email\n", b"PK\x03\x04", bytes(9), b"," * 2**21]
)
def test_a_file_without_people_is_a_fault_of_the_whole_file(data) -> None:
    assert places(read(data)) == [(0, "")]


@pytest.mark.parametrize("over", [0, 1])
def test_so_many_people_and_no_more(over) -> None:
    lines = [f"A,a{number}@example.org" for number in range(MOST_ROWS + over)]
    roster = read("\n".join(["Name,Email", *lines]))
    assert places(roster) == [(0, "")] * over
    assert len(roster.rows) == MOST_ROWS


def test_so_many_faults_are_told_and_the_rest_counted() -> None:
    roster = read("Name,Email\n" + "A,a\n" * (MOST_FAULTS + 7))
    assert (len(roster.faults), roster.untold) == (MOST_FAULTS, 7)


def test_what_stands_there_is_shown_short_and_safe() -> None:
    (fault,) = read(f"Name,Email\nA,{'x' * 500}\x1b[2J").faults
    assert len(fault.text) < 70
    (fault,) = read("Name,Email\nA,\x1b[2J").faults
    assert fault.text == "\ufffd[2J"


def test_a_missing_column_says_nothing_about_anybody() -> None:
    assert Column.EXTRA_TIME not in read("Name,Email\nA,a@example.org").columns
    assert Column.EXTRA_TIME in read_one("Extra time", "").columns
