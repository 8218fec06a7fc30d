"""A portfolio as a PDF: A4 pages in the look of the site, the joint plan beside the model plan.

Knows what follows what; what may stand in it was decided before.
"""

from collections.abc import Iterator
from datetime import datetime

from learning.web.pages.planned import PlanRows
from learning.web.pages.portfolio import NOTHING, PortfolioPage
from learning.web.pages.words import join_words
from learning.web.paper import (
    finish,
    head,
    list_paragraphs,
    opened_paper,
    spell,
    write,
    write_all,
    write_columns,
)
from learning.web.sheet import PRIMARY, QUIET, Block, Sheet

PLAN = "Our joint plan"
PLANS = "Our joint plan, and the model plan beside it"


def print_portfolio(page: PortfolioPage, *, made_at: datetime) -> bytes:
    """Give the PDF of a portfolio."""
    title, subject = f"Shared session: {page.title}", f"{page.name}, for their portfolio"
    with opened_paper(title, subject=subject, made_at=made_at) as sheet:
        write_all(sheet, _list_head(sheet, page))
        _write_plan(sheet, page.plan)
        write_all(sheet, _list_own(sheet, page))
        write_all(sheet, _list_halves(page))
        return finish(sheet, f"{spell(sheet, page.name)} · {page.title}")


def _write_plan(sheet: Sheet, plan: PlanRows) -> None:
    write(sheet, head(PLANS if plan.model else PLAN))
    if plan.model:
        write_columns(sheet, ("Our plan", "The model plan"), plan.pairs())
    else:
        write_all(sheet, (Block(row, 10.5, 3) for row in plan.ours or (NOTHING,)))


def _list_head(sheet: Sheet, page: PortfolioPage) -> Iterator[Block]:
    yield Block("Shared session", 11, 2, PRIMARY, bold=True)
    yield Block(page.title, 22, 2, bold=True)
    yield Block(spell(sheet, page.name), 13, 5, QUIET)
    mates = join_words(tuple(spell(sheet, each) for each in page.mates))
    company = (("With", mates),) if mates else ()
    for label, words in (*page.facts, *company, *page.marks):
        yield Block(f"{label}: {words}", 10.5, 1)
    if page.gain:
        yield Block(page.gain, 10.5, 1)
    yield head("The way the team went")
    for scene, choice in page.path:
        yield Block(f"{scene}: {choice}" if choice else scene, 10.5, 1.5, bullet=True)
    if page.answers:
        yield head("What the team decided")
        for title, words in page.answers:
            yield Block(title, 10.5, 0.5, bold=True)
            yield Block(words, 10.5, 2)


def _list_own(sheet: Sheet, page: PortfolioPage) -> Iterator[Block]:
    yield head("My reflection")
    yield from list_paragraphs(page.reflection or NOTHING)
    if page.feedback:
        yield head("What team-mates wrote to me")
        for name, words in page.feedback:
            yield Block(spell(sheet, name), 10.5, 0.5, bold=True)
            yield from list_paragraphs(words)


def _list_halves(page: PortfolioPage) -> Iterator[Block]:
    """List what one side alone knew or heard: most of it is long, and so it comes last."""
    parts = (
        ("What each side did not hear", page.missed),
        ("What was told, and what was not", page.untold),
    )
    for title, groups in parts:
        if groups:
            yield head(title)
        for name, rows in groups:
            yield Block(name, 10.5, 0.5, bold=True)
            for row in rows:
                yield Block(row, 10.5, 1.5, bullet=True)
