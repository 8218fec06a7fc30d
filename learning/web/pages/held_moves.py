"""Moves and marks, as they are stored, in plain words. Knows their JSON, and no module."""

from collections.abc import Mapping

from learning.quiz.json_values import Json
from learning.web.pages.words import say_count, say_number

SURE = {1: "a guess", 2: "fairly sure", 3: "sure"}


def say_move(move: Mapping[str, Json]) -> str:
    """Say what a move was; of one in an unknown shape nothing.

    >>> say_move({"move": "choose", "choice": "ask-when-it-began"})
    'You chose “ask-when-it-began”'
    >>> say_move({"move": "reply", "question": "q", "answer": {"chosen": ["a", "b"]}})
    'You answered “q” with: a, b'
    """
    match move:
        case {"move": "visit", "scene": str(scene)}:
            return f"You began at “{scene}”"
        case {"move": "notice", "marks": list(marks)}:
            return "You marked " + (_say_pairs(marks) if marks else "no words")
        case {"question": str(question)}:
            return _say_about(question, move)
        case {"move": "choose", "choice": str(choice)}:
            return f"You chose “{choice}”"
        case {"move": "continue"}:
            return "You read on"
        case {"move": "finish", **rest}:
            return "You handed in" + (" before the end" if rest.get("early") else "")
        case _:
            return ""


def _say_about(question: str, move: Mapping[str, Json]) -> str:
    match move:
        case {"move": "reply", "answer": answer, **rest}:
            sure = rest.get("confidence")
            known = f" ({SURE[sure]})" if isinstance(sure, int) and sure in SURE else ""
            return f"You answered “{question}” with: {say_answer(answer)}{known}"
        case {"move": "hint", "number": int(number)}:
            return f"You took hint {number} of “{question}”"
        case {"move": "rate", "points": list(points)}:
            given = ", ".join(str(each) for each in points)
            return f"You marked your own text for “{question}”: {given}"
        case _:
            return ""


def say_answer(answer: Json) -> str:
    """Write the content of an answer, whatever its form.

    >>> say_answer({"matched": [["damp", "the-landlord"]]}), say_answer({"written": "Dear all"})
    ('damp as the-landlord', 'Dear all')
    """
    match answer:
        case {"matched": list(pairs)} | {"filled": list(pairs)} | {"judged": list(pairs)}:
            return _say_pairs(pairs)
        case Mapping():
            return ", ".join(say_answer(each) for each in answer.values())
        case list():
            return ", ".join(say_answer(each) for each in answer)
        case None:
            return ""
        case _:
            return str(answer)


def say_mark(outcome: Mapping[str, Json]) -> str:
    """Say where a move was made, and how it was marked if it was.

    >>> say_mark({"scene": "a", "mark": {"points": 0.5, "of": 1, "result": "partly"}})
    'On the page “a”: 0.5 of 1 point, partly'
    """
    scene = outcome.get("scene")
    where = f"On the page “{scene}”" if scene else ""
    match outcome.get("mark"):
        case {"points": int() | float() as points, "of": int() | float() as of, "result": result}:
            told = f"{say_number(points)} of {say_count(of, 'point')}, {result}"
            return f"{where}: {told}" if where else told
        case _:
            return where


def _say_pairs(pairs: list[Json]) -> str:
    said = [
        " as ".join(str(part) for part in each) if isinstance(each, list) else str(each)
        for each in pairs
    ]
    return "; ".join(said)
