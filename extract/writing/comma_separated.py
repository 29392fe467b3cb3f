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
from typing import Final

from gongkai.extract.writing.tidy import ColumnType, Item, Row, TidyTable

SUFFIX: Final = ".csv"
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

    def close(self) -> None:
        """Finish the file."""
        self._stream.close()


def guarded(text: str) -> str:
    """Return ``text`` with an apostrophe before it if a spreadsheet would run it."""
    if _FORMULA.match(text) and not _HARMLESS.fullmatch(text):
        return "'" + text
    return text


def _written(item: Item, kind: ColumnType) -> str | int | float | None:
    if isinstance(item, str):
        return guarded(item)
    if isinstance(item, bool):
        return "true" if item else "false"
    if isinstance(item, date):
        return item.isoformat()
    if isinstance(item, list):
        return json.dumps(item, ensure_ascii=False, separators=(",", ":"))
    return item
