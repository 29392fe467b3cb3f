"""The same report comes out of the pages of every system."""

from datetime import date

import pytest

from gongkai.extract import extract
from gongkai.extract.reading import read
from tests.extract.reading.html.sites import LINES, SITES, TITLE


@pytest.mark.parametrize("name", SITES)
def test_the_page_yields_the_report_and_nothing_of_its_furniture(name: str) -> None:
    document = read(SITES[name].encode())
    assert tuple(document.text.split("\n")) == LINES
    assert [grid.row_count for grid in document.grids] == [4]
    assert document.notices == ()


@pytest.mark.parametrize("name", SITES)
def test_the_page_yields_the_cells_of_its_table(name: str) -> None:
    cells = extract(read(SITES[name].encode())).tables.proactive_disclosure.cells
    row = [cells[f"normative_documents.{column}"].value for column in ("issued", "repealed")]
    assert [*row, cells["normative_documents.in_force"].value] == [3, 1, 15]


@pytest.mark.parametrize(
    ("name", "issuer", "published", "index_number"),
    [
        ("TRS", "苍岭县档案局", date(2023, 1, 16), None),
        ("UCAP", "苍岭县档案局", date(2023, 1, 16), "000000000/2023-00045"),
        ("Hanweb", "苍岭县档案局", date(2023, 1, 16), "CL0023/2023-00003"),
        ("Visual SiteBuilder", None, date(2023, 1, 16), None),
        ("Founder", "苍岭县档案局", date(2023, 1, 16), None),
        ("catalogue", "苍岭县档案局", date(2023, 1, 16), "CLDA/2023-00012"),
        ("saved by a browser", None, date(2023, 1, 16), None),
        ("old", None, date(2023, 1, 16), None),
    ],
)
def test_the_page_tells_who_published_it_and_when(
    name: str, issuer: str | None, published: date, index_number: str | None
) -> None:
    metadata = read(SITES[name].encode()).metadata
    assert metadata.title == TITLE
    assert (metadata.issuer, metadata.published) == (issuer, published)
    assert metadata.index_number == index_number
