"""The file that a question is read from, and where what is wrong with it is noted."""

from dataclasses import dataclass, field

from markdown_it.token import Token

from learning.content.faults import Faults, Place
from learning.content.markdown import Block
from learning.content.source import Extract, Source


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file being read. In a `survey` nothing is right or wrong.

    `refused` are the codes of what was refused on it, in order.
    """

    source: Source
    faults: Faults
    survey: bool = False
    refused: list[str] = field(default_factory=list)

    def extract(self, inline: Token) -> Extract:
        """Let inline text find its way back to the file."""
        return Extract(inline.content, (inline.map or [0])[0], self.source)

    def refuse(self, code: str, place: Place, message: str, *, fix: str = "") -> None:
        """Note a fault."""
        self.refused.append(code)
        self.faults.add(code, place, message, fix=fix)

    def refuse_block(self, code: str, block: Block, message: str, *, fix: str = "") -> None:
        """Note a fault of a whole block, at its first line."""
        self.refuse(code, Place(block.line + 1), message, fix=fix)
