"""A generator of training sentences: a grammar of clauses, lexicons and forms of numerals.

What it writes is labelled exactly, because it knows what it said; it is synthetic through and
through and kept apart from the written passages of the corpus.

Read ``templates`` first (the small language that clauses are written in), then ``draft`` (a
text that is written and marked at once) and ``scene`` (what the sentences of one passage
share). ``numerals``, ``expressions`` and ``shares`` say numbers; ``lexicon`` reads the words
from ``data/``. The constructions build on these: ``counting``, ``listing``, ``parting``,
``rating``, ``zeroing``, ``trapping``. ``generation`` puts sentences together, ``clumsiness``
spoils their spelling, ``commands`` writes the file.
"""

from gongkai.annotations.generator.generation import generate

__all__ = ["generate"]
