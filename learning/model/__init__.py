"""The compiled case as data: what content makes, and what quiz and play work on.

Types only. Nothing here reads a file, knows a rule of marking, or knows who is asking.
"""
