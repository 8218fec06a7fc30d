"""What a learner wrote as a PDF, to keep, print, or hand to somebody."""

from datetime import datetime

from learning.web.pages.words import say_date
from learning.web.pages.work import Work, WorkPage
from learning.web.paper import (
    finish,
    head,
    list_paragraphs,
    opened_paper,
    spell,
    write,
    write_all,
)
from learning.web.sheet import PRIMARY, QUIET, Block, Sheet


def print_work(page: WorkPage, *, made_at: datetime) -> bytes:
    """Give the PDF."""
    with opened_paper(page.title, subject=f"Written by {page.name}", made_at=made_at) as sheet:
        name = spell(sheet, page.name)
        write(sheet, Block("What I wrote", 11, 2, PRIMARY, bold=True))
        write(sheet, Block(page.title, 22, 2, bold=True))
        write(sheet, Block(name, 13, 1, QUIET))
        write(sheet, Block(say_date(page.written_on), 10.5, 5, QUIET))
        for work in page.works:
            _write_work(sheet, work)
        return finish(sheet, f"{name} · {page.title}")


def _write_work(sheet: Sheet, work: Work) -> None:
    write(sheet, head(work.title))
    write_all(sheet, list_paragraphs(work.text))
    write_all(sheet, (Block(row, 10.5, 3) for row in work.plan))
