"""How a counter is said: an amount with its unit, and a move that fits any label.

Knows no page. Points are left out: on every page they are what a learner earns.
"""

from learning.model.case import Counter


def say_unit(counter: Counter) -> str:
    """Give the unit, or nothing where a reader would take it for marks."""
    return "" if counter.unit in {"point", "points"} else counter.unit


def say_amount(counter: Counter, value: int) -> str:
    """Write a value with its unit: `4 minutes`, `1 minute`, and `3` where the unit is points."""
    unit = say_unit(counter)
    return f"{value} {unit.removesuffix('s') if value == 1 else unit}".strip()


def say_move(counter: Counter, before: int, after: int) -> str:
    """Say how a counter moved: `Time used: from 0 up to 4 minutes`."""
    way = "up" if after > before else "down"
    return f"{counter.label}: from {before} {way} to {say_amount(counter, after)}"
