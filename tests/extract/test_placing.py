"""Pages and boxes of cells and claims, and what recognised text leaves of their confidence."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.extract import extract
from gongkai.extract.identity import Identity
from gongkai.extract.placing import place_on_pages
from gongkai.extract.texts import document_of
from gongkai.extract.writing.json_lines import record_line
from gongkai.extract.writing.tidy import TABLES, tidy_rows
from gongkai.models.document import Document
from gongkai.models.layout import Layout
from gongkai.models.record import Cell, Claim, Fact, Issuer, Record, Table, Tables, Year
from gongkai.models.scheme import Agreement, CellState, Kind, Metric
from tests.extract.plain_documents import report

TEXT = "云河县2023年年报\n受理\t41\t\n培训12次，共12次。"


def laid_out(text: str, certainty: float | None = None) -> Document:
    """Return a document whose characters stand in rows of ten points, ten rows a page."""
    rows = np.cumsum([character == "\n" for character in text])
    inserted = np.array([character in "\t\n" for character in text])
    pages = np.where(inserted, 0, rows // 10 + 1).astype(np.int32)
    places = np.array([place - text.rfind("\n", 0, place) - 1 for place in range(len(text))])
    left, top = places * 10.04, (rows % 10) * 20.0
    boxes = np.stack([left, top, left + 10.04, top + 12.0], axis=1).astype(np.float32)
    certainties = None
    if certainty is not None:
        certainties = np.where(pages > 0, certainty, 1.0).astype(np.float32)
    return replace(document_of(text, "a.pdf"), layout=Layout(pages, boxes, certainties))


def claim(number: int, quote: str, confidence: float | None, after: int = 0) -> Claim:
    start = TEXT.index(quote, after)
    return Claim(
        id=number,
        metric=Metric.TRAINING_SESSIONS,
        kind=Kind.COUNT,
        value=12,
        quote=quote,
        start=start,
        end=start + len(quote),
        sentence=TEXT,
        confidence=confidence,
    )


def cell(start: int | None, end: int | None) -> Cell:
    return Cell(state=CellState.VALUE, start=start, end=end)


def fact(sources: list[str], confidence: float | None) -> Fact:
    return Fact(
        id=0,
        metric=Metric.TRAINING_SESSIONS,
        kind=Kind.COUNT,
        value=12,
        sources=sources,
        agreement=Agreement.SINGLE,
        confidence=confidence,
    )


def identity(name: str | None = "云河县", year: int | None = 2023) -> Identity:
    return Identity(
        None, None, Issuer(name=name, confidence=0.9), Year(value=year, confidence=0.8), None
    )


FORTY_ONE = TEXT.index("41")


def tables() -> Tables:
    cells = {
        "received.total": cell(FORTY_ONE, FORTY_ONE + 2),
        "carried_in.total": cell(FORTY_ONE + 3, FORTY_ONE + 3),
        "granted.total": cell(None, None),
    }
    return Tables(applications=Table(cells=cells))


def test_cells_and_claims_get_the_page_and_box_of_their_characters() -> None:
    found, claims = tables(), [claim(0, "12次", 0.9)]
    place_on_pages(laid_out(TEXT), identity(), found, claims, [])
    cells = found.applications.cells
    assert (claims[0].page, claims[0].box) == (1, (20.1, 40.0, 50.2, 52.0))
    assert cells["received.total"].page == 1
    assert cells["received.total"].box == (30.1, 20.0, 50.2, 32.0)
    for key in ("carried_in.total", "granted.total"):
        assert (cells[key].page, cells[key].box) == (None, None)
    assert claims[0].confidence == 0.9
    assert all(each.confidence is None for each in cells.values())


def test_a_format_without_pages_has_neither_page_nor_box() -> None:
    found, claims = tables(), [claim(0, "12次", 0.9)]
    place_on_pages(document_of(TEXT, "a.txt"), identity(), found, claims, [])
    assert claims[0].page is None
    assert found.applications.cells["received.total"].page is None


def test_recognised_text_lowers_what_rests_on_it() -> None:
    found = tables()
    claims = [claim(0, "12次", 0.9), claim(1, "12次", None, after=TEXT.index("共"))]
    facts = [
        fact(["claim:0"], 0.8),
        fact(["claim:0", "claim:1"], 0.8),
        fact(["cell:applications.received.total", "cell:applications.carried_in.total"], 0.8),
        fact(["claim:1"], None),
    ]
    who = identity()
    place_on_pages(laid_out(TEXT, 0.9), who, found, claims, facts)
    assert claims[0].confidence == pytest.approx(0.9 * 0.9**3)
    assert claims[1].confidence is None
    confidences = [each.confidence for each in facts]
    assert confidences == [
        pytest.approx(0.8 * 0.9**3),
        pytest.approx(0.8 * 0.9**6),
        pytest.approx(0.8 * 0.9**2),
        None,
    ]
    cells = found.applications.cells
    assert cells["received.total"].confidence == pytest.approx(0.9**2)
    assert cells["carried_in.total"].confidence is None
    assert cells["granted.total"].confidence is None
    assert who.issuer.confidence == pytest.approx(0.9 * 0.9**3)
    assert who.year.confidence == pytest.approx(0.8 * 0.9**4)


def test_recognised_text_without_pages_lowers_confidences_as_well() -> None:
    document = laid_out(TEXT, 0.9)
    layout = document.layout
    assert layout is not None
    pages = np.zeros_like(layout.pages)
    found, claims = tables(), [claim(0, "12次", 0.9)]
    without_pages = replace(document, layout=replace(layout, pages=pages))
    place_on_pages(without_pages, identity(), found, claims, [])
    cell = found.applications.cells["received.total"]
    assert (claims[0].page, cell.page) == (None, None)
    assert claims[0].confidence == pytest.approx(0.9 * 0.9**3)
    assert cell.confidence == pytest.approx(0.9**2)


def test_a_stretch_that_several_sources_share_counts_once() -> None:
    facts = [fact(["claim:0", "claim:1"], 0.8)]
    claims = [claim(0, "12次", 0.9), claim(1, "12次", 0.9)]
    place_on_pages(laid_out(TEXT, 0.9), identity(), Tables(), claims, facts)
    assert facts[0].confidence == pytest.approx(0.8 * 0.9**3)


def test_what_the_file_itself_says_in_a_document_recognised_in_part_keeps_its_confidence() -> None:
    found, claims = tables(), [claim(0, "12次", 0.9)]
    place_on_pages(laid_out(TEXT, 1.0), identity(), found, claims, [])
    assert claims[0].confidence == 0.9
    assert found.applications.cells["received.total"].confidence is None


def test_an_issuer_that_the_text_does_not_name_as_such_has_no_confidence() -> None:
    who = identity("云河县人民政府", 2022)
    place_on_pages(laid_out(TEXT, 0.9), who, Tables(), [], [])
    assert (who.issuer.confidence, who.year.confidence) == (None, None)


@given(st.floats(0.5, 1.0, width=32))
def test_confidences_stay_probabilities(certainty: float) -> None:
    claims, facts = [claim(0, "12次", 1.0)], [fact(["claim:0"], 1.0)]
    found = tables()
    place_on_pages(laid_out(TEXT, certainty), identity(), found, claims, facts)
    rated = [claims[0].confidence, facts[0].confidence]
    rated += [found.applications.cells["received.total"].confidence or 0.0]
    assert all(each is not None and 0.0 <= each <= 1.0 for each in rated)


def test_the_pipeline_places_every_claim() -> None:
    document = laid_out(report("本年举办培训12次，印发材料300份。") + TEXT, 0.99)
    record = extract(document, model="rules")
    assert record.claims
    for each in record.claims:
        assert each.page is not None
        assert each.box is not None
        assert each.confidence is None  # the rules have none, so there is nothing to lower


def test_pages_and_boxes_are_written_to_records_and_tables() -> None:
    record = extract(laid_out(report("本年举办培训12次。")), model="rules")
    (training,) = record.claims
    assert Record.model_validate_json(record_line(record)).claims == record.claims
    table = next(table for table in TABLES if table.name == "claims")
    (row,) = tidy_rows(record, "")["claims"]
    found = dict(zip(table.names, row, strict=True))
    assert (found["page"], found["box"]) == (training.page, list(training.box or ()))
    assert training.page == 1
