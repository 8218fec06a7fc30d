"""The sources to list below a page: those that what is on it mentions, and no others.

A source that only sealed text mentions would tell of that text. Knows modules, not attempts.
"""

from collections.abc import Iterable, Iterator

from learning.model.case import Source
from learning.model.form import list_form_html
from learning.model.key import Module
from learning.model.sources import find_mentions
from learning.play.shown import Debrief, SceneView, ShownQuestion
from learning.quiz.verdict import PlanVerdict, Verdict, WrittenVerdict


def list_sources(module: Module, texts: Iterable[str]) -> tuple[Source, ...]:
    """Give the sources these texts mention, and those that they mention in turn, by number."""
    known = {source.number: source for source in (*module.case.sources, *module.key.sources)}
    found: set[int] = set()
    fresh = find_mentions("".join(texts)) & known.keys()
    while fresh:
        found |= fresh
        fresh = find_mentions("".join(known[each].html for each in fresh)) & known.keys() - found
    return tuple(known[number] for number in sorted(found))


def list_texts(view: SceneView) -> Iterator[str]:
    """Give every piece of rendered text on the page of a scene."""
    yield from (view.prompt_html, view.ending_html)
    yield from (choice.html for choice in view.choices)
    if view.arrival:
        yield from (view.arrival.chosen_html, view.arrival.feedback_html)
    for block in view.blocks:
        if isinstance(block, ShownQuestion):
            yield from list_question_texts(block)
        else:
            yield block.html


def list_debrief_texts(debrief: Debrief) -> Iterator[str]:
    """Give every piece of rendered text on the page of a debrief."""
    yield debrief.ending_html
    for link in debrief.chain:
        yield from (link.chosen_html, link.feedback_html, *link.others_html)
    for review in debrief.reviews:
        for question in review.questions:
            yield from list_question_texts(question)
    for _, _, texts in debrief.other_side:
        yield from (text.html for text in texts)


def list_question_texts(shown: ShownQuestion) -> Iterator[str]:
    """Give every piece of rendered text of a question, its reasons only where they are shown."""
    yield from (shown.question.title_html, shown.question.body_html)
    yield from (*list_form_html(shown.form), *shown.hints_html)
    for tried in shown.tries:
        yield from tried.feedback.values()
    if shown.told:
        yield from (*shown.told.reasons_html, *shown.told.sources_html)
        yield from shown.told.feedback.values()
        yield from list_verdict_texts(shown.told.verdict)


def list_verdict_texts(verdict: Verdict) -> Iterator[str]:
    """Give the rendered text that a verdict brings: model answers, rubrics and model plans."""
    match verdict:
        case WrittenVerdict(_, model_html, rubric):
            yield from (model_html, *(criterion.html for criterion in rubric))
        case PlanVerdict(steps):
            for step in steps:
                yield from (step.action_html, step.who_html, step.by_when_html, step.why_html)
        case _:
            return
