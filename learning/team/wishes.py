"""Decide: what members want the team to answer and to choose, and the tries that went wrong.

What was right is told of a question once it is decided, of a try only why it was wrong.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from learning.model.case import Question
from learning.model.key import Module
from learning.model.names import ChoiceId, PersonId
from learning.play.shown import ShownQuestion
from learning.quiz.answer import Answer
from learning.team.asking import (
    find_choice_html,
    list_all_questions,
    show_ways,
    tell,
    word_answer,
    write_key,
)
from learning.team.deciding import CREDITS, may_choose
from learning.team.session import CHOICE, Item, Session, Team
from learning.team.sharing import show_share
from learning.team.shown import DecideItem, DecidePart, Wish
from learning.team.sight import list_awaited, list_sides, list_team_questions, list_ways


def show_decide(module: Module, session: Session, team: Team, *, person: PersonId) -> DecidePart:
    """Show what the team decides; choices come once the questions that must be are decided."""
    sides = module.case.roles or list_sides(module, session, team)
    is_open = team.turn.choice is not None or may_choose(module, session, team)
    open_now = list_ways(module, session, team) if is_open else ()
    ways = show_ways(module, team, ways=open_now, sides=sides)
    return DecidePart(
        items=tuple(
            _show_item(module, session, team, each) for each in list_asked(module, session, team)
        ),
        prompt_html=module.key.scenes[team.turn.scene].prompt_html if ways else "",
        choices=ways,
        wishes=tuple(_list_choice_wishes(module, team)) if ways else (),
        choice=team.turn.choice,
        share=show_share(module, session, team, person=person),
        split=team.turn.choice is None and is_split(session, team, CHOICE),
    )


def list_asked(module: Module, session: Session, team: Team) -> tuple[Question, ...]:
    """List the questions that are the team's in its scene: decided in this turn, or still to be."""
    left = {each.id for each in list_team_questions(module, session, team)}
    asked = team.turn.decided | left
    questions = (
        question
        for side in list_sides(module, session, team)
        for question in list_all_questions(module, team, side)
        if question.id in asked
    )
    return tuple({question.id: question for question in questions}.values())


def show_decided(module: Module, team: Team, question: Question) -> ShownQuestion:
    """Show a question of the team: told what was right once it is decided, and never before."""
    if question.id in team.turn.decided:
        return tell(module, team.play, question)
    left = len(CREDITS) - len(team.play.tried.get(question.id, ()))
    undecided = replace(team.play, answers={})
    return replace(tell(module, undecided, question), tries_left=left)


def is_split(session: Session, team: Team, item: Item) -> bool:
    """Say whether all that are awaited have said what they want, and not the same."""
    ballots = team.turn.ballots.get(item, {})
    said = all(person in ballots for person in list_awaited(session, team))
    return said and len({ballot.answer for ballot in ballots.values()}) > 1


def _show_item(module: Module, session: Session, team: Team, question: Question) -> DecideItem:
    shown = show_decided(module, team, question)
    decided = question.id in team.turn.decided
    return DecideItem(
        shown,
        wishes=() if decided else tuple(_list_wishes(team, question)),
        tries=shown.tries,
        credit=0.0 if decided else CREDITS[min(len(shown.tries), len(CREDITS) - 1)],
        decided=decided,
        split=not decided and is_split(session, team, question.id),
    )


def _list_wishes(team: Team, question: Question) -> Iterator[Wish]:
    for wanted, people in _group(team, question.id):
        if not isinstance(wanted, str):
            yield Wish(write_key(wanted), wanted, word_answer(question, wanted), people)


def _list_choice_wishes(module: Module, team: Team) -> Iterator[Wish]:
    ways = module.key.scenes[team.turn.scene].choices
    for wanted, people in _group(team, CHOICE):
        if isinstance(wanted, str):
            yield Wish(write_key(wanted), None, find_choice_html(ways, wanted), people)


def _group(team: Team, item: Item) -> Iterable[tuple[Answer | ChoiceId, tuple[PersonId, ...]]]:
    """Give what is wanted, what was wanted first before the rest, with who wants it."""
    ballots = team.turn.ballots.get(item, {})
    groups: dict[Answer | ChoiceId, list[PersonId]] = {}
    for person, ballot in sorted(ballots.items(), key=lambda each: each[1].seq):
        groups.setdefault(ballot.answer, []).append(person)
    return ((wanted, tuple(people)) for wanted, people in groups.items())
