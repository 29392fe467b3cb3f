"""The records that ``show`` prints: read from ``records.jsonl``, or extracted on the spot."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from typing import BinaryIO, Final

from pydantic import ValidationError

from gongkai.extract.command_line import work
from gongkai.extract.errors import GongkaiError
from gongkai.extract.inputs import find_inputs, survey_inputs
from gongkai.models.record import Record

_SNIFFED_BYTES: Final = 4096
_LINE_SUFFIXES: Final = (".jsonl", ".ndjson")
_FIRST_KEY: Final = b'"schema_version"'


class RecordFileError(GongkaiError):
    """A line of a file of records that is no record."""


def load_records(arguments: Sequence[str]) -> Iterator[Record | GongkaiError]:
    """Yield the records of files of records and of reports, in the order of the arguments.

    A report that cannot be read, or a line that is no record, is yielded as the error it met,
    so that the rest can still be shown.

    Raises
    ------
    InputError
        If an argument does not exist or holds nothing to read.
    """
    reports = [argument for argument in arguments if not holds_records(argument)]
    if reports:
        survey_inputs(reports)
    for argument in arguments:
        if holds_records(argument):
            yield from _records_in(argument)
        else:
            yield from _extracted(argument)


def count_records(arguments: Sequence[str]) -> int:
    """Count what ``load_records`` will yield, without extracting anything.

    Raises
    ------
    InputError
        If an argument does not exist or holds nothing to read.
    """
    reports = [argument for argument in arguments if not holds_records(argument)]
    total = survey_inputs(reports).total if reports else 0
    for argument in arguments:
        if holds_records(argument):
            with _opened(argument) as stream:
                total += sum(1 for line in stream if line.strip())
    return total


def holds_records(path: str) -> bool:
    """Tell whether a file is a file of records, by its ending or its first line."""
    if not os.path.isfile(path):
        return False
    if path.lower().endswith(_LINE_SUFFIXES):
        return True
    try:
        with open(path, "rb") as stream:
            start = stream.read(_SNIFFED_BYTES).lstrip(b"\xef\xbb\xbf \t\r\n")
    except OSError:
        return False  # reading it as a report will say why
    return start.startswith(b"{") and _FIRST_KEY in start


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


def _extracted(argument: str) -> Iterator[Record | GongkaiError]:
    for source in find_inputs([argument]):
        try:
            yield work.extract_record(work.read_document(source))
        except GongkaiError as error:
            yield error
