"""What a cohort heard, in words: need by need, first against latest, and cue by cue of one case.

Knows what the operation gives; no HTML, no colours.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from learning.evidence.spotting import NeedTally, Spotting, find_heard, find_over_referral
from learning.model.names import Need
from learning.operations.teaching_spotting import CohortSpotting
from learning.web.pages.plots import NeedRow, plot_needs
from learning.web.pages.teaching_tables import NOTHING, Table, say_share, tell_about
from learning.web.pages.words import NEED_WORDS, say_count


@dataclass(frozen=True, slots=True)
class SpottingPage:
    """What a cohort heard. `cases` are title, address and whether its cues are shown."""

    cohort: str
    cohort_id: str
    url: str
    lede: str
    needs: tuple[NeedRow, ...]
    by_need: Table
    again: str
    compared: Table
    cases: tuple[tuple[str, str, bool], ...]
    by_case: Table
    case: str
    cue_words: str
    cues: Table
    lures: Table
    path: str

    @property
    def tables(self) -> tuple[Table, ...]:
        """All that is shown, as tables."""
        words = (("All", self.lede), ("Played again", self.again), ("Cues", self.cue_words))
        about = tell_about((("Cohort", self.cohort), ("Case", self.case), *words))
        return (about, self.by_need, self.compared, self.by_case, self.cues, self.lures)


def make_spotting(found: CohortSpotting) -> SpottingPage:
    """Show what a cohort heard."""
    home = f"/cohorts/{found.desk.cohort.id}"
    return SpottingPage(
        cohort=found.desk.cohort.name,
        cohort_id=found.desk.cohort.id,
        url=f"{home}/spotting",
        lede=_say_lede(found),
        needs=plot_needs(found.first),
        by_need=Table(
            "By legal need, the first time",
            ("Legal need", "Heard", "Missed", "Share heard", "False alarms", "Over-referral"),
            tuple(_list_needs(found.first)),
            (1, 2, 3, 4, 5),
        ),
        again=_say_again(found),
        compared=Table(
            "First against latest",
            ("Legal need", "Heard first", "Heard latest", "False alarms first", "… latest"),
            tuple(_compare(found.before, found.after)),
            (1, 2, 3, 4),
        ),
        cases=tuple(
            (each.title, f"{home}/spotting?case={each.path}#cues", each.path == found.path)
            for each in found.cases
        ),
        by_case=Table(
            "Case by case, the first time",
            ("Case", "Learners", "Heard", "Missed", "Share heard", "False alarms"),
            tuple(
                (each.title, str(each.times), *_say_tally(each.whole)[:4]) for each in found.cases
            ),
            (1, 2, 3, 4, 5),
        ),
        case=next((each.title for each in found.cases if each.path == found.path), ""),
        cue_words=_say_cues(found),
        cues=Table(
            "Cues, those missed most first",
            ("Words", "Need", "Scene", "Came up", "Missed", "Share missed", "Under another need"),
            tuple(_list_cues(found)),
            (3, 4, 5, 6),
        ),
        lures=_list_lures(found),
        path=found.path,
    )


def _list_lures(found: CohortSpotting) -> Table:
    rows = (
        (each.words, each.scene, str(each.misnamed))
        for each in found.cues
        if each.need is None and each.misnamed
    )
    head = ("Words", "Scene", "Marked by")
    return Table("Words that look like a cue and are none", head, tuple(rows), (2,))


def _say_lede(found: CohortSpotting) -> str:
    if not found.times:
        return "No learner of this cohort has been through a case with something to hear yet."
    return (
        f"{say_count(found.times, 'first time', 'first times')} through"
        f" {say_count(len(found.cases), 'case')}, alone or as one’s own part in a shared session."
    )


def _say_again(found: CohortSpotting) -> str:
    if not found.again:
        return "Nobody has been through a case a second time yet, so there is nothing to compare."
    times = say_count(found.again, "time", "times")
    return (
        f"{times} somebody came back to a case. Here is what they heard of it first and latest:"
        " the same people and the same cases. Who comes back has read the debrief."
    )


def _say_cues(found: CohortSpotting) -> str:
    changed = ""
    if found.changed:
        which = say_count(found.changed, "attempt")
        changed = f" {which} met other cues too, on an older version: those are not here."
    people = say_count(found.people, "learner")
    return f"By the first whole attempts of {people} who played it alone.{changed}"


def _list_needs(spotting: Spotting) -> Iterator[tuple[str, ...]]:
    for need, tally in spotting.items():
        yield (NEED_WORDS[need], *_say_tally(tally))


def _say_tally(tally: NeedTally) -> tuple[str, ...]:
    return (
        str(tally.hits),
        str(tally.misses),
        say_share(find_heard(tally)),
        str(tally.false_alarms),
        say_share(find_over_referral(tally)),
    )


def _compare(before: Spotting, after: Spotting) -> Iterator[tuple[str, ...]]:
    for need in Need:
        if need in before or need in after:
            one, two = before.get(need, NeedTally()), after.get(need, NeedTally())
            yield (
                NEED_WORDS[need],
                _say_heard(one),
                _say_heard(two),
                str(one.false_alarms),
                str(two.false_alarms),
            )


def _say_heard(tally: NeedTally) -> str:
    cues = tally.hits + tally.misses
    return f"{tally.hits} of {cues} ({say_share(tally.hits / cues)})" if cues else NOTHING


def _list_cues(found: CohortSpotting) -> Iterator[tuple[str, ...]]:
    for each in found.cues:
        if each.need is not None:
            numbers = (str(each.shown), str(each.missed), say_share(each.missed / each.shown))
            yield (each.words, NEED_WORDS[each.need], each.scene, *numbers, str(each.misnamed))
