"""HTTP: parse the input, call one operation, answer with a page or a redirect.

Knows nothing of SQL, files of content or how an answer is marked.
"""
