"""Shapes in which every cell is a line, or a paragraph, of its own."""

from __future__ import annotations

from gongkai.annotations.rendering.form import Cover, FormCell, FormTable, Position, Role, positions
from gongkai.annotations.rendering.furniture import (
    between_rows,
    break_label,
    doubt_blanks_at_ends,
    has_blank,
)
from gongkai.annotations.rendering.model import Pen, RenderingOptions
from gongkai.models.scheme import CellState


def indented_cells(table: FormTable, options: RenderingOptions, pen: Pen) -> None:
    """Write a web page as text: a tab before each cell, a blank line after each row.

    What an earlier row covers leaves a line with a tab alone, and so does a blank cell; what
    a cell beside it covers leaves nothing. A line break inside a cell starts an unindented line.
    """
    for number, (row, line) in enumerate(positions(table)):
        between_rows(number, options, pen)
        for place, position in enumerate(line):
            covered = position.cover is Cover.ABOVE
            if position.cover is Cover.BESIDE or (covered and _is_repeat(line, place)):
                continue
            if covered and options.lost_leading.intersection(row.ids):
                continue
            pen.write("\t")
            if not covered:
                _write_cell(position.cell, place, options, pen)
            pen.write(options.line_end)
        pen.write(options.line_end)


def _is_repeat(line: tuple[Position, ...], place: int) -> bool:
    """Tell whether the cell that covers this position covers the one before it too."""
    return place > 0 and line[place - 1].cell is line[place].cell


def _write_cell(cell: FormCell, number: int, options: RenderingOptions, pen: Pen) -> None:
    if cell.role is Role.NUMBER:
        before = options.cell_before if cell.text else ""
        pen.write_cell(cell.key, cell.text, before, options.cell_after)
    else:
        pen.write(break_label(cell, number, options))


def _cell_paragraphs(table: FormTable, options: RenderingOptions, pen: Pen, end: str) -> None:
    for number, row in enumerate(table.rows):
        between_rows(number, options, pen)
        has_blank(row, pen)
        for place, cell in enumerate(row.cells):
            if cell.text != "":
                _write_cell(cell, place, options, pen)
                pen.write(end)


def plain_cells(table: FormTable, options: RenderingOptions, pen: Pen) -> None:
    """One cell a line and nothing else: merges and blank cells leave no trace."""
    _cell_paragraphs(table, options, pen, options.line_end)


def paragraph_cells(table: FormTable, options: RenderingOptions, pen: Pen) -> None:
    """Write a page whose cells are paragraphs: a blank line between any two cells."""
    _cell_paragraphs(table, options, pen, options.line_end * 2)


def deduplicated_cells(table: FormTable, options: RenderingOptions, pen: Pen) -> None:
    """One cell a line, and of equal lines only the first was kept, as text filters do."""
    seen: set[str] = set()
    for row in table.rows:
        numbers = [cell.text for cell in row.numbers]
        if len(seen.intersection(numbers)) or len(set(numbers)) < len(numbers):
            for row_id in row.ids:
                pen.doubt(row_id, CellState.UNREADABLE, CellState.MISSING, CellState.BLANK)
        has_blank(row, pen)
        for cell in row.cells:
            if cell.text not in seen and cell.text != "":
                pen.write_cell(cell.key, cell.text)
                pen.write(options.line_end)
            seen.add(cell.text)


def pipe_cells(table: FormTable, options: RenderingOptions, pen: Pen) -> None:
    """Write a flat web page: each cell ends with a pipe and a line break, empties as ``|||``."""
    _pipe_cells(table, options, pen, marked=False)


def marked_pipe_cells(table: FormTable, options: RenderingOptions, pen: Pen) -> None:
    """As above where the blank cells hold an invisible space: each is a pipe on a line."""
    _pipe_cells(table, options, pen, marked=True)


def _pipe_cells(table: FormTable, options: RenderingOptions, pen: Pen, *, marked: bool) -> None:
    leading = options.pick(0, (False, True, False))
    if marked:
        doubt_blanks_at_ends(table, pen)
    for number, (row, line) in enumerate(positions(table)):
        between_rows(number, options, pen)
        if leading:
            pen.write("|" + options.line_end)
        trailing = sum(position.cover is Cover.BESIDE for position in line)
        blanks = not marked and has_blank(row, pen)
        for place, cell in enumerate(row.cells):
            if cell.text != "":
                text = break_label(cell, place, options)
                pen.write_cell(cell.key, text)
                pen.write(" |" + options.line_end)
            elif marked and cell.role is Role.NUMBER:
                pen.write_cell(cell.key, "")
                pen.write("|" + options.line_end)
        trailing += sum(cell.text == "" for cell in row.numbers) if blanks else 0
        if trailing:
            pen.write("|" * trailing + options.line_end)


def pipe_lines(table: FormTable, options: RenderingOptions, pen: Pen) -> None:
    """Write a flat page: after each cell a line with a pipe alone; a blank cell has only it."""
    doubt_blanks_at_ends(table, pen)
    for number, row in enumerate(table.rows):
        between_rows(number, options, pen)
        for place, cell in enumerate(row.cells):
            if cell.text == "" and cell.role is not Role.NUMBER:
                continue
            pen.write_cell(cell.key, break_label(cell, place, options))
            if cell.text != "":
                pen.write(options.line_end)
            pen.write("|" + options.line_end)


def leading_pipe_cells(table: FormTable, options: RenderingOptions, pen: Pen) -> None:
    """Write a flat web page: a pipe before each cell but the first, one alone after the row."""
    doubt_blanks_at_ends(table, pen)
    for number, row in enumerate(table.rows):
        between_rows(number, options, pen)
        for place, cell in enumerate(row.cells):
            if cell.text == "" and cell.role is not Role.NUMBER:
                continue
            pen.write("| " if place and cell.text else "|" if place else "")
            pen.write_cell(cell.key, break_label(cell, place, options))
            pen.write(options.line_end)
        pen.write("|" + options.line_end)


def broken_cells(table: FormTable, options: RenderingOptions, pen: Pen) -> None:
    """Narrow columns: every label is broken inside, down to a character a line."""
    for number, row in enumerate(table.rows):
        between_rows(number, options, pen)
        has_blank(row, pen)
        for place, cell in enumerate(row.cells):
            if cell.text == "":
                continue
            if cell.role is Role.NUMBER:
                pen.write_cell(cell.key, cell.text, options.cell_before, options.cell_after)
            elif cell.row_span > 3:
                pen.write(options.line_end.join(cell.text))
            else:
                width = options.pick(number + place, (2, 3, 4))
                pieces = [cell.text[at : at + width] for at in range(0, len(cell.text), width)]
                pen.write(options.line_end.join(pieces))
            pen.write(options.line_end)
