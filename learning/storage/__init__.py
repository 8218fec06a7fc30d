"""Tables, the queries on them, and how a schema becomes the next: the only SQL there is.

Knows rows and columns, no rule of the product; `operations` says what belongs into one transaction.
"""
