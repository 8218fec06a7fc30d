"""The figures of the whole site in words: counts, and shares only where they tell of nobody."""

from dataclasses import dataclass

from learning.model.names import Kind
from learning.operations.totals import DAYS, FEWEST, Figures, Line
from learning.web.pages.words import KIND_WORDS, say_percent

FEW = "few"


@dataclass(frozen=True, slots=True)
class FiguresPage:
    """Everything the template of the figures prints; rows are those of tables."""

    facts: tuple[tuple[str, str], ...]
    courses: tuple[tuple[str, ...], ...]
    modules: tuple[tuple[str, ...], ...]
    fewest: int


def make_figures(figures: Figures) -> FiguresPage:
    """Put the figures into rows."""
    return FiguresPage(
        facts=(
            ("Learners", f"{figures.learners:,}"),
            (f"People who made a move in the last {DAYS} days", f"{figures.active:,}"),
            ("Attempts begun", f"{figures.begun:,}"),
            ("Attempts finished", f"{figures.finished:,}"),
        ),
        courses=tuple(_make_course(each) for each in figures.courses),
        modules=tuple(_make_module(each) for each in figures.modules),
        fewest=FEWEST,
    )


def _make_course(line: Line) -> tuple[str, ...]:
    return (line.title, f"{line.enrolled:,}", f"{line.certified:,}")


def _make_module(line: Line) -> tuple[str, ...]:
    kind = KIND_WORDS[Kind(line.kind)] if line.kind else "Not published"
    counts = (line.begun, line.finished, line.takers, line.done)
    mean = None if line.kind == Kind.SURVEY else line.mean
    shares = (line.share_finished, mean)
    return (
        f"{line.title} ({kind.lower()})",
        *(f"{each:,}" for each in counts),
        *(FEW if each is None else say_percent(each, 1) for each in shares),
    )
