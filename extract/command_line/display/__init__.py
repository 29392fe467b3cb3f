"""Records as people read them on a terminal.

``page`` holds the console, its width and its words; ``wrapping`` breaks lines that mix Chinese
and English; ``quantities`` writes numbers and names cells. Each part of a record has a module:
``tables``, ``checks``, ``claims``, ``facts``; ``report`` puts them together.
"""
