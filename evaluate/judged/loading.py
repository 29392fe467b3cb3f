"""Loads whatever a path holds: annotations, records, or reports that have yet to be read."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from gongkai.evaluate.judged.gold import GoldError, read_gold
from gongkai.evaluate.judged.records import judged_record
from gongkai.evaluate.judged.reports import JudgedReport
from gongkai.extract.command_line import work
from gongkai.extract.command_line.display.records import holds_records, load_records
from gongkai.extract.errors import GongkaiError
from gongkai.extract.inputs import InputError, find_inputs, survey_inputs
from gongkai.models.record import Record

GOLD_ENDING: Final = ".gold.json"
RECORDS: Final = "records.jsonl"


def load_gold(path: str | os.PathLike[str]) -> list[JudgedReport]:
    """Load annotations.

    Parameters
    ----------
    path
        A JSON file that annotates one report; a file of records; or a folder, which is searched
        with its subfolders for files ending in ``.gold.json``, or holds a ``records.jsonl``.

    Raises
    ------
    InputError
        If the path does not exist, or a folder holds no annotation.
    GongkaiError
        If an annotation or a record cannot be read.
    """
    path = Path(path)
    if not path.exists():
        raise InputError(f"{path} does not exist: check the path.")
    if not path.is_dir():
        return _records(path) if holds_records(str(path)) else [read_gold(path)]
    found = sorted(path.rglob(f"*{GOLD_ENDING}"))
    if found:
        return [read_gold(each) for each in found]
    if (path / RECORDS).is_file():
        return _records(path / RECORDS)
    raise InputError(
        f"{path} holds no annotation: a folder is searched for files ending in {GOLD_ENDING} and "
        f"for {RECORDS}."
    )


def load_predictions(path: str | os.PathLike[str]) -> list[JudgedReport]:
    """Load predictions, or make them.

    Parameters
    ----------
    path
        A file of records, or a folder that holds a ``records.jsonl``; else reports, as
        ``gongkai extract`` takes them: their records are extracted.

    Raises
    ------
    InputError
        If the path does not exist or holds no report.
    GongkaiError
        If a record or a report cannot be read.
    """
    argument = os.fspath(path)
    records = os.path.join(argument, RECORDS)
    if os.path.isfile(records):
        argument = records
    if holds_records(argument):
        return _records(Path(argument))
    survey_inputs([argument])
    return list(_extracted(argument))


def _records(path: Path) -> list[JudgedReport]:
    reports = []
    for record in load_records([str(path)]):
        if isinstance(record, GongkaiError):
            raise record
        _check_record(record, path)
        reports.append(judged_record(record))
    return reports


def _check_record(record: Record, path: Path) -> None:
    """Refuse a record without its source's name, by which alone it can be found again."""
    if not record.source.uri:
        raise GoldError(
            f"{path}: the record {record.record_id} does not name its source: give it a uri."
        )


def _extracted(argument: str) -> Iterator[JudgedReport]:
    for source in find_inputs([argument]):
        document = work.read_document(source)
        yield judged_record(work.extract_record(document), document.text)
