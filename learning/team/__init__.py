"""Shared case sessions, pure: people, teams and phases as a function over events.

Knows play, quiz and the compiled case; no clock, chance, database or page.
"""
