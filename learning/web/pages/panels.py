"""Judgements beside those of a panel: how its members spread, and who agrees with one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from learning.model.form import Judgement, Situation
from learning.model.names import OptionId
from learning.play.shown import Told
from learning.quiz.answer import Judged
from learning.quiz.verdict import JudgedVerdict
from learning.web.pages.entries import RATINGS
from learning.web.pages.words import join_words, say_count

SAID = {int(value): words for value, words in RATINGS}
BAR_HEIGHT = 36


@dataclass(frozen=True, slots=True)
class VoteBar:
    """One answer of the panel, drawn from the bottom up; `mine` is what the learner gave."""

    words: str
    votes: int
    height: int
    mine: bool


@dataclass(frozen=True, slots=True)
class JudgedRow:
    """One situation: what was given and, once told, how the panel spread."""

    thinking_html: str
    finding_html: str
    given: str
    verdict: str
    tone: str
    panel: tuple[VoteBar, ...]
    panel_words: str


@dataclass(frozen=True, slots=True)
class JudgementOutcome:
    """All situations."""

    rows: tuple[JudgedRow, ...]
    bar_height: int = BAR_HEIGHT
    kind: str = "judgement"


def make_judgement(form: Judgement, answer: Judged, told: Told | None) -> JudgementOutcome:
    """Set each judgement beside the panel's."""
    ratings = dict(answer.ratings)
    verdict = told.verdict if told else None
    panels = verdict.panels if isinstance(verdict, JudgedVerdict) else {}
    return JudgementOutcome(
        tuple(_make_row(each, ratings[each.id], panels) for each in form.situations)
    )


def _make_row(
    situation: Situation, rating: int, panels: Mapping[OptionId, Sequence[int]]
) -> JudgedRow:
    given = SAID[rating]
    panel = panels.get(situation.id, ())
    if not panel:
        return JudgedRow(
            situation.thinking_html, situation.finding_html, given, "", "plain", (), ""
        )
    votes = dict(zip(SAID, panel, strict=True))
    verdict, tone = _judge(votes, rating)
    return JudgedRow(
        situation.thinking_html,
        situation.finding_html,
        given,
        verdict,
        tone,
        tuple(_draw(votes, each, mine=each == rating) for each in SAID),
        _say_panel(votes),
    )


def _draw(votes: Mapping[int, int], rating: int, *, mine: bool) -> VoteBar:
    height = round(BAR_HEIGHT * votes[rating] / max(1, *votes.values()))
    return VoteBar(SAID[rating], votes[rating], height, mine)


def _judge(votes: Mapping[int, int], rating: int) -> tuple[str, str]:
    agree, most = votes[rating], max(votes.values())
    if 2 * agree > sum(votes.values()):
        return "Most votes say so too.", "good"
    if agree == most:
        return "No answer has more votes.", "good"
    if agree:
        return f"{agree} of {sum(votes.values())} votes say so too.", "warn"
    return "No vote says so.", "bad"


def _say_panel(votes: Mapping[int, int]) -> str:
    """Say the spread in words: `10 votes: 7 more likely and 3 no change`."""
    said = tuple(f"{count} {SAID[rating]}" for rating, count in votes.items() if count)
    return f"{say_count(sum(votes.values()), 'vote')}: {join_words(said)}."
