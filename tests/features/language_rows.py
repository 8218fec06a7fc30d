"""The language played line by line: rows of text that say what is written, done and seen.

`lines of the reference . module . steps .`: the first paragraph of a module is its kind and keys,
`=== PATH` begins another file beside it. Steps are those of `Reader`, one a line.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from learning.content.beside import OUTCOMES as LISTED
from learning.content.beside import Beside
from learning.content.check import check_files
from tests.features.crawling import DRAWING, RANDOM
from tests.features.playing import begin, choose, hint, move, rate, reply
from tests.features.visitor import Page, Visitor

FOLDER = Path(__file__).parent / "language"
REFERENCE = Path(__file__).parents[2] / "docs" / "case-markdown.md"
LAWFUL = {"jurisdiction": "England", "law_checked": "2026-11-21"}
KEYS = {
    "case": {**LAWFUL, "needs": "[housing]", "setting": "primary"},
    "lesson": LAWFUL,
    "quiz": LAWFUL,
    "survey": {},
    "course": {},
}
OUTCOMES = b"| id | outcome |\n| --- | --- |\n| O1 | Listens. |\n"
ENDING = "\n\n> Ending (good): The end.\n"
MEDIA = (".jpg", ".png", ".mp3", ".mp4", ".vtt")


@dataclass(frozen=True)
class Row:
    """Some lines of the reference, the files that use them, and what is done and seen."""

    name: str
    lines: tuple[str, ...]
    files: Mapping[str, bytes]
    steps: tuple[str, ...]

    @property
    def path(self) -> str:
        return next(iter(self.files))

    @property
    def url(self) -> str:
        return f"/{self.path.removesuffix('.md').removesuffix('/course')}"

    @property
    def broken(self) -> bool:
        return any(step.startswith("error ") for step in self.steps)


def read_rows() -> list[Row]:
    return [row for file in sorted(FOLDER.glob("[1-8]-*.txt")) for row in _read_file(file)]


def _read_file(file: Path) -> Iterator[Row]:
    parts = file.read_text(encoding="utf-8").split("\n.\n")
    for at, (lines, module, steps) in enumerate(
        zip(parts[::3], parts[1::3], parts[2::3], strict=False), 1
    ):
        name = f"{file.stem}-{at}"
        quotes = tuple(line for line in lines.strip().splitlines() if line)
        done = tuple(line for line in steps.strip().splitlines() if line)
        yield Row(name, quotes, dict(_read_files(name, module)), done)


def _read_files(name: str, module: str) -> Iterator[tuple[str, bytes]]:
    own, *others = f"\n{module.strip()}".split("\n=== ")
    kind, _, _ = own.strip().partition("\n")
    folder = "cases" if kind == "(cases)" else f"courses/{name}"
    file = {"(cases)": name, "(course)": "course"}.get(kind, "module")
    yield f"{folder}/{file}.md", _write(own.strip()).encode()
    for other in others:
        path, _, text = other.partition("\n")
        raw = b"\xff\xd8\xff" if path.endswith(MEDIA) else _write(text.strip()).encode()
        yield f"{folder}/{path}", raw


def _write(text: str) -> str:
    """Put front matter before a text that says its kind, and an ending where a case has none."""
    text = re.sub(r"FILL (\d+)", lambda found: "so " * (int(found[1]) // 3), text)
    text = re.sub(r"DEEP (\d+)", lambda found: nest(int(found[1])), text)
    if not text.startswith("("):
        return f"{text}\n"
    head, _, body = text.partition("\n\n")
    first, *written = head.splitlines()
    kind = "case" if first == "(cases)" else first.strip("()")
    keys = {"title": "A row", "kind": kind, **KEYS[kind]}
    if first == "(cases)":
        del keys["kind"]
    for line in written:
        name, _, value = line.partition(":")
        keys[name] = value.strip()
        if value.strip() == "NONE":
            del keys[name]
    if kind == "case" and "## " not in body.replace("### ", ""):
        body = f"## Here\n\n{body}"
    if kind == "case" and "(#" not in body.replace("(#cue", "").replace("(#not", ""):
        body += "" if "> Ending" in body else ENDING
    front = "\n".join(f"{name}: {value}" for name, value in keys.items())
    return f"---\n{front}\n---\n\n{body}\n"


def nest(depth: int) -> str:
    """Give as many fences in one another."""
    return "::: for law\n" * depth + "So deep.\n" + ":::\n" * depth


def list_statements() -> list[str]:
    """Give each sentence, table row and bullet of sections 1 to 8 of the reference."""
    text = REFERENCE.read_text(encoding="utf-8")
    text = text.partition("\n## 1. Front matter")[2].partition("\n## 9. ")[0]
    text = re.sub(r"```.*?```", "", text, flags=re.DOTALL)
    found: list[str] = []
    for block in re.split(r"\n\s*\n|\n(?=[-|])", text):
        words = " ".join(block.split())
        if not re.search(r"[a-z]", words) or re.match(r"\d?\.? ?#|[A-Z1-8. ]*$|\| key", words):
            continue
        bare = words if words.startswith("|") else re.sub(r"(?<=[.?])\s+(?=[A-Z`])", "\n", words)
        found += [each for each in bare.splitlines() if not is_heading(each)]
    return found


def is_heading(statement: str) -> bool:
    heads = ("| in brackets", "| sort |", "| condition |", "## ")
    return statement.startswith(heads)


@dataclass
class Reader:
    """Does the steps of a row, each as the side that was named last."""

    row: Row
    sides: Mapping[str, Visitor]
    side: str = "health"
    at: dict[str, str] = field(default_factory=dict)

    @property
    def visitor(self) -> Visitor:
        return self.sides[self.side]

    @property
    def page(self) -> Page:
        assert self.visitor.page
        return self.visitor.page

    def do(self, step: str) -> None:
        verb, _, rest = step.partition(" ")
        if verb in self.sides:
            self.side = verb
            verb, _, rest = rest.partition(" ")
        act = getattr(self, f"do_{verb}", None)
        assert act, f"no step {step!r}"
        act(rest)

    def do_begin(self, _: str) -> None:
        begin(self.visitor, self.row.url)

    def do_cover(self, _: str) -> None:
        self.visitor.get(self.row.url)

    def do_start(self, path: str) -> None:
        """Begin another module, or be refused."""
        url, _, status = path.replace("HERE", self.row.url).partition(" STATUS ")
        self.visitor.get(url)
        self.visitor.post(f"{url}/start", status=int(status or 200))

    def do_enrol(self, _: str) -> None:
        self.visitor.post(f"{self.row.url}/enrol")

    def do_refuses(self, status: str) -> None:
        """Beginning is refused, whether or not the cover offers it."""
        self.visitor.get(self.row.url)
        self.visitor.post(f"{self.row.url}/start", status=int(status))

    def do_open(self, path: str) -> None:
        url, _, status = path.replace("HERE", self.row.url).partition(" STATUS ")
        self.visitor.get(url, int(status or 200))

    def do_see(self, words: str) -> None:
        assert words in self.page.text, self.page.text

    def do_not(self, words: str) -> None:
        """The words are nowhere on the page, not even between the lines."""
        page = DRAWING.sub("", RANDOM.sub("", f"{self.page.soup.main} {self.page.title}"))
        assert words not in page, self.page.text

    def do_html(self, words: str) -> None:
        assert words in self.page.html, self.page.html

    def do_choose(self, words: str) -> None:
        choose(self.visitor, words)

    def do_continue(self, _: str) -> None:
        move(self.visitor, "continue")

    def do_finish(self, _: str) -> None:
        move(self.visitor, "finish")

    def do_notice(self, marks: str) -> None:
        pairs = [each.partition(" = ") for each in marks.split("; ")]
        form = {"words": [words for words, _, _ in pairs], "need": [need for *_, need in pairs]}
        move(self.visitor, "notice", form)

    def do_reply(self, rest: str, status: int = 200) -> None:
        title, _, sent = rest.partition(": ")
        form: dict[str, list[str]] = {}
        for each in sent.split("; "):
            name, _, value = each.partition("=")
            form.setdefault(name, []).append(value)
        reply(self.visitor, title, form, status)

    def do_refused(self, rest: str) -> None:
        self.do_reply(rest, 422)

    def do_hint(self, title: str) -> None:
        hint(self.visitor, title)

    def do_rate(self, points: str) -> None:
        given = {f"points-{at}": each for at, each in enumerate(points.split(), 1)}
        rate(self.visitor, given)

    def do_mark(self, given: str) -> None:
        """Mark the text of the other side that waits: points, then words."""
        points = [each for each in given.split() if each.isdigit()]
        form = {f"points-{at}": each for at, each in enumerate(points, 1)}
        form["words"] = given.removeprefix(" ".join(points)).strip()
        self.visitor.get(self.visitor.get("/marking").link("Read and mark"))
        self.visitor.submit(f"{self.page.url}/mark", form)

    def do_goback(self, _: str) -> None:
        """Go back to the page before."""
        move(self.visitor, "back")

    def do_back(self, _: str) -> None:
        """Look at the page again."""
        self.visitor.get(self.page.url)

    def do_error(self, finding: str) -> None:
        """The file is refused with this finding, and so nobody gets to see it."""
        assert any(finding in each for each in list_findings(self.row)), list_findings(self.row)

    def do_warning(self, finding: str) -> None:
        self.do_error(finding)


def list_findings(row: Row) -> list[str]:
    media = {path: "0" * 64 for path in row.files if path.endswith(MEDIA)}
    shared = {path: raw for path, raw in row.files.items() if "/shared/" in path}
    modules = {p: raw for p, raw in row.files.items() if p not in media and p not in shared}
    beside = Beside({**shared, LISTED: OUTCOMES}, media)
    found = check_files(modules, beside=beside).findings
    return [f"{each.code} {each.message} {each.file}:{each.line}" for each in found]
