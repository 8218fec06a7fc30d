"""The list of works with the state of each, and what of the content folder can be taken over."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import lru_cache

from learning.access.rules import Asker
from learning.model.names import Kind
from learning.operations.messages import ReviewAsked, list_waiting
from learning.operations.site import Site
from learning.operations.studio import demand_studio
from learning.operations.studio_heads import read_head
from learning.operations.studio_paths import CASES, find_prefix, is_module, name_main
from learning.storage import studio, studio_lists
from learning.storage.studio_lists import FileLine, WorkLine

LAW_DAYS = 365
LAW_SOON_DAYS = 335


class State(StrEnum):
    """How what is written stands to what learners have."""

    DRAFT = "draft"
    SAME = "same"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Findings:
    """How much the checker had to say."""

    errors: int
    warnings: int


@dataclass(frozen=True, slots=True)
class Listed:
    """One work in the list. `findings` is None where a file was not checked since its save.

    `law_checked` is the earliest date in it.
    """

    work: WorkLine
    title: str
    kind: Kind
    state: State
    findings: Findings | None
    law_checked: date | None
    saved_at: datetime
    editors: Sequence[str]


@dataclass(frozen=True, slots=True)
class OnDisk:
    """A course or case of the content folder that is no work of the studio."""

    prefix: str
    title: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class StudioView:
    """What somebody may write, what they are asked to look at, and what the content folder has."""

    works: Sequence[Listed]
    on_disk: Sequence[OnDisk]
    waiting: Sequence[ReviewAsked]


def list_studio(site: Site, viewer: Asker) -> StudioView:
    """List what somebody may write, the last saved first; raises NotAllowed. Six statements."""
    demand_studio(viewer)
    whose = None if viewer.is_admin else viewer.person_id
    with site.database.read() as connection:
        works = studio_lists.list_works(connection, person_id=whose)
        files = _group(studio_lists.list_file_lines(connection, person_id=whose))
        editors = studio_lists.list_editor_names(connection)
        overtaken = studio_lists.list_overtaken(connection)
        prefixes = frozenset(studio.list_prefixes(connection))
        waiting = list_waiting(connection, viewer)
    listed = [
        list_work(
            work,
            files.get(work.prefix, ()),
            editors=editors.get(work.prefix, ()),
            overtaken=work.prefix in overtaken,
        )
        for work in works
    ]
    listed.sort(key=lambda each: (each.saved_at, each.work.prefix), reverse=True)
    return StudioView(listed, _list_disk(site, prefixes), waiting)


def _group(files: Iterable[FileLine]) -> Mapping[str, Sequence[FileLine]]:
    grouped: dict[str, list[FileLine]] = {}
    for each in files:
        grouped.setdefault(each.prefix, []).append(each)
    return grouped


def list_work(
    work: WorkLine, files: Sequence[FileLine], *, editors: Sequence[str], overtaken: bool
) -> Listed:
    """Sum a work up from its files of text, gone ones among them."""
    main = name_main(work.prefix)
    modules = [each for each in files if is_module(each.path)]
    there = [each for each in modules if not each.gone]
    dates = [each.law_checked for each in there if each.law_checked]
    return Listed(
        work=work,
        title=next((each.title for each in there if each.path == main), work.prefix),
        kind=kind_of(work.prefix),
        state=find_state(modules, overtaken=overtaken),
        findings=sum_findings(there),
        law_checked=min(dates, default=None),
        saved_at=max((each.saved_at for each in files), default=work.made_at),
        editors=editors,
    )


def kind_of(prefix: str) -> Kind:
    """Say whether a work is a case or a course."""
    return Kind.CASE if prefix.startswith(f"{CASES}/") else Kind.COURSE


def find_state(modules: Iterable[FileLine], *, overtaken: bool) -> State:
    """Say how the modules of a work, gone ones among them, stand to what learners have.

    `overtaken`: something that a published version takes in has changed.
    """
    lines = tuple(modules)
    if not any(each.is_current is not None for each in lines):
        return State.DRAFT
    same = all(each.is_current is (None if each.gone else True) for each in lines)
    return State.SAME if same and not overtaken else State.CHANGED


def sum_findings(files: Iterable[FileLine]) -> Findings | None:
    """Add the counts of findings up; None where one of the files was not checked."""
    errors = warnings = 0
    for each in files:
        if each.errors is None or each.warnings is None:
            return None
        errors, warnings = errors + each.errors, warnings + each.warnings
    return Findings(errors, warnings)


def _list_disk(site: Site, prefixes: frozenset[str]) -> Sequence[OnDisk]:
    scan = site.disk.scan(site.settings.content_root())
    found = (
        OnDisk(prefix, _read_title(path, raw), kind_of(prefix))
        for path, raw in scan.files.items()
        if (prefix := find_prefix(path)) and prefix not in prefixes and path == name_main(prefix)
    )
    return sorted(found, key=lambda each: (each.kind, each.title, each.prefix))


@lru_cache(maxsize=1024)
def _read_title(path: str, raw: bytes) -> str:
    return read_head(path, raw).title
