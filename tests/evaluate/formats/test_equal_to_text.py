"""Every format says what plain text of the same report says: the same cells, the same claims.

Reports are chosen from all, so that each layout of tables, blanks and strokes, lists of the years
before 2019, wrapped prose and traditional characters are among them.
"""

from __future__ import annotations

from collections import Counter
from functools import cache

import pytest

from gongkai.annotations.documents import (
    DocumentFormat,
    DraftedReport,
    Family,
    Need,
    drafted_reports,
    formats_of,
)
from gongkai.evaluate.formats import (
    Difference,
    DifferenceKind,
    Likeness,
    against_gold,
    against_text,
)
from gongkai.evaluate.formats.comparing import GoldFigures
from gongkai.evaluate.formats.measuring import missing_needs
from gongkai.extract import Record, extract, read

#: What reads the narrative: quick, and as sensitive to lost or joined lines as any.
MODEL = "rules"
REPORTS = (
    "2012_county_prose",
    "2016_city_statistics_list",
    "2020_bureau_lines",
    "2021_street_office_tabs",
    "2022_ministry_traditional_pipes",
    "r04-003",
)
FAST = [
    each
    for each in formats_of([])
    if each.needs <= {Need.WORD_WRITER} and each.family is not Family.ZIP
]
OFFICE = [each for each in formats_of([]) if Need.LIBREOFFICE in each.needs]
SCANNED = [each for each in formats_of([]) if Need.RECOGNITION in each.needs]

#: What a format cannot say, and why: differences of these kinds are no fault of its reader.
EXPLAINED = {
    # Without lines a blank leaves nothing on the page: where its row has fewer numbers than
    # columns, they are unreadable. None of them is read as another.
    "pdf_no_rules": {DifferenceKind.CELL_UNREADABLE},
}


@cache
def chosen(*names: str) -> list[DraftedReport]:
    return [report for report in drafted_reports() if report.draft.name in names]


@cache
def as_text(name: str, *, traditional: bool) -> Record:
    (report,) = chosen(name)
    draft = report.draft.in_traditional_characters() if traditional else report.draft
    return extract(read(draft.plain_text().encode("utf-8")), model=MODEL)


def differences(
    document_format: DocumentFormat, names: tuple[str, ...] = REPORTS
) -> tuple[Likeness, GoldFigures]:
    """Read reports in a format; return what differs from the text, and how right they are."""
    reports = chosen(*names)
    documents = document_format.documents([report.draft for report in reports])
    likeness, right = Likeness(), GoldFigures()
    for report, document in zip(reports, documents, strict=True):
        record = extract(read(document), model=MODEL)
        text = as_text(report.draft.name, traditional=document_format.traditional)
        likeness += against_text(text, record)
        right += against_gold(report.gold, record)
    return likeness, right


def unexplained(likeness: Likeness, document_format: DocumentFormat) -> list[Difference]:
    explained = EXPLAINED.get(document_format.name, set())
    return [each for each in likeness.differences if each.kind not in explained]


def told(likeness: Likeness) -> str:
    counted = Counter(each.kind.english for each in likeness.differences)
    return f"{dict(counted)}: {[each.what for each in likeness.differences][:10]}"


def test_as_text_every_number_and_blank_of_the_gold_is_read() -> None:
    for report in drafted_reports():
        record = extract(read(report.draft.plain_text().encode("utf-8")), model=MODEL)
        figures = against_gold(report.gold, record)
        assert figures.nonzero.count == figures.nonzero.judged, report.draft.name
        assert figures.blanks.count == figures.blanks.judged, report.draft.name
        assert figures.invented.count == 0, report.draft.name


@pytest.mark.parametrize("document_format", FAST, ids=lambda each: each.name)
def test_a_format_says_what_the_text_says(document_format: DocumentFormat) -> None:
    likeness, right = differences(document_format)
    assert unexplained(likeness, document_format) == [], told(likeness)
    assert right.invented.count == 0


@pytest.mark.slow
@pytest.mark.parametrize("document_format", OFFICE, ids=lambda each: each.name)
def test_what_libreoffice_writes_says_what_the_text_says(document_format: DocumentFormat) -> None:
    if missing := missing_needs(document_format):
        pytest.skip(f"needs {', '.join(missing)}")
    likeness, right = differences(document_format)
    assert unexplained(likeness, document_format) == [], told(likeness)
    assert right.invented.count == 0


#: Of scans, at least such a share of cells and claims is as in the text; measured on the report
#: of the test: all but 2% of the cells (a stamp covers them), and 7% of the claims where the scan
#: is poor.
CELLS_OF_SCANS = 0.97
CLAIMS_OF_SCANS = 0.9


@pytest.mark.slow
@pytest.mark.parametrize("document_format", SCANNED, ids=lambda each: each.name)
def test_scans_say_nearly_what_the_text_says(document_format: DocumentFormat) -> None:
    if missing := missing_needs(document_format):
        pytest.skip(f"needs {', '.join(missing)}")
    likeness, _ = differences(document_format, ("2021_street_office_tabs",))
    cells, claims = likeness.cells.share, likeness.claims.f1
    assert cells is not None
    assert claims is not None
    assert cells >= CELLS_OF_SCANS, told(likeness)
    assert claims >= CLAIMS_OF_SCANS, told(likeness)
    assert DifferenceKind.CELL_ADDED not in {each.kind for each in likeness.differences}
