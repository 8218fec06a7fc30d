"""Who of a cohort may need help and why, in words: the rules themselves, and what often helps."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from learning.evidence.helping import (
    FEWEST_CUES,
    FEWEST_DONE,
    FEWEST_LEARNERS,
    FEWEST_SURE,
    NEAR_DAYS,
    NEVER_CUES,
    STILL_DAYS,
    Finding,
    Reason,
)
from learning.exchange.tables import BEGINNING, write_row
from learning.operations.teaching_help import Help, Helped
from learning.web.pages.teaching_asked import Link, name_profession
from learning.web.pages.words import NEED_WORDS, say_count

MOST_TITLES = 3


@dataclass(frozen=True, slots=True)
class RuleWords:
    """A rule in words: what it is called, when it holds, and what often helps."""

    title: str
    holds: str
    helps: str


RULES: Mapping[Reason, RuleWords] = {
    Reason.OVERDUE: RuleWords(
        "Something is overdue",
        "A module that is not optional is not done, and its day has passed.",
        "Ask what stood in the way, and agree a day. A later date can be given to one person.",
    ),
    Reason.NOT_BEGUN: RuleWords(
        "Not begun, though most have",
        "Two of three of the others have begun a module that this person has not. Said from "
        f"{FEWEST_LEARNERS} learners on.",
        "A short message that names the module and how long it takes. Ask whether they can get in.",
    ),
    Reason.STANDING_STILL: RuleWords(
        "Standing still, with a day near",
        f"No move for {STILL_DAYS} days or more, and something is due within {NEAR_DAYS} days.",
        "Ask how they are before asking for work. Point to the one next step.",
    ),
    Reason.SLOWER: RuleWords(
        "Slower than is usual for them",
        f"More than {STILL_DAYS} days, and more than three times as long as usual for them, since "
        f"they finished a module. Said from {FEWEST_DONE} modules on; others play no part in it.",
        "Something may have changed in their life. A placement, or a hard module, is a good guess.",
    ),
    Reason.BELOW: RuleWords(
        "Below the pass mark after two tries",
        "A module was finished twice or more, and what counts of it is below its pass mark.",
        "Go through one attempt together: which answer was given, and what they were thinking.",
    ),
    Reason.SURE_AND_WRONG: RuleWords(
        "Often sure, and wrong",
        f"Of {FEWEST_SURE} or more answers given as sure, fewer were right than that level is for "
        "(four in five), by more than chance.",
        "Let them explain an answer aloud before they see what is right. This is about judging "
        "oneself; it is no mark.",
    ),
    Reason.NEVER_HEARD: RuleWords(
        "A legal need never heard",
        f"{NEVER_CUES} or more cues of one legal need came up, and none was marked with it.",
        "Play one scene of that need together, and read aloud what the patient says.",
    ),
    Reason.MISSED: RuleWords(
        "A legal need often missed",
        f"Of {FEWEST_CUES} or more cues of one legal need, more were missed than heard.",
        "A case of that need, or a shared session with somebody of the other side.",
    ),
}


@dataclass(frozen=True, slots=True)
class HelpRow:
    """A learner, and what holds of them as pairs: the rule, and the figures it rests on."""

    name: str
    url: str
    words: str
    findings: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class HelpPage:
    """Everything the template prints."""

    cohort_id: str
    name: str
    url: str
    lede: str
    rows: tuple[HelpRow, ...]
    shows: tuple[Link, ...]
    rules: tuple[RuleWords, ...]


def make_help(helped: Help, reason: str) -> HelpPage:
    """Show who may need help, or those of whom one rule holds."""
    url = f"/cohorts/{helped.cohort.id}"
    some = tuple(each for each in helped.people if not reason or reason in _name_reasons(each))
    return HelpPage(
        cohort_id=helped.cohort.id,
        name=helped.cohort.name,
        url=f"{url}/help",
        lede=_say_lede(helped),
        rows=tuple(_make_row(url, each) for each in some),
        shows=tuple(_list_shows(helped, f"{url}/help", reason)),
        rules=tuple(RULES.values()),
    )


def read_reason(asked: str) -> str:
    """Read which rule is asked for; what is none counts as not asked for."""
    return asked if asked in set(Reason) else ""


def say_finding(finding: Finding) -> str:
    """Say what a rule rests on.

    >>> say_finding(Finding(Reason.STANDING_STILL, ("Debt",), count=9))
    'No move for 9 days, and due soon: Debt'
    """
    count, titles = finding.count, _list_titles(finding)
    need = NEED_WORDS[finding.need].lower() if finding.need else ""
    match finding.reason:
        case Reason.OVERDUE:
            return f"Overdue: {titles}"
        case Reason.NOT_BEGUN:
            return f"Most of the others have begun: {titles}"
        case Reason.STANDING_STILL:
            return f"No move for {say_count(count, 'day')}, and due soon: {titles}"
        case Reason.SLOWER:
            usual = say_count(finding.of, "day")
            return f"{say_count(count, 'day')} since a module was finished; usually {usual}"
        case Reason.BELOW:
            return f"Below the pass mark: {titles}"
        case Reason.SURE_AND_WRONG:
            return f"Not right in {count} of {finding.of} answers given as sure"
        case Reason.NEVER_HEARD:
            return f"None of {say_count(count, 'cue')} of {need} was heard"
        case Reason.MISSED:
            return f"{count} of {finding.of} cues of {need} were missed"


def write_help(helped: Help) -> Iterator[str]:
    """Write who may need help as a table, a line for each rule that holds."""
    yield BEGINNING + write_row(["Name", "Email address", "Profession", "Why", "What it rests on"])
    for each in helped.people:
        learner = each.learner
        about = (learner.name, learner.email, name_profession(learner.profession))
        for finding in each.findings:
            yield write_row([*about, RULES[finding.reason].title, say_finding(finding)])


def _list_titles(finding: Finding) -> str:
    shown, more = finding.about[:MOST_TITLES], len(finding.about) - MOST_TITLES
    return ", ".join(shown) + (f" and {more} more" if more > 0 else "")


def _make_row(url: str, each: Helped) -> HelpRow:
    return HelpRow(
        name=each.learner.name,
        url=f"{url}/learners/{each.learner.person_id}",
        words=name_profession(each.learner.profession),
        findings=tuple((RULES[it.reason].title, say_finding(it)) for it in each.findings),
    )


def _name_reasons(each: Helped) -> set[str]:
    return {it.reason.value for it in each.findings}


def _list_shows(helped: Help, url: str, reason: str) -> Iterator[Link]:
    yield Link(f"All ({len(helped.people)})", url, not reason)
    for each, words in RULES.items():
        count = sum(each.value in _name_reasons(one) for one in helped.people)
        if count:
            yield Link(f"{words.title} ({count})", f"{url}?reason={each}", reason == each)


def _say_lede(helped: Help) -> str:
    calm = helped.learners - len(helped.people)
    some = say_count(len(helped.people), "learner")
    return (
        f"Of {some} one of the rules below holds, of {calm} none does. A rule says where to look; "
        "it measures nobody, and nothing of it is kept."
    )
