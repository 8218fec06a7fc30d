"""What a cohort heard: by legal need, the first time through and the last, and by cue of a case.

One statement for all needs, with equal tallies in one row; one more for the cues of one case.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from learning.evidence.spotting import NeedTally, Spotting, add_up, sum_up
from learning.model.key import CueKey, Module
from learning.model.names import Kind, Need, SceneId
from learning.operations.accounts import Viewer
from learning.operations.site import Site
from learning.operations.tallies import load_spotting
from learning.operations.teaching_evidence import Desk, open_desk, open_module
from learning.operations.teaching_items import load_played
from learning.play.moving import follow_scene
from learning.play.state import State
from learning.quiz.answer import Spot
from learning.quiz.cues import hit_cues
from learning.storage import teaching_evidence
from learning.storage.teaching_evidence import SpottingLine


@dataclass(frozen=True, slots=True)
class CaseSpotting:
    """What was heard the first time through a module, by all of so many learners."""

    path: str
    title: str
    times: int
    whole: NeedTally


@dataclass(frozen=True, slots=True)
class CueCount:
    """A cue or (`need` None) a lure: how many went through it, and what they made of it.

    Of a cue `heard` named its need and `misnamed` another; of a lure `misnamed` fell for it.
    """

    scene: str
    words: str
    need: Need | None
    shown: int
    heard: int
    misnamed: int

    @property
    def missed(self) -> int:
        """How many did not mark it, or named another need."""
        return self.shown - self.heard


@dataclass(frozen=True, slots=True)
class CohortSpotting:
    """What a cohort heard. `again` times through were followed by another of the same person.

    `before` and `after` are the first and the last of these; `first` is the first of everybody.
    `cues` are those of the case at `path`, by `people`; `changed` of their attempts were made on
    other words of a scene.
    """

    desk: Desk
    first: Spotting
    before: Spotting
    after: Spotting
    times: int
    again: int
    cases: tuple[CaseSpotting, ...]
    path: str
    cues: tuple[CueCount, ...]
    people: int
    changed: int


def load_spotting_of(site: Site, viewer: Viewer, cohort_id: str, *, path: str) -> CohortSpotting:
    """Show what a cohort heard, and the cues of one case: the one asked for, or else the worst."""
    with site.database.read() as connection:
        desk = open_desk(site, connection, viewer, cohort_id=cohort_id)
        rows = teaching_evidence.list_spotting(connection, cohort_id, desk.taught.paths)
        cases = tuple(_list_cases(desk, rows))
        path = path if path in {each.path for each in cases} else _find_worst(cases)
        cues, people, changed = (
            _count_cues(site, connection, desk, path=path) if path else ((), 0, 0)
        )
    again = [each for each in rows if each.again]
    return CohortSpotting(
        desk=desk,
        first=_sum(each for each in rows if each.first),
        before=_sum(each for each in again if each.first),
        after=_sum(each for each in again if each.last),
        times=sum(each.times for each in rows if each.first),
        again=sum(each.times for each in again if each.first),
        cases=cases,
        path=path,
        cues=cues,
        people=people,
        changed=changed,
    )


def _sum(rows: Iterable[SpottingLine]) -> Spotting:
    return add_up(_weigh(load_spotting(each.spotting), each.times) for each in rows)


def _weigh(spotting: Spotting, times: int) -> Spotting:
    return {
        need: NeedTally(times * each.hits, times * each.misses, times * each.false_alarms)
        for need, each in spotting.items()
    }


def _list_cases(desk: Desk, rows: Sequence[SpottingLine]) -> Iterator[CaseSpotting]:
    for path, title, _ in desk.list_modules(Kind.CASE, Kind.LESSON):
        own = [each for each in rows if each.path == path and each.first]
        if own:
            yield CaseSpotting(path, title, sum(each.times for each in own), sum_up(_sum(own)))


def _find_worst(cases: Sequence[CaseSpotting]) -> str:
    """Give the case in which the greatest share of cues was missed; "" where there is none."""

    def share(case: CaseSpotting) -> float:
        cues = case.whole.hits + case.whole.misses
        return case.whole.misses / cues if cues else 0.0

    return max(cases, key=share).path if cases else ""


Key = tuple[SceneId, str, Need | None]


def _count_cues(
    site: Site, connection: Connection, desk: Desk, *, path: str
) -> tuple[tuple[CueCount, ...], int, int]:
    """Count cue by cue over first whole attempts alone; a cue is known by its scene and words."""
    module = open_module(site, connection, desk, path=path)
    shown, heard, misnamed = Counter[Key](), Counter[Key](), Counter[Key]()
    known = {
        (scene, cue.text, cue.need) for scene, key in module.key.scenes.items() for cue in key.cues
    }
    people = changed = 0
    for row in teaching_evidence.list_firsts(connection, desk.cohort.id, path):
        played = load_played(site, connection, path, row=row)
        if played is None or not played[1].spotted:
            continue
        people += 1
        found = list(_list_marked(*played, newest=module))
        changed += any(key not in known for key, _ in found)
        for key, spot in found:
            shown[key] += 1
            heard[key] += spot is Spot.HIT
            misnamed[key] += spot in (Spot.MISNAMED, Spot.FALSE_ALARM)
    counts = (
        CueCount(
            module.case.scenes[scene].title,
            cue.text,
            cue.need,
            shown[scene, cue.text, cue.need],
            heard[scene, cue.text, cue.need],
            misnamed[scene, cue.text, cue.need],
        )
        for scene, key in module.key.scenes.items()
        for cue in key.cues
    )
    ordered = sorted(
        counts, key=lambda each: (each.need is None, -each.missed * (each.need is not None))
    )
    return tuple(each for each in ordered if each.shown), people, changed


def _list_marked(
    module: Module, state: State, *, newest: Module
) -> Iterator[tuple[Key, Spot | None]]:
    """Give the cues and lures of the scenes that were gone through, and what was made of each."""
    for scene, score in state.spotted.items():
        spots: dict[str, Spot] = {each.cue: each.spot for each in score.results if each.cue}
        spots |= dict.fromkeys(hit_cues(score), Spot.HIT)
        for cue in module.key.scenes[scene].cues:
            if _was_shown(cue, spots, score.missed):
                yield (follow_scene(newest, scene), cue.text, cue.need), spots.get(cue.id)


def _was_shown(cue: CueKey, spots: Mapping[str, Spot], missed: Sequence[str]) -> bool:
    # Of lures nothing is kept where nobody marked them: they stood there for whoever could.
    return cue.need is None or cue.id in spots or cue.id in missed
