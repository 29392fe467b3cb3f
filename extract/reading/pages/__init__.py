"""From characters and straight lines on pages to paragraphs and tables.

Readers of PDF files and of pictures bring what a page shows (:mod:`.content`); everything behind
them is the same. The modules in the order to read them in:

1. :mod:`.content`: glyphs, rulings, pages: the input.
2. :mod:`.spreads`: pages that show two pages side by side are cut in two.
3. :mod:`.characters`: the glyphs of all pages side by side, and texts that point at them.
4. :mod:`.strokes`: rulings in pieces become whole strokes.
5. :mod:`.lattices`: strokes that cross become rows, columns and cells; :mod:`.open_sides`
   closes tables without outer lines first.
6. :mod:`.lines`: glyphs become lines of text, with spaces where gaps are wide.
7. :mod:`.cells` and :mod:`.tables`: what stands in each cell.
8. :mod:`.furniture`: running heads and page numbers go.
9. :mod:`.continuations`: tables that page breaks cut are put together; :mod:`.frames` finds the
   rows among them that look like frames.
10. :mod:`.unruled`: rows of tables without lines get their blank cells.
11. :mod:`.paragraphs`: lines become paragraphs, over page breaks too.
12. :mod:`.assembly`: all of it, and where each character of the text stands.

All lengths are in points (1/72 inch), from the top left corner of a page.
"""

from gongkai.extract.reading.pages.assembly import Assembly, assemble
from gongkai.extract.reading.pages.content import Glyph, PageContent, Ruling

__all__ = ["Assembly", "Glyph", "PageContent", "Ruling", "assemble"]
