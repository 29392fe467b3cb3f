"""Which format a file or folder has, by its ending and by what is in it."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Set
from pathlib import Path
from typing import Final

from gongkai.annotations.converters.folders import COMPANION
from gongkai.evaluate.judged.claim_rows import lacking
from gongkai.evaluate.judged.corpus_tables import dataset_files
from gongkai.evaluate.judged.row_files import COMMA_SEPARATED, RowError, column_names
from gongkai.evaluate.judged.row_files import ENDINGS as ROWS
from gongkai.evaluate.judged.tidy_tables import CLAIMS, NAMES, RECORD_ID, tidy_files
from gongkai.extract.inputs import InputError
from gongkai.extract.record_files import holds_records, is_bulk_run
from gongkai.models.terms import Term

GOLD_ENDING: Final = ".gold.json"
RECORDS_FILE: Final = "records.jsonl"
_CORPUS_ENDING: Final = ".txt"
#: The line that opens a text in the markup; remarks may stand before the first.
_HEAD: Final = re.compile(rb"^===[^=\n]*[^=\s]", re.MULTILINE)
_SNIFFED: Final = 2**16
#: How many names an error shows.
_MOST_SHOWN: Final = 5
#: Files looked at in a folder; what none of them tells has to be said.
_MOST_FILES: Final = 100_000


class Format(Term):
    """What annotations and predictions are written in."""

    GOLD = "gold", "annotations, one JSON file a report", "标注文件"
    RECORDS = "records", "records, one a line", "抽取记录"
    CLAIMS = "claims", "claims, one a row", "数据陈述表"
    CORPUS = "corpus", "texts in the markup of the corpus", "标记语料"
    DATASET = "parquet", "corpus as Parquet files", "Parquet 语料"
    JSONL = "jsonl", "passages, one a line", "逐行段落"
    SPACY = "spacy", "spaCy documents", "spaCy 文档"
    LABEL_STUDIO = "label-studio", "Label Studio export", "Label Studio 导出"
    DOCCANO = "doccano", "doccano export", "doccano 导出"
    BRAT = "brat", "brat folder", "brat 文件夹"
    MEASEVAL = "measeval", "MeasEval folder", "MeasEval 文件夹"
    REPORTS = "reports", "reports, which are extracted first", "待抽取年报"


#: Formats that another tool's converter reads.
CONVERTED: Final = frozenset(
    {
        *(Format.JSONL, Format.SPACY, Format.LABEL_STUDIO),
        *(Format.DOCCANO, Format.BRAT, Format.MEASEVAL),
    }
)
#: Formats that annotations may have.
ANNOTATED: Final = frozenset(Format) - {Format.REPORTS}


def format_of(name: str, among: Set[Format]) -> Format:
    """Return the format of a name.

    Raises
    ------
    InputError
        If there is none, or it is not among those that are possible here.
    """
    if name not in among:
        raise InputError(f"{name!r} is no format: choose from {list_of(among)}.")
    return Format.of(name)


def list_of(formats: Set[Format]) -> str:
    """Return names of formats as a list."""
    return ", ".join(each for each in Format if each in formats)


def recognise(
    path: Path, among: Set[Format], option: str = "format", *, with_annotated_reports: bool = True
) -> Format | None:
    """Return the format of what a path holds, ``None`` if nothing tells.

    Parameters
    ----------
    path
        A file or folder that exists.
    among
        What is possible.
    option
        How a user names the format, for errors.
    with_annotated_reports
        Whether a folder may be annotations that lie beside the reports they are of; else only
        what no folder of reports has is looked for.

    Raises
    ------
    InputError
        If several formats could be meant.
    RowError
        If a file whose ending says that it holds data holds none that is known; the sentence
        says why.
    """
    if path.is_dir():
        found = _in_folder(path, option, with_annotated_reports)
    else:
        found = _of_file(path, option)
    found &= among
    if len(found) > 1:
        raise InputError(
            f"{path} could be read as {' or as '.join(each for each in Format if each in found)}: "
            f"name the format with {option}, or give the very file."
        )
    return next(iter(found), None)


def rows_file(folder: Path) -> Path | None:
    """Return the one file of rows that a folder holds, beside the texts that it is of.

    Raises
    ------
    InputError
        If there are several.
    """
    files = sorted(
        file
        for file in folder.iterdir()
        if file.suffix.lower() in ROWS and not file.name.startswith(".") and file.is_file()
    )
    if len(files) > 1:
        names = ", ".join(file.name for file in files[:_MOST_SHOWN])
        raise InputError(f"{folder} holds {len(files)} files of rows ({names}): name the one.")
    return files[0] if files else None


def _in_folder(folder: Path, option: str, with_annotated_reports: bool) -> set[Format]:
    found = set()
    if (folder / RECORDS_FILE).is_file() or is_bulk_run(str(folder)):
        found.add(Format.RECORDS)
    elif CLAIMS in tidy_files(folder):  # which a run writes beside its records
        found.add(Format.CLAIMS)
    if (folder / COMPANION).is_file():
        found.add(Format.MEASEVAL if (folder / "tsv").is_dir() else Format.BRAT)
    if dataset_files(folder):
        found.add(Format.DATASET)
    below = _files_below(folder)
    if any(name.endswith(GOLD_ENDING) for name in below):
        return found | ({Format.GOLD} if with_annotated_reports else set())
    if not found:
        texts = (name for name in below if name.endswith(_CORPUS_ENDING))
        first = next(texts, None)
        if first is not None and _is_markup(Path(first)):
            found.add(Format.CORPUS)
    if not found and with_annotated_reports:
        rows = rows_file(folder)
        return set() if rows is None else _of_file(rows, option)
    return found


def _files_below(folder: Path) -> list[str]:
    names: list[str] = []
    for place, _, files in os.walk(folder):
        names += (os.path.join(place, name) for name in files)
        if len(names) > _MOST_FILES:
            break
    return sorted(names)


def _of_file(path: Path, option: str) -> set[Format]:
    ending = path.suffix.lower()
    if ending in ROWS:
        return _of_rows(path, option)
    for endings, tell in _BY_ENDING:
        if ending in endings:
            return tell(path)
    return {Format.RECORDS} if holds_records(str(path)) else set()


def _of_json(path: Path) -> set[Format]:
    if path.name.endswith(GOLD_ENDING):
        return {Format.GOLD}
    if holds_records(str(path)):
        return {Format.RECORDS}
    start = _start(path)
    if not start.startswith(b"["):
        return {Format.GOLD}
    if _of_columns(_first_keys(start)):
        raise RowError(
            f"{path} is a list of rows: write one object a line, and let the name of the file end "
            "in .jsonl."
        )
    return {Format.LABEL_STUDIO}


def _first_keys(start: bytes) -> frozenset[str]:
    """Return the keys of the first object of a JSON list, none if it is longer than the start."""
    text = start.decode("utf-8", errors="ignore").removeprefix("[").lstrip()
    try:
        first, _ = json.JSONDecoder().raw_decode(text)
    except (ValueError, RecursionError):
        return frozenset()
    return frozenset(first) if isinstance(first, dict) else frozenset()


def _of_rows(path: Path, option: str) -> set[Format]:
    """Return the format of rows by their columns, or by the keys of the first."""
    names = column_names(path)
    if names is None:  # a system that found nothing has nothing to write
        return {Format.CLAIMS}
    found = _of_columns(names)
    if found or path.suffix.lower() in COMMA_SEPARATED:
        return found or {Format.CLAIMS}  # which says what is lacking
    if path.stem in NAMES and RECORD_ID in names:
        raise RowError(
            f"{path} is one table of an extraction: give {CLAIMS}{path.suffix} beside it, with "
            "which it is read, or their folder."
        )
    raise RowError(
        f"{path} {lacking(names)}. If it is no file of claims, name its format with {option}."
    )


def _of_columns(names: frozenset[str]) -> set[Format]:
    """Return the format of rows by the names of their columns or keys."""
    if "schema_version" in names and "source" in names:
        return {Format.RECORDS}
    if {"head", "text"} <= names:
        return {Format.JSONL}
    if "text" in names and names & {"entities", "gongkai"}:
        return {Format.DOCCANO}
    if {"text", "claims", "contexts", "sections"} <= names:
        return {Format.DATASET}
    if names & {"metric", "quote"}:
        return {Format.CLAIMS}
    return set()


def _is_markup(path: Path) -> bool:
    return _HEAD.search(_start(path)) is not None


def _start(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            return stream.read(_SNIFFED).lstrip(b"\xef\xbb\xbf \t\r\n")
    except OSError:
        return b""


_BY_ENDING: Final[tuple[tuple[tuple[str, ...], Callable[[Path], set[Format]]], ...]] = (
    ((".json",), _of_json),
    ((".spacy",), lambda _: {Format.SPACY}),
    ((_CORPUS_ENDING,), lambda path: {Format.CORPUS} if _is_markup(path) else set()),
)
