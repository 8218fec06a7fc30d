"""Slips in cues, links, footnotes, tables and HTML, and what does no harm."""

import re
from collections.abc import Iterator

from tests.unit.content.mutations.kinds import (
    Lines,
    Mutant,
    edit,
    kind,
    misspell,
    shift,
    swap,
    swap_link,
)

swap_link("a need is misspelt", r"(\(#cue-)([a-z-]+)", misspell)
swap_link("a cue with a capital", r"\(#cue-", "(#Cue-")
swap_link("a cue without its need", r"\(#cue-[a-z-]+", "(#cue")
swap("a cue without its last quote", r'(#(?:cue-|not-a-)[^"]+"[^"]+)"\)', r"\1)", "Q13")
swap("a cue without its last bracket", r'(#(?:cue-|not-a-)[^"]+"[^"]+")\)', r"\1", "Q13")
swap("a cue with quotes in its reason", r'(#(?:cue-|not-a-)[^"]+"[^"]+)"\)', r'\1 "so" ")', "Q13")
swap_link("a lure is misspelt", r"#not-a-cue", "#not-cue")
swap(
    "a link to a file that is not there",
    r"(\]\((?:\.\./)*)([a-z-]+/)?(?=[\w-]+\.md)",
    r"\1\2no-",
    "S02",
)
swap("a link without its ending .md", r"(\]\([\w./-]+)\.md\)", r"\1)", "S02")


@kind
def a_footnote_is_misspelt_in_the_text(lines: Lines) -> Iterator[Mutant]:
    for at, line in enumerate(lines):
        for found in re.finditer(r"\[\^([a-z-]{3,})\](?!:)", line):
            changed = line[: found.start()] + f"[^{found[1][:-1]}]" + line[found.end() :]
            yield Mutant(at + 1, edit(lines, at, changed), ((at + 1, "N02"),))


@kind
def a_footnote_is_misspelt_where_it_is_defined(lines: Lines) -> Iterator[Mutant]:
    """Each mention of it is then without a text."""
    for at, line in enumerate(lines):
        if found := re.match(r"\[\^([a-z-]{3,})\]:", line):
            mark = f"[^{found[1]}]"
            uses = (
                (n, "N02")
                for n, each in enumerate(lines, 1)
                if n != at + 1
                for _ in range(each.count(mark))
            )
            yield Mutant(at + 1, edit(lines, at, line.replace("]:", "s]:", 1)), tuple(uses))


@kind
def a_footnote_is_lost(lines: Lines) -> Iterator[Mutant]:
    for at, line in enumerate(lines):
        if found := re.match(r"\[\^([a-z-]{3,})\]:", line):
            mark = f"[^{found[1]}]"
            uses = (
                (n, "N02")
                for n, each in enumerate(lines, 1)
                if n != at + 1
                for _ in range(each.count(mark))
            )
            yield Mutant(at + 1, edit(lines, at), shift(tuple(uses), at, -1))


def blame_table(lines: Lines, dashes: int) -> tuple[int, str]:
    """A question misses its table; a rubric or any other table is told of by itself."""
    heading = next(at for at in range(dashes, -1, -1) if lines[at].startswith("#"))
    if not re.match("### (?:Question|Plan):", lines[heading]):
        return dashes, "F06"
    rubric = lines[dashes - 1].startswith("| Points |")
    return (dashes if rubric else heading + 1), "Q01"


@kind
def a_table_loses_its_line_of_dashes(lines: Lines) -> Iterator[Mutant]:
    for at, line in enumerate(lines):
        if re.fullmatch(r"\|(?: -+:? \|)+", line):
            yield Mutant(at + 1, edit(lines, at), (blame_table(lines, at),))


@kind
def a_row_has_a_cell_too_many(lines: Lines) -> Iterator[Mutant]:
    for at, line in enumerate(lines):
        if line.startswith("| ") and "---" not in line and lines[at - 1].startswith("|"):
            yield Mutant(at + 1, edit(lines, at, line + " more |"), ((at + 1, "F07"),))


swap("a word in HTML", r"^(The|She|He|You) (\w+)", r"\1 <b>\2</b>", "F06")
swap("a comment in HTML", r"^(The|She|He|You) ", r"\1 <!-- to do --> ", "F06")


swap("a blank at the end of a line", r"(?<=\w)$", " ", None)
swap("two options with blanks between", r"^(?=- \[[ x]\] )", "", None)
