"""What a question asks: one module for each sort of answer block, and how they are told apart.

Reads blocks into the parsed types of `answers.py`, and builds of these what may be seen and what
is right. Knows no scene.
"""
