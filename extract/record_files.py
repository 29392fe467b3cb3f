"""Records by the files that hold them: read from ``records.jsonl``, or extracted on the spot."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO, Final

from pydantic import ValidationError

from gongkai.extract import work
from gongkai.extract.claim_models import DEFAULT_MODEL, claim_model
from gongkai.extract.errors import GongkaiError
from gongkai.extract.inputs import find_inputs, survey_inputs
from gongkai.extract.reading.recognition import Recognition
from gongkai.extract.reading.zip_files import brief
from gongkai.extract.writing.tables import WORKBOOK
from gongkai.models.record import Record

_SNIFFED_BYTES: Final = 4096
#: The files of records that gongkai bulk writes; zstd packs them.
_PACKED_SUFFIX: Final = ".jsonl.zst"
_LINE_SUFFIXES: Final = (".jsonl", ".ndjson", _PACKED_SUFFIX)
#: A line of more bytes is no record: the longest report's has some megabytes.
_LONGEST_LINE: Final = 256 * 2**20
_FIRST_KEY: Final = b'"schema_version"'


#: The first column of the tables that gongkai writes.
_OWN_COLUMN: Final = "record_id"
_PARQUET_START: Final = b"PAR1"
_RECORD_FILE: Final = "records.jsonl"
#: By which the folder of a bulk run is known; its records lie in its shards.
_BULK_RUN: Final = ("run.json", "manifest")


class RecordFileError(GongkaiError):
    """A file of records, or a line of one, that cannot be read."""


def load_records(
    arguments: Sequence[str],
    model: str = DEFAULT_MODEL,
    ocr: Recognition = Recognition.AUTO,
) -> Iterator[Record | GongkaiError]:
    """Yield the records of files of records and of reports, in the order of the arguments.

    A report that cannot be read, or a line that is no record, is yielded as the error it met,
    so that the rest can still be used.

    Parameters
    ----------
    arguments
        Files of records, folders with one, those of a complete bulk run, and whatever
        ``gongkai extract`` takes.
    model
        What reads the narrative of reports.
    ocr
        When text is recognised in the pictures of reports.

    Raises
    ------
    InputError
        If an argument does not exist or holds nothing to read, or if there are reports and no
        such model.
    GongkaiError
        If a bulk run is not complete, or wrote no records.
    """
    places = [place for argument in arguments for place in _places(argument)]
    reports = [place for place in places if not holds_records(place)]
    if reports:
        _survey(reports)
        claim_model(model)  # what is wrong with it is not a fault of every report
    for place in places:
        if holds_records(place):
            yield from _records_in(place)
        elif _is_own_table(place):
            yield RecordFileError(
                f"{place} is a table, not a report: name the {_RECORD_FILE} that gongkai extract "
                "wrote beside it."
            )
        else:
            yield from _extracted(place, model, ocr)


def count_records(arguments: Sequence[str]) -> int:
    """Count what ``load_records`` will yield, without extracting anything.

    Raises
    ------
    InputError
        If an argument does not exist or holds nothing to read.
    GongkaiError
        As ``load_records``; and if a file of records is damaged.
    """
    places = [place for argument in arguments for place in _places(argument)]
    reports = [place for place in places if not holds_records(place)]
    total = _survey(reports)
    for place in places:
        if holds_records(place):
            total += sum(1 for line in _lines(place) if line.strip())
    return total


def holds_records(path: str) -> bool:
    """Tell whether a file is a file of records, by its ending or its first line."""
    if path.lower().endswith(_LINE_SUFFIXES):
        return os.path.isfile(path)
    start = _start(path)
    return start.startswith(b"{") and _FIRST_KEY in start


def is_bulk_run(path: str) -> bool:
    """Tell whether a folder is that of a bulk run, whose records lie in its shards."""
    return all(os.path.exists(os.path.join(path, name)) for name in _BULK_RUN)


def _places(argument: str) -> list[str]:
    """Return the files of records in a folder of results, which holds no reports; else itself."""
    if is_bulk_run(argument):
        from gongkai.extract.bulk.shards import record_files_of  # noqa: PLC0415 - seldom

        return record_files_of(Path(argument))
    records = os.path.join(argument, _RECORD_FILE)
    if os.path.isfile(records) and all(
        source.uri == WORKBOOK for source in find_inputs([argument])
    ):
        return [records]
    return [argument]


def _survey(reports: Sequence[str]) -> int:
    """Count the inputs of reports; a table of gongkai is one, which meets an error."""
    others = [place for place in reports if not _is_own_table(place)]
    return len(reports) - len(others) + (survey_inputs(others).total if others else 0)


def _is_own_table(path: str) -> bool:
    start = _start(path)
    if not start.startswith(_PARQUET_START):
        return start.startswith(f"{_OWN_COLUMN},".encode())
    from pyarrow import ArrowException, parquet  # noqa: PLC0415 - slow to load

    try:
        names = parquet.read_schema(path).names
    except (OSError, ArrowException):
        return False  # reading it will say why
    return _OWN_COLUMN in names


def _start(path: str) -> bytes:
    """Return the first bytes of a file; none if it is no file or cannot be read."""
    if not os.path.isfile(path):
        return b""
    try:
        with open(path, "rb") as stream:
            return stream.read(_SNIFFED_BYTES).lstrip(b"\xef\xbb\xbf \t\r\n")
    except OSError:
        return b""  # reading it as a report will say why


def _records_in(path: str) -> Iterator[Record | GongkaiError]:
    number = 0
    try:
        for number, line in enumerate(_lines(path), start=1):
            if not line.strip():
                continue
            try:
                yield Record.model_validate_json(line.removeprefix(b"\xef\xbb\xbf"))
            except ValidationError as error:
                first = error.errors(include_url=False)[0]
                place = ".".join(str(part) for part in first["loc"])
                yield RecordFileError(
                    f"{path}, line {number}: no record of this version "
                    f"({place + ': ' if place else ''}{first['msg']}): extract the report again."
                )
    except RecordFileError as error:
        if not number:
            raise
        yield error  # what came before it is whole


def _lines(path: str) -> Iterator[bytes]:
    """Yield the lines of a file of records.

    Raises
    ------
    RecordFileError
        If the file cannot be opened, or where it cannot be read any further.
    """
    with _opened(path) as stream:
        number = 0
        while line := _next_line(stream, path, number):
            number += 1
            yield line


def _next_line(stream: BinaryIO, path: str, number: int) -> bytes:
    try:
        line = stream.readline(_LONGEST_LINE)
    except OSError as error:
        raise RecordFileError(
            f"{path} cannot be read beyond line {number} ({brief(str(error))}): extract the "
            "reports again, or run gongkai bulk --verify on the run that it is of."
        ) from error
    if len(line) == _LONGEST_LINE:
        raise RecordFileError(
            f"{path}, line {number + 1}: the line is longer than {_LONGEST_LINE // 2**20} MiB, "
            "which no record is: extract the report again."
        )
    return line


def _opened(path: str) -> BinaryIO:
    try:
        if path.lower().endswith(_PACKED_SUFFIX):
            from gongkai.extract.bulk.packed_lines import open_packed  # noqa: PLC0415 - pyarrow

            return open_packed(Path(path))
        return open(path, "rb")
    except OSError as error:
        raise RecordFileError(
            f"{path} cannot be opened ({error.strerror or error}): check that it is readable."
        ) from error


def _extracted(argument: str, model: str, ocr: Recognition) -> Iterator[Record | GongkaiError]:
    for source in find_inputs([argument]):
        try:
            yield work.extract_record(work.read_document(source, ocr), model)
        except GongkaiError as error:
            yield error
        except Exception as error:
            yield GongkaiError(work.describe(source, error))
