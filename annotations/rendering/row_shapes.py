"""Shapes in which a row of the table is a line of text, or several lines that belong together."""

from __future__ import annotations

from gongkai.annotations.rendering.form import (
    Cover,
    FormCell,
    FormRow,
    FormTable,
    Position,
    Role,
    positions,
)
from gongkai.annotations.rendering.furniture import (
    between_rows,
    break_label,
    has_blank,
    write_numbers,
)
from gongkai.annotations.rendering.model import Header, Pen, RenderingOptions
from gongkai.models.document import Grid, GridCell, Span
from gongkai.models.scheme import CellState


def tab_rows(table: FormTable, options: RenderingOptions, pen: Pen) -> None:
    """Word table copied as text: a tab between cells, empty fields where cells are merged.

    Some programs keep only some of the empty fields behind a merged label and pad the row at
    its end instead, so the numbers need not stand under their headers.
    """
    for number, (row, line) in enumerate(positions(table)):
        between_rows(number, options, pen)
        fields = _kept_fields(row, line, options)
        shifted = len(fields) < len(line)
        ends = row.numbers and "" in {row.numbers[0].text, row.numbers[-1].text}
        if shifted and ends:
            for row_id in row.ids:
                pen.doubt(row_id, CellState.UNREADABLE)
        _write_fields(fields, options, pen)
        if options.pad_rows:
            pen.write("\t" * (len(line) - len(fields)))
        pen.write(options.line_end)


def _kept_fields(
    row: FormRow, line: tuple[Position, ...], options: RenderingOptions
) -> list[FormCell | None]:
    fields: list[FormCell | None] = []
    behind = 0
    for position in line:
        if position.cover is None:
            behind = 0
            fields.append(position.cell)
        elif position.cover is Cover.BESIDE:
            behind += 1
            label = position.cell.role in {Role.LABEL, Role.NOTE}
            if not label or behind <= options.merge_gap:
                fields.append(None)
        elif not options.lost_leading.intersection(row.ids):
            fields.append(None)
    return fields


def _write_fields(fields: list[FormCell | None], options: RenderingOptions, pen: Pen) -> None:
    for place, cell in enumerate(fields):
        if place:
            pen.write("\t")
        if cell is None:
            continue
        if cell.role is Role.NUMBER:
            pen.write_cell(cell.key, cell.text, options.cell_before, options.cell_after)
        else:
            pen.write(cell.text)


def trimmed_tab_rows(table: FormTable, options: RenderingOptions, pen: Pen) -> None:
    """Tabs as above, but an editor trimmed the white space at the end of every line."""
    for number, (row, line) in enumerate(positions(table)):
        between_rows(number, options, pen)
        fields = [position.cell if position.cover is None else None for position in line]
        if row.numbers and all(cell is None or cell.text == "" for cell in fields):
            for row_id in row.ids:
                pen.doubt(row_id, CellState.UNREADABLE, CellState.MISSING)
        elif options.header is Header.MISSING and fields[-1] is not None and not fields[-1].text:
            for row_id in row.ids:  # nothing tells it from a row that lost fields in front
                pen.doubt(row_id, CellState.UNREADABLE)
        while fields and (fields[-1] is None or fields[-1].text == ""):
            fields.pop()
        _write_fields(fields, options, pen)
        pen.write(options.line_end)


def quoted_tab_rows(table: FormTable, options: RenderingOptions, pen: Pen) -> None:
    """Write it as a spreadsheet does: tabs, quotation marks around cells with a line break."""
    for number, (_, line) in enumerate(positions(table)):
        between_rows(number, options, pen)
        for place, position in enumerate(line):
            if place:
                pen.write("\t")
            cell = position.cell
            if position.cover is not None:
                continue
            if cell.role is Role.NUMBER:
                pen.write_cell(cell.key, cell.text, options.cell_before, options.cell_after)
            elif "\n" in (broken := break_label(cell, place, options)):
                pen.write('"' + broken.replace('"', '""') + '"')
            else:
                pen.write(broken)
        pen.write(options.line_end)


def repeated_merges(table: FormTable, options: RenderingOptions, pen: Pen) -> None:
    """Write as readers of .docx do, which repeat a merged cell at every position it covers."""
    for number, (_, line) in enumerate(positions(table)):
        between_rows(number, options, pen)
        for place, position in enumerate(line):
            if place:
                pen.write("\t")
            pen.write_cell(position.cell.key, position.cell.text)
        pen.write(options.line_end)


def markdown(table: FormTable, options: RenderingOptions, pen: Pen) -> None:
    """Write a page converted to Markdown: pipes on both sides, empty cells for merges."""
    for number, (_, line) in enumerate(positions(table)):
        between_rows(number, options, pen)
        pen.write("|")
        for position in line:
            if position.cover is None:
                pen.write_cell(position.cell.key, position.cell.text, " ", " ")
            else:
                pen.write("  ")
            pen.write("|")
        pen.write(options.line_end)
        if number == 0:
            pen.write("|" + " --- |" * len(line) + options.line_end)


def pipe_rows(table: FormTable, options: RenderingOptions, pen: Pen) -> None:
    """Write a web page flattened row by row: merges lost, empty cells gathered as pipes at the end.

    Some programs put a pipe before the row as well, and some leave out those of merged cells.
    """
    leading = options.pick(0, (False, False, True))
    counted = options.pick(1, (True, True, False))
    for number, (row, line) in enumerate(positions(table)):
        between_rows(number, options, pen)
        blank = has_blank(row, pen)
        started = [position.cell for position in line if position.cover is None]
        written = [cell for cell in started if cell.text != ""]
        pen.write("| " if leading else "")
        for place, cell in enumerate(written):
            pen.write(" | " if place else "")
            pen.write_cell(cell.key, cell.text)
        covered = sum(position.cover is Cover.BESIDE for position in line) if counted else 0
        trailing = covered + (len(started) - len(written) if blank else 0)
        pen.write(" | " + "|" * trailing if trailing else " |")
        pen.write(options.line_end)


def spaced_rows(table: FormTable, options: RenderingOptions, pen: Pen) -> None:
    """Labels and numbers on one line with spaces between, as a PDF gives them."""
    for number, row in enumerate(table.rows):
        between_rows(number, options, pen)
        has_blank(row, pen)
        words = [cell for cell in row.cells if cell.text != ""]
        for place, cell in enumerate(words):
            if place:
                pen.write(options.separator)
            pen.write_cell(cell.key, cell.text)
        pen.write(options.line_end)


def one_line(table: FormTable, options: RenderingOptions, pen: Pen) -> None:
    """Write the whole table on one line: a page whose line breaks were all lost."""
    first = True
    for row in table.rows:
        has_blank(row, pen)
        for cell in row.cells:
            if cell.text == "":
                continue
            if not first:
                pen.write(options.separator)
            first = False
            pen.write_cell(cell.key, cell.text)
    pen.write(options.line_end)


def wrapped_labels(table: FormTable, options: RenderingOptions, pen: Pen) -> None:
    """PDF text: a long label wraps over three lines and the numbers stand on the middle one.

    The merged labels at the left are centred over their rows, so the family name turns up
    in the middle of its rows and 三、本年度办理结果 comes apart, a character here and there.
    """
    strewn: list[str] = []
    centred: dict[int, str] = {}
    for number, row in enumerate(table.rows):
        for cell in row.cells:
            if cell.role is Role.LABEL and cell.row_span > 1 and cell.column == 0:
                strewn = list(cell.text)
            elif cell.role is Role.LABEL and cell.row_span > 1:
                centred[number + cell.row_span // 2] = cell.text
    for number, row in enumerate(table.rows):
        between_rows(number, options, pen)
        has_blank(row, pen)
        if not row.numbers:
            words = [cell.text for cell in row.cells if cell.text]
            pen.write(options.separator.join(words) + options.line_end)
            continue
        if strewn and number % 2 == 0:
            pen.write(strewn.pop(0) + options.line_end)
        labels = [cell.text for cell in row.cells if cell.role is Role.LABEL and cell.row_span == 1]
        family = [centred[number]] if number in centred else []
        _write_wrapped(row, [*family, *labels], options, pen)
    if strewn:
        pen.write(options.line_end.join(strewn) + options.line_end)


def _write_wrapped(row: FormRow, labels: list[str], options: RenderingOptions, pen: Pen) -> None:
    label = labels[-1] if labels else ""
    third = (len(label) + 2) // 3
    wrapped = len(label) > 9
    pieces = (label[:third], label[third : 2 * third], label[2 * third :])
    above, beside, below = pieces if wrapped else ("", label, "")
    if above:
        pen.write(above + options.line_end)
    words = [*labels[:-1], beside]
    text = options.separator.join(word for word in words if word)
    if text:
        pen.write(text + options.separator)
    write_numbers(row, options, pen)
    pen.write(options.line_end)
    if below:
        pen.write(below + options.line_end)


def stacked_headers(table: FormTable, options: RenderingOptions, pen: Pen) -> None:
    """PDF text: narrow headers come apart, the upper halves on one line, the lower on the next.

    Where the columns are very narrow each line holds one character of every header.
    """
    width = options.pick(0, (2, 2, 1))
    for number, row in enumerate(table.rows):
        between_rows(number, options, pen)
        has_blank(row, pen)
        words = [cell for cell in row.cells if cell.role is not Role.NUMBER and cell.text]
        narrow = [cell.text for cell in words if _is_narrow(cell)]
        first = [cell.text[:width] if _is_narrow(cell) else cell.text for cell in words]
        pen.write(options.separator.join(first))
        if words and row.numbers:
            pen.write(options.separator)
        write_numbers(row, options, pen)
        pen.write(options.line_end)
        for at in range(width, 4 if narrow else 0, width):
            pieces = [text[at : at + width] for text in narrow]
            pen.write(options.separator.join(pieces) + options.line_end)


def _is_narrow(cell: FormCell) -> bool:
    return cell.role is Role.HEADER and len(cell.text) == 4 and cell.column_span == 1


def grid(table: FormTable, options: RenderingOptions, pen: Pen) -> Grid:
    """Write a table whose geometry survived: HTML, .docx; its text has tabs between the cells."""
    cells: list[GridCell] = []
    start = pen.length
    for number, (_, line) in enumerate(positions(table)):
        for place, position in enumerate(line):
            if place:
                pen.write("\t")
            if position.cover is not None:
                continue
            cell = position.cell
            if cell.role is Role.NUMBER:
                before, after = options.cell_before, options.cell_after
                span = pen.write_cell(cell.key, cell.text, before, after)
            else:
                span = pen.write(break_label(cell, place, options))
            cells.append(GridCell(number, place, cell.row_span, cell.column_span, span))
        pen.write("\n")
    span = Span(start, pen.length - 1)
    return Grid(span, len(table.rows), table.width, tuple(cells))


def unmerged_grid(table: FormTable, options: RenderingOptions, pen: Pen) -> Grid:
    """HTML whose merges were stripped: every row starts at the left and has its own length."""
    cells: list[GridCell] = []
    start = pen.length
    for number, row in enumerate(table.rows):
        for place, cell in enumerate(row.cells):
            if place:
                pen.write("\t")
            if cell.role is Role.NUMBER:
                before, after = options.cell_before, options.cell_after
                span = pen.write_cell(cell.key, cell.text, before, after)
            else:
                span = pen.write(break_label(cell, place, options))
            cells.append(GridCell(number, place, 1, 1, span))
        pen.write("\n")
    width = max(cell.column for cell in cells) + 1
    return Grid(Span(start, pen.length - 1), len(table.rows), width, tuple(cells))
