"""Whatever points to a person is declared: what for, how long, and how that person gets it."""

import re
from collections.abc import Mapping, Sequence

import pytest
from sqlalchemy import Column, ForeignKey, MetaData, Table, Text

from learning.storage.cohort_schema import Base
from learning.storage.held import Holding
from learning.storage.holdings import ABOUT_NOBODY, HOLDINGS

# Names of columns that may hold who somebody is, or where.
PERSONAL = re.compile(
    r"(^|_)(person|people|user|owner|author|name|email|mail|phone|ip|address|account|who|by"
    r"|subject|birth|agent)(_|$)"
)
OF_A_PERSON = {"person", "attempt"}


def undeclared(
    tables: Sequence[Table], holdings: Sequence[Holding], nobody: Mapping[Table, str]
) -> list[str]:
    """Name each table and column that nobody has declared, or that is declared wrongly."""
    declared = {each.table.__table__: each for each in holdings}
    found = []
    for table in tables:
        if table in nobody:
            found += [f"{table.name}.{name} is personal" for name in personal_columns(table)]
        elif table in declared:
            found += column_faults(declared[table], table)
        else:
            found.append(table.name)
    return found


def personal_columns(table: Table) -> list[str]:
    return [each.name for each in table.columns if leads_to_a_person(each) or is_named_so(each)]


def leads_to_a_person(column: Column[object]) -> bool:
    return any(each.target_fullname.split(".")[0] in OF_A_PERSON for each in column.foreign_keys)


def is_named_so(column: Column[object]) -> bool:
    return bool(PERSONAL.search(column.name))


def column_faults(holding: Holding, table: Table) -> list[str]:
    columns = {each.name for each in table.columns}
    given, withheld = set(holding.given), set(holding.withheld)
    faults = [f"{table.name}.{each}" for each in sorted(columns - given - withheld)]
    faults += [f"{table.name}.{each} is gone" for each in sorted((given | withheld) - columns)]
    return faults + [f"{table.name}.{each} twice" for each in sorted(given & withheld)]


def of_schema() -> tuple[list[Table], dict[Table, str]]:
    nobody = {each.__table__: reason for each, reason in ABOUT_NOBODY.items()}
    return list(Base.metadata.sorted_tables), nobody


def test_every_table_and_column_is_declared() -> None:
    tables, nobody = of_schema()
    assert undeclared(tables, HOLDINGS, nobody) == []


@pytest.mark.parametrize("holding", HOLDINGS, ids=lambda each: each.name)
def test_each_says_why_how_long_and_what_is_left_out(holding: Holding) -> None:
    said = (holding.title, holding.purpose, holding.basis, holding.kept, *holding.withheld.values())
    assert all(len(each) > 5 for each in said)
    assert len(set(holding.given.values())) == len(holding.given)
    assert holding.texts <= set(holding.given)


def test_names_are_told_apart() -> None:
    assert len({each.name for each in HOLDINGS}) == len(HOLDINGS)


@pytest.mark.parametrize(
    "column",
    [
        Column("person_id", Text, ForeignKey("person.id")),
        Column("of", Text, ForeignKey("attempt.id")),
        Column("email", Text),
        Column("made_by", Text),
        Column("ip_address", Text),
    ],
    ids=lambda each: each.name,
)
def test_a_column_that_points_to_a_person_is_found(column: Column[object]) -> None:
    table = Table("strange", MetaData(), column._copy(), Column("id", Text))
    assert undeclared([table], HOLDINGS, {}) == ["strange"]
    assert undeclared([table], HOLDINGS, {table: "nothing of anybody"}) == [
        f"strange.{column.name} is personal"
    ]


def test_a_new_column_of_a_known_table_is_found() -> None:
    table = Table("grown", MetaData(), *[each._copy() for each in HOLDINGS[0].table.__table__.c])
    table.append_column(Column("height", Text))
    assert column_faults(HOLDINGS[0], table) == ["grown.height"]
