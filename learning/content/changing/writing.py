"""Texts and plans that learners write, in two versions: model answers, rubrics, model plans."""

from collections.abc import Iterator, Sequence

from learning.content.changing.change import Change, ChangeKind, Weight
from learning.content.changing.items import is_reordered
from learning.content.changing.pairing import pair, pair_alike
from learning.content.changing.posed import Item, Posed, Turn, make_item
from learning.content.changing.wording import quote, say_count
from learning.model.form import FreeText
from learning.model.solution import Criterion, FreeTextSolution, PlannedStep, PlanSolution
from learning.play.page_text import read_html


def list_writing_changes(turn: Turn) -> Iterator[Change]:
    """Say what differs between two versions of a question that wants a text."""
    (was, now), (before, after) = turn.forms(FreeText), turn.solutions(FreeTextSolution)
    if was.peer != now.peer:
        turned = "now" if now.peer else "no longer"
        words = f"The text for {turn.name} is {turned} marked by the other side"
        yield turn.tell(ChangeKind.QUESTION, Weight.MARKS, words)
    if turn.old.edition.read(before.model_html) != turn.new.edition.read(after.model_html):
        words = f"The model answer to {turn.name} changed"
        yield turn.tell(ChangeKind.ANSWER, Weight.WORDS, words)
    for weight, words in _compare_rubrics(turn, before.rubric, after.rubric):
        yield turn.tell(ChangeKind.RUBRIC, weight, words)


def _compare_rubrics(
    turn: Turn, olds: Sequence[Criterion], news: Sequence[Criterion]
) -> Iterator[tuple[Weight, str]]:
    pairs = pair_alike(
        pair(_read_rubric(turn.old, olds), _read_rubric(turn.new, news), lambda each: each[0].html),
        lambda each: each[0].text,
    )
    rubric, marks = f"the rubric of {turn.name}", Weight.MARKS
    for old, _ in pairs.gone:
        yield marks, f"The criterion {quote(old.text)} in {rubric} is gone"
    for new, points in pairs.new:
        yield marks, f"{quote(new.text)} is new in {rubric} ({say_count(points, 'point')})"
    for (one, was), (other, points) in pairs.kept:
        if one.html != other.html:
            words = f"The criterion {quote(one.text)} in {rubric} reads {quote(other.text)} now"
            yield Weight.WORDS, words
        if was != points:
            worth = f"{say_count(points, 'point')} instead of {was}"
            yield marks, f"{quote(other.text)} in {rubric} is worth {worth}"


def _read_rubric(posed: Posed, rubric: Sequence[Criterion]) -> list[tuple[Item, int]]:
    return [(make_item(posed.edition, each.html, each.html), each.points) for each in rubric]


def list_plan_changes(turn: Turn) -> Iterator[Change]:
    """Say what differs between two model plans, step by step; nothing is marked by them."""
    before, after = turn.solutions(PlanSolution)
    olds, news = _read_plan(turn.old, before.steps), _read_plan(turn.new, after.steps)
    pairs = pair_alike(pair(olds, news, lambda each: each.id), lambda each: each.id)
    plan = f"the model plan of {turn.name}"
    said = [f"{quote(each.id)} is no longer a step of {plan}" for each in pairs.gone]
    said += [f"{quote(each.id)} is a new step of {plan}" for each in pairs.new]
    said += [
        f"The step {quote(new.id)} in {plan} changed"
        for old, new in pairs.kept
        if old.html != new.html
    ]
    if is_reordered(olds, news, pairs):
        said.append(f"The steps of {plan} stand in another order")
    for words in said:
        yield turn.tell(ChangeKind.PLAN, Weight.WORDS, words)


def _read_plan(posed: Posed, steps: Sequence[PlannedStep]) -> tuple[Item, ...]:
    return tuple(_read_step(posed, each) for each in steps)


def _read_step(posed: Posed, step: PlannedStep) -> Item:
    cells = (step.need, step.action_html, step.who_html, step.by_when_html, step.why_html)
    return make_item(posed.edition, read_html(step.action_html), *cells)
