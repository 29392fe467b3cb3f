"""The characters of pages: which are read, and where they stand."""

from __future__ import annotations

import io
import zlib

import pytest
from fontTools.fontBuilder import FontBuilder  # type: ignore[import-untyped]
from fontTools.pens.ttGlyphPen import TTGlyphPen  # type: ignore[import-untyped]

from gongkai.extract.reading import read
from gongkai.extract.reading.pdf import read_pdf
from gongkai.extract.reading.pdf.library import open_document
from gongkai.extract.reading.pdf.sheet import Sheet, Writing, read_sheet
from gongkai.extract.reading.pdf.stand_in_font import fonts_stood_in
from gongkai.extract.reading.recognition import Recognition
from gongkai.models.document import Document, Span
from tests.extract.reading.pdf.files import (
    PICTURE,
    TABLE,
    Page,
    form,
    lines_of_text,
    pdf_file,
    placed_words,
    stream,
    words,
)

SENTENCE = "全年收到信息公开申请十二件。"
#: A white page's colours.
BLACK, WHITE = "0 g ", "1 g "


def document_of(content: str, **page: object) -> Document:
    return read(pdf_file([Page(content, **page)]), ocr="never")  # type: ignore[arg-type]


def text_of(content: str) -> str:
    return document_of(content).text


def sheet_of(data: bytes) -> Sheet:
    with fonts_stood_in(), open_document(data) as document:
        return read_sheet(document, 0, 10_000)


def test_each_character_has_its_place_from_the_top_left_corner() -> None:
    document = document_of(words("年报", 72, 700, 20))
    assert document.text == "年报"
    assert document.layout is not None
    place = document.layout.place(Span(1, 2))
    assert place is not None
    assert place.page == 1
    left, top, right, bottom = place.box
    assert (left, right) == pytest.approx((92, 112), abs=0.5)
    assert top < 100 < bottom
    assert bottom - top == pytest.approx(20, abs=2)


@pytest.mark.parametrize("turns", [0, 1, 2, 3])
def test_a_turned_page_is_read_as_it_is_shown(turns: int) -> None:
    """The text lies in the file so that the page has to be turned to be read."""
    matrices = {
        0: "1 0 0 1 72 700", 1: "0 1 -1 0 100 72", 2: "-1 0 0 -1 528 100", 3: "0 -1 1 0 500 728",
    }  # fmt: skip
    content = placed_words(SENTENCE, matrices[turns])
    for entries in (f"/Rotate {90 * turns}", ""):  # said by the page, or by its text alone
        document = document_of(content, entries=entries)
        assert document.text == SENTENCE
        assert document.layout is not None
        first, last = (document.layout.place(Span(at, at + 1)) for at in (0, len(SENTENCE) - 1))
        assert first is not None
        assert last is not None
        assert first.box == pytest.approx((72, 100 - 12 * 0.88, 84, 100 + 12 * 0.12), abs=2)
        assert last.box[0] == pytest.approx(72 + 12 * (len(SENTENCE) - 1), abs=1)


def test_places_count_from_the_corner_of_the_area_that_is_shown() -> None:
    document = document_of(
        words(SENTENCE, 172, 600), box="-50 -50 650 850", entries="/CropBox [100 100 500 700]"
    )
    assert document.layout is not None
    place = document.layout.place(Span(0, 1))
    assert place is not None
    assert place.box[0] == pytest.approx(72, abs=0.5)
    assert place.box[1] < 100 < place.box[3]


def test_text_outside_the_page_is_not_there() -> None:
    content = words(SENTENCE, 72, 700) + words("看不见的字", 72, 900) + words("也看不见", -300, 700)
    assert text_of(content) == SENTENCE


def test_text_in_white_is_left_out_but_not_on_a_dark_ground() -> None:
    header = "0 0 0.5 rg 60 590 300 30 re f\n" + WHITE + words("信息内容", 72, 600)
    hidden = WHITE + words("藏起来的字", 72, 500)
    assert text_of(header + hidden + BLACK + words(SENTENCE, 72, 400)) == f"信息内容\n{SENTENCE}"


def test_text_that_is_not_drawn_is_left_out_beside_text_that_is() -> None:
    assert text_of(words(SENTENCE, 72, 700) + words("暗记", 72, 500, mode=3)) == SENTENCE


def test_text_under_a_scan_is_read_and_told_of() -> None:
    scan = "q 600 0 0 800 0 0 cm /Im Do Q\n"
    page = Page(scan + words(SENTENCE, 72, 700, mode=3), drawn_with={"Im": 10})
    contents = read_pdf(pdf_file([page], {10: PICTURE}), Recognition.NEVER)
    assert contents.text == SENTENCE
    assert [notice.code for notice in contents.notices] == ["text_under_scan"]


def test_characters_drawn_twice_to_make_them_bold_are_read_once() -> None:
    shifts = ((0, 0), (0.4, 0), (0.4, 0.3))
    content = "".join(words(SENTENCE, 72 + x, 700 + y) for x, y in shifts)
    # Letter by letter as well, and equal digits side by side stay two.
    letters = "".join(
        words(letter, 72 + 6 * place + shift, 650)
        for place, letter in enumerate("1100") for shift in (0, 0.3)
    )  # fmt: skip
    assert text_of(content + letters) == f"{SENTENCE}\n1100"


def test_single_characters_are_read_without_any_font() -> None:
    content = "".join(words(digit, 72 + 100 * place, 700) for place, digit in enumerate("0无0"))
    assert text_of(content).split() == ["0", "无", "0"]


def test_a_watermark_aslant_is_left_out() -> None:
    mark = "0.8 g " + placed_words("内部资料", "0.7 0.7 -0.7 0.7 150 300", 60) + BLACK
    assert text_of(mark + words(SENTENCE, 72, 700)) == SENTENCE


@pytest.mark.parametrize("matrix", ["1 0 0 1 60 690", "0 1 -1 0 150 640"])
def test_a_pale_watermark_over_the_text_is_left_out(matrix: str) -> None:
    mark = ".8 g " + placed_words("内部资料", matrix, 50) + "0 g "
    lines = ["全年公开信息十二条。", "召开会议三次。"]
    assert text_of(mark + lines_of_text(*lines, top=710)) == "\n".join(lines)


def test_pale_text_of_the_usual_size_is_read() -> None:
    assert text_of(words("公开", 72, 700) + ".8 g " + words("指南", 72, 680)) == "公开\n指南"


@pytest.mark.parametrize(
    ("first", "second"),
    [("0 1 -1 0 100 561", "0 1 -1 0 114 561"), ("0 -1 1 0 106 597", "0 -1 1 0 92 597")],
    ids=["upwards", "downwards"],
)
def test_labels_turned_sideways_are_read_in_their_order(first: str, second: str) -> None:
    lines = "".join(f"{a} {b} m {c} {d} l S\n" for a, b, c, d in TABLE)
    label = placed_words("本年度", first, 10) + placed_words("办结", second, 10)
    rest = words("36", 180, 575) + words("全年公开信息十二条，召开会议三次。", 72, 700)
    assert text_of(lines + label + rest).split("\n")[1] == "本年度办结\t36"


def test_a_page_that_was_scanned_a_little_aslant_keeps_its_text() -> None:
    assert text_of(placed_words(SENTENCE, "0.9994 0.0349 -0.0349 0.9994 72 700")) == SENTENCE


def test_text_in_forms_is_read_where_they_are_drawn() -> None:
    inner = form(words(SENTENCE, 0, 0), entries="/Matrix [1 0 0 1 10 0]")
    outer = form("q 1 0 0 1 20 0 cm /B Do Q\n", {"B": 11})
    page = Page("q 1 0 0 1 42 700 cm /A Do Q\n", drawn_with={"A": 10})
    document = read(pdf_file([page], {10: outer, 11: inner}), ocr="never")
    assert document.text == SENTENCE
    assert document.layout is not None
    place = document.layout.place(Span(0, 1))
    assert place is not None
    assert place.box[0] == pytest.approx(72, abs=0.5)


def mapped_font(mapping: str) -> dict[int, bytes]:
    """Return the font F2 with names for its glyphs, as lines of a character map."""
    lines = mapping.splitlines()
    cmap = (
        "/CIDInit /ProcSet findresource begin begincmap /CMapName /A def /CMapType 2 def "
        "1 begincodespacerange <0000> <ffff> endcodespacerange "
        f"{len(lines)} beginbfchar {mapping} endbfchar endcmap end"
    )
    font = (
        b"<< /Type /Font /Subtype /Type0 /BaseFont /Cut+Font /Encoding /Identity-H "
        b"/DescendantFonts [7 0 R] /ToUnicode 10 0 R >>"
    )
    return {6: font, 10: stream(cmap)}


def mapped_glyphs(mapping: str, codes: str) -> list[str]:
    content = f"BT /F2 12 Tf 1 0 0 1 72 700 Tm <{codes}> Tj ET"
    data = pdf_file([Page(content)], mapped_font(mapping))
    return [glyph.text for glyph in sheet_of(data).content.glyphs]


def test_characters_that_a_font_draws_as_one_are_one_glyph() -> None:
    assert mapped_glyphs("<0001> <006600660069>\n<0002> <4ef6>", "000100020002") == \
        ["ffi", "件", "件"]  # fmt: skip


def test_characters_beyond_the_basic_plane_are_whole() -> None:
    assert mapped_glyphs("<0001> <d842dfb7>\n<0002> <4ef6>", "00010002") == ["\U00020bb7", "件"]


def test_a_glyph_without_a_name_among_many_with_one_stands_as_unreadable() -> None:
    names = "\n".join(f"<{code:04x}> <{0x4E00 + code:04x}>" for code in range(1, 26))
    codes = "".join(f"{code:04x}" for code in range(1, 27))
    assert mapped_glyphs(names, codes)[-2:] == ["\u4e19", "\ufffd"]


def test_single_figures_in_the_fonts_without_shapes_of_scanners_are_read() -> None:
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder([".notdef"])
    builder.setupCharacterMap({})
    builder.setupGlyf({".notdef": TTGlyphPen(None).glyph()})
    builder.setupHorizontalMetrics({".notdef": (1000, 0)})
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    builder.setupOS2()
    builder.setupPost()
    written = io.BytesIO()
    builder.font.save(written)
    packed = zlib.compress(written.getvalue())
    shape = f"<< /Length {len(packed)} /Length1 {len(written.getvalue())} /Filter /FlateDecode >>"
    objects = {
        **mapped_font("<0000> <0037>\n<0001> <4ef6>"),
        8: b"<< /Type /FontDescriptor /FontName /Cut+Font /Flags 4 /FontBBox [0 -120 1000 880] "
        b"/ItalicAngle 0 /Ascent 880 /Descent -120 /StemV 93 /FontFile2 11 0 R >>",
        11: shape.encode() + b"\nstream\n" + packed + b"\nendstream",
        12: PICTURE,
    }
    figures = "".join(
        f"BT 3 Tr /F2 12 Tf 1 0 0 1 {x} 700 Tm <0000> Tj ET\n" for x in (72, 172, 272)
    )
    page = Page("q 600 0 0 800 0 0 cm /Im Do Q\n" + figures, drawn_with={"Im": 12})
    sheet = sheet_of(pdf_file([page], objects))
    assert sheet.writing is Writing.UNDER_SCAN
    assert [(glyph.text, round(glyph.left)) for glyph in sheet.content.glyphs] == \
        [("7", 72), ("7", 172), ("7", 272)]  # fmt: skip


def test_letters_and_digits_of_a_western_font_are_read() -> None:
    telephone = "BT /F3 12 Tf 1 0 0 1 72 650 Tm (Tel 0571-88) Tj ET"
    assert text_of(words(SENTENCE, 72, 700) + telephone) == f"{SENTENCE}\nTel 0571-88"


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("", Writing.BLANK),
        (words(SENTENCE, 72, 700), Writing.SHOWN),
        ("BT /F2 12 Tf 1 0 0 1 72 700 Tm <01020103010401050106> Tj ET", Writing.ILLEGIBLE),
        ("".join(f"{x} 100 m {x} 120 {x} 130 {x + 5} 90 c f\n" for x in range(90, 400, 10)),
         Writing.MISSING),
    ],
)  # fmt: skip
def test_what_kind_of_text_a_page_gives_is_known(content: str, expected: Writing) -> None:
    assert sheet_of(pdf_file([Page(content)])).writing is expected
