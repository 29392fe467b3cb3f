"""The markup of the corpus (``MARKUP.md``): a strict reader and a writer.

Read ``reading`` first (a file into passages), then ``scanning`` (the marks of one text),
``fields`` (what stands inside a mark) and ``writing`` (the way back).
"""

from gongkai.annotations.markup.errors import MarkupError, MarkupFault
from gongkai.annotations.markup.reading import parse_passages, read_passages
from gongkai.annotations.markup.writing import write_passage

__all__ = ["MarkupError", "MarkupFault", "parse_passages", "read_passages", "write_passage"]
