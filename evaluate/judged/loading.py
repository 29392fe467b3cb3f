"""Loads whatever a path holds: annotations, records, rows, or reports that have yet to be read."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Final

from gongkai.evaluate.judged.beside import beside
from gongkai.evaluate.judged.claim_rows import load_claim_rows
from gongkai.evaluate.judged.contexts import with_contexts
from gongkai.evaluate.judged.corpus import (
    BUNDLED_NAMES,
    bundled,
    judged_passage,
    load_corpus_texts,
    names_split,
)
from gongkai.evaluate.judged.corpus_tables import load_dataset_texts
from gongkai.evaluate.judged.formats import (
    ANNOTATED,
    CONVERTED,
    GOLD_ENDING,
    RECORDS_FILE,
    Format,
    format_of,
    list_of,
    recognise,
    rows_file,
)
from gongkai.evaluate.judged.gold import GoldError, read_gold
from gongkai.evaluate.judged.records import judged_record
from gongkai.evaluate.judged.reports import JudgedReport
from gongkai.evaluate.judged.tidy_tables import (
    CLAIMS,
    ENDINGS,
    REPORTS,
    load_tidy_tables,
    tidy_files,
    tidy_texts,
)
from gongkai.extract import work
from gongkai.extract.errors import GongkaiError
from gongkai.extract.inputs import InputError, find_inputs, survey_inputs
from gongkai.extract.record_files import is_bulk_run, load_records
from gongkai.models.record import Record

Argument = str | os.PathLike[str]
_ANY: Final = frozenset(Format)


def load_gold(path: Argument, format: str | None = None) -> list[JudgedReport]:  # noqa: A002
    """Load annotations.

    Parameters
    ----------
    path
        ``corpus:train``, ``corpus:dev``, ``reality:dev`` or ``samples`` for what comes with
        gongkai; else a file or folder: annotations (``*.gold.json``), records, rows of claims,
        texts in the markup of the corpus, the corpus as Parquet files, or what a converter of
        ``gongkai.annotations`` reads.
    format
        The name of a ``Format`` other than ``reports``. If left out, it is told by endings and
        by what is in the files.

    Returns
    -------
    list of JudgedReport
        In order of their names.

    Raises
    ------
    InputError
        If the path does not exist, holds no annotation, or could be of several formats.
    GongkaiError
        If something in it cannot be accepted.
    """
    chosen = None if format is None else format_of(format, ANNOTATED)
    _check_argument(path)
    folder = bundled(os.fspath(path)) if not os.path.exists(path) else None
    place = Path(path) if folder is None else folder
    if not place.exists():
        raise InputError(
            f"{path} does not exist: check the path, or choose from "
            f"{', '.join(BUNDLED_NAMES[:-1])} and {BUNDLED_NAMES[-1]}."
        )
    chosen = chosen or recognise(place, ANNOTATED, "--gold-format")
    if chosen is None:
        raise InputError(
            f"{path} holds no annotation that can be recognised: give what is one of "
            f"{list_of(ANNOTATED)}, name the very folder or file that holds it, or say "
            "which of them it is with --gold-format."
        )
    if chosen is Format.RECORDS:
        return _sorted(_records_with_texts(place))
    loaded = _load(place, chosen)
    if not any(report.claims or not report.from_rows for report in loaded):
        raise GoldError(f"{path} holds no row: give the rows of the annotated claims.")
    return loaded


def load_predictions(path: Argument, format: str | None = None) -> list[JudgedReport]:  # noqa: A002
    """Load predictions, or make them.

    Parameters
    ----------
    path
        As for ``load_gold``: what another annotator or system says comes in the same formats.
        Else reports, as ``gongkai extract`` takes them: their records are extracted.
    format
        The name of a ``Format``. If left out, it is told as for ``load_gold``; a folder of
        reports is extracted even if annotations lie beside them.

    Returns
    -------
    list of JudgedReport
        In order of their names. ``model`` says what made each, where it is known.

    Raises
    ------
    InputError
        If the path does not exist or holds no report, or could be of several formats.
    GongkaiError
        If something in it cannot be accepted.
    """
    argument = os.fspath(path)
    chosen = None if format is None else format_of(format, _ANY)
    _check_argument(path)
    if not os.path.exists(argument):
        folder = bundled(argument) if chosen is not Format.REPORTS else None
        if folder is not None:
            return _load(folder, chosen or recognise(folder, ANNOTATED) or Format.CORPUS)
        survey_inputs([argument])  # a glob, or nothing
        return _sorted(_extracted(argument))
    place = Path(argument)
    chosen = chosen or _predicted_format(place)
    if chosen is not Format.REPORTS:
        return _load(place, chosen)
    survey_inputs([argument])
    return _sorted(_extracted(argument))


def named(argument: str) -> tuple[str, str]:
    """Part ``NAME=PATH``; a path alone is named by its last part, without an ending.

    >>> named("mine=out/records.jsonl")
    ('mine', 'out/records.jsonl')
    >>> named("out/mine.jsonl")
    ('mine', 'out/mine.jsonl')
    """
    name, sign, path = argument.partition("=")
    is_name = bool(name.strip()) and "/" not in name and os.sep not in name
    if sign and path and is_name and not os.path.exists(argument):
        return name.strip(), path
    if names_split(argument):
        return argument, argument
    place = Path(argument)
    own = place.parent if place.name == RECORDS_FILE and place.parent.name else place
    return own.name.partition(".")[0] or argument, argument


def _check_argument(path: Argument) -> None:
    if not os.fspath(path):
        raise InputError("A path is empty: give a file or a folder.")


def _predicted_format(place: Path) -> Format:
    """Return the format of predictions; what is none of the known ones is reports."""
    option = "--predicted-format"
    if place.is_dir():
        found = recognise(place, ANNOTATED, option, with_annotated_reports=False)
        if found is not None:
            return found
        if next(find_inputs([str(place)]), None) is not None:
            return Format.REPORTS
    return recognise(place, ANNOTATED, option) or Format.REPORTS


def _load(place: Path, chosen: Format) -> list[JudgedReport]:
    if chosen in CONVERTED:
        return _sorted(_converted(place, chosen))
    return _sorted(_LOADERS[chosen](place))


def _annotations(place: Path) -> list[JudgedReport]:
    """Load annotations; in subfolders, a report goes by its path as its extraction does."""
    if not place.is_dir():
        return [read_gold(place)]
    files = sorted(place.rglob(f"*{GOLD_ENDING}"))
    if not files:
        raise InputError(f"{place} holds no file that ends in {GOLD_ENDING}: check the path.")
    found: dict[str, tuple[Path, JudgedReport]] = {}
    for file in files:
        report = read_gold(file)
        folder = file.parent.relative_to(place).as_posix()
        if folder != "." and "/" not in report.name:  # else it says itself from where it counts
            report = replace(report, name=f"{folder}/{report.name}")
        if report.name in found:
            raise GoldError(
                f"{found[report.name][0]} and {file} both annotate {report.name}: take one of "
                "them away, or put right which report it names."
            )
        found[report.name] = file, report
    return [report for _, report in found.values()]


def _claims(place: Path) -> list[JudgedReport]:
    """Load rows of claims; the table of a whole extraction with the tables beside it."""
    if place.is_dir():
        if tidy_files(place).keys() & {CLAIMS, REPORTS}:
            return load_tidy_tables(place)
        rows = rows_file(place)
        if rows is None:
            raise InputError(f"{place} holds no file of rows: name the file, or another format.")
        return load_claim_rows(rows)
    ending = place.suffix.lower()
    is_table = place.stem == CLAIMS and ending in ENDINGS
    if is_table and REPORTS in tidy_files(place.parent, (ending,)):
        return load_tidy_tables(place.parent, (ending,))
    return load_claim_rows(place)


def _converted(place: Path, chosen: Format) -> list[JudgedReport]:
    from gongkai.annotations.converters import converter  # noqa: PLC0415 - slow to load

    if place.is_dir() and chosen in {Format.JSONL, Format.DOCCANO}:
        place = rows_file(place) or place
    reader = converter(chosen.value)
    return [judged_passage(passage, reader.loses) for passage in reader.read(place)]


def _records(place: Path) -> list[JudgedReport]:
    path = place
    if place.is_dir() and not is_bulk_run(str(place)):
        own = place / RECORDS_FILE
        path = own if own.is_file() else rows_file(place) or own
    reports = []
    for record in load_records([str(path)]):
        if isinstance(record, GongkaiError):
            raise record
        _check_record(record, path)
        reports.append(judged_record(record))
    if not reports:
        raise GoldError(f"{path} holds no record: extract the reports again.")
    return reports


def _records_with_texts(place: Path) -> list[JudgedReport]:
    """Load records with the texts that they are of, as far as these lie beside them."""
    folder = place if place.is_dir() else place.parent
    texts = {_digest(text): text for text in tidy_texts(folder).values()}
    return [_with_text(report, folder, texts) for report in _records(place)]


def _with_text(report: JudgedReport, folder: Path, texts: Mapping[str, str]) -> JudgedReport:
    text, page = beside(folder / RECORDS_FILE, report.name)
    if text is None or _digest(text) != report.text_sha256:
        text, page = texts.get(report.text_sha256 or ""), None
    if text is None:
        return report
    return replace(report, claims=with_contexts(report.claims or (), text), text=text, page=page)


def _digest(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


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


def _sorted(reports: Iterator[JudgedReport] | list[JudgedReport]) -> list[JudgedReport]:
    return sorted(reports, key=lambda report: report.name)


_LOADERS: Final[dict[Format, Callable[[Path], list[JudgedReport]]]] = {
    Format.GOLD: _annotations,
    Format.RECORDS: _records,
    Format.CLAIMS: _claims,
    Format.CORPUS: load_corpus_texts,
    Format.DATASET: load_dataset_texts,
}
