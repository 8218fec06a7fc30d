"""What members write together and for each other: the joint plan, appeals, reflection, feedback."""

from dataclasses import replace

from learning.model.names import PersonId
from learning.quiz.answer import MAX_ANSWER_CHARACTERS, MAX_PLAN_ROWS, Mark, Result
from learning.team.changes import put_turn
from learning.team.events import (
    GiveFeedback,
    MakeAppeal,
    Reflect,
    RemoveLine,
    Rule,
    Tell,
    Write,
)
from learning.team.merging import merge
from learning.team.session import Appeal, Cell, Line, Refusal, Refused, Team

TOO_LONG = Refused(Refusal.TOO_LONG)
_UNKNOWN = Refused(Refusal.UNKNOWN)
_FULL = Refused(Refusal.FULL)
# Lines that were taken out are kept too; nobody needs as many.
_MOST_LINES = 200


def tell(team: Team, person: PersonId, act: Tell, *, private: frozenset[str]) -> Team | Refused:
    """Tick or untick a private passage as told; only one's own side's passages can be."""
    if act.prose not in private:
        return _UNKNOWN
    before = team.turn.told.get(person, frozenset())
    now = before | {act.prose} if act.told else before - {act.prose}
    return put_turn(team, replace(team.turn, told={**team.turn.told, person: now}))


def write(team: Team, person: PersonId, act: Write) -> Team | Refused:
    """Write a cell of the plan from the version `act.base`; a line that was removed comes back."""
    if len(act.text) > MAX_ANSWER_CHARACTERS:
        return TOO_LONG
    if act.line == 0:
        cell = Cell(("", act.text), person)
        line = Line(len(team.plan) + 1, {act.column: cell})
        return _FULL if _is_full(team) else replace(team, plan=(*team.plan, line))
    found = _find_line(team, act.line)
    if found is None:
        return _UNKNOWN
    cell = found.cells.get(act.column, Cell())
    if not 0 <= act.base <= cell.version:
        return _UNKNOWN
    written = write_cell(cell, person, text=act.text, base=act.base)
    if isinstance(written, Refused):
        return written
    if written is cell:
        return team
    if found.removed and _is_full(team):
        return _FULL
    line = replace(found, cells={**found.cells, act.column: written}, removed=False)
    return _put_line(team, line)


def write_cell(cell: Cell, person: PersonId, *, text: str, base: int) -> Cell | Refused:
    """Give a cell after somebody wrote it who had seen version `base`: nothing is lost unseen.

    What moved on since is merged where the two changed different words. Where they did not, the
    text stands and what was written is kept beside it as its rival, until somebody who has seen
    both writes the cell anew: to keep it as it stands is to write it so.

    >>> cell = write_cell(Cell(), PersonId("amina"), text="Ring the landlord", base=0)
    >>> cell.text, cell.version
    ('Ring the landlord', 1)
    >>> cell = write_cell(cell, PersonId("ben"), text="Write first", base=0)
    >>> cell.text, cell.rival, cell.version
    ('Ring the landlord', 'Write first', 2)
    >>> cell = write_cell(cell, PersonId("amina"), text="Write first, then ring", base=2)
    >>> cell.text, cell.rival
    ('Write first, then ring', None)
    """
    before = cell.texts[base]
    if base == cell.version:
        same = text == before and cell.rival is None
        return cell if same else Cell((*cell.texts, text), person)
    if text in (before, cell.text, cell.rival):
        return cell
    merged = merge(before, cell.text, text)
    if merged is None:
        return _put_beside(cell, person, text)
    if len(merged) > MAX_ANSWER_CHARACTERS:
        return TOO_LONG
    return replace(cell, texts=(*cell.texts, merged), by=person)


def _put_beside(cell: Cell, person: PersonId, text: str) -> Cell | Refused:
    """Keep what was written as the text's rival, below one that is there already.

    The version moves on, so that who writes next is known to have seen it or not.
    """
    rival = text if cell.rival is None else f"{cell.rival}\n{text}"
    if len(rival) > MAX_ANSWER_CHARACTERS:
        return TOO_LONG
    return replace(cell, texts=(*cell.texts, cell.text), rival=rival, rival_by=person)


def remove_line(team: Team, act: RemoveLine) -> Team | Refused:
    """Take a line out of the plan or put it back."""
    found = _find_line(team, act.line)
    if found is None:
        return _UNKNOWN
    if found.removed and not act.removed and _is_full(team):
        return _FULL
    return _put_line(team, replace(found, removed=act.removed))


def make_appeal(team: Team, person: PersonId, act: MakeAppeal) -> Team | Refused:
    """Argue for the team's answer, once a question, where it did not earn all its points."""
    given = team.play.answers.get(act.question)
    if not team.turn.revealed or act.question not in team.turn.decided or given is None:
        return _UNKNOWN
    if given.mark.earned >= given.mark.possible:
        return _UNKNOWN
    if any(appeal.question == act.question for appeal in team.turn.appeals):
        return Refused(Refusal.LOCKED)
    if not act.words.strip():
        return Refused(Refusal.INCOMPLETE, "words")
    if not act.source.strip():
        return Refused(Refusal.INCOMPLETE, "source")
    if max(len(act.words), len(act.source)) > MAX_ANSWER_CHARACTERS:
        return TOO_LONG
    appeal = Appeal(act.question, person, act.words, act.source)
    return put_turn(team, replace(team.turn, appeals=(*team.turn.appeals, appeal)))


def rule(team: Team, act: Rule) -> Team | Refused:
    """Accept an appeal, which gives the team all the points, or reply to it."""
    if len(act.words) > MAX_ANSWER_CHARACTERS:
        return Refused(Refusal.TOO_LONG, "reply")
    for number, turn in enumerate(team.turns):
        for appeal in turn.appeals:
            if appeal.question == act.question and appeal.accepted is None:
                ruled = replace(appeal, accepted=act.accepted, reply=act.words)
                appeals = tuple(ruled if each is appeal else each for each in turn.appeals)
                turns = list(team.turns)
                turns[number] = replace(turn, appeals=appeals)
                team = replace(team, turns=tuple(turns))
                return _grant(team, act) if act.accepted else team
    return _UNKNOWN


def reflect(team: Team, person: PersonId, act: Reflect) -> Team | Refused:
    """Keep a member's own reflection."""
    if len(act.words) > MAX_ANSWER_CHARACTERS:
        return TOO_LONG
    return replace(team, reflections={**team.reflections, person: act.words})


def give_feedback(team: Team, person: PersonId, act: GiveFeedback) -> Team | Refused:
    """Keep what a member writes to a team-mate."""
    if act.to not in team.members or act.to == person:
        return _UNKNOWN
    if len(act.words) > MAX_ANSWER_CHARACTERS:
        return TOO_LONG
    return replace(team, feedback={**team.feedback, (person, act.to): act.words})


def _grant(team: Team, act: Rule) -> Team:
    given = team.play.answers[act.question]
    mark = Mark(given.mark.possible, given.mark.possible, Result.RIGHT)
    answers = {**team.play.answers, act.question: replace(given, mark=mark)}
    return replace(team, play=replace(team.play, answers=answers))


def _find_line(team: Team, number: int) -> Line | None:
    return next((line for line in team.plan if line.number == number), None)


def _is_full(team: Team) -> bool:
    """Say whether the plan has room for no more lines."""
    standing = sum(not line.removed for line in team.plan)
    return standing >= MAX_PLAN_ROWS or len(team.plan) >= _MOST_LINES


def _put_line(team: Team, line: Line) -> Team:
    return replace(
        team, plan=tuple(line if each.number == line.number else each for each in team.plan)
    )
