"""Playing: advance(module, state, move) -> state, what a learner sees, and the debrief.

Pure: no clock, no random, no database. The seed of an attempt is part of its state.
"""
