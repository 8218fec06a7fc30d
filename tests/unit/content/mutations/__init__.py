"""Slips as real authors make them; importing this fills KINDS."""

from tests.unit.content.mutations import choices, front, questions, scenes, text
from tests.unit.content.mutations.kinds import KINDS, Expected, Mutant

__all__ = ["KINDS", "Expected", "Mutant", "choices", "front", "questions", "scenes", "text"]
