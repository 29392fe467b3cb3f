"""Which tables hold data, and what their cells say: the same in every format with tables.

Web pages and Word files use tables for three things: figures in rows and columns, a frame around
a text, and the arrangement of a whole page. Only the first become grids.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, Protocol

from gongkai.extract.reading.limits import ROW_LINES

_ASCII: Final = re.compile(r"[!-~]")
_CHARACTER: Final = re.compile(r"\S")
_SENTENCE_ENDS: Final = re.compile("[。！？；]")
_FORM_LABELS: Final = re.compile(
    "第二十条|本年制发|制发件数|现行有效|本年新[收制公]|自然人|商业企业|申请人情况|申請人情況|结果维持|結果維持"
)
_LONGEST_FORM_LABEL: Final = 60
#: A cell with more text than this, in several sentences, is a part of the document.
_LONGEST_CELL: Final = 300
#: A number with its unit, a mark for none, or nothing; a unit alone belongs to the number above.
_VALUE: Final = re.compile(
    r"\s*(?:[-+＋－]?\s*[\d０-９][\d０-９,，.．]*\s*[件条项次个宗人万元%％]{0,2}|"
    r"[-－—–/／\\]{1,3}|无)?\s*"
)


class Cell(Protocol):
    """A cell: its text in one line, and its lines, blank ones between them with them."""

    text: str
    lines: list[str]


def holds_data(cells: Sequence[Cell], widest: int, *, holds_table: bool) -> bool:
    """Tell a table of data from one that only arranges the document, or frames a text.

    Parameters
    ----------
    cells
        The cells that show.
    widest
        The number of cells in the longest row.
    holds_table
        Whether a table with more than two cells lies in one of them.
    """
    filled = [cell for cell in cells if cell.text]
    if len(filled) < 2 or widest < 2 or holds_table:
        return False
    most = sum(len(cell.text) for cell in filled) / 2
    return not any(_is_article(cell, most) for cell in filled) or any(map(_is_form_label, filled))


def _is_form_label(cell: Cell) -> bool:
    return len(cell.text) <= _LONGEST_FORM_LABEL and _FORM_LABELS.search(cell.text) is not None


def _is_article(cell: Cell, most: float) -> bool:
    """Tell a part of the document: long and of several sentences, or most of the text in lines."""
    if len(cell.text) > _LONGEST_CELL:
        return len(_SENTENCE_ENDS.findall(cell.text)) > 1
    return len(cell.text) > most and sum(line.endswith("。") for line in cell.lines) > 1


def joined(texts: Sequence[str]) -> str:
    """Join the lines of a cell: a line break inside a Chinese word leaves nothing behind."""
    if len(texts) == 1:
        return texts[0]
    last = ""
    parts: list[str] = []
    for part in texts:
        if last and _ASCII.match(last[-1]) and _ASCII.match(part):
            parts.append(" ")
        parts.append(part)
        last = part or last
    return "".join(parts)


def rows_within(cells: Sequence[Sequence[str]]) -> int:
    """Return how many rows a row is whose cells hold several values; 0 if it stays one.

    Some reports have one row for what the form has several: the labels stand in one cell, a line
    each, and beside it the values in each cell, a line each.

    Parameters
    ----------
    cells
        The lines of each cell that lies in this row alone.
    """
    several = [lines for lines in cells if len(lines) > 1]
    values = [lines for lines in several if _are_values(lines)]
    if not values or len(several) < 2:
        return 0
    count = max(len(without_blank_end(lines)) for lines in values)
    if not 2 <= count <= ROW_LINES:
        return 0
    if not all(count in {len(lines), len(without_blank_end(lines))} for lines in values):
        return 0
    labels = [without_blank_end(lines) for lines in several if not _are_values(lines)]
    return count if any(len(lines) == count and all(lines) for lines in labels) else 0


def lines_of_rows(lines: Sequence[str], count: int) -> Sequence[str] | None:
    """Return what of a cell stands in each of ``count`` rows; ``None`` if it is beside them all."""
    if len(lines) != count:
        lines = without_blank_end(lines)
    return lines if len(lines) == count else None


def _are_values(lines: Sequence[str]) -> bool:
    return any(lines) and all(_VALUE.fullmatch(line) for line in lines)


def without_blank_end(lines: Sequence[str]) -> Sequence[str]:
    """Return lines without the blank ones at the end."""
    end = len(lines)
    while end and not _CHARACTER.search(lines[end - 1]):
        end -= 1
    return lines[:end]
