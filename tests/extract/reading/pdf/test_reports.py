"""Whole reports as PDF files give the cells and claims of the same reports as plain text."""

from __future__ import annotations

from itertools import islice

import pytest

from gongkai.annotations.documents import FORMATS, DraftedReport, drafted_reports
from gongkai.annotations.documents.formats import Family, missing_for_rendering
from gongkai.extract import extract
from gongkai.extract.reading import read

NAMES = [name for name, form in FORMATS.items() if form.family is Family.PDF]
FAST = [name for name in NAMES if not FORMATS[name].needs]


def found_in(data: bytes) -> tuple[list[tuple[str, str]], list[tuple[str, str, str]]]:
    """Return the cells and claims that are found in a file, white space left out."""
    record = extract(read(data, ocr="never")).model_dump(mode="json")
    cells = [
        (f"{kind}.{key}", f"{cell['state']} {cell['value']}")
        for kind in ("proactive_disclosure", "applications", "review_litigation")
        for key, cell in sorted(((record["tables"][kind] or {}).get("cells") or {}).items())
    ]
    claims = [
        (
            claim["metric"],
            str(claim["value"]),
            "".join(claim["quote"].replace("\u200b", "").split()),
        )
        for claim in record["claims"]
    ]
    return cells, claims


def check(name: str, drafted: list[DraftedReport]) -> None:
    drafts = [each.draft for each in drafted]
    for draft, document in zip(drafts, FORMATS[name].documents(drafts), strict=True):
        cells, claims = found_in(document)
        assert cells
        assert (cells, claims) == found_in(draft.plain_text().encode())


@pytest.fixture(scope="module")
def drafted() -> list[DraftedReport]:
    """Two of the samples with tables."""
    with_tables = (each for each in drafted_reports() if any(each.gold["cells"].values()))
    return list(islice(with_tables, 2))


@pytest.mark.parametrize("name", FAST)
def test_a_report_says_the_same_as_in_plain_text(name: str, drafted: list[DraftedReport]) -> None:
    check(name, drafted)


def _blank_count(report: DraftedReport) -> int:
    cells = [cell for table in report.gold["cells"].values() for cell in (table or {}).values()]
    return sum(isinstance(cell, dict) and cell["state"] == "blank" for cell in cells)


def test_cells_blank_in_every_row_stay_blank_without_lines() -> None:
    """Reports whose tables have blank columns: none of their cells may be invented."""
    sparse = [each for each in drafted_reports() if _blank_count(each) > 20]
    assert sparse
    check("pdf_no_rules", sparse)


@pytest.mark.slow
@pytest.mark.parametrize("name", [name for name in NAMES if name not in FAST])
def test_a_report_from_office_software_says_the_same_as_in_plain_text(
    name: str, drafted: list[DraftedReport]
) -> None:
    missing = missing_for_rendering(FORMATS[name].needs)
    if missing:
        pytest.skip(f"needs {', '.join(missing)}")
    check(name, drafted)
