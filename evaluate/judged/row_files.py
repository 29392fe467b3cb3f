"""Rows of Parquet, CSV and JSON lines files, read a batch at a time and within bounds.

Nothing is known here of what the rows say. A row is counted from 1, without the line of names.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, BinaryIO, Final

from gongkai.extract.errors import GongkaiError

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
        yield number, row


def column_names(path: Path) -> frozenset[str]:
    """Return the names of the columns of a Parquet or CSV file; of JSON lines, of the first.

    Raises
    ------
    RowError
        If the file cannot be read.
    """
    ending = path.suffix.lower()
    if ending in PARQUET:
        return frozenset(_opened_parquet(path).schema_arrow.names)
    if ending in COMMA_SEPARATED:
        return frozenset(_header(path))
    first = next(_json_lines(path), {})
    return frozenset(first)


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

    header = _header(path)
    wanted = header if columns is None else [name for name in header if name in set(columns)]
    try:
        batches = arrow_csv.open_csv(
            path,
            read_options=arrow_csv.ReadOptions(block_size=LONGEST_LINE),
            parse_options=arrow_csv.ParseOptions(
                delimiter=_delimiter(path), newlines_in_values=True
            ),
            convert_options=arrow_csv.ConvertOptions(
                column_types=dict.fromkeys(header, pyarrow.string()),
                null_values=[""],
                strings_can_be_null=True,
                include_columns=wanted,
            ),
        )
        for batch in batches:
            for row in batch.to_pylist():
                yield {name: _unguarded(text) for name, text in row.items()}
    except pyarrow.ArrowInvalid as error:
        if "Empty CSV" not in str(error):
            raise _unreadable(path, "CSV", error) from error
    except (OSError, pyarrow.ArrowException) as error:
        raise _unreadable(path, "CSV", error) from error


def _delimiter(path: Path) -> str:
    return "\t" if path.suffix.lower() == ".tsv" else ","


def _header(path: Path) -> list[str]:
    """Return the names in the first line of a CSV file."""
    with _opened(path) as stream:
        line = stream.readline(LONGEST_LINE)
    try:
        first = line.decode("utf-8-sig")
        names = next(csv.reader([first], delimiter=_delimiter(path)), [])
    except (UnicodeDecodeError, csv.Error) as error:
        raise _unreadable(path, "CSV in UTF-8", error) from error
    if len(set(names)) < len(names):
        raise RowError(f"{path} has two columns of one name: take one out.")
    return names


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
        value = json.loads(line.decode("utf-8"), parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        reason = " ".join(str(error).split())[:200]
        raise RowError(
            f"{path}, line {number} is no JSON ({reason}): write one object a line."
        ) from error
    if not isinstance(value, dict):
        raise RowError(f"{path}, line {number} is no JSON object: write one object a line.")
    return value


def _refuse(name: str) -> None:
    raise ValueError(f"{name} is no number: leave the value out")


def _opened(path: Path) -> BinaryIO:
    try:
        return path.open("rb")
    except OSError as error:
        raise RowError(
            f"{path} cannot be opened ({error.strerror}): check that it is readable."
        ) from error
