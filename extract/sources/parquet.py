"""The rows of a Parquet file, each an input of its own.

A file is divided into row groups, which are read on their own, and only from their beginning. So
a row group is read once, batch by batch, for all rows that are asked for in order.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING, Final

from gongkai.extract.errors import ReadError
from gongkai.extract.input_files import Input, UnreadableInput
from gongkai.extract.reading.limits import PARQUET_ROWS
from gongkai.extract.reading.zip_files import brief
from gongkai.extract.sources.columns import ColumnKind, Columns, choose_columns
from gongkai.extract.sources.names import CollectionNames, usable_uri
from gongkai.extract.sources.places import cannot_open, last_name, open_place, stamp_of
from gongkai.extract.sources.values import changed, check_length, content_of

if TYPE_CHECKING:
    from pyarrow import Array, DataType, RecordBatch, Scalar
    from pyarrow.parquet import ParquetFile

#: What a batch of rows may take, about, and the most rows of one.
_BATCH_BYTES: Final = 8 * 2**20
_BATCH_ROWS: Final = 1024
_FILES_KEPT: Final = 2
#: A column whose values are longer on average holds no names.
_LONGEST_NAMES: Final = 2**14


@dataclass(frozen=True, slots=True)
class ParquetRow:
    """A row of a Parquet file.

    Attributes
    ----------
    uri, member
        What it is called.
    path
        The path or the address of the file.
    text_column, bytes_column
        The columns that hold the report; the bytes are read where a row has them.
    row_group
        The row group, from 0.
    row
        The row in the whole file, from 1.
    uri_column
        The column that held ``uri`` when the row was found; ``None`` if it was not called by one.
    """

    uri: str
    member: str | None
    path: str
    text_column: str | None
    bytes_column: str | None
    row_group: int
    row: int
    uri_column: str | None = None

    def read_bytes(self) -> bytes:
        """Return the text of the row in UTF-8, or its bytes.

        Raises
        ------
        ReadError
            If the file is gone, damaged or another one, or the row holds no report.
        """
        name = f"{self.uri} (row {self.row} of {last_name(self.path)})"
        columns = (self.text_column, self.bytes_column, self.uri_column)
        try:
            rows = _row_group(self.path, stamp_of(self.path), self.row_group, columns)
            text, content, called = rows.values(self.row)
            if called is not None and usable_uri(_name(called)) != self.uri:
                raise changed(name)
            data = _plain(name, content, is_text=False)
            words = None if data is not None else _plain(name, text, is_text=True)
            return content_of(name, words, data)
        except OSError as error:
            raise cannot_open(name, error) from error
        except _DamagedError as error:
            raise ReadError(
                "damaged", f"{name} cannot be read ({error}): fetch or write the file again."
            ) from error


def parquet_inputs(
    path: str, uri: str, columns: Columns, names: CollectionNames
) -> Iterator[Input]:
    """Yield the rows of a Parquet file.

    Parameters
    ----------
    path
        The path or the address of the file.
    uri
        What the file is called.
    columns
        Which columns to read.
    names
        What tells rows of the same name apart.

    Raises
    ------
    InputError
        If there are no such columns.
    """
    try:
        file = _opened(path)
    except OSError as error:
        yield _unreadable(uri, cannot_open(uri, error))
        return
    except _DamagedError as error:
        message = f"{uri} is not a readable Parquet file ({error}): fetch or write it again."
        yield _unreadable(uri, ReadError("damaged", message))
        return
    if file.metadata.num_rows > PARQUET_ROWS:
        message = f"{uri} has more than {PARQUET_ROWS:,} rows, the limit: split it."
        yield _unreadable(uri, ReadError("too_large", message))
        return
    kinds = {field.name: _kind_of(field.type) for field in file.schema_arrow}
    chosen = choose_columns(columns, kinds, uri)
    named = None if chosen.uri in {chosen.text, chosen.bytes} else chosen.uri
    row = 0
    for group in range(file.num_row_groups):
        for name in _names(path, group, chosen.uri, file):
            row += 1
            called, member = names.called(name, uri, row)
            place = (group, row, None if usable_uri(name) is None else named)
            yield ParquetRow(called, member, path, chosen.text, chosen.bytes, *place)


class _DamagedError(Exception):
    """What pyarrow says about a file that it cannot read."""

    def __init__(self, error: Exception) -> None:
        super().__init__(brief(str(error)) or type(error).__name__)


def _unreadable(uri: str, error: ReadError) -> UnreadableInput:
    return UnreadableInput(uri, None, error.code, str(error))


def _opened(path: str, dictionary: str | None = None) -> ParquetFile:
    """Open a file; the values of the column ``dictionary`` are kept once each."""
    from pyarrow import parquet  # noqa: PLC0415 - slow to load

    stream = open_place(path)
    try:
        return parquet.ParquetFile(
            stream,
            read_dictionary=[] if dictionary is None else [dictionary],
            buffer_size=2**16,
            pre_buffer=False,
            page_checksum_verification=True,
        )
    except MemoryError:
        raise
    except Exception as error:
        stream.close()
        raise _DamagedError(error) from error


def _names(path: str, group: int, column: str | None, file: ParquetFile) -> Iterator[object]:
    """Yield what each row of a row group is called; ``None`` where that cannot be read.

    Values may repeat without taking place in the file, so one long one could fill the memory:
    they are kept once each.
    """
    expected: int = file.metadata.row_group(group).num_rows
    count = 0
    if column is not None:
        try:
            named = _opened(path, column)
            if _average(named, group, [column]) <= _LONGEST_NAMES:
                for batch in _batches(named, group, [column]):
                    for scalar in _column(batch, column):
                        if count < expected:
                            count += 1
                            yield _name(scalar)
        except (OSError, _DamagedError):
            pass  # the rows themselves tell it when they are read
    for _ in range(expected - count):
        yield None


def _name(scalar: Scalar) -> object:
    import pyarrow  # noqa: PLC0415 - as above

    if isinstance(scalar, pyarrow.DictionaryScalar):
        scalar = scalar.value
    try:
        buffer = scalar.as_buffer() if hasattr(scalar, "as_buffer") else None
        if buffer is not None and buffer.size > _LONGEST_NAMES:
            return None
        value: object = scalar.as_py()
    except (ValueError, OverflowError):  # not UTF-8, or a time that Python cannot tell
        return None
    return value


def _batches(
    file: ParquetFile, group: int, columns: list[str], rows: int | None = None
) -> Iterator[RecordBatch]:
    if rows is None:
        average = _average(file, group, columns)
        rows = max(1, min(_BATCH_ROWS, _BATCH_BYTES // max(1, average)))
    try:
        yield from file.iter_batches(
            batch_size=rows, row_groups=[group], columns=columns, use_threads=False
        )
    except MemoryError:
        raise
    except Exception as error:
        raise _DamagedError(error) from error


def _average(file: ParquetFile, group: int, columns: list[str]) -> int:
    """Return what a row takes in these columns, in bytes, by what the file says."""
    row_group = file.metadata.row_group(group)
    size = 0
    for index in range(row_group.num_columns):
        chunk = row_group.column(index)
        if chunk.path_in_schema.partition(".")[0] in {each.partition(".")[0] for each in columns}:
            size += max(0, chunk.total_uncompressed_size)
    return int(size // max(1, row_group.num_rows))


def _column(batch: RecordBatch, name: str) -> Array:
    return batch.column(batch.schema.names.index(name))  # names may repeat; the first counts


class _RowGroup:
    """One row group, read forward.

    When a batch cannot be read, the group is read again row by row, so that all rows before the
    damage are there.
    """

    def __init__(self, path: str, group: int, *columns: str | None) -> None:
        self._file = _opened(path, columns[-1])
        if group >= self._file.num_row_groups:
            raise _DamagedError(ValueError("it has fewer rows now"))
        self._group = group
        self._wanted = columns
        self._columns = list(dict.fromkeys(each for each in columns if each is not None))
        sizes = [self._file.metadata.row_group(each).num_rows for each in range(group)]
        self._busy = False
        self._first = [0, *accumulate(sizes)][-1] + 1
        self._restart(None)

    def values(self, row: int) -> Iterator[Scalar | None]:
        """Return what the columns of text, of bytes and of names hold in a row of the file."""
        index = row - self._first
        if self._busy or index < self._start:
            self._restart(None)
        self._busy = True  # until it is done: an alarm may ring in the middle
        while index >= self._end:
            self._advance()
        self._busy = False
        place = index - self._start
        return (self._value(column, place) for column in self._wanted)

    def _value(self, column: str | None, place: int) -> Scalar | None:
        return None if column is None else _column(self._batch, column)[place]

    def _restart(self, rows: int | None) -> None:
        self._start = self._end = 0
        self._batch: RecordBatch = None
        self._rows = rows
        self._batches = _batches(self._file, self._group, self._columns, rows)
        self._busy = False

    def _advance(self) -> None:
        try:
            batch = next(self._batches)
        except StopIteration:
            raise _DamagedError(ValueError("it has fewer rows than it says")) from None
        except _DamagedError:
            if self._rows == 1:
                raise
            self._restart(1)
            self._busy = True
        else:
            self._batch = batch
            self._start, self._end = self._end, self._end + batch.num_rows


@lru_cache(maxsize=_FILES_KEPT)
def _row_group(
    path: str, stamp: tuple[int, int], group: int, columns: tuple[str | None, ...]
) -> _RowGroup:
    """Open a row group once for all its rows; a changed file is opened again."""
    del stamp
    return _RowGroup(path, group, *columns)


def _plain(name: str, scalar: Scalar | None, *, is_text: bool) -> object:
    """Return a value as Python has it, a text as its bytes: they may be in another encoding."""
    import pyarrow  # noqa: PLC0415 - as above

    if isinstance(scalar, pyarrow.DictionaryScalar):
        scalar = scalar.value
    if isinstance(scalar, pyarrow.ExtensionScalar):
        scalar = scalar.value
    if isinstance(scalar, pyarrow.StructScalar) and scalar.is_valid and "bytes" in scalar:
        scalar = scalar["bytes"]  # as the library datasets keeps files, beside their path
    if scalar is None or not scalar.is_valid:
        return None
    if hasattr(scalar, "as_buffer"):
        buffer = scalar.as_buffer()
        if not is_text and _is_text(scalar.type):  # base64, whose letters are ASCII
            return str(buffer.to_pybytes(), "latin-1")
        check_length(name, buffer.size)
        content: bytes = buffer.to_pybytes()
        return content
    value: object = scalar.as_py()
    return value


def _kind_of(kind: DataType) -> ColumnKind:
    from pyarrow import types  # noqa: PLC0415 - as above

    if types.is_dictionary(kind):
        kind = kind.value_type
    if types.is_struct(kind):
        place = kind.get_field_index("bytes")
        return _kind_of(kind.field(place).type) if place >= 0 else ColumnKind.OTHER
    if _is_text(kind):
        return ColumnKind.TEXT
    is_bytes = types.is_binary(kind) or types.is_large_binary(kind) or types.is_binary_view(kind)
    return ColumnKind.BYTES if is_bytes or types.is_fixed_size_binary(kind) else ColumnKind.OTHER


def _is_text(kind: DataType) -> bool:
    from pyarrow import types  # noqa: PLC0415 - as above

    return bool(types.is_string(kind) or types.is_large_string(kind) or types.is_string_view(kind))
