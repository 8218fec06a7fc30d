"""The scene as people in a session read it: their own side's text, and a missing side's for all."""

from collections.abc import Iterator
from dataclasses import replace

from learning.model.case import Asked, Block, Prose, Sealed
from learning.model.key import Module, SceneKey
from learning.model.names import FACILITATOR, HEALTH, LAW, PersonId, Role, SceneId
from learning.play.shown import Text
from learning.play.sources import list_sources
from learning.play.view import show_arrival, show_meters
from learning.team.phases import AFTERWARDS
from learning.team.session import Phase, Session, Team
from learning.team.shown import SceneText
from learning.team.sight import find_end, list_missing, list_sides, stand

# What comes of them must be known before the words of an ending are told.
_ASKING = frozenset({Phase.ALONE, Phase.SHARE, Phase.DECIDE})


def show_scene(module: Module, session: Session, team: Team, *, person: PersonId) -> SceneText:
    """Show the team's scene to a member: what their side reads, and what nobody's side would."""
    side = session.seats[person].side
    blocks = _list_texts(module, team, side)
    read = {text.html for text in blocks}
    missing = tuple(
        replace(text, role=other)
        for other in list_missing(module, session, team)
        for text in _list_texts(module, team, other)
        if text.html not in read
    )
    return _make_scene(module, session, team, blocks, missing)


def show_scene_whole(module: Module, session: Session, team: Team) -> SceneText:
    """Show a team's scene to the facilitator: what each side reads, and what is for them alone."""
    sides = (*(module.case.roles or (HEALTH, LAW)), FACILITATOR)
    readers: dict[str, list[Role]] = {}
    for side in sides:
        for each in stand(module, team, side).blocks:
            if isinstance(each.block, Prose):
                readers.setdefault(each.block.id, []).append(side)
    blocks = tuple(
        Text(prose.html, readers[prose.id][0] if len(readers[prose.id]) == 1 else None)
        for prose in list_blocks(module, team.turn.scene)
        if isinstance(prose, Prose) and prose.id in readers
    )
    return _make_scene(module, session, team, blocks, ())


def list_blocks(module: Module, scene: SceneId) -> Iterator[Prose | Asked]:
    """Give all prose and questions of a scene in the file's order, whoever they are for."""
    return _open_up(module.case.scenes[scene].body, module.key.scenes[scene])


def is_settled(team: Team) -> bool:
    """Say whether nothing is left to answer in the team's scene, and what came of it was shown."""
    if team.phase in AFTERWARDS:
        return True
    ahead = team.turn.phases[team.turn.phases.index(team.phase) :]
    waiting = Phase.REVEAL in ahead and not team.turn.revealed
    return not waiting and not _ASKING.intersection(ahead)


def _make_scene(
    module: Module,
    session: Session,
    team: Team,
    blocks: tuple[Text, ...],
    missing: tuple[Text, ...],
) -> SceneText:
    scene = module.case.scenes[team.turn.scene]
    sides = module.case.roles or list_sides(module, session, team)
    ending = find_end(module, team, sides) if is_settled(team) else None
    arrival = show_arrival(module, team.play)
    told = () if arrival is None else (arrival.chosen_html, arrival.feedback_html)
    ending_html = "" if ending is None else ending.html
    read = (*(text.html for text in (*blocks, *missing)), *told, ending_html)
    return SceneText(
        scene.id,
        scene.title,
        blocks,
        missing,
        show_meters(module, team.play),
        arrival,
        list_sources(module, read),
        None if ending is None else ending.grade,
        ending_html,
    )


def _list_texts(module: Module, team: Team, side: Role) -> tuple[Text, ...]:
    return tuple(
        Text(each.block.html, each.role)
        for each in stand(module, team, side).blocks
        if isinstance(each.block, Prose)
    )


def _open_up(blocks: tuple[Block, ...], key: SceneKey) -> Iterator[Prose | Asked]:
    for block in blocks:
        if isinstance(block, Sealed):
            yield from _open_up(key.passages[block.passage].blocks, key)
        else:
            yield block
