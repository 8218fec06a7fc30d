"""Marking: what an answer earns and why. Pure; knows questions and keys, not attempts or pages."""
