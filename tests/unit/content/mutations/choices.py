"""Slips in choices, consequences and conditions."""

import re
from collections.abc import Iterator

from tests.unit.content.mutations.kinds import (
    Lines,
    Mutant,
    edit,
    kind,
    misspell,
    swap,
)

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
swap("and is misspelt", r'^((?:::: if|  - only if)\b[^"]*?) and ', r"\1 adn ", "V03")
swap("not is misspelt", rf"({CONDITION})\bnot visited", r"\1nto visited", "V03")
swap("a bracket is lost in a condition", rf"({CONDITION})\)", r"\1", "V03")
swap("visited is misspelt", rf"({CONDITION})\bvisited", r"\1visted", "V03")
swap("visited names no scene", rf"({CONDITION}\bvisited )([\w-]+)", misspell, "V05")
swap("answered names no question", rf"({CONDITION}\banswered )([\w-]+)", misspell, "V05")
swap("chose in curly quotes", r'^(::: if chose )"([^"]+)"', r"\1“\2”", "F05")
swap("chose without quotes", r'^(::: if chose )"([^"]+)"', r"\1\2", "V03")
swap("chose with its last quote lost", r'^(::: if chose "[^"]+)"', r"\1", "V03")
swap("chose with other words", r'^(::: if chose "[^"]+)"', r'\1 again"', "V05")
