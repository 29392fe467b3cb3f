"""Lines of tables, however they are drawn."""

from __future__ import annotations

import pytest

from gongkai.extract.reading import read
from gongkai.extract.reading.pdf.drawings import Drawings, read_drawings
from gongkai.extract.reading.pdf.library import open_document, open_page
from tests.extract.reading.pdf.files import PICTURE, TABLE, Page, form, pdf_file, table_words, words

Line = tuple[float, float, float, float]


def drawings_of(data: bytes) -> Drawings:
    with open_document(data) as document, open_page(document, 0) as page:
        return read_drawings(page)


def strokes(lines: list[Line] = TABLE, width: float = 0.5) -> str:
    return "".join(f"{width} w {a} {b} m {c} {d} l S\n" for a, b, c, d in lines)


def thin_rectangles() -> str:
    return "".join(
        f"{a - 0.25} {b - 0.25} {c - a + 0.5} {d - b + 0.5} re f\n" for a, b, c, d in TABLE
    )


def one_path() -> str:
    return "".join(f"{a} {b} m {c} {d} l " for a, b, c, d in TABLE) + "S\n"


def dashes() -> str:
    return "[3 2] 0 d " + strokes() + "[] 0 d\n"


def short_pieces() -> str:
    lines: list[Line] = []
    for a, b, c, d in TABLE:
        count = round(max(c - a, d - b) / 4)
        lines += [
            (a + (c - a) * k / count, b + (d - b) * k / count,
             a + (c - a) * (k + 0.6) / count, b + (d - b) * (k + 0.6) / count)
            for k in range(count)
        ]  # fmt: skip
    return strokes(lines)


def dots() -> str:
    """Small squares, as office software draws dotted lines."""
    parts = []
    for a, b, c, d in TABLE:
        count = round(max(c - a, d - b))
        parts += [
            f"{a + (c - a) * k / count - 0.24} {b + (d - b) * k / count - 0.24} .48 .48 re f\n"
            for k in range(count + 1)
        ]
    return "".join(parts)


def transformed() -> str:
    lines = [(a / 2, b / 4, c / 2, d / 4) for a, b, c, d in TABLE]
    return "q 2 0 0 4 0 0 cm " + strokes(lines, 0.1) + "Q\n"


def clipped() -> str:
    """Long lines, of which the clip leaves the table."""
    return (
        "q 72 560 200 40 re W n " + strokes([(0, b, 600, d) if b == d else (a, 0, c, 800)
                                             for a, b, c, d in TABLE]) + "Q\n"
    )  # fmt: skip


WAYS = {
    "strokes": strokes(),
    "thick strokes": strokes(width=2.5),
    "thin rectangles": thin_rectangles(),
    "rectangles of cells": "72 560 100 40 re S 172 560 100 40 re S\n",
    "rectangles closed by hand": "72 560 m 172 560 l 172 600 l 72 600 l h S 172 560 100 40 re s\n",
    "filled cells": "0.9 g 72 560 100 40 re f 0.8 g 172 560 100 40 re f 0 g\n",
    "cells filled and stroked": "1 g 72 560 100 40 re B 172 560 100 40 re B 0 g\n",
    "one path": one_path(),
    "dashes": dashes(),
    "dots": dots(),
    "short pieces": short_pieces(),
    "transformed": transformed(),
    "clipped": clipped(),
}


@pytest.mark.parametrize("way", WAYS)
def test_a_table_is_a_grid_however_its_lines_are_drawn(way: str) -> None:
    document = read(pdf_file([Page(WAYS[way] + table_words())]), ocr="never")
    (grid,) = document.grids
    assert (grid.row_count, grid.column_count) == (1, 2)
    assert [cell.span.of(document.text) for cell in grid.cells] == ["行政许可", "36"]


@pytest.mark.parametrize(
    "shade", ["78 562 60 16 re", "78 570 20 16 re f 102 570 20 16 re", "72 560 100 40 re"]
)
def test_a_shade_in_a_cell_is_no_cell(shade: str) -> None:
    content = f".9 g {shade} f 0 g " + strokes() + table_words()
    assert read(pdf_file([Page(content)])).text == "行政许可\t36"


def test_shades_in_the_midst_of_a_line_are_no_table() -> None:
    shades = ".9 .9 0 rg 96 696 24 16 re f 120 696 24 16 re f 0 g "
    assert read(pdf_file([Page(shades + words("全年公开信息十二条", 72, 700))])).text == (
        "全年公开信息十二条"
    )


def test_cells_that_are_filled_apart_in_a_frame_are_a_table() -> None:
    fills = "".join(f".9 g {x} {y} 98 18 re f\n" for x in (73, 173) for y in (581, 561))
    frame = "0 G 20 20 560 760 re S\n0 g "
    text = words("许可", 80, 585) + words("3", 180, 585) + words("处罚", 80, 565)
    document = read(pdf_file([Page(fills + frame + text)]))
    assert document.text == "许可\t3\n处罚\t"


def test_lines_in_a_form_are_moved_with_it() -> None:
    table = form("q 1 0 0 1 100 0 cm " + strokes() + "Q\n", entries="/Matrix [1 0 0 1 -50 -20]")
    page = Page("q 1 0 0 1 -50 20 cm /T Do Q\n" + table_words(), drawn_with={"T": 10})
    document = read(pdf_file([page], {10: table}), ocr="never")
    assert [cell.span.of(document.text) for cell in document.grids[0].cells] == ["行政许可", "36"]


def test_lines_of_a_turned_page_are_turned_with_it() -> None:
    page = Page(
        f"q 0 1 -1 0 700 0 cm {strokes()}{table_words()} Q\n", box="0 0 700 600",
        entries="/Rotate 90",
    )  # fmt: skip
    document = read(pdf_file([page]), ocr="never")
    assert [cell.span.of(document.text) for cell in document.grids[0].cells] == ["行政许可", "36"]


def test_pictures_one_pixel_high_are_lines() -> None:
    lines = "".join(
        f"q {c - a or 0.5} 0 0 {d - b or 0.5} {a} {b} cm /P Do Q\n" for a, b, c, d in TABLE
    )
    page = Page(lines + table_words(), drawn_with={"P": 10})
    document = read(pdf_file([page], {10: PICTURE}), ocr="never")
    assert len(document.grids) == 1


@pytest.mark.parametrize(
    "content",
    [
        "1 g 72 560 200 40 re f\n",  # a white ground
        "1 G 72 560 200 40 re S\n",  # white lines
        "72 560 200 40 re n\n",  # not drawn
        "72 560 m 272 600 l S\n",  # slanting
        "72 560 m 72 600 272 600 272 560 c S\n",  # a curve
    ],
)
def test_what_shows_no_straight_line_is_none(content: str) -> None:
    found = drawings_of(pdf_file([Page(content)]))
    assert found.lines == []
    assert not found.shades


def test_pictures_have_their_boxes_and_count_as_ground() -> None:
    page = Page("q 300 0 0 200 100 50 cm /P Do Q\n", drawn_with={"P": 10})
    found = drawings_of(pdf_file([page], {10: PICTURE}))
    assert found.pictures == [pytest.approx((100, 50, 400, 250))]
    assert found.areas == found.pictures


def test_more_objects_than_any_page_has_are_left_out_with_a_notice(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("gongkai.extract.reading.pdf.drawings.PDF_OBJECTS", 10)
    lines = strokes([(72, y, 300, y) for y in range(100, 400, 10)])
    document = read(pdf_file([Page(words("年报全文", 72, 700) + lines)]), ocr="never")
    assert document.text == "年报全文"
    assert [notice.code for notice in document.notices] == ["drawings_left_out"]


def test_more_corners_than_any_page_has_are_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gongkai.extract.reading.pdf.drawings.PDF_SEGMENTS", 20)
    path = " ".join(f"{x} {100 + x % 7} l" for x in range(100, 200))
    found = drawings_of(pdf_file([Page(f"90 100 m {path} S\n" + strokes())]))
    assert found.is_cut
    assert found.lines == []


def test_forms_nested_deeper_than_any_page_has_are_left_out() -> None:
    objects = {
        number: form("/N Do " + strokes([(72, number, 300, number)]), {"N": number + 1})
        for number in range(10, 60)
    }
    found = drawings_of(pdf_file([Page("/N Do\n", drawn_with={"N": 10})], objects))
    assert found.is_cut
    assert 5 < len(found.lines) <= 12
