"""How old a reader has to be to follow a module: McLaughlin's SMOG formula over its running text.

Knows words and sentences, nothing of what they mean.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import sqrt

from learning.model.case import Block, Prose
from learning.model.key import Module, SceneKey
from learning.model.names import SceneId
from learning.model.words import split_words
from learning.play.page_text import read_html

# A share of long words says little of fewer sentences than these; the formula itself asks for 30.
LEAST_SENTENCES = 10
# Grades are those of schools in the United States, the first at the age of six.
_AGE_OF_GRADE_0 = 5
_LONG = 3
_BLOCK_END = re.compile(r"</(?:p|li|t[dh]|h\d|div|blockquote)>")
_STOP = re.compile(r"[.!?…]+[”’\"')\]]*(?:\s|$)")
_SILENT = re.compile(r"(?:[^laeiouyscgxzh]es|(?<![td])ed|[^laeiouy]e)$")
_VOWELS = re.compile(r"[aeiouy]{1,2}")
_OTHER = re.compile(r"[^a-z]")


@dataclass(frozen=True, slots=True)
class ReadingAge:
    """Of a whole module in years, and its hardest scene: its id and its age (None: all short)."""

    years: float
    words: int
    hardest: tuple[SceneId, float] | None


@dataclass(frozen=True, slots=True)
class _Count:
    words: int
    sentences: int
    long_words: int


def find_reading_age(module: Module) -> ReadingAge | None:
    """Give the reading age of a module; None of one with fewer than ten sentences.

    All running text counts that learners of any role may read: the cover, the scenes, and what is
    told after choices and answers. Choices, options, tables of sources and notes for tutors do not.
    """
    scenes = {
        name: _count(_list_scene_html(scene.body, module.key.scenes[name]))
        for name, scene in module.case.scenes.items()
    }
    whole = _add([_count((module.case.cover_html,)), *scenes.values()])
    if whole.sentences < LEAST_SENTENCES:
        return None
    ages = [
        (_age(each), name) for name, each in scenes.items() if each.sentences >= LEAST_SENTENCES
    ]
    worst = max(ages, default=None)
    return ReadingAge(_age(whole), whole.words, (worst[1], worst[0]) if worst else None)


def smog_age(sentences: int, long_words: int) -> float:
    """Give the reading age, in years, by the share of words of three syllables and more.

    G. H. McLaughlin, SMOG grading, Journal of Reading 12 (1969): the grade is
    1.0430 times the square root of the long words in 30 sentences, plus 3.1291.

    >>> round(smog_age(30, 25), 1)
    13.3
    """
    return 1.0430 * sqrt(long_words * 30 / sentences) + 3.1291 + _AGE_OF_GRADE_0


def count_syllables(word: str) -> int:
    """Count the syllables of an English word, by its vowels; right for nearly all words.

    >>> [count_syllables(each) for each in ("mould", "landlord", "asked", "wanted", "decision")]
    [1, 2, 1, 2, 3]
    """
    letters = _OTHER.sub("", word.lower())
    return max(1, len(_VOWELS.findall(_SILENT.sub("", letters))))


def _list_scene_html(body: tuple[Block, ...], key: SceneKey) -> Iterator[str]:
    hidden = (block for passage in key.passages.values() for block in passage.blocks)
    yield from (block.html for block in (*body, *hidden) if isinstance(block, Prose))
    yield from (choice.feedback_html for choice in key.choices)
    yield from (ending.html for ending in key.endings)
    for question in key.questions.values():
        yield from question.feedback.values()
        yield from (*question.why_html, *question.correct_html, *question.incorrect_html)


def _count(pieces: Iterable[str]) -> _Count:
    text = [read_html(part) for html in pieces for part in _BLOCK_END.split(html)]
    sentences = [each for part in text for each in _STOP.split(part) if each.strip()]
    words = [word for each in sentences for word in split_words(each)]
    long_words = sum(count_syllables(word) >= _LONG for word in words)
    return _Count(len(words), len(sentences), long_words)


def _add(counts: list[_Count]) -> _Count:
    return _Count(
        sum(each.words for each in counts),
        sum(each.sentences for each in counts),
        sum(each.long_words for each in counts),
    )


def _age(count: _Count) -> float:
    return smog_age(count.sentences, count.long_words)
