"""States and moves as text and back: canonical JSON, so that equal moves are equal texts.

A state carries the number of its format. What cannot be read is a ValueError, never a guess.
"""

from collections.abc import Mapping, Sequence
from typing import assert_never

from learning.model.names import (
    ChoiceId,
    CounterName,
    CueId,
    Grade,
    Need,
    QuestionId,
    Role,
    SceneId,
)
from learning.play.state import (
    STATE_FORMAT,
    Answered,
    Choose,
    Continue,
    Finish,
    GoBack,
    Move,
    Notice,
    Rate,
    Reply,
    State,
    Step,
    TakeHint,
    Visit,
)
from learning.quiz.answer import (
    Confidence,
    CueScore,
    Mark,
    Marker,
    Noticed,
    Result,
    RubricMarks,
    Spot,
    SpotResult,
)
from learning.quiz.answer_json import answer_from_json, answer_to_json
from learning.quiz.json_values import (
    Json,
    as_list,
    as_number,
    as_record,
    as_text,
    as_truth,
    as_whole,
    read_json,
    write_json,
)


def dump_move(move: Move) -> str:
    """Write a move; the same move is always the same text.

    >>> dump_move(Choose(ChoiceId("ask-when-it-began")))
    '{"choice":"ask-when-it-began","move":"choose"}'
    """
    return write_json(_move_to_json(move))


def load_move(text: str) -> Move:
    """Read a move back; raises ValueError on any other text.

    >>> load_move('{"choice":"ask-when-it-began","move":"choose"}')
    Choose(choice='ask-when-it-began')
    """
    record = as_record(read_json(text))
    match record.get("move"):
        case "visit":
            return _load_visit(record)
        case "notice":
            return Notice(tuple(map(_load_noticed, as_list(record.get("marks")))))
        case "reply":
            return _load_reply(record)
        case "hint":
            return TakeHint(_load_question(record), as_whole(record.get("number")))
        case "rate":
            return Rate(_load_question(record), _load_points(record.get("points")))
        case "choose":
            return Choose(ChoiceId(as_text(record.get("choice"))))
        case "continue" | "back" as name:
            return Continue() if name == "continue" else GoBack()
        case "finish":
            return Finish(as_truth(record.get("early", False)))
        case kind:
            raise ValueError(f"no such move: {kind!r}")


def dump_state(state: State) -> str:
    """Write a state with the number of its format.

    What came to the format later is written only where there is any, so that a state from before
    is still the same text.

    >>> from learning.model.names import HEALTH
    >>> state = State(HEALTH, "seed", SceneId("the-flat"), {}, (SceneId("the-flat"),))
    >>> load_state(dump_state(state)) == state
    True
    """
    hints = {str(question): number for question, number in state.hints.items()}
    return write_json(
        {
            **({"hints": hints} if hints else {}),
            **({"tried": _tried_to_json(state.tried)} if state.tried else {}),
            "format": STATE_FORMAT,
            "role": state.role,
            "seed": state.seed,
            "scene": state.scene,
            "counters": _counters_to_json(state.counters),
            "visited": state.visited,
            "steps": [_step_to_json(step) for step in state.steps],
            "walked": state.walked,
            # A list, because the order in which answers were given is part of the state.
            "answers": [
                [question, *_answered_to_json(given)] for question, given in state.answers.items()
            ],
            "spotted": {scene: _score_to_json(score) for scene, score in state.spotted.items()},
            "assumed": {str(question): right for question, right in state.assumed.items()},
            "ending": state.ending,
            "finished": state.finished,
        }
    )


def load_state(text: str) -> State:
    """Read a state back; raises ValueError on another format or on anything else.

    >>> load_state('{"format":99}')
    Traceback (most recent call last):
    ValueError: a state of format 99; this version reads format 1
    """
    record = as_record(read_json(text))
    if record.get("format") != STATE_FORMAT:
        raise ValueError(
            f"a state of format {record.get('format')!r}; this version reads format {STATE_FORMAT}"
        )
    ending = record.get("ending")
    return State(
        role=Role(as_text(record.get("role"))),
        seed=as_text(record.get("seed")),
        scene=SceneId(as_text(record.get("scene"))),
        counters=_load_counters(record.get("counters")),
        visited=tuple(SceneId(as_text(scene)) for scene in as_list(record.get("visited"))),
        steps=tuple(map(_load_step, as_list(record.get("steps")))),
        walked=as_whole(record.get("walked")),
        answers=dict(map(_load_answered, as_list(record.get("answers")))),
        spotted={
            SceneId(scene): _load_score(score)
            for scene, score in as_record(record.get("spotted")).items()
        },
        assumed={
            QuestionId(question): as_truth(right)
            for question, right in as_record(record.get("assumed")).items()
        },
        hints={
            QuestionId(question): as_whole(number)
            for question, number in as_record(record.get("hints", {})).items()
        },
        tried={
            QuestionId(question): tuple(_load_given(as_list(each)) for each in as_list(tries))
            for question, tries in as_record(record.get("tried", {})).items()
        },
        ending=None if ending is None else Grade(as_text(ending)),
        finished=as_truth(record.get("finished")),
    )


def _move_to_json(move: Move) -> Json:
    match move:
        case Visit(scene, trail, assumed):
            return {"move": "visit", "scene": scene, "trail": trail, "assumed": assumed}
        case Notice(marks):
            return {"move": "notice", "marks": [[mark.words, mark.need] for mark in marks]}
        case Reply(question, answer, confidence):
            sure: Mapping[str, Json] = {} if confidence is None else {"confidence": confidence}
            reply = {"move": "reply", "question": question, "answer": answer_to_json(answer)}
            return {**reply, **sure}
        case Choose(choice):
            return {"move": "choose", "choice": choice}
        case TakeHint(question, number):
            return {"move": "hint", "question": question, "number": number}
        case Rate(question, points):
            return {"move": "rate", "question": question, "points": points}
        case Continue() | GoBack():
            return {"move": "continue" if isinstance(move, Continue) else "back"}
        case Finish(early):
            return {"move": "finish", "early": True} if early else {"move": "finish"}
        case _:
            assert_never(move)


def _load_visit(record: Mapping[str, object]) -> Visit:
    trail = (as_list(step, 2) for step in as_list(record.get("trail")))
    assumed = (as_list(each, 2) for each in as_list(record.get("assumed")))
    return Visit(
        SceneId(as_text(record.get("scene"))),
        tuple((SceneId(as_text(scene)), _load_choice(choice)) for scene, choice in trail),
        tuple((QuestionId(as_text(question)), as_truth(right)) for question, right in assumed),
    )


def _load_reply(record: Mapping[str, object]) -> Reply:
    answer = answer_from_json(record.get("answer"))
    return Reply(_load_question(record), answer, _load_confidence(record.get("confidence")))


def _load_question(record: Mapping[str, object]) -> QuestionId:
    return QuestionId(as_text(record.get("question")))


def _load_confidence(value: object) -> Confidence | None:
    return None if value is None else Confidence(as_whole(value))


def _load_points(value: object) -> tuple[int, ...]:
    return tuple(map(as_whole, as_list(value)))


def _load_choice(value: object) -> ChoiceId | None:
    return None if value is None else ChoiceId(as_text(value))


def _step_to_json(step: Step) -> Json:
    before, after = _counters_to_json(step.before), _counters_to_json(step.after)
    return [step.scene, step.choice, step.target, before, after, step.answered]


def _load_step(value: object) -> Step:
    scene, choice, target, before, after, answered = as_list(value, 6)
    return Step(
        SceneId(as_text(scene)),
        _load_choice(choice),
        SceneId(as_text(target)),
        _load_counters(before),
        _load_counters(after),
        as_whole(answered),
    )


def _counters_to_json(counters: Mapping[CounterName, int]) -> Json:
    return {str(name): number for name, number in counters.items()}


def _load_counters(value: object) -> Mapping[CounterName, int]:
    return {CounterName(name): as_whole(number) for name, number in as_record(value).items()}


def _answered_to_json(given: Answered) -> Sequence[Json]:
    plain = [answer_to_json(given.answer), _mark_to_json(given.mark)]
    rubric, sure = given.rubric, given.confidence
    if rubric is None:
        return plain if sure is None else [*plain, sure]
    return [*plain, sure, [rubric.by, rubric.points]]


def _tried_to_json(tried: Mapping[QuestionId, tuple[Answered, ...]]) -> Json:
    return {str(question): [*map(_answered_to_json, tries)] for question, tries in tried.items()}


def _load_answered(value: object) -> tuple[QuestionId, Answered]:
    question, *given = as_list(value)
    return QuestionId(as_text(question)), _load_given(given)


def _load_given(value: Sequence[object]) -> Answered:
    if len(value) < 2:
        raise ValueError(f"expected an answer with its mark, found {value!r}")
    answer, mark, *more = value
    sure, rubric = (*more, None, None)[:2]
    return Answered(
        answer_from_json(answer),
        _load_mark(mark),
        _load_confidence(sure),
        None if rubric is None else _load_rubric(rubric),
    )


def _load_rubric(value: object) -> RubricMarks:
    by, points = as_list(value, 2)
    return RubricMarks(_load_points(points), Marker(as_text(by)))


def _mark_to_json(mark: Mark) -> Json:
    return [mark.earned, mark.possible, mark.result]


def _load_mark(value: object) -> Mark:
    earned, possible, result = as_list(value, 3)
    return Mark(as_number(earned), as_number(possible), Result(as_text(result)))


def _load_noticed(value: object) -> Noticed:
    words, need = as_list(value, 2)
    return Noticed(as_text(words), Need(as_text(need)))


def _score_to_json(score: CueScore) -> Json:
    results: Json = [
        [[each.noticed.words, each.noticed.need], each.spot, each.cue] for each in score.results
    ]
    return {"results": results, "missed": score.missed, "mark": _mark_to_json(score.mark)}


def _load_score(value: object) -> CueScore:
    record = as_record(value)
    return CueScore(
        tuple(map(_load_result, as_list(record.get("results")))),
        tuple(CueId(as_text(cue)) for cue in as_list(record.get("missed"))),
        _load_mark(record.get("mark")),
    )


def _load_result(value: object) -> SpotResult:
    noticed, spot, cue = as_list(value, 3)
    touched = None if cue is None else CueId(as_text(cue))
    return SpotResult(_load_noticed(noticed), Spot(as_text(spot)), touched)
