"""Small things that several shapes share: page numbers, breaks in labels, runs of numbers."""

from __future__ import annotations

from gongkai.annotations.rendering.form import FormCell, FormRow, FormTable, Role
from gongkai.annotations.rendering.model import Pen, RenderingOptions
from gongkai.models.scheme import CellState


def between_rows(number: int, options: RenderingOptions, pen: Pen) -> None:
    """Write what stands before row ``number``: a blank line, a page number, or nothing."""
    if options.cut_after is not None and number == options.cut_after + 1:
        pen.write(options.line_end)
    if options.page_number_after is not None and number == options.page_number_after + 1:
        pen.write(options.page_number + options.line_end)


def break_label(cell: FormCell, number: int, options: RenderingOptions) -> str:
    """Return the text of a cell, broken over two lines where ``options`` ask for it."""
    text = cell.text
    breakable = 4 <= len(text) <= 12 and cell.role in {Role.LABEL, Role.HEADER}
    if not options.label_breaks or not breakable or not options.pick(number, (True, True, False)):
        return text
    middle = len(text) // 2
    return f"{text[:middle]}\n{text[middle:]}"


def has_blank(row: FormRow, pen: Pen) -> bool:
    """Tell whether ``row`` has blank cells, and note that they leave no trace where they stood.

    A row all of whose cells are blank is certain as long as its label is there.
    """
    blanks = [cell for cell in row.numbers if cell.text == ""]
    labelled = any(cell.role is Role.LABEL for cell in row.cells)
    if blanks and len(blanks) == len(row.numbers) and not labelled:
        for row_id in row.ids:
            pen.doubt(row_id, CellState.UNREADABLE, CellState.MISSING)
    elif blanks and len(blanks) < len(row.numbers):
        for row_id in row.ids:
            pen.doubt(row_id, CellState.UNREADABLE)
    return bool(blanks)


def doubt_blanks_at_ends(table: FormTable, pen: Pen) -> None:
    """Note that blanks may be unreadable if all of them stand at the end of their row.

    Pipes behind the last number then look like those of a converter that gathers the empty
    cells of a row there, whichever they were.
    """
    texts = [[cell.text for cell in row.numbers] for row in table.rows]
    if any("" in row and "".join(row[row.index("") :]) for row in texts):
        return
    for row in table.rows:
        has_blank(row, pen)


def write_numbers(row: FormRow, options: RenderingOptions, pen: Pen) -> None:
    """Write the numbers of ``row`` in a line, leaving out blank ones."""
    written = [cell for cell in row.numbers if cell.text != ""]
    for place, cell in enumerate(written):
        if place:
            pen.write(options.separator)
        pen.write_cell(cell.key, cell.text)
