"""PDF files as a whole: what is refused, what is told, what is left out."""

from __future__ import annotations

import threading
import time

import pytest
from fpdf import FPDF
from fpdf.enums import EncryptionMethod
from hypothesis import given
from hypothesis import strategies as st

from gongkai.extract.errors import ReadError
from gongkai.extract.reading import limits, read
from gongkai.models.document import Document
from tests.examples import examples
from tests.extract.reading.pdf.files import (
    PICTURE,
    TABLE,
    Page,
    form,
    lines_of_text,
    pdf_file,
    stream,
    table_words,
    words,
)

SENTENCE = "全年收到信息公开申请十二件。"
SCAN = Page("q 600 0 0 800 0 0 cm /Im Do Q\n", drawn_with={"Im": 10})
#: Codes that mean nothing, in a font that does not name its glyphs.
GARBAGE = Page("BT /F2 12 Tf 1 0 0 1 72 700 Tm <010201030104010501060107> Tj ET")
BLANK = Page("")
TEXT = Page(words(SENTENCE, 72, 700))


def file_of(*pages: Page) -> bytes:
    return pdf_file(pages, {10: PICTURE})


def refusal(data: bytes, ocr: str = "never") -> ReadError:
    with pytest.raises(ReadError) as caught:
        read(data, ocr=ocr)
    return caught.value


def codes_of(document: Document) -> list[str]:
    return [notice.code for notice in document.notices]


def locked_file(*, password: str) -> bytes:
    pdf = FPDF()
    pdf.add_page()
    pdf.set_font("Helvetica", size=12)
    pdf.set_encryption("owner", password, encryption_method=EncryptionMethod.RC4)
    pdf.cell(text="Annual report 2023")
    return bytes(pdf.output())


def test_a_report_has_its_media_type_and_no_date_of_publication() -> None:
    data = pdf_file([TEXT], {11: b"<< /CreationDate (D:20240131120000) /Author (wang) >>"},
                    trailer="/Info 11 0 R")  # fmt: skip
    document = read(data, ocr="never")
    assert document.source.media_type == "application/pdf"
    assert document.metadata.published is None
    assert document.metadata.issuer is None
    assert document.layout is not None
    assert len(document.layout.pages) == len(document.text)


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("某某镇2023年政府信息公开工作年度报告", "某某镇2023年政府信息公开工作年度报告"),
        ("Microsoft Word - 某某镇2023年政府信息公开年报.doc", "某某镇2023年政府信息公开年报"),
        ("Microsoft Word - 文档1.docx", None),
        ("附件1", None),
        ("", None),
        ("公开报告" * 100, None),
    ],
)
def test_the_title_of_the_file_counts_if_it_names_a_report(
    title: str, expected: str | None
) -> None:
    info = f"<< /Title <feff{title.encode('utf-16-be').hex()}> >>".encode()
    document = read(pdf_file([TEXT], {11: info}, trailer="/Info 11 0 R"), ocr="never")
    assert document.metadata.title == expected


def test_a_file_that_only_its_owner_may_change_is_read() -> None:
    assert read(locked_file(password=""), ocr="never").text == "Annual report 2023"


def test_a_file_under_a_password_is_refused() -> None:
    word = "some word"
    error = refusal(locked_file(password=word))
    assert error.code == "encrypted"
    assert "password" in str(error)


@pytest.mark.parametrize(
    "data",
    [b"%PDF-1.4\n", b"%PDF-1.7\nnothing of use", file_of(TEXT)[:200], b"%PDF-1.4" + bytes(5000)],
)
def test_a_file_of_which_nothing_is_left_is_refused(data: bytes) -> None:
    assert refusal(data).code == "damaged"


def test_a_file_cut_off_before_its_directory_is_repaired() -> None:
    data = file_of(TEXT)
    document = read(data[: data.index(b"xref")], ocr="never")
    assert document.text == SENTENCE
    assert codes_of(document) == ["file_repaired"]


def test_a_file_behind_other_bytes_is_read() -> None:
    assert read(b"\r\n\r\n" + file_of(TEXT), ocr="never").text == SENTENCE


def test_pages_without_text_are_named_and_the_remedy_with_them() -> None:
    document = read(file_of(TEXT, SCAN, BLANK, GARBAGE, SCAN, TEXT), ocr="never")
    assert document.text == f"{SENTENCE}\n{SENTENCE}"
    (notice,) = document.notices
    assert notice.code == "page_without_text"
    assert "2, 4–5" in notice.message
    assert "--ocr auto" in notice.message
    assert "gongkai[ocr]" in notice.message


@pytest.mark.parametrize("pages", [(SCAN, SCAN), (GARBAGE,), (SCAN, BLANK)])
def test_a_file_whose_pages_are_all_without_text_is_refused(pages: tuple[Page, ...]) -> None:
    error = refusal(file_of(*pages))
    assert error.code == "no_text"
    assert "--ocr auto" in str(error)


def test_lines_without_text_make_no_table() -> None:
    lines = "".join(f"{a} {b} m {c} {d} l S\n" for a, b, c, d in TABLE)
    page = Page(lines + GARBAGE.content)
    document = read(file_of(TEXT, page), ocr="never")
    assert document.text == SENTENCE
    assert not document.grids


def test_a_blank_file_is_refused_without_a_word_about_recognition() -> None:
    error = refusal(file_of(BLANK, BLANK))
    assert error.code == "no_text"
    assert "ocr" not in str(error)


def test_characters_that_their_font_does_not_name_are_told_of() -> None:
    page = Page(lines_of_text(*[SENTENCE] * 9) + "BT /F2 12 Tf 1 0 0 1 72 300 Tm <01020103> Tj ET")
    document = read(file_of(page), ocr="never")
    assert "\ufffd" in document.text
    assert codes_of(document) == ["unreadable_characters"]


@pytest.mark.parametrize(
    "box",
    ["0 0 0 0", "0 0 1e9 1e9", "600 800 0 0", "0 0 -600 -800", "nan nan inf inf", "0 0 600",
     "-1e30 -1e30 1e30 1e30", "0 0 1e-9 1e-9"],
)  # fmt: skip
def test_pages_of_impossible_sizes_are_read_or_refused(box: str) -> None:
    try:
        document = read(file_of(Page(words(SENTENCE, 72, 700), box=box)), ocr="never")
    except ReadError as error:
        assert error.code in {"no_text", "damaged"}  # noqa: PT017
    else:
        assert document.text in {SENTENCE, ""}


def test_a_file_that_says_it_has_a_million_pages_is_given_up_soon() -> None:
    started = time.perf_counter()
    document = read(pdf_file([TEXT], count=1_000_000), ocr="never")
    assert document.text == SENTENCE
    assert time.perf_counter() - started < 5


def test_pages_and_characters_beyond_those_of_any_report_are_left_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pages = [Page(lines_of_text(f"{digit}、{SENTENCE}", top=400)) for digit in "一二三四五"]
    data = file_of(*pages)
    monkeypatch.setattr("gongkai.extract.reading.pdf.reading.PAGES", 3)
    document = read(data, ocr="never")
    assert document.text.count(SENTENCE) == 3
    assert codes_of(document) == ["pages_left_out"]
    monkeypatch.setattr("gongkai.extract.reading.pdf.reading.PAGE_GLYPHS", 8)
    document = read(data, ocr="never")
    assert SENTENCE not in document.text
    assert codes_of(document) == ["characters_left_out", "pages_left_out"]
    monkeypatch.setattr("gongkai.extract.reading.pdf.reading.PAGE_GLYPHS", 100)
    monkeypatch.setattr("gongkai.extract.reading.pdf.reading.DOCUMENT_GLYPHS", 20)
    document = read(data, ocr="never")
    assert document.text.count(SENTENCE) == 1
    assert codes_of(document) == ["characters_left_out", "pages_left_out"]


def test_a_form_that_draws_itself_ends() -> None:
    itself = form(words(SENTENCE, 72, 600) + "/N Do\n", {"N": 11})
    page = Page(words(SENTENCE, 72, 700) + "/N Do\n", drawn_with={"N": 11})
    assert SENTENCE in read(pdf_file([page], {11: itself}), ocr="never").text


def test_a_page_that_cannot_be_opened_is_named() -> None:
    data = file_of(TEXT, TEXT)
    document = read(
        data.replace(b"102 0 obj\n<< /Type /Page ", b"102 0 obj\n[ /Type /Page  "), ocr="never"
    )
    assert document.text == SENTENCE
    assert codes_of(document) == ["page_damaged"]


def test_scripts_and_attached_files_are_not_read() -> None:
    catalog = (
        b"<< /Type /Catalog /Pages 2 0 R /OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >> "
        b"/Names << /EmbeddedFiles << /Names [(a.txt) 12 0 R] >> >> >>"
    )
    attached = {
        1: catalog,
        12: b"<< /Type /Filespec /F (a.txt) /EF << /F 13 0 R >> >>",
        13: stream("hidden"),
    }
    assert read(pdf_file([TEXT], attached), ocr="never").text == SENTENCE


def test_files_are_read_from_several_threads_at_once() -> None:
    data = file_of(*[Page(lines_of_text(*[SENTENCE] * 20))] * 3)
    expected = read(data, ocr="never").text
    found: list[str] = []

    def work() -> None:
        found.extend(read(data, ocr="never").text for _ in range(5))

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [expected] * 20


WHOLE = pdf_file(
    [
        Page("".join(f"{a} {b} m {c} {d} l S\n" for a, b, c, d in TABLE) + table_words()),
        Page("/N Do\n" + words(SENTENCE, 72, 700), drawn_with={"N": 11, "Im": 10}),
    ],
    {10: PICTURE, 11: form(words(SENTENCE, 72, 600))},
)


def read_or_refused(data: bytes) -> None:
    try:
        document = read(data, ocr="never")
    except ReadError as error:
        assert str(error).endswith(".")  # noqa: PT017
    else:
        assert document.text


@given(st.integers(min_value=5, max_value=len(WHOLE)))
def test_a_file_cut_off_anywhere_is_read_or_refused(length: int) -> None:
    read_or_refused(WHOLE[:length])


@given(
    st.lists(
        st.tuples(st.integers(5, len(WHOLE) - 1), st.integers(0, 255)), min_size=1, max_size=40
    )
)
@examples(200)
def test_a_file_with_bytes_changed_anywhere_is_read_or_refused(
    changes: list[tuple[int, int]],
) -> None:
    data = bytearray(WHOLE)
    for place, value in changes:
        data[place] = value
    read_or_refused(bytes(data))


def test_the_limits_are_far_above_what_reports_have() -> None:
    assert limits.PDF_OBJECTS >= 10 * 5_000
    assert limits.PDF_FORM_DEPTH >= 6
