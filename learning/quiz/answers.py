"""Answers from forms, and to and from JSON. Knows what can be handed in, not what is right."""

from collections.abc import Mapping, Sequence

from learning.model.case import Question
from learning.model.names import OptionId, QuestionKind
from learning.quiz.answer import MAX_ANSWER_CHARACTERS, Answer, Chosen
from learning.quiz.json_values import Json, as_list, as_record, as_text

FIELD = "answer"


def parse_answer(question: Question, form_values: Mapping[str, Sequence[str]]) -> Answer | str:
    """Read the ticks of a form (its values named `answer`), or say what to do about them.

    The text returned is for the learner. Nothing that was typed is cut: over the cap it is refused.

    >>> from learning.model.case import Option
    >>> from learning.model.names import QuestionId
    >>> options = (Option(OptionId("a"), "Damp"), Option(OptionId("b"), "Dust"))
    >>> question = Question(QuestionId("q"), QuestionKind.SINGLE, "Which?", "", "", options)
    >>> parse_answer(question, {"answer": ["a"]})
    Chosen(options=frozenset({'a'}))
    >>> parse_answer(question, {})
    'Choose an answer'
    """
    values = form_values.get(FIELD, ())
    length = sum(map(len, values))
    if length > MAX_ANSWER_CHARACTERS:
        return (
            f"Your answer is {length:,} characters long. "
            f"Shorten it to {MAX_ANSWER_CHARACTERS:,} or fewer"
        )
    chosen = frozenset(map(OptionId, values))
    return find_fault(question, chosen) or Chosen(chosen)


def find_fault(question: Question, chosen: frozenset[OptionId]) -> str:
    """Say what keeps these ticks from being an answer; an empty text where nothing does.

    With `(choose 2)` two is the most. Fewer are taken, so that nobody is pressed into a guess.

    >>> from learning.model.names import QuestionId
    >>> question = Question(QuestionId("q"), QuestionKind.MULTIPLE, "Which?", "", "", ())
    >>> find_fault(question, frozenset())
    'Choose at least one answer'
    """
    most = most_ticks(question)
    if not chosen:
        return "Choose an answer" if most == 1 else "Choose at least one answer"
    if not chosen <= {option.id for option in question.options}:
        return "That is not one of the answers to this question. Choose again"
    if len(chosen) > most:
        return "Choose only one answer" if most == 1 else f"Choose {most} answers or fewer"
    return ""


def most_ticks(question: Question) -> int:
    """Give how many options may be ticked at once.

    >>> from learning.model.names import QuestionId
    >>> most_ticks(Question(QuestionId("q"), QuestionKind.SINGLE, "Which?", "", "", ()))
    1
    """
    if question.kind is QuestionKind.SINGLE:
        return 1
    return question.choose or len(question.options)


def answer_to_json(answer: Answer) -> Json:
    """Turn an answer into JSON values, its ticks in a fixed order.

    >>> answer_to_json(Chosen(frozenset({OptionId("b"), OptionId("a")})))
    {'chosen': ['a', 'b']}
    """
    return {"chosen": sorted(answer.options)}


def answer_from_json(value: object) -> Answer:
    """Read an answer back; raises ValueError on anything else.

    >>> answer_from_json({"chosen": ["a"]})
    Chosen(options=frozenset({'a'}))
    """
    chosen = as_list(as_record(value).get("chosen"))
    return Chosen(frozenset(OptionId(as_text(option)) for option in chosen))
