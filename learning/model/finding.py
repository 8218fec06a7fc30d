"""What the checker says of one place in a file."""

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """An error keeps a file from being published; a warning does not."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One line of `learning check`. Lines and columns count from 1."""

    file: str
    line: int
    column: int
    code: str
    severity: Severity
    message: str
    fix: str = ""

    def __str__(self) -> str:
        """Show it as the terminal does.

        >>> print(Finding("cases/a.md", 12, 3, "S02", Severity.ERROR, "no scene 'the-leter'",
        ...               "did you mean the-letter?"))
        cases/a.md:12:3 S02 error no scene 'the-leter'
          fix: did you mean the-letter?
        """
        head = f"{self.file}:{self.line}:{self.column} {self.code} {self.severity} {self.message}"
        return f"{head}\n  fix: {self.fix}" if self.fix else head
