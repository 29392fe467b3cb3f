"""Writes ``gongkai.xlsx``: a sheet for each tidy table, with labels, for people.

The first row of a sheet holds labels, the second the names of the columns; both stay in view.
Beside each column of ids stands one with their labels. Sheets ``codebook`` and ``ids`` say what
columns and ids mean. Rows go to disk as they come, so memory stays small.

A sheet ends after 1,048,576 rows: the rows beyond go to a CSV file beside the workbook. A cell ends
after 32,767 characters: longer texts are cut and say so. Both are told to the user. Days before
1900 are texts. Texts are written as texts, whatever they begin with, so nothing in a report runs as
a formula.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Final

from gongkai.extract.codebook.entries import Entry, cell_labels, entries, entries_of, value_label
from gongkai.extract.language import Language
from gongkai.extract.writing.columns import read_columns, rows_of
from gongkai.extract.writing.comma_separated import CommaSeparatedWriter
from gongkai.extract.writing.results_folder import remove
from gongkai.extract.writing.tables import WORKBOOK, TablesWriter, missing_extra
from gongkai.extract.writing.tidy import TABLES, Item, Row, Rows, TidyTable

OVERFLOW: Final = ".overflow.csv"
#: Specifications and limits of Excel; characters are counted in UTF-16.
ROWS_PER_SHEET: Final = 1_048_576
CHARACTERS_PER_CELL: Final = 32_767
_HEADER_ROWS: Final = 2
_COLUMN_WIDTH: Final = 16
_DAY: Final = "yyyy-mm-dd"
#: Excel knows no day before; those of misread reports are written as texts.
_FIRST_DAY: Final = date(1900, 1, 1)
#: No time of day in the file: the same rows give the same bytes.
_CREATED: Final = datetime(2000, 1, 1, tzinfo=UTC)
#: What XML cannot hold.
_NO_CHARACTERS: Final = re.compile("[\ufffe\uffff]")


class WorkbookWriter(TablesWriter):
    """Writes all tidy tables into one workbook.

    Parameters
    ----------
    directory
        Where to.
    language
        The language of the labels.
    rows_per_sheet
        After how many rows a sheet ends, header included.

    Raises
    ------
    MissingExtraError
        If XlsxWriter is not installed.
    """

    def __init__(
        self,
        directory: Path,
        language: Language = Language.ENGLISH,
        *,
        rows_per_sheet: int = ROWS_PER_SHEET,
    ) -> None:
        super().__init__()
        try:
            import xlsxwriter  # noqa: PLC0415 - part of an extra
            import xlsxwriter.exceptions  # noqa: PLC0415
        except ImportError as error:
            raise missing_extra("xlsx") from error
        self._failure = xlsxwriter.exceptions.XlsxFileError
        self._directory = directory
        path = self._partial(directory, WORKBOOK)
        path.touch()  # a directory that cannot be written shows at once
        # Its sheets lie beside it until it is closed, by a name that is known if it never is.
        self._waiting = path.with_name(f"{path.name}.tmp")
        self._waiting.mkdir(exist_ok=True)
        options = {"constant_memory": True, "tmpdir": str(self._waiting), "use_zip64": True}
        self._workbook = xlsxwriter.Workbook(str(path), options)
        self._workbook.set_properties({"title": "gongkai", "created": _CREATED})
        self._formats = {
            "label": self._workbook.add_format({"bold": True, "text_wrap": True}),
            "name": self._workbook.add_format({"italic": True}),
            "day": self._workbook.add_format({"num_format": _DAY}),
        }
        self._rows_per_sheet = rows_per_sheet
        self._sheets = {table.name: self._sheet(table, language) for table in TABLES}
        self._language = language

    def write(self, rows: Rows) -> None:
        """Append the rows of one report."""
        for table in TABLES:
            sheet = self._sheets[table.name]
            for place, row in enumerate(rows[table.name]):
                if sheet.next_row >= self._rows_per_sheet:
                    self._overflow(sheet).write(rows[table.name][place:])
                    sheet.left_over += len(rows[table.name]) - place
                    break
                sheet.write(row)

    def copy(self, folders: Sequence[Path], done: Callable[[], object]) -> None:
        """Append all rows of tables that were written as Parquet."""
        for table in TABLES:
            sheet = self._sheets[table.name]
            for folder in folders:
                for columns in read_columns(folder, table):
                    room = self._rows_per_sheet - sheet.next_row
                    for row in rows_of(columns.slice(0, room), table):
                        sheet.write(row)
                    if columns.num_rows > room:
                        self._overflow(sheet).write_columns(columns.slice(room))
                        sheet.left_over += columns.num_rows - room
                done()

    def close(self) -> None:
        """Write what columns and ids mean, and finish the workbook."""
        self._write_codebook()
        for sheet in self._sheets.values():
            self._note(sheet)
            if sheet.overflow is not None:
                sheet.overflow.close()
        try:
            self._workbook.close()
        except self._failure as error:
            raise OSError(None, " ".join(str(error).split())) from error
        remove(self._waiting)

    def _sheet(self, table: TidyTable, language: Language) -> _Sheet:
        sheet = _Sheet(self._workbook.add_worksheet(table.name), table, language, self._formats)
        sheet.write_header()
        return sheet

    def _overflow(self, sheet: _Sheet) -> CommaSeparatedWriter:
        if sheet.overflow is None:
            path = self._partial(self._directory, sheet.table.name + OVERFLOW)
            sheet.overflow = CommaSeparatedWriter(path, sheet.table)
        return sheet.overflow

    def _note(self, sheet: _Sheet) -> None:
        name = sheet.table.name
        if sheet.left_over:
            self.notes.append(
                f"A sheet holds {self._rows_per_sheet:,} rows and no more: {sheet.left_over:,} "
                f"rows of {name} are in {name}{OVERFLOW} instead of {WORKBOOK}."
            )
        if sheet.cut:
            self.notes.append(
                f"A cell holds {CHARACTERS_PER_CELL:,} characters and no more: {sheet.cut:,} "
                f"texts of {name} are cut in {WORKBOOK}; the other formats have them whole."
            )

    def _write_codebook(self) -> None:
        language = self._language
        described = self._workbook.add_worksheet("codebook")
        heads = ("table", "column", "label", "meaning", "unit", "ids", "source", "empty")
        own = [entry for entry in entries() if entry.table in self._sheets]
        lines = [_description(entry, language) for entry in own]
        _write_plain(described, [heads, *lines], self._formats["label"])
        ids = self._workbook.add_worksheet("ids")
        schemes = {entry.scheme: entry.values for entry in own if entry.scheme}
        values = [
            (scheme, value.id, value.english, value.chinese, value.definition)
            for scheme, members in schemes.items()
            for value in members
        ]
        columns = ("ids", "id", "English", "中文", "meaning")
        _write_plain(ids, [columns, *values], self._formats["label"])


class _Sheet:
    """One sheet: the next free row, and what had to be left out."""

    def __init__(
        self,
        sheet: Any,  # noqa: ANN401 - XlsxWriter is untyped
        table: TidyTable,
        language: Language,
        formats: dict[str, Any],
    ) -> None:
        self.table = table
        self.next_row = _HEADER_ROWS
        self.left_over = 0
        self.cut = 0
        self.overflow: CommaSeparatedWriter | None = None
        self._sheet = sheet
        self._entries = entries_of(table.name)
        self._language = language
        self._formats = formats

    def write_header(self) -> None:
        """Write labels and names, and keep them in view."""
        heads: list[tuple[str, str]] = []
        for name, entry in self._entries.items():
            heads.append((entry.description.label(self._language), name))
            if entry.values:
                heads.append((entry.description.label(self._language), f"{name}_label"))
        self._sheet.set_column(0, len(heads) - 1, _COLUMN_WIDTH)
        for row, form in enumerate(("label", "name")):
            for column, head in enumerate(heads):
                self._sheet.write_string(row, column, head[row], self._formats[form])
        self._sheet.freeze_panes(_HEADER_ROWS, 1)

    def write(self, row: Row) -> None:
        """Write one row."""
        column = 0
        for item, entry in zip(row, self._entries.values(), strict=True):
            self._write_item(column, item)
            column += 1
            if entry.values:
                self._write_item(column, self._label(entry, item, row))
                column += 1
        self.next_row += 1

    def _label(self, entry: Entry, item: Item, row: Row) -> str | None:
        if entry.table == "cells" and entry.name in {"row", "column"}:
            axes = cell_labels().get((str(row[1]), str(row[2])))
            if axes is not None:
                return axes[entry.name == "column"].label(self._language)
        return value_label(entry, item, self._language)

    def _write_item(self, column: int, item: Item) -> None:
        if item is None:
            return
        if isinstance(item, bool):
            self._sheet.write_boolean(self.next_row, column, item)
        elif isinstance(item, int | float) and math.isfinite(item):
            self._sheet.write_number(self.next_row, column, item)
        elif isinstance(item, date) and item >= _FIRST_DAY:
            self._sheet.write_datetime(self.next_row, column, item, self._formats["day"])
        else:
            self._sheet.write_string(self.next_row, column, self._fitting(_text(item)))

    def _fitting(self, text: str) -> str:
        """Return a text that fits into a cell and means no markup to XlsxWriter."""
        text = _NO_CHARACTERS.sub("\ufffd", text)
        shown = shortened(text)
        self.cut += shown is not text
        # XlsxWriter would copy such a text into the sheet as markup.
        return shown + " " if shown.startswith("<r>") and shown.endswith("</r>") else shown


def shortened(text: str) -> str:
    """Return a text that fits into a cell; one that is cut ends with how much is missing."""
    if len(text) * 2 <= CHARACTERS_PER_CELL or _units(text) <= CHARACTERS_PER_CELL:
        return text
    mark = f"… [cut: {len(text):,} characters in all]"
    kept = text[: CHARACTERS_PER_CELL - len(mark)]
    while _units(kept) > CHARACTERS_PER_CELL - len(mark):
        kept = kept[: len(kept) - max(1, (_units(kept) - CHARACTERS_PER_CELL + len(mark)) // 2)]
    return kept + mark


def _units(text: str) -> int:
    return len(text) + sum(character > "\uffff" for character in text)


def _text(item: Item) -> str:
    if isinstance(item, list):
        return json.dumps(item, ensure_ascii=False, separators=(",", ":"))
    return str(item)


def _description(entry: Entry, language: Language) -> tuple[str, ...]:
    said = entry.description
    return (
        entry.table,
        entry.name,
        said.label(language),
        said.meaning(language),
        entry.unit.label(language) if entry.unit else "",
        entry.scheme or "",
        said.origin.label(language),
        entry.absence.label(language),
    )


def _write_plain(sheet: Any, rows: Iterable[tuple[str, ...]], head: Any) -> None:  # noqa: ANN401
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, 7, _COLUMN_WIDTH * 2)
    for place, row in enumerate(rows):
        for column, text in enumerate(row):
            sheet.write_string(place, column, text, None if place else head)
