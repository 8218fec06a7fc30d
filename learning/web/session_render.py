"""Drawing a session: the page of a member, and the fragments of it that a live page fetches.

Knows templates and what they are given; who may see what was decided below.
"""

from datetime import datetime

from flask import current_app, render_template, request

from learning.model.names import PersonId, TeamId
from learning.operations.moments import find_zone
from learning.operations.sessions import Table
from learning.operations.site import Site
from learning.team.overview import view_lobby
from learning.team.phases import AFTERWARDS
from learning.team.session import Phase, Stage
from learning.team.view import view_board, view_member
from learning.web.current import current_site, current_viewer
from learning.web.pages.session_board import BoardPage, make_board
from learning.web.pages.session_lobby import group_code, make_lobby
from learning.web.pages.session_page import Returned, SessionPage, Sitting
from learning.web.pages.session_parts import make_part
from learning.web.pages.session_people import People
from learning.web.pages.session_scene import make_scene_part
from learning.web.pages.session_words import PHASE_WORDS
from learning.web.session_drafts import fill_in


def url_of(table: Table) -> str:
    """Give the address of a session."""
    return f"/sessions/{table.opened.row.id}"


def render_session(table: Table, returned: Returned | None = None) -> str:
    """Draw the whole page of the person at hand; `returned` brings back what was not taken."""
    return render_template("sessions/page.html", page=make_page(table, returned))


def render_stage(table: Table) -> str:
    """Draw what stands beside the board."""
    return render_template("sessions/_stage.html", page=make_page(table))


def make_team_board(site: Site, table: Table, team: TeamId) -> BoardPage:
    """Make a team's board as all its members see it."""
    session = table.opened.session
    board = view_board(table.opened.module, session, session.teams[team])
    code = group_code(table.code)
    people = People(table.names)
    return make_board(board, people, url=url_of(table), now=read_local(site), code=code)


def draw_board(board: BoardPage) -> str:
    """Draw a board for a stream: it needs no request, and nothing of who looks."""
    return current_app.jinja_env.get_template("sessions/_board.html").render(board=board)


def draw_own_board(table: Table) -> str:
    """Draw the board of the team that the person at hand is in; in the lobby there is none."""
    seat = table.opened.session.seats.get(PersonId(current_viewer().person_id))
    if seat is None or seat.team is None or table.opened.session.stage is Stage.LOBBY:
        return ""
    return draw_board(make_team_board(current_site(), table, seat.team))


def make_page(table: Table, returned: Returned | None = None) -> SessionPage:
    """Make the page of the person at hand."""
    me = PersonId(current_viewer().person_id)
    if table.opened.session.stage is Stage.LOBBY or not _has_team(table, me):
        return _make_lobby_page(table, me, returned or Returned())
    return _make_member_page(table, me, returned or Returned())


def _has_team(table: Table, person: PersonId) -> bool:
    seat = table.opened.session.seats.get(person)
    return seat is not None and seat.team is not None


def _make_lobby_page(table: Table, me: PersonId, returned: Returned) -> SessionPage:
    site, opened = current_site(), table.opened
    lobby = view_lobby(opened.module, opened.session, me)
    size = request.args.get("size", type=int)
    part = make_lobby(lobby, table, me=me, root=request.url_root, size=size)
    return SessionPage(
        url=url_of(table),
        seq=opened.session.seq,
        now=_count_milliseconds(site.clock()),
        position="lobby",
        stage=opened.session.stage,
        title=opened.module.case.title,
        kicker=("Shared session", "Lobby"),
        phase="Lobby",
        board=None,
        scene=None,
        part=part,
        errors=(*returned.errors, *part.errors),
        new_id=site.new_id,
    )


def _make_member_page(table: Table, me: PersonId, returned: Returned) -> SessionPage:
    site, opened = current_site(), table.opened
    view = view_member(opened.module, opened.session, me)
    sides = {mate.person: mate.side for mate in view.board.mates}
    people = People(table.names, me, sides)
    returned = fill_in(returned, opened.row.id, view.board.position)
    part = make_part(Sitting(url_of(table), view, people, returned))
    ended = view.board.stage is Stage.ENDED
    phase = PHASE_WORDS[Phase.OVER if ended else view.board.phase]
    afterwards = ended or view.board.phase in AFTERWARDS
    return SessionPage(
        url=url_of(table),
        seq=opened.session.seq,
        now=_count_milliseconds(site.clock()),
        position=view.board.position,
        stage=view.board.stage,
        title=phase if afterwards else view.scene.title,
        kicker=(view.case_title, *(() if afterwards else (f"scene {view.board.turn}", phase))),
        phase=phase,
        board=make_team_board(site, table, view.board.team),
        scene=make_scene_part(view.scene),
        part=part,
        errors=(*returned.errors, *part.errors),
        new_id=site.new_id,
        me=me,
        side=view.side,
        ready=view.ready,
        may_ready=view.may_ready,
        unsent=returned.unsent,
    )


def read_local(site: Site) -> datetime:
    """Give the time as it is where the site is."""
    return site.clock().astimezone(find_zone(site))


def _count_milliseconds(moment: datetime) -> int:
    return round(moment.timestamp() * 1000)
