"""One case as a cohort went through it: who came where, which way on, how long they stayed.

Two statements read the attempts and their moves; the moves themselves say in which scene they were
made, so that nothing has to be played again, on whichever version it was played.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from learning.errors import NotFound
from learning.evidence.journeys import Journey, Made, Traffic, count_traffic
from learning.model.key import Module
from learning.model.names import ChoiceId, Grade, Kind, SceneId
from learning.operations.accounts import Viewer
from learning.operations.site import Site
from learning.operations.teaching_evidence import Desk, open_desk, open_module
from learning.play.casemap import draw_map
from learning.play.moving import follow_scene
from learning.play.shown import CaseMap
from learning.play.state import State
from learning.quiz.json_values import as_record, as_text, read_json
from learning.storage import teaching_evidence
from learning.storage.teaching_evidence import AttemptLine, MoveLine

# Of each person so many attempts from the first on: whoever plays on and on is one of many.
MOST_EACH = 20
NO_MAP = "Only cases and lessons have a map"
_LEADING = frozenset({"visit", "choose", "continue", "back"})


@dataclass(frozen=True, slots=True)
class CaseTraffic:
    """How a cohort went through a case. `firsts`: only the first attempt of each learner counts.

    `endings` counts finished attempts by the scene they ended in and its grade, `under_way` the
    others. `older` were played on versions before this one; `astray` of all went through scenes
    that this version does not have, which `lost` names with how many people came there.
    """

    desk: Desk
    module: Module
    map: CaseMap
    traffic: Traffic
    firsts: bool
    attempts: int
    under_way: int
    older: int
    astray: int
    lost: tuple[tuple[SceneId, int], ...]
    endings: Mapping[tuple[SceneId, Grade | None], int]


def load_traffic(
    site: Site, viewer: Viewer, cohort_id: str, *, path: str, firsts: bool
) -> CaseTraffic:
    """Show how a cohort went through a case, to who teaches it; raises NotFound."""
    each = 1 if firsts else MOST_EACH
    with site.database.read() as connection:
        desk = open_desk(site, connection, viewer, cohort_id=cohort_id)
        module = open_module(site, connection, desk, path=path)
        if module.case.kind not in (Kind.CASE, Kind.LESSON):
            raise NotFound(NO_MAP)
        rows = teaching_evidence.list_played(connection, cohort_id, path, each=each)
        moves = teaching_evidence.list_moves(connection, cohort_id, path, each=each)
    journeys = list(_list_journeys(module, rows, moves))
    scenes = module.case.scenes
    traffic = count_traffic(journeys)
    astray = sum(
        any(each.scene and each.scene not in scenes for each in one.moves) for one in journeys
    )
    return CaseTraffic(
        desk=desk,
        module=module,
        map=draw_map(module, _stand_nowhere(module)),
        traffic=traffic,
        firsts=firsts,
        attempts=len(rows),
        under_way=sum(row.finished_at is None for row in rows),
        older=sum(not row.newest for row in rows),
        astray=astray,
        lost=tuple(
            (scene, each.people) for scene, each in traffic.scenes.items() if scene not in scenes
        ),
        endings=Counter(
            (journey.last, Grade(row.grade) if row.grade else None)
            for row, journey in zip(rows, journeys, strict=True)
            if row.finished_at
        ),
    )


def _list_journeys(
    module: Module, rows: Sequence[AttemptLine], moves: Sequence[MoveLine]
) -> Iterator[Journey]:
    made: dict[str, list[Made]] = {row.id: [] for row in rows}
    names: dict[str, SceneId] = {}
    for move in moves:
        # An attempt that was begun a moment ago, between the two statements, is not looked at.
        if move.attempt_id in made:
            made[move.attempt_id].append(_read_move(module, move, names))
    for row in rows:
        steps = made[row.id]
        over = row.finished_at is not None
        last = steps[-1].scene if over and steps else _read_place(module, row)
        yield Journey(row.person_id, steps, last, over)


def _read_move(module: Module, move: MoveLine, names: dict[str, SceneId]) -> Made:
    """Read where a move was made and whether it led on, in the names of this version."""
    scene = ""
    if move.outcome:
        scene = as_text(as_record(read_json(move.outcome)).get("scene"))
    if scene not in names:
        names[scene] = follow_scene(module, SceneId(scene))
    # An answer may be thousands of characters long, and leads nowhere.
    if '"move":"' not in move.body or _read_kind(move.body) not in _LEADING:
        return Made(names[scene], move.made_at)
    choice = as_record(read_json(move.body)).get("choice")
    chosen = None if choice is None else ChoiceId(as_text(choice))
    return Made(names[scene], move.made_at, leaves=True, choice=chosen)


def _read_kind(body: str) -> str:
    # What a learner writes has its quotes escaped, so that the last of these is the move's own.
    return body.rpartition('"move":"')[2].partition('"')[0]


def _read_place(module: Module, row: AttemptLine) -> SceneId:
    scene = (
        as_text(as_record(read_json(row.state)).get("scene")) if row.state else module.case.start
    )
    return follow_scene(module, SceneId(scene))


def _stand_nowhere(module: Module) -> State:
    start = module.case.start
    return State(module.case.roles[0], "", start, {}, ())
