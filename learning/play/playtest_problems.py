"""What is wrong with a module, from the figures of a play-test: each with a path that shows it.

Knows figures and explorations; plays nothing itself.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeVar

from learning.model.condition import Compare
from learning.model.finding import Severity
from learning.model.key import Module
from learning.model.names import PassageId, Role, SceneId
from learning.play.playtest_report import (
    PassageFigure,
    Path,
    PlayTest,
    Problem,
    ProblemKind,
    Reach,
    SideReport,
)
from learning.play.search import Exploration

Explorations = Mapping[Role, Exploration]
Thing = TypeVar("Thing")
# Reading times are an estimate: a quarter more or less is no problem.
_LEEWAY = 0.25
_PassageKey = tuple[SceneId, PassageId, int, str]


def find_problems(
    module: Module, test: PlayTest, explorations: Explorations
) -> tuple[Problem, ...]:
    """List all problems, errors first, then in the order of the file.

    A thing that only one side never comes to is no problem while another side does: fences for
    roles are there for that.
    """
    finder = _Finder(module, test, explorations)
    found = [
        *finder.list_lost(),
        *finder.list_scenes(),
        *finder.list_choices(),
        *finder.list_endings(),
        *finder.list_passages(),
        *finder.list_steady(),
        *finder.list_minutes(),
    ]
    return tuple(sorted(found, key=lambda each: (each.severity is not Severity.ERROR, each.line)))


class _Finder:
    """Looks through the figures of all sides together."""

    def __init__(self, module: Module, test: PlayTest, explorations: Explorations) -> None:
        self.module = module
        self.test = test
        self.explorations = explorations

    def list_lost(self) -> Iterator[Problem]:
        """Places where play gets stuck, or from which no ending can be reached."""
        told = {
            ProblemKind.STUCK: "play gets stuck in “{}”: no choice is open and it is no ending",
            ProblemKind.NO_ENDING: "no ending can be reached from “{}”",
            ProblemKind.TRAP: "from “{}” no ending can be reached any more, in some plays",
        }
        lost: dict[tuple[ProblemKind, SceneId], list[tuple[Role, Path]]] = {}
        for role, found in self.explorations.items():
            # Who is stuck cannot reach an ending: once is enough.
            for kind, places in (
                (ProblemKind.STUCK, found.stuck),
                (ProblemKind.NO_ENDING, {} if found.stuck else found.no_ending),
                (ProblemKind.TRAP, {} if found.stuck else found.traps),
            ):
                for scene, path in places.items():
                    lost.setdefault((kind, scene), []).append((role, path))
        for (kind, scene), plays in lost.items():
            where = self.module.case.scenes[scene]
            message = told[kind].format(where.title)
            roles = tuple(role for role, _ in plays)
            yield Problem(Severity.ERROR, kind, roles, where.line, message, plays[0][1])

    def list_scenes(self) -> Iterator[Problem]:
        """Scenes that no play reaches, with the way to where a choice for them stands."""
        for scene, _ in self.never(lambda side: ((each.scene, each.reach) for each in side.scenes)):
            title = self.module.case.scenes[scene].title
            source = next(
                (each for each in self.list_sources(scene) if self.reached(each[0])), None
            )
            why = "no choice in a scene that is reached leads there"
            if source:
                why = f"“{source[1]}” in “{self.module.case.scenes[source[0]].title}” is never open"
            yield Problem(
                Severity.WARNING,
                ProblemKind.UNREACHED_SCENE,
                self.module.case.roles,
                self.module.case.scenes[scene].line,
                f"{self.no_play()} comes to “{title}”: {why}",
                (self.reached(source[0]) or ()) if source else (),
            )

    def list_choices(self) -> Iterator[Problem]:
        """Choices that no play takes, in scenes that are reached."""
        lines = {
            (each.scene, each.choice): each for side in self.test.sides for each in side.choices
        }
        for pair, roles in self.never(
            lambda side: (((each.scene, each.choice), each.reach) for each in side.choices)
        ):
            if self.reached(pair[0]) is not None:
                each = lines[pair]
                message = f"{self.no_play()} can take “{each.text}” in {self.name(pair[0])}"
                yield self.warn(
                    ProblemKind.UNTAKEN_CHOICE, roles, (pair[0], each.line), message=message
                )

    def list_endings(self) -> Iterator[Problem]:
        """Endings that never come, in scenes that are reached."""
        for (scene, _, line), roles in self.never(
            lambda side: (
                ((each.scene, each.number, each.line), each.reach) for each in side.endings
            )
        ):
            if self.reached(scene) is not None:
                message = f"{self.no_play()} comes to this ending of {self.name(scene)}"
                yield self.warn(ProblemKind.UNREACHED_ENDING, roles, (scene, line), message=message)

    def list_passages(self) -> Iterator[Problem]:
        """Conditional passages that are never shown, or at every visit to their scene."""
        for (scene, _, line, opening), roles in self.never(
            lambda side: ((_name_passage(each), each.reach) for each in side.passages)
        ):
            if self.reached(scene) is not None:
                message = f"{self.no_play()} shows this passage of {self.name(scene)}: “{opening}”"
                yield self.warn(ProblemKind.UNSEEN_PASSAGE, roles, (scene, line), message=message)
        yield from self.list_steady_passages()

    def list_steady_passages(self) -> Iterator[Problem]:
        seen: dict[_PassageKey, list[SideReport]] = {}
        varied: set[_PassageKey] = set()
        for side in self.test.sides:
            for each in side.passages:
                key = _name_passage(each)
                seen.setdefault(key, []).append(side)
                if not each.always:
                    varied.add(key)
        for key, sides in seen.items():
            if key not in varied:
                scene, _, line, opening = key
                message = f"this passage of {self.name(scene)} is shown at every visit: “{opening}”"
                roles = tuple(side.role for side in sides)
                yield self.warn(ProblemKind.STEADY_PASSAGE, roles, (scene, line), message=message)

    def list_steady(self) -> Iterator[Problem]:
        """Comparisons that come out the same in every play."""
        found: dict[tuple[SceneId, Compare, bool], list[Role]] = {}
        for role, exploration in self.explorations.items():
            for each in exploration.steady:
                found.setdefault((each.scene, each.comparison, each.value), []).append(role)
        for (scene, comparison, value), roles in found.items():
            text = f"{comparison.counter} {comparison.operator} {comparison.value}"
            message = f"“{text}” is always {str(value).lower()} when play comes to "
            line = self.module.case.scenes[scene].line
            yield self.warn(
                ProblemKind.STEADY_COMPARISON,
                tuple(roles),
                (scene, line),
                message=message + self.name(scene) + self.hedge(),
            )

    def list_minutes(self) -> Iterator[Problem]:
        """Minutes in the front matter that no play takes."""
        stated = self.test.minutes
        found: dict[str, list[tuple[Role, Path]]] = {}
        for side in self.test.sides if stated is not None else ():
            quick, slow = side.lengths.quickest, side.lengths.slowest
            if quick is None or slow is None or stated is None:
                continue
            said = f"the front matter says {stated} minutes; "
            if stated < quick.minutes * (1 - _LEEWAY):
                said += f"even the shortest play takes about {quick.minutes:.0f}"
                found.setdefault(said, []).append((side.role, quick.path))
            elif stated > slow.minutes * (1 + _LEEWAY):
                said += f"the longest play takes about {slow.minutes:.0f}"
                found.setdefault(said, []).append((side.role, slow.path))
        for message, plays in found.items():
            roles = tuple(role for role, _ in plays)
            yield Problem(
                Severity.WARNING, ProblemKind.MINUTES, roles, 1, message, path=plays[0][1]
            )

    def never(
        self, list_reaches: Callable[[SideReport], Iterable[tuple[Thing, Reach]]]
    ) -> Iterator[tuple[Thing, tuple[Role, ...]]]:
        """Give the things that no side comes to, with the sides that might have."""
        hopes: dict[Thing, list[Role]] = {}
        come_to: set[Thing] = set()
        for side in self.test.sides:
            for thing, reach in list_reaches(side):
                hopes.setdefault(thing, []).append(side.role)
                if reach.possible:
                    come_to.add(thing)
        return ((each, tuple(roles)) for each, roles in hopes.items() if each not in come_to)

    def warn(
        self,
        kind: ProblemKind,
        roles: tuple[Role, ...],
        place: tuple[SceneId, int],
        *,
        message: str,
    ) -> Problem:
        """Make a warning whose path leads to its scene."""
        scene, line = place
        path = self.reached(scene) or ()
        return Problem(Severity.WARNING, kind, roles, line, message, path)

    def reached(self, scene: SceneId) -> Path | None:
        """Give a way to a scene, for whichever side there is one."""
        paths = (each.reached.get(scene) for each in self.explorations.values())
        return next((each for each in paths if each is not None), None)

    def list_sources(self, target: SceneId) -> Iterator[tuple[SceneId, str]]:
        """Give the choices that lead to a scene."""
        for scene, key in self.module.key.scenes.items():
            yield from ((scene, each.text) for each in key.choices if each.target == target)

    def name(self, scene: SceneId) -> str:
        return f"“{self.module.case.scenes[scene].title}”"

    def no_play(self) -> str:
        """Say whose word it is: every play's, or only that of those tried."""
        return "none of the plays tried" if self.hedge() else "no play"

    def hedge(self) -> str:
        whole = all(side.exact for side in self.test.sides)
        return "" if whole else ", in the plays tried"


def _name_passage(each: PassageFigure) -> _PassageKey:
    return each.scene, each.passage, each.line, each.opening
