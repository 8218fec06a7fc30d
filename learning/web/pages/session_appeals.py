"""Appeals that wait for the facilitator: the team's words and source beside what is right.

Only for a console: it tells right answers, and what is for the tutor alone.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from learning.team.hearing import Hearing
from learning.web.pages.questions import QuestionPart, Rules, make_question
from learning.web.pages.session_people import People
from learning.web.pages.session_words import say_team


@dataclass(frozen=True, slots=True)
class AppealCard:
    """An appeal. `part` is the question with the team's answer and what is right."""

    key: str
    number: int
    team: str
    question: str
    title: str
    by: str
    words: str
    source: str
    part: QuestionPart
    notes_html: tuple[str, ...]
    reply: str = ""
    error: str = ""


def make_appeals(
    hearings: Iterable[Hearing],
    people: People,
    *,
    fields: Mapping[str, str],
    errors: Mapping[str, str],
) -> Iterator[AppealCard]:
    """Put the open appeals into words; what was written to one and not taken stands there again."""
    for each in hearings:
        appeal = each.appeal
        sent = fields.get("of") == str(each.team) and fields.get("question") == appeal.question
        yield AppealCard(
            key=f"appeal-{each.team}-{appeal.question}",
            number=each.team,
            team=say_team(each.team),
            question=appeal.question,
            title=each.shown.question.title,
            by=people.name(appeal.by),
            words=appeal.words,
            source=appeal.source,
            part=make_question(each.shown, None, Rules(over=True)),
            notes_html=each.tutor_html,
            reply=fields.get("reply", "") if sent else "",
            error=errors.get("reply", "") if sent else "",
        )
