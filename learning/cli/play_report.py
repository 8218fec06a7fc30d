"""A play-test as an author reads it in the terminal: 80 columns, the problems first."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from textwrap import wrap

from learning.model.finding import Severity
from learning.model.names import Grade
from learning.play.pace import (
    CHOICE_MINUTES,
    DEBRIEF_MINUTES,
    QUESTION_MINUTES,
    SPOTTING_MINUTES,
    WORDS_A_MINUTE,
)
from learning.play.playtest_report import (
    CounterFigure,
    Length,
    PlayTest,
    Problem,
    Reach,
    SideReport,
)
from learning.play.prospects import Outcome, Rivals

Key = tuple[str | int, str | int]

WIDTH = 80
_COLUMN = 8
_BARS = "▁▂▃▄▅▆▇█"
_MOST_BARS = 24
_GRADES = {Grade.GOOD: "good", Grade.MIXED: "mixed", Grade.POOR: "poor", None: "end"}


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: what it is about, its words, and its figure for one side."""

    key: Key
    label: str
    reach: Reach


def list_lines(test: PlayTest) -> Iterator[str]:
    """Give the lines of the report."""
    yield from _wrap(f"{test.title} ({test.path})")
    yield from _wrap(_tell_method(test))
    yield from _list_problems(test)
    yield from _list_endings(test)
    yield from _list_scenes(test)
    yield from _list_passages(test)
    yield from _list_counters(test)
    yield from _list_lengths(test)
    yield from _list_rivals(test)


def _tell_method(test: PlayTest) -> str:
    plays = f"{test.runs:,} play{'s' * (test.runs != 1)} at random a side, from seed {test.seed}; "
    states = max((side.states for side in test.sides), default=0)
    if not all(side.exact for side in test.sides):
        return plays + (
            f"over {states:,} states, too many to search them all: what is “not seen” below was "
            "not met in the plays tried, and may exist all the same."
        )
    if not all(side.text_exact for side in test.sides):
        return plays + (
            f"every way on was searched ({states:,} states), so what is “never” taken cannot be; "
            "passages and minutes rest on the plays tried."
        )
    return plays + f"every play was searched ({states:,} states): what is “never” met cannot be."


def _list_problems(test: PlayTest) -> Iterator[str]:
    if not test.problems:
        yield from ("", "No problems found.")
        return
    counts = [(sum(p.severity is each for p in test.problems), each.value) for each in Severity]
    said = ", ".join(f"{count} {word}{'s' * (count != 1)}" for count, word in counts if count)
    yield from ("", f"Problems: {said}")
    for problem in test.problems:
        yield from _tell_problem(problem, test)


def _tell_problem(problem: Problem, test: PlayTest) -> Iterator[str]:
    sides = "" if len(problem.roles) == len(test.sides) else f" ({', '.join(problem.roles)})"
    head = f"{problem.severity.value}, line {problem.line}{sides}: {problem.message}"
    yield from _wrap(head, "  ", "    ")
    yield from _wrap(f"path: {_tell_path(problem.path)}", "    ", "      ")


def _tell_path(path: Sequence[str]) -> str:
    return " > ".join(path) if path else "at the start"


def _list_endings(test: PlayTest) -> Iterator[str]:
    yield from _list_table(
        "Endings, and in how many plays",
        test,
        lambda side: [
            Row((each.scene, each.number), f"{_GRADES[each.grade]:<6} {each.title}", each.reach)
            for each in side.endings
        ],
    )


def _list_scenes(test: PlayTest) -> Iterator[str]:
    def list_rows(side: SideReport) -> Iterator[Row]:
        for scene in side.scenes:
            yield Row((scene.scene, ""), scene.title, scene.reach)
            for each in side.choices:
                if each.scene == scene.scene:
                    yield Row((each.scene, each.choice), f"  - {each.text}", each.reach)

    yield from _list_table("Scenes and choices, and in how many plays", test, list_rows)


def _list_passages(test: PlayTest) -> Iterator[str]:
    if any(side.passages for side in test.sides):
        yield from _list_table(
            "Passages with a condition, and in how many plays",
            test,
            lambda side: [
                Row((each.line, each.passage), f"{each.line:>4}  {each.opening}", each.reach)
                for each in side.passages
            ],
        )


def _list_table(
    title: str, test: PlayTest, list_rows: Callable[[SideReport], Iterable[Row]]
) -> Iterator[str]:
    """Set rows of all sides side by side, a row in its first place of any side."""
    heads = "".join(f"{side.role[: _COLUMN - 1]:>{_COLUMN}}" for side in test.sides)
    room = WIDTH - len(heads)
    yield from ("", f"{title:<{room}}{heads}")
    columns = [{row.key: row for row in list_rows(side)} for side in test.sides]
    for key, label in _merge(columns):
        cells = (
            _tell_share(column[key].reach if key in column else None).rjust(_COLUMN)
            for column in columns
        )
        indent = "  " + " " * (len(label) - len(label.lstrip()))
        lines = wrap(
            label.strip(), room - 1, initial_indent=indent, subsequent_indent=indent + "  "
        )
        yield f"{lines[0]:<{room}}{''.join(cells)}"
        yield from lines[1:]


def _merge(columns: Sequence[Mapping[Key, Row]]) -> Iterator[tuple[Key, str]]:
    """Give every row once; one that only a later side has comes after the one before it there."""
    order: list[Key] = []
    for column in columns:
        place = 0
        for key in column:
            if key in order:
                place = order.index(key) + 1
            else:
                order.insert(place, key)
                place += 1
    rows = {key: row for column in reversed(columns) for key, row in column.items()}
    if all(isinstance(line, int) for line, _ in order):
        order.sort(key=lambda key: key[0])
    return ((key, rows[key].label) for key in order)


def _tell_share(reach: Reach | None) -> str:
    if reach is None:
        return "–"
    if reach.possible is None:
        return "unseen"
    if not reach.possible:
        return "never"
    percent = reach.share * 100
    return "<1 %" if percent < 1 else f"{percent:.0f} %"


def _list_counters(test: PlayTest) -> Iterator[str]:
    if not any(side.counters for side in test.sides):
        return
    yield from ("", "Counters at the end of the plays (lowest and highest of all plays)")
    for rows in zip(*(side.counters for side in test.sides), strict=True):
        counter = rows[0].counter
        unit = f", {counter.unit}" if counter.unit else ""
        yield from _wrap(f"{counter.label} ({counter.minimum} to {counter.maximum}{unit})", "  ")
        for side, figure in zip(test.sides, rows, strict=True):
            mean = "" if figure.mean is None else f", mean {figure.mean:.1f}"
            span = f"{figure.low} to {figure.high}{mean}"
            yield f"    {side.role:<{_COLUMN}}{_draw(figure):<{_MOST_BARS + 2}}{span}"


def _draw(figure: CounterFigure) -> str:
    """Draw a histogram over the values that any play comes to, neighbours together if many.

    >>> from learning.model.case import Counter
    >>> trust = Counter("trust", "Trust", 0, 0, 3)
    >>> _draw(CounterFigure(trust, 0, 3, {0: 1, 2: 8}))
    '▁ █ '
    """
    step = -(-(figure.high - figure.low + 1) // _MOST_BARS)
    sums = [
        sum(figure.histogram.get(value, 0) for value in range(first, first + step))
        for first in range(figure.low, figure.high + 1, step)
    ]
    most = max(sums, default=0)
    return "".join(_BARS[-(-count * 8 // most) - 1] if count else " " for count in sums)


def _list_lengths(test: PlayTest) -> Iterator[str]:
    yield from ("", "Length")
    for side in test.sides:
        lengths = side.lengths
        if lengths.quickest is None or lengths.slowest is None:
            yield f"  {side.role:<{_COLUMN}}no play came to an ending"
            continue
        most = "more, for plays can go round" if lengths.most is None else str(lengths.most)
        scenes = _tell_span(str(lengths.fewest), most)
        minutes = _tell_span(f"{lengths.quickest.minutes:.0f}", f"{lengths.slowest.minutes:.0f}")
        mean = f", mean {lengths.mean_minutes:.0f}" if lengths.mean_minutes else ""
        yield f"  {side.role:<{_COLUMN}}scenes: {scenes}; minutes: {minutes}{mean}"
    if test.minutes is not None:
        yield f"  the front matter says {test.minutes} minutes"
    yield from _wrap(
        f"Reckoned at {WORDS_A_MINUTE} words a minute, with {QUESTION_MINUTES:g} minute for a "
        f"question, {SPOTTING_MINUTES:g} for the cues of a scene, {CHOICE_MINUTES:g} for a choice "
        f"and {DEBRIEF_MINUTES:g} for the debrief.",
        "  ",
    )
    for word, length in _find_extremes(test):
        hedge = "" if length.exact else " of the plays tried"
        yield from _wrap(f"{word}{hedge}: {_tell_path(length.path)}", "  ", "    ")


def _tell_span(low: str, high: str) -> str:
    """Say a range, or the one number that it is.

    >>> _tell_span("5", "15"), _tell_span("7", "7")
    ('5 to 15', '7')
    """
    return low if low == high else f"{low} to {high}"


def _find_extremes(test: PlayTest) -> Iterator[tuple[str, Length]]:
    """Give the shortest and the longest play of all sides, by minutes."""
    quickest = [side.lengths.quickest for side in test.sides if side.lengths.quickest]
    slowest = [side.lengths.slowest for side in test.sides if side.lengths.slowest]
    if quickest and slowest:
        shortest = min(quickest, key=lambda each: each.minutes)
        longest = max(slowest, key=lambda each: each.minutes)
        if longest.path != shortest.path:
            yield "Shortest", shortest
            yield "Longest", longest


def _list_rivals(test: PlayTest) -> Iterator[str]:
    """Tell of choices that are never better than another; sides that agree are told once."""
    if not any(side.choices for side in test.sides):
        return
    told: dict[tuple[Rivals, ...] | None, list[SideReport]] = {}
    for side in test.sides:
        told.setdefault(side.rivals, []).append(side)
    for rivals, sides in told.items():
        whose = "" if len(told) == 1 else f" ({', '.join(each.role for each in sides)})"
        yield from ("", f"Choices never better than another of their scene{whose}")
        if rivals is None:
            yield "  not judged: there are too many states"
            continue
        yield from _wrap(
            "“<”: the best play from there on has fewer points or a worse ending, in some state; "
            "in none has it more. Poor choices belong here, good ones do not. “=”: no difference "
            "to either, in any state.",
            "  ",
        )
        yield from _list_by_scene(rivals, sides[0])


def _list_by_scene(rivals: Sequence[Rivals], side: SideReport) -> Iterator[str]:
    texts = {(each.scene, each.choice): each.text for each in side.choices}
    for scene in side.scenes:
        here = [each for each in rivals if each.scene == scene.scene]
        if here:
            yield f"  {scene.title}"
        for each in here:
            mine, other = texts[each.scene, each.choice], texts[each.scene, each.other]
            yield from _wrap(f"- {mine} {'=' if each.same else '<'} {other}", "    ", "      ")
            if not each.same:
                worth = f"{_tell_outcome(each.outcome)} < {_tell_outcome(each.other_outcome)}"
                yield from _wrap(f"{worth}; path: {_tell_path(each.path)}", "      ", "        ")


def _tell_outcome(outcome: Outcome) -> str:
    """Say what can come of a choice.

    >>> _tell_outcome(Outcome(7.0, Grade.GOOD))
    '7 points, good'
    """
    grade = "no ending" if outcome.grade is None else _GRADES[outcome.grade]
    return f"{outcome.points:g} point{'s' * (outcome.points != 1)}, {grade}"


def _wrap(text: str, first: str = "", rest: str | None = None) -> list[str]:
    return wrap(
        text, WIDTH, initial_indent=first, subsequent_indent=first if rest is None else rest
    )
