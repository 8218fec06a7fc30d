"""Reads typed values out of a tree of entries: text, numbers, dates, closed lists of words.

Every value that cannot be read is a finding with its place; the default is given instead.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from typing import TypeVar

from learning.content.entries import Entries, Items, Scalar, Tree
from learning.content.faults import Faults, Place

Word = TypeVar("Word", bound=StrEnum)
_WHOLE = re.compile(r"[+-]?\d{1,9}")
_TRUE, _FALSE = ("true", "yes", "on"), ("false", "no", "off")


class Fields:
    """The entries of one mapping, read by name."""

    def __init__(self, tree: Entries, faults: Faults) -> None:
        self.place = tree.place
        self.faults = faults
        self._values: Mapping[str, Tree] = {each.key: each.value for each in tree.entries}
        self._keys: Mapping[str, Place] = {each.key: each.place for each in tree.entries}

    def __contains__(self, key: str) -> bool:
        return key in self._values

    def names(self) -> tuple[str, ...]:
        """All keys, in the file's order."""
        return tuple(self._values)

    def is_empty(self, key: str) -> bool:
        """Whether the key is missing or has nothing after it."""
        match self._values.get(key):
            case None:
                return True
            case Scalar(text, _):
                return not text.strip()
            case Items(items, _):
                return not items
            case Entries(entries, _):
                return not entries

    def key_place(self, key: str) -> Place:
        """Where the key stands; where the mapping starts, if it is not there."""
        return self._keys.get(key, self.place)

    def value_place(self, key: str) -> Place:
        """Where the value stands."""
        return self._values[key].place if key in self._values else self.place

    def refuse(self, place: Place, message: str, fix: str = "") -> None:
        """Note a value that cannot be read."""
        self.faults.add("F03", place, message, fix=fix)

    def refuse_unknown(self, known: Iterable[str]) -> None:
        """Note every key that is not among the known ones."""
        names = tuple(known)
        for key, place in self._keys.items():
            if key not in names:
                self.refuse(place, f"unknown key `{key}`", self.faults.near(key, names))

    def text(self, key: str) -> str:
        """A string; "" when missing."""
        match self._values.get(key):
            case None:
                return ""
            case Scalar(text, _):
                return text.strip()
            case tree:
                self.refuse(tree.place, f"`{key}` must be a text")
                return ""

    def scalars(self, key: str) -> tuple[Scalar, ...]:
        """A list of strings; a single string is a list of one."""
        match self._values.get(key):
            case None:
                return ()
            case Scalar(text, _) as scalar:
                return (scalar,) if text.strip() else ()
            case Items(items, _):
                return tuple(self._keep_scalars(key, items))
            case tree:
                self.refuse(tree.place, f"`{key}` must be a list")
                return ()

    def _keep_scalars(self, key: str, items: Iterable[Tree]) -> Iterable[Scalar]:
        for item in items:
            if isinstance(item, Scalar) and item.text.strip():
                yield item
            else:
                self.refuse(item.place, f"`{key}` must be a list of texts")

    def each_once(self, key: str) -> tuple[Scalar, ...]:
        """A list of strings in which none may stand twice."""
        kept: dict[str, Scalar] = {}
        for scalar in self.scalars(key):
            text = scalar.text.strip()
            if text in kept:
                self.refuse(scalar.place, f"'{text[:60]}' stands in `{key}` twice", "delete one")
            kept.setdefault(text, Scalar(text, scalar.place))
        return tuple(kept.values())

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of strings, as plain text."""
        return tuple(scalar.text.strip() for scalar in self.scalars(key))

    def word(self, key: str, words: type[Word]) -> Word | None:
        """One word of a closed list; None when missing or unknown."""
        text = self.text(key)
        return self._find_word(key, Scalar(text, self.value_place(key)), words) if text else None

    def words(self, key: str, words: type[Word]) -> tuple[Word, ...]:
        """Several words of a closed list, each once."""
        found = (self._find_word(key, scalar, words) for scalar in self.each_once(key))
        return tuple(dict.fromkeys(word for word in found if word is not None))

    def _find_word(self, key: str, scalar: Scalar, words: type[Word]) -> Word | None:
        known = [str(word) for word in words]
        if scalar.text.strip() in known:
            return words(scalar.text.strip())
        near = self.faults.near(scalar.text, known)
        several = [each.strip() for each in scalar.text.split(",")]
        if len(several) > 1 and set(several) <= set(known):
            near = f"write [{', '.join(several)}]"
        fix = near or f"one of: {', '.join(known)}"
        self.refuse(scalar.place, f"`{key}` cannot be '{scalar.text}'", fix)
        return None

    def whole(
        self, key: str, *, least: int, most: int, default: int | None = None, besides: str = ""
    ) -> int | None:
        """A whole number between two bounds; the default when missing, not one, or `besides`."""
        text = self.text(key)
        if text in ("", besides):
            return default
        if _WHOLE.fullmatch(text) and least <= int(text) <= most:
            return int(text)
        other = f" or `{besides}`" if besides else ""
        message = f"`{key}` must be a whole number from {least} to {most}{other}, not '{text[:40]}'"
        self.refuse(self.value_place(key), message)
        return default

    def percent(self, key: str, *, least: int = 1) -> int | None:
        """A percentage up to 100, with or without its sign; None when missing or not one."""
        text = self.text(key)
        bare = text.removesuffix("%").rstrip()
        if not text:
            return None
        if _WHOLE.fullmatch(bare) and least <= int(bare) <= 100:
            return int(bare)
        example = f"from {least} to 100, such as 60"
        message = f"`{key}` must be a percentage {example}, not '{text[:40]}'"
        self.refuse(self.value_place(key), message)
        return None

    def day(self, key: str) -> date | None:
        """An ISO date, such as 2026-11-05."""
        text = self.text(key)
        try:
            return date.fromisoformat(text) if text else None
        except ValueError:
            message = f"`{key}` must be a date such as 2026-11-05, not '{text[:40]}'"
            self.refuse(self.value_place(key), message)
            return None

    def flag(self, key: str, *, default: bool) -> bool:
        """True or false."""
        text = self.text(key).lower()
        if text and text not in _TRUE + _FALSE:
            self.refuse(self.value_place(key), f"`{key}` must be true or false, not '{text[:40]}'")
        return text in _TRUE if text in _TRUE + _FALSE else default

    def within(self, key: str) -> "Fields | None":
        """The mapping under a key."""
        match self._values.get(key):
            case None:
                return None
            case Entries() as tree:
                return Fields(tree, self.faults)
            case tree:
                if not (isinstance(tree, Scalar) and not tree.text.strip()):
                    self.refuse(tree.place, f"`{key}` must be lines of `name: value`")
                return None
