"""Word files, and what LibreOffice turns into Word files.

The layers, in the order to read them:

1. ``markup``: XML parsed without entities and within bounds, strict and transitional names made
   one; ``package``: the zip file, its parts and how they are related.
2. ``styles``, ``numerals``, ``numbering``: what stands before a paragraph that the program
   numbers, counted as Word counts; ``symbols``: characters of symbol fonts.
3. ``paragraphs``: the text of one paragraph, with what is anchored in it.
4. ``tables``: cells placed in a grid; ``row_lines``: rows that are several; ``flow``: the body
   walked in order, into lines, tables and pictures.
5. ``pictures``: text recognised in pictures, for a report that is nothing else; ``metadata``.
6. ``reading``: all of them together.
7. ``converting`` and ``office``: older formats by way of LibreOffice.
"""

from gongkai.extract.reading.word.office import read_office
from gongkai.extract.reading.word.reading import read_word

__all__ = ["read_office", "read_word"]
