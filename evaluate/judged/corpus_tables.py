"""The corpus as Parquet files: what ``gongkai annotations export parquet`` writes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from math import isfinite
from pathlib import Path
from typing import Any, Final

from gongkai.annotations.converters.errors import Place
from gongkai.annotations.converters.graph import NO_CHANNEL
from gongkai.annotations.converters.json_lines import passage_from_fields
from gongkai.annotations.loading import PARTS
from gongkai.annotations.passages import Passage
from gongkai.evaluate.judged.corpus import judged_composed, judged_passage
from gongkai.evaluate.judged.gold import GoldError
from gongkai.evaluate.judged.reports import JudgedReport
from gongkai.evaluate.judged.row_files import read_rows
from gongkai.models.record import whole_or_decimal

_HEAD: Final = ("name", "follows", "province", "tier", "type", "year", "sections", "phenomena")
_MARKS: Final = ("contexts", "claims", "non_claims", "problems", "improvements")
_NUMBERS: Final = ("value", "value_max")
#: The column that whole reports have and passages have not.
GOLD_COLUMN: Final = "gold"


def dataset_files(folder: Path) -> list[Path]:
    """Return the Parquet files of an exported corpus, in order."""
    return [file for part in PARTS for file in sorted((folder / part).glob("*.parquet"))]


def load_dataset_texts(path: Path) -> list[JudgedReport]:
    """Load passages and whole reports from Parquet files.

    Parameters
    ----------
    path
        A file, or the folder that was exported.

    Raises
    ------
    GongkaiError
        If a file cannot be read, or a row is no passage.
    """
    files = dataset_files(path) if path.is_dir() else [path]
    if not files:
        raise GoldError(
            f"{path} holds no exported corpus: give a folder with {' or '.join(PARTS)} in it, "
            "or one of their Parquet files."
        )
    return [report for file in files for report in _texts(file)]


def _texts(file: Path) -> Iterator[JudgedReport]:
    for number, row in read_rows(file):
        place = Place(f"{file}, row {number}")
        passage = _passage(row, place)
        if row.get(GOLD_COLUMN) is None:
            yield judged_passage(passage)
        else:
            yield judged_composed(_gold(row[GOLD_COLUMN], place), passage)


def _passage(row: dict[str, Any], place: Place) -> Passage:
    fields = {"head": {key: row.get(key) for key in _HEAD}, "text": row.get("text")}
    for key in _MARKS:
        marks = row.get(key) or []
        fields[key] = [_mark(mark, key, place) for mark in marks]
    return passage_from_fields(fields, place)


def _mark(mark: object, key: str, place: Place) -> dict[str, Any]:
    """Return a mark with whole numbers as such, which a column of decimals cannot hold."""
    if not isinstance(mark, dict):
        raise place.fault(f"a member of {key} is no struct: export the corpus again")
    fields = {**mark}
    for name in _NUMBERS:
        if isinstance(mark.get(name), float) and isfinite(mark[name]):
            fields[name] = whole_or_decimal(mark[name])
    if key == "claims" and mark.get("channel") is None:
        fields["channel"] = NO_CHANNEL  # else it would take that of its channel spans
    return fields


def _gold(content: object, place: Place) -> dict[str, Any]:
    try:
        gold = json.loads(content) if isinstance(content, str) else None
    except (ValueError, RecursionError):
        gold = None
    if not isinstance(gold, dict):
        raise place.fault(f"{GOLD_COLUMN} holds no JSON object: export the corpus again")
    return gold
