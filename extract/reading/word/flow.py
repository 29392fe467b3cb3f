"""The body of a Word file walked in order, into lines, tables and pictures.

Tables that hold data become grids. Those that only arrange the document, or frame a text,
leave what they hold behind as lines; a text box does as well, where it is anchored.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from gongkai.extract.reading.limits import DOCUMENT_POSITIONS, WORD_DEPTH
from gongkai.extract.reading.rendering import PlacedTable, Prose
from gongkai.extract.reading.word.markup import (
    ALTERNATE,
    Element,
    R,
    W,
    child,
    children,
    chosen,
    number,
    value,
)
from gongkai.extract.reading.word.numbering import Numbering
from gongkai.extract.reading.word.paragraphs import (
    Anchored,
    is_placeholder,
    read_paragraph,
    too_deep,
)
from gongkai.extract.reading.word.pieces import Foreign, Picture, Piece
from gongkai.extract.reading.word.row_lines import divided
from gongkai.extract.reading.word.styles import Styles
from gongkai.extract.reading.word.tables import (
    MAXIMUM_COLUMNS,
    CellDraft,
    RowDraft,
    TableDraft,
    holds_data,
    place,
    text_of,
)
from gongkai.extract.sections.numbering import parse_marker
from gongkai.models.document import Notice

_PARAGRAPH: Final = W + "p"
_TABLE: Final = W + "tbl"
_ROW: Final = W + "tr"
_CELL: Final = W + "tc"
_CONTROL: Final = W + "sdt"
_FOREIGN: Final = W + "altChunk"
_NOTE: Final = frozenset({W + "footnote", W + "endnote"})
_WRAPPERS: Final = frozenset(W + name for name in ("sdtContent", "customXml", "ins", "moveTo"))
_FORMER: Final = frozenset({W + "del", W + "moveFrom"})
_CONTENTS: Final = "table of contents"
_SEPARATORS: Final = frozenset({"separator", "continuationSeparator", "continuationNotice"})
#: White space that only lays out a line, the indent of two characters above all.
_MARGINS: Final = " \t\n\xa0\u2002\u2003\u3000\u200b\ufeff"
_LONGEST_MARKER: Final = 12
_OVERSIZED: Final = Notice(
    "oversized_table", "A table of the document is too large to be a table of a report."
)


@dataclass(slots=True)
class _Stretch:
    """What a container holds, with the line that the next paragraph goes on with.

    ``lines`` are those of its paragraphs, blank ones with them.
    """

    pieces: list[Piece] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    open_line: str = ""

    def add(self, piece: Piece) -> None:
        """Put something that is no paragraph behind the line that is open."""
        self.close()
        self.pieces.append(piece)

    def write(self, text: str, *, goes_on: bool) -> None:
        """Write a paragraph; its line breaks make lines of their own."""
        *lines, last = (self.open_line + text).split("\n")
        self.open_line = last if goes_on else ""
        for line in (*lines, *(() if goes_on else (last,))):
            bare = _bare(line)
            self.lines.append(bare)
            if bare:
                self.pieces.append(Prose(bare))

    def close(self) -> None:
        """End the line that is open."""
        if self.open_line:
            self.write("", goes_on=False)


class Walker:
    """Walks through the parts of a file; lists go on counting from one to the next.

    Attributes
    ----------
    notices
        What the user should know.
    """

    def __init__(self, styles: Styles, numbering: Numbering) -> None:
        self.notices: list[Notice] = []
        self._styles = styles
        self._numbering = numbering
        self._positions = 0

    def walk(self, container: Element) -> list[Piece]:
        """Return what stands in the body, or in the part with the notes.

        Raises
        ------
        ReadError
            ``too_complex`` if it is nested beyond reason.
        """
        return self._stretch(container, 0).pieces

    def _stretch(self, container: Element, depth: int) -> _Stretch:
        stretch = _Stretch()
        self._read(container, stretch, depth)
        stretch.close()
        return stretch

    def _read(self, container: Element, stretch: _Stretch, depth: int) -> None:
        if depth > WORD_DEPTH:
            raise too_deep()
        for element in container:
            tag = element.tag
            if tag == _PARAGRAPH:
                self._read_paragraph(element, stretch, depth)
            elif tag == _TABLE:
                self._read_table(element, stretch, depth)
            elif tag in _WRAPPERS or _is_filled(element, tag):
                self._read(element, stretch, depth + 1)
            elif tag == ALTERNATE:
                option = chosen(element)
                if option is not None:
                    self._read(option, stretch, depth + 1)
            elif tag == _FOREIGN:
                stretch.add(Foreign(element.get(R + "id") or ""))
            elif tag in _NOTE and value(element, "type") not in _SEPARATORS:
                self._read(element, stretch, depth + 1)

    def _read_paragraph(self, paragraph: Element, stretch: _Stretch, depth: int) -> None:
        properties = children(paragraph.find(W + "pPr"))
        content = read_paragraph(paragraph, properties, self._styles)
        prefix = "" if content.goes_on else self._numbering.prefix(properties)
        if self._styles.is_contents(value(properties.get(W + "pStyle"))):
            return
        self._read_anchored(content.before, stretch, depth)
        text = content.text
        if prefix and text.strip(_MARGINS):
            text = prefix + text.lstrip(_MARGINS)
        if text or stretch.open_line or depth:
            stretch.write(text, goes_on=content.goes_on)
        self._read_anchored(content.behind, stretch, depth)

    def _read_anchored(self, found: list[Anchored], stretch: _Stretch, depth: int) -> None:
        for each in found:
            if isinstance(each, Picture):
                stretch.pieces.append(each)
            elif isinstance(each, str):
                stretch.pieces.extend(
                    Prose(line) for text in each.split("\n") if (line := _bare(text))
                )
            else:
                stretch.pieces.extend(self._stretch(each, depth + 1).pieces)

    def _read_table(self, table: Element, stretch: _Stretch, depth: int) -> None:
        columns = child(table, "tblGrid")
        widths = () if columns is None else columns.iterchildren(W + "gridCol")
        draft = TableDraft([number(each, "w") or 0 for each in widths], [])
        for row in _inside(table, _ROW, depth):
            properties = row.find(W + "trPr")
            if properties is None or not any(each.tag in _FORMER for each in properties):
                draft.rows.append(self._row(row, properties, depth))
        if not draft.rows:
            return
        if not holds_data(draft):
            for cell in draft.cells():
                for piece in cell.pieces:
                    stretch.add(piece)
            return
        draft.rows = [each for row in draft.rows for each in divided(row)]
        placed = place(draft)
        if placed is not None and self._positions + _positions(placed) <= DOCUMENT_POSITIONS:
            self._positions += _positions(placed)
            stretch.add(placed)
            stretch.pieces.extend(_pictures(draft))
            return
        if _OVERSIZED not in self.notices:
            self.notices.append(_OVERSIZED)
        for row_draft in draft.rows:
            if text := "\t".join(cell.text for cell in row_draft.cells).strip():
                stretch.add(Prose(text))

    def _row(self, row: Element, properties: Element | None, depth: int) -> RowDraft:
        skipped = number(child(properties, "gridBefore")) or 0
        draft = RowDraft(min(max(skipped, 0), MAXIMUM_COLUMNS), [])
        for cell in _inside(row, _CELL, depth):
            own = children(cell.find(W + "tcPr"))
            span = min(max(number(own.get(W + "gridSpan")) or 1, 1), MAXIMUM_COLUMNS)
            if draft.cells and _continues(own.get(W + "hMerge")):
                draft.cells[-1].column_span += span
                continue
            merge = own.get(W + "vMerge")
            continues = _continues(merge)
            opens = merge is not None and not continues
            held = self._stretch(cell, depth + 1)
            text = text_of(held.pieces)
            draft.cells.append(CellDraft(span, opens, continues, held.pieces, text, held.lines))
        return draft


def _continues(merge: Element | None) -> bool:
    """Tell whether a cell goes on from another: so it does unless a merge is said to start."""
    return merge is not None and value(merge) != "restart"


def _inside(container: Element, wanted: str, depth: int) -> Iterator[Element]:
    """Yield the rows of a table or the cells of a row, out of what wraps them."""
    if depth > WORD_DEPTH:
        raise too_deep()
    for element in container:
        tag = element.tag
        if tag == wanted:
            yield element
        elif tag in _WRAPPERS or tag == _CONTROL:
            yield from _inside(element, wanted, depth + 1)


def _positions(table: PlacedTable) -> int:
    return table.row_count * table.column_count


def _pictures(table: TableDraft) -> Iterator[Picture]:
    for cell in table.cells():
        yield from (piece for piece in cell.pieces if isinstance(piece, Picture))


def _is_filled(element: Element, tag: str) -> bool:
    return tag == _CONTROL and not is_placeholder(element) and not _is_contents(element)


def _is_contents(control: Element) -> bool:
    """Tell a table of contents, which says everything twice."""
    gallery = value(child(control, "sdtPr", "docPartObj", "docPartGallery")) or ""
    return gallery.lower() == _CONTENTS


def _bare(line: str) -> str:
    """Return a line without its margins and without the tab between a number and a heading."""
    line = line.strip(_MARGINS)
    head, tab, rest = line.partition("\t")
    if tab and len(head) <= _LONGEST_MARKER:
        head = head.rstrip()
        marker = parse_marker(f"{head}{rest.lstrip()[:1]}")
        if marker is not None and marker.end == len(head):
            return head + rest.lstrip()
    return line
