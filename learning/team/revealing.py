"""Reveal and consequence: all teams' decisions at one moment, and what a team's own leads to.

Another team's decision is there only once both were revealed, in the same scene of their ways.
"""

from collections.abc import Iterator
from dataclasses import replace

from learning.model.case import Prose, Question
from learning.model.key import Module
from learning.model.names import PersonId, QuestionId
from learning.play.advance import follow
from learning.play.reveal import show_cues
from learning.play.shown import CuePanel, ShownQuestion
from learning.play.standing import find_choice
from learning.play.view import show_meters
from learning.team.asking import ask, find_choice_html, list_all_questions, tell, word_answer
from learning.team.locked import find_locked
from learning.team.phases import count_turns
from learning.team.results import own_state
from learning.team.session import Session, Team, Turn
from learning.team.shown import ConsequencePart, RevealPart, TeamDecision
from learning.team.sight import list_team_questions, stand
from learning.team.wishes import list_asked, show_decided


def show_reveal(module: Module, session: Session, team: Team, *, person: PersonId) -> RevealPart:
    """Show the decisions of all teams in this scene, and the member's own marks, once revealed."""
    asked = list_asked(module, session, team)
    questions = tuple(show_decided(module, team, each) for each in asked)
    if not team.turn.revealed:
        return RevealPart(False, questions, {}, (), (), None, (), ())
    turns = list_revealed(session, team)
    return RevealPart(
        revealed=True,
        questions=questions,
        others={
            question.id: tuple(
                decision
                for other, turn in turns
                if other.id != team.id
                for decision in show_answer(other, turn, question)
            )
            for question in asked
        },
        ways=tuple(way for other, turn in turns for way in show_way(module, other, turn)),
        own=tuple(_list_own(module, session, team, person)),
        own_cues=_show_own_cues(module, session, team, person),
        appeals=team.turn.appeals,
        may_appeal=tuple(_list_appealable(session, team)),
    )


def list_revealed(session: Session, team: Team) -> tuple[tuple[Team, Turn], ...]:
    """List the teams that were shown their decisions in the same scene, as many scenes on."""
    depth, scene = count_turns(team), team.turn.scene
    return tuple(
        (other, turn)
        for other in session.teams.values()
        if (turn := find_turn(other, depth)) and turn.scene == scene and turn.revealed
    )


def find_turn(team: Team, depth: int) -> Turn | None:
    """Give the turn of that number on a team's way, None where it has not come so far."""
    turns = [turn for turn in team.turns if not turn.void]
    return turns[depth - 1] if 1 <= depth <= len(turns) else None


def show_answer(team: Team, turn: Turn, question: Question) -> Iterator[TeamDecision]:
    """Show what a team answered to a question in a turn, if it decided it there."""
    given = team.play.answers.get(question.id)
    if question.id in turn.decided and given is not None:
        tries = len(team.play.tried.get(question.id, ())) + 1
        html = word_answer(question, given.answer)
        yield TeamDecision(team.id, given.answer, html, given.mark, tries)


def show_way(module: Module, team: Team, turn: Turn) -> Iterator[TeamDecision]:
    """Show which way on a team chose in a turn, if it did."""
    if turn.choice is not None:
        html = find_choice_html(module.key.scenes[turn.scene].choices, turn.choice)
        yield TeamDecision(team.id, None, html, None, 1)


def show_consequence(module: Module, team: Team) -> ConsequencePart:
    """Show where the team's choice leads: what is told after it, and the counters it moves."""
    choice = find_choice(module.key.scenes[team.turn.scene], team.turn.choice)
    if choice is None:
        return ConsequencePart("", "", ())
    meters = show_meters(module, follow(module, team.play, choice))
    moved = tuple(meter for meter in meters if meter.change)
    return ConsequencePart(choice.html, choice.feedback_html, moved)


def _list_own(
    module: Module, session: Session, team: Team, person: PersonId
) -> Iterator[ShownQuestion]:
    """Give what a member answered alone here, with marks; not of what the team may yet decide."""
    state = own_state(session, team, person)
    replies = find_locked(session, team, person, scene=team.turn.scene).replies
    undecided = {each.id for each in list_team_questions(module, session, team)}
    undecided -= team.turn.decided
    for question in list_all_questions(module, team, state.role):
        if question.id in replies and question.id not in undecided:
            yield tell(module, state, question)
        elif question.id in replies:
            answered = replies[question.id].answered
            shown = ask(module, team, question)
            yield replace(shown, answer=answered.answer, confidence=answered.confidence)


def _show_own_cues(
    module: Module, session: Session, team: Team, person: PersonId
) -> CuePanel | None:
    score = find_locked(session, team, person, scene=team.turn.scene).spotted
    if score is None:
        return None
    blocks = stand(module, team, session.seats[person].side).blocks
    read = frozenset(each.block.id for each in blocks if isinstance(each.block, Prose))
    return CuePanel(score, show_cues(module.key.scenes[team.turn.scene], score, read))


def _list_appealable(session: Session, team: Team) -> Iterator[QuestionId]:
    """Give the questions the team may appeal for: decided, not worth all, not appealed yet."""
    if not (session.options.appeals and session.options.facilitated):
        return
    appealed = {appeal.question for appeal in team.turn.appeals}
    for question in team.play.answers:
        mark = team.play.answers[question].mark
        if question in team.turn.decided - appealed and mark.earned < mark.possible:
            yield question
