"""Formats of the outside world: GIFT and Aiken quizzes, Twee stories, emails and tables.

Pure: text in, text out.

Whatever cannot be carried over is said, by its line: nothing is lost without a word.
"""
