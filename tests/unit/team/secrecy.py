"""What is secret in a session, from whom and until when: said once more, from the events' side.

Every secret carries a mark; whoever reads one before its time has been shown too much.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import is_dataclass, replace
from functools import cache

from learning.model.case import Asked
from learning.model.names import PersonId
from learning.play.shown import CuePanel, ShownQuestion
from learning.play.sifted import list_blocks
from learning.quiz.answer import Measured, Written
from learning.team import events as acts
from learning.team.alone import count_steps
from learning.team.deciding import may_choose
from learning.team.events import Act
from learning.team.session import Phase, Stage, Team
from learning.team.shown_all import ConsoleView, ProjectorView
from tests.unit.team.robots import Room

MARK = re.compile(r"(?:zz9)([a-z0-9]+?)(?:9zz)|(\d\.90709)")
LATER = (Phase.DEBRIEF, Phase.REFLECTION, Phase.OVER)


def dress(act: Act, person: PersonId, room: Room) -> Act:
    """Put a mark into every word that a member writes."""
    team = room.session.seats[person].team
    match act:
        case acts.Reply(answer=Measured()):
            number = f"{list(room.session.seats).index(person)}.90709"
            return replace(act, answer=Measured(number), reason=f"zz9reason9{person}9qn9zz")
        case acts.Reply(answer=Written()):
            return replace(act, answer=Written(f"zz9words9{person}9zz"))
        case acts.Reply(question=question):
            return replace(act, reason=f"zz9reason9{person}9{question[-2:]}9zz")
        case acts.Propose():
            return replace(act, reason=f"zz9reason9{person}9way9zz")
        case acts.Reflect() | acts.MakeAppeal():
            of = f"reflection9{person}" if isinstance(act, acts.Reflect) else f"appeal9{team}"
            return replace(act, words=f"zz9{of}9zz")
        case acts.GiveFeedback(to=to):
            return replace(act, words=f"zz9feedback9{person}9{to}9zz")
        case _:
            return replace(act, text=f"zz9cell9{team}9zz") if isinstance(act, acts.Write) else act


@cache
def read_marks(text: str) -> frozenset[str]:
    return frozenset(one or other for one, other in MARK.findall(text))


def find_marks(thing: object) -> set[str]:
    """Give the marks in every text of a view, however deep, names of things among them."""
    found: set[str] = set()
    left = [thing]
    while left:
        match left.pop():
            case str() as text:
                found |= read_marks(text)
            case Mapping() as mapping:
                left += [*mapping.keys(), *mapping.values()]
            case tuple() | list() | frozenset() as several:
                left += several
            case each if is_dataclass(each):
                left += [getattr(each, name) for name in each.__slots__]
    return found


def find_told(thing: object) -> set[str]:
    """Give the questions whose marks or reasons a view tells, and `(cues)` for those of cues."""
    found: set[str] = set()
    left = [thing]
    while left:
        match left.pop():
            case ShownQuestion(question=question) as shown:
                found |= {question.id} if shown.told or shown.rubric else set()
            case CuePanel(score=score):
                found |= set() if score is None else {"(cues)"}
            case Mapping() as mapping:
                left += mapping.values()
            case tuple() as several:
                left += several
            case each if is_dataclass(each):
                left += [getattr(each, name) for name in each.__slots__]
    return found


class Knowing:
    """What one member may know by now, from where their team stands."""

    def __init__(self, room: Room, person: PersonId) -> None:
        self.room, self.session, self.person = room, room.session, person
        self.seat = self.session.seats[person]
        self.team: Team = self.session.teams[self.seat.team]
        self.sides = {self.session.seats[each].side for each in self.team.members}
        self.ended = self.session.stage is Stage.ENDED
        self.later = self.team.phase in LATER or self.ended

    def find_leaks(self, view: object) -> list[str]:
        marks = sorted(find_marks(view))
        told = sorted(find_told(view))
        leaks = [mark for mark in marks if not self.may_know(mark)]
        return leaks + [f"told {each}" for each in told if not self._may_be_told_of(each)]

    def may_know(self, mark: str) -> bool:
        if mark.endswith(".90709"):
            return self._knows_number(list(self.session.seats)[int(mark[0])])
        kind, *rest = mark.split("9")
        rules: Mapping[str, Callable[..., bool]] = {
            "scene": self._visited,
            "side": self._knows_text,
            "cue": self._knows_cue,
            "told": self._knows_key,
            "way": self._knows_way,
            "after": self._knows_after,
            "open": lambda nick: self._decided(self._question(nick)),
            "ending": self._knows_ending,
            "plan": lambda _: self.later,
            "reason": self._knows_locked,
            "words": lambda writer: self._knows_locked(writer, "qf"),
            "cell": lambda team: team == str(self.team.id),
            "appeal": lambda team: team == str(self.team.id),
            "announced": lambda team: team == str(self.team.id),
            "reflection": lambda writer: writer == self.person,
            "feedback": self._knows_feedback,
        }
        return kind in rules and rules[kind](*rest)

    def _turns(self, scene: str) -> list[tuple[bool, object]]:
        """Give the team's turns in a scene, each with whether it is the one it is in."""
        return [(turn is self.team.turn, turn) for turn in self.team.turns if turn.scene == scene]

    def _visited(self, scene: str) -> bool:
        return bool(self._turns(scene))

    def _past(self, scene: str, *phases: Phase) -> bool:
        """Say whether the team is, or was, in a scene at none of these phases, nor in its brief."""
        early = (Phase.BRIEF, *phases)
        return any(not now or self.team.phase not in early for now, _ in self._turns(scene))

    def _revealed(self, scene: str) -> bool:
        return any(turn.revealed for _, turn in self._turns(scene))

    def _question(self, nick: str) -> str:
        keys = (key.questions for key in self.room.module.key.scenes.values())
        return next(each for key in keys for each in key if each.endswith(nick))

    def _scene(self, question: str) -> str:
        scenes = self.room.module.key.scenes.items()
        return next(scene for scene, key in scenes if question in key.questions)

    def _decided(self, question: str) -> bool:
        return any(question in turn.decided for turn in self.team.turns)

    def _replied(self, question: str) -> bool:
        teams = (self.session.teams[each] for each in (*self.seat.former, self.team.id))
        commits = (turn.commits.get(self.person) for team in teams for turn in team.turns)
        return any(question in commit.replies for commit in commits if commit)

    def _is_common(self, question: str) -> bool:
        scene = self._scene(question)
        asked = [
            {each.question.id for each, _ in list_blocks(self.room.module, side, scene)
             if isinstance(each, Asked)}
            for _, turn in self._turns(scene) for side in turn.sides
        ]  # fmt: skip
        return question in set.intersection(*asked) and not question.endswith("qf")

    def _knows_text(self, side: str, what: str) -> bool:
        is_prose = what in self.room.module.case.scenes
        if not self._visited(what if is_prose else "one"):
            return False
        missing = side not in self.sides
        if not is_prose and self._is_common(self._question(f"q{side[0]}")):
            return True
        return side == self.seat.side or (is_prose and (missing or self.later))

    def _knows_cue(self, side: str, scene: str) -> bool:
        own = side in ("all", self.seat.side)
        return (own and self._revealed(scene)) or (self.later and self._visited(scene))

    def _knows_key(self, nick: str, what: str) -> bool:
        question = self._question(nick)
        tried = self.team.play.tried.get(question, ())
        ticked = (each for given in tried for each in getattr(given.answer, "options", ()))
        if any(f"9{what}9" in f"9{each}9" for each in ticked):
            return True
        return self._may_be_told_of(question)

    def _may_be_told_of(self, question: str) -> bool:
        if question == "(cues)":
            return self._revealed(self.team.turn.scene)
        if self._decided(question):
            return True
        scene = self._scene(question)
        return self._replied(question) and self._revealed(scene) and not self._is_common(question)

    def _knows_way(self, scene: str, what: str) -> bool:
        if not self._visited(scene):
            return False
        if self._past(scene, Phase.ALONE, Phase.SHARE, Phase.DECIDE):
            return True
        if self._past(scene, Phase.ALONE):
            return self._chosen_by_somebody(what) or (
                self.team.phase is Phase.DECIDE
                and (may_choose(self.room.module, self.session, self.team) or self.ended)
            ) or self.team.turn.choice is not None  # fmt: skip
        alone = self.team.phase is Phase.ALONE
        module, team = self.room.module, self.team
        return alone and not count_steps(module, self.session, team, person=self.person)

    def _chosen_by_somebody(self, what: str) -> bool:
        commits = self.team.turn.commits.values()
        return any(each.proposal and f"9{what}9zz" in each.proposal.choice for each in commits)

    def _knows_after(self, scene: str, what: str) -> bool:
        taken = [
            turn for now, turn in self._turns(scene)
            if not now or self.team.phase in (Phase.CONSEQUENCE, Phase.PLAN, *LATER)
        ]  # fmt: skip
        return any(turn.choice and f"9{what}9zz" in turn.choice for turn in taken)

    def _knows_ending(self, scene: str) -> bool:
        asking = (Phase.ALONE, Phase.SHARE, Phase.DECIDE)
        waiting = self.team.phase is Phase.REVEAL and not self.team.turn.revealed
        return self.later or (self._past(scene, *asking) and not waiting)

    def _knows_locked(self, writer: str, nick: str) -> bool:
        if writer == self.person:
            return True
        if writer not in self.team.members:
            return False
        scene = self.team.turn.scene if nick == "way" else self._scene(self._question(nick))
        one_side = {"qh": "health", "ql": "law"}.get(nick, self.seat.side)
        return self._past(scene, Phase.ALONE) and one_side == self.seat.side

    def _knows_number(self, writer: str) -> bool:
        """A number can be the whole team's answer too, which others see at the reveal."""
        others = [self.session.teams[each] for each in self.session.seats[writer].former]
        others.append(self.session.teams[self.session.seats[writer].team])
        shown = any(turn.revealed and turn.scene == "one" for each in others for turn in each.turns)
        voted = self._past("one", Phase.ALONE)
        return self._knows_locked(writer, "qn") or (voted and self._tells(writer)) or (
            shown and self._revealed("one")
        )  # fmt: skip

    def _tells(self, writer: str) -> bool:
        """Say whether somebody of the team wants, or tried, what another wrote."""
        number = f"{list(self.session.seats).index(writer)}.90709"
        ballots = self.team.turn.ballots.get("how-many-days-qn", {}).values()
        tried = self.team.play.tried.get("how-many-days-qn", ())
        return any(Measured(number) == each.answer for each in (*ballots, *tried))

    def _knows_feedback(self, writer: str, reader: str) -> bool:
        over = self.ended or self.team.phase is Phase.OVER
        return writer == self.person or (reader == self.person and over)


def find_console_leaks(room: Room, view: ConsoleView) -> list[str]:
    """Give what a facilitator may not read: what is one's own, and what is done alone meanwhile."""
    never = ("told", "hint", "cue", "plan", "reflection", "feedback", "reason", "words")
    marks = find_marks(view)
    leaks = [mark for mark in marks if mark.split("9")[0] in never]
    early = (Phase.BRIEF, Phase.ALONE)
    if all(team.phase in early and len(team.turns) == 1 for team in room.session.teams.values()):
        leaks += [mark for mark in marks if mark.endswith(".90709") or mark.startswith("way")]
    return leaks + list(find_told(view))


def find_wall_leaks(room: Room, view: ProjectorView) -> list[str]:
    """Give what the room may not read: all but what every team was shown."""
    leaks = []
    for mark in find_marks(view):
        kind = mark.split("9")[0]
        if mark.endswith(".90709") or kind == "way":
            scene = "one" if mark.endswith(".90709") else mark.split("9")[1]
            teams = [each for each in room.session.teams.values() if each.members]
            shown = any(
                turn.scene == scene and turn.revealed for each in teams for turn in each.turns
            )
            leaks += [] if shown else [mark]
        else:
            leaks.append(mark)
    return leaks + list(find_told(view))
