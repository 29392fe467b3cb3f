"""Rows of Parquet, CSV and JSON lines files, read a batch at a time and within bounds.

Nothing is known here of what the rows say. A row is counted from 1, without the line of names.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO, Final

from gongkai.evaluate.separated_values import encoding_of, separator_of
from gongkai.extract.errors import GongkaiError, ReadError

Row = dict[str, Any]

JSON_LINES: Final = (".jsonl", ".ndjson")
COMMA_SEPARATED: Final = (".csv", ".tsv")
PARQUET: Final = (".parquet",)
#: Files of rows, by their endings.
ENDINGS: Final = (*PARQUET, *COMMA_SEPARATED, *JSON_LINES)
#: More rows than this are not of annotated texts.
MOST_ROWS: Final = 2_000_000
#: The longest line of JSON, and the longest row of CSV, in bytes.
LONGEST_LINE: Final = 16 * 2**20
_BATCH: Final = 4096
#: How much of a CSV file tells its encoding and its columns, in bytes.
_SAMPLE: Final = 2**20
#: Writers of CSV put an apostrophe before what a spreadsheet would take for a formula.
_GUARDED: Final = re.compile(r"'[=+\-@＝＋－＠'\t\r]")


class RowError(GongkaiError):
    """A file of rows, or a row, that cannot be used."""


def read_rows(path: Path, columns: Sequence[str] | None = None) -> Iterator[tuple[int, Row]]:
    """Yield the rows of a file, each with its number.

    Parameters
    ----------
    path
        A file with one of the ``ENDINGS``.
    columns
        The columns wanted, of those that the file has; all if left out. Of JSON lines, whole
        objects are given.

    Raises
    ------
    RowError
        If the file cannot be read, or has more than ``MOST_ROWS`` rows.
    """
    ending = path.suffix.lower()
    if ending in PARQUET:
        rows = _parquet(path, columns)
    elif ending in COMMA_SEPARATED:
        rows = _comma_separated(path, columns)
    elif ending in JSON_LINES:
        rows = _json_lines(path)
    else:
        raise RowError(f"{path} is no file of rows: give one that ends in {' or '.join(ENDINGS)}.")
    for number, row in enumerate(rows, start=1):
        if number > MOST_ROWS:
            raise RowError(
                f"{path} has more than {MOST_ROWS:,} rows: give the rows of the annotated texts."
            )
        if ending in COMMA_SEPARATED and not any(value is not None for value in row.values()):
            continue  # spreadsheets leave empty rows behind
        yield number, row


def column_names(path: Path) -> frozenset[str] | None:
    """Return the names of the columns of a Parquet or CSV file, or the keys of the first object.

    ``None`` is returned of a file that holds nothing at all.

    Raises
    ------
    RowError
        If the file cannot be read.
    """
    ending = path.suffix.lower()
    if ending in PARQUET:
        return frozenset(_opened_parquet(path).schema_arrow.names)
    if ending in COMMA_SEPARATED:
        return frozenset(_written(path).names) or None
    first = next(_json_lines(path), None)
    return None if first is None else frozenset(first)


def _opened_parquet(path: Path) -> Any:  # noqa: ANN401 - pyarrow has no types
    from pyarrow import ArrowException  # noqa: PLC0415
    from pyarrow.parquet import ParquetFile  # noqa: PLC0415

    try:
        return ParquetFile(path, memory_map=False)
    except (OSError, ArrowException) as error:
        raise _unreadable(path, "Parquet", error) from error


def _unreadable(path: Path, what: str, error: Exception) -> RowError:
    reason = " ".join(str(error).split())[:200]
    return RowError(f"{path} cannot be read as {what} ({reason}): write the file again.")


def _parquet(path: Path, columns: Sequence[str] | None) -> Iterator[Row]:
    from pyarrow import ArrowException  # noqa: PLC0415

    file = _opened_parquet(path)
    names = list(file.schema_arrow.names)
    if len(set(names)) < len(names):
        raise RowError(f"{path} has two columns of one name: take one out.")
    wanted = names if columns is None else [name for name in names if name in set(columns)]
    try:
        for batch in file.iter_batches(batch_size=_BATCH, columns=wanted):
            yield from batch.to_pylist()
    except (OSError, ValueError, ArrowException) as error:
        raise _unreadable(path, "Parquet", error) from error


def _comma_separated(path: Path, columns: Sequence[str] | None) -> Iterator[Row]:
    import pyarrow  # noqa: PLC0415
    from pyarrow import csv as arrow_csv  # noqa: PLC0415

    written = _written(path)
    if not written.has_rows:
        return
    wanted = [name for name in written.names if columns is None or name in set(columns)]
    try:
        batches = arrow_csv.open_csv(
            path,
            read_options=arrow_csv.ReadOptions(
                block_size=LONGEST_LINE,
                encoding=written.encoding,
                column_names=written.names,
                skip_rows=written.lines,
            ),
            parse_options=arrow_csv.ParseOptions(
                delimiter=written.separator, newlines_in_values=True
            ),
            convert_options=arrow_csv.ConvertOptions(
                column_types=dict.fromkeys(written.names, pyarrow.string()),
                null_values=[""],
                strings_can_be_null=True,
                include_columns=wanted,
            ),
        )
        for batch in batches:
            for row in batch.to_pylist():
                yield {name: _unguarded(text) for name, text in row.items()}
    except (OSError, UnicodeError, pyarrow.ArrowException) as error:
        raise _unreadable(path, "CSV", error) from error


@dataclass(frozen=True, slots=True)
class _Written:
    """How a CSV file was written.

    Attributes
    ----------
    lines
        How many lines stand before the first row.
    names
        The names of the columns, in small letters; a column without one is named by its place.
    has_rows
        Whether anything stands behind the names.
    """

    encoding: str
    separator: str
    lines: int
    names: list[str]
    has_rows: bool


def _written(path: Path) -> _Written:
    """Look at the beginning of a CSV file.

    Raises
    ------
    RowError
        If it is no text, or names two columns the same.
    """
    try:
        with _opened(path) as stream:
            start = stream.read(_SAMPLE)
        encoding = encoding_of(start)
        text = start.decode(encoding, errors="replace")
    except (OSError, ReadError) as error:
        raise _unreadable(path, "CSV", error) from error
    separator, lines, written = separator_of(text, len)
    names = [name.strip().casefold() for name in written]
    named = [name for name in names if name]
    if len(set(named)) < len(named):
        raise RowError(f"{path} has two columns of one name: take one out.")
    names = [name or f"column {place}" for place, name in enumerate(names, start=1)]
    behind = islice(io.StringIO(text, newline=""), lines, None)
    has_rows = len(start) == _SAMPLE or any(line.strip() for line in behind)
    return _Written(encoding, separator, lines, names, has_rows)


def _unguarded(text: str | None) -> str | None:
    return text[1:] if text and _GUARDED.match(text) else text


def _json_lines(path: Path) -> Iterator[Row]:
    with _opened(path) as stream:
        number = 0
        while line := stream.readline(LONGEST_LINE + 1):
            number += 1
            if len(line) > LONGEST_LINE:
                raise RowError(
                    f"{path}, line {number} is longer than {LONGEST_LINE >> 20} MB: write one "
                    "object a line."
                )
            line = line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line
            if line.strip():
                yield _object(line, path, number)


def _object(line: bytes, path: Path, number: int) -> Row:
    try:
        text = line.decode("utf-8")
    except UnicodeDecodeError as error:
        raise _not_utf_8(path, number) from error
    if "\0" in text:  # as every sign of ASCII has in UTF-16
        raise _not_utf_8(path, number)
    try:
        value = json.loads(text, parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        reason = " ".join(str(error).split())[:200]
        raise RowError(
            f"{path}, line {number} is no JSON ({reason}): write one object a line."
        ) from error
    if not isinstance(value, dict):
        raise RowError(f"{path}, line {number} is no JSON object: write one object a line.")
    return value


def _not_utf_8(path: Path, number: int) -> RowError:
    return RowError(f"{path}, line {number} is not in UTF-8: save the file in UTF-8.")


def _refuse(name: str) -> None:
    raise ValueError(f"{name} is no number: leave the value out")


def _opened(path: Path) -> BinaryIO:
    try:
        return path.open("rb")
    except OSError as error:
        raise RowError(
            f"{path} cannot be opened ({error.strerror}): check that it is readable."
        ) from error
