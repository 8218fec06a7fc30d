"""Plays a story through a module and says which of its steps do not come true.

What a story leaves out, a stand-in does: marks nothing, answers rightly. Pure.
"""

from dataclasses import replace

from learning.model.key import Module
from learning.model.names import Role
from learning.play.advance import advance, begin
from learning.play.search import trail_to
from learning.play.stand_in import do_steps
from learning.play.standing import look_around, visible_choices
from learning.play.state import (
    Choose,
    Continue,
    Finish,
    GoBack,
    Move,
    Notice,
    Refusal,
    Refused,
    State,
    Visit,
)
from learning.play.story import (
    AskHint,
    BeginAt,
    Give,
    GoOn,
    HandIn,
    Marked,
    Miss,
    Missed,
    MissKind,
    RateOwn,
    Spot,
    Story,
    StoryStep,
    Take,
    TurnBack,
)
from learning.play.story_looks import find_choice_named, find_scene_named, look
from learning.play.story_questions import deal_with_question
from learning.quiz.answer import Noticed

_SEED = "story"
_MARKING = (Spot, Give, AskHint, RateOwn)
_LEAVING = (Take, GoOn, TurnBack, HandIn, BeginAt)


def replay_story(module: Module, story: Story, role: Role) -> tuple[Miss, ...]:
    """Play a story from one side; gives what did not come true, in its order.

    The story goes on after something that was not to be seen, and ends at a step that cannot be
    done: what follows would be about another place. A quiz that draws questions asks them all.
    Raises ValueError for a side that may not play the module.
    """
    everything = replace(module, case=replace(module.case, draw=None))
    state = begin(everything, role=role, seed=_SEED, visit=Visit(module.case.start))
    if isinstance(state, Refused):
        raise ValueError(f"nobody plays this as {role}")
    player = _Player(everything, state)
    misses: list[Miss] = []
    for number, step in enumerate(story.steps):
        try:
            player.take(story.steps, number)
        except Missed as missed:
            told = Miss(step, missed.kind, str(missed), missed.wanted, missed.known)
            misses.append(told)
            if isinstance(step.act, (*_LEAVING, *_MARKING)):
                break
    return tuple(misses)


def _spells_out(steps: tuple[StoryStep, ...], number: int) -> bool:
    """Say whether marking or answering on this page is still to come in the story."""
    for step in steps[number + 1 :]:
        if isinstance(step.act, _LEAVING):
            return False
        if isinstance(step.act, _MARKING):
            return True
    return False


class _Player:
    """Plays one story, and keeps where it stands. Every refusal is raised as Missed."""

    def __init__(self, module: Module, state: State) -> None:
        self.module = module
        self.state = state
        self.marks: tuple[Noticed, ...] = ()

    def take(self, steps: tuple[StoryStep, ...], number: int) -> None:
        """Do or look at one step."""
        act = steps[number].act
        match act:
            case Take(choice):
                self.choose(choice)
            case GoOn():
                self.leave(Continue(), "there is no next page to go on to")
            case TurnBack():
                self.move(GoBack(), "there is no earlier page to go back to here")
            case HandIn():
                self.leave(Finish(), "this is no ending and no last page")
            case BeginAt(scene):
                self.begin_at(scene, first=number == 0)
            case Spot():
                following = steps[number + 1].act if number + 1 < len(steps) else None
                self.mark(act, more=isinstance(following, Spot))
            case Give() | AskHint() | RateOwn() | Marked():
                self.state = deal_with_question(self.module, self.state, act)
            case _:
                look(self.module, self.state, act, as_it_stands=_spells_out(steps, number))

    def choose(self, text: str) -> None:
        self.state = do_steps(self.module, self.state)
        choice = find_choice_named(self.module, self.state, text)
        after = advance(self.module, self.state, Choose(choice.id))
        if isinstance(after, Refused):
            raise Missed(MissKind.NOT_NOW, self.tell_closed(choice.id))
        self.state = after

    def tell_closed(self, choice: str) -> str:
        """Say why a choice of the scene cannot be taken."""
        if self.state.finished:
            return "play has ended: the debrief has no choices"
        ending = look_around(self.module, self.state).ending
        if ending is not None:
            return f"the {ending.grade} ending of this scene has come, so it has no choices"
        key = self.module.key.scenes[self.state.scene]
        for each in visible_choices(key, self.state):
            if each.key.id == choice and each.closed_reason:
                return f"this choice is greyed: {each.closed_reason}"
        return "this choice is hidden here, so it cannot be taken"

    def leave(self, move: Move, why_not: str) -> None:
        self.state = do_steps(self.module, self.state)
        self.move(move, why_not)

    def move(self, move: Move, why_not: str) -> None:
        after = advance(self.module, self.state, move)
        if isinstance(after, Refused):
            raise Missed(MissKind.NOT_NOW, why_not)
        self.state = after

    def begin_at(self, name: str, *, first: bool) -> None:
        scene = find_scene_named(self.module, name)
        if not first:
            raise Missed(MissKind.NOT_NOW, "a story can begin elsewhere only in its first step")
        visit = trail_to(self.module, self.state.role, scene)
        begun = visit and begin(self.module, role=self.state.role, seed=_SEED, visit=visit)
        if not isinstance(begun, State):
            message = f"no play comes to “{name}” as {self.state.role}"
            raise Missed(MissKind.NOT_NOW, message)
        self.state = begun

    def mark(self, spot: Spot, *, more: bool) -> None:
        """Collect marks that stand together, and hand them in with the last of them."""
        if spot.words and spot.need is not None:
            self.marks = (*self.marks, Noticed(spot.words, spot.need))
        if more:
            return
        marks, self.marks = self.marks, ()
        after = advance(self.module, self.state, Notice(marks))
        if isinstance(after, Refused):
            raise Missed(MissKind.NOT_NOW, _tell_refused_marks(after))
        self.state = after


def _tell_refused_marks(refused: Refused) -> str:
    match refused.why:
        case Refusal.NOT_HERE:
            return "there is nothing to notice on this page"
        case Refusal.ALREADY_DONE:
            return "this page was marked already; its marks are handed in together, and once"
        case Refusal.NOT_IN_TEXT:
            return f"“{refused.words}” does not stand in the text of this page"
        case Refusal.TOO_MANY | Refusal.TOO_LONG:
            return "too much is marked: at most 20 marks of 30 words"
        case _:
            return "this page cannot be marked any more"
