"""Slips in questions: options, feedback, labels."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tests.unit.content.mutations.kinds import (
    KINDS,
    Lines,
    Mutant,
    edit,
    kind,
    misspell,
    swap,
)


@dataclass(frozen=True)
class Options:
    """A question: its heading, and the lines of its options with whether each is right."""

    heading: int
    options: tuple[tuple[int, bool], ...]


def find_questions(lines: Lines) -> Iterator[Options]:
    starts = [at for at, line in enumerate(lines) if line.startswith("### Question:")]
    for start in starts:
        end = next(
            (at for at in range(start + 1, len(lines)) if lines[at].startswith("#")), len(lines)
        )
        boxes = ((at, re.match(r"- \[([ x])\] ", lines[at])) for at in range(start, end))
        yield Options(start, tuple((at, box[1] == "x") for at, box in boxes if box))


def read_quote(lines: Lines, at: int) -> int:
    """Give where the quote that starts at a line ends."""
    lead = lines[at][: lines[at].index(">") + 1]
    return next(
        n for n in range(at, len(lines) + 1) if not "".join(lines[n : n + 1]).startswith(lead)
    )


@kind
def the_only_right_box_is_empty(lines: Lines) -> Iterator[Mutant]:
    for question in find_questions(lines):
        right = [at for at, is_right in question.options if is_right]
        if len(right) == 1:
            new = lines[right[0]].replace("[x]", "[ ]", 1)
            expected = ((question.heading + 1, "Q02"),)
            yield Mutant(right[0] + 1, edit(lines, right[0], new), expected)


@kind
def a_second_box_is_ticked(lines: Lines) -> Iterator[Mutant]:
    for question in find_questions(lines):
        wrong = next((at for at, is_right in question.options if not is_right), None)
        if wrong is not None and "(choose" not in lines[question.heading]:
            new = lines[wrong].replace("[ ]", "[x]", 1)
            expected = ((question.heading + 1, "Q03"),)
            yield Mutant(wrong + 1, edit(lines, wrong, new), expected)


@kind
def an_option_stands_twice(lines: Lines) -> Iterator[Mutant]:
    for question in find_questions(lines):
        wrong = [at for at, is_right in question.options if not is_right]
        for at in wrong[:1]:
            new = edit(lines, at, lines[at], "  > No.", lines[at])
            yield Mutant(at + 1, new, ((at + 3, "Q04"),))


@kind
def feedback_on_an_option_is_not_indented(lines: Lines) -> Iterator[Mutant]:
    for question in find_questions(lines):
        for at, _ in question.options:
            if lines[at + 1].startswith("  >"):
                end = read_quote(lines, at + 1)
                new = edit(
                    lines, at + 1, *(line[2:] for line in lines[at + 1 : end]), remove=end - at - 1
                )
                yield Mutant(at + 2, new, ((at + 2, "Q06"),))


@kind
def feedback_on_a_choice_is_not_indented(lines: Lines) -> Iterator[Mutant]:
    for at, line in enumerate(lines):
        above = next((n for n in range(at, 0, -1) if lines[n].startswith("- ")), 0)
        if line.startswith("  >") and "](#" in lines[above] and not lines[at - 1].startswith("  >"):
            end = read_quote(lines, at)
            new = edit(lines, at, *(each[2:] for each in lines[at:end]), remove=end - at)
            yield Mutant(at + 1, new, ((at + 1, "Q06"),))


@kind
def feedback_on_a_choice_loses_its_marks(lines: Lines) -> Iterator[Mutant]:
    for at, line in enumerate(lines):
        above = next((n for n in range(at, 0, -1) if lines[n].startswith("- ")), 0)
        if line.startswith("  >") and "](#" in lines[above] and not lines[at - 1].startswith("  >"):
            end = read_quote(lines, at)
            bare = ("  " + each.lstrip(" >") for each in lines[at:end])
            code = "C01" if above == at - 1 else "V03"
            yield Mutant(at + 1, edit(lines, at, *bare, remove=end - at), ((at + 1, code),))


@kind
def feedback_on_a_wrong_option_loses_its_marks(lines: Lines) -> Iterator[Mutant]:
    """Its words are then part of the option; that there is no feedback is all that shows it."""
    for question in find_questions(lines):
        for at, right in question.options:
            if not right and lines[at + 1].startswith("  >"):
                end = read_quote(lines, at + 1)
                bare = ("  " + each.lstrip(" >") for each in lines[at + 1 : end])
                new = edit(lines, at + 1, *bare, remove=end - at - 1)
                # What ran on may be a second line of the option where the first is a full one.
                told = (at + 2, "Q06") if len(lines[at]) < 92 else (at + 1, "Q05")
                yield Mutant(at + 1, new, (told,))


BOX = r"^- \[[ x]\] (?=\w|“)"
swap("a box without its blank inside", r"^- \[ \] ", "- [] ", "Q10")
swap("a box without its blank behind", r"^(- \[[ x]\]) ", r"\1", "Q10")
swap("a box with another letter", r"^- \[[ x]\] ", "- [y] ", "Q10")
swap("a box with a tick", r"^- \[x\] ", "- [✓] ", "Q10")
swap("an option without its box", BOX, "- ", "Q10")


def lose_bullets(name: str, new: str) -> None:
    """Add a kind in which a quote above, or else the option above, runs on into an option."""

    def make(lines: Lines) -> Iterator[Mutant]:
        for question in find_questions(lines):
            for at, _ in question.options:
                above = lines[at - 1].lstrip()
                code = "Q06" if above.startswith(">") else "Q10"
                yield Mutant(at + 1, edit(lines, at, new + lines[at][2:]), ((at + 1, code),))

    KINDS[name] = make


lose_bullets("an option without its dash", "")
lose_bullets("an option without the blank after its dash", "-")
swap("an option with a round bullet", r"^- (?=\[[ x]\] )", "• ", "F05")
swap("an option with a no-break space", r"^- (?=\[[ x]\] )", "-\u00a0", "F05")
swap("the brackets of a question are misspelt", r"\(choose all\)$", "(chose all)", "Q01")
swap("the brackets of a question are not closed", r"\(choose all\)$", "(choose all", "Q01")
swap("a label is misspelt", r"^(> )(Why|Outcome|Source)(?=:)", misspell, "Q06")
swap("a label loses its mark", r"^> (?=(?:Why|Outcome|Source):)", "", "Q06")
swap("a label in bold", r"^> (Why|Outcome|Source):", r"> **\1:**", "Q06")


@kind
def two_labels_run_together(lines: Lines) -> Iterator[Mutant]:
    for at, line in enumerate(lines):
        if re.match(r"> (?:Outcome|Source):", line) and lines[at - 2].startswith(">"):
            yield Mutant(at, edit(lines, at - 1), ((at, "Q06"),))
