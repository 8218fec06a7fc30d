"""One function for each thing a person wants done. It opens the transaction, and closes it.

Knows no request and no page: what a person typed comes in as values, what came of it goes back.
"""
