"""The cells of the mandated tables, from tables as rows of text.

The code that a user of pandas writes around ``read_html``: it has the words of the form and their
order, and no more.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from gongkai.evaluate.judged.reports import JudgedCell
from gongkai.models.scheme import CellState, Regime, SectionKind
from gongkai.models.table_layout import APPLICANTS, Axis, Panel, TableLayout, layout_for

Row = list[str]
Rows = list[Row]
_Cells = dict[str, JudgedCell]

#: The words that a table of each section has; and those that only one form has in it.
_WORDS: Final[Mapping[SectionKind, tuple[str, ...]]] = {
    SectionKind.PROACTIVE_DISCLOSURE: ("规章", "行政许可", "行政处罚"),
    SectionKind.APPLICATIONS: ("自然人", "结转下年度"),
    SectionKind.REVIEW_LITIGATION: ("结果维持", "结果纠正"),
}
_WORDS_OF_2021: Final = ("现行有效", "逾期不补正")
_APPLICANT: Final = APPLICANTS[0].chinese
_LONGEST_LABEL: Final = 80
_PUNCTUATION: Final = re.compile(r"[^\w/]|_")
_MARKER: Final = re.compile(r"^[\W_]*(?:[0-9]{1,2}|[一二三四五六七八九十]{1,2})[.、．,)）]")
_NUMBER: Final = re.compile(r"([-+]?[0-9]{1,3}(?:,[0-9]{3})+|[-+]?[0-9]{1,15})(\.[0-9]{1,9})?")
_UNIT: Final = re.compile("(?:件|条|项|个|人|万元|元)?")
_STROKE: Final = re.compile(r"[-/\\—–―]{1,4}|无")


def read_tables(tables: Iterable[Rows]) -> dict[SectionKind, _Cells]:
    """Return the cells of the three mandated tables, as far as they are found.

    Parameters
    ----------
    tables
        The tables of a page, nested ones too; the text of their cells without blanks.

    Returns
    -------
    dict
        By section, then by the key of the cell; a table that is not found has no cells.
    """
    by_size = sorted(_rejoined(tables), key=lambda rows: sum(map(len, rows)))
    found: dict[SectionKind, _Cells] = {}
    for section, words in _WORDS.items():
        cells: _Cells = {}
        for rows in by_size:
            labels = _labels(rows)
            if all(word in labels for word in words):
                cells = _read_table(section, rows, _form_of(labels))
                break
        found[section] = cells
    return found


def _rejoined(tables: Iterable[Rows]) -> list[Rows]:
    """Return the tables, the one of applications whole again where it was cut in two."""
    whole: list[Rows] = []
    for rows in tables:
        first = whole[-1] if whole else []
        is_rest = (
            rows
            and first
            and len(rows[0]) == len(first[0])
            and _APPLICANT in _labels(first)
            and _APPLICANT not in _labels(rows)
        )
        if is_rest:
            whole[-1] = first + rows
        else:
            whole.append(rows)
    return whole


def _labels(rows: Rows) -> str:
    """Return the words of a table, but not those of tables inside its cells."""
    return "".join(cell for row in rows for cell in row if len(cell) <= _LONGEST_LABEL)


def _form_of(labels: str) -> Regime:
    of_2021 = any(word in labels for word in _WORDS_OF_2021)
    return Regime.FORM_2021 if of_2021 else Regime.FORM_2019


def _read_table(section: SectionKind, rows: Rows, form: Regime) -> _Cells:
    layout = layout_for(section, form)
    if section is SectionKind.REVIEW_LITIGATION:
        return _read_one_row(layout, rows)
    if section is SectionKind.APPLICATIONS:
        return _read_applications(layout.panels[0], rows)
    return _read_panels(layout, rows)


def _read_one_row(layout: TableLayout, rows: Rows) -> _Cells:
    """Read the table whose numbers stand in one row, in the order of the form."""
    for row in reversed(rows):
        values = row[-len(layout.keys) :]
        if len(values) == len(layout.keys) and all(_is_value(cell) for cell in values):
            return dict(zip(layout.keys, map(_cell, values), strict=True))
    return {}


def _read_applications(panel: Panel, rows: Rows) -> _Cells:
    """Read the table of applications: its last seven columns, the rows below their header."""
    start, columns = _applicant_columns(rows)
    below = [row for row in rows[start:] if len(row) > max(columns)]
    cells: _Cells = {}
    in_order = len(below) == len(panel.rows)
    for number, row in enumerate(below):
        axis = _row_of(row[: columns[0]], panel.rows)
        if axis is None and in_order:
            axis = panel.rows[number]
        if axis is None:
            continue
        for column, place in zip(panel.columns, columns, strict=True):
            cells.setdefault(f"{axis.id}.{column.id}", _cell(row[place]))
    return cells


def _applicant_columns(rows: Rows) -> tuple[int, tuple[int, ...]]:
    """Return where the rows below the header begin, and the columns of the applicants."""
    for number, row in enumerate(rows):
        names = [_bare(cell) for cell in row]
        places = [
            next((place for place, name in enumerate(names) if name in _names(axis)), None)
            for axis in APPLICANTS
        ]
        known = tuple(place for place in places if place is not None)
        if len(known) == len(APPLICANTS) and list(known) == sorted(set(known)):
            return number + 1, known
    width = max(map(len, rows), default=0)
    if width <= len(APPLICANTS):
        return len(rows), tuple(range(len(APPLICANTS)))
    return 0, tuple(range(width - len(APPLICANTS), width))


def _read_panels(layout: TableLayout, rows: Rows) -> _Cells:
    """Read the table of several panels, each below a header of its own."""
    cells: _Cells = {}
    header: Row = []
    axes = {axis.id: (axis, panel) for panel in layout.panels for axis in panel.rows}
    for row in rows:
        if _is_header(row, layout):
            header = row
            continue
        axis = _row_of(row[:1], [axis for axis, _ in axes.values()])
        if axis is None:
            continue
        for number, column in enumerate(axes[axis.id][1].columns):
            place = _column_of(column, header, number)
            if place < len(row):
                cells.setdefault(f"{axis.id}.{column.id}", _cell(row[place]))
    return cells


def _is_header(row: Row, layout: TableLayout) -> bool:
    columns = [column for panel in layout.panels for column in panel.columns]
    return any(_says(cell, column) for cell in row[1:] for column in columns)


def _column_of(column: Axis, header: Row, number: int) -> int:
    """Return the place of a column below its header; without one, the next behind the label."""
    places = [place for place, cell in enumerate(header) if place and _says(cell, column)]
    return places[0] if places else number + 1


def _row_of(words: Sequence[str], axes: Sequence[Axis]) -> Axis | None:
    """Return the row that the last words before the numbers name."""
    for cell in reversed(words):
        name = _bare(cell)
        if not name:
            continue
        for axis in axes:
            if name in _names(axis):
                return axis
        for axis in axes:
            if len(name) > 3 and any(name.endswith(each) for each in _names(axis)):
                return axis
    return None


def _says(cell: str, axis: Axis) -> bool:
    name = _bare(cell)
    return any(name.startswith(each) for each in _names(axis))


def _names(axis: Axis) -> tuple[str, ...]:
    return tuple(_bare(wording) for wording in axis.wordings)


def _bare(label: str) -> str:
    """Return a label without its number and punctuation."""
    return _PUNCTUATION.sub("", _MARKER.sub("", label))


def _is_value(cell: str) -> bool:
    return _cell(cell).state is not CellState.UNREADABLE


def _cell(text: str) -> JudgedCell:
    if not text:
        return JudgedCell(CellState.BLANK)
    if _STROKE.fullmatch(text):
        return JudgedCell(CellState.NOT_APPLICABLE)
    number = _NUMBER.match(text)
    if number is None or _UNIT.fullmatch(text, number.end()) is None:
        return JudgedCell(CellState.UNREADABLE)
    value = float(number[0].replace(",", ""))
    unit = text[number.end() :] or None
    return JudgedCell(CellState.VALUE, value, unit)
