"""One's own personal tokens as their page shows them."""

from collections.abc import Sequence
from dataclasses import dataclass

from learning.operations.tokens import LONGEST_TOKEN_NAME, MOST_TOKENS, id_of
from learning.storage.tokens import TokenLine
from learning.web.pages.accounts import FormPage
from learning.web.pages.words import say_date

HOME = "/account/tokens"


@dataclass(frozen=True, slots=True)
class TokenRow:
    """One token in the list, and where it is ended."""

    name: str
    words: str
    url: str


@dataclass(frozen=True, slots=True)
class TokensPage:
    """All tokens, the form, and on one page only the token that was just made."""

    rows: tuple[TokenRow, ...]
    form: FormPage
    token: str
    site: str
    file: str
    full: bool
    longest: int
    most: int


def make_tokens(lines: Sequence[TokenLine], form: FormPage, *, token: str, site: str) -> TokensPage:
    """Show one's tokens."""
    rows = tuple(TokenRow(each.name, _say_use(each), f"{HOME}/{id_of(each)}") for each in lines)
    full = len(rows) >= MOST_TOKENS
    # Where `learning pull` looks for it.
    file = site.partition("//")[2].replace(":", "_")
    return TokensPage(rows, form, token, site, file, full, LONGEST_TOKEN_NAME, MOST_TOKENS)


def _say_use(line: TokenLine) -> str:
    used = f"last used on {say_date(line.used_at)}" if line.used_at else "not used yet"
    return f"Made on {say_date(line.made_at)}, {used}"
