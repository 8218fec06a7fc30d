"""Slips in headings, fences and endings."""

import re
from collections.abc import Iterator

from tests.unit.content.mutations.kinds import (
    Lines,
    Mutant,
    edit,
    find_scenes,
    find_uses,
    is_case,
    kind,
    misspell,
    name_scene,
    shift,
    swap,
)


@kind
def a_scene_is_renamed(lines: Lines) -> Iterator[Mutant]:
    """Each link to it is wrong, and has to be looked at: as many findings as links."""
    for at, _ in find_scenes(lines):
        if uses := find_uses(lines, name_scene(lines[at])):
            yield Mutant(at + 1, edit(lines, at, lines[at] + " again"), uses)


@kind
def the_heading_of_a_scene_is_lost(lines: Lines) -> Iterator[Mutant]:
    for at, _ in find_scenes(lines)[1:]:
        if uses := find_uses(lines, name_scene(lines[at])):
            yield Mutant(at + 1, edit(lines, at, remove=2), shift(uses, at, -2))


@kind
def the_heading_of_a_scene_has_three_marks(lines: Lines) -> Iterator[Mutant]:
    for at, _ in find_scenes(lines)[1:]:
        if uses := find_uses(lines, name_scene(lines[at])):
            yield Mutant(at + 1, edit(lines, at, "#" + lines[at]), uses)


@kind
def a_heading_stands_twice(lines: Lines) -> Iterator[Mutant]:
    for at, end in find_scenes(lines):
        text = "> Ending (good): Again." if is_case(lines) else "Again."
        new = edit(lines, end, lines[at], "", text, "", remove=0)
        yield Mutant(end + 1, new, ((end + 1, "S01"),))


@kind
def a_prompt_has_two_marks(lines: Lines) -> Iterator[Mutant]:
    """The scene above ends before its choices."""
    for start, end in find_scenes(lines) if is_case(lines) else ():
        for at in range(start, end):
            fenced = lines[at - 1].startswith(":::")
            if re.match(r"### (?!Question|Plan)", lines[at]) and not fenced:
                yield Mutant(at + 1, edit(lines, at, lines[at][1:]), ((start + 1, "S04"),))


swap("a question has two marks", r"^### Question:", "## Question:", "Q01")
swap("a question without its colon", r"^(### Question):", r"\1", "Q01")
swap("a question is misspelt", r"^### Question:", "### Qestion:", "Q01")
swap("a heading without its blank", r"^(#{2,3}) (?=\w)", r"\1", "S01")
swap("a heading with a no-break space", r"^(#{2,3}) (?=\w)", "\\1\u00a0", "F05")


@kind
def a_question_stands_twice(lines: Lines) -> Iterator[Mutant]:
    for at, line in enumerate(lines):
        if line.startswith("### Question:") and not line.endswith(")"):
            new = edit(lines, at, line, "", "- [x] Yes", "", remove=0)
            yield Mutant(at + 1, new, ((at + 5, "S01"),))


def find_fences(lines: Lines) -> Iterator[tuple[int, int | None, int]]:
    """Give where each fence opens, turns to `otherwise`, and closes."""
    opened: list[list[int | None]] = []
    for at, line in enumerate(lines):
        if line.startswith("::: otherwise"):
            opened[-1][1] = at
        elif line.startswith("::: "):
            opened.append([at, None])
        elif line == ":::":
            start, turn = opened.pop()
            assert start is not None
            yield start, turn, at


def find_outermost(lines: Lines, fence: int) -> int:
    """Give where the outermost fence opens that a fence stands in."""
    fences = list(find_fences(lines))
    (end,) = (close for start, _, close in fences if start == fence)
    return min(start for start, _, close in fences if start <= fence and close >= end)


@kind
def a_fence_loses_its_end(lines: Lines) -> Iterator[Mutant]:
    """The end of the fence around it closes it; what stays open is the outermost."""
    for start, _, end in find_fences(lines):
        outer = find_outermost(lines, start)
        yield Mutant(end + 1, edit(lines, end), ((outer + 1, "B01"),))


@kind
def a_fence_loses_its_beginning(lines: Lines) -> Iterator[Mutant]:
    """With an `otherwise` it is that line which is stray first."""
    for start, turn, end in find_fences(lines):
        if find_outermost(lines, start) == start:
            yield Mutant(start + 1, edit(lines, start), (((turn or end), "B02"),))


swap("a fence begins with two colons", r"^:::(?= \w)", "::", "B03")
swap("a fence ends with two colons", r"^:::$", "::", "B03")
swap("a fence has blanks between its colons", r"^:::(?= \w)", ": : :", "B03")
swap("a fence has colons of another alphabet", r"^:::(?= \w)", "：：：", "B03")
swap("a fence is indented as code", r"^:::(?= for)", "    :::", "B02")
swap("a fence has its words run on", r"^::: (?=for)", ":::", None)
swap("for is misspelt", r"^::: for\b", "::: fro", "B03")
swap("if is misspelt", r"^::: if\b", "::: fi", "B03")
swap("otherwise is misspelt", r"^::: otherwise", "::: otherwize", "B03")
swap("otherwise is written else", r"^::: otherwise", "::: else", "B03")
swap("a fence ends with a word", r"^:::$", "::: end", "B03")
swap("a role is misspelt", r"^(::: for )(\w+)", misspell, "B04")
swap("a role that is not in the case", r"^::: for \w+", "::: for nurses", "B04")


swap("an ending with a misspelt grade", r"^(> Ending \()(good|mixed|poor)", misspell, "S04")
swap("an ending is misspelt", r"^> Ending", "> Endng", "S04")
swap("an ending without a grade", r"^> Ending \(\w+\)", "> Ending", "S04")
swap("an ending without its bracket", r"^(> Ending \(\w+)\)", r"\1", "S04")
swap("an ending without its quote", r"^> (?=Ending)", "", "S04")
swap("an ending in bold", r"^> (Ending \(\w+\):)", r"> **\1**", "S04")


@kind
def an_ending_is_lost(lines: Lines) -> Iterator[Mutant]:
    for start, end in find_scenes(lines):
        endings = [at for at in range(start, end) if lines[at].startswith("> Ending")]
        choices = [at for at in range(start, end) if re.match(r"- \[[^\]]+\]\(#", lines[at])]
        if len(endings) == 1 and not choices:
            last = next(at for at in range(endings[0], end) if not lines[at].startswith(">"))
            new = edit(lines, endings[0], remove=last - endings[0])
            yield Mutant(endings[0] + 1, new, ((start + 1, "S04"),))
