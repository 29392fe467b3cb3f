"""Writes tidy tables as CSV that spreadsheet programs open as it is.

Files are UTF-8 with a byte order mark, without which Excel takes Chinese for another encoding.
Lists are written as JSON. A text that a spreadsheet would run as a formula, because it begins
with ``=``, ``+``, ``-`` or ``@`` (in either width), a tab or a carriage return, is preceded by
an apostrophe, and so is a text that begins with an apostrophe: dropping one leading apostrophe
gives back every text exactly. Plain strokes (``-``, ``--``) and signed numbers stay as they
are, since they are no formulas.

References
----------
OWASP, CSV Injection: https://owasp.org/www-community/attacks/CSV_Injection
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from gongkai.extract.writing.tidy import ColumnType, Item, Row, TidyTable

if TYPE_CHECKING:
    import pyarrow

SUFFIX: Final = ".csv"
#: Rows that stand in columns are written as many at a time.
_ROWS_TOGETHER: Final = 65_536
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_FORMULA = re.compile(r"[=+\-@＝＋－＠'\t\r]")
_HARMLESS = re.compile(r"-+|[+-]\d+(\.\d+)?%?")


class CommaSeparatedWriter:
    """Writes one tidy table as CSV.

    Parameters
    ----------
    path
        The file; an existing one is replaced.
    table
        The table the rows belong to.
    """

    def __init__(self, path: Path, table: TidyTable) -> None:
        self._types = tuple(column.type for column in table.columns)
        self._stream = path.open("w", encoding="utf-8-sig", newline="")
        self._writer = csv.writer(self._stream)
        self._writer.writerow(table.names)

    def write(self, rows: Iterable[Row]) -> None:
        """Append rows."""
        self._writer.writerows(
            [_written(item, kind) for item, kind in zip(row, self._types, strict=True)]
            for row in rows
        )

    def write_columns(self, table: pyarrow.Table) -> None:
        """Append rows that stand in columns: each distinct value is put into words once."""
        import pyarrow.compute  # noqa: PLC0415 - whoever has columns has loaded it

        for batch in table.to_batches(_ROWS_TOGETHER):
            columns = [
                _in_words(column, kind)
                for column, kind in zip(batch.columns, self._types, strict=True)
            ]
            lines = pyarrow.compute.binary_join_element_wise(*columns, ",")
            text = pyarrow.compute.binary_join(_as_one(lines), "\r\n")
            self._stream.write(text[0].as_py() + "\r\n")

    def close(self) -> None:
        """Finish the file."""
        self._stream.close()


def guarded(text: str) -> str:
    """Return ``text`` with an apostrophe before it if a spreadsheet would run it."""
    if _FORMULA.match(text) and not _HARMLESS.fullmatch(text):
        return "'" + text
    return text


class _Fields:
    """Takes what ``csv`` writes, a field at a time."""

    def __init__(self) -> None:
        self.fields: list[str] = []
        self._writer = csv.writer(self)

    def add(self, item: str | float | None) -> None:
        """Write a field, and another behind it: in a row of its own it might look otherwise."""
        self._writer.writerow((item, None))

    def write(self, row: str) -> None:
        """Take a row: the field, a comma, and the end of the line."""
        self.fields.append(row[: -len(",\r\n")])


def _in_words(column: pyarrow.Array, kind: ColumnType) -> pyarrow.Array:
    """Return the fields of a column as they stand in the file."""
    import pyarrow  # noqa: PLC0415 - as above

    from gongkai.extract.writing.columns import items_of  # noqa: PLC0415

    is_list = pyarrow.types.is_list(column.type)
    if not is_list and not pyarrow.types.is_dictionary(column.type):
        column = column.dictionary_encode()
    values = column if is_list else column.dictionary
    fields = _Fields()
    for item in items_of(values, kind):
        fields.add(_written(item, kind))
    words = pyarrow.array(fields.fields, pyarrow.string())
    return words if is_list else words.take(column.indices).fill_null("")


def _as_one(lines: pyarrow.Array) -> pyarrow.ListArray:
    """Return a list whose only item is the list of all lines."""
    import pyarrow  # noqa: PLC0415 - as above

    return pyarrow.ListArray.from_arrays(pyarrow.array([0, len(lines)], pyarrow.int32()), lines)


def _written(item: Item, kind: ColumnType) -> str | int | float | None:
    if isinstance(item, str):
        return guarded(item)
    if isinstance(item, bool):
        return "true" if item else "false"
    if isinstance(item, date):
        return item.isoformat()
    if isinstance(item, list):
        return _encode(item) if item else "[]"
    return item
