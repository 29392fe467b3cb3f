"""Scans of the sample reports say what the reports say; takes seconds for each page."""

from __future__ import annotations

import importlib.util
import io
from itertools import cycle

import pytest
from PIL import Image

from gongkai.annotations.documents import drafted_reports
from gongkai.annotations.documents.pdf import render_pdf
from gongkai.annotations.documents.scans import Wear, has_chinese_font, scanned
from gongkai.extract import Record, extract, read
from gongkai.models.document import Document

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        importlib.util.find_spec("rapidocr") is None, reason="gongkai[ocr] is not installed"
    ),
    pytest.mark.skipif(not has_chinese_font(), reason="no Chinese font is installed"),
]

SAMPLE = "2021_zone_paragraph_cells"
TABLES = ("proactive_disclosure", "applications", "review_litigation")


def cells(record: Record) -> dict[tuple[str, str], tuple[object, object]]:
    return {
        (name, key): (cell.state, cell.value)
        for name in TABLES
        for key, cell in getattr(record.tables, name).cells.items()
    }


def read_scan(wear: Wear, turns: int = 0) -> tuple[Document, Record, Record]:
    """Return a scan of the sample, its record and the record of the plain text."""
    (draft,) = [each.draft for each in drafted_reports() if each.draft.name == SAMPLE]
    first, *others = [
        page.rotate(90 * turns, expand=True) for page in scanned(render_pdf(draft), wear)
    ]
    file = io.BytesIO()
    dots = (wear.resolution, wear.resolution)
    first.save(file, "TIFF", save_all=True, append_images=others, dpi=dots)
    document = read(file.getvalue())
    return document, extract(document), extract(read(draft.plain_text().encode()))


@pytest.mark.parametrize(
    ("wear", "turns"),
    [
        (Wear(), 0),
        (Wear(skew=-1.6, noise=10.0, shade=30.0), 0),
        (Wear(skew=0.7, noise=4.0, stamp="青溪县政务公开办公室"), 0),
        (Wear(resolution=150, noise=4.0), 1),
        (Wear(skew=3.0), 2),
    ],
    ids=["clean", "askew_and_noisy", "stamped", "on_its_side", "upside_down"],
)
def test_the_cells_of_a_scan_are_those_of_the_text(wear: Wear, turns: int) -> None:
    document, scan, text = read_scan(wear, turns)
    assert cells(scan) == cells(text)
    assert len(scan.claims) >= 0.9 * len(text.claims)
    assert document.layout is not None
    assert document.layout.certainties is not None


def test_a_long_picture_of_trimmed_pages_says_what_the_text_says() -> None:
    """Each page lies askew in its own way, and no page has the form of paper."""
    (draft,) = [each.draft for each in drafted_reports() if each.draft.name == SAMPLE]
    clean = scanned(render_pdf(draft), Wear(noise=4.0))
    pages = [
        page.rotate(angle, Image.Resampling.BICUBIC, fillcolor=(255, 255, 255))
        for page, angle in zip(clean, cycle((0.9, -0.7, 0.4)), strict=False)
    ]
    trimmed = [page.crop((0, 60, page.width, page.height - 140)) for page in pages]
    long = Image.new("RGB", (trimmed[0].width, sum(page.height for page in trimmed)))
    for number, page in enumerate(trimmed):
        long.paste(page, (0, number * page.height))
    file = io.BytesIO()
    long.save(file, "PNG")
    scan, text = extract(read(file.getvalue())), extract(read(draft.plain_text().encode()))
    assert cells(scan) == cells(text)
    assert len(scan.claims) >= 0.9 * len(text.claims)
