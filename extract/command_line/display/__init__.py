"""Records as people read them on a terminal.

``page`` holds the console, its width and its words; ``wrapping`` breaks lines that mix Chinese
and English; ``quotes`` shows quotes in their sentences. Each part of a record has a module:
``tables``, ``checks``, ``claims``, ``facts``; ``report`` puts them together. How numbers are
written and cells named (``extract.quantity_wording``) is no matter of the terminal alone.
"""
