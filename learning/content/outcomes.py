"""The learning outcomes that modules may name: the first two columns of `courses/outcomes.md`."""

from collections.abc import Mapping

from learning.content.markdown import parse_markdown
from learning.content.prose import collect_text
from learning.content.source import MAX_BYTES
from learning.model.names import OutcomeId


def read_outcomes(raw: bytes) -> Mapping[OutcomeId, str]:
    """Give the words of each outcome by its id; of a file that is no text, none.

    >>> dict(read_outcomes(b"| Id | Outcome |\\n| - | - |\\n| ask-openly | Ask kindly |\\n"))
    {'ask-openly': 'Ask kindly'}
    """
    if len(raw) > MAX_BYTES:
        return {}
    tokens = parse_markdown(raw.decode("utf-8", errors="replace"))
    outcomes: dict[OutcomeId, str] = {}
    row: list[str] = []
    for index, token in enumerate(tokens):
        if token.type == "tr_open":
            row = []
        elif token.type == "td_open":
            row.append(collect_text(tokens[index + 1].children or ()))
        elif token.type == "tr_close" and row:
            outcomes.setdefault(OutcomeId(row[0]), row[1] if len(row) > 1 else "")
    return outcomes
