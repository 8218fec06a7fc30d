"""What a story looks at: words on a page, choices, counters, scenes and endings.

Knows modules and one attempt; changes nothing. What is not so is raised as Missed.
"""

from dataclasses import replace
from typing import assert_never

from learning.model.key import ChoiceKey, Module
from learning.model.names import Role, SceneId
from learning.play.conditions import compare
from learning.play.naming import find_named
from learning.play.score import make_score
from learning.play.stand_in import do_steps
from learning.play.standing import look_around
from learning.play.state import State
from learning.play.story import At, Count, Ends, Missed, MissKind, Offer, Offered, See
from learning.play.story_pages import find_nearest, has_words, list_page


def look(
    module: Module, state: State, act: See | Count | Offered | At | Ends, *, as_it_stands: bool
) -> None:
    """Look whether something is so; raises Missed, saying what is there instead.

    Unless `as_it_stands`, the page is looked at with its steps done, too.
    """
    match act:
        case See():
            _see(module, state, act, as_it_stands=as_it_stands)
        case Count():
            _count(module, state, act)
        case Offered():
            _look_at_choice(module, state, act, as_it_stands=as_it_stands)
        case At():
            scene = find_scene_named(module, act.scene)
            if scene != state.scene:
                raise Missed(MissKind.NOT_SO, f"play is in {_name_place(module, state)}")
        case Ends():
            _look_at_ending(module, state, act)
        case _:
            assert_never(act)


def find_scene_named(module: Module, name: str) -> SceneId:
    """Give the scene of that title or id; raises Missed where there is none."""
    scenes = module.case.scenes.values()
    found = find_named(name, ((each.id, (each.title, each.id)) for each in scenes))
    if not found:
        known = tuple(each.title for each in scenes)
        raise Missed(MissKind.NO_SUCH, f"the case has no scene “{name}”", name, known)
    return found[0]


def find_choice_named(module: Module, state: State, name: str) -> ChoiceKey:
    """Give the choice of this scene with that text; raises Missed where it has none."""
    scenes = module.key.scenes
    here = scenes[state.scene].choices
    found = find_named(name, ((each, (each.text, each.id)) for each in here))
    if found:
        return found[0]
    every = [(scene, each) for scene, key in scenes.items() for each in key.choices]
    elsewhere = find_named(name, ((scene, (each.text, each.id)) for scene, each in every))
    if elsewhere:
        title = module.case.scenes[elsewhere[0]].title
        place = _name_place(module, state)
        raise Missed(MissKind.NOT_NOW, f"this choice stands in “{title}”, and play is in {place}")
    known = tuple(each.text for each in (*here, *(each for _, each in every)))
    raise Missed(MissKind.NO_SUCH, f"the case has no choice “{name}”", name, known)


def _name_place(module: Module, state: State) -> str:
    title = module.case.scenes[state.scene].title
    return f"the debrief, after “{title}”" if state.finished else f"“{title}”"


def _see(module: Module, state: State, act: See, *, as_it_stands: bool) -> None:
    role = act.role or state.role
    if role not in module.case.roles:
        known = tuple(module.case.roles)
        raise Missed(MissKind.NO_SUCH, f"the case has no role “{role}”", role, known)
    page = _list_pages(module, replace(state, role=role), as_it_stands=as_it_stands)
    found = has_words(page, act.words)
    whose = "" if role == state.role else f" that {role} sees"
    if found is not None and not act.wanted:
        raise Missed(MissKind.NOT_SO, f"the page{whose} says: “{found}”")
    if found is None and act.wanted:
        near = find_nearest(page, act.words)
        place = _name_place(module, state)
        instead = f"the nearest there is “{near}”" if near else "nothing like it does"
        message = f"this does not stand on the page {place}{whose}; {instead}"
        raise Missed(MissKind.NOT_SO, message + _tell_others(module, state, act))


def _tell_others(module: Module, state: State, act: See) -> str:
    """Say which other side sees the words at this place."""
    mine = act.role or state.role
    others = [
        role
        for role in module.case.roles
        if role != mine
        and has_words(
            _list_pages(module, replace(state, role=Role(role)), as_it_stands=False), act.words
        )
    ]
    return f"; {' and '.join(others)} sees it" if others else ""


def _list_pages(module: Module, state: State, *, as_it_stands: bool) -> tuple[str, ...]:
    page = list_page(module, state)
    done = state if as_it_stands else do_steps(module, state)
    return page if done == state else (*page, *list_page(module, done))


def _count(module: Module, state: State, act: Count) -> None:
    wanted = act.counter or "points"
    counters = module.case.counters
    named = find_named(wanted, ((each.name, (each.name, each.label)) for each in counters))
    if named:
        value: float = state.counters[named[0]]
    elif act.counter is None:
        value = make_score(module, state).earned
    else:
        known = tuple(each.name for each in counters)
        message = f"the case has no counter “{wanted}”"
        raise Missed(MissKind.NO_SUCH, message, wanted, known)
    if not _compares(value, act):
        raise Missed(MissKind.NOT_SO, f"{wanted} is {value:g}")


def _compares(value: float, act: Count) -> bool:
    # Points may be halves: hundredths are whole numbers, as counters are.
    return compare(round(value * 100), act.operator, round(act.value * 100))


def _look_at_choice(module: Module, state: State, act: Offered, *, as_it_stands: bool) -> None:
    choice = find_choice_named(module, state, act.choice)
    if as_it_stands:
        message = "choices come after the steps of a page: put this below its answers and marks"
        raise Missed(MissKind.NOT_NOW, message)
    now = look_around(module, do_steps(module, state))
    shown = next((each for each in now.choices if each.key.id == choice.id), None)
    if shown is None:
        how, reason = Offer.HIDDEN, ""
    elif shown.closed_reason is None:
        how, reason = Offer.OPEN, ""
    else:
        how, reason = Offer.GREYED, f": {shown.closed_reason}"
    if how is not act.how:
        raise Missed(MissKind.NOT_SO, f"this choice is {how}{reason}")


def _look_at_ending(module: Module, state: State, act: Ends) -> None:
    done = do_steps(module, state)
    ending = look_around(module, done).ending
    grade = done.ending or (None if ending is None else ending.grade)
    if grade is None:
        message = f"no ending has come: play is in {_name_place(module, state)}"
        raise Missed(MissKind.NOT_SO, message)
    if grade is not act.grade:
        raise Missed(MissKind.NOT_SO, f"the ending is {grade}, in {_name_place(module, state)}")
