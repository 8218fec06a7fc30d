"""Questions of two versions: new, gone, renamed, worth more, asked elsewhere, explained anew."""

from collections.abc import Iterable, Iterator, Mapping

from learning.content.changing.answers import list_answer_changes
from learning.content.changing.change import Change, ChangeKind, Weight
from learning.content.changing.pairing import Pairs, pair, pair_alike
from learning.content.changing.posed import Posed, Turn
from learning.content.changing.wording import quote, say_count, say_instead
from learning.model.form import list_form_html
from learning.model.key import QuestionKey
from learning.model.names import SceneId
from learning.play.page_text import read_html
from learning.quiz.marking import is_marked

_TEAM = {None: "whom the session says", True: "the team", False: "each one alone"}
_QUESTION = ChangeKind.QUESTION


def list_question_changes(
    olds: Iterable[Posed], news: Iterable[Posed], *, lines: Mapping[SceneId, int]
) -> Iterator[Change]:
    """Say what differs between all questions of two versions.

    `lines` say where in the newer file the scenes of the older one stand, or would stand.
    """
    pairs = pair(olds, news, lambda each: each.id)
    likely = {old.id: new for old, new in _guess_renamed(pairs)}
    for gone in pairs.gone:
        words = f"The question {quote(gone.question.title)} is gone"
        new = likely.get(gone.id)
        if new is not None:
            title, ids = quote(new.question.title), f"{gone.question.id}: {new.question.id}"
            words = f"{words}; perhaps it reads {title} now: name it under moved ({ids})"
        yield Change(_QUESTION, words, lines[gone.scene], _weigh(gone))
    for each in pairs.new:
        worth = f" ({say_count(each.question.points, 'point')})" if is_marked(each.key) else ""
        words = f"The question {quote(each.question.title)}{worth} is new"
        yield Change(_QUESTION, words, each.question.line, _weigh(each))
    for old, other in pairs.kept:
        yield from _compare(Turn(old, other))


def _guess_renamed(pairs: Pairs[Posed]) -> Iterable[tuple[Posed, Posed]]:
    return pair_alike(Pairs((), pairs.gone, pairs.new), _collect_text).kept


def _collect_text(posed: Posed) -> str:
    question = posed.question
    pieces = (question.title, question.body_html, *list_form_html(question.form))
    return " ".join(map(read_html, pieces))


def _weigh(posed: Posed) -> Weight:
    return Weight.MARKS if is_marked(posed.key) else Weight.WAY


def _compare(turn: Turn) -> Iterator[Change]:
    yield from _compare_names(turn)
    yield from _compare_terms(turn)
    yield from list_answer_changes(turn)
    yield from _compare_told(turn)
    yield from _compare_hints(turn)


def _compare_names(turn: Turn) -> Iterator[Change]:
    old, new = turn.old.question, turn.new.question
    if old.id != new.id:
        words = f"The question {quote(old.title)} was renamed to {turn.name} (named under moved)"
        yield turn.tell(_QUESTION, Weight.WORDS, words)
    elif old.title != new.title:
        words = f"The question {quote(old.title)} reads {turn.name} now"
        yield turn.tell(_QUESTION, Weight.WORDS, words)
    elif turn.old.edition.read(old.title_html) != turn.new.edition.read(new.title_html):
        words = f"The question {turn.name} is set differently"
        yield turn.tell(_QUESTION, Weight.WORDS, words)
    if turn.old.edition.read(old.body_html) != turn.new.edition.read(new.body_html):
        words = f"The text that leads into the question {turn.name} changed"
        yield turn.tell(_QUESTION, Weight.WORDS, words)


def _compare_terms(turn: Turn) -> Iterator[Change]:
    old, new = turn.old.question, turn.new.question
    name, way = f"The question {turn.name}", Weight.WAY
    if old.points != new.points:
        words = f"{name} is worth {say_count(new.points, 'point')} instead of {old.points}"
        yield turn.tell(ChangeKind.POINTS, Weight.MARKS, words)
    if old.optional != new.optional:
        words = f"{name} {'is optional' if new.optional else 'has to be answered'} now"
        yield turn.tell(_QUESTION, way, words)
    if old.team != new.team:
        words = say_instead(
            f"In sessions, the question {turn.name} is for", _TEAM[old.team], _TEAM[new.team]
        )
        yield turn.tell(_QUESTION, way, words)
    if turn.old.edition.scenes[turn.old.scene] != turn.new.scene:
        scenes = (each.edition.say_scene(each.scene) for each in (turn.old, turn.new))
        yield turn.tell(_QUESTION, way, say_instead(f"{name} stands in", *scenes))
    if turn.old.guard != turn.new.guard:
        sides = (each.guard or "always, to everybody" for each in (turn.old, turn.new))
        yield turn.tell(_QUESTION, way, say_instead(f"{name} is asked", *sides))
    outcomes = [", ".join(sorted(each.key.outcomes)) for each in (turn.old, turn.new)]
    if outcomes[0] != outcomes[1]:
        yield turn.tell(
            _QUESTION, Weight.MARKS, say_instead(f"The outcomes of {turn.name} are", *outcomes)
        )


def _compare_told(turn: Turn) -> Iterator[Change]:
    """Say what is told of an answer in other words; that of single options is told with these."""
    before, after = (_list_told(each.key) for each in (turn.old, turn.new))
    for label in before:
        if turn.old.edition.read_all(before[label]) != turn.new.edition.read_all(after[label]):
            words = f"{label} of the question {turn.name} changed"
            yield turn.tell(ChangeKind.FEEDBACK, Weight.WORDS, words)


def _list_told(key: QuestionKey) -> Mapping[str, tuple[str, ...]]:
    return {
        "The reason (Why)": key.why_html,
        "What is told of a right answer (Correct)": key.correct_html,
        "What is told of a wrong answer (Incorrect)": key.incorrect_html,
        "The note for the facilitator (Tutor)": key.tutor_html,
        "The source (Source)": key.sources_html,
    }


def _compare_hints(turn: Turn) -> Iterator[Change]:
    old, new = turn.old.key.hints, turn.new.key.hints
    name, told = f"of the question {turn.name}", ChangeKind.FEEDBACK
    if len(old) != len(new):
        words = f"The question {turn.name} has {say_count(len(new), 'hint')} instead of {len(old)}"
        yield turn.tell(told, Weight.MARKS, words)
    for number, (one, other) in enumerate(zip(old, new, strict=False), start=1):
        if turn.old.edition.read(one.html) != turn.new.edition.read(other.html):
            yield turn.tell(told, Weight.WORDS, f"Hint {number} {name} changed")
        if one.cost != other.cost:
            words = f"Hint {number} {name} costs {other.cost}% instead of {one.cost}%"
            yield turn.tell(ChangeKind.POINTS, Weight.MARKS, words)
