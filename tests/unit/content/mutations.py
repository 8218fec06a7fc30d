"""Slips as real authors make them, each at every place of a file where it can be made.

A kind takes the lines of a sound file and gives mutants: the broken lines, and every finding that
is to be expected, as its line and code. No other finding may come of it.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from learning.content.slugs import make_slug

Lines = list[str]
Expected = tuple[tuple[int, str], ...]


@dataclass(frozen=True)
class Mutant:
    """A broken file, where it was broken (from 1), and what is to be said of it."""

    line: int
    lines: tuple[str, ...]
    expected: Expected


Kind = Callable[[Lines], Iterator[Mutant]]
KINDS: dict[str, Kind] = {}


def kind(make: Kind) -> Kind:
    KINDS[make.__name__.replace("_", " ")] = make
    return make


def edit(lines: Lines, at: int, *new: str, remove: int = 1) -> tuple[str, ...]:
    """Put new lines in the place of some, from an index on."""
    return (*lines[:at], *new, *lines[at + remove :])


def swap(
    name: str, pattern: str, new: str | Callable[[re.Match[str]], str], code: str | None
) -> None:
    """Add a kind that changes what a pattern finds on one line, and gives one finding there."""

    def make(lines: Lines) -> Iterator[Mutant]:
        for at, line in enumerate(lines):
            for found in re.finditer(pattern, line):
                text = found.expand(new) if isinstance(new, str) else new(found)
                changed = line[: found.start()] + text + line[found.end() :]
                expected = ((at + 1, code),) if code else ()
                yield Mutant(at + 1, edit(lines, at, changed), expected)

    KINDS[name] = make


def begin_link(lines: Lines, at: int, column: int) -> int:
    """Give the line (from 1) on which the link starts whose address is at a place."""
    while "[" not in lines[at][:column] or lines[at].rfind("[", 0, column) < lines[at].rfind(
        ")", 0, column
    ):
        at, column = at - 1, len(lines[at - 1])
    return at + 1


def swap_link(name: str, pattern: str, new: str | Callable[[re.Match[str]], str]) -> None:
    """Add a kind that changes the address of a cue or lure, which is said where its link starts."""

    def make(lines: Lines) -> Iterator[Mutant]:
        for at, line in enumerate(lines):
            for found in re.finditer(pattern, line):
                text = found.expand(new) if isinstance(new, str) else new(found)
                changed = line[: found.start()] + text + line[found.end() :]
                start = begin_link(lines, at, found.start())
                yield Mutant(at + 1, edit(lines, at, changed), ((start, "Q13"),))

    KINDS[name] = make


def misspell(found: re.Match[str]) -> str:
    """Let the second and third letter of a word change places, or lose its last."""
    lead, word = found[1], found[2]
    turned = word[0] + word[2] + word[1] + word[3:] if len(word) > 3 else word[:-1]
    return lead + (turned if turned != word else word[:-1])


def find_scenes(lines: Lines) -> list[tuple[int, int]]:
    """Give where each scene starts and ends."""
    starts = [at for at, line in enumerate(lines) if line.startswith("## ")]
    notes = next((at for at, line in enumerate(lines) if line.startswith("[^")), len(lines))
    return list(zip(starts, [*starts[1:], notes], strict=True))


def is_case(lines: Lines) -> bool:
    return "kind: case" in lines


def name_scene(line: str) -> str:
    return make_slug(line.removeprefix("## "))


def find_uses(lines: Lines, scene: str) -> Expected:
    """Say what is found where a scene is named that is no longer there."""
    said = [(at, "S02") for at, line in enumerate(lines, 1) if f"(#{scene})" in line]
    asked = re.compile(rf"visited {re.escape(scene)}(?![\w-])")
    said += [(at, "V05") for at, line in enumerate(lines, 1) for _ in asked.finditer(line)]
    return (*said, *((at, "S06") for at, line in enumerate(lines, 1) if line == f"start: {scene}"))


def shift(expected: Expected, after: int, by: int) -> Expected:
    return tuple((line + by * (line > after), code) for line, code in expected)


# Headings


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
            if re.match(r"### (?!Question)", lines[at]):
                yield Mutant(at + 1, edit(lines, at, lines[at][1:]), ((start + 1, "S04"),))


swap("a question has two marks", r"^### Question:", "## Question:", "Q01")
swap("a question without its colon", r"^(### Question):", r"\1", "Q01")
swap("a question is misspelt", r"^### Question:", "### Qestion:", "Q01")
swap("a heading without its blank", r"^(#{2,3}) (?=\w)", r"\1", "S01")
swap("a heading with a no-break space", r"^(#{2,3}) (?=\w)", "\\1\u00a0", "F05")


@kind
def a_question_stands_twice(lines: Lines) -> Iterator[Mutant]:
    for at, line in enumerate(lines):
        if line.startswith("### Question:"):
            new = edit(lines, at, line, "", "- [x] Yes", "", remove=0)
            yield Mutant(at + 1, new, ((at + 5, "S01"),))


# Fences


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
swap("a fence is indented as code", r"^:::(?= (?:for|if))", "    :::", "B02")
swap("a fence has its words run on", r"^::: (?=for)", ":::", None)
swap("for is misspelt", r"^::: for\b", "::: fro", "B03")
swap("if is misspelt", r"^::: if\b", "::: fi", "B03")
swap("otherwise is misspelt", r"^::: otherwise", "::: otherwize", "B03")
swap("otherwise is written else", r"^::: otherwise", "::: else", "B03")
swap("a fence ends with a word", r"^:::$", "::: end", "B03")
swap("a role is misspelt", r"^(::: for )(\w+)", misspell, "B04")
swap("a role that is not in the case", r"^::: for \w+", "::: for nurses", "B04")


# Choices, consequences, conditions

swap("a link leads to a misspelt scene", r"(\(#)((?!cue-|not-a-cue)[a-z-]{4,})", misspell, "S02")
swap(
    "a link leads to a scene with a capital",
    r"^(- \[[^\]]+\]\(#)(\w)",
    lambda m: m[1] + m[2].upper(),
    "S02",
)
swap("a link without its hash", r"^(- \[[^\]]+\]\()#", r"\1", "S02")
swap("a link with a blank before its address", r"^(- \[[^\]]+\])\(#", r"\1 (#", "S02")
swap("a choice without its last bracket", r"^(- \[[^\]]+\]\(#[\w-]+)\)", r"\1", "S02")
swap("a choice without its square bracket", r"^(- \[[^\]]+)\](?=\(#)", r"\1", "C01")
swap("a choice without its dash", r"^- (?=\[[^\]]+\]\(#)", "", "C01")
swap("a choice without the blank after its dash", r"^- (?=\[[^\]]+\]\(#)", "-", "C01")
swap("a choice with words after it", r"^(- \[[^\]]+\]\(#[\w-]+\))", r"\1 and wait", "C01")
swap("a choice with a long dash", r"^- (?=\[[^\]]+\]\(#)", "– ", "F05")
swap("a choice with a round bullet", r"^- (?=\[[^\]]+\]\(#)", "• ", "F05")
swap("a choice with a no-break space", r"^- (?=\[[^\]]+\]\(#)", "-\u00a0", "F05")
swap("a choice becomes a plain item", r"^- \[([^\]]+)\]\(#[\w-]+\)", r"- \1", "C01")


@kind
def a_choice_stands_twice(lines: Lines) -> Iterator[Mutant]:
    for at, line in enumerate(lines):
        if re.match(r"- \[[^\]]+\]\(#", line):
            yield Mutant(at + 1, edit(lines, at, line, line), ((at + 2, "C05"),))


CONDITION = r"(?:^::: if|^  - only if)\b.*?"
swap(
    "a counter is misspelt in a consequence",
    r"(^  - |^  - \w+ [+-]\d+, )(\w+)(?= [+=-]\d)",
    misspell,
    "V01",
)
swap(
    "a counter is misspelt in a condition",
    rf"({CONDITION})\b(trust|time|health|money|pain)(?= [<>=])",
    misspell,
    "V01",
)
swap("a consequence in words", r"^(  - )\w+ \+(\d).*", r"\1add \2 to trust", "V03")
swap("a consequence without its sign", r"(^  - \w+) [+-](?=\d)", r"\1 ", "V03")
swap("a consequence with two signs", r"(^  - \w+) \+(?=\d)", r"\1 += ", "V03")
swap("a consequence with a real minus", r"(^  - \w+ )-(?=\d)", r"\1−", "F05")
swap("a consequence that is not indented", r"^  (?=- \w+ [+-]\d)", "", "C01")
swap("a consequence indented by a tab", r"^  (?=- \w+ [+-]\d)", "\t", None)
swap("a consequence indented by no-break spaces", r"^  (?=- \w+ [+-]\d)", "\u00a0\u00a0", "F05")
swap("a consequence without its dash", r"^  - (?=\w+ [+-]\d)", "  ", "C01")
swap("a condition that is not indented", r"^  (?=- only if)", "", "C01")
swap("only if in one word", r"^  - only if", "  - onlyif", "V03")
swap("only if without only", r"^  - only if", "  - if", "V03")
swap(
    "otherwise greyed is misspelt", r", otherwise shown greyed$", ", otherwise shown grayed", "V03"
)
swap("a comparison turned round", rf"({CONDITION}) >= ", r"\1 => ", "V03")
swap("a comparison in words", rf"({CONDITION}) >= ", r"\1 is at least ", "V03")
swap("a comparison in one sign", rf"({CONDITION}) >= ", r"\1 ≥ ", "F05")
swap("a comparison without its number", rf"({CONDITION} [<>]=) \d+", r"\1", "V03")
swap("and is misspelt", rf"({CONDITION}) and ", r"\1 adn ", "V03")
swap("not is misspelt", rf"({CONDITION})\bnot visited", r"\1nto visited", "V03")
swap("a bracket is lost in a condition", rf"({CONDITION})\)", r"\1", "V03")
swap("visited is misspelt", rf"({CONDITION})\bvisited", r"\1visted", "V03")
swap("visited names no scene", rf"({CONDITION}\bvisited )([\w-]+)", misspell, "V05")
swap("answered names no question", rf"({CONDITION}\banswered )([\w-]+)", misspell, "V05")
swap("chose in curly quotes", r'^(::: if chose )"([^"]+)"', r"\1“\2”", "F05")
swap("chose without quotes", r'^(::: if chose )"([^"]+)"', r"\1\2", "V03")
swap("chose with its last quote lost", r'^(::: if chose "[^"]+)"', r"\1", "V03")
swap("chose with other words", r'^(::: if chose "[^"]+)"', r'\1 again"', "V05")


# Endings

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


# Questions


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
                yield Mutant(at + 1, new, ((at + 1, "Q05"),))


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


# Cues, links, footnotes

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


# Tables, HTML


@kind
def a_table_loses_its_line_of_dashes(lines: Lines) -> Iterator[Mutant]:
    for at, line in enumerate(lines):
        if re.fullmatch(r"\|(?: -+:? \|)+", line):
            yield Mutant(at + 1, edit(lines, at), ((at, "F06"),))


swap("a cell too many", r"^(\| \w.*\|)$", r"\1 more |", "F07")
swap("a word in HTML", r"^(The|She|He|You) (\w+)", r"\1 <b>\2</b>", "F06")
swap("a comment in HTML", r"^(The|She|He|You) ", r"\1 <!-- to do --> ", "F06")


# Front matter


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


# Courses

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


# What does no harm

swap("a blank at the end of a line", r"(?<=\w)$", " ", None)
swap("two options with blanks between", r"^(?=- \[[ x]\] )", "", None)
