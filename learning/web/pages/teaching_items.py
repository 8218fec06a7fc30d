"""The questions of a module with their figures, each in words: what it means, and what to do.

Knows what the operation gives; what each figure is, `docs/evidence.md` says.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from learning.evidence.items import ItemFigures
from learning.evidence.options import OptionTable
from learning.evidence.papers import FEW
from learning.evidence.reliability import PaperFigures
from learning.model.form import Ticks
from learning.model.names import Kind, OptionId
from learning.operations.teaching_evidence import Desk
from learning.operations.teaching_items import Item, ItemStudy
from learning.web.pages.entries import strip_tags
from learning.web.pages.teaching_tables import NOTHING, Table, say_figure, tell_about
from learning.web.pages.words import KIND_WORDS, say_count

EASY, HARD, WEAK, GOOD = 90, 30, 15, 30
RELIABLE, SHAKY = 70, 50
TOGETHER = "The questions together"
# A weight as high as this leaves nothing for the rest of a paper.
_ALL = 100 - 1e-6
Row = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class ModuleRow:
    """A module of the cohort, with where its map and its questions are; "" where it has none."""

    title: str
    kind: str
    map_url: str
    items_url: str


@dataclass(frozen=True, slots=True)
class ModulesPage:
    """The modules of a cohort."""

    cohort: str
    cohort_id: str
    rows: tuple[ModuleRow, ...]


@dataclass(frozen=True, slots=True)
class ItemPart:
    """A question: in words, its figures each with what it means, and its options."""

    id: str
    title: str
    scene: str
    asked: str
    few: str
    body_html: str
    rows: tuple[Row, ...]
    options: Table | None


@dataclass(frozen=True, slots=True)
class ItemsPage:
    """All questions of a module, one by one and together."""

    cohort: str
    cohort_id: str
    url: str
    map_url: str
    title: str
    lede: str
    words: tuple[str, ...]
    few: str
    whole: tuple[Row, ...]
    overview: Table
    items: tuple[ItemPart, ...]

    @property
    def tables(self) -> tuple[Table, ...]:
        """All that is shown, as tables."""
        whose = (("Cohort", self.cohort), ("Module", self.title))
        words = ((TOGETHER, each) for each in (self.lede, *self.words, self.few))
        asked = ((item.title, f"{item.asked} {item.few}".strip()) for item in self.items)
        about = tell_about((*whose, *words, *asked))
        figures = ((TOGETHER, *row) for row in self.whole)
        own = ((item.title, *row) for item in self.items for row in item.rows)
        options = tuple(each.options for each in self.items if each.options)
        meant = Table("Figures", ("Of", "Figure", "Value", "What it means"), (*figures, *own))
        return (about, self.overview, meant, *options)


def make_modules(desk: Desk) -> ModulesPage:
    """List the modules of a cohort, with what there is to see of each."""
    home, mapped = f"/cohorts/{desk.cohort.id}", (Kind.CASE, Kind.LESSON)
    rows = tuple(
        ModuleRow(
            title,
            KIND_WORDS[Kind(kind)],
            f"{home}/cases/{path}" if kind in mapped else "",
            f"{home}/items/{path}" if kind != Kind.SURVEY else "",
        )
        for path, title, kind in desk.list_modules(*Kind)
        if kind != Kind.COURSE
    )
    return ModulesPage(desk.cohort.name, desk.cohort.id, rows)


def make_items(study: ItemStudy) -> ItemsPage:
    """Show the questions of a module with their figures."""
    case, home = study.module.case, f"/cohorts/{study.desk.cohort.id}"
    mapped = case.kind in (Kind.CASE, Kind.LESSON)
    return ItemsPage(
        cohort=study.desk.cohort.name,
        cohort_id=study.desk.cohort.id,
        url=f"{home}/items/{case.path}",
        map_url=f"{home}/cases/{case.path}" if mapped else "",
        title=case.title,
        lede=_say_lede(study),
        words=tuple(_list_words(study)),
        few=_say_few(study.whole.few and study.whole.papers > 0),
        whole=tuple(_list_whole(study.whole)) if study.whole.papers else (),
        overview=Table(
            "All questions",
            ("Question", "Asked", "Facility", "Discrimination", "Efficiency"),
            tuple(
                (
                    item.question.title,
                    str(each.asked),
                    say_figure(each.facility),
                    say_figure(each.discrimination),
                    say_figure(each.efficiency),
                )
                for item, each in study.items
            ),
            (1, 2, 3, 4),
        ),
        items=tuple(_make_item(study, item, each) for item, each in study.items),
    )


def _say_lede(study: ItemStudy) -> str:
    if not study.items:
        return "Nothing in it is right or wrong, so there are no figures."
    papers = study.whole.papers
    if not papers:
        return "No learner of this cohort has finished it alone yet, so there are no figures."
    return f"{say_count(papers, 'learner')}, each by their first whole attempt."


def _list_words(study: ItemStudy) -> Iterator[str]:
    yield (
        "Only first attempts count: who has seen what was right answers other questions. What was"
        " asked and left out counts as nothing earned. A dash says that a figure is undefined."
    )
    if study.module.case.kind in (Kind.CASE, Kind.LESSON):
        yield (
            "These figures are of the questions alone. What was earned by spotting cues is in none"
            " of them: it is under Spotting."
        )
    if study.older:
        one = study.older == 1
        yield (
            f"{say_count(study.older, 'attempt')} of these {'was' if one else 'were'} made on an"
            " older version, and counts by the mark it was given there. Every other was made on"
            " the version that is published now, whose words stand here."
        )
    else:
        yield "All were made on the version that is published now."
    if study.gone:
        yield (
            f"{say_count(study.gone, 'answer')} to questions that this version does not have"
            " count in the rest of their papers, and have no figures of their own."
        )


def _say_few(few: bool) -> str:
    if not few:
        return ""
    return f"Fewer than {FEW} answers: one more person may turn these figures over."


def _list_whole(whole: PaperFigures) -> Iterator[Row]:
    yield "Mean", say_figure(whole.mean), "The share of the questions’ points earned, on average."
    yield "Median", say_figure(whole.median), "Half of the learners earned this or more."
    yield (
        "Standard deviation",
        say_figure(whole.deviation),
        "How far people lie apart." if whole.deviation is not None else "Needs two learners.",
    )
    yield "Cronbach’s alpha", say_figure(whole.alpha), _say_alpha(whole)
    yield (
        "Standard error",
        say_figure(whole.standard_error),
        "How far one person’s share may well be off what they know."
        if whole.standard_error is not None
        else "Follows from alpha, which is undefined here.",
    )


def _say_alpha(whole: PaperFigures) -> str:
    if whole.alpha is None:
        if not whole.same:
            return "Undefined: not everybody was asked the same questions."
        return "Undefined: needs two questions, three learners, and learners who differ."
    low = "It is low by design where one module asks many different things."
    if whole.alpha >= RELIABLE:
        return "The questions go together. It does not say that they ask what they should."
    if whole.alpha >= SHAKY:
        return f"The questions go together in part: read one person’s share with care. {low}"
    return f"The questions hardly go together: decide nothing about one person by it. {low}"


def _make_item(study: ItemStudy, item: Item, figures: ItemFigures) -> ItemPart:
    return ItemPart(
        id=f"question-{item.question.id}",
        title=item.question.title,
        scene=study.module.case.scenes[item.scene].title,
        asked=f"Asked {say_count(figures.asked, 'time')}.",
        few=_say_few(figures.few and figures.asked > 0),
        body_html=item.question.body_html,
        rows=tuple(_list_figures(item, figures)) if figures.asked else (),
        options=_make_options(item, figures.options) if figures.asked else None,
    )


def _list_figures(item: Item, figures: ItemFigures) -> Iterator[Row]:
    yield "Facility", say_figure(figures.facility), _say_facility(item, figures.facility)
    yield (
        "Standard deviation",
        say_figure(figures.deviation),
        "How far the answers lie apart."
        if figures.deviation is not None
        else "Undefined: needs two answers.",
    )
    yield (
        "Discrimination index",
        say_figure(figures.discrimination),
        _say_discrimination(figures),
    )
    yield (
        "Discriminative efficiency",
        say_figure(figures.efficiency),
        "The discrimination, as a share of the most that a question this hard could have."
        if figures.efficiency is not None
        else "Undefined where the discrimination is.",
    )
    yield (
        "Intended weight",
        say_figure(figures.intended),
        "The part of the questions’ points that are this question’s.",
    )
    yield (
        "Effective weight",
        say_figure(figures.effective),
        "Its part in how people differ."
        if figures.effective is not None
        else "Undefined: not all were asked the same, nobody differs, or it goes against the rest.",
    )


def _say_facility(item: Item, facility: float | None) -> str:
    if facility is None:
        return "Undefined: it has no points."
    count = len(item.options)
    form = item.question.form
    guessed = 100 / count if isinstance(form, Ticks) and not form.several and count else None
    if guessed is not None and facility <= guessed:
        return f"No more than guessing brings ({guessed:.0f}%): look at its words and its key."
    if facility < HARD:
        return "Hard: see whether the scene gives what is needed to answer it."
    if facility > EASY:
        return "Nearly everybody has it: it tells nobody apart, which may be as you want it."
    return "Neither very hard nor very easy."


def _say_discrimination(figures: ItemFigures) -> str:
    index = figures.discrimination
    if figures.intended is not None and figures.intended > _ALL:
        return "Undefined: there is no other question to compare with."
    if index is None:
        return "Undefined: all answers here, or all the answers elsewhere, are alike."
    if index < 0:
        return "Those who do well elsewhere do badly here: look at its key first."
    if index < WEAK:
        return "It hardly tells apart who does well elsewhere: look at its words and options."
    if index < GOOD:
        return "It tells people apart a little."
    return "Those who do well elsewhere do well here."


def _make_options(item: Item, options: OptionTable | None) -> Table | None:
    if options is None:
        return None
    form = item.question.form
    texts = (
        {each.id: strip_tags(each.html) for each in form.options} if isinstance(form, Ticks) else {}
    )
    rows = tuple(
        (
            _name_option(each.option, texts, item.right),
            str(each.everyone),
            str(each.lower) if options.lower else NOTHING,
            str(each.upper) if options.upper else NOTHING,
        )
        for each in options.counts
    )
    head = (
        "Option",
        f"All ({options.everyone})",
        f"Lower third ({options.lower})",
        f"Upper third ({options.upper})",
    )
    return Table(f"Options of “{item.question.title}”", head, rows, (1, 2, 3))


def _name_option(
    option: OptionId | None, texts: dict[OptionId, str], right: frozenset[OptionId]
) -> str:
    if option is None:
        return "Nothing ticked"
    text = texts.get(option, f"{option} (no longer there)")
    return f"{text} (right)" if option in right else text
