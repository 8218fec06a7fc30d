"""Slips in the front matter and in the list of a course."""

import re
from collections.abc import Iterator

from tests.unit.content.mutations.kinds import (
    Lines,
    Mutant,
    edit,
    is_case,
    kind,
    misspell,
    swap,
)


def find_front(lines: Lines) -> range:
    return range(1, lines.index("---", 1))


REQUIRED = ("title", "jurisdiction", "law_checked", "needs", "setting")


@kind
def a_required_key_is_lost(lines: Lines) -> Iterator[Mutant]:
    for at in find_front(lines):
        key = lines[at].partition(":")[0]
        if key in REQUIRED and (is_case(lines) or "kind: lesson" in lines or key == "title"):
            yield Mutant(at + 1, edit(lines, at), ((2, "F04"),))


@kind
def a_key_is_misspelt(lines: Lines) -> Iterator[Mutant]:
    for at in find_front(lines):
        found = re.match(r"()([a-z_]+)(?=:)", lines[at])
        if found and found[2] not in ("kind", "counters"):
            new = misspell(found) + lines[at][found.end() :]
            yield Mutant(at + 1, edit(lines, at, new), ((at + 1, "F03"),))


@kind
def a_counter_is_misspelt_where_it_is_declared(lines: Lines) -> Iterator[Mutant]:
    """Each use of it is then of no counter."""
    for at in find_front(lines):
        if found := re.match(r"(  )(\w+)(?=: \{)", lines[at]):
            use = re.compile(rf"\b{found[2]}(?= [<>=+-])")
            lead = re.compile(r"::: if|  - ")
            uses = (
                (n, "V01")
                for n, line in enumerate(lines, 1)
                if lead.match(line) and n > at + 1
                for _ in use.finditer(line)
            )
            new = misspell(found) + lines[at][found.end() :]
            yield Mutant(at + 1, edit(lines, at, new), tuple(uses))


@kind
def a_counter_is_not_indented(lines: Lines) -> Iterator[Mutant]:
    for at in find_front(lines):
        if re.match(r"  \w+: \{", lines[at]) and not lines[at + 1].startswith(" "):
            yield Mutant(at + 1, edit(lines, at, lines[at][2:]), ((at + 1, "F03"),))


@kind
def a_line_of_the_front_matter_is_indented_by_one_too_many(lines: Lines) -> Iterator[Mutant]:
    for at in find_front(lines):
        if re.match(r"  \w+: \{", lines[at]) and lines[at - 1].startswith(" "):
            yield Mutant(at + 1, edit(lines, at, " " + lines[at]), ((at + 1, "F03"),))


@kind
def the_front_matter_is_not_closed(lines: Lines) -> Iterator[Mutant]:
    yield Mutant(1, edit(lines, lines.index("---", 1)), ((1, "F03"),))


@kind
def the_front_matter_is_not_opened(lines: Lines) -> Iterator[Mutant]:
    yield Mutant(1, edit(lines, 0), ((1, "F03"),))


@kind
def a_blank_line_comes_first(lines: Lines) -> Iterator[Mutant]:
    yield Mutant(1, ("", *lines), ((1, "F02"),))


@kind
def a_byte_order_mark_comes_first(lines: Lines) -> Iterator[Mutant]:
    yield Mutant(1, ("\ufeff" + lines[0], *lines[1:]), ((1, "F02"),))


swap("a date as people write it", r"^(law_checked: ).*", r"\g<1>21 November 2026", "F03")
swap("a setting is misspelt", r"^(setting: )(\w+)", misspell, "F03")
swap("a need of the case is misspelt", r"^(needs: \[|needs: .*, )([a-z]+)", misspell, "F03")
swap("needs without their brackets", r"^needs: \[(.*,.*)\]", r"needs: \1", "F03")
swap("needs without their last bracket", r"^(needs: \[.*)\]", r"\1", "F03")
swap("a title with a colon", r"^(title: \w+)", r"\1: part one", "F03")
swap("a quote not closed in the front matter", r'^(  \w+: \{.*label: "[^"]+)"', r"\1", "F03")
swap("a tab in the front matter", r"^  (?=\w+: \{)", "\t", "F03")
swap("the start is misspelt", r"^(start: )([\w-]+)", misspell, "S06")
swap("minutes in words", r"^(minutes: ).*", r"\1half an hour", "F03")


swap("a bullet of a module is misspelt", r"^(   - )(pass|optional|shared)", misspell, "F03")
swap("a bullet of a module is not indented", r"^   (?=- )", "", "F03")
swap("a module is no link", r"^(\d\. )\[([^\]]+)\]\([^)]+\)", r"\1\2", "F03")
swap("a pass mark over a hundred", r"pass mark \d+%", "pass mark 160%", "F03")
swap("the modules are misspelt", r"^## Modules", "## Moduls", "F03")


@kind
def a_module_has_two_digits_and_its_bullets_are_not_moved(lines: Lines) -> Iterator[Mutant]:
    for at, line in enumerate(lines):
        if re.match(r"\d\. \[", line) and lines[at + 1].startswith("   - "):
            yield Mutant(at + 1, edit(lines, at, f"1{line}"), ((at + 2, "F03"),))
