"""Measures drawn from lists of answers: calibration, spotting over time, outcomes. All pure.

Knows marks and legal needs; no attempt, no page, no clock.
"""
