"""Writes tidy tables as Stata files (``claims.dta``), for Stata 14 and newer, by way of pandas.

Ids become numbers with value labels, numbered from 1 in the order of the codebook; columns carry
their labels. A text that is missing is an empty one, since Stata has no other; a missing number is
Stata's missing value. Texts longer than 2,045 bytes are ``strL``, and so are those longer than 244
where columns of fixed width would be mostly padding. Lists are written as JSON.

``end``, a word that Stata reserves, is called ``end_offset``.

pandas makes a file in memory, so a table that is large becomes several: ``claims.dta``,
``claims_2.dta`` …, which ``append using`` puts together.

References
----------
The format: https://www.stata.com/help.cgi?dta_118
"""

from __future__ import annotations

import json
import warnings
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from gongkai.extract.codebook.entries import Entry, TableLabel, entries_of
from gongkai.extract.language import Language
from gongkai.extract.writing.columns import read_columns
from gongkai.extract.writing.parquet import ROWS_PER_BATCH, RowBuffer, parquet_schema
from gongkai.extract.writing.tables import TablesWriter, missing_extra
from gongkai.extract.writing.tidy import TABLES, ColumnType, Rows

SUFFIX: Final = ".dta"
#: Limits of Stata: the bytes of a text in a column of fixed width, the characters of a label.
FIXED_WIDTH: Final = 2_045
CHARACTERS_PER_LABEL: Final = 80
ROWS_PER_FILE: Final = 250_000
BYTES_PER_FILE: Final = 32 * 2**20
_VERSION: Final = 118
#: No time of day in the file: the same rows give the same bytes.
_WRITTEN: Final = datetime(2000, 1, 1)
#: Longer texts are strL where columns of fixed width would take this many times the bytes: most
#: commands do more with fixed columns.
_SHORT: Final = 244
_MOST_PADDING: Final = 4
_RENAMED: Final = {"end": "end_offset"}
_LISTS: Final = frozenset(
    {ColumnType.TEXTS, ColumnType.INTEGERS, ColumnType.NUMBERS, ColumnType.STATEMENTS}
)
_TRUTH: Final[dict[float, str]] = {0: "false", 1: "true"}
_TRUTH_IN_CHINESE: Final[dict[float, str]] = {0: "否", 1: "是"}
_NUMBERS: Final = {False: 0, True: 1}


class StataWriter(TablesWriter):
    """Writes all tidy tables as Stata files.

    Parameters
    ----------
    directory
        Where to.
    language
        The language of the labels.
    rows_per_file, bytes_per_file
        A file ends after this many rows or bytes in memory, whichever comes first.

    Raises
    ------
    MissingExtraError
        If pandas is not installed.
    """

    def __init__(
        self,
        directory: Path,
        language: Language = Language.ENGLISH,
        *,
        rows_per_file: int = ROWS_PER_FILE,
        bytes_per_file: int = BYTES_PER_FILE,
    ) -> None:
        super().__init__()
        try:
            import pandas  # noqa: F401, PLC0415 - slow to load, and part of an extra
        except ImportError as error:
            raise missing_extra("dta") from error
        self._directory = directory
        self._language = language
        self._written = dict.fromkeys((table.name for table in TABLES), 0)
        self._waiting = {
            table.name: RowBuffer(
                parquet_schema(table),
                rows_per_group=rows_per_file,
                bytes_per_group=bytes_per_file,
            )
            for table in TABLES
        }

    def write(self, rows: Rows) -> None:
        """Append the rows of one report; they reach a file when it is full."""
        for name, waiting in self._waiting.items():
            waiting.extend(rows[name])
            if waiting.is_full:
                self._write_file(name)

    def copy(self, folders: Sequence[Path], done: Callable[[], object]) -> None:
        """Append all rows of tables that were written as Parquet; they reach files as before."""
        for table in TABLES:
            waiting = self._waiting[table.name]
            for folder in folders:
                for columns in read_columns(folder, table, with_dictionaries=False):
                    # Small pieces, so that files end where they are full.
                    for place in range(0, columns.num_rows, ROWS_PER_BATCH):
                        waiting.add_columns(columns.slice(place, ROWS_PER_BATCH))
                        if waiting.is_full:
                            self._write_file(table.name)
                done()
            self._write_rest(table.name)

    def close(self) -> None:
        """Write what is waiting; a table without rows has a file without rows."""
        for name in self._waiting:
            self._write_rest(name)
            if self._written[name] > 1:
                self.notes.append(
                    f"{name} is in {self._written[name]} Stata files, {name}{SUFFIX} to "
                    f"{_file_name(name, self._written[name])}: put them together with append using."
                )

    def _write_rest(self, name: str) -> None:
        if self._waiting[name].rows or not self._written[name]:
            self._write_file(name)

    def _write_file(self, name: str) -> None:
        import pandas  # noqa: PLC0415 - slow to load

        table = self._waiting[name].take()
        self._written[name] += 1
        path = self._partial(self._directory, _file_name(name, self._written[name]))
        described = {
            _RENAMED.get(column, column): entry for column, entry in entries_of(name).items()
        }
        columns = {
            column: _converted(table.column(entry.name).to_pylist(), entry)
            for column, entry in described.items()
        }
        frame = pandas.DataFrame(columns)
        with warnings.catch_warnings():
            # Numbers of claims beyond 2**53, which no report has, would lose digits.
            warnings.simplefilter("ignore", pandas.errors.PossiblePrecisionLoss)
            with path.open("wb") as stream:
                frame.to_stata(
                    stream,
                    write_index=False,
                    version=_VERSION,
                    time_stamp=_WRITTEN,
                    data_label=TableLabel.of(name).label(self._language)[:CHARACTERS_PER_LABEL],
                    variable_labels={
                        column: entry.description.label(self._language)[:CHARACTERS_PER_LABEL]
                        for column, entry in described.items()
                    },
                    value_labels=_value_labels(described, self._language),
                    convert_dates={
                        column: "td"
                        for column, entry in described.items()
                        if entry.type is ColumnType.DATE
                    },
                    convert_strl=[
                        column
                        for column, entry in described.items()
                        if _is_text(entry) and _is_uneven(columns[column])
                    ],
                )


def _file_name(table: str, number: int) -> str:
    return f"{table}{SUFFIX}" if number == 1 else f"{table}_{number}{SUFFIX}"


def _is_text(entry: Entry) -> bool:
    return entry.type in _LISTS or (entry.type is ColumnType.TEXT and not entry.values)


def _is_uneven(texts: list[str]) -> bool:
    """Tell whether texts are too long, or too different in length, for a fixed width."""
    longest = max((len(text.encode()) for text in texts), default=0)
    if longest <= _SHORT or longest > FIXED_WIDTH:
        return longest > FIXED_WIDTH
    # strL stores a text once, however often it occurs, and 8 bytes for each row.
    needed = sum(len(text.encode()) for text in set(texts)) + 8 * len(texts)
    return longest * len(texts) > _MOST_PADDING * needed


def _converted(items: list[Any], entry: Entry) -> Any:  # noqa: ANN401 - pandas is untyped
    """Return the values of a column as pandas writes them to Stata."""
    import pandas  # noqa: PLC0415 - slow to load

    if entry.values or entry.type is ColumnType.BOOLEAN:
        numbers = {value.id: number for number, value in enumerate(entry.values, start=1)}
        return pandas.array([(numbers or _NUMBERS).get(item) for item in items], dtype="Int8")
    if entry.type is ColumnType.INTEGER:
        return pandas.array(items, dtype="Int64")
    if entry.type is ColumnType.DATE:
        return pandas.to_datetime(pandas.Series(items, dtype="object"))
    if entry.type in _LISTS:
        return [
            "" if item is None else json.dumps(item, ensure_ascii=False, separators=(",", ":"))
            for item in items
        ]
    if entry.type is ColumnType.TEXT:
        # A text of Stata ends at its first null character.
        return [(item or "").replace("\0", "") for item in items]
    return pandas.Series(items, dtype="float64")


def _value_labels(described: dict[str, Entry], language: Language) -> dict[str, dict[float, str]]:
    truth = _TRUTH_IN_CHINESE if language is Language.CHINESE else _TRUTH
    labels: dict[str, dict[float, str]] = {}
    for column, entry in described.items():
        if entry.values:
            labels[column] = {
                number: value.label(language) for number, value in enumerate(entry.values, start=1)
            }
        elif entry.type is ColumnType.BOOLEAN:
            labels[column] = dict(truth)
    return labels
