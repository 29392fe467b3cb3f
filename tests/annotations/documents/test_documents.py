"""Documents of each format hold the report, checked without gongkai's readers."""

from __future__ import annotations

import re
import zipfile
from email import message_from_bytes
from email.policy import default
from io import BytesIO

import docx
import numpy as np
import pypdfium2
import pytest
from PIL import Image
from selectolax.lexbor import LexborHTMLParser

from gongkai.annotations.documents import (
    FORMATS,
    DocumentFormat,
    Family,
    drafted_reports,
    formats_of,
)
from gongkai.annotations.documents.archives import zip_of
from gongkai.annotations.documents.draft import Form, ReportDraft
from gongkai.annotations.documents.formats import missing_for_rendering
from gongkai.annotations.documents.office import convert, office_program
from gongkai.annotations.documents.page_layout import A4_LANDSCAPE, PageStyle, Rules
from gongkai.annotations.documents.paginating import paginate
from gongkai.annotations.documents.pdf import render_pdf
from gongkai.annotations.documents.scans import OFFICE, Wear, scan_pages, scan_pdf
from gongkai.annotations.documents.typesetting import stack, width_of, wrap
from gongkai.annotations.documents.word import WordStyle, render_word

DRAFTS = {report.draft.name: report.draft for report in drafted_reports()}
DRAFT = DRAFTS["2021_street_office_tabs"]
WEB = formats_of(["html"])
PAPER = [each for each in formats_of(["pdf"]) if not each.needs]


def bare(text: str) -> str:
    return re.sub(r"\s", "", text)


def paragraphs(draft: ReportDraft) -> list[str]:
    return [bare(block.text) for block in draft.blocks if not isinstance(block, Form)]


def labels(draft: ReportDraft) -> list[str]:
    return [bare(cell.text) for form in draft.forms for row in form.rows for cell in row.cells]


@pytest.mark.parametrize("document_format", WEB, ids=lambda each: each.name)
def test_a_page_declares_its_encoding_and_holds_every_paragraph(
    document_format: DocumentFormat,
) -> None:
    (page,) = document_format.documents([DRAFT])
    declared = re.search(rb"charset=[\"']?([\w-]+)", page.replace(b"\0", b""))
    assert declared is not None
    encoding = {"gb2312": "gb18030", "big5": "cp950"}.get(name := declared[1].decode(), name)
    text = bare(LexborHTMLParser(page.decode(encoding)).text())
    shown = document_format.shown(DRAFT)
    assert [each for each in paragraphs(shown) if each not in text] == []


@pytest.mark.parametrize("document_format", WEB, ids=lambda each: each.name)
def test_tables_of_pages_have_the_numbers_in_order(
    document_format: DocumentFormat,
) -> None:
    page = document_format.documents([DRAFT])[0].decode(
        "utf-16" if "utf_16" in document_format.name
        else "gb18030" if "gb18030" in document_format.name
        else "cp950" if "big5" in document_format.name else "utf-8"
    )  # fmt: skip
    cells = [bare(each.text()) for each in LexborHTMLParser(page).css("td, th")]
    wanted = labels(document_format.shown(DRAFT))
    iterator = iter(cells)
    assert all(label in iterator for label in wanted if label)


def test_a_web_archive_has_the_page_first_and_the_rest_beside_it() -> None:
    (data,) = FORMATS["mhtml_utf_8"].documents([DRAFT])
    message = message_from_bytes(data, policy=default)
    parts = list(message.iter_parts())
    assert [part.get_content_type() for part in parts] == ["text/html", "text/css", "image/gif"]
    source = parts[0].get_payload(decode=True)
    assert isinstance(source, bytes)
    page = source.decode("utf-8")
    assert paragraphs(DRAFT)[2] in bare(LexborHTMLParser(page).text())


@pytest.mark.parametrize("style", list(WordStyle))
def test_word_tables_have_merged_cells_where_the_form_has_them(style: WordStyle) -> None:
    document = docx.Document(BytesIO(render_word(DRAFT, style)))
    assert len(document.tables) == 3
    applications = document.tables[1]
    assert len(applications.columns) == 10
    assert applications.cell(3, 0).text == applications.cell(3, 2).text
    assert applications.cell(3, 9).text == "7"
    assert applications.cell(7, 1).text == applications.cell(9, 1).text != ""


def test_numbers_of_headings_are_the_programs_own_in_the_automatic_style() -> None:
    document = docx.Document(BytesIO(render_word(DRAFT, WordStyle.AUTOMATIC)))
    texts = [paragraph.text for paragraph in document.paragraphs]
    assert "总体情况" in texts
    assert "一、总体情况" not in texts
    assert DRAFT.title not in texts
    assert document.sections[0].header.paragraphs[0].text == DRAFT.title


@pytest.mark.parametrize("document_format", PAPER, ids=lambda each: each.name)
def test_a_pdf_file_holds_every_character_once(
    document_format: DocumentFormat,
) -> None:
    (data,) = document_format.documents([DRAFT])
    document = pypdfium2.PdfDocument(data)
    assert len(document) >= 3
    text = "".join(page.get_textpage().get_text_range() for page in document)
    found = sorted(character for character in bare(text) if character > "\u2e80")
    wanted = "".join([DRAFT.title, *paragraphs(DRAFT), *labels(DRAFT)])
    lost = sorted(character for character in bare(wanted) if character > "\u2e80")
    extra = len(found) - len(lost)
    assert extra >= 0
    if not document_format.name.endswith(("heads", "header")):
        assert found == lost


@pytest.mark.parametrize("rules", list(Rules))
def test_nothing_stands_outside_its_page(rules: Rules) -> None:
    for size in (A4_LANDSCAPE, (499.0, 709.0)):
        style = PageStyle(size=size, rules=rules, split_rows=True, stacked_labels=True)
        for page in paginate(DRAFT, style):
            assert all(0 < word.baseline < size[1] for word in page.words)
            ends = [word.left + width_of(word.text, word.size) for word in page.words]
            assert max(ends) < size[0]
            assert all(0 < line.top <= line.bottom < size[1] for line in page.lines)
            assert bool(page.lines) <= (rules is not Rules.NONE)


def test_a_table_that_crosses_pages_keeps_all_its_rows() -> None:
    for split in (False, True):
        pages = paginate(DRAFT, PageStyle(split_rows=split, margin=150))
        words = "".join(word.text for page in pages for word in page.words)
        assert len(pages) > 4
        assert all(label in words for label in ("2.重复申请", "（七）总计", "四、结转下年度"))


def test_lines_keep_numbers_whole_and_do_not_begin_with_punctuation() -> None:
    lines = wrap("全年公开信息1,126条，比上年增加214条。", width=60, size=10)
    assert lines == ["全年公开信息", "1,126条，比", "上年增加214", "条。"]
    assert wrap("合计12,345件（其中", width=50, size=10) == ["合计12,345", "件（其中"]
    assert wrap("共收到申请，其中", width=50, size=10) == ["共收到申请，", "其中"]
    assert wrap("共收到件（其中", width=50, size=10) == ["共收到件", "（其中"]
    assert stack("（三）不予公开") == ["（三）", "不", "予", "公", "开"]


def test_archives_have_names_in_gbk_without_a_flag() -> None:
    data = zip_of({"年报/总结.txt": b"a"})
    assert "年报/总结.txt".encode("gbk") in data
    with zipfile.ZipFile(BytesIO(data)) as archive:
        (entry,) = archive.infolist()
        assert not entry.flag_bits & 0x800
        assert archive.read(entry) == b"a"
        assert archive.testzip() is None


def test_names_of_formats_and_of_families_are_known() -> None:
    assert [each.name for each in formats_of(["docx", "mhtml"])] == [
        "docx",
        "mhtml_utf_8",
        "mhtml_gb18030",
    ]
    assert {each.family for each in formats_of([])} == set(Family)
    with pytest.raises(ValueError, match="choose from"):
        formats_of(["docs"])


def test_rendering_twice_gives_the_same_bytes() -> None:
    for name in ("html_word", "mhtml_utf_8", "pdf_plain", "pdf_stacked_labels", "zip"):
        assert FORMATS[name].documents([DRAFT]) == FORMATS[name].documents([DRAFT]), name


@pytest.mark.slow
@pytest.mark.skipif(
    bool(missing_for_rendering(FORMATS["scan_pdf"].needs)), reason="no Chinese font is installed"
)
def test_scans_are_pictures_that_are_worn_the_same_each_time() -> None:
    pdf = render_pdf(DRAFTS["2020_township_spaces_sparse"])
    first, *_ = scan_pages(pdf, Wear(resolution=100))
    clean = np.asarray(Image.open(BytesIO(first)).convert("L"))
    assert 0.01 < float((clean < 128).mean()) < 0.3
    worn = scan_pages(pdf, OFFICE)
    assert worn == scan_pages(pdf, OFFICE)
    last = np.asarray(Image.open(BytesIO(worn[-1])).convert("RGB")).astype(int)
    assert ((last[..., 0] - last[..., 1]) > 90).sum() > 2000  # the red of the stamp
    document = pypdfium2.PdfDocument(scan_pdf(pdf, OFFICE))
    assert document[0].get_textpage().get_text_range().strip() == ""


@pytest.mark.slow
@pytest.mark.skipif(office_program() is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize(
    ("ending", "signature"),
    [
        ("doc", b"\xd0\xcf\x11\xe0"),
        ("rtf", b"{\\rtf"),
        ("odt", b"PK"),
        ("pdf", b"%PDF"),
        ("docx", b"PK"),
    ],
)
def test_libreoffice_converts_many_documents_at_once(ending: str, signature: bytes) -> None:
    sources = [render_word(DRAFTS[name]) for name in ("r04-012", "r04-014")]
    converted = convert(sources, ending)
    assert [each.startswith(signature) for each in converted] == [True, True]
    assert converted[0] != converted[1]
