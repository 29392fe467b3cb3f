"""Pages that are drawn and read like pictures; what recognises text is stood in for."""

from __future__ import annotations

import importlib
import sys
import zlib
from collections.abc import Callable
from types import ModuleType

import numpy as np
import pytest
from numpy.typing import NDArray

from gongkai.extract.errors import ReadError
from gongkai.extract.reading import read
from gongkai.extract.reading.limits import PDF_DRAWN_PIXELS
from gongkai.extract.reading.pages import Glyph, PageContent, Ruling
from gongkai.extract.reading.pdf.recognising import draw
from tests.extract.reading.pdf.files import PICTURE, TABLE, Page, pdf_file, table_words, words
from tests.extract.reading.pdf.test_text import sheet_of

SENTENCE = "全年收到信息公开申请十二件。"
SCAN = Page("q 600 0 0 800 0 0 cm /Im Do Q\n", drawn_with={"Im": 10})
TEXT = Page(words(SENTENCE, 72, 700))
Recogniser = Callable[[NDArray[np.uint8], int, float, float], PageContent]


def row_of(text: str, x: float, y: float) -> tuple[Glyph, ...]:
    return tuple(
        Glyph(letter, x + 12 * place, y, x + 12 * place + 12, y + 12, 0.9)
        for place, letter in enumerate(text)
    )


class Stub:
    """Recognises the same words on every page, and remembers which pages it saw."""

    def __init__(self, text: str = "扫描件的文字") -> None:
        self.pages: list[int] = []
        self._text = text

    def __call__(
        self, image: NDArray[np.uint8], number: int, width: float, height: float
    ) -> PageContent:
        assert image.dtype == np.uint8
        assert image.shape[2] == 3
        self.pages.append(number)
        glyphs = row_of(f"{self._text}{number}", 72, 400)
        return PageContent(number, width, height, glyphs, (), recognised=True)


def missing(_image: NDArray[np.uint8], _number: int, _width: float, _height: float) -> PageContent:
    raise ReadError("missing_extra", "Scans need more; install gongkai[ocr].")


@pytest.fixture
def install(monkeypatch: pytest.MonkeyPatch) -> Callable[[Recogniser], None]:
    def put_in(recogniser: Recogniser) -> None:
        module = ModuleType("gongkai.extract.reading.pictures")
        monkeypatch.setattr(module, "recognise_page", recogniser, raising=False)
        monkeypatch.setitem(sys.modules, module.__name__, module)

    return put_in


def file_of(*pages: Page) -> bytes:
    return pdf_file(pages, {10: PICTURE})


def test_pages_without_text_are_recognised_and_the_others_are_not(
    install: Callable[[Recogniser], None],
) -> None:
    stub = Stub()
    install(stub)
    last = Page(words("特此报告。", 72, 500))
    document = read(file_of(TEXT, SCAN, last), ocr="auto")
    assert stub.pages == [2]
    assert document.text.split("\n") == [SENTENCE, "扫描件的文字2", "特此报告。"]
    assert not document.notices
    assert document.layout is not None
    assert document.layout.certainties is not None
    assert document.layout.certainties.min() == pytest.approx(0.9)


def test_all_pages_that_show_anything_are_recognised_if_that_is_wanted(
    install: Callable[[Recogniser], None],
) -> None:
    stub = Stub()
    install(stub)
    document = read(file_of(TEXT, Page(""), SCAN), ocr="always")
    assert stub.pages == [1, 3]
    assert SENTENCE not in document.text


def test_no_page_is_recognised_if_that_is_not_wanted(
    install: Callable[[Recogniser], None],
) -> None:
    stub = Stub()
    install(stub)
    read(file_of(TEXT, SCAN), ocr="never")
    assert not stub.pages


def test_text_in_a_large_picture_is_added_to_that_of_its_page(
    install: Callable[[Recogniser], None],
) -> None:
    """The picture covers the lower half of the page; the upper half has text."""

    def recognise(
        _image: NDArray[np.uint8], number: int, width: float, height: float
    ) -> PageContent:
        glyphs = (*row_of("行政许可", 80, 500), *row_of("36", 280, 500), *row_of(SENTENCE, 72, 89))
        box = ((72, 480, 372, 480), (72, 530, 372, 530), (72, 480, 72, 530), (222, 480, 222, 530),
               (372, 480, 372, 530), (72, 80, 372, 80))  # fmt: skip
        rulings = tuple(Ruling(*line) for line in box)
        return PageContent(number, width, height, glyphs, rulings, recognised=True)

    install(recognise)
    picture = "q 500 0 0 380 50 10 cm /Im Do Q\n"
    page = Page(words(SENTENCE, 72, 700) + picture, drawn_with={"Im": 10})
    document = read(file_of(page), ocr="auto")
    assert document.text == f"{SENTENCE}\n行政许可\t36"
    assert len(document.grids) == 1


def test_text_under_a_scan_stands_in_the_table_that_the_scan_shows() -> None:
    pytest.importorskip("cv2", reason="needs gongkai[ocr]")
    lines = "".join(f"1 w {a} {b} m {c} {d} l S\n" for a, b, c, d in TABLE)
    shown = pdf_file([Page(lines + table_words() + words(SENTENCE, 72, 700))])
    drawn = draw(shown, sheet_of(shown))
    rows, columns, _ = drawn.shape
    picture = zlib.compress(drawn.tobytes())
    scan = (
        f"<< /Type /XObject /Subtype /Image /Width {columns} /Height {rows} /ColorSpace "
        f"/DeviceRGB /BitsPerComponent 8 /Filter /FlateDecode /Length {len(picture)} >>\nstream\n"
    ).encode() + picture + b"\nendstream"  # fmt: skip
    under = (table_words() + words(SENTENCE, 72, 700)).replace("0 Tr", "3 Tr")
    document = read(pdf_file([Page(SCAN.content + under, drawn_with={"Im": 10})], {10: scan}))
    assert document.text == f"{SENTENCE}\n行政许可\t36"
    assert len(document.grids) == 1
    assert [notice.code for notice in document.notices] == ["text_under_scan"]


def test_a_picture_behind_the_text_or_a_small_one_is_not_read(
    install: Callable[[Recogniser], None],
) -> None:
    stub = Stub()
    install(stub)
    ground = Page(
        SCAN.content + "".join(words(SENTENCE, 72, y) for y in range(300, 700, 30)),
        drawn_with={"Im": 10},
    )
    logo = Page("q 90 0 0 90 250 700 cm /Im Do Q\n" + words(SENTENCE, 72, 600),
                drawn_with={"Im": 10})  # fmt: skip
    read(file_of(ground, logo), ocr="auto")
    assert not stub.pages


def test_without_what_recognises_text_the_other_pages_are_read(
    install: Callable[[Recogniser], None],
) -> None:
    install(missing)
    document = read(file_of(TEXT, SCAN), ocr="auto")
    assert document.text == SENTENCE
    (notice,) = document.notices
    assert notice.code == "page_without_text"
    assert "pip install 'gongkai[ocr]'" in notice.message


def test_a_large_picture_that_is_not_read_is_told_of(
    install: Callable[[Recogniser], None],
) -> None:
    install(missing)
    picture = "q 500 0 0 380 50 10 cm /Im Do Q\n"
    page = Page(words(SENTENCE, 72, 700) + picture, drawn_with={"Im": 10})
    for ocr in ("auto", "never"):
        document = read(file_of(page, Page(words("特此报告。", 72, 500))), ocr=ocr)
        (notice,) = document.notices
        assert notice.code == "picture_not_read"
        assert "tables: 1;" in notice.message


def test_a_scan_with_page_numbers_as_its_only_text_is_a_scan() -> None:
    pages = [Page(SCAN.content + words(f"- {n} -", 290, 20), drawn_with={"Im": 10}) for n in (1, 2)]
    with pytest.raises(ReadError, match=r"are pictures.*--ocr auto"):
        read(file_of(*pages), ocr="never")
    with pytest.raises(ReadError, match="but for page numbers"):
        read(file_of(*[Page(words(f"- {n} -", 290, 20)) for n in (1, 2)]), ocr="never")


def test_a_function_for_pictures_that_was_renamed_is_no_missing_package(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pytest.importorskip("cv2", reason="needs gongkai[ocr]")
    lines = importlib.import_module("gongkai.extract.reading.pictures.lines")
    monkeypatch.delattr(lines, "lines_of")
    under = words(SENTENCE, 72, 700).replace("0 Tr", "3 Tr")
    with pytest.raises(ImportError, match="lines_of"):
        read(file_of(Page(SCAN.content + under, drawn_with={"Im": 10})), ocr="auto")


@pytest.mark.parametrize("ocr", ["auto", "always"])
def test_without_what_recognises_text_a_scan_is_refused(
    install: Callable[[Recogniser], None], ocr: str
) -> None:
    install(missing)
    with pytest.raises(ReadError) as caught:
        read(file_of(SCAN), ocr=ocr)
    assert caught.value.code == "missing_extra"
    assert "gongkai[ocr]" in str(caught.value)


def test_a_scan_on_which_nothing_is_recognised_is_refused(
    install: Callable[[Recogniser], None],
) -> None:
    install(lambda _, number, width, height: PageContent(number, width, height, (), (), True))
    with pytest.raises(ReadError) as caught:
        read(file_of(SCAN), ocr="auto")
    assert caught.value.code == "no_text"
    assert "300 dots" in str(caught.value)


def test_more_pages_than_any_report_has_are_not_recognised(
    install: Callable[[Recogniser], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    stub = Stub()
    install(stub)
    monkeypatch.setattr("gongkai.extract.reading.pdf.recognising.PDF_RECOGNISED_PAGES", 2)
    document = read(file_of(*[SCAN] * 4), ocr="auto")
    assert stub.pages == [1, 2]
    (notice,) = document.notices
    assert notice.code == "recognition_left_out"
    assert "3–4" in notice.message


@pytest.mark.parametrize(
    ("entries", "corner"), [("", (0, 0)), ("/Rotate 90", (0, 1)), ("/Rotate 180", (1, 1))]
)
def test_pages_are_drawn_upright(entries: str, corner: tuple[int, int]) -> None:
    """A black square stands in the top left corner of the page as the file has it."""
    data = pdf_file([Page("0 g 0 700 100 100 re f", entries=entries)])
    picture = draw(data, sheet_of(data))
    rows, columns = picture.shape[:2]
    height, width = (800, 600) if corner in {(0, 0), (1, 1)} else (600, 800)
    assert rows / columns == pytest.approx(height / width, rel=0.01)
    at = (corner[0] * (rows - 20) + 10, corner[1] * (columns - 20) + 10)
    assert picture[at].tolist() == [0, 0, 0]
    assert picture[rows // 2, columns // 2].tolist() == [255, 255, 255]


def test_colours_are_drawn_in_the_order_red_green_blue() -> None:
    data = pdf_file([Page("1 0 0 rg 0 0 600 800 re f")])
    assert draw(data, sheet_of(data))[500, 500].tolist() == [255, 0, 0]


@pytest.mark.parametrize(
    "box", ["0 0 100000 100000", "0 0 1000000 1", "0 0 1 1000000", "0 0 .1 .1"]
)
def test_pages_of_any_size_are_drawn_with_few_pixels(box: str) -> None:
    data = pdf_file([Page("", box=box)])
    rows, columns, _ = draw(data, sheet_of(data)).shape
    assert 1 <= rows * columns <= PDF_DRAWN_PIXELS
