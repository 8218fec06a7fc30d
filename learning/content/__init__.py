"""Case Markdown: bytes of a file -> a compiled Module or Course, and findings with line and column.

Two stages: `parsed.py` stays close to the text and its places; building resolves names and splits
what a learner may see from the key. Pure but for `library.py`, which reads files. Never raises on
content: the author's faults are collected. `docs/case-markdown.md` is the language.
"""
