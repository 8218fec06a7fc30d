"""Telling open pages that something happened: within one process, and from node to node.

Carries only which session is at which number; what happened is read from the database.
"""
