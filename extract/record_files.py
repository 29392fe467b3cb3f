"""Records by the files that hold them: read from ``records.jsonl``, or extracted on the spot."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from typing import BinaryIO, Final

from pydantic import ValidationError

from gongkai.extract import work
from gongkai.extract.claim_models import DEFAULT_MODEL, claim_model
from gongkai.extract.errors import GongkaiError
from gongkai.extract.inputs import find_inputs, survey_inputs
from gongkai.extract.reading.recognition import Recognition
from gongkai.extract.writing.tables import WORKBOOK
from gongkai.models.record import Record

_SNIFFED_BYTES: Final = 4096
_LINE_SUFFIXES: Final = (".jsonl", ".ndjson")
_FIRST_KEY: Final = b'"schema_version"'


#: How the tables that gongkai writes begin: CSV with the names of its columns, and Parquet.
_TABLE_STARTS: Final = (b"record_id,", b"PAR1")
_RECORD_FILE: Final = "records.jsonl"


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
        Files of records, folders with one, and whatever ``gongkai extract`` takes.
    model
        What reads the narrative of reports.
    ocr
        When text is recognised in the pictures of reports.

    Raises
    ------
    InputError
        If an argument does not exist or holds nothing to read, or if there are reports and no
        such model.
    """
    places = [_place(argument) for argument in arguments]
    reports = [place for place in places if not holds_records(place)]
    if reports:
        survey_inputs(reports)
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
    """
    places = [_place(argument) for argument in arguments]
    reports = [place for place in places if not holds_records(place)]
    total = survey_inputs(reports).total if reports else 0
    for place in places:
        if holds_records(place):
            with _opened(place) as stream:
                total += sum(1 for line in stream if line.strip())
    return total


def holds_records(path: str) -> bool:
    """Tell whether a file is a file of records, by its ending or its first line."""
    if path.lower().endswith(_LINE_SUFFIXES):
        return os.path.isfile(path)
    start = _start(path)
    return start.startswith(b"{") and _FIRST_KEY in start


def _place(argument: str) -> str:
    """Return the file of records in a folder of results, which holds no reports; else itself."""
    records = os.path.join(argument, _RECORD_FILE)
    if os.path.isfile(records) and all(
        source.uri == WORKBOOK for source in find_inputs([argument])
    ):
        return records
    return argument


def _is_own_table(path: str) -> bool:
    return _start(path).startswith(_TABLE_STARTS)


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
    with _opened(path) as stream:
        for number, line in enumerate(stream, start=1):
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


def _opened(path: str) -> BinaryIO:
    try:
        return open(path, "rb")
    except OSError as error:
        raise RecordFileError(
            f"{path} cannot be opened ({error.strerror}): check that it is readable."
        ) from error


def _extracted(argument: str, model: str, ocr: Recognition) -> Iterator[Record | GongkaiError]:
    for source in find_inputs([argument]):
        try:
            yield work.extract_record(work.read_document(source, ocr), model)
        except GongkaiError as error:
            yield error
        except Exception as error:
            yield GongkaiError(work.describe(source, error))
