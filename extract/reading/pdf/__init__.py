"""PDF files: from bytes to what their pages show, and to the text of the report.

For newcomers, in the order to read the modules in:

1. ``inspection``: files that would take pdfium hours are refused, by what their ``objects`` say.
   ``library``: pdfium, and what it takes to call it safely.
   ``stand_in_font``: what it takes for fonts that are not in the file.
2. ``frame``: the area of a page, and how it is turned.
3. ``glyphs``: the characters of a page.
4. ``drawings``: its lines, filled areas and pictures; ``borders``: the lines of tables.
5. ``legibility``: whether the text that a page gives is the one that it shows.
6. ``sheet``: a page as the file gives it.
7. ``recognising``: pages that are drawn and read like pictures.
8. ``metadata``: what the file says about itself.
9. ``reading``: the whole way, and what users are told about pages that could not be read.

Scripts, forms to fill in, embedded files, links and comments are never looked at.

Why pdfium, and not pdfplumber, which finds tables by itself (20 reports of three pages on one
core, table rows as they were written):

=====================  ==================  =============  ===========
what                   seconds a report    rows right     rows beside
=====================  ==================  =============  ===========
pdfplumber 0.11        0.17 to 0.23        855 of 872     30
this reader, pdfium    0.05 to 0.06        872 of 872     0
=====================  ==================  =============  ===========

pdfium also mends damaged files and draws the pages that have to be recognised, under one licence
(BSD, Apache); and pictures need the geometry of :mod:`gongkai.extract.reading.pages` anyway.
"""

from gongkai.extract.reading.pdf.reading import read_pdf

__all__ = ["read_pdf"]
