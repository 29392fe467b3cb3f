"""Issuer and year, judged on whole reports; they are found by rules, which learn nothing."""

from __future__ import annotations

from collections.abc import Sequence

from gongkai.annotations.whole_reports import ReportSource, compose_report
from gongkai.extract.identity import identify
from gongkai.extract.sections import find_sections
from gongkai.extract.texts import document_of
from gongkai.models.trained import calibrating
from gongkai.models.trained.calibration import (
    ISSUER_EVIDENCE,
    YEAR_EVIDENCE,
    issuer_evidence,
    year_evidence,
)
from gongkai.training.confidence import Judged


def judged_identity(reports: Sequence[ReportSource]) -> dict[str, Judged]:
    """Judge the issuers and years that are found in annotated whole reports."""
    issuers: list[tuple[str, tuple[float, ...], bool]] = []
    years: list[tuple[str, tuple[float, ...], bool]] = []
    for source in reports:
        passage = compose_report(source).passage
        name = passage.head.name
        document = document_of(passage.text, name)
        found = identify(document, find_sections(document))
        issuer = issuer_evidence(found.issuer, found.title, document.metadata, document.text)
        if issuer is not None:
            issuers.append((name, issuer, found.issuer.name == source.head.issuer.name))
        year = year_evidence(found.year, found.title, found.period, found.published, document.text)
        if year is not None:
            years.append((name, year, found.year.value == passage.head.year))
    return {
        calibrating.ISSUER: _judged(issuers, ISSUER_EVIDENCE),
        calibrating.YEAR: _judged(years, YEAR_EVIDENCE),
    }


def _judged(found: list[tuple[str, tuple[float, ...], bool]], names: tuple[str, ...]) -> Judged:
    return Judged(
        [text for text, _, _ in found],
        [evidence for _, evidence, _ in found],
        [right for _, _, right in found],
        names,
        few=True,
    )
