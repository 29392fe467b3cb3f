"""A report says the same on a page of any structure as in plain text."""

from functools import cache

import pytest

from gongkai.annotations.documents.draft import ReportDraft
from gongkai.annotations.documents.samples import sample_reports
from gongkai.extract import extract
from gongkai.extract.reading import read
from gongkai.models.record import Record
from tests.extract.reading.html.structures import STRUCTURES

#: A report from before 2019 in prose, one with a list, and one with each of the two forms.
REPORTS = (
    "2012_county_prose",
    "2016_city_statistics_list",
    "2019_county_tabs",
    "2021_street_office_tabs",
)


@cache
def _drafts() -> dict[str, ReportDraft]:
    return {each.draft.name: each.draft for each in sample_reports()}


def _cells(record: Record) -> dict[str, str]:
    return {
        f"{section.value}.{key}": f"{cell.state} {cell.value}"
        for section, table in record.tables.by_section().items()
        for key, cell in table.cells.items()
    }


def _claims(record: Record) -> list[tuple[str, str]]:
    return sorted((str(claim.value), claim.quote) for claim in record.claims)


@cache
def _in_plain_text(name: str) -> Record:
    return extract(read(_drafts()[name].plain_text().encode()))


@pytest.mark.parametrize("report", REPORTS)
@pytest.mark.parametrize("structure", STRUCTURES)
def test_the_page_gives_the_cells_and_claims_of_the_plain_text(structure: str, report: str) -> None:
    expected = _in_plain_text(report)
    record = extract(read(STRUCTURES[structure](_drafts()[report]).encode()))
    assert _cells(record) == _cells(expected)
    assert _claims(record) == _claims(expected)


@pytest.mark.parametrize("report", REPORTS)
@pytest.mark.parametrize("structure", STRUCTURES)
def test_no_line_of_the_report_is_lost(structure: str, report: str) -> None:
    page = read(STRUCTURES[structure](_drafts()[report]).encode())
    held = {"".join(line.split()) for line in page.text.split("\n")}
    lines = {"".join(line.split()) for line in _drafts()[report].plain_text().split("\n")}
    assert not lines - {""} - held
