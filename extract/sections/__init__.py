"""Sections: where a report's six sections begin and end, by what they are about.

The layers, in the order to read them: :mod:`.lines` (the lines, cheaply normalised),
:mod:`.numbering` (一、 （一） 1.), :mod:`.topics` (what a wording is about), :mod:`.candidates`
(lines that may be headings), :mod:`.outline` (those that open sections), :mod:`.furniture` and
:mod:`.title_lines` (what stands around the report), and :mod:`.finder`, which puts them
together. The main function is :func:`find_sections`.
"""

from gongkai.extract.sections.finder import find_sections
from gongkai.extract.sections.types import Heading, SectionReading

__all__ = ["Heading", "SectionReading", "find_sections"]
