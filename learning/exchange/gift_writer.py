"""A compiled quiz -> GIFT, for Moodle and others; says what GIFT has no words for.

Reads both halves of the module: only for whoever may see every answer.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from learning.exchange.carried import Carried, Left, carry
from learning.model.case import Asked, Block, Prose, Question, Sealed
from learning.model.form import Gaps, Matching, Number, Option, Ticks
from learning.model.key import Module, QuestionKey, SceneKey
from learning.model.names import OptionId
from learning.model.solution import (
    FreeTextSolution,
    GapSolution,
    GapsSolution,
    MatchingSolution,
    NumberSolution,
    TicksSolution,
)
from learning.quiz.ticks import share_percents

_SPECIAL = str.maketrans({each: f"\\{each}" for each in "\\~=#{}:"} | {"\n": "\\n"})
_FEWEST_PAIRS = 3


def write_gift(module: Module) -> Carried:
    """Write every question of a quiz (or lesson, or case) as GIFT, in HTML as learners see it."""
    writer = _Writer()
    pieces = [f"// {' '.join(module.case.title.split())}"]
    for scene in module.case.scenes.values():
        written = list(writer.write_scene(scene.body, module.key.scenes[scene.id]))
        if written:
            title = scene.title.replace("/", "//").replace("\n", " ")
            pieces += [f"$CATEGORY: $course$/{title}", *written]
    return carry("\n\n".join(pieces) + "\n", writer.count, writer.left)


def escape_gift(text: str) -> str:
    r"""Escape what GIFT would read.

    >>> print(escape_gift("a = {b}: c~d"))
    a \= \{b\}\: c\~d
    """
    return text.strip("\n").translate(_SPECIAL)


@dataclass(slots=True)
class _Writer:
    """Writes one question after the other; `left` says what could not come along."""

    count: int = 0
    line: int = 0
    left: list[Left] = field(default_factory=list)

    def leave(self, what: str) -> None:
        self.left.append(Left(self.line, what))

    def write_scene(self, blocks: Sequence[Block], key: SceneKey) -> Iterator[str]:
        for block in blocks:
            match block:
                case Prose(_, html):
                    yield f"[html]{escape_gift(html)}"
                case Sealed(passage):
                    sealed = key.passages[passage]
                    self.line = sealed.line
                    self.leave("for whom or when a passage is shown: it is for everyone there")
                    yield from self.write_scene(sealed.blocks, key)
                case Asked(question):
                    yield from self.write_question(question, key.questions[question.id])

    def write_question(self, question: Question, key: QuestionKey) -> Iterator[str]:
        self.line = question.line
        answers = self.write_answers(question, key)
        if answers is None:
            self.leave(f"the question '{question.title}': GIFT has no {question.kind} questions")
            return
        self.count += 1
        self.list_losses(question, key)
        why = "".join((*key.correct_html, *key.incorrect_html, *key.why_html))
        if isinstance(key.solution, FreeTextSolution):
            why = key.solution.model_html + why
        general = f"####{escape_gift(why)}" if why else ""
        before, after = self.write_asked(question)
        name = escape_gift(" ".join(question.title.split()))
        yield f"::{name}::[html]{before}{{{answers}{general}}}{after}"

    def write_asked(self, question: Question) -> tuple[str, str]:
        title = f"<p>{question.title_html}</p>"
        if isinstance(question.form, Gaps):
            before, after = question.form.pieces
            return escape_gift(title + before), escape_gift(after)
        unit = question.form.unit if isinstance(question.form, Number) else ""
        asked = f"<p>({unit})</p>" if unit else ""
        return escape_gift(title + question.body_html + asked), ""

    def list_losses(self, question: Question, key: QuestionKey) -> None:
        if question.points != 1:
            self.leave(f"the {question.points} points of '{question.title}'")
        losses: Mapping[str, Sequence[object]] = {
            "hints": key.hints,
            "sources": key.sources_html,
            "outcomes": key.outcomes,
            "notes for tutors": key.tutor_html,
        }
        for sort, found in losses.items():
            if found:
                self.leave(f"the {sort} of '{question.title}'")
        if key.correct_html or key.incorrect_html:
            self.leave(f"when `Correct` and `Incorrect` of '{question.title}' are shown")

    def write_answers(self, question: Question, key: QuestionKey) -> str | None:
        """Write what stands in the braces; None for a sort of question that GIFT does not have."""
        match question.form, key.solution:
            case Ticks() as form, TicksSolution() as solution if solution.right:
                return _write_ticks(form, solution, key.feedback)
            case Matching() as form, MatchingSolution() as solution:
                if len(form.prompts) < _FEWEST_PAIRS:
                    self.leave(
                        f"'{question.title}' has fewer pairs than the 3 that Moodle asks for"
                    )
                return _write_pairs(form, solution)
            case Gaps() as form, GapsSolution() as solution if len(form.gaps) == 1:
                gap = form.gaps[0]
                return _write_gap(gap.menu, solution.gaps[gap.id])
            case Number(), NumberSolution() as solution:
                return _write_number(solution)
            case _, FreeTextSolution() as solution:
                if solution.rubric:
                    self.leave(f"the rubric of '{question.title}'")
                return ""
            case _:
                return None


def _write_ticks(form: Ticks, solution: TicksSolution, feedback: Mapping[OptionId, str]) -> str:
    lines = []
    for option in form.options:
        said = feedback.get(option.id, "")
        remark = f"#{escape_gift(said)}" if said else ""
        mark = _weigh(option, form, solution)
        lines.append(f"  {mark}{escape_gift(option.html)}{remark}")
    return "\n" + "\n".join(lines) + "\n"


def _weigh(option: Option, form: Ticks, solution: TicksSolution) -> str:
    """Give the mark before an option: `=`, `~`, or `~` with its share of the points in percent."""
    percent = share_percents(form, solution)[option.id]
    if not form.several and option.id in solution.right:
        return "="
    if not form.several and not percent:
        return "~"
    share = f"{float(percent):.5f}".rstrip("0").rstrip(".")
    return f"~%{share}%"


def _write_pairs(form: Matching, solution: MatchingSolution) -> str:
    texts = {option.id: escape_gift(option.html) for option in form.options}
    lines = [
        f"  ={escape_gift(prompt.html)} -> {texts[solution.right[prompt.id]]}"
        for prompt in form.prompts
    ]
    wanted = set(solution.right.values())
    lines += [f"  = -> {text}" for option, text in texts.items() if option not in wanted]
    return "\n" + "\n".join(lines) + "\n"


def _write_gap(menu: Sequence[Option], solution: GapSolution) -> str:
    if not menu:
        return " ".join(f"={escape_gift(each)}" for each in solution.accepted)
    return " ".join(
        f"{'=' if option.id == solution.option else '~'}{escape_gift(option.html)}"
        for option in menu
    )


def _write_number(solution: NumberSolution) -> str:
    if solution.low == solution.high:
        return f"#{solution.low:f}"
    middle: Decimal = (solution.low + solution.high) / 2
    return f"#{middle:f}:{(solution.high - middle):f}"
