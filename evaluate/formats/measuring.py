"""Every format measured: rendered, read in a process of its own, compared."""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from gongkai.annotations.documents import (
    PLAIN_TEXT,
    DocumentFormat,
    DraftedReport,
    Need,
)
from gongkai.annotations.documents.formats import missing_for_rendering
from gongkai.evaluate.benchmark.processes import run
from gongkai.evaluate.formats.comparing import GoldFigures, Likeness, against_gold, against_text
from gongkai.extract.claim_models import DEFAULT_MODEL
from gongkai.extract.reading.recognition import Recognition
from gongkai.models.record import Record

_WORKER: Final = (sys.executable, "-m", "gongkai.evaluate.formats.worker")
_RECOGNITION_PACKAGE: Final = "rapidocr"


@dataclass(frozen=True, slots=True)
class ReportFigures:
    """What came of one report in one format.

    Attributes
    ----------
    name
        Of the report.
    seconds
        From its bytes to its record.
    error
        Why it could not be read, ``None`` if it could.
    gold, likeness
        How right its record is, and how much like that of the text.
    """

    name: str
    seconds: float
    error: str | None
    gold: GoldFigures
    likeness: Likeness


@dataclass(frozen=True, slots=True)
class FormatFigures:
    """What came of all reports in one format.

    Attributes
    ----------
    format
        The format.
    reports
        Each report.
    memory_bytes
        The most memory the reading process held.
    """

    format: DocumentFormat
    reports: tuple[ReportFigures, ...]
    memory_bytes: int

    @property
    def read(self) -> int:
        """How many reports could be read."""
        return sum(report.error is None for report in self.reports)

    @property
    def seconds(self) -> float:
        """The mean time of a report."""
        return sum(report.seconds for report in self.reports) / len(self.reports)

    @property
    def gold(self) -> GoldFigures:
        """All reports together."""
        return sum((report.gold for report in self.reports), start=GoldFigures())

    @property
    def likeness(self) -> Likeness:
        """All reports together."""
        return sum((report.likeness for report in self.reports), start=Likeness())


@dataclass(frozen=True, slots=True)
class Results:
    """What came of all formats.

    Attributes
    ----------
    model
        What read the narrative.
    reports
        Names of the reports.
    formats
        The formats that were measured.
    left_out
        Those that were not, by name, and what they need.
    """

    model: str
    reports: tuple[str, ...]
    formats: tuple[FormatFigures, ...]
    left_out: dict[str, tuple[Need, ...]]


def measure_formats(
    formats: Sequence[DocumentFormat],
    reports: Sequence[DraftedReport],
    *,
    model: str = DEFAULT_MODEL,
    tell: Callable[[str], None] = lambda _: None,
) -> Results:
    """Measure formats on reports.

    Parameters
    ----------
    formats
        What is measured; those whose needs are not met are left out.
    reports
        What is rendered.
    model
        What reads the narrative.
    tell
        Called with the name of each format before it is measured.

    Raises
    ------
    BenchmarkError
        If this system does not tell what a process took, or the reading process ends.
    ConversionError
        If LibreOffice fails.
    """
    yardsticks: dict[bool, list[Record]] = {}
    measured, left_out = [], {}
    for each in formats:
        if missing := missing_needs(each):
            left_out[each.name] = tuple(missing)
            continue
        tell(each.name)
        if each.traditional not in yardsticks:
            yardsticks[each.traditional] = _as_text(reports, model, traditional=each.traditional)
        measured.append(_measure(each, reports, yardsticks[each.traditional], model))
    names = tuple(report.draft.name for report in reports)
    return Results(model, names, tuple(measured), left_out)


def missing_needs(document_format: DocumentFormat) -> list[Need]:
    """Return what a format needs and this machine has not."""
    missing = missing_for_rendering(document_format.needs)
    wants_recognition = Need.RECOGNITION in document_format.needs
    if wants_recognition and find_spec(_RECOGNITION_PACKAGE) is None:
        missing.append(Need.RECOGNITION)
    return sorted(missing)


def _as_text(reports: Sequence[DraftedReport], model: str, *, traditional: bool) -> list[Record]:
    drafts = [report.draft for report in reports]
    if traditional:
        drafts = [draft.in_traditional_characters() for draft in drafts]
    outcomes, _ = _read(PLAIN_TEXT, PLAIN_TEXT.render(drafts), model)
    return [_record(outcome) for outcome in outcomes if outcome.line is not None]


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What the worker told of one document."""

    seconds: float
    line: str | None
    error: str | None


def _record(outcome: _Outcome) -> Record:
    assert outcome.line is not None  # noqa: S101 - plain text is always read
    return Record.model_validate_json(outcome.line)


def _measure(
    document_format: DocumentFormat,
    reports: Sequence[DraftedReport],
    yardsticks: Sequence[Record],
    model: str,
) -> FormatFigures:
    documents = document_format.documents([report.draft for report in reports])
    outcomes, memory = _read(document_format, documents, model)
    figures = []
    for report, text, outcome in zip(reports, yardsticks, outcomes, strict=True):
        record = None if outcome.line is None else _record(outcome)
        figures.append(
            ReportFigures(
                report.draft.name,
                outcome.seconds,
                outcome.error,
                against_gold(report.gold, record),
                against_text(text, record),
            )
        )
    return FormatFigures(document_format, tuple(figures), memory)


def _read(
    document_format: DocumentFormat, documents: Sequence[bytes], model: str
) -> tuple[list[_Outcome], int]:
    """Read documents in a process of its own; return what came of each, and its memory."""
    with tempfile.TemporaryDirectory() as folder:
        sources = Path(folder) / "documents"
        sources.mkdir()
        for number, document in enumerate(documents):
            (sources / f"{number:04}.{document_format.ending}").write_bytes(document)
        result = Path(folder) / "result.json"
        arguments = [str(sources), str(result), model, Recognition.AUTO.value]
        took = run([*_WORKER, *arguments])
        told = json.loads(result.read_text(encoding="utf-8"))
    outcomes = [
        _Outcome(
            each["seconds"],
            None if each["record"] is None else json.dumps(each["record"]),
            None if each["failure"] is None else each["failure"]["message"],
        )
        for each in told
    ]
    return outcomes, took.memory_bytes
