"""The editor's pages in words: one file with its findings, and what clashes with another's save."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from posixpath import basename, dirname, relpath

from learning.content.differences import Row, compare_lines
from learning.content.slugs import make_slug
from learning.content.snippets import SNIPPETS, Snippet
from learning.content.threeway import Clash, Side, Taken
from learning.model.finding import Finding, Severity
from learning.model.names import Need
from learning.operations.studio import DraftView, WorkView
from learning.operations.studio_paths import is_module
from learning.operations.studio_saving import Clashing, Savers
from learning.web.forms.studio import MOST_PICKS
from learning.web.pages.words import join_words, say_count

SHOWN_LINE = 120
_SCENE = re.compile(r"^## +(.+?)[ #]*$", re.MULTILINE)
_QUESTION = re.compile(r"^### +(?:Question|Plan): *(.+?)(?: *\([^()]*\))?[ #]*$", re.MULTILINE)
MINE = "What you wrote here"
PICKS = (
    ("theirs", "What was saved meanwhile", None),
    ("mine", MINE, None),
    ("both", "Both, what was saved first", None),
    ("own", "Words of your own", "Write them below"),
)


@dataclass(frozen=True, slots=True)
class FindingRow:
    """One finding: its line (0 where it is of another file), where, what, and how to mend it."""

    line: int
    place: str
    tone: str
    tag: str
    code: str
    words: str
    fix: str
    shown: str


@dataclass(frozen=True, slots=True)
class MediumRow:
    """A picture, sound or video, and what to paste so that the file shows it."""

    name: str
    paste: str


@dataclass(frozen=True, slots=True)
class EditPage:
    """One file in the editor. `checked` is None before it was checked on this page."""

    path: str
    name: str
    title: str
    prefix: str
    work_title: str
    text: str
    no: int
    request_id: str
    is_module: bool
    files: tuple[tuple[str, str, bool], ...]
    media: tuple[MediumRow, ...]
    snippets: tuple[Snippet, ...]
    names: tuple[tuple[str, str], ...]
    findings: tuple[FindingRow, ...] | None
    found: str
    error: str = ""


@dataclass(frozen=True, slots=True)
class ClashRow:
    """Lines that both changed, side by side, and what they were before."""

    number: int
    heading: str
    before: str
    rows: tuple[Row, ...]
    own: str


@dataclass(frozen=True, slots=True)
class ClashPage:
    """What clashes; the text that was to be saved goes along with it."""

    path: str
    name: str
    prefix: str
    heading: str
    by: str
    theirs: str
    mine: str
    told: str
    clashes: tuple[ClashRow, ...]
    picks: tuple[tuple[str, str, str | None], ...]
    more: str
    text: str
    base: int
    no: int
    request_id: str


def make_edit(
    work: WorkView,
    draft: DraftView,
    *,
    request_id: str,
    findings: Sequence[Finding] | None = None,
) -> EditPage:
    """Show a file as it is stored, with the findings if it was checked."""
    rows = None if findings is None else tuple(_row(each, draft) for each in findings)
    return EditPage(
        path=draft.path,
        name=basename(draft.path),
        title=draft.title,
        prefix=draft.prefix,
        work_title=work.title,
        text=draft.text,
        no=draft.no,
        request_id=request_id,
        is_module=is_module(draft.path),
        files=tuple(
            (each.path, basename(each.path), each.path == draft.path)
            for each in work.files
            if each.text is not None
        ),
        media=tuple(
            MediumRow(basename(each.path), paste_medium(draft.path, each.path))
            for each in work.files
            if each.text is None and not each.path.endswith(".vtt")
        ),
        snippets=SNIPPETS,
        names=_list_names(draft.text),
        findings=rows,
        found="" if findings is None else say_found(findings),
    )


def _list_names(text: str) -> tuple[tuple[str, str], ...]:
    """List what links and conditions may name: the ids of scenes and questions, and the needs.

    Read line by line, so that a draft with faults has names too.
    """
    scenes = [make_slug(found) for found in _SCENE.findall(text)]
    questions = [make_slug(found) for found in _QUESTION.findall(text)]
    rows = (("Scenes", scenes), ("Questions", questions), ("Needs", [*map(str, Need)]))
    return tuple((name, ", ".join(ids)) for name, ids in rows if ids)


def say_found(findings: Sequence[Finding]) -> str:
    """Sum up findings.

    >>> say_found(())
    'Nothing to mend.'
    """
    errors = sum(each.severity is Severity.ERROR for each in findings)
    return say_counts(errors, len(findings) - errors)


def say_counts(errors: int, warnings: int) -> str:
    """Say how many findings there are.

    >>> say_counts(1, 2), say_counts(0, 1)
    ('1 error and 2 warnings.', '1 warning.')
    """
    counts = ((errors, "error"), (warnings, "warning"))
    words = [say_count(count, word) for count, word in counts if count]
    return f"{' and '.join(words)}." if words else "Nothing to mend."


def paste_medium(path: str, medium: str) -> str:
    """Give what to write in a file so that it shows a medium.

    What it shows is left out, so that the checker asks for it (M02): any words would pass for it.

    >>> paste_medium("cases/damp.md", "cases/damp/img/wall.jpg")
    '![](damp/img/wall.jpg)'
    """
    return f"![]({relpath(medium, dirname(path))})"


def _row(finding: Finding, draft: DraftView) -> FindingRow:
    own = finding.file == draft.path
    lines = draft.text.split("\n")
    shown = lines[finding.line - 1].strip() if own and finding.line <= len(lines) else ""
    is_error = finding.severity is Severity.ERROR
    return FindingRow(
        line=finding.line if own else 0,
        place=f"Line {finding.line}" if own else f"{finding.file}, line {finding.line}",
        tone="bad" if is_error else "warn",
        tag="Error" if is_error else "Warning",
        code=finding.code,
        words=finding.message[:1].upper() + finding.message[1:],
        fix=finding.fix,
        shown=shown[:SHOWN_LINE],
    )


def make_clash(path: str, prefix: str, clash: Clashing, *, request_id: str) -> ClashPage:
    """Show what clashes, each clash with its lines side by side."""
    clashes = clash.merged.clashes
    shown = clashes[:MOST_PICKS]
    left = len(clashes) - len(shown)
    return ClashPage(
        path=path,
        name=basename(path),
        prefix=prefix,
        heading=_say_clash(clash.by),
        by=say_savers(clash.by),
        theirs=_say_theirs(clash.by),
        mine=MINE,
        told=_say_joined(clash),
        clashes=tuple(_show_clash(number, each) for number, each in enumerate(shown)),
        picks=PICKS,
        more=f"{say_count(left, 'more place')}: there both are kept, theirs first." if left else "",
        text=clash.mine,
        base=clash.base,
        no=clash.no,
        request_id=request_id,
    )


def _say_joined(clash: Clashing) -> str:
    parts = [each for each in clash.merged.parts if isinstance(each, Taken)]
    theirs = sum(each.by is Side.THEIRS for each in parts)
    mine = sum(each.by is Side.MINE for each in parts)
    if not theirs and not mine:
        return ""
    told = f"{say_count(theirs, 'change')} saved meanwhile and {mine} made here"
    return f"Besides, {told} fit together."


def say_savers(by: Savers, did: str = "saved") -> str:
    """Say who saved while somebody was writing.

    >>> say_savers(Savers(("Ruth Okoro",))), say_savers(Savers(own=True))
    ('Ruth Okoro saved', 'You saved in another tab')
    >>> say_savers(Savers(("Ruth Okoro",), own=True))
    'Ruth Okoro saved, and you saved in another tab'
    """
    others = f"{join_words(by.others)} {did}" if by.others else ""
    own = f"you {did} in another tab" if by.own else ""
    said = ", and ".join(part for part in (others, own) if part) or f"somebody {did}"
    return f"{said[0].upper()}{said[1:]}"


def say_saved(by: Savers) -> str:
    """Say that a text was saved joined with what was saved meanwhile.

    >>> say_saved(Savers(own=True))
    'Saved, together with what you saved in another tab.'
    """
    own = ("you saved in another tab",) if by.own else ()
    others = (f"{join_words(by.others)} saved",) if by.others else ()
    who = " and what ".join(others + own) or "was saved"
    return f"Saved, together with what {who}{'' if own and not others else ' meanwhile'}."


def _say_clash(by: Savers) -> str:
    if not by.others:
        return "You changed the same lines in two tabs"
    return "Two of you changed the same lines"


def _say_theirs(by: Savers) -> str:
    if not by.others:
        return "In the other tab"
    return f"Saved meanwhile ({join_words(by.others)}{' and you' if by.own else ''})"


def _show_clash(number: int, clash: Clash) -> ClashRow:
    return ClashRow(
        number=number,
        heading=f"Line {clash.at.mine} of your text",
        before="\n".join(clash.base),
        rows=compare_lines(clash.theirs, clash.mine),
        own="\n".join(clash.mine),
    )


def tell_clash(clash: Clashing) -> dict[str, object]:
    """Give what clashes to a script: all parts in order, and those that clash with three sides."""
    parts: list[dict[str, object]] = []
    for part in clash.merged.parts:
        if isinstance(part, Clash):
            sides = {"base": part.base, "theirs": part.theirs, "mine": part.mine}
            parts.append({name: list(lines) for name, lines in sides.items()})
        else:
            parts.append({"lines": list(part.lines)})
    changed = say_savers(clash.by, "changed the same lines")
    return {
        "state": "clash",
        "no": clash.no,
        "message": f"{changed}. Press Save to decide.",
        "heading": _say_clash(clash.by),
        "by": say_savers(clash.by),
        "theirs": _say_theirs(clash.by),
        "mine": MINE,
        "ended": clash.merged.ended,
        "parts": parts,
    }
