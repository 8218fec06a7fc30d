"""Questions and ways on as a session shows them: bare until they may be told, never with hints.

Knows keys; says nothing of who may see what, which whoever calls has asked.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from html import escape
from itertools import product
from typing import assert_never

from learning.model.case import Asked, Question
from learning.model.form import (
    FreeText,
    Gaps,
    Judgement,
    Matching,
    Number,
    Option,
    Ordering,
    Scale,
    Ticks,
)
from learning.model.key import ChoiceKey, Module
from learning.model.names import HEALTH, LAW, ChoiceId, QuestionId, Role
from learning.play.reveal import show_question
from learning.play.shown import ShownChoice, ShownQuestion
from learning.play.sifted import list_blocks
from learning.play.standing import visible_choices
from learning.play.state import State
from learning.quiz.answer import (
    Answer,
    Chosen,
    Filled,
    Judged,
    Matched,
    Measured,
    Ordered,
    Planned,
    Written,
)
from learning.quiz.answer_json import answer_to_json
from learning.quiz.json_values import write_json
from learning.team.session import Team
from learning.team.sight import stand


def ask(
    module: Module, team: Team, question: Question, *, role: Role | None = None
) -> ShownQuestion:
    """Show a question as it is asked, in the team's order, and nothing that came of it."""
    return tell(module, replace(team.play, answers={}, tried={}), question, role=role)


def tell(
    module: Module, state: State, question: Question, *, role: Role | None = None
) -> ShownQuestion:
    """Show a question with what came of it in `state`: only where that may be known.

    Nothing is hinted or rated in a session; a text that the other side would mark is just a text.
    """
    shown = show_question(module, state, question, role=role)
    form = FreeText() if isinstance(shown.form, FreeText) else shown.form
    return replace(
        shown, form=form, next_hint=None, tries_left=0, may_rate=False, may_replace=False
    )


def find_roles(module: Module, team: Team, side: Role) -> dict[str, Role | None]:
    """Give, by question, the side where that side alone is asked it (None: every side is)."""
    blocks = stand(module, team, side).blocks
    return {each.block.question.id: each.role for each in blocks if isinstance(each.block, Asked)}


def list_all_questions(module: Module, team: Team, side: Role) -> Iterator[Question]:
    """Give the questions that a side can come to be asked in the team's scene, in order.

    What was answered can close the fence around a question: it is still one that was asked.
    """
    for block, _ in list_blocks(module, side, team.turn.scene):
        if isinstance(block, Asked):
            yield block.question


def show_ways(
    module: Module, team: Team, *, ways: Collection[ChoiceKey], sides: Collection[Role]
) -> tuple[ShownChoice, ...]:
    """Show ways that are open, and greyed with their reasons those closed to all these sides.

    Nothing is shown where none is open.
    """
    key = module.key.scenes[team.turn.scene]
    seen: dict[ChoiceId, str | None] = {
        each.key.id: each.closed_reason
        for side in sides
        for each in visible_choices(key, replace(team.play, role=side))
        if each.closed_reason is not None
    }
    seen |= {way.id: None for way in ways}
    shown = (choice for choice in key.choices if choice.id in seen)
    return tuple(ShownChoice(each.id, each.html, seen[each.id]) for each in shown) if ways else ()


def find_choice_html(ways: Collection[ChoiceKey], choice: ChoiceId | None) -> str:
    """Give the words of a way on as HTML, "" where there is none of that id."""
    return next((way.html for way in ways if way.id == choice), "")


def write_key(wanted: Answer | ChoiceId) -> str:
    """Write what a form sends to agree with a wish: equal wishes have equal keys.

    >>> from learning.model.names import OptionId
    >>> write_key(Chosen(frozenset({OptionId("b"), OptionId("a")})))
    '{"chosen":["a","b"]}'
    >>> write_key(ChoiceId("ring-first"))
    'ring-first'
    """
    return str(wanted) if isinstance(wanted, str) else write_json(answer_to_json(wanted))


def word_answer(question: Question, answer: Answer) -> str:
    """Give an answer in the words of its question, as HTML; what people typed is escaped.

    >>> from learning.model.names import OptionId, QuestionId
    >>> form = Ticks((Option(OptionId("a"), "<em>Ring</em>"), Option(OptionId("b"), "Write")))
    >>> question = Question(QuestionId("q"), "What first?", "", "", form)
    >>> word_answer(question, Chosen(frozenset({OptionId("a")})))
    '<em>Ring</em>'
    """
    return "; ".join(_word_parts(question, answer, _list_options(question)))


def _word_parts(question: Question, answer: Answer, options: Mapping[str, str]) -> list[str]:
    match answer:
        case Chosen(chosen):
            return [html for option, html in options.items() if option in chosen]
        case Matched(pairs):
            return [f"{options.get(one, '')}: {options.get(two, '')}" for one, two in pairs]
        case Ordered(items):
            return [options.get(item, "") for item in items]
        case Judged(ratings):
            return [f"{options.get(one, '')}: {rating:+d}" for one, rating in ratings]
        case Filled(gaps):
            return [options.get(text, escape(text)) for _, text in gaps]
        case Measured(text) | Written(text):
            unit = question.form.unit if isinstance(question.form, Number) else ""
            return [escape(text if unit in text else f"{text} {unit}")]
        case Planned(rows):
            return [escape(row.action) for row in rows]
        case _:
            assert_never(answer)


def list_menus(module: Module, question: QuestionId) -> frozenset[str]:
    """List what can be picked in the gaps of a question; nothing where there is none of that id."""
    blocks = (
        block
        for scene, side in product(module.case.scenes, (HEALTH, LAW))
        for block, _ in list_blocks(module, side, scene)
    )
    return frozenset(
        option.id
        for block in blocks
        if isinstance(block, Asked) and block.question.id == question
        if isinstance(block.question.form, Gaps)
        for gap in block.question.form.gaps
        for option in gap.menu
    )


def _list_options(question: Question) -> dict[str, str]:
    match question.form:
        case Ticks(options) | Scale(options):
            listed: tuple[Option, ...] = options
        case Matching(prompts, options):
            listed = (*prompts, *options)
        case Ordering(items):
            listed = items
        case Gaps(_, gaps):
            listed = tuple(option for gap in gaps for option in gap.menu)
        case Judgement(situations):
            return {each.id: each.finding_html for each in situations}
        case _:
            listed = ()
    return {each.id: each.html for each in listed}
